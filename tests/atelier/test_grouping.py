"""Findings for people: what to do, which document, and the words they read first."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pmtdocs.atelier.grouping import group
from pmtdocs.commands import pipeline
from pmtdocs.commands.catalogue import CATALOGUE
from pmtdocs.finding import Finding, Location
from pmtdocs.templates.words import Wordings
from tests.support.command import Patch


def test_every_finding_is_in_one_group_and_no_other(project: Path, patch: Patch) -> None:
    patch("2024/budget.yaml", "montant: 285 000}", "montant: 285 001}")
    checked = pipeline.check(Path("data"), Path("templates"), "2024")
    wrong, doubtful, accepted = group(checked)
    assert wrong.size == sum(f.blocks for f in checked.findings) > 0
    assert accepted.size == sum(bool(f.accepted) for f in checked.findings) > 0
    assert wrong.size + doubtful.size + accepted.size == len(checked.findings)


def test_a_wording_belongs_to_the_smallest_document_that_has_it(project: Path) -> None:
    checked = pipeline.check(Path("data"), Path("templates"), "2024")
    _, _, accepted = group(checked)
    subjects = {subject.title: subject for subject in accepted.subjects}
    shown = subjects["Document « convention »"].findings[0]
    assert shown.elsewhere == ("dossier",)
    assert shown.place.startswith("convention")


def test_a_fact_of_no_document_stands_by_its_subject(project: Path) -> None:
    place = Location(("seance", "ordre"), None, "Séance, ordre de passage")
    checked = pipeline.check(Path("data"), Path("templates"), "2024")
    only = replace(
        checked, findings=(Finding(CATALOGUE["CNV009"], "Un constat.", place),), words=Wordings()
    )
    assert [subject.title for subject in group(only)[1].subjects] == ["Séance"]


def test_unreadable_data_name_their_file(project: Path) -> None:
    (project / "data/2024/budget.yaml").write_text("depenses: [", encoding="utf-8")
    checked = pipeline.check(Path("data"), Path("templates"), "2024")
    wrong, doubtful, accepted = group(checked)
    assert wrong.size == len(checked.findings) > 0
    assert (doubtful.size, accepted.size) == (0, 0)
    assert "data/2024/budget.yaml, ligne" in wrong.subjects[0].findings[0].where
