"""The fields that a text of the data names between braces, wherever a text is printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmtdocs.dossier.amendments import amend
from pmtdocs.dossier.load import Loaded, load
from pmtdocs.dossier.model import RichText
from pmtdocs.dossier.model.blank import DOTS
from pmtdocs.dossier.model.prose import FIELD
from pmtdocs.dossier.views.context import context, fields, printed
from pmtdocs.dossier.views.contract import contract, walk
from pmtdocs.dossier.views.facts import facts_of
from pmtdocs.dossier.views.fields import Refused, Said
from pmtdocs.finding import Path as DataPath
from tests.conftest import Patch


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("typed", "prints"),
    [
        ("{convention.subvention.montant}", "45 000 €"),
        ("{ convention.subvention.montant }", "45 000 €"),
        ("{{ convention.subvention.montant | euros }}", "45 000 €"),
        ("{convention.subvention.montant | euros_en_lettres}", "quarante-cinq mille euros"),
        ("{convention.subvention.montant|nombre}", "45 000"),
        ("{budget.taux_financeur}", "9,18 %"),
        ("{seance.date}", "11 avril 2024"),
        ("{seance.date | jour_date}", "jeudi 11 avril 2024"),
        ("{seance.ouverture}", "18h00"),
        ("{exercice}", "2024"),
        ("{bilan.annee}", "2023"),
        ("{vote.pour}", "102"),
        ("{financeur.nom}", "Grand Besançon Métropole"),
        ("{programme.nom | capitale}", "PMT Health"),
        ("{seance.presents_ou}", DOTS),  # what the dossier does not say
        ("{services}, {a, b}, {www.exemple.fr}", "{services}, {a, b}, {www.exemple.fr}"),
        ("{en {exercice}}", "{en 2024}"),
    ],
)
def test_a_field_prints_as_a_reader_expects(dossier_2024: Loaded, typed: str, prints: str) -> None:
    text = plain(printed(dossier_2024.dossier, typed))
    assert text == prints.replace("18h00", "18 h" if "18 h" in text else "18h00")


def test_whatever_is_named_what_is_offered_is_taken(dossier_2024: Loaded) -> None:
    """Each field, group and list of the contract, right and wrong, with filters that fit or not."""
    known = fields(dossier_2024.dossier)
    every = sorted({name.replace("[]", "") for name, _ in walk(contract())})
    wrong = [wrong for name in every[::20] for wrong in (name[:-1], f"{name}.x")]
    for name in (*every, *wrong):
        for filter in ("", " | euros", "|date"):
            (field,) = FIELD.finditer(f"{{{name}{filter}}}")
            if isinstance(found := known.read(field), Refused):
                for offered in FIELD.finditer(found.help):
                    assert isinstance(known.read(offered), Said), (name, found)


@pytest.mark.parametrize(
    "typed",
    [
        "{financeur}", "{vote}", "{seance.membres}", "{seance.membres.nom}", "{expose.resume}",
        "{bilan.introduction}", "{budget.depenses.lignes.montant}", "{convention.annees.montant}",
        "{convention.subvention.montan}", "{subvention.montant}", "{convntion.duree.fin}",
        "{budget.total | date}", "{budget.total | euro}", "{avenant.acte.numero}",
    ],
)  # fmt: skip
def test_what_a_text_may_not_name_is_left_and_what_is_offered_is_taken(
    dossier_2024: Loaded, typed: str
) -> None:
    known = fields(dossier_2024.dossier)
    assert known.fill(typed) == typed
    (field,) = FIELD.finditer(typed)
    refused = known.read(field)
    assert isinstance(refused, Refused)
    for offered in FIELD.finditer(refused.help):
        assert not isinstance(known.read(offered), Refused), refused.help


#: A text of each kind, in each file, and what stands in it.
TEXTS = [
    ("expose.yaml", "- Depuis"),
    ("expose.yaml", "titre: Bilan de l'année 2021"),
    ("programme.yaml", "nom: PMT Santé"),
    ("programme.yaml", "intitule: Programme d'actions 2024"),
    ("programme.yaml", "titre: Visibilité"),
    ("programme.yaml", "texte: Réunir"),
    ("programme.yaml", "intitule: Livrables de l'axe 1"),
    ("programme.yaml", 'texte: "Liste'),
    ("bilan.yaml", "intitule: Bilan"),
    ("bilan.yaml", 'introduction: "En 2021'),
    ("bilan.yaml", 'texte: "'),
    ("budget.yaml", "colonne_libelle: Dépenses"),
    ("convention.yaml", "intitule: relative"),
    ("convention.yaml", "- La collectivité"),
    ("deliberation.yaml", "intitule: Soutien"),
]


def test_every_text_that_an_act_prints_is_filled_in(small: Path, patch: Patch) -> None:
    for file, text in TEXTS:
        key, _, words = text.rpartition(" ")
        quote, words = ('"', words[1:]) if words.startswith('"') else ("", words)
        patch(f"bon/{file}", text, f"{key} {quote}Pour {{budget.taux_financeur}} {words}")
    said = [str(fact.leaf) for fact in facts_of(context(load(small, "bon").dossier))]
    assert not [text for text in said if "{" in text]
    assert len({text for text in said if "Pour 20\u00a0%" in text}) >= len(TEXTS)


def test_what_a_field_prints_is_never_emphasis(small: Path, patch: Patch) -> None:
    patch("bon/programme.yaml", "nom: PMT Santé", "nom: PMT *Santé* ^a^")
    patch("bon/expose.yaml", "soutient l'innovation", "soutient **{programme.nom}**")
    fact = at(load(small, "bon"), "expose", "resume", 0)
    assert fact.endswith("soutient **PMT \\*Santé\\* \\^a\\^** et la filière de la santé.")


def test_two_texts_that_name_each_other_are_left(small: Path, patch: Patch) -> None:
    patch("bon/programme.yaml", "nom: PMT Santé", "nom: Santé {programme.intitule}")
    patch("bon/programme.yaml", "intitule: Programme d'actions", "intitule: Les {programme.nom}")
    loaded = load(small, "bon")
    assert at(loaded, "programme", "nom") == "Santé {programme.intitule}"
    assert at(loaded, "programme", "intitule") == "Les {programme.nom} 2024"


def test_a_hole_is_dotted(small: Path, patch: Patch) -> None:
    patch("bon/dossier.yaml", "etat: voté", "etat: projet")
    patch("bon/convention.yaml", "montant: 20 000", "montant: à compléter")
    text = "{convention.subvention.montant} ({convention.subvention.montant | euros_en_lettres})"
    assert printed(load(small, "bon").dossier, text) == f"{DOTS} ({DOTS})"


def test_an_amount_by_year_is_named_as_a_whole(small: Path) -> None:
    dossier = load(small, "trois-ans").dossier
    assert plain(printed(dossier, "{convention.subvention.montant} en {exercice}")) == (
        "36 000 € en 2021-2023"
    )


def test_the_texts_of_the_base_say_the_facts_of_the_one_that_takes_them(
    small: Path, patch: Patch
) -> None:
    patch("partage/budget.yaml", "intitule: Budget", "intitule: Budget, pour {financeur.nom},")
    both = ("partage", "partage-region")
    assert [at(load(small, name), "budget", "intitule").split(",")[1] for name in both] == [
        " pour Grand Besançon Métropole",
        " pour Région Bourgogne-Franche-Comté",
    ]


def test_an_amendment_changes_what_the_texts_name(small: Path, patch: Patch) -> None:
    patch(
        "bon/convention.yaml", "- La collectivité", "- Pour {convention.subvention.montant}, elle"
    )
    amended = amend(load(small, "bon"), small / "bon" / "avenants" / "1.yaml")
    assert plain(at(load(small, "bon"), "convention", "motifs", 0)).startswith("Pour 20 000 €")
    assert plain(at(amended, "convention", "motifs", 0)).startswith("Pour 25 000 €")


def test_what_dossiers_share_is_left_as_typed(small: Path) -> None:
    commons = load(small, "bon").dossier.commun
    body = commons.organisations["pmt"].model_copy(update={"siege": "1 rue {exercice}"})
    shared = commons.model_copy(update={"organisations": {**commons.organisations, "pmt": body}})
    dossier = load(small, "bon").dossier.model_copy(update={"commun": shared})
    seats = [f for f in facts_of(context(dossier)) if f.name == "beneficiaire.siege"]
    assert [plain(str(fact.leaf)) for fact in seats] == ["1 rue {exercice}"]


def test_a_group_of_facts_is_printed_whole(dossier_2024: Loaded) -> None:
    report = dossier_2024.dossier.expose
    assert report
    section = report.sections[0].model_copy(update={"titre": "{exercice}"})
    changed = report.model_copy(update={"sections": (section,), "resume": ()})
    filled = printed(dossier_2024.dossier, changed)
    assert filled.sections[0].titre == "2024"
    assert isinstance(filled.sections[0].contenu[0].paragraphe, RichText)
    assert filled.contributions == report.contributions


def at(loaded: Loaded, *path: str | int) -> str:
    wanted: DataPath = path
    found = (f for f in facts_of(context(loaded.dossier)) if f.leaf.path == wanted)
    return str(next(found).leaf.value)
