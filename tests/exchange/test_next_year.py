"""Next year's dossier: what lasts, what moves on, what is to be filled in."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pmtdocs.dossier.load import Loaded, load
from pmtdocs.dossier.source import Tree
from pmtdocs.dossier.yaml_source import read_source
from pmtdocs.exchange import yaml_text
from pmtdocs.exchange.next_year import Renewal, start_of
from pmtdocs.finding import ExitCode
from tests.conftest import DOSSIERS, ROOT
from tests.support.command import content, run


@pytest.fixture
def renewed(dossier_2024: Loaded) -> dict[str, Tree]:
    return Renewal(dossier_2024, 1).files()


def at(tree: Tree, *steps: str | int) -> Tree:
    for step in steps:
        tree = tree[step]  # type: ignore[index]
    return tree


def test_what_an_act_said_of_itself_is_gone(renewed: dict[str, Tree]) -> None:
    said = yaml.safe_dump(renewed, allow_unicode=True)
    for word in ("publie:", "reserves", "procurations", "vote:", "interesses", "execution"):
        assert word not in said
    assert at(renewed["dossier"], "etat") == "instruction"
    assert at(renewed["deliberation"], "numero") == "à compléter"
    assert at(renewed["convention"], "signature", "date") == "à compléter"


def test_what_lasts_is_kept(renewed: dict[str, Tree], dossier_2024: Loaded) -> None:
    old = dossier_2024.trees
    assert at(renewed["convention"], "parties", 0) == at(old["convention"], "parties", 0)
    assert at(renewed["dossier"], "documents") == at(old["dossier"], "documents")
    assert [at(line, "libelle") for line in at(renewed["budget"], "depenses", "lignes")] == [  # type: ignore[union-attr]
        at(line, "libelle") for line in at(old["budget"], "depenses", "lignes")  # type: ignore[union-attr]
    ]  # fmt: skip
    members = at(renewed["seance"], "membres")
    assert isinstance(members, list)
    assert len(members) == 123
    assert members[0] == {"membre": "marie-jeanne-bernabeu", "mode": "à compléter"}


def test_no_amount_is_carried_over_but_what_was_granted(renewed: dict[str, Tree]) -> None:
    budget, report = renewed["budget"], renewed["expose"]
    assert "à compléter" in yaml.safe_dump(budget, allow_unicode=True)
    assert "285" not in yaml.safe_dump(budget)
    assert at(renewed["convention"], "subvention", "montant") == "à compléter"
    assert at(report, "contributions", -1) == {"annee": "2024", "montant": "45 000"}


def test_cents_are_written_as_they_are_typed(small: Path) -> None:
    file = small / "bon" / "convention.yaml"
    text = file.read_text(encoding="utf-8").replace("montant: 20 000", "montant: '20 000,50'")
    file.write_text(text, encoding="utf-8")
    report = Renewal(load(small, "bon"), 1).files()["expose"]
    assert at(report, "contributions", -1) == {"annee": "2024", "montant": "20 000,50"}


def test_dates_and_years_move_on(renewed: dict[str, Tree]) -> None:
    assert at(renewed["dossier"], "exercices") == ["2025"]
    assert at(renewed["convention"], "duree", "fin") == "2026-04-30"
    assert at(renewed["budget"], "intitule") == "Budget prévisionnel 2025"
    assert at(renewed["budget"], "depenses", "colonne_montant") == "Budget 2025"


def test_the_programme_becomes_the_review(renewed: dict[str, Tree]) -> None:
    review = renewed["bilan"]
    assert at(review, "intitule") == "Bilan du programme PMT Health 2024"
    assert at(review, "annee") == "2024"
    elements = at(review, "elements")
    assert isinstance(elements, list)
    assert at(elements[0], "theme") == "Elargir la communauté des membres"
    assert {at(one, "texte") for one in elements} == {"à compléter"}


@pytest.mark.parametrize(
    ("name", "years", "shift"),
    [("2025", (2024,), 1), ("sante-2027", (2021, 2022, 2023), 6), ("suite", (2021, 2022, 2023), 3)],
)
def test_how_many_years_later(name: str, years: tuple[int, ...], shift: int) -> None:
    assert start_of(name, years) == shift


#: The others keep the base of their year, which is to be renewed first.
WHOLE = [name for name in DOSSIERS if load(ROOT / "data", name).dossier.dossier.base is None]


@pytest.mark.parametrize("origin", WHOLE)
def test_it_is_checked_and_rendered_at_once(project: Path, origin: str) -> None:
    made = run("new", "suite", "--from", origin)
    assert made.exit_code == ExitCode.OK, made.output
    loaded = load(Path("data"), "suite")
    holes = list(loaded.blanks())
    assert f"{len(holes)} faits à compléter" in made.output
    checked = run("check", "suite")
    assert checked.exit_code == ExitCode.OK, checked.output
    assert checked.output.count("information MOD006") == len(holes)
    drawn = run("render", "suite", "--format", "docx")
    assert drawn.exit_code == ExitCode.OK, drawn.output
    assert "Projet écrit" in drawn.output


def test_another_funder_follows_its_programme(project: Path) -> None:
    alone = run("new", "2021-pma", "--from", "2020-pma")
    assert alone.exit_code == ExitCode.USAGE
    assert "prend son programme dans « 2020 »" in alone.output
    assert run("new", "2021", "--from", "2020").exit_code == ExitCode.OK
    made = run("new", "2021-pma", "--from", "2020-pma", "--base", "2021")
    assert made.exit_code == ExitCode.OK, made.output
    assert load(Path("data"), "2021-pma").dossier.dossier.base == "2021"
    assert run("check", "2021-pma").exit_code == ExitCode.OK
    assert run("new", "2025", "--from", "2024", "--base", "2020").exit_code == ExitCode.USAGE
    lost = run("new", "2022-pma", "--from", "2020-pma", "--base", "2042")
    assert "Le dossier de base « 2042 » n'existe pas" in lost.output


def test_a_dossier_that_is_there_stays(project: Path) -> None:
    before = content(project)
    result = run("new", "2020", "--from", "2024", "--year", "2025")
    assert result.exit_code == ExitCode.WRITE
    assert "existe déjà" in result.output
    assert content(project) == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("../2025", "--from", "2024"), "n'est pas un nom de dossier"),
        (("2025", "--from", "2042"), "n'existe pas dans data"),
        (("2023", "--from", "2024"), "ne suivrait pas 2024"),
    ],
)
def test_what_cannot_be_made_is_said(project: Path, arguments: tuple[str, ...], words: str) -> None:
    before = content(project)
    result = run("new", *arguments)
    assert result.exit_code == ExitCode.USAGE
    assert words in result.output
    assert content(project) == before


def test_unreadable_data_are_said(project: Path) -> None:
    (project / "data" / "2024" / "budget.yaml").write_text("a: [", encoding="utf-8")
    result = run("new", "2025", "--from", "2024")
    assert result.exit_code == ExitCode.DATA
    assert "data/2024/budget.yaml:1:1" in result.output


def test_the_day_of_its_making_is_said(dossier_2024: Loaded) -> None:
    from pmtdocs.exchange.next_year import made_on

    assert "2024 le 02/01/2025" in made_on(dossier_2024, dt.date(2025, 1, 2))[0]


words = st.text(st.sampled_from("aé0: {}[]#&*!|>'\"%@-,?"), min_size=1).map(str.strip)
texts = words.filter(lambda text: text not in ("", "~") and "  " not in text)
#: As data files are: a list holds texts or groups, never lists.
groups = st.recursive(
    st.dictionaries(st.sampled_from("abc"), texts | st.lists(texts, min_size=1), min_size=1),
    lambda inner: st.dictionaries(
        st.sampled_from("abc"), texts | inner | st.lists(texts | inner, min_size=1), min_size=1
    ),
    max_leaves=6,
)


@given(groups)
def test_a_tree_written_is_read_again(tmp_path_factory: pytest.TempPathFactory, tree: Tree) -> None:
    file = tmp_path_factory.mktemp("arbre") / "a.yaml"
    file.write_text(yaml_text.write(tree, ["tête"]), encoding="utf-8")
    source = read_source(file, "a.yaml", ("a",))
    assert not source.findings
    assert source.tree == tree
