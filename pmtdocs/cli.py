"""The command line: parse, call the pipeline, choose the exit code. Words are French."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Any

import click

from pmtdocs import __version__, french_click
from pmtdocs.finding import ExitCode, PmtdocsError

french_click.install()
# A command allocates much and frees little: fewer collections, a tenth of its time saved.
gc.set_threshold(100_000)

_FORMATS = ("docx", "pdf", "html")
_FOLDER = click.Path(file_okay=False, path_type=Path)
#: A render that is done sooner needs no progress display.
_PATIENCE = 1.0


class French(click.Group):
    """A group whose failures are one French message, never a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except PmtdocsError as error:
            click.echo(f"pmtdocs : {error.message}", err=True)
            if error.help:
                click.echo(f"  → {error.help}", err=True)
            ctx.exit(error.exit_code)


def _unexpected(kind: type[BaseException], error: BaseException, at: TracebackType | None) -> None:
    """A fault of ours: said in one line, the details on request."""
    click.echo(f"pmtdocs : erreur interne ({kind.__name__} : {error}).", err=True)
    click.echo("  → C'est un défaut de pmtdocs, pas de vos données : signalez-le.", err=True)
    if os.environ.get("PMTDOCS_DEBUG"):
        sys.__excepthook__(kind, error, at)


