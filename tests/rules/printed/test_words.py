"""The rules on printed words, sentence by sentence: what is found, and what is left alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pmtdocs.dossier.load import Loaded
from pmtdocs.dossier.model.common import Organisation
from pmtdocs.rules.printed import RULES as PRINTED_RULES
from pmtdocs.word.printed import Paragraph, Printed

_ACT = "convention"
_KINDS = {"#": "heading", "##": "heading", "-": "item", "|": "cell", "^": "header", "T": "table"}


def printed(*lines: str) -> Printed:
    """Paragraphs of a document; a mark before the words says which kind (« # », « - », « | »)."""
    found = []
    for line in lines:
        mark, _, words = line.partition(" ")
        kind = _KINDS.get(mark)
        level = len(mark) if kind == "heading" else 0
        found.append(Paragraph(words, kind, level) if kind else Paragraph(line))  # type: ignore[arg-type]
    return {_ACT: tuple(found)}


def whole(document: Printed, dossier: Loaded) -> Printed:
    """The same as the only words of all documents of a dossier."""
    others = dossier.dossier.dossier.documents
    return {**dict.fromkeys(others, ()), **document}


def said(code: str, dossier: Loaded, *lines: str) -> list[str]:
    """What a rule finds, as the words at fault."""
    (rule,) = (rule for rule in PRINTED_RULES if rule.code == code)
    document = whole(printed(*lines), dossier)
    found = []
    for fault in rule.check(document, dossier.dossier):
        _, name, rank, start, end = fault.path
        found.append(document[str(name)][int(rank)].words[int(start) : int(end)])
        assert fault.message.endswith(".")
        assert fault.help.endswith(".")
    return found


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("la décision du Commission permanente", "du Commission"),
        ("l'avis du commission", "du commission"),
        ("confié au direction de l'eau", "au direction"),
        ("un convention est signée", "un convention"),
        ("de la Comité", "de la Comité"),
        ("la Conseil communautaire", "la Conseil"),
        ("le siège de le Pôle", "de le Pôle"),
        ("remis à le conseil", "à le conseil"),
        ("le bureau de les élus", "de les élus"),
        ("la date de le versement", "de le versement"),
        ("l'avis de le maire", "de le maire"),
        ("confié à les 26 entreprises", "à les 26"),
        ("Le Adjoint au maire", "Le Adjoint"),
        ("La Association", "La Association"),
        ("LE ADJOINT DÉLÉGUÉ", "LE ADJOINT"),
        ("le Europe", "le Europe"),
        ("la habitante", "la habitante"),
        ("plus de habitants", "de habitants"),
        ("afin que il signe", "que il"),
        ("lorsque elle est reçue", "lorsque elle"),
        ("si il le demande", "si il"),
        ("le rôle d'Pôle", "d'Pôle"),
        ("l’commission", "l’commission"),
        ("la part d'hauteur", "d'hauteur"),
        ("le représentant du État", "du État"),
        ("le représentant de État", "de État"),
        ("par ce organisme", "ce organisme"),
        ("à la lecture du le rapport", "du le rapport"),
        ("une part de un tiers", "de un"),
        ("de des communes", "de des communes"),
        ("le rôle du l'État", "du l'État"),
        ("la commune de d'Ornans", "de d'Ornans"),
        ("un demande de subvention", "un demande"),
        ("le rejet du demande", "du demande"),
        ("une programme, le projet", "une programme"),
        ("la projet retenu", "la projet"),
        ("Monsieur le Présidente", "le Présidente"),
        ("M. le Adjoint", "le Adjoint"),
    ],
)
def test_little_words(dossier_2024: Loaded, sentence: str, wrong: str) -> None:
    assert said("PRT001", dossier_2024, sentence) == [wrong]


