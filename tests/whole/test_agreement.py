"""Right French for every kind of authority, instance and signatory, in both modèles.

The rules on printed words judge it, and the words that must agree are looked for.
"""

from __future__ import annotations

from functools import cache
from itertools import product
from typing import Any, NamedTuple, get_args

import pytest

from pmtdocs.dossier.load import load
from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.model.act import Delegation
from pmtdocs.dossier.model.common import Kind, Organisation, Person
from pmtdocs.dossier.views.context import context
from pmtdocs.render.fill.compiled import load_part
from pmtdocs.render.fill.marks import unmarked
from pmtdocs.render.fill.template import render_part
from pmtdocs.rules.printed import RULES
from pmtdocs.rules.printed.reading import plain
from pmtdocs.templates import NEUTRAL
from pmtdocs.word.package import w
from pmtdocs.word.printed import Paragraph
from tests.conftest import ROOT

DATA = ROOT / "tests" / "data"
GBM = ROOT / "templates" / "gbm"
PARTS = (
    NEUTRAL / "deliberation.docx", NEUTRAL / "convention.docx", NEUTRAL / "convocation.docx",
    NEUTRAL / "lettre-notification.docx", NEUTRAL / "proces-verbal.docx",
    GBM / "deliberation.docx", GBM / "convention.docx",
    GBM / "convention-fonctionnement.docx", GBM / "convention-type.docx",
)  # fmt: skip
#: Annexes and articles are not those of these parts alone.
JUDGES = tuple(rule for rule in RULES if rule.code not in ("PRT006", "PRT007"))


class Authority(NamedTuple):
    """A funder, the instance that decides, whose office is said for a woman and for a man."""

    facts: dict[str, str]
    instance: str
    offices: tuple[tuple[str, str], tuple[str, str]]
    """As the data say it, and as it is printed after « Madame », then after « Monsieur »."""
    of: str
    """« du Conseil municipal »."""
    represented: str
    """« La commune d'Exemple, représentée »."""


PRESIDENT = (("Présidente", "la Présidente"), ("Président", "le Président"))
DEPUTY = (
    ("Vice-présidente déléguée", "la Vice-présidente déléguée"),
    ("Premier vice-président", "le Premier vice-président"),
)
MAYOR = (("Maire", "la Maire"), ("Maire", "le Maire"))
AS_SHE_WISHES = (("le Maire", "le Maire"), ("le Maire", "le Maire"))
ASSISTANT = (("Adjointe aux finances", "l'Adjointe"), ("Adjoint aux finances", "l'Adjoint"))
DIRECTOR = (("Directrice générale", "la Directrice"), ("Directeur général", "le Directeur"))


def authority(
    facts: dict[str, str], instance: str, said: str, represented: str, offices: Any = PRESIDENT
) -> Authority:
    return Authority(facts, instance, offices, said, represented)


