"""What a command does, free of the terminal: load, check, render."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pmtdocs.commands.request import Request
from pmtdocs.commands.selection import Selection
from pmtdocs.dossier import load
from pmtdocs.dossier.model import Dossier, Stage
from pmtdocs.dossier.reader import MISSING_FILE
from pmtdocs.finding import DataError, ExitCode, Finding, Location, PmtdocsError, Span, worst
from pmtdocs.rules import RULES, TEXT_RULES, engine
from pmtdocs.rules.act.documents import DOC003
from pmtdocs.rules.coverage import Covered, cover
from pmtdocs.system import files
from pmtdocs.system.limits import YAML_SIZE, LimitError
from pmtdocs.templates import CHARTER, PAGE, completed, missing, wordings
from pmtdocs.templates.words import Wordings
from pmtdocs.templates.workshop import inspect_files

if TYPE_CHECKING:
    from pmtdocs.dossier.kin import Kin
    from pmtdocs.render.output import making, output
    from pmtdocs.render.output.laying import Progress
    from pmtdocs.render.output.manifest import Page
    from pmtdocs.system.process import Helper

FINDINGS_FILE = "constats.txt"
MAKING = "Rendu des documents"
#: A function and what it is given: what an executor takes.
Work = tuple[Any, ...]


class Decided(NamedTuple):
    """What becomes of a dossier that was checked. Errors do not block a draft."""

    draft: bool
    blocking: int
    """The exit code of what stops it."""
    listed: tuple[Finding, ...]
    """What is said of it: a draft comes with all that was found, else only what stops it."""


@dataclass(frozen=True)
class Checked:
    """A dossier after its check. ``loaded`` is None when its data cannot be read."""

    name: str
    findings: tuple[Finding, ...]
    loaded: load.Loaded | None
    words: Wordings = field(default_factory=Wordings)
    """What the parts to be printed say; nothing when one of them is missing or broken."""
    typed: dict[tuple[str, int], str] = field(default_factory=dict)
    """The paragraphs of templates that are at fault, tags included, by file and number."""

    def narrowed(self, selection: Selection) -> Checked:
        """The same check with the findings that were asked for."""
        return replace(self, findings=selection.apply(self.findings))

    def failing(self) -> tuple[Finding, ...]:
        """The findings that stop what is to be signed."""
        return tuple(finding for finding in self.findings if finding.blocks)

    def exit_code(self, fail_on: str = "error") -> int:
        """0 when nothing fails, else what does; what cannot be read fails whatever is asked."""
        return worst(finding.kind.exit for finding in self.failures(fail_on))

    def failures(self, fail_on: str) -> tuple[Finding, ...]:
        """What gives that code."""
        return tuple(f for f in self.findings if self.loaded is None or f.fails(fail_on))

    def decided(self, draft: bool) -> Decided:
        """May it be rendered, given that a ``draft`` is asked for or not?"""
        draft = draft or self.is_draft
        code = self.exit_code()
        forgiven = draft and code == ExitCode.FINDINGS
        listed = self.findings if draft else self.failing()
        return Decided(draft, ExitCode.OK if forgiven else code, listed)

    def coverage(self) -> list[Covered]:
        """Which rules ran, and why the others did not; nothing for data that cannot be read."""
        if self.loaded is None:
            return []
        from pmtdocs.rules import printed

        return cover(self.loaded.known, RULES, TEXT_RULES, self.words, printed.RULES)

    @property
    def is_draft(self) -> bool:
        """Until the vote, a dossier is a draft and errors do not block it."""
        return self.loaded is not None and self.loaded.dossier.provisoire

    def excerpts(self) -> dict[tuple[str, int], str]:
        """The lines at which something was found."""
        spans = (finding.primary.span for finding in self.findings)
        return {(s.file, s.line): self.line(s.file, s.line) for s in spans if s}

    def line(self, file: str, number: int) -> str:
        """A line of a source or a paragraph of a template, for excerpts.

        Read again when the data could not be loaded.
        """
        if (typed := self.typed.get((file, number))) is not None:
            return typed
        if (words := self.words.line(file, number)) is not None:
            return words
        if self.loaded and file in self.loaded.sources:
            return self.loaded.sources[file].line(number)
        try:
            lines = files.read(Path(file), YAML_SIZE).decode(errors="replace").split("\n")
        except (OSError, LimitError):
            return ""
        return lines[number - 1] if 0 < number <= len(lines) else ""


def check(data: Path, templates: Path, name: str, among: Kin | None = None) -> Checked:
    """Load and check a dossier, ``among`` those of the project when many are checked; faults of
    form come back as findings.

    Raises PmtdocsError for a dossier that does not exist.
    """
    try:
        loaded = load.load(data, name, among)
    except DataError as error:
        return Checked(name, error.findings, None)
    except files.UnreadableError as error:
        place = Location((), Span(files.shown(data / name), 1, 1, 1, 1), "Dossier")
        return Checked(name, (Finding(MISSING_FILE, error.message, place, help=error.help),), None)
    return judge(loaded, templates)


def judge(loaded: load.Loaded, templates: Path, also: str = "") -> Checked:
    """Check a dossier that was read: its modèle, its words and its facts.

    ``also`` is a part that no document of the dossier asks for and that will be printed.
    """
    words = wordings(loaded, templates)
    faulty = list(missing(loaded, templates, words))
    modele = templates / loaded.dossier.dossier.modele
    # What every document takes, whatever its parts.
    shared = [f for n in (CHARTER, PAGE, also) if n and os.path.lexists(f := modele / n)]
    inspected = inspect_files([*shared, *completed.files(modele, loaded.dossier, words)], modele)
    # The words of half a modèle would be judged wrongly: none are then, and the coverage says so.
    judged = None if any(one.blocks and one.kind.of_form for one in faulty) else words
    found = (*faulty, *inspected.findings(), *loaded.remarks(), *loaded.to_fill_in())
    findings = [*found, *engine.run(loaded.known, RULES, loaded.locate, TEXT_RULES, judged)]
    ordered = tuple(sorted(findings, key=Finding.sort_key))
    lines = inspected.lines()
    return Checked(loaded.dossier.nom, ordered, loaded, judged or Wordings(), lines)


class Written(NamedTuple):
    """What a render wrote, or found as it would have written it."""

    folder: Path
    files: tuple[str, ...]
    draft: bool
    changed: bool = True
    said: tuple[str, ...] = ()
    """What was not made, or by another engine than the one that was wanted, and why."""


def helper(request: Request) -> Helper:
    """The process that makes documents, to be started while the dossier is checked."""
    from pmtdocs.system.process import Helper

    return Helper(MAKING, preload(request))


def preload(request: Request) -> Callable[[], None]:
    """What a process that makes documents has to load."""
    from pmtdocs.render.output import making

    if "pdf" not in request.formats:
        return making.preload_words
    by_weasyprint = not request.draft and request.engine != "typst"
    return making.preload_pages if by_weasyprint else making.preload


class Order(NamedTuple):
    """What is to be made of a dossier, and to be written."""

    loaded: load.Loaded
    findings: tuple[Finding, ...]
    request: Request
    report: str
    """The text of the findings, written beside a draft."""
    documents: dict[str, tuple[str, ...]]
    wanted: making.Wanted
    before: Mapping[str, Page]
    """The PDFs at hand."""
    early: tuple[Finding, ...] = ()
    """What is asked for and is not made before the vote."""

    def work(self, cores: int = 0) -> Work:
        """What makes it, within limits and wherever it is done, on so many cores (0: all)."""
        from pmtdocs.render.output import making

        dossier, wanted = self.loaded.dossier, self.wanted._replace(cores=cores)
        modele = self.request.templates / dossier.dossier.modele
        return making.make, dossier, modele, self.documents, wanted


def order(
    loaded: load.Loaded, findings: tuple[Finding, ...], request: Request, report: str
) -> Order:
    """What is to be made of a dossier that was checked and may be rendered. Raises PmtdocsError."""
    from pmtdocs.commands import facts
    from pmtdocs.render.output import making, manifest
    from pmtdocs.render.output.documents import chosen

    draft = request.draft or loaded.dossier.provisoire
    target = request.output / loaded.dossier.nom
    if request.only and manifest.is_draft(target) not in (None, draft):
        help = "Rendez tous les documents (sans --only), ou ailleurs : --output RÉPERTOIRE"
        raise PmtdocsError(f"{target} mêlerait des projets et des documents définitifs.", help)
    attached = facts.render(loaded) if request.attach else b""
    before = {} if request.force else manifest.laid_out(target)
    known = {name: page.origin for name, page in before.items()}
    wanted = making.Wanted(request.formats, draft, attached, known, request.engine)
    early = {f.primary.path[-1]: f for f in findings if f.code == DOC003.code}
    asked = chosen(loaded.dossier, request.only)
    documents = {name: parts for name, parts in asked.items() if name not in early}
    left = tuple(early[name] for name in asked if name in early)
    if not documents:
        raise PmtdocsError(left[0].message, left[0].help)
    return Order(loaded, findings, request, report, documents, wanted, before, left)


def render(
    loaded: load.Loaded,
    findings: tuple[Finding, ...],
    request: Request,
    report: str,
    progress: Progress,
    apart: Helper | None = None,
) -> Written:
    """Render the documents of a dossier that was checked and may be rendered.

    ``apart`` is the process that works, started here if it is not given. Raises PmtdocsError:
    template, limit or write failures; the earlier output is then untouched.
    """
    ordered = order(loaded, findings, request, report)
    try:
        with apart or helper(request) as process:
            made = process.run(*ordered.work(), notify=progress)
    except PmtdocsError as error:
        raise placed(error, loaded) from error
    return write(ordered, made)


def write(ordered: Order, made: making.Made) -> Written:
    """Write what was made, whole or not at all; what would come out as it is there is left alone.

    Raises NotWrittenError.
    """
    from pmtdocs.render.output import manifest, output, uptodate

    loaded, findings, request, report, _, wanted, before, early = ordered
    target = request.output / loaded.dossier.nom
    files = dict(made.files)
    if "pdf" in request.formats:
        reused = [name for name in made.pages if f"{name}.pdf" not in files]
        files |= {f"{name}.pdf": before[name].data for name in reused}
    if wanted.draft and report:
        files[FINDINGS_FILE] = f"{report}\n".encode()
    outputs, pages = manifest.digests(files), {n: one._asdict() for n, one in made.pages.items()}
    if request.only:
        outputs, pages = manifest.kept(target) | outputs, manifest.pages(target) | pages
    modele = request.templates / loaded.dossier.dossier.modele
    written = manifest.manifest(loaded, modele, findings, wanted.draft, outputs, pages)
    files[uptodate.MANIFEST] = written
    keep = output.everything if request.only else _amendments(target)
    changed = not output.holds(target, files, keep)
    if changed:
        _refuse_to_render_over(loaded.dossier, target)
        output.replace_folder(target, files, keep)
    said = (*made.said, *(f"{one.message} {one.help}" for one in early))
    return Written(target, tuple(files), wanted.draft, changed, said)


def _amendments(target: Path) -> output.Keep:
    """What ``pmtdocs amend`` wrote there: it is looked for when it is about to be lost."""
    from pmtdocs.render.output import uptodate

    return lambda name: name in uptodate.amendments(target)


def _refuse_to_render_over(dossier: Dossier, target: Path) -> None:
    """What was signed stays as it was signed. Raises NotWrittenError where documents are."""
    from pmtdocs.render.output import manifest
    from pmtdocs.system.files import NotWrittenError

    if dossier.dossier.etat < Stage.SIGNE or not manifest.kept(target):
        return
    said = f"Le dossier {dossier.nom} est signé : {target} n'est pas remplacé."
    how = "Un changement se fait par avenant (pmtdocs amend)"
    raise NotWrittenError(said, f"{how} ; pour comparer, rendez ailleurs (--output RÉPERTOIRE).")


def placed(error: PmtdocsError, loaded: load.Loaded) -> PmtdocsError:
    """The same fault; when the data are at fault, with their place too."""
    from pmtdocs.word.package import TemplateError

    if not isinstance(error, TemplateError) or not error.path:
        return error
    place = loaded.locate(error.path)
    where = f" ({place.span.file}:{place.span.line})" if place.span else ""
    message = f"{error.message}\n  Dans les données : {place.label}{where}."
    return type(error)(message, error.help, error.path)
