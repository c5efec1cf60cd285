"""``pmtdocs templates``: the Word templates, for those who write them."""

from __future__ import annotations

import click

from pmtdocs.cli.group import Commands


@click.group(
    cls=Commands,
    places={"check": "templates_check:check", "fields": "fields:fields"},
    short_help="Vérifie et décrit les modèles Word.",
)
def templates() -> None:
    """L'atelier des modèles : ce qui ne va pas dans un modèle Word, et ce qu'il peut dire."""