AUTHORITIES = (
    authority({"type": "commune", "nom": "Ville d'Exemple", "article": "la"}, "Conseil municipal",
              "du Conseil municipal", "La Ville d'Exemple, représentée", MAYOR),
    authority({"type": "commune", "nom": "Le Mesnil", "designation": "commune du Mesnil"},
              "conseil municipal", "du conseil municipal", "La commune du Mesnil, représentée",
              AS_SHE_WISHES),
    authority({"type": "communauté de communes", "nom": "Les Deux Lacs",
               "designation": "communauté de communes Les Deux Lacs"}, "Bureau", "du Bureau",
              "La communauté de communes Les Deux Lacs, représentée", DEPUTY),
    authority({"type": "communauté d'agglomération", "nom": "Exemple Agglo"},
              "Conseil communautaire", "du Conseil communautaire", "Exemple Agglo, représentée"),
    authority({"type": "communauté urbaine", "nom": "Grand Exemple",
               "designation": "communauté urbaine Grand Exemple"}, "Conseil de Communauté",
              "du Conseil de Communauté", "La communauté urbaine Grand Exemple, représentée"),
    authority({"type": "métropole", "nom": "Métropole d'Exemple", "article": "la"},
              "la Conférence métropolitaine", "de la Conférence métropolitaine",
              "La Métropole d'Exemple, représentée", DEPUTY),
    authority({"type": "département", "nom": "Département de l'Orme", "article": "le"},
              "Commission permanente", "de la Commission permanente",
              "Le Département de l'Orme, représenté"),
    authority({"type": "région", "nom": "Région Haute-Rive", "article": "la"},
              "Assemblée plénière", "de l'Assemblée plénière", "La Région Haute-Rive, représentée"),
    authority({"type": "collectivité à statut particulier", "nom": "Collectivité d'Exemple",
               "article": "la"}, "L'Assemblée", "de l'Assemblée",
              "La Collectivité d'Exemple, représentée"),
    authority({"type": "syndicat de communes", "nom": "Syndicat des Eaux", "article": "le"},
              "comité syndical", "du comité syndical", "Le Syndicat des Eaux, représenté"),
    authority({"type": "syndicat mixte", "nom": "Syndicat mixte du Lac", "article": "le"},
              "Comité syndical", "du Comité syndical", "Le Syndicat mixte du Lac, représenté"),
    authority({"type": "PETR", "nom": "PETR du Haut Val", "article": "le"}, "Conseil syndical",
              "du Conseil syndical", "Le PETR du Haut Val, représenté"),
    authority({"type": "CCAS", "nom": "Centre communal d'action sociale", "article": "le"},
              "Conseil d'administration", "du Conseil d'administration",
              "Le Centre communal d'action sociale, représenté", ASSISTANT),
    authority({"type": "établissement public", "nom": "Office de tourisme", "article": "l'"},
              "Comité de direction", "du Comité de direction", "L'Office de tourisme, représenté",
              DIRECTOR),
    authority({"type": "groupement d'intérêt public", "nom": "Agence du Lac", "article": "l'"},
              "Assemblée générale", "de l'Assemblée générale", "L'Agence du Lac, représentée",
              DIRECTOR),
    authority({"type": "État", "nom": "État", "article": "l'"}, "Commission",
              "de la Commission", "L'État, représenté",
              (("Préfète", "la Préfète"), ("préfet de la région", "le préfet"))),
    authority({"type": "association", "nom": "Union des Lacs", "article": "l'"}, "Bureau",
              "du Bureau", "L'Union des Lacs, représentée"),
    authority({"type": "fondation", "nom": "Fondation du Lac", "article": "la"},
              "Conseil de surveillance", "du Conseil de surveillance",
              "La Fondation du Lac, représentée", DIRECTOR),
    authority({"type": "société", "nom": "Société du Lac", "article": "la"}, "Directoire",
              "du Directoire", "La Société du Lac, représentée", DIRECTOR),
)  # fmt: skip


class Receiver(NamedTuple):
    """A beneficiary, and what the conventions say of it."""

    facts: dict[str, str]
    of: str
    to: str
    engages: str
    pronoun: str


RECEIVERS = (
    Receiver({"nom": "Club des Exemples", "article": "le", "type": "association"},
             "du Club des Exemples", "au Club des Exemples", "Le Club des Exemples s'engage", "Il"),
    Receiver({"nom": "Chorale du Lac", "article": "la", "type": "association"},
             "de la Chorale du Lac", "à la Chorale du Lac", "La Chorale du Lac s'engage", "Elle"),
    Receiver({"nom": "Rencontres du Cinéma", "article": "les", "nature": "association"},
             "des Rencontres du Cinéma", "aux Rencontres du Cinéma",
             "Les Rencontres du Cinéma s'engagent", "Elles"),
    Receiver({"nom": "Les Amis du livre", "type": "association"}, "des Amis du livre",
             "aux Amis du livre", "Les Amis du livre s'engagent", "Ils"),
    Receiver({"nom": "Aéroclub d'Exemple", "article": "l'", "type": "association"},
             "de l'Aéroclub d'Exemple", "à l'Aéroclub d'Exemple",
             "L'Aéroclub d'Exemple s'engage", "Il"),
    Receiver({"nom": "Harmonie municipale", "article": "l'", "type": "association"},
             "de l'Harmonie municipale", "à l'Harmonie municipale",
             "L'Harmonie municipale s'engage", "Elle"),
    Receiver({"nom": "Halle aux Jeux", "article": "la", "type": "association"},
             "de la Halle aux Jeux", "à la Halle aux Jeux", "La Halle aux Jeux s'engage", "Elle"),
    Receiver({"nom": "Comité des fêtes", "type": "association"}, "du Comité des fêtes",
             "au Comité des fêtes", "Le Comité des fêtes s'engage", "Il"),
    Receiver({"nom": "École de danse", "type": "association"}, "de l'École de danse",
             "à l'École de danse", "L'École de danse s'engage", "Elle"),
    Receiver({"nom": "Zig Zag", "type": "association"}, "de Zig Zag", "à Zig Zag",
             "Zig Zag s'engage", "Elle"),
    Receiver({"nom": "Zoés", "article": "les", "genre": "féminin"}, "des Zoés", "aux Zoés",
             "Les Zoés s'engagent", "Elles"),
)  # fmt: skip
COUNTS = (1, 2, 11)
PLACES = ("Le Mans", "Exempleville", "Les Auxons")


