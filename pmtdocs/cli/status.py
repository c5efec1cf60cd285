"""``pmtdocs status``: where each dossier stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
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
    quiet_option,
    templates_option,
    verbose_option,
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
@click.option(
    "--date", callback=_day, metavar="JOUR", help="À ce jour plutôt qu'aujourd'hui : 2031-04-10."
)
@file_option("--ics", "Écrit aussi les échéances pour un agenda (Outlook…).")
@json_answer
@quiet_option
@verbose_option
@data_option
@templates_option
@click.pass_context
def status(  # noqa: PLR0913, PLR0917 - one parameter an option, as click wants it
    ctx: click.Context,
    dossiers: tuple[str, ...],
    date: dt.date,
    ics: Path | None,
    answer: Answer,
    quiet: bool,
    verbose: bool,
    data: Path,
    templates: Path,
) -> None:
    """Dit l'état de chaque dossier (tous, sans argument), ce qui reste à compléter, les échéances.

    Chaque échéance donne son fondement : signature, paiement, compte rendu, données ouvertes.
    """
    from pmtdocs.commands import pipeline
    from pmtdocs.commands.report import calendar
    from pmtdocs.dossier import kin
    from pmtdocs.language.json_text import dump
    from pmtdocs.system import files

    names = dict.fromkeys(dossiers or every_dossier(data))
    among = kin.read(data)
    seen = [pipeline.check(data, templates, name, among) for name in names]
    if answer.shape == "json":
        made = dump([_facts(checked, date) for checked in seen])
    elif quiet:
        made = "\n".join(line for checked in seen for line in _wrong(checked, date))
    else:
        made = "\n".join(_page(checked, date, verbose) for checked in seen)
    answer.give(made, [_summary(checked) for checked in seen], quiet)
    if ics:
        known = [checked.loaded.known for checked in seen if checked.loaded]
        again = answer.replace or calendar.is_one(ics)
        files.write(ics, calendar.render(known, date), again)
        if not quiet:
            say(f"Échéances écrites dans {ics}.", err=answer.machine)
    ctx.exit(worst(f.kind.exit for one in seen for f in one.failing() if f.kind.of_form))


def _summary(checked: Checked) -> str:
    from pmtdocs.commands.report import text

    if checked.loaded is None:
        again = command(f"check {checked.name}")
        return f"{checked.name} : les données ne peuvent pas être lues ({again})."
    return text.summary(checked.name, checked.findings)


def _facts(checked: Checked, date: dt.date) -> dict[str, Any]:
    from pmtdocs.commands.report import status as page

    if checked.loaded is None:
        say(_summary(checked), err=True)
        return page.unread(checked.name)
    return page.facts(checked.loaded, checked.words, date)


def _page(checked: Checked, date: dt.date, each: bool) -> str:
    from pmtdocs.commands.report import status as page

    loaded, words = checked.loaded, checked.words
    known = f"{page.render(loaded, words, date, each)}\n\n" if loaded else ""
    return f"{known}{_summary(checked)}\n"


def _wrong(checked: Checked, date: dt.date) -> Iterator[str]:
    """What cannot be read, what is wrong, what is late."""
    from pmtdocs.commands.report import status as page

    if checked.loaded is None or checked.failing():
        yield _summary(checked)
    if checked.loaded:
        yield from page.late(checked.loaded, date)
