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
    templates_option,
)
from pmtdocs.cli.say import say, say_report
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
@data_option
@templates_option
@click.pass_context
def status(
    ctx: click.Context,
    dossiers: tuple[str, ...],
    date: dt.date,
    ics: Path | None,
    data: Path,
    templates: Path,
) -> None:
    """Dit l'état de chaque dossier (tous, sans argument), ce qui reste à compléter, les échéances.

    Chaque échéance donne son fondement : signature, paiement, compte rendu, données ouvertes.
    """
    from pmtdocs.commands import pipeline
    from pmtdocs.commands.report import calendar, text
    from pmtdocs.commands.report import status as page
    from pmtdocs.system import files

    found, codes = [], []
    for name in dict.fromkeys(dossiers or every_dossier(data)):
        checked = pipeline.check(data, templates, name)
        if checked.loaded is None:
            codes.append(checked.exit_code())
            say(f"{name} : les données ne peuvent pas être lues (pmtdocs check {name}).\n")
            continue
        say_report(page.render(checked.loaded, checked.words, date))
        say(f"\n{text.summary(name, checked.findings)}\n")
        found.append(checked.loaded.known)
        codes += [f.kind.exit for f in checked.failing() if f.kind.of_form]
    if ics:
        files.write(ics, calendar.render(found, date), replace=True)
        say(f"Échéances écrites dans {ics}.")
    ctx.exit(worst(codes))
