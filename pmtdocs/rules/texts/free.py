"""FAI002: the facts of one's own (``faits:``) that the parts of a modèle print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.model.free import Facts
from pmtdocs.dossier.publication import ADDRESSED, published_parts
from pmtdocs.finding import Path, Severity
from pmtdocs.language.french import join
from pmtdocs.rules.base import Fault, Faults, cites, text_rule
from pmtdocs.templates.words import Wordings
from pmtdocs.word.paragraph import Paragraph

_OWN = ("faits", "dossier.faits")


class _Asked(NamedTuple):
    """A fact that a paragraph asks for, and who may say it."""

    paragraph: Paragraph
    key: str
    holders: tuple[tuple[Path, Facts], ...]


@cites("Règlement (UE) 2016/679, art. 5 (minimisation) ; CRPA, art. L. 312-1-2")
@text_rule("fait-prive-publie", Severity.ERROR, of_any_part=True)
def FAI002(wordings: Wordings, dossier: Dossier) -> Faults:
    """Un document publié n'imprime aucun fait privé. Un document dont toutes les pièces sont une
    lettre, une attestation ou un certificat est notifié, et non publié.

    Pourquoi : Ce qui est publié en ligne ne se reprend pas.
    Faux : `{{ faits.telephone }}`, un fait privé, dans la délibération.
    Juste : `{{ faits.telephone }}` dans la lettre de notification.
    """
    for asked in _asked(wordings, dossier):
        if asked.paragraph.part not in published_parts(dossier):
            continue
        for path, facts in asked.holders:
            if (fact := facts.get(asked.key)) and fact.prive:
                yield Fault(
                    asked.paragraph.path,
                    f"Le fait « {asked.key} » est privé, et un document publié l'imprime.",
                    ((*path, "faits", asked.key),),
                    "Retirez-le de cette pièce ; ou, s'il peut être publié, écrivez « publication: "
                    "publié ». Un document publié a d'autres pièces que celles-ci : "
                    f"{join(ADDRESSED)}.",
                )
                break


def _asked(wordings: Wordings, dossier: Dossier) -> Iterator[_Asked]:
    for paragraph in wordings.paragraphs():
        for field in dict.fromkeys(paragraph.fields):
            above, _, key = field.rpartition(".")
            if above.rpartition(".")[2] == "faits":
                yield _Asked(paragraph, key, _holders(above, dossier))


def _holders(above: str, dossier: Dossier) -> tuple[tuple[Path, Facts], ...]:
    """Whose facts a name asks for; any body's, for one that stands deeper."""
    if above in _OWN:
        return ((("dossier",), dossier.dossier.faits),)
    bodies, sheet, table = dossier.commun.organisations, dossier.dossier, dossier.attributions
    asked: Iterable[str | None] = bodies
    if above == "beneficiaire.faits":
        asked = [line.beneficiaire for line in table.lignes] if table else [sheet.beneficiaire]
    elif above == "financeur.faits":
        asked = [sheet.financeur]
    return tuple((("commun", "organisations", key), bodies[key].faits) for key in asked if key)
