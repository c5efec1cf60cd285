"""The register tells the sitting that the data say: on both acts, and on any other."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtdocs.dossier import load
from pmtdocs.dossier.load import Loaded
from pmtdocs.dossier.model.common import Commons
from pmtdocs.dossier.model.sitting import Sitting
from pmtdocs.exchange.sitting.naming import Imported
from pmtdocs.exchange.sitting.pasted_text import Pasted, read_pasted
from pmtdocs.exchange.sitting.recognition import recognise
from pmtdocs.exchange.sitting.register import read_register
from pmtdocs.exchange.sitting.seance_yaml import write
from pmtdocs.exchange.sitting.table import read_csv
from pmtdocs.language.spelling import squash
from tests.support.messages import faults
from tests.support.registers import Told, as_printed, register, table, told_sittings

ROOT = Path(__file__).parents[3]
DATA = ROOT / "tests" / "data"


def imported(text: Pasted, commons: Commons) -> Imported:
    towns = {squash(town.nom) for town in commons.communes.values()}
    return recognise(read_register(text, towns), commons)


@cache
def _shared() -> Commons:
    return load.shared(ROOT / "data")


def act(year: str, loaded: Loaded) -> Imported:
    return imported(read_pasted(DATA / f"registre-{year}.txt"), loaded.dossier.commun)


def by_proxy(sitting: Sitting, told: Told) -> Sitting:
    """The proxies in the order of the givers' rows: a table has no other."""
    ranks = [seat.membre for seat in told.sitting.membres]
    proxies = sorted(sitting.procurations, key=lambda proxy: ranks.index(proxy.de))
    return sitting.model_copy(update={"procurations": tuple(proxies)})


def test_the_act_of_2024_gives_its_data(dossier_2024: Loaded) -> None:
    out = act("2024", dossier_2024)
    assert out.problems == []
    assert out.sitting
    assert Counter(seat.mode for seat in out.sitting.membres) == {"salle": 80, "absent": 43}
    assert len(out.sitting.procurations) == 31
    assert dossier_2024.dossier.seance
    assert out.sitting.model_dump() == dossier_2024.dossier.seance.model_dump()


def test_the_act_of_2020_gives_its_data(dossier_2020: Loaded) -> None:
    """Video, substitutes, initials, a comma forgotten between two proxies, another order."""
    out = act("2020", dossier_2020)
    assert out.problems == []
    assert out.sitting
    modes = Counter(seat.mode for seat in out.sitting.membres)
    assert modes == {"salle": 65, "visio": 40, "absent": 18}
    assert len(out.sitting.procurations) == 52
    assert dossier_2020.dossier.seance
    assert out.sitting.model_dump() == dossier_2020.dossier.seance.model_dump()


def test_what_is_a_letter_apart_is_said(dossier_2024: Loaded, dossier_2020: Loaded) -> None:
    """Accents and capitals are not: « Cussey-Sur-L'Ognon »."""
    notes = [note.message.split(" »")[0] for note in act("2024", dossier_2024).notes]
    assert notes == [
        "« Mme Frédérique BAHR",
        "« Champagny",
        "« Francois",
        "« M. Alain BLESSEMILLE",
        "« Marchaux-Chaufontaine",
        "« Merrey-Vieilley",
    ]
    last = act("2020", dossier_2020).notes[-1]
    assert "« F. BARBAROSSA » est compris comme M. Ludovic BARBAROSSA" in last.message
    assert last.words
    assert (last.words.line, last.words.column) == (31, 1215)


@given(told_sittings())
def test_any_register_is_read_back(told: Told) -> None:
    out = imported(Pasted(register(told)), told.commons)
    assert out.problems == []
    assert out.notes == []
    assert out.sitting
    assert out.sitting.model_dump() == as_printed(told).model_dump()


@given(told_sittings(), st.sampled_from(";,\t"))
def test_any_table_is_read_back(told: Told, mark: str) -> None:
    out = recognise(read_csv(Pasted(table(told, mark))), told.commons)
    assert out.problems == []
    assert out.sitting
    expected = by_proxy(told.sitting, told)
    assert out.sitting.model_dump() == expected.model_dump()


_SAID = (
    "Étaient présents : **Besançon :** M. Jean A B. à ; , ( ) et \n 1-99999 ² jusqu'à la question "
    "n° 6 à compter de Absents : Procurations : suppléante représenté par Ordre de passage : "
    "Séance du 31 avril 2024 ouverte à 99h99 s'est réuni sous la présidence de non incluse"
)
_WORDS = st.sampled_from(_SAID.split(" "))


@given(st.one_of(st.text(), st.lists(_WORDS, max_size=60).map(" ".join)))
def test_any_text_gives_a_sitting_or_a_reason(text: str) -> None:
    out = imported(Pasted(text), _shared())
    assert out.sitting or out.problems
    assert all(problem.message and problem.help for problem in out.problems)


