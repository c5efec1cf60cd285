"""``pmtdocs diff``: what changed from a dossier to another, or over several."""

from __future__ import annotations

from pathlib import Path

import click

from pmtdocs.cli.options import (
    DossierName,
    data_option,
    file_option,
    replace_option,
    shape_option,
    templates_option,
)
from pmtdocs.cli.say import say, say_report

_FORMATS = ("text", "json", "html", "pdf", "docx")


@click.command(short_help="Compare deux années, ou plus.")
@click.argument(
    "dossiers", nargs=-1, type=DossierName(), required=True, metavar="DOSSIER DOSSIER..."
)
@shape_option(_FORMATS, "Texte ; page HTML, PDF ou Word à transmettre ; JSON pour les machines.")
@file_option("--output", "Écrit dans ce fichier ; nécessaire pour le PDF et le Word.")
@replace_option
@data_option
@templates_option
def diff(
    dossiers: tuple[str, ...],
    shape: str,
    output: Path | None,
    replace: bool,
    data: Path,
    templates: Path,
) -> None:
    """Dit ce qui change d'un DOSSIER au suivant : les données d'une part, les mots d'autre part.

    Le tableau « Évolution » donne les montants et les votes de chaque année, l'écart en euros et
    en %. Donnez les dossiers du plus ancien au plus récent : pmtdocs diff 2027 2031
    """
    from pmtdocs.dossier import load
    from pmtdocs.system import files
    from pmtdocs.years import outline, whole

    if len(set(dossiers)) < 2:
        raise click.UsageError("donnez au moins deux dossiers différents : pmtdocs diff 2027 2031")
    if output is None and shape in ("pdf", "docx"):
        raise click.UsageError(f"le format {shape} s'écrit dans un fichier : --output FICHIER")
    dossiers_read = [load.load(data, name) for name in dict.fromkeys(dossiers)]
    evolution = whole.compare(dossiers_read, templates)
    made = outline.written(evolution, shape, templates)
    if output is None:
        say_report(made.decode(), nl=False)
        return
    files.write(output, made, replace)
    say(f"Comparaison écrite dans {output}.")