@pytest.mark.parametrize(
    "sentence",
    [
        "Il est chargé de le signer, de les remettre et de les lui transmettre.",
        "en vue de les en informer, de le bien suivre et à les tous réunir",
        "le onze mars, le oui l'emporte, le hameau, la hausse, le handicap, la une du journal",
        "la SNCF, la UMR, le EFS, le e-commerce, la R&D, le IV",
        "du Frenchbioproduction Tour, du bastion, le motion design",
        "Donnez-le à Mme Martin ; celui-la ira",
        "M. Le Adjoint, Mme Awa N'Diaye, Lucie D'Souza",
        "l'usine à projets, d'une part, l'y, d'Yverdon, jusqu'au 3, aujourd'hui",
        "un million, une commission, cette association, ce conseil",
        "le Conseil la programme, il le charge",
        "de un à trois ans, de onze heures, à au moins deux mois, de Yenne",
        "le huitième, le hangar, de hauteur, que huit",
        "Le, à la fin, se réunit au centre",
        "un service de l'État et la part de l'Europe",
        "au 1er janvier, du 3 mai au 4 juin",
        "l'un d'entre eux, la part de l'État et de la Région, les d'Artagnan",
        "le ou la présidente, la ou les communes, du/de la président(e), le/la trésorier(ère)",
        "un ou une conseiller(ère), la président·e, Le ou la président.e, jusque et y compris",
        "la IVe République, le IIe siècle, le O₂, de Ouagadougou, d'Hauteville",
        "une durée de un an, de un ou deux, de un (1) exemplaire, il le demande, elle la programme",
        "M. Jean de Almeida, Mme Rose Le Adon, M. de La Tour, du Havre, le Havre",
    ],
)
def test_little_words_that_are_right(dossier_2024: Loaded, sentence: str) -> None:
    assert said("PRT001", dossier_2024, sentence) == []


def test_a_name_is_left_as_it_is(dossier_2024: Loaded) -> None:
    commun = dossier_2024.dossier.commun
    key, person = next(iter(commun.personnes.items()))
    someone = {key: person.model_copy(update={"prenom": "Ana", "nom": "DE OLIVEIRA"})}
    dossier = dossier_2024.dossier.model_copy(
        update={"commun": commun.model_copy(update={"personnes": someone})}
    )
    (rule,) = (rule for rule in PRINTED_RULES if rule.code == "PRT001")
    lines = ("Exemple : Ana DE OLIVEIRA", "la ville DE ORNANS")
    assert [one.path[2] for one in rule.check(printed(*lines), dossier)] == [1]


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("Étaient présents : : Mme Martin", ": :"),
        ("Étaient présents :: Mme Martin", "::"),
        ("Étaient présents\u00a0: \u00a0: Mme Martin", ": \u00a0:"),
        ("une part, , et le reste", ", ,"),
        ("la fin.. Le reste", ".."),
        ("la fin. . Le reste", ". ."),
        ("le premier ; . Le reste", "; ."),
        ("le premier ;; le reste", ";;"),
        ("le montant : . Le reste", ": ."),
        ("Mme Martin , M. Petit", " ,"),
        ("Mme Martin .", " ."),
        ("Dijon,Besançon", ","),
        ("deux  espaces", "  "),
        ("deux\u00a0 espaces", "\u00a0 "),
        ("la fin. ; le reste", ". ;"),
        ("etc..", ".."),
        ("Mme Durand,M. Roche", ","),
        ("( voir l'annexe)", "( "),
        ("l' Association", "l' "),
        ("l ' Association", "l ' "),
        ("d'  Ornans", "d'  "),
        ("45 000 € €", " € €"),
        ("10 %%", " %%"),
        ("45 000 € euros", "€ euros"),
        ("quarante euros €", "euros €"),
        ("la loi n° n° 12", "n° n°"),
        (", Mme Durand", ","),
    ],
)
def test_signs(dossier_2024: Loaded, sentence: str, wrong: str) -> None:
    assert said("PRT002", dossier_2024, sentence) == [wrong]


@pytest.mark.parametrize(
    "sentence",
    [
        "etc. ; S.A. ; art. L. 1611-4 ; M. A. ; 3 p. ;",
        "Fait à Dijon, le ………………", "le . . . . . . . .", "le .......... 2024", "attendre… , …",
        "Grand Besançon   ·   PMT 2024", "Nom :\t\tPrénom :", "12,5 ; 1 000,00 €",
        "un fichier .docx, le site .fr", "http://exemple.fr:80/a,b", "à 18 h : le vote ; la fin.",
        "Tél. : 03 81 00 00 00 ; max. : 3", "2e éd. ; 1.2. ; 3", "10 € ; 3 % ; 45 000 € HT",
        "« la fin. » ; la suite", "(1) ; (2)", "Quoi ?!", "la fin...", "l'arrêté du 3 mai ; :-)",
    ],
)  # fmt: skip
def test_signs_that_are_right(dossier_2024: Loaded, sentence: str) -> None:
    assert said("PRT002", dossier_2024, sentence) == []


