"""What is dropped on the page: a changed template, a document that came back."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from pmtdocs import templates
from pmtdocs.atelier.desk import is_own
from pmtdocs.atelier.project import Project, known
from pmtdocs.commands import pipeline
from pmtdocs.commands.report import compare as report
from pmtdocs.commands.report.together import Together, together
from pmtdocs.compare import differences
from pmtdocs.compare.edits import Comparison
from pmtdocs.compare.reading import read_pair
from pmtdocs.dossier import load
from pmtdocs.dossier.load import Loaded
from pmtdocs.finding import Finding, PmtdocsError, Severity
from pmtdocs.language.french import plural
from pmtdocs.system import files, process
from pmtdocs.templates.words import read_wording
from pmtdocs.word import others

_RETURNED = "document-revenu"


class Reason(NamedTuple):
    """Why a template is refused: where, what, what to do."""

    place: str
    message: str
    help: str


class RefusedError(PmtdocsError):
    """A template that would not render; carries every reason."""

    def __init__(self, reasons: tuple[Reason, ...]) -> None:
        super().__init__("Le modèle est refusé : rien n'a changé.", "Corrigez-le dans Word.")
        self.reasons = reasons


class Replaced(NamedTuple):
    """A template that took the place of another."""

    changed: bool
    former: str
    """Name under which the one before is kept; empty when there was none."""
    notes: tuple[Reason, ...]
    """What is to be looked at, without being refused."""


def replace_template(project: Project, name: str, part: str, data: bytes) -> Replaced:
    """Put a template in the place of a part, after a trial. Raises RefusedError, UnknownError."""
    modele = _modele(project, name)
    known(part, [f.stem for f in files.listed(modele, "*.docx")], "La pièce")
    if (other := others.by_bytes(data)) is not None:
        said = f"Ce fichier {other[0]}, pas un modèle Word (.docx)."
        raise RefusedError((Reason(f"pièce « {part} »", said, other[1]),))
    with tempfile.TemporaryDirectory() as folder:
        trial = project._replace(templates=Path(folder))
        copy = Path(folder) / modele.name
        shutil.copytree(modele, copy)
        (copy / f"{part}.docx").write_bytes(data)
        what = f"Essai de {part}.docx"
        reasons, notes = process.run(_try, trial, modele, part, what=what)
        if reasons:
            raise RefusedError(tuple(dict.fromkeys(reasons)))
    written = files.write(modele / f"{part}.docx", data, replace=True, keep=True)
    former = written.former.name if written.former else ""
    return Replaced(written.changed, former, tuple(dict.fromkeys(notes)))


def _try(project: Project, modele: Path, part: str) -> tuple[list[Reason], list[Reason]]:
    """Why the part is refused, and what is to be looked at; what is done apart, within limits."""
    faults = list(_faults(project, modele.name, part))
    emptied = _emptied(modele, project.templates / modele.name, part)
    reasons = [*emptied, *_reasons(faults, Severity.ERROR)]
    if reasons:
        return reasons, _reasons(faults, Severity.WARNING)
    failures, printed = _trial(project, modele.name, part)
    return failures, _reasons([*faults, *printed], Severity.WARNING)


def _emptied(modele: Path, copy: Path, part: str) -> Iterator[Reason]:
    """A part that loses every field is a document that was produced, not its template."""
    before, after = (read_wording(f / f"{part}.docx", part, "") for f in (modele, copy))
    if before and after and before.fields and not after.fields:
        number = plural(len(before.fields), "champ")
        said = f"Ce fichier n'a aucun champ, et « {part} » en a {number.partition(' ')[0]}"
        help = "Déposez le modèle lui-même, où les champs s'écrivent {{ champ }}."
        yield Reason(f"pièce « {part} »", f"{said} : c'est un document déjà rempli.", help)


def _reasons(faults: list[Finding], severity: Severity) -> list[Reason]:
    """One a kind, with how many there are; several dossiers may say the same."""
    found = (fault for fault in faults if fault.kind.severity is severity)
    each = {(fault.code, fault.primary, fault.message): fault for fault in found}
    return [_reason(one) for one in together(each.values())]


def _reason(told: Together) -> Reason:
    first, more = told.first, len(told.others)
    place = first.primary.label if not first.about else first.about
    also = f" (et {plural(more, 'autre')} fois : {' ; '.join(told.places)}…)" if more else ""
    return Reason(place, f"{first.message}{also}", first.help)


def _modele(project: Project, name: str) -> Path:
    loaded = load.load(project.data, project.dossier(name))
    modele = loaded.dossier.dossier.modele
    return project.templates / known(modele, templates.modeles(project.templates), "Le modèle")


def _users(project: Project, modele: str, part: str) -> Iterator[tuple[Loaded, list[str]]]:
    """The dossiers that print the part, and in which documents; unreadable ones cannot be tried."""
    for name in project.dossiers():
        try:
            loaded = load.load(project.data, name)
        except PmtdocsError:
            continue
        sheet = loaded.dossier.dossier
        every = f"{part}.docx" == templates.CHARTER
        using = [d for d, parts in sheet.documents.items() if every or part in parts]
        if sheet.modele == modele and using:
            yield loaded, using


def _faults(project: Project, modele: str, part: str) -> Iterator[Finding]:
    """What the checks of templates say of this part, whichever dossier prints it; and the facts
    typed in it."""
    said, file = {*templates.KINDS, "MDL010"}, f"{part}.docx"
    for loaded, _ in _users(project, modele, part):
        for finding in pipeline.check(project.data, project.templates, loaded.dossier.nom).findings:
            span = finding.primary.span
            here = finding.about == file or (span and Path(span.file).name == file)
            if finding.code in said and here and not finding.accepted:
                yield finding


def _trial(project: Project, modele: str, part: str) -> tuple[list[Reason], list[Finding]]:
    """What only filling in shows: why it fails, and what is wrong in the words of this part that
    come out. Drafts: missing facts are those of the dossiers."""
    from pmtdocs.commands import printed
    from pmtdocs.render.output import documents
    from pmtdocs.render.output.laying import Laying

    failures: list[Reason] = []
    found: list[Finding] = []
    for loaded, using in _users(project, modele, part):
        wanted, folder = documents.chosen(loaded.dossier, using), project.templates / modele
        try:
            built = documents.build(loaded.dossier, folder, wanted, draft=True)
            words = Laying(built, folder, draft=True).printed()
            found += printed.judge(loaded, project.templates, wanted, True, words)
        except PmtdocsError as error:
            failures.append(Reason(f"dossier {loaded.dossier.nom}", error.message, error.help))
    return failures, [one for one in found if _is_in(f"{part}.docx", one) and not one.accepted]


def _is_in(file: str, finding: Finding) -> bool:
    spans = (place.span for place in (finding.primary, *finding.related))
    return any(span is not None and Path(span.file).name == file for span in spans)


class Compared(NamedTuple):
    """What came back, held against what was rendered."""

    verdict: str
    faithful: bool
    page: str
    """The differences, as a page of its own."""


def compare(project: Project, name: str, document: str, data: bytes) -> Compared:
    """Compare with the rendered Word file. Raises PmtdocsError: not rendered yet, unreadable."""
    rendered = project.folder(name) / f"{document}.docx"
    if not is_own(rendered):
        said = f"« {document} » n'a pas encore été produit : il n'y a rien à quoi comparer."
        raise PmtdocsError(said, "Produisez d'abord les documents.")
    if b"%PDF-" not in data[:1024] and (other := others.by_bytes(data)) is not None:
        raise PmtdocsError(f"Le document revenu {other[0]}, ni Word (.docx) ni PDF.", other[1])
    with tempfile.TemporaryDirectory() as folder:
        suffix = "pdf" if b"%PDF-" in data[:1024] else "docx"
        returned = Path(folder) / f"{_RETURNED}.{suffix}"
        returned.write_bytes(data)
        what = "Comparaison du document revenu"
        return process.run(_compared, rendered, returned, what=what)


def _compared(rendered: Path, returned: Path) -> Compared:
    """What is done apart, within limits: a document that came back is anybody's."""
    before, after = read_pair(rendered, returned)
    # Where they were read says nothing to anybody.
    old = replace(before.text, file=rendered.name)
    new = replace(after.text, file=returned.name)
    result = differences.compare(Comparison(old, new))
    return Compared(report.verdict(result), not result.differences, report.render("html", result))
