"""``pmtdocs check``: what is wrong with one dossier, several, or all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from pmtdocs.cli import completion
from pmtdocs.cli.answer import Answer, finding_answer
from pmtdocs.cli.options import (
    DossierName,
    OneOf,
    data_option,
    every_dossier,
    listed_option,
    quiet_option,
    templates_option,
    verbose_option,
)
from pmtdocs.cli.say import say_report
from pmtdocs.finding import FAIL_ON, Finding, worst
from pmtdocs.language.french import did_you_mean

if TYPE_CHECKING:
    from pmtdocs.commands.selection import Selection
    from pmtdocs.dossier.kin import Kin


class Seen(NamedTuple):
    """What is said of a dossier that was checked."""

    name: str
    findings: tuple[Finding, ...]
    excerpts: dict[tuple[str, int], str]
    code: int
    coverage: str

    def line(self, file: str, number: int) -> str:
        return self.excerpts.get((file, number), "")


@dataclass(frozen=True)
class Look:
    """How dossiers are checked, wherever it is done: nothing of their data is kept."""

    data: Path
    templates: Path
    among: Kin
    selection: Selection
    fail_on: str
    quiet: bool
    coverage: bool

    def __call__(self, name: str) -> Seen:
        from pmtdocs.commands import pipeline

        checked = pipeline.check(self.data, self.templates, name, self.among)
        checked = checked.narrowed(self.selection)
        found = checked.failures(self.fail_on) if self.quiet else checked.findings
        told = ""
        if self.coverage:
            from pmtdocs.commands.report import rules

            told = rules.coverage(name, checked.coverage())
        return Seen(name, found, checked.excerpts(), checked.exit_code(self.fail_on), told)


@click.command(short_help="Vérifie un ou plusieurs dossiers.")
@click.argument("dossiers", nargs=-1, type=DossierName(), metavar="[DOSSIER]…")
@finding_answer
@listed_option(
    "--select", completion.codes, metavar="CODE", help="Ces règles seules : BUD, BUD001."
)
@listed_option("--ignore", completion.codes, metavar="CODE", help="Sans ces règles.")
@click.option(
    "--fail-on",
    type=OneOf(FAIL_ON),
    default="error",
    show_default=True,
    help="Gravité à partir de laquelle la commande échoue.",
)
@click.option("--strict", is_flag=True, help="Sans tenir compte des réserves.")
@click.option("--coverage", is_flag=True, help="Dit aussi ce qui n'a pas pu être vérifié.")
@quiet_option
@verbose_option
@data_option
@templates_option
@click.pass_context
def check(  # noqa: PLR0913, PLR0917 - one parameter an option, as click wants it
    ctx: click.Context,
    dossiers: tuple[str, ...],
    answer: Answer,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str,
    strict: bool,
    coverage: bool,
    quiet: bool,
    verbose: bool,
    data: Path,
    templates: Path,
) -> None:
    """Vérifie un ou plusieurs dossiers (tous, sans argument) : budgets, votes, clauses, dates."""
    # First, near the foot of the stack, what loads the libraries and compiles most patterns: under
    # the imports of a pipeline, CPython 3.11 would ask the system for a page of stack at each of
    # some 1 700 calls.

    # isort: split
    from pmtdocs.dossier import model  # noqa: F401

    # isort: split
    from pmtdocs import rules  # noqa: F401

    # isort: split
    from pmtdocs.commands import pipeline, report  # noqa: F401 - before the processes start
    from pmtdocs.commands.selection import Selection
    from pmtdocs.dossier import kin

    selection = Selection(select, ignore, strict)
    for word in selection.unknown():
        hint = did_you_mean(word.upper(), [code for code, _ in completion.codes(ctx)])
        said = f"« {word} » n'est le début d'aucun code (pmtdocs rules).{hint}"
        raise click.BadParameter(said, param_hint="--select" if word in select else "--ignore")
    names = dossiers or tuple(every_dossier(data))
    look = Look(data, templates, kin.read(data), selection, fail_on, quiet, coverage or verbose)
    results: list[Seen] = [*_each([*dict.fromkeys(names)], look)]
    found = {result.name: result.findings for result in results}
    lines = {result.name: result.line for result in results}
    written = report.render(answer.shape, found, lines, not quiet, verbose)
    answer.give(written, report.summaries(found), quiet)
    for result in results:
        if result.coverage:
            say_report(f"\n{result.coverage}", err=answer.machine)
    ctx.exit(worst(result.code for result in results))


def _each(names: list[str], look: Look) -> Iterable[Seen]:
    """On all cores; one dossier is not worth what sharing the work loads, logging among others."""
    if len(names) == 1:
        return map(look, names)
    from pmtdocs.system import pool

    return pool.each(look, names, "Vérification")
