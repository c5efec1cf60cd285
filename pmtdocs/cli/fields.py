"""``pmtdocs templates fields``: what a template may use, and which parts use it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pmtdocs.cli import completion
from pmtdocs.cli.answer import Answer, answer_options
from pmtdocs.cli.completion import Among
from pmtdocs.cli.options import DossierName, command, data_option, modele_named, templates_option
from pmtdocs.cli.say import say
from pmtdocs.finding import DataError, ExitCode, PmtdocsError
from pmtdocs.language.french import did_you_mean

if TYPE_CHECKING:
    from pmtdocs.dossier.load import Loaded
    from pmtdocs.dossier.views.tree import Node
    from pmtdocs.templates.words import Wording

_KINDS = ("text", "html", "docx", "json")
#: The list is of no day, and has the same bytes each time.
_DAY = "2000-01-01"


@click.command(short_help="Liste les champs que les modèles peuvent employer.")
@click.argument("modele", type=Among(completion.modeles), required=False, metavar="[MODÈLE]")
@click.option(
    "--part",
    type=Among(completion.parts),
    metavar="NOM",
    help="Les champs que cette pièce emploie.",
)
@click.option("--used/--unused", default=None, help="Les champs employés, ou les autres.")
@click.option(
    "--impact",
    type=Among(completion.fields),
    metavar="CHAMP",
    help="Où ce champ est employé : pièces et paragraphes.",
)
@answer_options(_KINDS, "Tableau, page HTML, fichier Word, ou schéma JSON pour les éditeurs.")
@click.option(
    "--dossier",
    type=DossierName(),
    metavar="DOSSIER",
    help="D'où viennent les exemples ; sinon, du dernier.",
)
@data_option
@templates_option
@click.pass_context
def fields(  # noqa: PLR0913, PLR0917 - one parameter an option, as click wants it
    ctx: click.Context,
    modele: str | None,
    part: str | None,
    used: bool | None,
    impact: str | None,
    answer: Answer,
    dossier: str | None,
    data: Path,
    templates: Path,
) -> None:
    """Liste les champs qu'un MODÈLE Word peut employer : sorte, description, exemple, filtres.

    Le fichier Word (--format docx) se garde ouvert à côté du modèle : les champs s'y copient. Avec
    --impact, dit quels paragraphes emploient un champ, ou tout un groupe de champs, et quels textes
    des données le nomment.
    """
    folder = modele_named(templates, modele)
    parts, unread = _parts(folder, part)
    if impact is not None:
        texts = () if part else _loaded(data, dossier, "ses textes ne sont pas comptés")
        content = _impact(impact, folder.name, parts, texts, answer.shape)
    elif answer.shape == "json":
        content = _schema(part, used)
    else:
        wanted = True if part and used is None else used
        content = _sheet(folder, part, parts, wanted, answer.shape, _contexts(data, dossier))
    if answer.shape == "docx" and answer.output is None:
        answer = answer._replace(output=Path(f"champs-{folder.name}.docx"))
    answer.give(content)
    ctx.exit(ExitCode.TEMPLATE if unread else ExitCode.OK)


# --- what is asked for -----------------------------------------------------------------------


def _parts(folder: Path, only: str | None) -> tuple[dict[Path, Wording], bool]:
    """What the parts say, or one of them; whether some cannot be read."""
    from pmtdocs.templates.usage import wordings

    known, broken = wordings(folder)
    if only in [file.stem for file in broken]:
        help = command(f"templates check {folder.name}")
        raise PmtdocsError(f"{only}.docx ne se lit pas.", help, exit_code=ExitCode.TEMPLATE)
    if only is None:
        for file in broken:
            say(f"{file.name} ne se lit pas : ses champs ne sont pas comptés.", err=True)
        return known, bool(broken)
    names = [wording.part for wording in known.values()]
    if only not in names:
        said = f"La pièce « {only} » n'existe pas.{did_you_mean(only, names)}"
        raise PmtdocsError(said, _all(names))
    return {file: wording for file, wording in known.items() if wording.part == only}, False


def _all(known: Iterable[str]) -> str:
    return f"Il y a : {', '.join(known) or 'rien'}."


def _contexts(data: Path, only: str | None) -> Iterator[Node]:
    """The values of one dossier, or of all that can be read, the newest first."""
    from pmtdocs.dossier.views.context import context

    found = [one.dossier for one in _loaded(data, only, "aucun exemple n'en vient")]
    for one in sorted(found, key=lambda d: (max(d.dossier.exercices), d.nom), reverse=True):
        yield context(one, published=True)


def _loaded(data: Path, only: str | None, otherwise: str) -> Iterator[Loaded]:
    """One dossier, or all that can be read; of another, what comes of it is said."""
    from pmtdocs.dossier import load
    from pmtdocs.system.files import UnreadableError

    if only:
        yield load.load(data, only)
        return
    for name in load.dossiers(data) if data.is_dir() else ():
        try:
            yield load.load(data, name)
        except (DataError, UnreadableError):
            say(f"{name} ne peut pas être lu : {otherwise}.", err=True)


# --- what is shown ---------------------------------------------------------------------------


def _impact(
    name: str, modele: str, parts: dict[Path, Wording], texts: Iterable[Loaded], shape: str
) -> bytes:
    from pmtdocs.commands.report import fields_text
    from pmtdocs.templates import usage
    from pmtdocs.templates.contract.groups import canonical, names

    if shape not in ("text", "json"):
        raise PmtdocsError("--impact s'affiche en texte ou en JSON.", "Retirez --format.")
    asked = name.strip("{} ")
    if canonical(asked) is None and not any(n.startswith(f"{asked}.") for n in names()):
        said = f"Le champ « {asked} » n'existe pas.{did_you_mean(asked, names())}"
        raise PmtdocsError(said, f"La liste : {command(f'templates fields {modele}')}")
    own = (one for one in texts if one.dossier.dossier.modele == modele)
    uses = dict.fromkeys(
        chain(usage.impact(parts, asked), *(usage.in_data(one, asked) for one in own))
    )
    write = fields_text.impact if shape == "text" else fields_text.impact_json
    return f"{write(asked, uses)}\n".encode()


def _schema(part: str | None, used: bool | None) -> bytes:
    from pmtdocs.language.json_text import dump
    from pmtdocs.templates.contract.context_schema import context_schema

    if part or used is not None:
        help = "Retirez --part, --used et --unused, ou choisissez un autre format."
        raise PmtdocsError("Le schéma JSON est celui de tous les champs.", help)
    return f"{dump(context_schema())}\n".encode()


def _sheet(
    folder: Path,
    part: str | None,
    parts: dict[Path, Wording],
    wanted: bool | None,
    shape: str,
    contexts: Iterator[Node],
) -> bytes:
    from pmtdocs.commands.report import fields as rows
    from pmtdocs.templates import usage

    of = f"de la pièce {part} du modèle {folder.name}" if part else f"du modèle {folder.name}"
    how = {None: "Champs", True: "Champs employés", False: "Champs non employés"}[wanted]
    sheet = rows.sheet(f"{how} {of}", contexts, usage.used(parts.values()), wanted)
    if shape == "text":
        from pmtdocs.commands.report.fields_text import text

        return f"{text(sheet)}\n".encode()
    from pmtdocs.commands.report.fields_outline import outline
    from pmtdocs.render.outline.outline import written
    from pmtdocs.templates.presence import charter_of

    return written(outline(sheet, parts=shape == "html"), shape, charter_of(folder), _DAY)
