"""``pmtdocs import`` and ``pmtdocs export``: facts from and to the files that others work with."""

from __future__ import annotations

import click

from pmtdocs.cli.group import Commands


@click.group(
    "import",
    cls=Commands,
    places={"session": "session:session", "budget": "budget:import_budget"},
    short_help="Lit les faits dans les fichiers reçus.",
)
def import_() -> None:
    """Écrit les données YAML d'après un fichier reçu : le registre d'une séance, un budget."""


@click.group(
    "export",
    cls=Commands,
    places={"budget": "budget:export_budget"},
    short_help="Écrit les faits dans un fichier à transmettre.",
)
def export() -> None:
    """Écrit des données du dossier dans un fichier à transmettre."""
