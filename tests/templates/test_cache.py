"""What is known of templates is kept, and never trusted more than the files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pmtdocs.system import cache, limits, process
from pmtdocs.templates import workshop
from pmtdocs.templates.cache import _MOST, Cache
from pmtdocs.templates.fault import Fault
from pmtdocs.templates.kinds import KINDS
from tests.support.word_files import Workshop, p

FAULT = Fault(KINDS["MDL101"], "Message.", "Aide.", "partie, paragraphe 1", 2, 3, 4, "a {{", 2)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache folder."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr(workshop, "_CACHE", Cache())
    return tmp_path / "cache"


def test_what_is_saved_is_read_again(folder: Path) -> None:
    first = Cache()
    assert first.get("a") is None
    first.put("a", (FAULT,))
    first.put("b", ())
    first.save()
    again = Cache()
    assert again.get("a") == (FAULT,)
    assert again.get("b") == ()
    assert [f.name for f in (folder / "pmtdocs").iterdir()] == ["modeles.json"]


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", '{"a": 1}', '{"a": [[]]}', '{"a": [["MDL101", 1]]}', "[" * 100_000, "\udcff"],
)
def test_a_broken_cache_is_no_cache(folder: Path, content: str) -> None:
    cache.write("modeles.json", content.encode("utf-8", "surrogateescape"))
    assert cache.read("modeles.json") is not None
    broken = Cache()
    assert broken.get("a") is None
    broken.put("a", (FAULT,))
    broken.save()
    assert Cache().get("a") == (FAULT,)


def test_a_folder_that_cannot_be_written_is_left_alone(folder: Path) -> None:
    folder.write_text("a file where the folder would be", encoding="utf-8")
    known = Cache()
    known.put("a", (FAULT,))
    known.save()
    assert known.get("a") == (FAULT,)
    assert Cache().get("a") is None


def test_only_the_newest_are_kept(folder: Path) -> None:
    known = Cache()
    for rank in range(_MOST + 5):
        known.put(str(rank), ())
    known.save()
    kept = json.loads(cache.read("modeles.json") or b"")
    assert len(kept) == _MOST
    assert str(_MOST + 4) in kept
    assert "0" not in kept


def test_a_file_is_read_again_when_it_changes_or_its_charte_does(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    word = Workshop(tmp_path)
    seen: list[str] = []
    monkeypatch.setattr(process, "_method", lambda: None)  # in place, to be counted

    def inspected(file: Path, charter: bytes) -> tuple[Fault, ...]:
        seen.append(file.name)
        return (FAULT,)

    monkeypatch.setattr("pmtdocs.templates.inspection.inspect", inspected)
    file = word.file(p("un"))
    for _ in range(2):
        assert workshop.inspect_files([file]).faults == {file: (FAULT,)}
    assert len(seen) == 1
    monkeypatch.setattr(workshop, "_CACHE", Cache())  # another process
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
    monkeypatch.setattr(process, "_method", lambda: "fork")
    monkeypatch.setattr(process, "WORK_CPU", limits.WORK_CPU._replace(most=1))
    with pytest.raises(limits.LimitError, match="Contrôle des modèles"):
        workshop.inspect_files([Workshop(tmp_path).file(p("un"))])
