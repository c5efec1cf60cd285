"""``pmtdocs templates check``: what is wrong in the Word templates, all of it at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pmtdocs.cli.options import FOLDER, modeles, shape_option, templates_option
from pmtdocs.cli.say import say, say_report
from pmtdocs.finding import ExitCode, Finding
from pmtdocs.language.french import did_you_mean

if TYPE_CHECKING:
    from pmtdocs.templates.workshop import Inspected


@click.command(short_help="Dit ce qui ne va pas dans les modèles Word.")
@click.argument("names", nargs=-1, metavar="[MODELE|FICHIER]...")
@shape_option(["text", "json"], "Texte pour les personnes, JSON pour les machines.")
@click.option(
    "--annotate",
    type=FOLDER,
    metavar="DOSSIER",
    help="Écrit là une copie de chaque modèle fautif, une remarque à chaque faute.",
)
@click.option(
    "--modele",
    metavar="MODELE",
    help="Le modèle auquel est destiné un FICHIER qui n'y est pas encore.",
)
@templates_option
@click.pass_context
def check(
    ctx: click.Context,
    names: tuple[str, ...],
    shape: str,
    annotate: Path | None,
    modele: str | None,
    templates: Path,
) -> None:
    """Vérifie des modèles Word (tous, sans argument) : balises, champs, révisions, styles, objets.

    Un MODELE est un dossier de templates/, un FICHIER un .docx. Un FICHIER d'ailleurs est jugé
    comme il le sera une fois en place, avec la charte du modèle qui a une partie de ce nom. Toutes
    les fautes sont dites en une fois, chacune avec sa place, ce qui est écrit et ce qu'il faut
    écrire.
    """
    from pmtdocs.commands import report
    from pmtdocs.templates.workshop import inspect_files

    wanted = _files(templates, names or tuple(modeles(templates)))
    found: dict[str, list[Finding]] = {}
    lines: dict[tuple[str, int], str] = {}
    for name, files in wanted.items():
        inspected = inspect_files(files, _meant_for(files, templates, modele))
        found[name] = sorted([*inspected.findings(), *_unused(name, files)], key=Finding.sort_key)
        lines |= inspected.lines()
        for copy in _annotated(inspected, annotate):
            say(f"Annoté : {copy}", err=True)
    excerpts = {name: lambda file, number: lines.get((file, number), "") for name in found}
    say_report(report.render(shape, found, excerpts))
    failing = any(finding.blocks for findings in found.values() for finding in findings)
    ctx.exit(ExitCode.TEMPLATE if failing else ExitCode.OK)


def _files(templates: Path, names: tuple[str, ...]) -> dict[str, list[Path]]:
    """The Word files of each modèle or file named, with its page and the table of its clauses."""
    from pmtdocs.dossier.model.library import TABLE
    from pmtdocs.system.files import listed
    from pmtdocs.templates import PAGE

    wanted: dict[str, list[Path]] = {}
    for name in names:
        path = Path(name)
        folder = path if path.is_dir() else templates / name
        if path.is_file():
            wanted[path.name] = [path]
        elif folder.is_dir():
            # The clauses have a folder of their own, and a table.
            wanted[folder.name] = listed(folder, "**/*.docx", TABLE, PAGE)
        else:
            hint = did_you_mean(name, modeles(templates))
            raise click.BadParameter(f"« {name} » n'est ni un modèle ni un fichier.{hint}")
    return wanted


def _meant_for(files: list[Path], templates: Path, asked: str | None) -> Path | None:
    """The modèle of a file that stands in none: the one named, else the one that has such a part,
    else the only one. Raises BadParameter for a name that is none."""
    from pmtdocs.templates import CHARTER
    from pmtdocs.word.others import part_of

    known = modeles(templates)
    if asked is not None and asked not in known:
        raise click.BadParameter(f"« {asked} » n'est pas un modèle.{did_you_mean(asked, known)}")
    if len(files) != 1 or any((folder / CHARTER).is_file() for folder in files[0].parents[:2]):
        return None
    having = [m for m in known if part_of(files[0].name, _parts(templates / m))]
    named = [asked] if asked else having or known
    if len(named) != 1:
        said = "sans charte : dites à quel modèle il est destiné (--modele)"
    else:
        said = f"comme partie du modèle « {named[0]} »"
    say(f"{files[0].name} est jugé {said}.", err=True)
    return templates / named[0] if len(named) == 1 else None


def _parts(modele: Path) -> list[str]:
    return [file.stem for file in modele.glob("*.docx")]


def _unused(name: str, files: list[Path]) -> Iterator[Finding]:
    """For a whole modèle: what a single file leaves out says nothing."""
    from pmtdocs.templates.usage import summary

    if [file.name for file in files] != [name] and files and (note := summary(name, files)):
        yield note


def _annotated(inspected: Inspected, folder: Path | None) -> Iterator[Path]:
    if folder is None:
        return
    from pmtdocs.templates.annotation import annotate

    for file, faults in inspected.faults.items():
        if faults and file.suffix == ".docx":
            yield annotate(file, faults, folder)
