"""Facts held against one another: nothing in itself, the reverse both ways, each edit found."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmtdocs.dossier.load import Loaded, load
from pmtdocs.years.changes import Change, Kind, Subject, Value
from pmtdocs.years.whole import changes_of
from tests.conftest import DOSSIERS, ROOT

_BACK = {Kind.ADDED: Kind.REMOVED, Kind.REMOVED: Kind.ADDED}


class Edit(NamedTuple):
    """A change of the text of a dossier, and the change of a fact that it must give."""

    file: str
    old: str
    new: str
    kind: Kind
    subject: Subject
    before: str
    after: str


_BENEVOLAT = "    - {libelle: Bénévolat, montant: 10 000, en_nature: oui}\n"
EDITS = (
    Edit("budget", "montant: 5 200", "montant: 6 200",
         Kind.CHANGED, Subject.EXPENSES, "5 200 €", "6 200 €"),
    Edit("budget", _BENEVOLAT, _BENEVOLAT + "    - {libelle: Assurance, montant: 900}\n",
         Kind.ADDED, Subject.EXPENSES, "", "900 €"),
    Edit("budget", "libelle: Frais externes", "libelle: Charges externes",
         Kind.RENAMED, Subject.EXPENSES, "Frais externes", "Charges externes"),
    Edit("budget", "libelle: Prestations", "libelle: Mécénat",
         Kind.REMOVED, Subject.RECEIPTS, "45 000 €", ""),
    Edit("convention", "representant: paul-martin", "representant: luc-petit",
         Kind.CHANGED, Subject.PEOPLE, "M. Paul MARTIN", "M. Luc PETIT"),
    Edit("convention", "fin: 2025-04-30", "fin: 2025-05-31",
         Kind.CHANGED, Subject.DATES, "30 avril 2025", "31 mai 2025"),
    Edit("convention", "preavis_mois: 1", "preavis_mois: 2", Kind.CHANGED, Subject.DATES, "1", "2"),
    Edit("programme", "chiffres: {veille: 14}", "chiffres: {veille: 15}",
         Kind.CHANGED, Subject.PROGRAMME, "14", "15"),
    Edit("programme", "titre: Élargir la communauté", "titre: Élargir notre communauté",
         Kind.RENAMED, Subject.PROGRAMME, "Élargir la communauté", "Élargir notre communauté"),
    Edit("programme", "titre: Monter des projets", "titre: Monter des projets en {exercice}",
         Kind.RENAMED, Subject.PROGRAMME, "Monter des projets", "Monter des projets en 2024"),
)  # fmt: skip


def _edited(data: Path, edits: Iterable[Edit]) -> Loaded:
    """A second dossier, « autre »: a copy of the good one, edited."""
    copy = data / "autre"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(data / "bon", copy)
    for edit in edits:
        file = copy / f"{edit.file}.yaml"
        text = file.read_text(encoding="utf-8")
        assert text.count(edit.old) == 1, edit.old
        file.write_text(text.replace(edit.old, edit.new), encoding="utf-8")
    return load(data, "autre")


def _mirrored(change: Change) -> tuple[object, ...]:
    names = change.names[::-1]
    gap = None if change.gap is None else -change.gap
    kind = _BACK.get(change.kind, change.kind)
    return (kind, change.subject, names, change.after, change.before, change.within, gap)


def _as_it_is(change: Change) -> tuple[object, ...]:
    kind, names = change.kind, change.names
    return (kind, change.subject, names, change.before, change.after, change.within, change.gap)


def assert_mirrored(one: Loaded, other: Loaded) -> None:
    there, back = changes_of(one, other), changes_of(other, one)
    assert Counter(map(_mirrored, back)) == Counter(map(_as_it_is, there))


@pytest.mark.parametrize("name", DOSSIERS)
def test_nothing_differs_from_itself(name: str) -> None:
    loaded = load(ROOT / "data", name)
    assert changes_of(loaded, loaded) == ()


@pytest.mark.parametrize("other", DOSSIERS[1:])
def test_backwards_is_the_reverse(other: str, dossier_2020: Loaded) -> None:
    assert_mirrored(dossier_2020, load(ROOT / "data", other))


@settings(max_examples=25)
@given(st.sets(st.sampled_from(range(len(EDITS)))))
def test_each_edit_is_found_and_nothing_else(small: Path, chosen: set[int]) -> None:
    edits = [EDITS[i] for i in sorted(chosen)]
    good, edited = load(small, "bon"), _edited(small, edits)
    changes = changes_of(good, edited)
    for edit in edits:
        (found,) = [
            change
            for change in changes
            if (change.kind, change.subject) == (edit.kind, edit.subject)
            and (_said(change.before), _said(change.after)) == (edit.before, edit.after)
        ]
        _assert_placed(found)
    # A line that takes another's place is one more change: what came with what went.
    extra = sum(edit.kind is Kind.REMOVED for edit in edits)
    assert len(changes) == len(edits) + extra
    assert_mirrored(good, edited)


def _said(value: Value | None) -> str:
    """With the spaces that people type."""
    return value.text.replace("\u202f", " ").replace("\u00a0", " ") if value else ""


def _assert_placed(change: Change) -> None:
    """Each value is on the line of the file that its place names."""
    for value in filter(None, (change.before, change.after)):
        span = value.place.span
        assert span is not None
        line = Path(span.file).read_text(encoding="utf-8").split("\n")[span.line - 1]
        keys = {"M. Paul MARTIN": "paul-martin", "M. Luc PETIT": "luc-petit"}
        keys |= {"Monter des projets en 2024": "Monter des projets en {exercice}"}
        dates = {"30 avril 2025": "2025-04-30", "31 mai 2025": "2025-05-31"}
        said = _said(value)
        assert {**keys, **dates}.get(said, said.removesuffix(" €")) in line


def test_typography_changes_nothing(small: Path) -> None:
    edits = (
        ("budget", "Frais externes", "frais\u00a0externes"),
        ("budget", "libelle: Déplacements, montant: 5 200", "libelle: DEPLACEMENTS, montant: 5200"),
        ("convention", "soutient l'innovation.", "soutient l’innovation"),
        ("programme", "bioproduction", "**bioproduction**"),
        ("programme", "(5 FRI, 4 ANR, 1 INTERREG)", "(5 FRI ; 4 ANR ; 1 INTERREG)"),
    )
    made = (Edit(*edit, Kind.CHANGED, Subject.OTHER, "", "") for edit in edits)
    edited = _edited(small, made)
    assert changes_of(load(small, "bon"), edited) == ()


def test_the_act_of_2020_and_that_of_2024(dossier_2020: Loaded, dossier_2024: Loaded) -> None:
    changes = changes_of(dossier_2020, dossier_2024)
    found = {
        (change.name, change.before and change.before.text, change.after and change.after.text)
        for change in changes
    }
    assert {
        ("Personnel → Personnels (salaires)", "482\u202f812\u00a0€", "285\u202f000\u00a0€"),
        ("Valorisation industriels", "35\u202f000\u00a0€", None),
        ("Voix pour", "114", "102"),
        ("Budget, taxe", "HT", "TTC"),
        ("Séance, date", "9\u00a0novembre\u00a02020", "11\u00a0avril\u00a02024"),
    } <= found
    assert not [change for change in changes if change.subject is Subject.SUBSIDY]


def test_what_came_with_a_whole_says_so(dossier_2020: Loaded, dossier_2024: Loaded) -> None:
    changes = changes_of(dossier_2020, dossier_2024)
    removed = [c for c in changes if c.before and "RIS3" in c.before.text]
    assert removed
    assert removed[0].within.startswith("Les missions de nature institutionnelle")
