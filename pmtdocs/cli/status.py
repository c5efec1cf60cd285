"""``pmtdocs status``: where each dossier stands."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pmtdocs.cli.answer import Answer, json_answer
from pmtdocs.cli.options import (
    DossierName,
    command,
    data_option,
    every_dossier,
    file_option,
    templates_option,
)
from pmtdocs.cli.say import say
from pmtdocs.finding import worst
from pmtdocs.language.french import parse_date

if TYPE_CHECKING:
    from pmtdocs.commands.pipeline import Checked


def _day(_ctx: click.Context, _param: click.Parameter, value: str | None) -> dt.date:
    try:
        return parse_date(value) if value else dt.datetime.now().astimezone().date()
    except ValueError as error:
        raise click.BadParameter(f"{error}.") from None


@click.command(short_help="Dit où en est un dossier, et ses échéances.")
@click.argument("dossiers", nargs=-1, type=DossierName(), metavar="[DOSSIER]…")
@click.option("--date", callback=_day, metavar="JOUR", help="Au jour dit plutôt qu'aujourd'hui.")
@file_option("--ics", "Écrit aussi les échéances pour un agenda (Outlook…).")
@json_answer
@data_option
@templates_option
@click.pass_context
def status(  # noqa: PLR0913, PLR0917 - one parameter an option, as click wants it
    ctx: click.Context,
    dossiers: tuple[str, ...],
    date: dt.date,
    ics: Path | None,
    answer: Answer,
    data: Path,
    templates: Path,
) -> None:
    """Dit l'état de chaque dossier (tous, sans argument), ce qui reste à compléter, les échéances.

    Chaque échéance donne son fondement : signature, paiement, compte rendu, données ouvertes.
    """
    from pmtdocs.commands import pipeline
    from pmtdocs.commands.report import calendar
    from pmtdocs.language.json_text import dump
    from pmtdocs.system import files

    names = dict.fromkeys(dossiers or every_dossier(data))
    seen = [pipeline.check(data, templates, name) for name in names]
    told = [_told(checked, date, answer.shape) for checked in seen]
    pages, summaries = [page for page, _ in told], [summary for _, summary in told]
    answer.give(dump(pages) if answer.shape == "json" else "\n".join(pages), summaries)
    if ics:
        known = [checked.loaded.known for checked in seen if checked.loaded]
        files.write(ics, calendar.render(known, date), replace=True)
        say(f"Échéances écrites dans {ics}.", err=answer.machine)
    ctx.exit(worst(f.kind.exit for one in seen for f in one.failing() if f.kind.of_form))


def _told(checked: Checked, date: dt.date, shape: str) -> tuple[Any, str]:
    """What is said of a dossier, in this shape and in a line."""
    from pmtdocs.commands.report import status as page
    from pmtdocs.commands.report import text

    name, loaded = checked.name, checked.loaded
    if loaded is None:
        unread = f"{name} : les données ne peuvent pas être lues ({command(f'check {name}')})."
        if shape == "json":
            say(unread, err=True)
            return page.unread(name), unread
        return f"{unread}\n", unread
    asked = (loaded, checked.words, date)
    summary = text.summary(name, checked.findings)
    if shape == "json":
        return page.facts(*asked), summary
    return f"{page.render(*asked)}\n\n{summary}\n", summary
