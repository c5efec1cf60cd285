"""``pmtdocs aid``: what a company would get from an aid scheme, and why."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pmtdocs.cli.answer import Answer, json_answer
from pmtdocs.cli.completion import Among, schemes
from pmtdocs.cli.options import DossierName, command, data_option
from pmtdocs.finding import PmtdocsError
from pmtdocs.language import french

if TYPE_CHECKING:
    from pmtdocs.dossier.model import Dossier
    from pmtdocs.dossier.model.aid import Scheme


def _amount(_: click.Context, __: click.Parameter, value: str | None) -> Decimal | None:
    """« 9 000 », « 9000,50 », « 9 000 € »."""
    try:
        return None if value is None else french.parse_amount(value)
    except ValueError as error:
        raise click.BadParameter(f"{error}.") from None


@click.command(short_help="Calcule l'aide qu'une entreprise obtiendrait.")
@click.argument("scheme", type=Among(schemes), metavar="DISPOSITIF")
@click.option("--spending", callback=_amount, metavar="MONTANT", help="Dépenses de l'entreprise.")
@click.option(
    "--already",
    callback=_amount,
    default="0",
    metavar="MONTANT",
    help="Ce qu'elle a déjà reçu du même dispositif.",
)
@click.option(
    "--dossier", type=DossierName(), metavar="DOSSIER", help="Le dossier qui tient le dispositif."
)
@json_answer
@data_option
def aid(
    scheme: str,
    spending: Decimal | None,
    already: Decimal,
    dossier: str | None,
    answer: Answer,
    data: Path,
) -> None:
    """Calcule l'aide qu'une entreprise obtiendrait d'un DISPOSITIF, et dit pourquoi.

    Un montant s'écrit 9000, « 9 000 » ou « 9000,50 ». Sans --dossier, le dispositif est cherché
    dans tous les dossiers qui ont un fichier aides.yaml.
    """
    from pmtdocs.commands.report import aid as pages

    holder, found = _find(data, scheme, dossier)
    if spending is None and found.taux is not None:
        message = f"« {found.nom} » aide en proportion des dépenses, et aucune n'est indiquée."
        words = f"aid {found.cle} --spending MONTANT" + (f" --dossier {dossier}" if dossier else "")
        raise PmtdocsError(message, f"Ajoutez-les : {command(words)}")
    write = pages.as_json if answer.shape == "json" else pages.render
    answer.give(write(holder, found, spending or Decimal(0), already))


def _find(data: Path, word: str, dossier: str | None) -> tuple[Dossier, Scheme]:
    """The scheme of that key or name, and its dossier."""
    known = list(_schemes(data, dossier))
    wanted = french.plain(word)
    matches = [(d, s) for d, s in known if wanted in (s.cle, french.plain(s.nom))]
    if len(matches) == 1:
        return matches[0]
    if matches:
        message = f"Plusieurs dossiers ont un dispositif « {word} »"
        names = ", ".join(d.nom for d, _ in matches)
        raise PmtdocsError(f"{message} : {names}.", "Choisissez : --dossier NOM")
    keys = list(dict.fromkeys(s.cle for _, s in known))
    close = _nearest(word, known)
    hint = f" ; vouliez-vous dire « {close} » ?" if close else "."
    help = f"Dispositifs : {', '.join(keys) or 'aucun (ils sont dans aides.yaml)'}."
    raise PmtdocsError(f"Le dispositif « {word} » n'existe pas{hint}", help)


def _schemes(data: Path, dossier: str | None) -> Iterator[tuple[Dossier, Scheme]]:
    from pmtdocs.dossier import load

    holding = (name for name in load.dossiers(data) if (data / name / "aides.yaml").is_file())
    for name in [dossier] if dossier else holding:
        read = load.load(data, name).dossier
        for scheme in read.aides.dispositifs if read.aides else ():
            yield read, scheme


def _nearest(word: str, known: list[tuple[Dossier, Scheme]]) -> str | None:
    """A key that resembles the word, or begins with it, or that of a name that resembles it."""
    keys = [s.cle for _, s in known]
    by_name = {s.nom: s.cle for _, s in known}
    close = french.nearest(word, keys) or by_name.get(french.nearest(word, by_name) or "")
    return close or next((key for key in keys if french.plain(word) in key.split("-")), None)
