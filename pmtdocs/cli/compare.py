"""``compare``: what came back against what was approved; ``text``: the words of a file."""

from __future__ import annotations

from pathlib import Path

import click

from pmtdocs.cli.answer import Answer, answer_options
from pmtdocs.cli.options import GIVEN, file_option
from pmtdocs.cli.say import say
from pmtdocs.finding import ExitCode


@click.command(short_help="Compare deux fichiers Word ou PDF.")
@click.argument("old", type=GIVEN, metavar="A")
@click.argument("new", type=GIVEN, metavar="B")
@answer_options(
    ["text", "json", "html"], "Texte ou page HTML pour les personnes, JSON pour les machines."
)
@file_option("--redline", "Écrit A avec, en modifications suivies, ce qui le change en B (.docx).")
@click.option("--date", metavar="JOUR", help="Date des modifications suivies : 2031-04-10.")
@click.pass_context
def compare(
    ctx: click.Context, old: Path, new: Path, answer: Answer, redline: Path | None, date: str | None
) -> None:
    """Dit en quoi B, revenu ou signé, diffère de A, approuvé : chiffres, mots, passages.

    Chacun est un fichier Word ou un PDF. Ce que A laisse à compléter (pointillés, signatures)
    peut l'être. Code de sortie : 0 fidèle, 1 une différence.
    """
    from pmtdocs.system import files, process

    day = _date(date)
    dated = None if redline is None else day
    what = f"Comparaison de {old.name} et {new.name}"
    said, different, changed = process.run(_compared, old, new, answer.shape, dated, what=what)
    if redline is not None and changed is None:
        raise click.BadParameter("A doit être un fichier Word (.docx).", param_hint="--redline")
    answer.give(said)
    if redline is not None and changed is not None:
        files.write(redline, changed, answer.replace)
        say(f"Modifications suivies écrites dans {redline}", err=True)
    ctx.exit(ExitCode.FINDINGS if different else ExitCode.OK)


def _compared(
    old: Path, new: Path, shape: str, dated: str | None
) -> tuple[str, bool, bytes | None]:
    """The report, whether anything differs, and A with tracked changes when they are dated."""
    from pmtdocs.commands.report import compare as report
    from pmtdocs.compare import differences
    from pmtdocs.compare.edits import Comparison
    from pmtdocs.compare.reading import read_pair
    from pmtdocs.compare.redline import redline

    before, after = read_pair(old, new)
    comparison = Comparison(before.text, after.text)
    result = differences.compare(comparison)
    changed = None
    if dated is not None and before.docx is not None:
        changed = redline(comparison, before.docx, after.docx, dated)
    return report.render(shape, result), bool(result.differences), changed


@click.command(short_help="Affiche les mots d'un fichier Word ou PDF.")
@click.argument("file", type=GIVEN, metavar="FICHIER")
def text(file: Path) -> None:
    """Affiche les mots d'un FICHIER Word ou PDF, un paragraphe ou une ligne de tableau par ligne.

    Git s'en sert pour montrer ce qui change dans un modèle Word :
    git config diff.docx.textconv "pmtdocs text"
    """
    from pmtdocs.system import process

    lines, unread = process.run(_lines, file, what=f"Lecture de {file.name}")
    for line in lines:
        say(line)
    for page, why in unread:
        say(f"page {page} : {why}", err=True)


def _lines(file: Path) -> tuple[list[str], tuple[tuple[int, str], ...]]:
    from pmtdocs.compare.reading import read_file
    from pmtdocs.compare.text import as_lines

    read = read_file(file).text
    return list(as_lines(read)), read.unread


def _date(written: str | None) -> str:
    """ISO date of the changes; a fixed one unless asked: the same files give the same bytes."""
    from pmtdocs.language.french import parse_date

    try:
        return parse_date(written).isoformat() if written else ""
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--date") from error
