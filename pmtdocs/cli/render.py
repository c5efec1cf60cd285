"""``pmtdocs render``: the documents of a dossier."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pmtdocs.cli.completion import Among
from pmtdocs.cli.options import (
    DossierName,
    OneOf,
    data_option,
    engine_option,
    every_dossier,
    folder_option,
    only_option,
    quiet_option,
    templates_option,
    verbose_option,
)
from pmtdocs.cli.say import meanwhile, say, say_report
from pmtdocs.finding import ExitCode

if TYPE_CHECKING:
    from pmtdocs.commands.produce import Outcome
    from pmtdocs.commands.request import Request
    from pmtdocs.dossier.kin import Kin
    from pmtdocs.render.output.uptodate import Said

_FORMATS = ("docx", "pdf", "html")
#: A render that is done sooner needs no progress display.
PATIENCE = 1.0


def _formats(_ctx: click.Context, _param: click.Parameter, value: str) -> tuple[str, ...]:
    chosen = tuple(dict.fromkeys(f.strip().lower() for f in value.split(",") if f.strip()))
    for name in chosen:
        if name not in _FORMATS:
            raise click.BadParameter(OneOf(_FORMATS).get_invalid_choice_message(name, _ctx))
    if not chosen:
        raise click.BadParameter(f"donnez au moins un format ({', '.join(_FORMATS)}).")
    return chosen


formats_option = click.option(
    "--format",
    "formats",
    type=Among(lambda _: ((name, "") for name in _FORMATS), listed=True),
    default="docx,pdf",
    show_default=True,
    callback=_formats,
    metavar="FORMATS",
    help="docx, pdf, html, séparés par des virgules.",
)


@click.command(short_help="Produit les documents d'un dossier, de plusieurs ou de tous.")
@click.argument("dossiers", nargs=-1, type=DossierName(), metavar="[DOSSIER]…")
@click.option("--all", "every", is_flag=True, help="Tous les dossiers.")
@only_option
@formats_option
@engine_option
@click.option("--draft", is_flag=True, help="Projet : rend malgré les erreurs, avec « PROJET ».")
@click.option("--attach-sources", "attach", is_flag=True, help="Joint les faits à chaque PDF.")
@click.option(
    "--dask",
    "address",
    metavar="ADRESSE",
    help="Fait travailler une grappe Dask qui tourne déjà : tcp://machine:8786.",
)
@click.option("--force", is_flag=True, help="Refait tout, même ce qui n'a pas changé.")
@folder_option("output", "Où écrire ; un sous-répertoire y porte le nom du dossier rendu.")
@quiet_option
@verbose_option
@data_option
@templates_option
@click.pass_context
def render(
    ctx: click.Context,
    /,
    dossiers: tuple[str, ...],
    every: bool,
    address: str | None,
    quiet: bool,
    verbose: bool,
    **asked: Any,
) -> None:
    """Produit les documents d'un DOSSIER ou de plusieurs : convention, annexes, délibération.

    Le dossier est d'abord vérifié. Une erreur arrête le rendu, sauf avant le vote ou avec
    --draft : les pages portent alors « PROJET » et les constats sont joints. Ce qui n'a pas
    changé n'est pas refait ; un dossier signé n'est jamais remplacé.
    """
    if bool(dossiers) == every:
        lacks = "il manque l'argument DOSSIER. Tous les dossiers : --all"
        raise click.UsageError("des dossiers ou --all, pas les deux." if every else lacks)
    from pmtdocs.commands.request import Request

    request = Request(**asked)  # the other options, by the names of its fields
    names = every_dossier(request.data) if every else [*dict.fromkeys(dossiers)]
    if len(names) > 1 or every or address is not None:
        from pmtdocs.cli import several

        ctx.exit(several.render(names, request, address, quiet, verbose))
    ctx.exit(_render(names[0], request, quiet, verbose))


def _render(name: str, request: Request, quiet: bool, verbose: bool) -> int:
    """Render a dossier, or say that nothing changed; the exit code comes back."""
    from pmtdocs.commands.produce import produce

    def told(said: Said) -> None:
        if not quiet:
            tell(said, every_finding(name, request) if verbose else said.report)

    outcome = produce(name, request, told, Progress())
    if outcome.blocking and quiet:
        tell(outcome.said, outcome.said.report)
    if outcome.blocking or not quiet:
        tell_printed(outcome.said)
    return _ended(outcome, request.output / name, quiet)


def _ended(outcome: Outcome, target: Path, quiet: bool) -> int:
    """Say what was written; the exit code comes back."""
    if outcome.blocking:
        return refused(outcome.blocking)
    for remark in outcome.remarks:
        say(remark, err=True)
    if quiet:
        return ExitCode.OK
    if outcome.changed:
        say_written(target, outcome.said.files, outcome.said.draft)
    else:
        say(f"Rien n'a changé : {target}{os.sep} est à jour.")
    return ExitCode.OK


def tell(said: Said, report: str) -> None:
    """Say what was found."""
    if report:
        say_report(report + "\n", err=True)
    say(said.summary, err=True)


def tell_printed(said: Said) -> None:
    """Say what was found in what the documents print, which is known once they are made."""
    if said.printed:
        say_report(f"\n{said.printed}", err=True)


def every_finding(name: str, request: Request, among: Kin | None = None) -> str:
    """All of them, one by one: a render says no more than it has to."""
    from pmtdocs.commands import pipeline
    from pmtdocs.commands.report import text

    checked = pipeline.check(request.data, request.templates, name, among)
    return text.render(checked.findings, checked.line, apart=True)


def refused(blocking: int) -> int:
    """Say that nothing is written, and hand back the exit code."""
    hint = ", ou demandez un projet : --draft" if blocking == ExitCode.FINDINGS else ""
    say(f"Rien n'est écrit : corrigez ce qui précède{hint}.", err=True)
    return blocking


def say_written(folder: Path, files: Iterable[str], draft: bool) -> None:
    """Say where the documents are."""
    say(f"{'Projet écrit' if draft else 'Écrit'} dans {folder}{os.sep} :")
    for name in files:
        say(f"  {name}")


class Progress:
    """« 3/6 deliberation » on a terminal, once the render has lasted a second."""

    def __init__(self) -> None:
        self.start = time.monotonic()

    def __call__(self, name: str, done: int, total: int) -> None:
        if time.monotonic() - self.start >= PATIENCE:
            meanwhile(f"{done}/{total} {name}" if done < total else "")
