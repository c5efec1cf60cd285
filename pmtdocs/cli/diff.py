"""``pmtdocs diff``: what changed from a dossier to another, or over several."""

from __future__ import annotations

from pathlib import Path

import click

from pmtdocs.cli.answer import Answer, answer_options
from pmtdocs.cli.options import DossierName, data_option, templates_option

_FORMATS = ("text", "json", "html", "pdf", "docx")


@click.command(short_help="Compare deux années, ou plus.")
@click.argument("dossiers", nargs=-1, type=DossierName(), metavar="DOSSIER DOSSIER…")
@answer_options(
    _FORMATS,
    "Texte ; page HTML, PDF ou Word à transmettre (avec --output) ; JSON pour les machines.",
)
@data_option
@templates_option
def diff(dossiers: tuple[str, ...], answer: Answer, data: Path, templates: Path) -> None:
    """Dit ce qui change d'un DOSSIER au suivant : les données d'une part, les mots d'autre part.

    Le tableau « Évolution » donne les montants et les votes de chaque année, l'écart en euros et
    en %. Donnez les dossiers du plus ancien au plus récent : pmtdocs diff 2027 2031
    """
    from pmtdocs.dossier import load
    from pmtdocs.years import outline, whole

    if len(set(dossiers)) < 2:
        raise click.UsageError("donnez au moins deux dossiers différents : pmtdocs diff 2027 2031")
    if answer.output is None and answer.shape in ("pdf", "docx"):
        raise click.UsageError(
            f"le format {answer.shape} s'écrit dans un fichier : --output FICHIER"
        )
    dossiers_read = [load.load(data, name) for name in dict.fromkeys(dossiers)]
    evolution = whole.compare(dossiers_read, templates)
    answer.give(outline.written(evolution, answer.shape, templates))
