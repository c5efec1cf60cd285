"""The options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

FOLDER = click.Path(file_okay=False, path_type=Path)


def folder_option(name: str, help: str) -> Callable[[Any], Any]:
    """A folder, which is called as the option unless another one is named."""
    return click.option(
        f"--{name}",
        type=FOLDER,
        default=Path(name),
        show_default=True,
        metavar="DOSSIER",
        help=help,
    )


data_option = folder_option("data", "Où sont les données.")
templates_option = folder_option("templates", "Où sont les modèles Word.")
