"""What is kept between two commands: never trusted more than a file of one's own."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pmtdocs.system import cache


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where things are kept; it does not exist yet."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "pmtdocs"


def test_what_is_kept_is_read_again(folder: Path) -> None:
    assert cache.read("a") is None
    cache.write("a", b"un")
    cache.write("sous/b", b"deux")
    assert (cache.read("a"), cache.read("sous/b")) == (b"un", b"deux")
    assert folder.stat().st_mode & 0o777 == 0o700
    assert sorted(f.name for f in folder.rglob("*")) == ["a", "b", "sous"]


@pytest.mark.parametrize("content", [b"", b"court", b"x" * 100])
def test_what_was_altered_is_forgotten(folder: Path, content: bytes) -> None:
    cache.write("a", b"un")
    (folder / "a").write_bytes(content)
    assert cache.read("a") is None


def test_a_folder_where_others_may_write_keeps_nothing(folder: Path) -> None:
    """Compiled templates are code."""
    cache.write("a", b"un")
    folder.chmod(0o777)
    assert cache.read("a") is None
    cache.write("b", b"deux")
    assert not (folder / "b").exists()


def test_a_folder_of_somebody_else(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.write("a", b"un")
    monkeypatch.setattr(os, "getuid", lambda: os.geteuid() + 1)
    assert cache.read("a") is None


def test_a_link_is_not_followed(folder: Path, tmp_path: Path) -> None:
    cache.write("a", b"un")
    folder.rename(tmp_path / "ailleurs")
    folder.symlink_to(tmp_path / "ailleurs")
    assert cache.read("a") is None


def test_a_folder_that_cannot_be_made_is_left_alone(folder: Path) -> None:
    folder.write_text("a file where the folder would be", encoding="utf-8")
    cache.write("a", b"un")
    assert cache.read("a") is None


def test_the_oldest_go_first(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "MOST", 3)
    for rank in range(5):
        cache.write(f"sous/{rank}", b"x")
        os.utime(folder / "sous" / str(rank), (rank, rank))
    assert sorted(f.name for f in (folder / "sous").iterdir()) == ["2", "3", "4"]


def test_what_a_killed_process_left_goes_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "MOST", 2)
    cache.write("sous/0", b"x")
    (folder / "sous" / ".tmpabcd").write_bytes(b"x")
    os.utime(folder / "sous" / ".tmpabcd", (1, 1))
    cache.write("sous/1", b"x")
    assert sorted(f.name for f in (folder / "sous").iterdir()) == ["0", "1"]


@pytest.mark.parametrize(
    ("platform", "variable", "end"),
    [("win32", "LOCALAPPDATA", "x/pmtdocs"), ("darwin", "", "Library/Caches/pmtdocs"),
     ("linux", "", ".cache/pmtdocs")],
)  # fmt: skip
def test_each_system_has_its_place(
    monkeypatch: pytest.MonkeyPatch, platform: str, variable: str, end: str
) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr("sys.platform", platform)
    if variable:
        monkeypatch.setenv(variable, "/x")
    found = cache._folder()
    assert found is not None
    assert found.as_posix().endswith(end)


def test_nobody_s_home(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_home() -> Path:
        raise RuntimeError

    monkeypatch.setattr(Path, "home", no_home)
    cache.write("a", b"un")
    assert cache.read("a") is None
