"""``pmtdocs clauses``: the optional clauses of a modèle, and where each stands in a dossier."""

from __future__ import annotations

from pathlib import Path

import click

from pmtdocs.cli.answer import Answer, json_answer
from pmtdocs.cli.completion import Among, modeles
from pmtdocs.cli.group import show
from pmtdocs.cli.options import DossierName, data_option, modele_named, templates_option
from pmtdocs.finding import ExitCode, Finding, PmtdocsError, worst


@click.command(short_help="Liste les clauses facultatives, et celles qu'un dossier appelle.")
@click.argument("modele", type=Among(modeles), required=False, metavar="[MODÈLE]")
@click.option(
    "--dossier", type=DossierName(), metavar="DOSSIER", help="Où en est chacune dans ce dossier."
)
@json_answer
@data_option
@templates_option
def clauses(
    modele: str | None, dossier: str | None, answer: Answer, data: Path, templates: Path
) -> None:
    """Liste les clauses facultatives d'un MODÈLE : place, condition, date, motif, référence.

    Avec --dossier, dit lesquelles sont choisies, demandées par la loi, conseillées ou sans objet,
    et pourquoi. Un dossier les choisit dans dossier.yaml : « clauses: [prorata, logo] ».
    """
    if dossier:
        _of_dossier(dossier, modele, answer, data, templates)
    else:
        _library(modele, answer, templates)


def _library(modele: str | None, answer: Answer, templates: Path) -> None:
    from pmtdocs.commands.report import clauses as page
    from pmtdocs.dossier.model.library import TABLE, read_library
    from pmtdocs.system.files import shown

    folder = modele_named(templates, modele)
    library = read_library(folder, shown(folder))
    if library.findings:
        raise _unreadable(library.findings[0])
    if answer.shape == "json":
        answer.give(page.as_json(library))
    elif library.clauses:
        answer.give(page.render(folder.name, library))
    else:
        missing = shown(folder / TABLE)
        answer.give(f"Le modèle « {folder.name} » n'a pas de clauses : {missing} manque.")


def _of_dossier(
    dossier: str, modele: str | None, answer: Answer, data: Path, templates: Path
) -> None:
    from pmtdocs.commands.report import clauses as page
    from pmtdocs.dossier import load
    from pmtdocs.rules.convention.library import standings
    from pmtdocs.templates import missing, wordings

    loaded = load.load(data, dossier)
    own = loaded.dossier.dossier.modele
    if modele not in (None, own):
        raise PmtdocsError(f"Le dossier « {dossier} » suit le modèle « {own} », non « {modele} ».")
    words = wordings(loaded, templates)
    if words.library.findings:
        raise _unreadable(words.library.findings[0])
    found = standings(words, loaded.known)
    if answer.shape == "json":
        answer.give(page.of_dossier_as_json(found))
    else:
        answer.give(page.of_dossier(dossier, found))
    faulty = [one for one in missing(loaded, templates, words) if one.kind.exit > ExitCode.FINDINGS]
    for said, how in dict.fromkeys((one.message, one.help) for one in faulty):
        show(PmtdocsError(said, how))  # the clauses were judged without it
    click.get_current_context().exit(worst(one.kind.exit for one in faulty))


def _unreadable(found: Finding) -> PmtdocsError:
    """The first fault of the table, with its place."""
    span = found.primary.span
    place = f"{span.file}:{span.line}:{span.column}" if span else found.primary.label
    return PmtdocsError(f"{place} : {found.message}", found.help, exit_code=ExitCode.TEMPLATE)
