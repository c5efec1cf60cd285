"""``pmtdocs import attributions`` and ``pmtdocs export attributions``: a table of grants."""

from __future__ import annotations

from pathlib import Path

import click

from pmtdocs.cli.options import FILE, DossierName, data_option, output_option, replace_option
from pmtdocs.cli.say import say, say_report
from pmtdocs.finding import ExitCode


@click.command(short_help="Lit un tableau de subventions, Excel ou CSV.")
@click.argument("file", type=FILE, metavar="FICHIER")
@output_option("Où l'écrire.", ".yaml")
@replace_option
@click.option("--sheet", default="", metavar="NOM", help="La feuille à lire.")
@data_option
@click.pass_context
def import_attributions(
    ctx: click.Context, file: Path, output: Path | None, replace: bool, sheet: str, data: Path
) -> None:
    """Lit un tableau de subventions (Excel ou CSV) et écrit attributions.yaml, à l'écran ou dans
    --output.

    Une ligne de titres nomme les colonnes : Bénéficiaire et Montant, puis Objet, SIRET, Nature,
    Section, Ligne budgétaire, Montant précédent, Convention, Intéressés… Un organisme inconnu est
    signalé, avec l'entrée à ajouter à data/_commun/organisations.yaml.

    Code de sortie : 1 un organisme inconnu (le tableau est écrit), 3 une cellule illisible (rien
    n'est écrit).
    """
    from pmtdocs.commands.report import text
    from pmtdocs.dossier import load
    from pmtdocs.exchange.grants import read_table
    from pmtdocs.exchange.modeline import modeline
    from pmtdocs.system import files, process

    asked = (file, files.shown(file), load.shared(data), sheet)
    imported = process.run(read_table.import_table, *asked, what=f"Lecture de {file.name}")
    if imported.findings:
        say_report(text.render(imported.findings, lambda *_: None) + "\n", err=True)
    if imported.bodies:
        say("À ajouter à data/_commun/organisations.yaml, une fois vérifié :", err=True)
        say(imported.bodies, err=True, nl=False)
    say(text.summary(file.name, imported.findings), err=True)
    if not imported.text:
        say("Rien n'a été écrit : corrigez ce qui n'a pas pu être lu.", err=True)
        ctx.exit(ExitCode.DATA)
    written = modeline(data, "attributions", output and output.parent) + imported.text
    if output is None:
        say(written, nl=False)
    else:
        files.write(output, written.encode(), replace)
        say(f"Attributions écrites dans {files.shown(output)}", err=True)
    failing = any(finding.blocks for finding in imported.findings)
    ctx.exit(ExitCode.FINDINGS if failing else ExitCode.OK)


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