def test_the_end_of_a_list(dossier_2024: Loaded) -> None:
    listed = ("Il décide :", "- d'attribuer ;", "- de signer ;")
    assert said("PRT002", dossier_2024, *listed, "Fait à Dijon.") == [";"]
    assert said("PRT002", dossier_2024, *listed) == [";"]
    assert not said("PRT002", dossier_2024, *listed, "le tout sans réserve.")
    assert not said("PRT002", dossier_2024, "Il décide :", "- d'attribuer ;", "- de signer.")
    visas = ("- Vu le code ;", "- Considérant la demande ;")
    assert not said("PRT002", dossier_2024, *visas, "Le Conseil décide :")


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("la part de de l'année", "de de"),
        ("le Le Pôle", "le Le"),
        ("la commission commission", "commission commission"),
        ("à à Dijon", "à à"),
        ("dans le dans le rapport", "dans le dans le"),
        ("du du budget", "du du"),
        ("l'année 2031 2031", "2031 2031"),
        ("ce que qu'il", "que qu'"),
        ("de l'l'État", "l'l'"),
        ("la ville d'd'Ornans", "d'd'"),
        ("en en 2031", "en en"),
        ("Mme Mme Durand", "Mme Mme"),
        ("Monsieur M. Petit", "Monsieur M."),
    ],
)
def test_words_twice(dossier_2024: Loaded, sentence: str, wrong: str) -> None:
    assert [one.strip() for one in said("PRT003", dossier_2024, sentence)] == [wrong]


@pytest.mark.parametrize(
    "sentence",
    [
        "nous nous engageons, vous vous engagez, il en en prendra, très très bien",
        "Bora Bora, 2 2, vis-à-vis vis-à-vis, sous sous-traitance, l'Agence a a priori",
        "peu à peu à peu, un par un par un, c'est-à-dire dire",
        "de deux de trois", "il le fait faire, le faire faire, M. M. Petit",
    ],
)  # fmt: skip
def test_words_that_come_twice_rightly(dossier_2024: Loaded, sentence: str) -> None:
    assert said("PRT003", dossier_2024, sentence) == []


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("Fait en un exemplaires", "un exemplaires"),
        ("Fait en deux exemplaire à Dijon", "deux exemplaire"),
        ("1 membres", "1 membres"),
        ("2 membre du conseil", "2 membre"),
        ("deux (2) exemplaire", "deux (2) exemplaire"),
        ("une (1) annexes", "une (1) annexes"),
        ("1 050 chercheur", "1 050 chercheur"),
        ("vingt et un membre", None),
        ("vingt-et-un membre", "vingt-et-un membre"),
        ("2,5 année", "2,5 année"),
        ("pour 3 an", "3 an"),
        ("123 conseiller", "123 conseiller"),
        ("0 abstentions", "0 abstentions"),
    ],
)
def test_numbers(dossier_2024: Loaded, sentence: str, wrong: str | None) -> None:
    assert said("PRT004", dossier_2024, sentence) == ([wrong] if wrong else [])


@pytest.mark.parametrize(
    "sentence",
    [
        "vingt et un membres, vingt-et-un membres, cent un membres, 21 membres, 101 membres",
        "un exemplaire, 1 membre, 0 abstention, 1,5 an, deux mois, 3 avis",
        "l'article 3 an, annexe 2 projet, axe 1 action, n° 12 document, question n° 1 membres",
        "le programme 2024 action de soutien, en 2024 année de crise",
        "loi n° 2000-321 article 10, 10 001 membres, page 1 membres",
        "les deux parties, les trois-quarts, deux-pièces, 2 parties",
        "salle 2 réunion, Module 3 formation, compte 6574 subvention, Action 2 projet",
        "74 subvention d'exploitation",
        "65748 subvention",
        "Tél. 12 membre",
    ],
)
def test_numbers_that_agree(dossier_2024: Loaded, sentence: str) -> None:
    assert said("PRT004", dossier_2024, sentence) == []


@pytest.mark.parametrize(
    "lines",
    [
        ("Secrétaire de séance :", "Procurations de vote : Mme Martin à M. Petit"),
        ("Étaient absents :", "Secrétaire de séance : Mme Martin"),
        ("Étaient absents\u00a0: ", "Secrétaire de séance\u00a0: Mme Martin"),
        ("# Extrait", "Procurations de vote\u00a0: ", "## Délibération"),
        ("Il a conclu des conventions avec :", "# Les enjeux"),
        ("Rapporteur :", "# Résumé"),
        ("Rapporteur : ",),
        ("# Le Pôle", "Il a conclu :", "# Les enjeux"),
    ],
)
def test_nothing_follows(dossier_2024: Loaded, lines: tuple[str, ...]) -> None:
    assert said("PRT005", dossier_2024, *lines) == [next(one for one in lines if one[0] != "#")]