@cache
def good() -> Dossier:
    return load(DATA, "bon").dossier


def dossier(
    funder: Authority, receiver: Receiver, civility: str, count: int, place: str
) -> Dossier:
    base = good()
    commons, convention, sitting = base.commun, base.convention, base.seance
    assert convention
    assert sitting
    office = funder.offices[civility == "M."][0]
    chair = PRESIDENT[civility == "M."][0]
    ours, theirs = convention.parties
    person = Person.model_validate({"civilite": civility, "prenom": "Camille", "nom": "EXEMPLE"})
    bodies = {"gbm": funder.facts, "pmt": receiver.facts}
    organisations = {key: Organisation.model_validate(facts) for key, facts in bodies.items()}
    signed = {"lieu": place, "exemplaires": count}
    term = {"preavis_mois": count, "conservation_annees": count}
    return base.model_copy(update={
        "commun": commons.model_copy(update={
            "organisations": {**commons.organisations, **organisations},
            "personnes": {**commons.personnes, "anne-durand": person},
        }),
        "convention": convention.model_copy(update={
            "intitule": "de soutien",
            "parties": (
                ours.model_copy(update={"fonction": office}),
                theirs.model_copy(update={"fonction": chair, "representant": "anne-durand"}),
            ),
            "exemplaires_compte_rendu": count,
            "duree": convention.duree.model_copy(update=term),
            "signature": convention.signature.model_copy(update=signed),
        }),
        "seance": sitting.model_copy(update={
            "instance": funder.instance,
            "presidence": sitting.presidence.model_copy(update={"qualite": office}),
            "secretaire": sitting.secretaire.model_copy(update={"membre": "anne-durand"}),
        }),
    })  # fmt: skip


def words(said: Dossier) -> dict[str, tuple[Paragraph, ...]]:
    facts = context(said)
    printed = {}
    for file in PARTS:
        body = render_part(load_part(file, True), facts).body
        lines = (unmarked("".join(t.text or "" for t in p.iter(w("t")))) for p in body.iter(w("p")))
        printed[f"{file.parent.name}/{file.stem}"] = tuple(Paragraph(line) for line in lines)
    return printed


def test_every_kind_of_authority_is_tried() -> None:
    assert {one.facts["type"] for one in AUTHORITIES} == {*get_args(Kind)} - {"personne physique"}


