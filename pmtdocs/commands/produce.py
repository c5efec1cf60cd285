"""Check a dossier and render it, or find that nothing changed: for the command and for the page.

Importing this module is quick: what is known already is said before anything else is loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from pmtdocs.commands.request import Request
from pmtdocs.finding import ExitCode, Finding, PmtdocsError
from pmtdocs.render.output import uptodate
from pmtdocs.render.output.uptodate import Said
from pmtdocs.system import disk

if TYPE_CHECKING:
    from pmtdocs.commands import pipeline
    from pmtdocs.commands.report.text import Lines
    from pmtdocs.render.output.laying import Progress
    from pmtdocs.render.output.making import Made


class Outcome(NamedTuple):
    """What came of a render: what was said, and what was written or why not."""

    said: Said
    blocking: int = ExitCode.OK
    """The exit code of what stopped it."""
    errors: int = 0
    """How many findings block what is to be signed."""
    changed: bool = False
    remarks: tuple[str, ...] = ()
    """What was not made, or by another engine than the one that was wanted, and why."""


class Begun(NamedTuple):
    """A dossier that was checked and may be rendered: what is left is to make its files."""

    key: str
    said: Said
    order: pipeline.Order
    lines: Lines
    """Those of its data and templates, for excerpts."""

    def finish(self, made: Made) -> Outcome:
        """Write them unless their words are wrong, and remember what was said.

        Raises NotWrittenError, or TemplateError and LimitError as making them does.
        """
        import click

        from pmtdocs.commands import pipeline, printed

        said, order = self.said, self.order
        asked = (order.loaded, order.request.templates, order.documents, order.wanted.draft)
        found = printed.judge(*asked, made.printed)
        if found:
            said = said._replace(printed=self._told(found))
            report = f"{order.report}\n\n{click.unstyle(said.printed)}".lstrip()
            order = order._replace(findings=(*order.findings, *found), report=report)
        errors = sum(one.blocks for one in found)
        if errors and not order.wanted.draft:
            return Outcome(said, ExitCode.FINDINGS, errors)
        written = pipeline.write(order, made)
        said = said._replace(files=written.files)
        uptodate.keep(self.key, written.folder, said)
        return Outcome(said, changed=written.changed, remarks=written.said)

    def _told(self, found: Sequence[Finding]) -> str:
        """All of it: no check says it again. What a reserve accepts is of drafts, as elsewhere."""
        from pmtdocs.commands.report import text

        listed = [one for one in found if self.order.wanted.draft or not one.accepted]
        summary = text.summary(f"{self.order.loaded.dossier.nom}, mots imprimés", found)
        return "\n\n".join(filter(None, (text.render(listed, self.lines), summary)))


def produce(
    name: str, request: Request, tell: Callable[[Said], None], progress: Progress
) -> Outcome:
    """Render a dossier if it may be; ``tell`` is called as soon as its check is done, or known.

    Raises PmtdocsError: no such dossier, template, limit or write failures.
    """
    project = uptodate.Project(request.data, request.templates)
    key, known = _known(name, request, project)
    if known is not None:
        tell(known.said)
        return known
    from pmtdocs.commands import pipeline

    with pipeline.helper(request) as apart:
        begun = _judged(name, request, project, key)
        tell(begun.said)
        if isinstance(begun, Outcome):
            return begun
        try:
            return begun.finish(apart.run(*begun.order.work(), notify=progress))
        except PmtdocsError as error:
            raise pipeline.placed(error, begun.order.loaded) from error


def begin(name: str, request: Request, project: uptodate.Project) -> Outcome | Begun:
    """What is done of a dossier before its files are made: all of it, when nothing changed or when
    it may not be rendered. ``project`` is read once for those that follow one another.

    Raises PmtdocsError.
    """
    key, known = _known(name, request, project)
    return known or _judged(name, request, project, key)


def _known(name: str, request: Request, project: uptodate.Project) -> tuple[str, Outcome | None]:
    """The key of a render, and what it said if its output is there."""
    target = request.output / name
    disk.tidy(target)  # whatever comes of this render, nothing of a killed one stays
    key = project.key(name, target, request[3:])
    known = None if request.force else uptodate.said(key, target)
    return key, known and Outcome(known)


def _judged(name: str, request: Request, project: uptodate.Project, key: str) -> Outcome | Begun:
    import click

    from pmtdocs.commands import pipeline
    from pmtdocs.commands.report import text

    checked = pipeline.check(request.data, request.templates, name, project.kin)
    decided = checked.decided(request.draft)
    report = text.render(decided.listed, checked.line)
    said = Said(report, text.summary(name, checked.findings), decided.draft, ())
    if checked.loaded is None or decided.blocking:
        return Outcome(said, decided.blocking, len(checked.failing()))
    plain = click.unstyle(report)
    order = pipeline.order(checked.loaded, checked.findings, request, plain)
    return Begun(key, said, order, checked.line)
