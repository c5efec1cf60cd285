"""Next year's dossier: what lasts, what moves on, what is to be filled in."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtdocs.dossier.load import Loaded, load
from pmtdocs.dossier.source import CARRIED, Tree
from pmtdocs.dossier.yaml_source import read_source
from pmtdocs.exchange import yaml_text
from pmtdocs.exchange.carried import faults, of_a_year
from pmtdocs.exchange.next_year import Renewal, start_of
from pmtdocs.finding import ExitCode, Severity
from tests.conftest import DOSSIERS, ROOT, Patch
from tests.support.command import content, run


@pytest.fixture
def renewed(dossier_2024: Loaded) -> dict[str, Tree]:
    return Renewal(dossier_2024, 1).files()


def at(tree: Tree, *steps: str | int) -> Tree:
    for step in steps:
        tree = tree[step]  # type: ignore[index]
    return tree


def test_what_an_act_said_of_itself_is_gone(renewed: dict[str, Tree]) -> None:
    said = repr(renewed)
    for word in ("'publie'", "reserves", "procurations", "'vote'", "interesses", "execution"):
        assert word not in said
    assert at(renewed["dossier"], "etat") == "instruction"
    assert at(renewed["deliberation"], "numero") == "à compléter"
    assert at(renewed["convention"], "signature", "date") == "à compléter"


def test_how_a_sitting_was_called_is_of_that_sitting(small: Path, patch: Patch) -> None:
    """Next year's council is not taken for one that sits again, in haste, without its quorum."""
    called = """urgence: oui
motif_urgence: Une aide expire.
seconde_convocation: {premiere: 2024-04-04}
rapports: 2024-03-28
"""
    patch("bon/seance.yaml", "note_de_synthese: oui\n", called)
    sitting = Renewal(load(small, "bon"), 1).files()["seance"]
    assert isinstance(sitting, dict)
    assert not {"urgence", "motif_urgence", "seconde_convocation", "rapports"} & set(sitting)


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


def test_no_sitting_is_announced(renewed: dict[str, Tree]) -> None:
    """Who will preside and report, and where, is not known before the sitting is."""
    sitting = renewed["seance"]
    assert at(sitting, "instance") == "Conseil de Communauté"
    assert at(sitting, "lieu") == at(sitting, "adresse") == "à compléter"
    assert at(sitting, "presidence") == at(sitting, "secretaire") == {"membre": "à compléter"}
    assert set(at(renewed["deliberation"], "rapporteur").values()) == {"à compléter"}  # type: ignore[union-attr]


def test_what_was_printed_so_is_told_as_a_fault(dossier_2024: Loaded) -> None:
    """« tels qu'imprimés », « sans accent dans l'acte » say what « sic » says."""
    told = [fault for source in dossier_2024.sources.values() for fault in faults(source).values()]
    assert "trois originaux pour deux parties, tels qu'imprimés" in told
    assert "sans accent dans l'acte" in told


def test_no_amount_is_carried_over_but_what_was_granted(renewed: dict[str, Tree]) -> None:
    budget, report = renewed["budget"], renewed["expose"]
    assert "à compléter" in repr(budget)
    assert "285" not in repr(budget)
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


EVENT = "Tenir la 4^e^ édition du salon, les 10 et 11 octobre 2024, à Besançon."


def _with_event(patch: Patch) -> None:
    patch("bon/programme.yaml", "texte: Réunir entre", f"texte: {EVENT} Réunir entre")
    patch("bon/programme.yaml", "titre: Monter des projets", "titre: Montter # « Montter » : sic")


def test_what_is_of_its_year_stays_and_is_told(small: Path, patch: Patch) -> None:
    """An event of October 2024 is not announced for October 2025."""
    _with_event(patch)
    shutil.copytree(ROOT / "templates", "templates")
    made = run("new", "2025", "--from", "bon")
    assert made.exit_code == ExitCode.OK, made.output
    assert "« 4^e^ édition », « 10 et 11 octobre 2024 »" in made.output
    loaded = load(Path("data"), "2025")
    texts = {text for source in loaded.sources.values() for _, _, text in source.texts()}
    assert any(text.startswith(EVENT) for text in texts)
    assert not any("octobre 2025" in text for text in texts)
    carried = {words: path for path, _, words in loaded.carried()}
    told = {
        "à compléter, repris de bon : « 4^e^ édition », « 10 et 11 octobre 2024 »",
        "à compléter, repris de bon : faute de l'acte à corriger (« Montter » : sic)",
    }
    assert told <= set(carried)
    assert set(carried.values()) <= set(loaded.blanks())
    findings = {finding.message: finding for finding in loaded.to_fill_in()}
    for words in told:
        finding = findings[f"{words[0].upper()}{words[1:]}."]
        assert (finding.code, finding.kind.severity) == ("MOD006", Severity.INFO)
        line = Path("data/2025/programme.yaml").read_text("utf-8").split("\n")
        assert finding.primary.span is not None
        assert "# à compléter, repris de bon" in line[finding.primary.span.line - 1]


