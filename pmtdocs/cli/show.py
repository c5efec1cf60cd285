"""What is shown and changes nothing: ``vote``, ``rules``, ``schema``."""

from __future__ import annotations

import os
from pathlib import Path

import click

from pmtdocs.cli.answer import Answer, json_answer
from pmtdocs.cli.completion import Among
from pmtdocs.cli.completion import rules as rule_names
from pmtdocs.cli.options import FOLDER, DossierName, data_option
from pmtdocs.cli.say import say, say_raw
from pmtdocs.finding import ExitCode, PmtdocsError


@click.command(short_help="Montre comment un vote se compte.")
@click.argument("dossier", type=DossierName())
@click.option("--report", type=int, metavar="N", help="Ce rapport de la séance seul.")
@json_answer
@data_option
def vote(dossier: str, report: int | None, answer: Answer, data: Path) -> None:
    """Compte les présents, les procurations et les voix du DOSSIER, rapport par rapport.

    Le raisonnement s'y suit avec le registre en main, et l'acte s'y compare au calcul.
    """
    from pmtdocs.commands.report import vote as table
    from pmtdocs.dossier import lines, load

    known = lines.whole(load.load(data, dossier).known)
    write = table.as_json if answer.shape == "json" else table.render
    answer.give(write(known, report))


@click.command(short_help="Liste les règles, ou en explique une.")
@click.argument("rule", required=False, type=Among(rule_names), metavar="[CODE|NOM]")
@json_answer
def rules(rule: str | None, answer: Answer) -> None:
    """Liste les règles (toutes, ou celles dont le CODE commence ainsi : BUD), ou en explique une.

    L'explication : ce qui est vérifié, pourquoi, un exemple faux, un juste, la source.
    """
    from pmtdocs.commands.report import rules as pages

    write = pages.as_json if answer.shape == "json" else pages.as_text
    answer.give(write(None if rule is None else _codes(rule)))


def _codes(rule: str) -> list[str]:
    """The code of a rule called by it or by its name, or those that begin so. Raises
    PmtdocsError."""
    from pmtdocs.commands.catalogue import CATALOGUE
    from pmtdocs.language import french

    names = {kind.name: code for code, kind in CATALOGUE.items()}
    called = french.plain(rule).replace(" ", "-")
    begun = [code for code in CATALOGUE if rule and code.startswith(rule.upper())]
    found = [names[called]] if called in names else begun
    if not found:
        hint = french.or_rather(rule, [*CATALOGUE, *names])
        raise PmtdocsError(f"La règle « {rule} » n'existe pas{hint}", "La liste : pmtdocs rules")
    return found


@click.command(short_help="Écrit les schémas JSON des données.")
@click.argument("folder", type=FOLDER, required=False, metavar="[RÉPERTOIRE]")
def schema(folder: Path | None) -> None:
    """Écrit les schémas JSON des données dans un RÉPERTOIRE, ou les affiche.

    Un éditeur qui les connaît complète et vérifie les fichiers YAML pendant la saisie. Écrits à
    côté de data/ (pmtdocs schema schemas), ils sont nommés en tête de chaque fichier de données
    que pmtdocs écrit ensuite.
    """
    from pmtdocs.dossier.model import schema as schemas
    from pmtdocs.language.json_text import dump
    from pmtdocs.system.disk import reason

    if folder is None:
        say_raw(dump(schemas.schemas()))
        return
    try:
        schemas.write_schemas(folder)
    except OSError as error:
        said = f"{folder} ne peut pas être écrit : {reason(error)}."
        raise PmtdocsError(said, exit_code=ExitCode.WRITE) from error
    say(f"Schémas écrits dans {folder}{os.sep}")