@click.group(
    cls=French,
    subcommand_metavar="COMMANDE…",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, "--version", message="pmtdocs %(version)s")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Conventions de subvention et délibérations, sans erreur, à partir de données vérifiées.

    Les faits d'une année sont dans data/ANNÉE/, les mots dans templates/, les documents sortent
    dans output/ANNÉE/.
    """
    sys.excepthook = _unexpected
    if os.environ.get("NO_COLOR"):
        ctx.color = False


data_option = click.option(
    "--data",
    type=_FOLDER,
    default=Path("data"),
    show_default=True,
    metavar="DOSSIER",
    help="Où sont les données.",
)
templates_option = click.option(
    "--templates",
    type=_FOLDER,
    default=Path("templates"),
    show_default=True,
    metavar="DOSSIER",
    help="Où sont les modèles Word.",
)


def _formats(_ctx: click.Context, _param: click.Parameter, value: str) -> tuple[str, ...]:
    chosen = tuple(dict.fromkeys(f.strip().lower() for f in value.split(",") if f.strip()))
    for name in chosen:
        if name not in _FORMATS:
            raise click.BadParameter(f"« {name} » n'est pas un format ({', '.join(_FORMATS)}).")
    if not chosen:
        raise click.BadParameter(f"donnez au moins un format ({', '.join(_FORMATS)}).")
    return chosen


@main.command(short_help="Produit les documents d'un dossier.")
@click.argument("dossier")
@click.option("--only", multiple=True, metavar="NOM", help="Ce document seul (répétable).")
@click.option(
    "--format",
    "formats",
    default="docx,pdf",
    show_default=True,
    callback=_formats,
    metavar="FORMATS",
    help="docx, pdf, html, séparés par des virgules.",
)
@click.option("--draft", is_flag=True, help="Projet : rend malgré les erreurs, avec « PROJET ».")
@click.option(
    "--output",
    type=_FOLDER,
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
    written = pipeline.render(checked.loaded, checked.findings, request, plain, _Progress())
    kind = "Projet écrit" if written.draft else "Écrit"
    click.echo(f"{kind} dans {written.folder}{os.sep} :")
    for name in written.files:
        click.echo(f"  {name}")


class _Progress:
    """« 3/6 deliberation » on a terminal, once the render has lasted a second."""

    def __init__(self) -> None:
        self.start = time.monotonic()

    def __call__(self, name: str, done: int, total: int) -> None:
        if not sys.stderr.isatty() or time.monotonic() - self.start < _PATIENCE:
            return
        end = "\r\033[K" if done == total else ""
        click.echo(f"\r\033[K{done}/{total} {name}{end}", err=True, nl=False)


@main.command(short_help="Vérifie un ou plusieurs dossiers.")
@click.argument("dossiers", nargs=-1, metavar="[DOSSIER]...")
@click.option(
    "--format",
    "shape",
    type=click.Choice(["text", "json", "sarif", "junit", "github"]),
    default="text",
    show_default=True,
    help="Texte pour les personnes, le reste pour les machines.",
)
@click.option("--select", multiple=True, metavar="CODE", help="Ces règles seules : BUD, BUD001.")
@click.option("--ignore", multiple=True, metavar="CODE", help="Sans ces règles.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "never"]),
    default="error",
    show_default=True,
    help="Gravité à partir de laquelle la commande échoue.",
)
@click.option("--strict", is_flag=True, help="Sans tenir compte des réserves.")
@click.option("--coverage", is_flag=True, help="Dit aussi ce qui n'a pas pu être vérifié.")
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
    data: Path,
    templates: Path,
) -> None:
    """Vérifie un ou plusieurs dossiers (tous, sans argument) : budgets, votes, clauses, dates.

    Codes de sortie : 0 rien à redire, 1 une erreur, 2 commande mal écrite, 3 données
    illisibles, 4 modèle absent ou incomplet.
    """
    from pmtdocs import load, pipeline
    from pmtdocs.report import coverage as table
    from pmtdocs.report import output
    from pmtdocs.report.selection import Selection

    selection = Selection(select, ignore, strict)
    for word in selection.unknown():
        raise click.BadParameter(f"« {word} » n'est le début d'aucun code (pmtdocs rules).")
    names = dossiers or tuple(load.dossiers(data))
    results = [
        pipeline.check(data, templates, name).narrowed(selection) for name in dict.fromkeys(names)
    ]
    lines = {result.name: result.line for result in results}
    click.echo(output.render(shape, {r.name: r.findings for r in results}, lines))
    if coverage:
        for result in results:
            click.echo(f"\n{table.render(result.name, result.coverage())}", err=shape != "text")
    ctx.exit(_worst(result.exit_code(fail_on) for result in results))


@main.command(short_help="Montre comment un vote se compte.")
@click.argument("dossier")
@click.option("--report", type=int, metavar="N", help="Ce rapport de la séance seul.")
@data_option
def vote(dossier: str, report: int | None, data: Path) -> None:
    """Compte les présents, les procurations et les voix du DOSSIER, rapport par rapport.

    Le raisonnement s'y suit avec le registre en main, et l'acte s'y compare au calcul.
    """
    from pmtdocs import load
    from pmtdocs.report import vote as table

    click.echo(table.render(load.load(data, dossier).dossier, report))


@main.command(short_help="Liste les règles, ou en explique une.")
@click.argument("code", required=False)
def rules(code: str | None) -> None:
    """Liste les règles, ou explique celle de ce CODE : quoi, pourquoi, faux, juste, source."""
    from pmtdocs.french import nearest
    from pmtdocs.report import rules as pages
    from pmtdocs.report.catalogue import CATALOGUE

    if code is None:
        click.echo(pages.listing())
    elif code.upper() in CATALOGUE:
        click.echo(pages.explain(code.upper()))
    else:
        close = nearest(code, CATALOGUE)
        hint = f" ; vouliez-vous dire « {close} » ?" if close else "."
        raise PmtdocsError(f"La règle « {code} » n'existe pas{hint}", "La liste : pmtdocs rules")


def _worst(codes: Iterable[int]) -> int:
    """Of several dossiers: what cannot be read comes before what cannot be right."""
    order = (ExitCode.OK, ExitCode.FINDINGS, ExitCode.TEMPLATE, ExitCode.DATA)
    return max(codes, key=order.index, default=ExitCode.OK)


@main.command(short_help="Écrit les schémas JSON des données.")
@click.argument("folder", type=_FOLDER, required=False, metavar="[DOSSIER]")
def schema(folder: Path | None) -> None:
    """Écrit les schémas JSON des données dans un DOSSIER, ou les affiche.

    Un éditeur qui les connaît complète et vérifie les fichiers YAML pendant la saisie.
    """
    import json

    from pmtdocs.model import schema as schemas

    if folder is None:
        click.echo(json.dumps(schemas.schemas(), ensure_ascii=False, indent=2))
        return
    try:
        schemas.write_schemas(folder)
    except OSError as error:
        failure = PmtdocsError(f"{folder} ne peut pas être écrit : {error.strerror}.")
        failure.exit_code = ExitCode.WRITE
        raise failure from error
    click.echo(f"Schémas écrits dans {folder}{os.sep}")
