"""What the page shows of each dossier, worked out when it is asked for and kept until a save; and
of its documents: which are there, and whether the data have changed since."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple, TypeVar

from pmtdocs import templates
from pmtdocs.atelier.grouping import Group, Shown, group, in_document, where
from pmtdocs.atelier.project import Project
from pmtdocs.commands import pipeline
from pmtdocs.commands.report import text
from pmtdocs.dossier import lines, load
from pmtdocs.dossier.load import Loaded
from pmtdocs.dossier.model import STAGES
from pmtdocs.dossier.views.context import printed
from pmtdocs.finding import DataError, PmtdocsError
from pmtdocs.render.output import manifest, uptodate
from pmtdocs.system.process import Kept

SUFFIXES = ("docx", "pdf")
_MEND = "Corrigez ce qui est dit ci-dessous, enregistrez : la page suit."


@dataclass(frozen=True)
class Snapshot:
    """A dossier after its check."""

    name: str
    stage: str = ""
    following: str = ""
    title: str = ""
    summary: str = ""
    groups: tuple[Group, ...] = ()
    documents: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    """Its Word templates, the charte last."""
    draft: bool = False
    """Before the vote, every render is a draft."""
    failure: str = ""
    """Why it could not be read."""
    help: str = ""
    generation: int = -1


@dataclass(frozen=True)
class Preview:
    """A document as HTML; with a failure, the last that could be made."""

    name: str = ""
    document: str = ""
    page: str = ""
    words: tuple[Shown, ...] = ()
    """What is wrong in what it prints."""
    failure: str = ""
    help: str = ""
    generation: int = -1


Known = TypeVar("Known", Snapshot, Preview)


class Desk:
    """What is asked for is worked out once a generation; ``touch`` begins another after a save.

    Checks and previews do not wait for one another: who writes wants to see the words first. Both
    read templates, which may be anybody's: ``apart``, in processes with limits that are kept ready.
    """

    def __init__(self, project: Project, apart: bool) -> None:
        self.project = project
        self._checks = Kept("Contrôle du dossier", _prepare_check, apart)
        self._drawings = Kept("Aperçu du document", _prepare_drawing, apart)
        self.generation = 0
        self._snapshots: dict[str, Snapshot] = {}
        self._previews: dict[tuple[str, str], Preview] = {}
        self._checking, self._drawing = threading.Lock(), threading.Lock()

    def prepare(self) -> None:
        """Start what checks and what draws, before a page asks."""
        self._checks.prepare()
        self._drawings.prepare()

    def close(self) -> None:
        """End both."""
        self._checks.close()
        self._drawings.close()

    def touch(self) -> None:
        """Something was saved."""
        self.generation += 1

    def last(self, name: str) -> Snapshot:
        """What was last known of a dossier, whatever was saved since; empty before its check."""
        return self._snapshots.get(name, Snapshot(name))

    def seen(self, name: str) -> Snapshot:
        """The same, checked now if it never was. Raises UnknownError."""
        return self._snapshots.get(name) or self.snapshot(name)

    def snapshot(self, name: str) -> Snapshot:
        """The state of a dossier that exists. Raises UnknownError."""
        name = self.project.dossier(name)
        with self._checking:
            before, generation = self.last(name), self.generation
            if before.generation != generation:
                found = _safely(self._checks, _look, self.project, before)
                self._snapshots[name] = replace(found, generation=generation)
            return self._snapshots[name]

    def preview(self, name: str, document: str) -> Preview:
        """A document of a dossier: its HTML, or why there is none. Raises UnknownError."""
        key = (self.project.dossier(name), document)
        with self._drawing:
            before, generation = self._previews.get(key, Preview(*key)), self.generation
            if before.generation != generation:
                found = _safely(self._drawings, _draw, self.project, before)
                self._previews[key] = replace(found, generation=generation)
            return self._previews[key]


def _prepare_check() -> None:
    from pmtdocs.templates import inspection  # noqa: F401 - for the work to come


def _prepare_drawing() -> None:
    from pmtdocs.render.output import documents, laying  # noqa: F401 - for the work to come


def _safely(
    apart: Kept, work: Callable[[Project, Known], Known], project: Project, before: Known
) -> Known:
    """What reaches a limit, or is a fault of ours, is said on the page, and the rest goes on."""
    try:
        return apart.run(work, project, before)
    except PmtdocsError as error:
        return replace(before, failure=error.message, help=error.help)
    except Exception as error:  # noqa: BLE001
        said = f"Défaut de pmtdocs ({type(error).__name__}), pas de vos données : signalez-le."
        return replace(before, failure=said, help="")


def _look(project: Project, before: Snapshot) -> Snapshot:
    """Check the dossier; what an unreadable one no longer tells is kept from before."""
    name = before.name
    try:
        checked = pipeline.check(project.data, project.templates, name)
    except PmtdocsError as error:
        return replace(before, failure=error.message, help=error.help, groups=())
    summary = text.summary(name, checked.findings).removeprefix(f"{name} : ")
    groups = group(checked)
    if checked.loaded is None:
        failure = "Les données ne peuvent pas être lues."
        return replace(before, summary=summary, groups=groups, failure=failure, help=_MEND)
    sheet = checked.loaded.dossier.dossier
    stage, following, *_ = (*list(STAGES)[sheet.etat :], "")
    return Snapshot(
        name=name,
        stage=stage,
        following=following,
        title=_title(checked.loaded),
        summary=summary,
        groups=groups,
        documents=tuple(lines.documents(checked.loaded.dossier)),
        parts=(*sheet.parts, templates.CHARTER.removesuffix(".docx")),
        draft=checked.is_draft,
    )


def _title(loaded: Loaded) -> str:
    """What the dossier is about: its programme, who is given the grant, what is decided."""
    dossier = loaded.dossier
    if dossier.programme and dossier.programme.nom:
        return printed(dossier, dossier.programme.nom)
    if dossier.beneficiaire:
        return dossier.beneficiaire.nom
    decided = loaded.known.decision
    return (decided and decided.intitule) or dossier.nom


def _draw(project: Project, before: Preview) -> Preview:
    """One document and what is wrong in its words, without its PDF: what changes at each save."""
    from pmtdocs.commands import printed
    from pmtdocs.render.output import documents
    from pmtdocs.render.output.laying import Laying

    try:
        loaded = load.load(project.data, before.name)
        dossier = loaded.dossier
        modele = project.templates / dossier.dossier.modele
        wanted = documents.chosen(dossier, (before.document,))
        draft = dossier.provisoire
        laying = Laying(documents.build(dossier, modele, wanted, draft), modele, draft)
        page = laying.html(before.document)
        found = printed.judge(loaded, project.templates, wanted, draft, laying.printed())
        return replace(before, page=page, words=in_document(found), failure="", help="")
    except DataError as error:
        first = error.findings[0]
        return replace(before, failure=f"{where(first.primary)} : {first.message}", help=first.help)
    except PmtdocsError as error:
        return replace(before, failure=error.message, help=error.help)


# --- what was rendered -----------------------------------------------------------------------


class Rendered(NamedTuple):
    """What ``output/`` holds of a dossier."""

    files: dict[str, tuple[str, ...]]
    """Formats by document, in the order of the dossier."""
    draft: bool
    current: bool
    """Were the data and the templates left as they were?"""


def rendered(project: Project, name: str, documents: tuple[str, ...]) -> Rendered:
    """The files to download; none before the first render."""
    folder = project.folder(name)
    files = {
        document: formats
        for document in documents
        if (formats := tuple(s for s in SUFFIXES if is_own(folder / f"{document}.{s}")))
    }
    return Rendered(files, bool(manifest.is_draft(folder)), _is_current(project, folder))


def is_own(file: Path) -> bool:
    """Is it a document that was written there? What a link leads to is somebody else's."""
    return file.is_file() and not file.is_symlink() and not file.parent.is_symlink()


def _is_current(project: Project, folder: Path) -> bool:
    """Every input that the manifest names has the bytes that it had."""
    try:
        recorded = uptodate.read(folder / uptodate.MANIFEST)
        return not uptodate.stale(recorded, project.data, project.templates)
    except (OSError, ValueError):
        return False
