"""``pmtdocs serve``: the atelier, one local page for those who open no terminal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from pmtdocs.cli.options import data_option, engine_option, folder_option, templates_option
from pmtdocs.cli.say import say


def _port(_ctx: click.Context, _param: click.Parameter, value: int) -> int:
    if not 0 <= value <= 65535:
        raise click.BadParameter(f"{value} n'est pas un port : de 1 à 65535.")
    return value


@click.command(short_help="Ouvre l'atelier : une page, sans terminal.")
@click.option(
    "--port",
    type=int,
    default=0,
    callback=_port,
    metavar="N",
    help="Le port de cette machine où répondre, de 1 à 65535.  [par défaut : un port libre]",
)
@click.option("--no-browser", is_flag=True, help="N'ouvre pas le navigateur : affiche l'adresse.")
@click.option(
    "--launcher",
    is_flag=True,
    help="Écrit plutôt, à côté des données, le fichier à double-cliquer qui ouvre l'atelier.",
)
@engine_option
@folder_option("output", "Où écrire les documents.")
@data_option
@templates_option
@click.pass_context
def serve(
    ctx: click.Context, /, port: int, no_browser: bool, launcher: bool, **folders: Any
) -> None:
    """Ouvre l'atelier dans le navigateur : dossiers, constats, documents, boutons.

    Dans un répertoire vide, la page propose de commencer un projet. Elle suit chaque
    enregistrement, dans Word ou dans les données, et n'est visible que de cette machine et de ce
    navigateur.

    Code de sortie : 0 fermé par son bouton, 130 par Ctrl+C, 143 par le système.
    """
    from pmtdocs.atelier import beginning
    from pmtdocs.atelier.project import Project
    from pmtdocs.dossier import load

    project = Project(**folders)  # the other options, by the names of its fields
    if launcher or beginning.home(project) is None:
        load.dossiers(project.data)  # outside a project, said at once
    if launcher:
        from pmtdocs.atelier.launcher import write

        asked = ctx.get_parameter_source("engine") == ParameterSource.COMMANDLINE
        found = project if asked else project._replace(engine="auto")
        say(f"Écrit : {write(found, Path.cwd())}")
        return
    from pmtdocs.atelier.server import Server, open_browser

    server = Server(project, port)
    opened = not no_browser and open_browser(server.address)
    say("L'atelier s'ouvre dans votre navigateur." if opened else "Ouvrez cette adresse :")
    say(f"  {server.address}")
    say("Pour le fermer : le bouton « Fermer l'atelier », ou Ctrl+C ici.")
    server.run()