def test_what_was_not_read_again_stops_an_act_until_its_comment_goes(
    small: Path, patch: Patch
) -> None:
    note = "# à compléter, repris de 2023 : « 4^e^ édition »,\n          #   « 10 octobre 2023 »"
    action = "          - texte: Réunir"
    patch("bon/programme.yaml", action, f"          {note}\n{action}")
    (unread,) = load(small, "bon").to_fill_in()
    assert unread.code == "MOD007"
    assert unread.blocks
    assert unread.message == "À compléter, repris de 2023 : « 4^e^ édition », « 10 octobre 2023 »."
    assert unread.primary.path[-1] == "texte"
    patch("bon/programme.yaml", note, "")
    assert not list(load(small, "bon").to_fill_in())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("La 4^e^ édition, les 10 et 11 octobre 2024.", ["4^e^ édition", "10 et 11 octobre 2024"]),
        ("Les 15-16 mai 2024, puis le 1er juin.", ["15-16 mai 2024", "1er juin"]),
        ("La quatrième édition, en octobre 2024.", ["quatrième édition", "octobre 2024"]),
        ("Une 13e journée de l'innovation.", ["13e journée"]),
        ("De 2024 à 2025, et non depuis 2016 ni en 2030.", ["2024 à 2025"]),
        ("Il a mené 26 entreprises (5 FRI, 4 ANR) au salon.", ["26 entreprises", "5 FRI, 4 ANR"]),
        ("Jusqu'à 5 000 €, soit 50 % des dépenses.", ["5 000 €", "50 %"]),
        ("Tenir trois comités et douze ateliers.", ["trois comités et douze ateliers"]),
        ("Organiser 3 réunions ; Axe 2 filières.", ["3 réunions"]),
        ("Réunir les trois filières, deux par deux, sous trente jours.", ["trente jours"]),
        ("Aider {projets} projets en {exercice}.", []),
        ("Préparer la norme ISO 13485 des systèmes, l'axe 1, l'objectif 2.", []),
        ("Le décret n° 2017-779 du 5 mai 2017, l'article 10, le 20^e^ siècle.", []),
        ("Au 46 avenue Villarceau, 25000 Besançon.", []),
        ("12 000", []),
        ("2024-05-31", []),
    ],
)  # fmt: skip
def test_what_a_text_says_of_its_year(text: str, found: list[str]) -> None:
    assert of_a_year(text, (2024,)) == found


@pytest.mark.parametrize(
    ("title", "later"),
    [
        ("Budget prévisionnel 2024", "Budget prévisionnel 2025"),
        ("Actions {exercice}", "Actions {exercice}"),
        ("Journées du 10 octobre 2024", "Journées du 10 octobre 2024"),
        ("4e édition, 2024", "4e édition, 2024"),
        ("Saison 2023-2024", "Saison 2023-2024"),
    ],
)
def test_a_title_follows_the_year_where_it_has_no_other_figure(
    small: Path, patch: Patch, title: str, later: str
) -> None:
    patch("bon/budget.yaml", "intitule: Budget prévisionnel 2024", f"intitule: {title}")
    renewed = Renewal(load(small, "bon"), 1).files()["budget"]
    assert at(renewed, "intitule") == later


def test_the_review_says_what_the_programme_was_called(small: Path, patch: Patch) -> None:
    patch("bon/programme.yaml", "titre: Monter des projets", "titre: Monter ceux de {exercice}")
    patch("bon/bilan.yaml", "intitule: Bilan du programme 2021", "intitule: Bilan du 3 mai 2021")
    review = Renewal(load(small, "bon"), 1).files()["bilan"]
    assert at(review, "elements", 1, "theme") == "Monter ceux de 2024"
    assert at(review, "intitule") == "Bilan du programme PMT Santé 2024"


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
    checked = run("check", "suite", "--verbose")
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
        (("2023", "--from", "2024"), "ne viendrait pas après 2024"),
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


MARK = "!"


def _noted(tree: Tree) -> Tree:
    """The texts that have a mark come with a comment, as long as two lines."""
    if isinstance(tree, dict):
        return {key: _noted(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [_noted(value) for value in tree]
    if not isinstance(tree, str) or MARK not in tree:
        return tree
    note = f"{CARRIED}2031 : « {tree} », {'mot ' * 30}fin"
    return yaml_text.Noted(tree, note.removeprefix("# "))


def _marks(tree: Tree) -> int:
    if isinstance(tree, str):
        return MARK in tree
    inner = tree.values() if isinstance(tree, dict) else tree or ()
    return sum(map(_marks, inner))


@given(groups)
def test_a_tree_written_is_read_again(tmp_path_factory: pytest.TempPathFactory, tree: Tree) -> None:
    file = tmp_path_factory.mktemp("arbre") / "a.yaml"
    noted = _noted(tree)
    file.write_text(yaml_text.write(noted, ["tête"]), encoding="utf-8")
    source = read_source(file, "a.yaml", ("a",))
    assert source.tree == tree
    assert len(list(source.carried())) == _marks(tree)
    file.write_text(yaml_text.write(tree, ["tête"]), encoding="utf-8")
    source = read_source(file, "a.yaml", ("a",))
    assert not source.findings
    assert source.tree == tree