@pytest.mark.parametrize(
    ("old", "new", "label", "said"),
    [
        ("M. Gilles ORY", "M. Gilbert ORRY", "Étaient présents, Bonnay", "n'est pas dans"),
        ("Bonnay", "Bonnel-la-Ville", "Communes", "« Bonnel-la-Ville » n'est pas dans"),
        ("question n°6), M. Dam", "question n°66), M. Dam", "présents, Besançon", "n° 66 n'est"),
        ("n° 5 incluse), M.", "n° 5 exclue), M.", "Étaient présents, Besançon", "non incluse"),
        ("M. Hasni ALEM à M.", "M. Hasni ALEM et M.", "Procurations", "ne se lit pas comme"),
        ("Gilles ORY", "Gilles ORY (arrivé au vote)", "présents, Bonnay", "ne dit pas quand"),
        ("jeudi 11 avril", "jeudi 31 avril", "Date", "n'existe pas dans le calendrier"),
        ("La séance est ouverte", "Séance levée à 25h00. Elle est ouverte", "Levée", "heure"),
        ("à 18h00", "tôt", "Ouverture", "L'heure d'ouverture n'est pas dite."),
        ("M. Gilles ORY", "M. Gilles OUDOT", "Étaient présents, Bonnay", "n'est pas dans"),
        ("Jean-Claude CONTINI\n", "Jean MICHEL\n", "Procurations", "n'est pas dans"),
    ],
)
def test_what_stops_the_import(
    dossier_2024: Loaded, old: str, new: str, label: str, said: str
) -> None:
    text = (DATA / "registre-2024.txt").read_text(encoding="utf-8") + "\n"
    assert old in text
    out = imported(Pasted(text.replace(old, new, 1)), dossier_2024.dossier.commun)
    assert out.sitting is None
    assert any(label in p.label and said in p.message for p in out.problems), out.problems
    assert [fault for p in out.problems for fault in faults(p.message) + faults(p.help)] == []


def test_a_name_that_two_people_bear_is_not_chosen(dossier_2024: Loaded) -> None:
    text = (DATA / "registre-2024.txt").read_text(encoding="utf-8")
    out = imported(
        Pasted(text.replace("M. Hasni ALEM à M.", "M. Hasni ALEM à MICHEL ; M.")),
        dossier_2024.dossier.commun,
    )
    said = [p.message for p in out.problems if "plusieurs personnes" in p.message]
    assert len(said) == 1
    assert "Mme Carine MICHEL (carine-michel)" in said[0]


def test_somebody_known_elsewhere_is_not_taken(dossier_2024: Loaded) -> None:
    text = (DATA / "registre-2024.txt").read_text(encoding="utf-8")
    moved = text.replace("**Bonnay :** M. Gilles ORY", "**Bonnay :** M. Patrick CORNE")
    out = imported(Pasted(moved), dossier_2024.dossier.commun)
    assert "mais patrick-corne y est pour « marchaux-chaudefontaine »" in out.problems[0].message
    assert out.people["patrick-corne-2"].commune == "bonnay"


def test_somebody_listed_twice_is_said(dossier_2024: Loaded) -> None:
    """Above all when a letter hides that they may be two."""
    text = (DATA / "registre-2024.txt").read_text(encoding="utf-8")
    out = imported(
        Pasted(text.replace("M. Nicolas BODIN", "M. Nicolas BODIN, M. Nicolas BODON", 1)),
        dossier_2024.dossier.commun,
    )
    assert out.sitting
    assert len(out.sitting.membres) == 124
    said = [note.message for note in out.notes if "BOD" in note.message]
    assert said == [
        "« M. Nicolas BODON » est compris comme M. Nicolas BODIN (nicolas-bodin).",
        "M. Nicolas BODIN (nicolas-bodin) est déjà dans les listes (Étaient présents, Besançon, "
        "ligne 15) : gardez une seule des deux lignes.",
    ]


def test_an_unknown_name_is_said_once(dossier_2020: Loaded) -> None:
    """In full in the list, by its initials among the proxies."""
    text = (DATA / "registre-2020.txt").read_text(encoding="utf-8")
    changed = text.replace("Thomas JAVAUX", "Thibaut NOUVEL").replace("T. JAVAUX", "T. NOUVEL")
    out = imported(Pasted(changed), dossier_2020.dossier.commun)
    assert [problem.label for problem in out.problems] == ["Étaient absents, Amagney"]
    assert list(out.people) == ["thibaut-nouvel"]


def test_an_hour_is_kept_where_no_question_is_told(dossier_2024: Loaded) -> None:
    text = (DATA / "registre-2024.txt").read_text(encoding="utf-8")
    text = text.replace("M. Gilles ORY", "M. Gilles ORY (arrivé à 18 h 40, parti à 20 heures)", 1)
    out = imported(Pasted(text), dossier_2024.dossier.commun)
    assert out.sitting
    seat = next(seat for seat in out.sitting.membres if seat.membre == "gilles-ory")
    assert (seat.arrivee, seat.depart) == (dt.time(18, 40), dt.time(20))
    written = write(out.sitting, dossier_2024.dossier.commun, set())
    assert "{membre: gilles-ory, mode: salle, arrivee: 18h40, depart: 20h00}" in written


def test_what_one_phrase_tells_is_asked_once(dossier_2024: Loaded) -> None:
    out = imported(Pasted("Étaient présents : M. Nicolas BODIN"), dossier_2024.dossier.commun)
    assert [problem.label for problem in out.problems] == [
        "Instance, Lieu, Adresse, Présidence",
        "Date",
        "Secrétaire de séance",
        "Ouverture",
        "Membres en exercice",
    ]
    assert "sous la présidence de" in out.problems[0].help


def test_a_name_of_a_whole_page_is_shown_in_short() -> None:
    pasted = Pasted("Étaient présents : M. " + "a" * 20_000)
    found = imported(pasted, _shared())
    assert max(len(problem.message) for problem in found.problems) < 200
