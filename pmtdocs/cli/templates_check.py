"""``pmtdocs templates check``: what is wrong in the Word templates, all of it at once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pmtdocs.cli import completion
from pmtdocs.cli.answer import Answer, finding_answer
from pmtdocs.cli.completion import Among
from pmtdocs.cli.options import (
    FOLDER,
    data_option,
    no_modele,
    quiet_option,
    templates_option,
    verbose_option,
)
from pmtdocs.cli.say import say
from pmtdocs.finding import DataError, Finding, Location, Span, worst
from pmtdocs.language.french import did_you_mean

if TYPE_CHECKING:
    from pmtdocs.templates.words import Wording
    from pmtdocs.templates.workshop import Inspected


@click.command(short_help="Dit ce qui ne va pas dans les modèles Word.")
@click.argument(
    "names", nargs=-1, type=Among(completion.modeles, file=True), metavar="[MODÈLE|FICHIER]…"
)
@finding_answer
@click.option(
    "--annotate",
    type=FOLDER,
    metavar="RÉPERTOIRE",
    help="Écrit là une copie de chaque modèle fautif, un commentaire à chaque faute.",
)
@click.option(
    "--modele",
    type=Among(completion.modeles),
    metavar="MODÈLE",
    help="Le modèle auquel est destiné un FICHIER qui n'y est pas encore.",
)
@quiet_option
@verbose_option
@data_option
@templates_option
@click.pass_context
def check(  # noqa: PLR0913, PLR0917 - one parameter an option, as click wants it
    ctx: click.Context,
    names: tuple[str, ...],
    answer: Answer,
    annotate: Path | None,
    modele: str | None,
    quiet: bool,
    verbose: bool,
    data: Path,
    templates: Path,
) -> None:
    """Vérifie des modèles Word (tous, sans argument) : balises, champs, révisions, styles, objets.

    Un MODÈLE est un répertoire de templates/, un FICHIER un .docx. Un FICHIER d'ailleurs est jugé
    comme il le sera une fois en place, avec la charte du modèle qui a une pièce de ce nom. Toutes
    les fautes sont dites en une fois, chacune avec sa place, ce qui est écrit et ce qu'il faut
    écrire.
    """
    from pmtdocs.commands import report
    from pmtdocs.templates import modeles
    from pmtdocs.templates.workshop import inspect_files

    wanted = _files(templates, names or tuple(modeles(templates)))
    if not wanted:
        raise no_modele(templates)
    found: dict[str, list[Finding]] = {}
    lines: dict[tuple[str, int], str] = {}
    for name, (whole, files) in wanted.items():
        inspected = inspect_files(files, None if whole else _meant_for(files[0], templates, modele))
        said = [*inspected.findings(), *_of_whole(whole, files, templates)]
        parts = _wordings(files)
        said += _of_facts(parts, files, data)
        found[name] = sorted(said, key=Finding.sort_key)
        lines |= {place: text for part in parts for place, text in part.lines.items()}
        lines |= inspected.lines()
        for copy in _annotated(inspected, annotate):
            say(f"Annoté : {copy}", err=True)
    excerpts = {name: lambda file, number: lines.get((file, number), "") for name in found}
    code = worst(f.kind.exit for findings in found.values() for f in findings if f.blocks)
    if quiet:
        found = {name: [f for f in findings if f.blocks] for name, findings in found.items()}
    written = report.render(answer.shape, found, excerpts, not quiet, verbose)
    answer.give(written, report.summaries(found), quiet)
    ctx.exit(code)


def _files(templates: Path, names: tuple[str, ...]) -> dict[str, tuple[Path | None, list[Path]]]:
    """Each modèle or file named: its folder if it has one, its Word files with its page and the
    table of its clauses. What is closed to us stands for what it holds."""
    from pmtdocs.dossier.model.library import FOLDER as CLAUSES
    from pmtdocs.dossier.model.library import TABLE
    from pmtdocs.system.files import is_closed, is_folder, listed
    from pmtdocs.templates import PAGE, modeles

    wanted: dict[str, tuple[Path | None, list[Path]]] = {}
    for name in names:
        path = Path(name) if os.path.lexists(name) else templates / name
        if is_closed(path):
            wanted[path.name] = path, [path]
        elif is_folder(path) and path.resolve() == templates.resolve():
            wanted |= _files(templates, tuple(modeles(templates)))
        elif is_folder(path):
            closed = filter(is_closed, listed(path, "**/", CLAUSES))
            held = listed(path, "**/*.docx", f"{CLAUSES}/*.docx", TABLE, PAGE)
            if not held and path.resolve().parent != templates.resolve():
                raise no_modele(path)
            wanted[path.name] = path, [*closed, *held]
        elif os.path.lexists(path):
            wanted[path.name] = None, [path]
        else:
            hint = did_you_mean(name, modeles(templates))
            raise click.BadParameter(f"« {name} » n'est ni un modèle ni un fichier.{hint}")
    return wanted


def _meant_for(file: Path, templates: Path, asked: str | None) -> Path | None:
    """The modèle of a file that stands in none: the one named, else the one that has such a part,
    else the only one. Raises BadParameter for a name that is none."""
    from pmtdocs.templates import CHARTER, modeles
    from pmtdocs.word.others import part_of

    known = modeles(templates)
    if asked is not None and asked not in known:
        raise click.BadParameter(f"« {asked} » n'est pas un modèle.{did_you_mean(asked, known)}")
    if any(os.path.lexists(folder / CHARTER) for folder in file.parents[:2]):
        return None
    having = [m for m in known if part_of(file.name, _parts(templates / m))]
    named = [asked] if asked else having or known
    if len(named) != 1:
        said = "sans charte : dites à quel modèle il est destiné (--modele)"
    else:
        said = f"comme pièce du modèle « {named[0]} »"
    say(f"{file.name} est jugé {said}.", err=True)
    return templates / named[0] if len(named) == 1 else None


def _parts(modele: Path) -> list[str]:
    return [file.stem for file in modele.glob("*.docx")]


def _of_whole(modele: Path | None, files: list[Path], templates: Path) -> Iterator[Finding]:
    """For a whole modèle: what a single file leaves out says nothing."""
    from pmtdocs.system.files import shown
    from pmtdocs.templates import incomplete
    from pmtdocs.templates.usage import summary

    if modele is None:
        return
    if files != [modele] and modele.resolve().parent == templates.resolve():
        span = Span(shown(modele), 1, 1, 1, 1)
        yield from incomplete(modele, Location(("modele", modele.name), span, modele.name))
    if note := summary(modele.name, files):
        yield note


def _wordings(files: list[Path]) -> list[Wording]:
    from pmtdocs.system.files import shown
    from pmtdocs.templates.words import read_wording

    words = (read_wording(f, f.stem, shown(f.parent)) for f in files if f.suffix == ".docx")
    return [one for one in words if one is not None]


def _of_facts(parts: list[Wording], files: list[Path], data: Path) -> Iterator[Finding]:
    """The free facts that nobody says; nothing while a dossier cannot be read, which may say them.

    Dossiers are read when a part names such a fact.
    """
    from pmtdocs.dossier import load
    from pmtdocs.system.files import UnreadableError
    from pmtdocs.templates.usage import names_facts, nobody_says

    if not (names_facts(parts) and data.is_dir()):
        return
    try:
        every = [load.load(data, name).dossier for name in load.dossiers(data)]
    except (DataError, UnreadableError):
        return
    modeles = {folder.name for file in files for folder in file.parents[:2]}
    if told := [one for one in every if one.dossier.modele in modeles]:
        yield from nobody_says(parts, told)


def _annotated(inspected: Inspected, folder: Path | None) -> Iterator[Path]:
    if folder is None:
        return
    from pmtdocs.templates.annotation import annotate

    for file, faults in inspected.faults.items():
        if faults and file.suffix == ".docx":
            yield annotate(file, faults, folder)
