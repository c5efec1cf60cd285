"""``pmtdocs import budget`` and ``pmtdocs export budget``: the budget from and to Excel."""

from __future__ import annotations

from pathlib import Path

import click

from pmtdocs.cli.options import FILE, DossierName, OneOf, data_option, output_option, replace_option
from pmtdocs.cli.say import say, say_report
from pmtdocs.finding import ExitCode


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
    file: Path,
    output: Path | None,
    replace: bool,
    sheet: str,
    column: tuple[str, ...],
    tax: str | None,
    unit: str | None,
    data: Path,
) -> None:
    """Lit un budget dans un classeur Excel et écrit budget.yaml, à l'écran ou dans --output.

    Le classeur est le tableau d'une association (dépenses et recettes, côte à côte ou l'une sous
    l'autre) ou le budget du formulaire CERFA 12156. Ce qui ne va pas est dit cellule par
    cellule ; une cellule dont la valeur est inconnue arrête tout.

    Code de sortie : 1 une erreur dans les chiffres (le budget est écrit), 3 classeur ou cellule
    illisible (rien n'est écrit).
    """
    from pmtdocs.commands.report import text
    from pmtdocs.dossier import load
    from pmtdocs.exchange.budget import read_excel
    from pmtdocs.exchange.modeline import modeline
    from pmtdocs.system import files, process

    wanted = read_excel.Wanted(sheet, tuple(c.upper() for c in column), tax or "", unit or "")
    asked = (file, files.shown(file), load.shared(data), wanted)
    imported = process.run(read_excel.import_budget, *asked, what=f"Lecture de {file.name}")
    if imported.findings:
        say_report(text.render(imported.findings, lambda *_: None) + "\n", err=True)
    say(text.summary(file.name, imported.findings), err=True)
    if not imported.text:
        say("Rien n'a été écrit : des montants ne sont pas connus.", err=True)
        ctx.exit(ExitCode.DATA)
    written = modeline(data, "budget", output and output.parent) + imported.text
    if output is None:
        say(written, nl=False)
    else:
        files.write(output, written.encode(), replace)
        say(f"Budget écrit dans {files.shown(output)}", err=True)
    failing = any(finding.blocks for finding in imported.findings)
    ctx.exit(ExitCode.FINDINGS if failing else ExitCode.OK)


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
