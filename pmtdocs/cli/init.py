"""``pmtdocs init``: a project where there is none."""

from __future__ import annotations

import datetime as dt
import os
import re
import sys
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pmtdocs.cli.completion import Among
from pmtdocs.cli.options import FOLDER, command
from pmtdocs.cli.say import say
from pmtdocs.finding import PmtdocsError

if TYPE_CHECKING:
    from pmtdocs.commands.init import Body, Made

#: What Windows admits in no name.
_REFUSED = re.compile(r'[<>:"|?*\x00-\x1f]|[. ]$')


def kinds(_: click.Context | None = None) -> Iterable[tuple[str, str]]:
    """The kinds of authority that grant, and who decides there."""
    from pmtdocs.dossier.organs import organs

    return ((kind, said.assemblee) for kind, said in organs().items())


def examples(_: click.Context) -> Iterable[tuple[str, str]]:
    """The ready examples."""
    from pmtdocs.commands.init import examples

    return ((name, "") for name in examples())


def _folder(_ctx: click.Context, _param: click.Parameter, value: Path) -> Path:
    from pmtdocs.system.files import DEVICE

    name = value.absolute().name
    if _REFUSED.search(name) or DEVICE.fullmatch(name):
        raise click.BadParameter(
            f"Windows n'admet pas « {name} » comme nom : choisissez-en un autre."
        )
    return value


def _example(_ctx: click.Context, _param: click.Parameter, value: str) -> str:
    from pmtdocs.commands.init import examples
    from pmtdocs.language.french import did_you_mean

    known = examples()
    if value and value not in known:
        said = f"L'exemple « {value} » n'existe pas.{did_you_mean(value, known)}"
        raise click.BadParameter(f"{said} Au choix : {', '.join(known) or 'aucun'}.")
    return value


def _typed(field: str, value: str) -> str:
    """The kind, name or SIREN, as the project writes it. Raises BadParameter."""
    from pmtdocs.commands import init as project

    try:
        read: Callable[[str], str] = getattr(project, f"{field}_of")
        return read(value)
    except PmtdocsError as error:
        raise click.BadParameter(f"{error.message} {error.help}") from error


def _given(_ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    return None if value is None else _typed(str(param.name), value)


@click.command(short_help="Prépare un projet : données, modèle Word, premier dossier.")
@click.argument("folder", type=FOLDER, default=Path(), callback=_folder, metavar="[RÉPERTOIRE]")
@click.option(
    "--type",
    "kind",
    type=Among(kinds),
    callback=_given,
    metavar="TYPE",
    help="Ce qu'est la collectivité : commune, département, métropole, syndicat mixte…",
)
@click.option(
    "--name",
    callback=_given,
    metavar="NOM",
    help="Son nom, tel qu'il s'imprime : « Ville d'Exemple », « Département de l'Exemple ».",
)
@click.option(
    "--siren", callback=_given, metavar="N", help="Son numéro SIREN ; il peut suivre plus tard."
)
@click.option(
    "--example",
    type=Among(examples),
    default="",
    callback=_example,
    metavar="NOM",
    help="Un exemple complet, de faits inventés, au lieu d'un premier dossier à remplir.",
)
def init(folder: Path, kind: str | None, name: str | None, siren: str | None, example: str) -> None:
    """Prépare un projet dans un RÉPERTOIRE (celui-ci, à défaut), sans rien remplacer de ce qui s'y
    trouve.

    Le projet a ses données, un modèle Word neutre, un premier dossier plein de « à compléter », les
    réglages de Git, de VS Code et d'une vérification à chaque envoi. Il se vérifie et se rend
    aussitôt. Ce qui manque est demandé, si un terminal est là pour répondre.
    """
    from pmtdocs.commands import init as project

    year = dt.datetime.now().astimezone().year
    body = None
    if not example and not project.holds_data(folder):
        body = _asked(kind, name, siren)
    made = project.create(folder, body, year, example)
    _tell(folder, made)


def _asked(kind: str | None, name: str | None, siren: str | None) -> Body:
    """The authority, as options or answers say it. Raises PmtdocsError when nobody can answer."""
    from pmtdocs.commands.init import body_of

    if _somebody_answers():
        if kind is None:
            for n, (one, council) in enumerate(kinds(), 1):
                say(f"  {n:2}  {one} ({council})")
        kind = kind or click.prompt(
            "Type de la collectivité (nom ou numéro)", value_proc=partial(_typed, "kind")
        )
        name = name or click.prompt(
            "Nom, tel qu'il s'imprime (« Ville d'Exemple »)", value_proc=partial(_typed, "name")
        )
        if siren is None:
            said = "SIREN, ou Entrée s'il n'est pas sous la main"
            siren = click.prompt(
                said, default="", show_default=False, value_proc=partial(_typed, "siren")
            )
    lacks = [option for option, value in (("--type", kind), ("--name", name)) if value is None]
    if kind is None or name is None:
        help = 'pmtdocs init --type commune --name "Ville d\'Exemple" ; les types : --help, ou TAB'
        raise PmtdocsError(f"Il manque {' et '.join(lacks)}.", help)
    return body_of(kind, name, siren or "")


def _somebody_answers() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _tell(folder: Path, made: Made) -> None:
    from pmtdocs.atelier.launcher import write_first
    from pmtdocs.atelier.project import Project
    from pmtdocs.language.french import plural

    if made.left:
        say(f"Laissé tel quel, déjà là : {', '.join(made.left)}.")
    if not made.written:
        say("Rien n'a été écrit : le projet est complet.")
        return
    if "data" in made.left:
        say(f"Ajouté : {', '.join(made.written)}.")
        return
    inside = "" if folder == Path() else f"{folder}{os.sep}"
    write_first(Project(folder / "data", folder / "templates", folder / "output"), folder)
    say(f"Projet écrit dans {inside or 'ce répertoire'} : {plural(len(made.written), 'fichier')}.")
    say("  data/ : les faits ; templates/ : les mots ; LISEZMOI.md : par où commencer.")
    say("Ensuite :")
    if inside:
        say(f'  cd "{folder}"' if " " in str(folder) else f"  cd {folder}")
    for words in ("check", f"render {made.first}", "serve"):
        say(f"  {command(words)}")
