"""``pmtdocs status``: the stage, what is to be filled in, the deadlines, the calendar."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from unittest.mock import Mock

import icalendar
import pytest

from pmtdocs.commands.report.status import state
from pmtdocs.dossier import kin
from pmtdocs.dossier.views.deadlines import Deadline
from pmtdocs.finding import ExitCode
from tests.support.closed import close
from tests.support.command import flat, run

DAY = dt.date(2024, 6, 1)


def test_the_stage_the_blanks_and_the_dates(project: Path) -> None:
    result = run("status", "2024", "--date", "1 juin 2024")
    assert result.exit_code == ExitCode.OK
    said = flat(result.output)
    assert "2024 : voté ; étape suivante : exécutoire." in said
    assert "data/2024/convention.yaml:57 Convention, signature, date → convention" in said
    assert "25/06/2024 dans 24 jours CJA, art. R. 421-1" in said
    assert "attend la signature de la convention" in said


def test_facts_of_one_line_name_it_once(project: Path) -> None:
    assert run("new", "2025", "--from", "2024").exit_code == ExitCode.OK
    places = re.findall(r"yaml:(\d+) à (\d+)", run("status", "2025").output)
    assert places
    assert all(int(first) < int(last) for first, last in places)


def test_all_dossiers_without_argument(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = Mock(wraps=kin.read)
    monkeypatch.setattr(kin, "read", read)
    result = run("status", "--date", "2024-01-01")
    assert read.call_count == 1  # whatever their number
    assert "bon : " in result.output
    assert "pluriannuel : " in result.output


@pytest.mark.parametrize(
    ("due", "done", "words"),
    [
        (dt.date(2024, 6, 2), None, "dans 1 jour"),
        (DAY, None, "aujourd'hui"),
        (dt.date(2024, 5, 29), None, "passée de 3 jours"),
        (dt.date(2024, 5, 29), dt.date(2024, 5, 29), "fait le 29/05/2024"),
        (dt.date(2024, 5, 29), dt.date(2024, 5, 30), "fait le 30/05/2024, 1 jour après"),
        (None, None, "attend la signature"),
        (None, dt.date(2024, 5, 30), "fait le 30/05/2024"),
    ],
)
def test_how_a_deadline_stands(due: dt.date | None, done: dt.date | None, words: str) -> None:
    assert state(Deadline("", due, "la signature", "", (), done), DAY) == words


def test_the_calendar_opens_and_keeps_its_identifiers(project: Path) -> None:
    for day in ("2024-06-01", "2024-06-09"):
        assert run("status", "2024", "--date", day, "--ics", f"{day}.ics").exit_code == ExitCode.OK
    first, second = (
        icalendar.Calendar.from_ical(Path(f"{day}.ics").read_bytes()).walk("VEVENT")
        for day in ("2024-06-01", "2024-06-09")
    )
    assert [e["UID"] for e in first] == [e["UID"] for e in second]
    assert len({e["UID"] for e in first}) == len(first)
    assert b"DTSTART;VALUE=DATE:20240625" in Path("2024-06-01.ics").read_bytes()
    done = "Envoyer la convocation"
    assert not [e for e in first if done in str(e["SUMMARY"])]


def test_a_calendar_takes_the_place_of_a_calendar_alone(project: Path) -> None:
    sheet = Path("data/2024/dossier.yaml")
    before = sheet.read_bytes()
    refused = run("status", "2024", "--ics", str(sheet))
    assert (refused.exit_code, sheet.read_bytes()) == (ExitCode.WRITE, before)
    assert "existe déjà" in refused.stderr
    assert "--output" not in refused.stderr  # it was not asked for
    assert run("status", "2024", "--ics", "e.ics").exit_code == ExitCode.OK
    first = Path("e.ics").read_bytes()
    assert run("status", "2024", "--date", "2024-06-01", "--ics", "e.ics").exit_code == ExitCode.OK
    assert Path("e.ics").read_bytes() != first
    sheet.with_name("x.ics").write_bytes(before)
    assert run("status", "--ics", "data/2024/x.ics", "--replace").exit_code == ExitCode.OK


def test_a_calendar_that_cannot_be_written(project: Path) -> None:
    result = run("status", "2024", "--ics", "absent/e.ics")
    assert result.exit_code == ExitCode.WRITE
    said = "absent/e.ics ne peut pas être écrit : le répertoire absent n'existe pas"
    assert said in result.output


def test_a_day_that_is_none(project: Path) -> None:
    result = run("status", "--date", "31 juin")
    assert result.exit_code == ExitCode.USAGE
    assert "31 juin" in result.output


def test_what_cannot_be_read_fails(project: Path) -> None:
    (project / "templates/gbm/annexe-2.docx").write_bytes(b"x")
    result = run("status", "2024")
    assert result.exit_code == ExitCode.TEMPLATE
    assert "2024 : 1 erreur" in result.output
    with pytest.MonkeyPatch.context() as patch:  # the shared tables are no dossier
        close(patch, project / "data/_commun")
        assert "_commun :" not in run("status").output
    (project / "data/2020/dossier.yaml").write_text("a: [", encoding="utf-8")
    result = run("status", "2020", "2024")
    assert result.exit_code == ExitCode.DATA
    assert "2020 : les données ne peuvent pas être lues" in result.output
