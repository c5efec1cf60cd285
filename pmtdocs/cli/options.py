"""The options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

FOLDER = click.Path(file_okay=False, path_type=Path)

data_option = click.option(
    "--data",
    type=FOLDER,
    default=Path("data"),
    show_default=True,
    metavar="DOSSIER",
    help="Où sont les données.",
)
templates_option = click.option(
    "--templates",
    type=FOLDER,
    default=Path("templates"),
    show_default=True,
    metavar="DOSSIER",
    help="Où sont les modèles Word.",
)
