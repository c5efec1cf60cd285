"""What is known of templates is kept, and never trusted more than the files."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmtdocs.finding import Severity
from pmtdocs.system import cache, limits, process
from pmtdocs.templates import workshop
from pmtdocs.templates.fault import Fault
from pmtdocs.templates.kinds import KINDS
from tests.support.word_files import Workshop, p

FAULT = Fault(KINDS["MDL101"], "Message.", "Aide.", "partie, paragraphe 1", 2, 3, 4, "a {{", 2)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache folder."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr(workshop, "_KNOWN", {})
    return tmp_path / "cache"


def test_what_is_found_is_kept(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = Workshop(tmp_path).file(p("un {{ deux"))
    first = workshop.inspect_files([file]).faults
    monkeypatch.setattr(workshop, "_KNOWN", {})  # another process
    monkeypatch.setattr(process, "run", lambda *_, **__: pytest.fail("looked for again"))
    again = workshop.inspect_files([file]).faults
    assert again == first
    assert again[file]
    assert all(isinstance(fault.kind.severity, Severity) for fault in again[file])


def test_a_folder_that_cannot_be_written_is_left_alone(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.write_text("a file where the folder would be", encoding="utf-8")
    file = Workshop(tmp_path).file(p("un {{ deux"))
    first = workshop.inspect_files([file]).faults
    assert first[file]
    monkeypatch.setattr(process, "run", lambda *_, **__: pytest.fail("looked for again"))
    assert workshop.inspect_files([file]).faults == first


def test_a_file_is_read_again_when_it_changes_or_its_charte_does(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    word = Workshop(tmp_path)
    seen: list[str] = []
    monkeypatch.setattr(process, "how_to_start", lambda: None)  # in place, to be counted

    def inspected(file: Path, charter: bytes) -> tuple[Fault, ...]:
        seen.append(file.name)
        return (FAULT,)

    monkeypatch.setattr("pmtdocs.templates.inspection.inspect", inspected)
    file = word.file(p("un"))
    for _ in range(2):
        assert workshop.inspect_files([file]).faults == {file: (FAULT,)}
    assert len(seen) == 1
    monkeypatch.setattr(workshop, "_KNOWN", {})  # another process
    workshop.inspect_files([file])
    assert len(seen) == 1
    word.file("", "charte")
    workshop.inspect_files([file])
    assert len(seen) == 2
    workshop.inspect_files([word.file(p("deux"))])
    assert len(seen) == 3
    workshop.inspect_files([word.file(p("deux"), "autre")])  # places name the part
    assert len(seen) == 4
    monkeypatch.setattr(cache, "fingerprint", lambda: "another version")
    workshop.inspect_files([file])
    assert len(seen) == 5


@pytest.mark.concurrent
def test_a_template_that_is_never_read_to_its_end(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def endless(file: Path, charter: bytes) -> tuple[Fault, ...]:
        while True:
            pass

    monkeypatch.setattr("pmtdocs.templates.inspection.inspect", endless)
    monkeypatch.setattr(process, "how_to_start", lambda: "fork")
    monkeypatch.setattr(process, "WORK_CPU", limits.WORK_CPU._replace(most=1))
    with pytest.raises(limits.LimitError, match="Contrôle des modèles"):
        workshop.inspect_files([Workshop(tmp_path).file(p("un"))])
