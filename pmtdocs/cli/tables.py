"""``pmtdocs import`` and ``export`` of a budget or of attributions: from and to a table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from pmtdocs.cli.options import FILE, DossierName, OneOf, data_option, output_option, replace_option
from pmtdocs.cli.say import say, say_report
from pmtdocs.finding import ExitCode

if TYPE_CHECKING:
    from pmtdocs.exchange.budget import read_excel
    from pmtdocs.exchange.grants import read_table


@click.command(short_help="Lit un budget dans un classeur Excel.")
@click.argument("file", type=FILE, metavar="FICHIER.xlsx")
@output_option("Où l'écrire.", ".yaml")
@replace_option
@click.option("--sheet", default="", metavar="NOM", help="La feuille à lire.")
@click.option("--column", multiple=True, metavar="LETTRE", help="La colonne des montants à lire.")
@click.option(
    "--tax",
    type=OneOf(["TTC", "HT", "net de taxe"]),
    help="Base de TVA, quand le classeur ne la dit pas.",
)
@click.option(
    "--unit",
    type=OneOf(["euros", "milliers", "millions"]),
    help="En quoi les montants sont comptés, quand le classeur parle de milliers ou de millions.",
)
@data_option
@click.pass_context
def import_budget(  # noqa: PLR0913, PLR0917 - one parameter an option, as click wants it
    ctx: click.Context,
    /,
    file: Path,
    sheet: str,
    column: tuple[str, ...],
    tax: str | None,
    unit: str | None,
    data: Path,
    **_where: object,
) -> None:
    """Lit un budget dans un classeur Excel et écrit budget.yaml, à l'écran ou dans --output.

    Le classeur est le tableau d'une association (dépenses et recettes, côte à côte ou l'une sous
    l'autre) ou le budget du formulaire CERFA 12156. Ce qui ne va pas est dit cellule par
    cellule ; une cellule dont la valeur est inconnue arrête tout.

    Code de sortie : 1 une erreur dans les chiffres (le budget est écrit), 3 classeur ou cellule
    illisible (rien n'est écrit).
    """
    from pmtdocs.dossier import load
    from pmtdocs.exchange.budget import read_excel
    from pmtdocs.system import files, process

    wanted = read_excel.Wanted(sheet, tuple(c.upper() for c in column), tax or "", unit or "")
    asked = (file, files.shown(file), load.shared(data), wanted)
    read = process.run(read_excel.import_budget, *asked, what=f"Lecture de {file.name}")
    _give(ctx, read, "budget", "Budget écrit", "des montants ne sont pas connus")


@click.command(short_help="Écrit le budget d'un dossier en Excel.")
@click.argument("dossier", type=DossierName())
@output_option("Où l'écrire.", ".xlsx")
@replace_option
@data_option
def export_budget(dossier: str, output: Path | None, replace: bool, data: Path) -> None:
    """Écrit le budget d'un DOSSIER dans un classeur Excel, par défaut budget-DOSSIER.xlsx.

    Les sous-totaux, les totaux et l'écart sont des formules ; les totaux que l'acte imprime sont
    à côté, pour comparer.
    """
    from pmtdocs.dossier import load
    from pmtdocs.exchange.budget import write_excel
    from pmtdocs.system import files

    content = write_excel.write(load.load(data, dossier).dossier)
    target = output or Path(f"budget-{dossier}.xlsx")
    files.write(target, content, replace)
    say(f"Budget écrit dans {files.shown(target)}")


@click.command(short_help="Lit un tableau de subventions, Excel ou CSV.")
@click.argument("file", type=FILE, metavar="FICHIER")
@output_option("Où l'écrire.", ".yaml")
@replace_option
@click.option("--sheet", default="", metavar="NOM", help="La feuille à lire.")
@data_option
@click.pass_context
def import_attributions(
    ctx: click.Context, /, file: Path, sheet: str, data: Path, **_where: object
) -> None:
    """Lit un tableau de subventions (Excel ou CSV) et écrit attributions.yaml, à l'écran ou dans
    --output.

    Une ligne de titres nomme les colonnes : Bénéficiaire et Montant, puis Objet, SIRET, Nature,
    Section, Ligne budgétaire, Montant précédent, Convention, Intéressés… Un organisme inconnu est
    signalé, avec l'entrée à ajouter à data/_commun/organisations.yaml.

    Code de sortie : 1 un organisme inconnu (le tableau est écrit), 3 une cellule illisible (rien
    n'est écrit).
    """
    from pmtdocs.dossier import load
    from pmtdocs.exchange.grants import read_table
    from pmtdocs.system import files, process

    asked = (file, files.shown(file), load.shared(data), sheet)
    read = process.run(read_table.import_table, *asked, what=f"Lecture de {file.name}")
    head = "À ajouter à data/_commun/organisations.yaml, une fois vérifié :\n"
    lacking = head + read.bodies if read.bodies else ""
    lost = "corrigez ce qui n'a pas pu être lu"
    _give(ctx, read, "attributions", "Attributions écrites", lost, lacking)


@click.command(short_help="Écrit les attributions d'un dossier en Excel ou en CSV.")
@click.argument("dossier", type=DossierName())
@output_option("Où l'écrire : .xlsx ou .csv.")
@replace_option
@data_option
def export_attributions(dossier: str, output: Path | None, replace: bool, data: Path) -> None:
    """Écrit les attributions d'un DOSSIER dans un tableau, par défaut attributions-DOSSIER.xlsx.

    Un nom en .csv donne un fichier CSV. Le tableau se relit par import attributions.
    """
    from pmtdocs.dossier import load
    from pmtdocs.exchange.grants import write_table
    from pmtdocs.system import files

    target = output or Path(f"attributions-{dossier}.xlsx")
    write = write_table.write_csv if target.suffix.lower() == ".csv" else write_table.write_excel
    files.write(target, write(load.load(data, dossier).dossier), replace)
    say(f"Attributions écrites dans {files.shown(target)}")


def _give(
    ctx: click.Context,
    read: read_excel.Imported | read_table.Imported,
    kind: str,
    done: str,
    lost: str,
    lacking: str = "",
) -> NoReturn:
    """Write ``kind``.yaml where the options of the command say, or show it; ``lacking``: what
    data/_commun needs first."""
    from pmtdocs.commands.report import text
    from pmtdocs.exchange.modeline import modeline
    from pmtdocs.system import files

    asked, output = ctx.params, ctx.params["output"]
    if read.findings:
        say_report(text.render(read.findings, lambda *_: None) + "\n", err=True)
    say(lacking, err=True, nl=False)
    say(text.summary(asked["file"].name, read.findings), err=True)
    if not read.text:
        say(f"Rien n'a été écrit : {lost}.", err=True)
        ctx.exit(ExitCode.DATA)
    written = modeline(asked["data"], kind, output and output.parent) + read.text
    if output is None:
        say(written, nl=False)
    else:
        files.write(output, written.encode(), asked["replace"])
        say(f"{done} dans {files.shown(output)}", err=True)
    failing = any(finding.blocks for finding in read.findings)
    ctx.exit(ExitCode.FINDINGS if failing else ExitCode.OK)
