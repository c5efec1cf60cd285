"""Check a dossier and render it, or find that nothing changed: for the command and for the page.

Importing this module is quick: what is known already is said before anything else is loaded.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from pmtdocs.commands.request import Request
from pmtdocs.finding import ExitCode
from pmtdocs.render.output import uptodate
from pmtdocs.render.output.uptodate import Said
from pmtdocs.system import disk

if TYPE_CHECKING:
    from pmtdocs.render.output.laying import Progress


class Outcome(NamedTuple):
    """What came of a render: what was said, and what was written or why not."""

    said: Said
    blocking: int = ExitCode.OK
    """The exit code of what stopped it."""
    errors: int = 0
    """How many findings block what is to be signed."""
    changed: bool = False
    remarks: tuple[str, ...] = ()
    """What another engine laid out than the one that was wanted, and why."""


def produce(
    name: str,
    request: Request,
    tell: Callable[[Said], None],
    progress: Progress,
    project: uptodate.Project | None = None,
) -> Outcome:
    """Render a dossier if it may be; ``tell`` is called as soon as its check is done, or known.
    ``project`` is read once for those that follow one another.

    Raises PmtdocsError: no such dossier, template, limit or write failures.
    """
    target = request.output / name
    disk.tidy(target)  # whatever comes of this render, nothing of a killed one stays
    project = project or uptodate.Project(request.data, request.templates)
    key = project.key(name, target, request[3:])
    known = None if request.force else uptodate.said(key, target)
    if known is not None:
        tell(known)
        return Outcome(known)
    import click

    from pmtdocs.commands import pipeline
    from pmtdocs.commands.report import text

    with pipeline.helper(request) as apart:
        checked = pipeline.check(request.data, request.templates, name, project.kin)
        decided = checked.decided(request.draft)
        report = text.render(decided.listed, checked.line)
        said = Said(report, text.summary(name, checked.findings), decided.draft, ())
        tell(said)
        if checked.loaded is None or decided.blocking:
            return Outcome(said, decided.blocking, len(checked.failing()))
        plain = click.unstyle(report)
        written = pipeline.render(checked.loaded, checked.findings, request, plain, progress, apart)
    said = said._replace(files=written.files)
    uptodate.keep(key, target, said)
    return Outcome(said, changed=written.changed, remarks=written.said)
