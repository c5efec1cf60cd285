"""``pmtdocs trace``: where each figure, date and name of the documents was written."""

from __future__ import annotations

from pathlib import Path

import click

from pmtdocs.cli.answer import Answer, json_answer
from pmtdocs.cli.options import DossierName, data_option, only_option, templates_option
from pmtdocs.cli.say import say_report


@click.command(short_help="Dit d'où vient chaque chiffre, date ou nom.")
@click.argument("dossier", type=DossierName())
@only_option
@json_answer
@data_option
@templates_option
@click.pass_context
def trace(
    ctx: click.Context,
    dossier: str,
    only: tuple[str, ...],
    answer: Answer,
    data: Path,
    templates: Path,
) -> None:
    """Suit chaque montant, date, nombre et nom des documents du DOSSIER jusqu'à son origine.

    L'origine est une ligne des données, un calcul fait d'après elles, la numérotation, ou les mots
    du modèle Word. Rien n'est écrit.
    """
    from pmtdocs.commands import pipeline
    from pmtdocs.commands.report import text
    from pmtdocs.commands.report import trace as pages
    from pmtdocs.dossier.views.names import names_of
    from pmtdocs.render.fill.provenance import Tracer
    from pmtdocs.render.fill.trace import lines
    from pmtdocs.render.output import documents

    checked = pipeline.check(data, templates, dossier)
    loaded, stops = checked.loaded, checked.decided(draft=True).blocking
    if loaded is None or stops:
        say_report(text.render(checked.failing(), checked.line), err=True)
        ctx.exit(stops)
    facts = loaded.dossier
    wanted = documents.chosen(facts, only)
    modele = templates / facts.dossier.modele
    tracer = Tracer(loaded, names_of(facts))
    found = {
        name: [traced for line in read for traced in tracer.trace(line)]
        for name, read in lines(facts, modele, wanted, facts.provisoire).items()
    }
    answer.give((pages.as_json if answer.shape == "json" else pages.text)(dossier, found))
