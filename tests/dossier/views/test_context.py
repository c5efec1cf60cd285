"""What templates may print."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from pmtdocs.dossier.load import Loaded, load
from pmtdocs.dossier.model import BLANK, Dossier, RichText, Stage
from pmtdocs.dossier.model.blank import DOTS
from pmtdocs.dossier.model.common import Commons
from pmtdocs.dossier.model.programme import Level
from pmtdocs.dossier.views.context import OPTIONAL, context
from pmtdocs.dossier.views.prose import label
from pmtdocs.dossier.views.tree import Leaf, Node, Projector, Value, show
from pmtdocs.finding import Path as DataPath
from pmtdocs.language.french import letter, roman
from tests.support.command import ROOT

#: Said by no file: a kind of line, a rank, a year heading.
COMPUTED = {"genre", "niveau", "annees"}


@pytest.fixture(scope="module")
def of_2024(dossier_2024: Loaded) -> Node:
    return context(dossier_2024.dossier)


def at(node: Value, *steps: str | int) -> Value:
    for step in steps:
        assert isinstance(node, Node | tuple)
        node = node[step]  # type: ignore[index] # names for nodes, ranks for lists
    return node


def said(node: Value, *steps: str | int) -> str:
    found = at(node, *steps)
    assert isinstance(found, Leaf)
    return str(found).replace("\u202f", " ").replace("\u00a0", " ")


def leaves(value: Value, name: str = "") -> Iterator[tuple[str, Leaf]]:
    if isinstance(value, Leaf):
        yield name, value
    elif isinstance(value, Node):
        for key, item in value.items():
            yield from leaves(item, key)
    else:
        for item in value:
            yield from leaves(item, name)


def at_stage(dossier: Dossier, stage: Stage) -> Dossier:
    sheet = dossier.dossier.model_copy(update={"etat": stage})
    return dossier.model_copy(update={"dossier": sheet})


def test_every_leaf_knows_where_it_was_written(of_2024: Node, dossier_2024: Loaded) -> None:
    found = list(leaves(of_2024))
    assert len(found) > 900
    for name, leaf in found:
        if name not in COMPUTED and name not in OPTIONAL:
            assert leaf.path, (name, leaf)
            assert dossier_2024.locate(leaf.path).span, leaf


def test_texts_stand_at_the_line_that_their_path_names(of_2024: Node, dossier_2024: Loaded) -> None:
    for steps in (("convention", "tribunal"), ("deliberation", "numero"), ("programme", "nom")):
        leaf = at(of_2024, *steps)
        assert isinstance(leaf, Leaf)
        span = dossier_2024.locate(leaf.path).span
        assert span is not None
        assert str(leaf.value) in dossier_2024.sources[span.file].line(span.line)


def test_keys_of_shared_tables_become_what_they_name(of_2024: Node) -> None:
    assert said(of_2024, "financeur", "nom") == "Grand Besançon Métropole"
    assert said(of_2024, "beneficiaire", "du") == "du Pôle des Microtechniques"
    chair = ("seance", "presidence", "membre")
    assert said(of_2024, *chair, "complet") == "Mme Anne VIGNOT"
    assert said(of_2024, *chair, "titre") == "Madame"
    assert said(of_2024, *chair, "feminin") == "oui"
    assert said(of_2024, *chair, "commune", "nom") == "Besançon"
    leaf = at(of_2024, *chair, "nom")
    assert isinstance(leaf, Leaf)
    assert leaf.path == ("commun", "personnes", "anne-vignot", "nom")


def test_the_vote(of_2024: Node) -> None:
    expected = {
        "presents": "79", "procurations": "27", "votants": "106", "pour": "102", "contre": "0",
        "abstention": "0", "interesses": "4", "ne_prennent_pas_part": "", "interesses_nombre": "3",
        "unanimite": "à l’unanimité", "interesses_feminin": "non",
        "interesses_noms":
            "Mme Frédérique BAEHR (1) et MM. Sébastien COUDRY (2) et Benoît VUILLEMIN (1)",
    }  # fmt: skip
    assert {name: said(of_2024, "vote", name) for name in expected} == expected


def test_an_adopted_act_prints_what_it_published(dossier_2024: Loaded) -> None:
    adopted = context(dossier_2024.dossier)
    draft = context(at_stage(dossier_2024.dossier, Stage.PROJET))
    assert said(adopted, "budget", "total") == "490 000"
    assert said(draft, "budget", "total") == "594 000"
    total = at(adopted, "budget", "total")
    assert isinstance(total, Leaf)
    assert total.path == ("budget", "depenses", "publie", "total")
    assert said(adopted, "budget", "taux_financeur") == "9,18"
    assert said(adopted, "seance", "salle", 1, "noms", 1) == "Mme Frédérique BAHR"
    assert said(draft, "seance", "salle", 1, "noms", 1) == "Mme Frédérique BAEHR"
    assert said(draft, "vote", "interesses") == "4"
    assert said(draft, "vote", "pour") == ""


def test_how_a_report_stands(of_2024: Node, dossier_2020: Loaded) -> None:
    """With or without a review, opinions that are dated, proxies by commune."""
    of_2020 = context(dossier_2020.dossier)
    assert (said(of_2024, "expose", "annee_bilan"), said(of_2020, "expose", "annee_bilan")) == (
        "2023", "",
    )  # fmt: skip
    for node, known, others in ((of_2024, 2, 0), (of_2020, 0, 1)):
        assert len(at(node, "deliberation", "avis_rendus")) == known  # type: ignore[arg-type]
        assert len(at(node, "deliberation", "saisines")) == others  # type: ignore[arg-type]
    proxies = said(of_2020, "seance", "procurations_liste")
    assert proxies.startswith("T. JAVAUX à C. MAGNIN-FEYSOT, M.J. BERNABEU à P. SIMONIN, ")
    assert proxies.endswith(" et D. LEGAIN à D. LHOMME")
    assert proxies.count(" à ") == 52


def test_the_private_share_of_the_receipts(of_2024: Node, dossier_2020: Loaded) -> None:
    assert said(of_2024, "budget", "part_privee") == "50"
    share = at(context(dossier_2020.dossier), "budget", "part_privee")
    assert isinstance(share, Leaf)
    assert isinstance(share.value, Decimal)
    assert round(share.value, 2) == Decimal("55.75")


def test_budget_rows(of_2024: Node) -> None:
    rows = at(of_2024, "budget", "recettes", "lignes")
    assert isinstance(rows, tuple)
    assert [(said(r, "genre"), said(r, "libelle"), said(r, "montant")) for r in rows] == [
        ("ligne", "Prestations", "225 000"),
        ("ligne", "Contributions volontaires en nature", "20 000"),
        ("sous-total", "Sous-total PRIVE", "245 000"),
        ("ligne", "Conseil Régional BFC", "200 000"),
        ("ligne", "Grand Besançon Métropole", "45 000"),
        ("sous-total", "Sous-total PUBLIC", "245 000"),
        ("total", "TOTAL PROGRAMME", "490 000"),
    ]


def test_budget_of_several_years(small: Path) -> None:
    found = context(load(small, "pluriannuel").dossier)
    assert said(found, "exercice") == "2021-2022"
    assert [str(x) for x in leaves_of(at(found, "budget", "annees"))] == ["2021", "2022"]
    rows = at(found, "budget", "depenses", "lignes")
    assert isinstance(rows, tuple)
    years = [[leaf.value for leaf in leaves_of(at(row, "montants"))] for row in rows]
    assert years == [[60_000, 70_000], [0, 10_000], [4_000, 4_000], [64_000, 84_000]]
    assert said(rows[3], "montant") == "148 000"
    assert found["convention"] == found["vote"] == Leaf(None)


def leaves_of(value: Value) -> list[Leaf]:
    return [leaf for _, leaf in leaves(value)]


def test_ranges_in_words(of_2024: Node) -> None:
    names = {said(leaf) for leaf in leaves_of(at(of_2024, "seance", "salle"))}
    assert "Mme Valérie HALLER (jusqu’à la question n° 5 incluse)" in names
    assert "M. Pierre-Charles HENRY (à compter de la question n° 6)" in names
    proxies = {said(leaf) for leaf in leaves_of(at(of_2024, "seance", "procurations_par_commune"))}
    assert (
        "M. Pierre-Charles HENRY à Mme Karine DENIS-LAMIT (jusqu’à la question n° 5 incluse)"
        in proxies
    )


def test_substitutes(of_2024: Node, dossier_2020: Loaded) -> None:
    names = {said(leaf) for leaf in leaves_of(at(of_2024, "seance", "salle"))}
    assert "Mme Patricia BORNAND, suppléante" in names
    names = {said(leaf) for leaf in leaves_of(context(dossier_2020.dossier)["seance"])}
    assert "M. Jacques ADRIANSEN représenté par son suppléant M. Dominique LHOMME" in names


def test_towns_are_spelt_as_the_act_spells_them(dossier_2024: Loaded) -> None:
    def towns(dossier: Dossier) -> set[str]:
        groups = at(context(dossier), "seance", "salle")
        assert isinstance(groups, tuple)
        return {said(group, "commune") for group in groups}

    assert "Francois" in towns(dossier_2024.dossier)
    assert "Franois" in towns(at_stage(dossier_2024.dossier, Stage.PROJET))


def test_a_person_without_civility_is_not_forgotten(
    dossier_2024: Loaded, dossier_2020: Loaded
) -> None:
    dossier = dossier_2024.dossier
    people = dict(dossier.commun.personnes)
    key = "sebastien-coudry"
    people[key] = people[key].model_copy(update={"civilite": None})
    commons = dossier.commun.model_copy(update={"personnes": people})
    found = context(dossier.model_copy(update={"commun": commons}))
    assert said(found, "vote", "interesses_noms") == (
        "Mme Frédérique BAEHR (1), M. Benoît VUILLEMIN (1) et Sébastien COUDRY (2)"
    )


def test_programme_lines(of_2024: Node, dossier_2020: Loaded) -> None:
    lines = at(of_2024, "programme", "lignes")
    assert isinstance(lines, tuple)
    texts = {(said(line, "genre"), said(line, "niveau"), said(line, "texte")) for line in lines}
    assert ("niveau", "2", "Objectif 5 : une montée en compétences sur mesure") in texts
    assert ("sous-action", "0", "4 newsletters pour les membres et les financeurs du pôle ;") in (
        texts
    )
    assert ("livrable", "0", "Tableau des 6 projets individuels accompagnés.") in texts
    assert not any("{" in text for _, _, text in texts)
    old = at(context(dossier_2020.dossier), "programme", "lignes")
    assert isinstance(old, tuple)
    titles = [said(line, "texte") for line in old if said(line, "genre") == "niveau"]
    assert titles[0] == "I. Définition du programme"
    assert {said(line, "niveau") for line in old} == {"0", "1", "2", "3", "4"}
    assert any(title.startswith("A/ ") for title in titles)


def test_titles_that_head_nothing_are_a_list() -> None:
    """A page of bare headings reads as one from which the text was lost."""
    lines = at(context(load(ROOT / "data", "medic-lps").dossier), "programme", "lignes")
    assert isinstance(lines, tuple)
    said_of = [(said(line, "genre"), said(line, "niveau"), said(line, "texte")) for line in lines]
    assert said_of[0] == (
        "action", "0", "Mission 1 : fédérer l’écosystème de la santé et l’animer",
    )  # fmt: skip
    assert {genre for genre, _, _ in said_of} == {"action"}


def test_the_context_of_a_dossier_with_nothing_but_its_sheet(small: Path) -> None:
    for file in (small / "bon").glob("*.yaml"):
        if file.stem != "dossier":
            file.unlink()
    found = context(load(small, "bon").dossier)
    of_every_dossier = {"exercice", "periode", "faits"}
    bodies = {"financeur", "beneficiaire", "destinataire"}
    there = {name for name, value in found.items() if value != Leaf(None)}
    assert there == {"dossier", *bodies, *of_every_dossier}


@pytest.mark.parametrize(
    ("rank", "printed"),
    [
        (444, "CDXLIV"),
        (1999, "MCMXCIX"),
        (1, "I"),
        (4, "IV"),
        (9, "IX"),
        (14, "XIV"),
        (40, "XL"),
        (99, "XCIX"),
    ],
)
def test_roman(rank: int, printed: str) -> None:
    assert roman(rank) == printed


def test_labels() -> None:
    level = Level(nom="axe", etiquette="{romain}-{chiffre}{lettre}/")
    assert label(level, 2) == "II-2B/"
    assert [letter(n) for n in (1, 26, 27, 53)] == ["A", "Z", "AA", "AAA"]


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (None, ""), (BLANK, DOTS), (True, "oui"), (False, "non"), (6, "6"), (2024, "2024"),
        (Decimal(45000), "45\u202f000"), (dt.date(2024, 4, 1), "1er\u00a0avril\u00a02024"),
        (dt.time(18, 5), "18\u00a0h\u00a005"), ("l'an", "l’an"),
        (RichText("**a** !"), "**a**\u202f!"),
    ],
)  # fmt: skip
def test_how_a_value_prints(value: object, printed: str) -> None:
    assert show(value) == printed  # type: ignore[arg-type] # each is a Scalar


def test_leaves_compare_as_their_values_and_keep_their_path() -> None:
    path: DataPath = ("budget", "total")
    leaf = Leaf(Decimal(3), path)
    assert leaf == 3
    assert leaf == Leaf(3)
    assert leaf > 2
    assert leaf <= Leaf(4)
    assert hash(leaf) == hash(Decimal(3))
    assert (leaf.with_value("trois").path, leaf.with_value("trois").rich) == (path, False)
    assert Leaf(RichText("x")).with_value("y").rich
    assert not Leaf(BLANK)
    assert "budget" in repr(leaf)


def test_nodes_show_their_fields_only() -> None:
    node = Node({"a": Leaf(1)}, ("x",)).plus(Node({"b": Leaf(2)}))
    assert list(node) == ["a", "b"]
    assert len(node) == 2
    assert node.path == ("x",)
    with pytest.raises(KeyError):
        node["items"]


def test_an_unknown_key_stays_a_key() -> None:
    assert Projector(Commons()).project("x", ("a",), "personnes") == "x"
