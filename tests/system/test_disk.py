"""Nothing left beside, one exchange, and reasons in French; locks are in ``test_lock``."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from pmtdocs.finding import ExitCode
from pmtdocs.system import disk

pytestmark = pytest.mark.concurrent

LEFT = (".2024.0a1b2c3d.part", ".2024.0a1b2c3d.old")
#: Of other dossiers, of other programs, and of the user.
NOT_OURS = (
    ".2024.bis.0a1b2c3d.part",
    ".2024.part",
    ".2024.notes",
    ".2025.0a1b2c3d.part",
    "2024.old",
)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "2024"
    folder.mkdir()
    return folder


def beside(target: Path) -> set[str]:
    return {f.name for f in target.parent.iterdir()} - {target.name}


def test_what_a_dead_process_left_is_cleared(target: Path) -> None:
    """Files, folders that may only be read, links: and nothing that somebody else may own."""
    for name in (*LEFT, *NOT_OURS):
        (target.parent / name).mkdir()
        (target.parent / name / "a").write_bytes(b"a")
    (target.parent / LEFT[0]).chmod(0o500)
    (target.parent / ".2024.99999999.part").symlink_to(NOT_OURS[3])
    (target.parent / ".2024.88888888.part").write_bytes(b"")
    (target.parent / ".2024.lock").write_bytes(b"")
    with disk.stage(target):
        assert beside(target) == {*NOT_OURS, ".2024.lock"}
    assert beside(target) == set(NOT_OURS)
    assert all((target.parent / name / "a").exists() for name in NOT_OURS)


def test_what_was_set_aside_comes_back(target: Path) -> None:
    """Killed between two renames, where names cannot be exchanged."""
    target.rename(target.with_name(LEFT[1]))
    with disk.stage(target):
        assert target.is_dir()
    assert beside(target) == set()


def test_a_file_is_put_where_nothing_stands(tmp_path: Path) -> None:
    (tmp_path / "lien").symlink_to(tmp_path / "ailleurs")
    with pytest.raises(FileExistsError):
        disk.put(tmp_path / "lien", b"x")
    assert not (tmp_path / "ailleurs").exists()


@pytest.mark.parametrize("number", [errno.EINVAL, errno.EIO])
def test_a_disk_that_fails_after_the_exchange(
    target: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """The new folder is there: nobody may be told that nothing has changed."""

    def fsync(_: int) -> None:
        raise OSError(number, os.strerror(number))

    with disk.stage(target) as free:
        free.mkdir()
        (free / "a").write_bytes(b"a")
        monkeypatch.setattr(os, "fsync", fsync)
        disk.exchange(free, target)
    assert [f.name for f in target.iterdir()] == ["a"]
    if number == errno.EINVAL:
        disk.sync_folder(target)  # a drive that cannot
    else:
        with pytest.raises(OSError, match="Input/output"):
            disk.sync_folder(target)


def test_reasons_are_french() -> None:
    assert disk.reason(OSError(errno.ENOSPC, "No space left on device")) == "le disque est plein"
    assert disk.reason(OSError(errno.ENOTTY, "Not a tty")) == "Not a tty"
    assert disk.reason(OSError("sans numéro")) == "sans numéro"


@pytest.mark.parametrize(
    ("error", "said", "code"),
    [
        (MemoryError(), "suffit pas : la mémoire manque", ExitCode.LIMIT),
        (OSError(errno.ENFILE, ""), "suffit pas : trop de fichiers sont ouverts", ExitCode.LIMIT),
        (OSError(errno.ENOSPC, ""), "suffit pas : le disque est plein", ExitCode.WRITE),
        (OSError(errno.EBADF, "x"), "erreur interne (OSError : [Errno 9] x)", ExitCode.INTERNAL),
        (KeyError("x"), "erreur interne (KeyError : 'x')", ExitCode.INTERNAL),
    ],
)
def test_what_a_machine_lacks_is_no_fault_of_ours(error: Exception, said: str, code: int) -> None:
    came = disk.unexpected(error)
    assert said in came.message
    assert came.exit_code == code


def test_reasons_of_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Open in Word or without rights, Windows says the same; of a long path, that it is absent."""
    monkeypatch.setattr("sys.platform", "win32")
    assert "Word" in disk.reason(PermissionError(errno.EACCES, "Access is denied", "a.docx"))
    long = FileNotFoundError(errno.ENOENT, "No such file", "a", None, f"/{'b' * 299}")
    assert disk.reason(long) == "son chemin a 300 caractères, Windows en admet 247"
    assert disk.reason(FileNotFoundError(errno.ENOENT, "", "/b")) == "il n'existe pas"


def test_a_file_that_may_only_be_read_is_cleared_on_windows(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows removes none: what a render replaced would stay beside for ever."""
    monkeypatch.setattr("sys.platform", "win32")
    (left := target.with_name(LEFT[0])).mkdir()
    (left / "a").write_bytes(b"a")
    (left / "a").chmod(0o400)
    unlink = os.unlink

    def refusing(name: str, **where: Any) -> None:
        if not (left / name).stat().st_mode & 0o200:
            raise PermissionError(errno.EACCES, "Access is denied")
        unlink(name, **where)

    monkeypatch.setattr(os, "unlink", refusing)
    disk._clear(left)
    assert not left.exists()


def test_nothing_to_tidy(tmp_path: Path) -> None:
    disk.tidy(tmp_path / "absent" / "2024")
    assert list(tmp_path.iterdir()) == []