@pytest.mark.parametrize(
    "lines",
    [
        ("Étaient présents :", "Amagney : M. Petit"),
        ("Étaient présents :", "- Mme Martin"),
        ("Il est convenu ce qui suit :", "# Objet"),
        ("Le Conseil décide :", "# Attribution"),
        ("Il décide :", "d'attribuer la subvention."),
        ("Les dépenses sont :", "T Dépenses", "| Poste"),
        ("Le Président :",),
        ("Lu et approuvé :", "Fait à Dijon."),
        ("Décide :", "# Article 1"),
        ("Le programme a trois axes :", "# Axe\u00a01 – Former", "Il forme."),
        ("Le programme comprend :", "# I. Les actions"),
        ("# Le programme", "Il comprend :", "## Les actions"),
        ("« Eau » (annexe)", "( ) oui ( ) non"),
    ],
)
def test_something_follows(dossier_2024: Loaded, lines: tuple[str, ...]) -> None:
    tables = {
        _ACT: tuple(
            one._replace(level=2 * (one.kind == "table") or one.level)
            for one in printed(*lines)[_ACT]
        )
    }
    (rule,) = (rule for rule in PRINTED_RULES if rule.code == "PRT005")
    assert not [*rule.check(tables, dossier_2024.dossier)]


def test_a_table_without_rows_and_a_pair_without_words(dossier_2024: Loaded) -> None:
    assert said("PRT005", dossier_2024, "T Dépenses", "| Poste") == ["Dépenses"]
    assert said("PRT005", dossier_2024, "le programme «\u202f» porté") == ["«\u202f»"]
    assert said("PRT005", dossier_2024, "le Pôle () signe") == ["()"]


_TYPED = ("ARTICLE 1 – Objet", "Article 2 : Durée", "ARTICLE 3", "Litiges")


def test_articles_typed_by_hand(dossier_2024: Loaded) -> None:
    assert said(
        "PRT006", dossier_2024, *_TYPED, "selon l'article 19 de la présente convention"
    ) == ["l'article 19"]
    assert said("PRT006", dossier_2024, *_TYPED, "aux articles 2 et 5") == ["articles 2 et 5"]
    for right in (
        "selon l'article 3, l'article premier et l'article 1er",
        "l'article 19 de la loi n° 2000-321", "l'article 10 du code, l'article L. 1611-4",
        "la loi du 12 avril 2000, notamment son article 10", "l'article 107 du TFUE",
        "le règlement (UE) 651/2014, article 27", "l'article 12 du bail",
        "(article 27 RGEC)", "l'article 53 (loi Eau)", "chapitre 65, article 657",
        "Vu la délibération n° 3, et ses articles 5 et 6", "l'article 7 de la délibération n° 3",
    ):  # fmt: skip
        assert not said("PRT006", dossier_2024, *_TYPED, right), right
    assert said("PRT006", dossier_2024, *_TYPED, "l'article 19 à la fin") == ["l'article 19"]
    assert not said("PRT006", dossier_2024, "selon l'article 19")
    assert said("PRT006", dossier_2024, *_TYPED, "l'article 19 de la convention") == [
        "l'article 19"
    ]
    deliberation = whole(
        {"act": printed(*_TYPED, "l'article 19 de la convention")[_ACT]}, dossier_2024
    )
    (rule,) = (rule for rule in PRINTED_RULES if rule.code == "PRT006")
    assert not [*rule.check(deliberation, dossier_2024.dossier)], "its own articles are others"
    counted = {
        _ACT: (*printed("selon l'article 19")[_ACT], Paragraph("Objet", number="Article 1 –"))
    }
    (rule,) = (rule for rule in PRINTED_RULES if rule.code == "PRT006")
    assert not [*rule.check(counted, dossier_2024.dossier)]


def test_annexes(dossier_2024: Loaded) -> None:
    both = ("# Annexe 1\u00a0: Programme", "# ANNEXE II – Budget")
    assert said("PRT006", dossier_2024, *both, "figurant en annexe 3") == ["annexe 3"]
    for right in ("en annexes 1 et 2", "l'annexe I du règlement", "annexe 7 du code", "annexe 2"):
        assert not said("PRT006", dossier_2024, *both, right), right
    assert not said("PRT006", dossier_2024, "figurant en annexe 3")
    (rule,) = (rule for rule in PRINTED_RULES if rule.code == "PRT006")
    alone = printed(*both, "figurant en annexe 3")
    assert not [*rule.check(alone, dossier_2024.dossier)], "the others are not printed this time"


