"""``pmtdocs status``: where each dossier stands."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from pmtdocs.cli.options import (
    DossierName,
    data_option,
    every_dossier,
    file_option,
    json_option,
    templates_option,
)
from pmtdocs.cli.say import say, say_raw, say_report
from pmtdocs.finding import worst
from pmtdocs.language.french import parse_date


def _day(_ctx: click.Context, _param: click.Parameter, value: str | None) -> dt.date:
    try:
        return parse_date(value) if value else dt.datetime.now().astimezone().date()
    except ValueError as error:
        raise click.BadParameter(f"{error}.") from None


@click.command(short_help="Dit où en est un dossier, et ses échéances.")
@click.argument("dossiers", nargs=-1, type=DossierName(), metavar="[DOSSIER]...")
@click.option("--date", callback=_day, metavar="JOUR", help="Au jour dit plutôt qu'aujourd'hui.")
@file_option("--ics", "Écrit aussi les échéances pour un agenda (Outlook…).")
@json_option
@data_option
@templates_option
@click.pass_context
def status(  # noqa: PLR0913, PLR0917 - one parameter an option, as click wants it
    ctx: click.Context,
    dossiers: tuple[str, ...],
    date: dt.date,
    ics: Path | None,
    shape: str,
    data: Path,
    templates: Path,
) -> None:
    """Dit l'état de chaque dossier (tous, sans argument), ce qui reste à compléter, les échéances.

    Chaque échéance donne son fondement : signature, paiement, compte rendu, données ouvertes.
    """
    from pmtdocs.commands import pipeline
    from pmtdocs.commands.report import calendar, text
    from pmtdocs.commands.report import status as page
    from pmtdocs.commands.report.json_text import dump
    from pmtdocs.system import files

    machine = shape == "json"
    found, codes, told = [], [], []
    for name in dict.fromkeys(dossiers or every_dossier(data)):
        checked = pipeline.check(data, templates, name)
        if checked.loaded is None:
            codes.append(checked.exit_code())
            say(
                f"{name} : les données ne peuvent pas être lues (pmtdocs check {name}).\n",
                err=machine,
            )
            continue
        asked = (checked.loaded, checked.words, date)
        if machine:
            told.append(page.facts(*asked))
        else:
            say_report(page.render(*asked))
            say(f"\n{text.summary(name, checked.findings)}\n")
        found.append(checked.loaded.known)
        codes += [f.kind.exit for f in checked.failing() if f.kind.of_form]
    if machine:
        say_raw(dump(told))
    if ics:
        files.write(ics, calendar.render(found, date), replace=True)
        say(f"Échéances écrites dans {ics}.", err=machine)
    ctx.exit(worst(codes))
