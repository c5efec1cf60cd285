"""``pmtdocs check``: what is wrong with one dossier, several, or all."""

from __future__ import annotations

from pathlib import Path

import click

from pmtdocs.cli.options import (
    DossierName,
    data_option,
    every_dossier,
    listed_option,
    shape_option,
    templates_option,
)
from pmtdocs.cli.say import say_raw, say_report
from pmtdocs.finding import FAIL_ON, worst


@click.command(short_help="Vérifie un ou plusieurs dossiers.")
@click.argument("dossiers", nargs=-1, type=DossierName(), metavar="[DOSSIER]...")
@shape_option(
    ["text", "json", "sarif", "junit", "github"],
    "Texte pour les personnes, le reste pour les machines.",
)
@listed_option("--select", metavar="CODE", help="Ces règles seules : BUD, BUD001.")
@listed_option("--ignore", metavar="CODE", help="Sans ces règles.")
@click.option(
    "--fail-on",
    type=click.Choice([*FAIL_ON]),
    default="error",
    show_default=True,
    help="Gravité à partir de laquelle la commande échoue.",
)
@click.option("--strict", is_flag=True, help="Sans tenir compte des réserves.")
@click.option("-v", "--coverage", is_flag=True, help="Dit aussi ce qui n'a pas pu être vérifié.")
@click.option("-q", "--quiet", is_flag=True, help="Ne dit que ce qui fait échouer.")
@data_option
@templates_option
@click.pass_context
def check(  # noqa: PLR0913, PLR0917 - one parameter an option, as click wants it
    ctx: click.Context,
    dossiers: tuple[str, ...],
    shape: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str,
    strict: bool,
    coverage: bool,
    quiet: bool,
    data: Path,
    templates: Path,
) -> None:
    """Vérifie un ou plusieurs dossiers (tous, sans argument) : budgets, votes, clauses, dates."""
    # First, near the foot of the stack, what loads the libraries: under the imports of a pipeline,
    # CPython 3.11 would ask the system for a page of stack at each of some 1 700 calls.

    # isort: split
    from pmtdocs.commands import pipeline, report
    from pmtdocs.commands.catalogue import Selection

    selection = Selection(select, ignore, strict)
    for word in selection.unknown():
        raise click.BadParameter(f"« {word} » n'est le début d'aucun code (pmtdocs rules).")
    names = dossiers or tuple(every_dossier(data))
    results = [
        pipeline.check(data, templates, name).narrowed(selection) for name in dict.fromkeys(names)
    ]
    lines = {result.name: result.line for result in results}
    found = {r.name: r.failures(fail_on) if quiet else r.findings for r in results}
    written = report.render(shape, found, lines, summaries=not quiet)
    if written:
        (say_report if shape == "text" else say_raw)(written)
    if coverage:
        from pmtdocs.commands.report import rules

        for result in results:
            say_report(f"\n{rules.coverage(result.name, result.coverage())}", err=shape != "text")
    ctx.exit(worst(result.exit_code(fail_on) for result in results))
