"""The options that several commands share."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from pmtdocs.cli import completion, settings
from pmtdocs.finding import ExitCode, PmtdocsError
from pmtdocs.language.french import did_you_mean
from pmtdocs.system.files import is_closed


class Given(click.Path):
    """A path that is there, as far as we may know: click says of one in a closed folder that it
    does not exist."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        closed = not os.path.lexists(value) and is_closed(Path(value).parent)
        return Path(value) if closed else super().convert(value, param, ctx)


class OneOf(click.Choice[str]):
    """One of a few words, capitals or not; of another one, the word that it resembles is said."""

    def __init__(self, words: Iterable[str]) -> None:
        super().__init__(tuple(words), case_sensitive=False)

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:  # noqa: ARG002
        said = f"« {value} » n'est pas un choix.{did_you_mean(str(value), self.choices)}"
        return f"{said} Au choix : {', '.join(self.choices)}."

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:  # noqa: ARG002
        return f"[{'|'.join(self.choices)}]"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem[Any]]:
        among = completion.Among(lambda _: ((word, "") for word in self.choices))
        return among.shell_complete(ctx, param, incomplete)


class DossierName(completion.Among):
    """The name of a dossier, or the path that a shell completes: « data/NOM/ »."""

    name = "dossier"

    def __init__(self) -> None:
        super().__init__(completion.dossiers)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ARG002
        path = Path(value)
        if ctx is None or len(path.parts) == 1 or not path.is_dir():
            return value
        held = path.absolute().parent == ctx.params["data"].absolute()
        return path.name if held else value


def _listed(
    _ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]
) -> tuple[str, ...]:
    words = tuple(word.strip() for value in values for word in value.split(","))
    if not all(words):
        raise click.BadParameter("il manque un mot avant ou après une virgule.")
    return words


def listed_option(
    name: str, names: completion.Names, *, metavar: str, help: str
) -> Callable[[Any], Any]:
    """Words, each after its own option or several in one with commas between."""
    shown = f"{help} Répétable, ou une liste avec des virgules."
    among = completion.Among(names, listed=True)
    return click.option(
        name, type=among, multiple=True, callback=_listed, metavar=metavar, help=shown
    )


# What may not be read is said by whoever reads it, with the reason and its exit code.
FILE = click.Path(dir_okay=False, readable=False, path_type=Path)
GIVEN = Given(exists=True, dir_okay=False, readable=False, path_type=Path)
FOLDER = click.Path(file_okay=False, readable=False, path_type=Path)


def folder_option(name: str, help: str) -> Callable[[Any], Any]:
    """A folder, which is called as the option unless another one is named."""
    return click.option(
        f"--{name}",
        type=FOLDER,
        default=Path(name),
        show_default=True,
        metavar="RÉPERTOIRE",
        help=help,
        is_eager=True,  # a dossier may be named by its path below it
    )


def file_option(name: str, help: str, suffix: str = "") -> Callable[[Any], Any]:
    """A file to write."""
    return click.option(name, type=FILE, metavar=f"FICHIER{suffix}", help=help)


def output_option(help: str, suffix: str = "") -> Callable[[Any], Any]:
    """Where to write rather than on the screen, which « - » is, as everywhere."""

    def screen(_ctx: click.Context, _param: click.Parameter, file: Path | None) -> Path | None:
        return None if file == Path("-") else file

    metavar = f"FICHIER{suffix}"
    return click.option("--output", type=FILE, callback=screen, metavar=metavar, help=help)


data_option = folder_option("data", "Où sont les données.")
templates_option = folder_option("templates", "Où sont les modèles Word.")
engine_option = click.option(
    "--engine",
    type=OneOf(settings.ENGINES),
    default=lambda: settings.read().get("engine", "auto"),
    help="Ce qui met les PDF en page. auto : Typst pour un projet, et là où Pango manque ; sinon "
    "WeasyPrint, la référence.  [par défaut : celui de pmtdocs.toml, ou auto]",
)
only_option = listed_option(
    "--only", completion.documents, metavar="NOM", help="Ces documents seuls."
)
quiet_option = click.option("-q", "--quiet", is_flag=True, help="Ne dit que ce qui ne va pas.")
verbose_option = click.option(
    "-v", "--verbose", is_flag=True, help="Dit tout : constat par constat, fait par fait."
)
replace_option = click.option("--replace", is_flag=True, help="Remplace le fichier s'il existe.")


def every_dossier(data: Path) -> list[str]:
    """All dossiers, when none is named; a folder that cannot be one is told and left out.

    Raises PmtdocsError where there is none.
    """
    from pmtdocs.cli.say import say
    from pmtdocs.dossier import load

    found = load.dossiers(data)
    for name, why in load.stray(data):
        what = "Séance ignorée" if name.endswith(".yaml") else "Répertoire ignoré"
        say(f"{what} : {data / name} ({why}).", err=True)
    if not found:
        help = "Pour en préparer un : pmtdocs new NOM. Ils sont ailleurs ? --data RÉPERTOIRE"
        raise PmtdocsError(f"Il n'y a aucun dossier dans « {data} ».", help)
    return found


def command(words: str) -> str:
    """« pmtdocs check 2031 », to be typed next: on the same data and templates."""
    given = click.get_current_context().params
    folders = {name: str(given.get(name, name)) for name in ("data", "templates")}
    for name, folder in folders.items():
        if folder != name:
            words += f' --{name} "{folder}"' if " " in folder else f" --{name} {folder}"
    return f"pmtdocs {words}"


def no_modele(folder: Path) -> PmtdocsError:
    """What is said of a folder that holds none."""
    help = "Pour en avoir un, neutre : pmtdocs init. Ils sont ailleurs ? --templates RÉPERTOIRE"
    said = f"Il n'y a aucun modèle dans « {folder} »."
    return PmtdocsError(said, help, exit_code=ExitCode.TEMPLATE)


def modele_named(templates: Path, name: str | None) -> Path:
    """The folder of a modèle; the only one there is when none is named. Raises PmtdocsError."""
    from pmtdocs.templates import modeles, opened

    known = modeles(templates)
    if not known:
        raise no_modele(templates)
    if name in known or (name is None and len(known) == 1):
        return opened(templates / (name or known[0]))
    there = f"Modèles présents : {', '.join(known)}."
    if name is None:
        raise PmtdocsError("Plusieurs modèles sont là : nommez-en un (MODÈLE).", there)
    raise PmtdocsError(f"Le modèle « {name} » n'existe pas.{did_you_mean(name, known)}", there)
