"""A sitting told once for several dossiers: where it stands, what is refused, who shares it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pmtdocs.dossier import kin
from pmtdocs.dossier.load import load, stray
from pmtdocs.finding import Finding
from pmtdocs.rules import RULES, engine
from tests.support.shared_sittings import SITTING, another, change, papers, share

Refused = Callable[..., tuple[Finding, ...]]


def test_a_shared_sitting_says_what_an_own_one_says_and_stands_in_its_file(small: Path) -> None:
    before = load(small, "bon")
    share(small)
    loaded = load(small, "bon")
    assert loaded.dossier.seance == before.dossier.seance
    assert not list(engine.run(loaded.dossier, RULES, loaded.locate))
    place = loaded.locate(("seance", "membres", 1, "jusqu_a"))
    assert place.span is not None
    assert place.span.file == f"data/seances/{SITTING}.yaml"
    assert place.label == before.locate(("seance", "membres", 1, "jusqu_a")).label
    assert loaded.elsewhere == (Path(place.span.file),)


def test_a_reserve_may_name_a_fact_of_a_shared_sitting(small: Path) -> None:
    file = share(small)
    change(file, "membres_en_exercice: 9", "membres_en_exercice: 10")
    reserve = (
        "reserves:\n  - regle: SEA006\n    chemin: seance.membres_en_exercice\n    calcule: 9\n"
        "    publie: 10\n    motif: Un siège est vacant.\n    date: 2024-04-11\n"
    )
    sheet = small / "bon" / "dossier.yaml"
    sheet.write_text(sheet.read_text("utf-8") + reserve, encoding="utf-8")
    loaded = load(small, "bon")
    found = {f.code: f for f in engine.run(loaded.dossier, RULES, loaded.locate)}
    assert found["SEA006"].accepted


def test_both_files_are_an_error_at_both_places(small: Path, refused: Refused) -> None:
    shutil.copy(share(small), small / "bon" / "seance.yaml")
    found = refused("bon")
    files = {f.primary.span.file for f in found if f.primary.span}
    assert files == {"data/bon/dossier.yaml", "data/bon/seance.yaml"}
    assert {f.message for f in found} == {
        f"Le dossier a sa propre séance, seance.yaml, et nomme data/seances/{SITTING}.yaml."
    }


@pytest.mark.parametrize(("wanted", "hint"), [("2024-04-11-conseils", SITTING), ("bureau", "")])
def test_an_absent_sitting_tells_the_nearest(
    small: Path, refused: Refused, wanted: str, hint: str
) -> None:
    share(small)
    change(small / "bon" / "dossier.yaml", SITTING, wanted)
    (found,) = refused("bon")
    assert found.primary.path == ("dossier", "seance")
    assert (f"vouliez-vous dire « {SITTING} »" in found.message) is bool(hint)
    assert SITTING in found.help


def test_without_any_sitting_the_absent_one_says_how_to_write_it(
    small: Path, refused: Refused
) -> None:
    change(small / "bon" / "dossier.yaml", "etat: ", "seance: conseil\netat: ")
    (small / "bon" / "seance.yaml").unlink()
    (found,) = refused("bon")
    assert "Séances présentes : aucune." in found.help
    assert "pmtdocs import session" in found.help


@pytest.mark.parametrize("name", ["2024-04-11-bureau.yml", "Conseil d'avril.yaml", "a.yaml.txt"])
def test_a_stray_file_beside_the_sittings_is_named(
    small: Path, refused: Refused, name: str
) -> None:
    share(small).with_name(name).write_text("instance: Bureau\n", encoding="utf-8")
    (found,) = refused("bon")
    assert (found.code, name in found.message) == ("MOD005", True)
    assert f"{SITTING}.yaml" in found.help


def test_what_is_not_a_sheet_of_facts_is_left_alone(small: Path) -> None:
    share(small).with_name("LISEZ-MOI.md").write_text("Les séances.\n", encoding="utf-8")
    assert load(small, "bon").dossier.seance


def test_a_fault_of_the_shared_sitting_stands_in_its_file(small: Path, refused: Refused) -> None:
    change(share(small), "mode: absent}\n  - {membre: lea", "mode: parti}\n  - {membre: lea")
    (found,) = refused("bon")
    assert found.primary.span is not None
    assert found.primary.span.file == f"data/seances/{SITTING}.yaml"


def test_those_of_a_sitting_know_one_another_in_the_order_of_passage(small: Path) -> None:
    change(share(small), "ordre: 1-4", "ordre: 4, 1-3")
    another(small, "a-part", 1)
    another(small, "b-part", 4)
    loaded = load(small, "bon")
    assert [*loaded.dossier.affaires] == ["b-part", "a-part"]
    place = loaded.locate(("affaires", "a-part", "deliberation", "rapport"))
    assert place.span is not None
    assert place.span.file == "data/a-part/deliberation.yaml"
    assert place.label == "Affaires de la séance, a-part, deliberation, rapport"
    assert not load(small, "pluriannuel").dossier.affaires


def test_the_holes_of_the_others_are_theirs(small: Path) -> None:
    share(small)
    folder = another(small, "autre", 3)
    change(folder / "dossier.yaml", "etat: voté", "etat: projet")
    change(folder / "deliberation.yaml", "Vice-Président", "à compléter")
    blanks = {path[0] for path in load(small, "bon").blanks()}
    assert blanks == {"convention", "deliberation"}


def test_one_at_fault_is_told_where_its_affair_is_to_be_printed(
    small: Path, refused: Refused
) -> None:
    share(small)
    change(another(small, "autre", 3) / "deliberation.yaml", "rapport: 3", "rapport: trois")
    assert load(small, "bon").dossier.affaires == {}
    (found,) = refused(papers(small))
    assert "« autre »" in found.message
    assert "pmtdocs check autre" in found.help


def test_papers_are_read_from_all_the_affairs(small: Path) -> None:
    share(small)
    loaded = load(small, papers(small))
    assert [*loaded.dossier.affaires] == ["bon"]
    assert {file.as_posix() for file in loaded.elsewhere} == {
        f"data/seances/{SITTING}.yaml",
        "data/bon/dossier.yaml",
        "data/bon/deliberation.yaml",
    }


def test_the_others_are_read_once_for_all(small: Path) -> None:
    share(small)
    for n in (1, 3, 4):
        another(small, f"d{n}", n)
    among = kin.read(small)
    for name in ("bon", "d1", "d3", "d4"):
        load(small, name, among)
    assert {*among.heard} == {"bon", "d1", "d3", "d4"}
    first = among.heard["d1"]
    load(small, "bon", among)
    assert among.heard["d1"] is first


def test_a_dossier_that_names_none_reads_no_other(small: Path) -> None:
    share(small)
    among = kin.read(small)
    load(small, "pluriannuel", among)
    assert among.heard == {}


def test_a_sitting_that_no_dossier_names_is_told(small: Path) -> None:
    shutil.copy(share(small), small / "seances" / "2024-05-16-bureau.yaml")
    assert ("seances/2024-05-16-bureau.yaml", "aucun dossier ne la nomme") in stray(small)
    assert not any(SITTING in name for name, _ in stray(small))