@pytest.mark.parametrize(
    ("title", "wrong"),
    [
        ("# Budget prévisionnel 2023", "Budget prévisionnel 2023"),
        ("^ Convention 2025 – page 1", "Convention 2025"),
        ("# Programme d'actions 2024", None),
        ("# Bilan du programme d'actions 2023", None),
        ("# Programme d'actions 2021-2027", None),
        ("# Loi de finances pour l'année 2023", None),
        ("Le programme d'actions 2023 a réuni", None),
        ("# Budget 2023 réalisé", None),
        ("# Subvention 2022 perçue", None),
        ("# Exercice 2023 clos", None),
        ("^ Convention 2023/015", None),
        ("^ Délibération n° 2023/12", None),
    ],
)
def test_years(dossier_2024: Loaded, title: str, wrong: str | None) -> None:
    assert said("PRT007", dossier_2024, title) == ([wrong] if wrong else [])


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("le programme {nom} porté", "{nom}"),
        ("le {{ beneficiaire.nom }}", "{{ beneficiaire.nom }}"),
        ("une part de None euros", "None"),
        ("du au 31 décembre", "du au"),
        ("signé le à Besançon", "le à"),
        ("la délibération n° , du 3 mai", "n°"),
        ("une subvention de € versée", "de €"),
        ("un reste }", "}"),
        ("Vu la délibération n° du 3 mai", "délibération n°"),
        ("le [à compléter] mai", "[à compléter]"),
        ("signé le XX/XX/2031", "XX/XX"),
        ("la somme de euros", "de euros"),
        ("une part de  %", "de  %"),
        ("signé par M. , président", "M."),
        ("Fait en exemplaires à Dijon", "Fait en"),
        ("entre le et le 3 mai", "le et"),
    ],
)
def test_holes(dossier_2024: Loaded, sentence: str, wrong: str) -> None:
    assert said("PRT008", dossier_2024, sentence) == [wrong]


@pytest.mark.parametrize(
    "sentence",
    [
        "le n° du rapport, n°\u00a031, n° 2024/12", "en €, (en\u00a0€ HT), 45 000 €, 3 %",
        "à partir du 3 mai au 4 juin", "le ………………", "au XXe siècle, chapitre XX",
        "Nonette, none, le vote est nul", "fait en exemplaire unique, M. Petit, président",
        "M., Mme : rayez l'un des deux",
    ],
)  # fmt: skip
def test_no_hole(dossier_2024: Loaded, sentence: str) -> None:
    assert said("PRT008", dossier_2024, sentence) == []


def plural(dossier: Loaded) -> Loaded:
    """The same with a beneficiary in the plural, and a funder in the feminine."""
    commons = dossier.dossier.commun
    several = Organisation(nom="Rencontres du Lac", article="les")
    bodies = {**commons.organisations, "pmt": several}
    changed = commons.model_copy(update={"organisations": bodies})
    return replace(dossier, dossier=dossier.dossier.model_copy(update={"commun": changed}))


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("Les Rencontres du Lac s'engage à tout", "Les Rencontres du Lac s'engage"),
        ("Vu ceci. Les Rencontres du Lac ne peut reverser", "Les Rencontres du Lac ne peut"),
        ("Les Rencontres du Lac, représenté par Mme A", "Les Rencontres du Lac, représenté"),
        ("Grand Besançon Métropole (SIREN 242 500 361), ci-après « GBM », représenté par",
         "Grand Besançon Métropole (SIREN 242 500 361), ci-après « GBM », représenté"),
    ],
)  # fmt: skip
def test_what_is_said_of_a_party(dossier_2024: Loaded, sentence: str, wrong: str) -> None:
    assert said("PRT011", plural(dossier_2024), sentence) == [wrong]


@pytest.mark.parametrize(
    "sentence",
    [
        "Les Rencontres du Lac s'engagent à tout",
        "Les Rencontres du Lac, 1 rue Haute, représentées par Mme A",
        "Grand Besançon Métropole, représentée par sa Présidente",
        "la convention avec les Rencontres du Lac est conclue",
        "Le président des Rencontres du Lac s'engage",
        "Grand Besançon Métropole attribue une subvention",
        "Les Rencontres du Lac et la Ville, représentée par son Maire",
    ],
)
def test_nothing_is_said_of_a_party_wrongly(dossier_2024: Loaded, sentence: str) -> None:
    found = said("PRT011", plural(dossier_2024), sentence)
    assert found == []
