"""``pmtdocs render``: the documents of a dossier."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import click

from pmtdocs.cli.options import FOLDER, data_option, templates_option
from pmtdocs.finding import ExitCode

_FORMATS = ("docx", "pdf", "html")
#: A render that is done sooner needs no progress display.
_PATIENCE = 1.0


def _formats(_ctx: click.Context, _param: click.Parameter, value: str) -> tuple[str, ...]:
    chosen = tuple(dict.fromkeys(f.strip().lower() for f in value.split(",") if f.strip()))
    for name in chosen:
        if name not in _FORMATS:
            raise click.BadParameter(f"« {name} » n'est pas un format ({', '.join(_FORMATS)}).")
    if not chosen:
        raise click.BadParameter(f"donnez au moins un format ({', '.join(_FORMATS)}).")
    return chosen


formats_option = click.option(
    "--format",
    "formats",
    default="docx,pdf",
    show_default=True,
    callback=_formats,
    metavar="FORMATS",
    help="docx, pdf, html, séparés par des virgules.",
)


@click.command(short_help="Produit les documents d'un dossier.")
@click.argument("dossier")
@click.option("--only", multiple=True, metavar="NOM", help="Ce document seul (répétable).")
@formats_option
@click.option("--draft", is_flag=True, help="Projet : rend malgré les erreurs, avec « PROJET ».")
@click.option(
    "--output",
    type=FOLDER,
    default=Path("output"),
    show_default=True,
    metavar="DOSSIER",
    help="Où écrire ; un sous-dossier y porte le nom du dossier rendu.",
)
@data_option
@templates_option
@click.pass_context
def render(  # noqa: PLR0913, PLR0917 - one parameter an option, as click wants it
    ctx: click.Context,
    dossier: str,
    only: tuple[str, ...],
    formats: tuple[str, ...],
    draft: bool,
    output: Path,
    data: Path,
    templates: Path,
) -> None:
    """Produit les documents d'un DOSSIER : convention, annexes, délibération.

    Le dossier est d'abord vérifié. Une erreur arrête le rendu, sauf avant le vote ou avec
    --draft : les pages portent alors « PROJET » et les constats sont joints.
    """
    from pmtdocs import pipeline
    from pmtdocs.report import text

    checked = pipeline.check(data, templates, dossier)
    blocking = checked.exit_code()
    forgiven = blocking == ExitCode.FINDINGS and (draft or checked.is_draft)
    # A draft comes with all that was found; what is to be signed, only with what stops it.
    listed = checked.findings if draft or checked.is_draft else checked.failing()
    report = text.render(listed, checked.line)
    if listed:
        click.echo(report + "\n", err=True)
    click.echo(text.summary(dossier, checked.findings), err=True)
    if checked.loaded is None or (blocking and not forgiven):
        hint = ", ou demandez un projet : --draft" if blocking == ExitCode.FINDINGS else ""
        click.echo(f"Rien n'est écrit : corrigez l'erreur{hint}.", err=True)
        ctx.exit(blocking)
    request = pipeline.Request(templates, output, only, formats, draft)
    plain = click.unstyle(report)
    written = pipeline.render(checked.loaded, checked.findings, request, plain, Progress())
    kind = "Projet écrit" if written.draft else "Écrit"
    click.echo(f"{kind} dans {written.folder}{os.sep} :")
    for name in written.files:
        click.echo(f"  {name}")


class Progress:
    """« 3/6 deliberation » on a terminal, once the render has lasted a second."""

    def __init__(self) -> None:
        self.start = time.monotonic()

    def __call__(self, name: str, done: int, total: int) -> None:
        if not sys.stderr.isatty() or time.monotonic() - self.start < _PATIENCE:
            return
        end = "\r\033[K" if done == total else ""
        click.echo(f"\r\033[K{done}/{total} {name}{end}", err=True, nl=False)