@pytest.mark.parametrize("civility", ["Mme", "M."])
@pytest.mark.parametrize("rank", range(len(AUTHORITIES)))
def test_right_french(rank: int, civility: str) -> None:
    funder = AUTHORITIES[rank]
    receiver = RECEIVERS[(rank + 4 * (civility == "M.")) % len(RECEIVERS)]
    count, place = COUNTS[rank % len(COUNTS)], PLACES[rank // 2 % len(PLACES)]
    said = dossier(funder, receiver, civility, count, place)
    printed = words(said)
    found = [
        f"{fault.path[1]}: {fault.message} {fault.help}"
        for rule in JUDGES
        for fault in rule.check(printed, said)
    ]
    assert found == []
    whole = {name: plain("\n".join(p.words for p in lines)) for name, lines in printed.items()}
    for name, sentence in _wanted(funder, receiver, civility, count, place):
        assert plain(sentence) in whole[name], whole[name]


#: What founds the act beside the law of all, where the instance decides by delegation.
VISAS = {
    "département": "Vu l'article L. 3211-2 du code général des collectivités territoriales, qui "
    "permet au conseil départemental de déléguer une partie de ses attributions à la Commission "
    "permanente,",
    "communauté de communes": "Vu l'article L. 5211-10 du code général des collectivités "
    "territoriales, qui permet au conseil communautaire de déléguer une partie de ses attributions "
    "au Bureau,",
    "CCAS": "Vu le code général des collectivités territoriales et le code de l'action sociale et "
    "des familles,",
}  # fmt: skip


@pytest.mark.parametrize("funder", AUTHORITIES, ids=lambda one: one.facts["type"])
def test_the_act_says_by_what_delegation_it_is_taken(funder: Authority) -> None:
    printed = words(dossier(funder, RECEIVERS[0], "Mme", 2, PLACES[0]))["neutre/deliberation"]
    said = [plain(one.words) for one in printed if one.words.startswith("Vu l")]
    found = [one for one in said if "déléguer" in one or " et le code" in one]
    assert found == [plain(one) for one in filter(None, [VISAS.get(funder.facts["type"])])]


def test_the_deliberation_that_delegates_is_cited() -> None:
    said = dossier(AUTHORITIES[6], RECEIVERS[0], "Mme", 2, PLACES[0])
    assert said.seance
    facts = {"instance": "Conseil départemental", "date": "2024-01-18", "numero": "CD-8"}
    update = {"delegation": Delegation.model_validate(facts)}
    said = said.model_copy(update={"seance": said.seance.model_copy(update=update)})
    printed = "\n".join(plain(one.words) for one in words(said)["neutre/deliberation"])
    assert (
        "\nVu la délibération n° CD-8 du 18 janvier 2024, par laquelle le Conseil départemental a "
        "délégué une partie de ses attributions à la Commission permanente,\n"
    ) in printed


def _wanted(
    funder: Authority, receiver: Receiver, civility: str, count: int, place: str
) -> list[tuple[str, str]]:
    """The sentences that each part must print, word for word."""
    title = "Madame" if civility == "Mme" else "Monsieur"
    office = funder.offices[civility == "M."][1]
    copies = {1: "un exemplaire ", 2: "deux exemplaires ", 11: "onze exemplaires "}[count]
    notice = {1: "d'un mois", 2: "de deux mois", 11: "de onze mois"}[count]
    at = {"Le Mans": "au Mans,", "Les Auxons": "aux Auxons,"}.get(place, f"à {place},")
    acts = product(("neutre/deliberation", "gbm/deliberation"), (
        f"Extrait du registre des délibérations {funder.of}",
        f"autorise {title} {office}", receiver.to,
    ))  # fmt: skip
    contracts = product(("gbm/convention", "gbm/convention-type"), (
        f"{funder.represented} par", receiver.engages, f"Obligations {receiver.of}",
    ))  # fmt: skip
    every = product(("neutre/convention", "gbm/convention"), (copies + at, notice))
    by_delegation = "ice-président" in office or "Adjoint" in office
    orders = "le Président" if by_delegation else office
    hers = civility == "Mme"
    return [
        ("neutre/lettre-notification", f"\n{title} {PRESIDENT[not hers][1]},\n"),
        ("neutre/lettre-notification", receiver.to),
        ("neutre/proces-verbal", f"\n{'La' if hers else 'Le'} secrétaire de séance,\n"),
        ("gbm/convention", f"L'ordonnateur est {office}"),
        ("neutre/convention", f"L'ordonnateur est {orders}"),
        *acts, *contracts, *every, ("neutre/convocation", f"La réunion {funder.of} a lieu"),
        ("neutre/convocation", f"\n{office[0].upper()}{office[1:]}"),
        ("gbm/convention", f"{receiver.pronoun} ne pe"),
    ]  # fmt: skip
