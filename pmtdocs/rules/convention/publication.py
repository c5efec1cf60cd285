"""OPN and ACT: what is published of the grant, and how the act is named when it is sent."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from pmtdocs.dossier import law
from pmtdocs.dossier.model import Dossier, Stage
from pmtdocs.finding import Kind, Path, Severity
from pmtdocs.language.french import euros, short_date
from pmtdocs.rules.base import Doc, Fault, Rule
from pmtdocs.rules.convention.chronology import as_figure, gap
from pmtdocs.rules.identifiers import digits

_ACT = re.compile(r"\d{3}-(\d{9})-(\d{8})-[0-9A-Z_]{1,15}-(DE|AR|AI|CC|BF|AU)")


def open_data(dossier: Dossier) -> Iterator[Fault]:
    """OPN001: above a sum, the data of the grant are published within months of the signature."""
    convention = dossier.convention
    signed = convention.signature.date if convention else None
    published = convention.donnees_ouvertes if convention else None
    subsidy = dossier.subvention
    if subsidy is None or not isinstance(signed, dt.date) or published is None:
        return
    sum_of_law = law.parameter("donnees-ouvertes-seuil").at(signed)
    delay = law.parameter("donnees-ouvertes-mois").at(signed)
    granted = subsidy.montant
    if sum_of_law is None or delay is None or granted <= sum_of_law.value:
        return
    limit = law.add_months(signed, int(delay.value))
    if published > limit:
        yield Fault(
            ("convention", "donnees_ouvertes"),
            f"Les données de la subvention ({euros(granted)}, au-delà de "
            f"{euros(sum_of_law.value)}) sont publiées le {short_date(published)} ; elles devaient "
            f"l'être le {short_date(limit)} au plus tard : {gap(limit, published)} de retard.",
            (("convention", "signature", "date"),),
            "Vérifiez les deux dates.",
            (as_figure(limit), as_figure(published)),
        )


def act_identifier(dossier: Dossier) -> Iterator[Fault]:
    """ACT001: the identifier has its form, and repeats the SIREN and the date of the sitting."""
    execution = dossier.deliberation.execution if dossier.deliberation else None
    if execution is None or execution.acte is None:
        return
    path: Path = ("deliberation", "execution", "acte")
    match = _ACT.fullmatch(execution.acte)
    if match is None:
        yield Fault(
            path,
            f"« {execution.acte} » n'a pas la forme d'un identifiant d'acte : département, SIREN, "
            "date AAAAMMJJ, numéro (15 signes au plus, longueur à vérifier), nature.",
            (("deliberation", "numero"),),
            "Écrivez par exemple 099-123456789-20310410-D2031_00042-DE.",
        )
        return
    yield from _siren(dossier, path, match[1])
    if dossier.seance and match[2] != f"{dossier.seance.date:%Y%m%d}":
        yield Fault(
            path,
            f"L'identifiant de l'acte porte la date {match[2]}, la séance est du "
            f"{short_date(dossier.seance.date)}.",
            (("seance", "date"),),
            "Corrigez l'identifiant ou la date de la séance.",
        )


def _siren(dossier: Dossier, path: Path, siren: str) -> Iterator[Fault]:
    funder = dossier.financeur
    if funder and funder.siren and digits(funder.siren) != siren:
        place: Path = ("commun", "organisations", dossier.dossier.financeur or "", "siren")
        yield Fault(
            path,
            f"L'identifiant de l'acte porte le SIREN {siren}, celui {funder.du} est "
            f"{funder.siren}.",
            (place,),
            "Corrigez l'identifiant ou le SIREN.",
        )


OPN001 = Rule(
    Kind(
        "OPN001",
        "donnees-publiees-trop-tard",
        Severity.WARNING,
        "Décret n° 2017-779 du 5 mai 2017 ; arrêté du 17 novembre 2017",
    ),
    Doc(
        "Au-delà du seuil, les données de la subvention sont publiées dans le délai qui court de "
        "la signature.",
        "Chacun peut savoir à qui l'argent public est donné, et combien.",
        "Convention de 45 000 € signée le 30 avril, données publiées le 31 juillet.",
        "Convention de 45 000 € signée le 30 avril, données publiées le 30 juillet.",
    ),
    open_data,
    since=Stage.SIGNE,
    needs=("convention.signature.date", "convention.donnees_ouvertes"),
)
ACT001 = Rule(
    Kind(
        "ACT001",
        "identifiant-d-acte-mal-forme",
        Severity.ERROR,
        "Télétransmission @CTES, d'après des actes publiés (longueur du numéro : à vérifier)",
    ),
    Doc(
        "L'identifiant de l'acte télétransmis a la forme attendue ; son SIREN est celui de la "
        "collectivité, sa date celle de la séance.",
        "Un identifiant mal formé est refusé, ou range l'acte sous un autre nom.",
        "2031/2031.00042, le numéro de la délibération.",
        "099-123456789-20310410-D2031_00042-DE.",
    ),
    act_identifier,
    since=Stage.EXECUTOIRE,
    needs=("deliberation.execution.acte",),
)
PUBLICATION_RULES = (OPN001, ACT001)
