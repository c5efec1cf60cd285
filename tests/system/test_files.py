"""A file is written whole or not at all, and one that somebody typed is never lost."""

from __future__ import annotations

import ast
import errno
import os
import shutil
import socket
from pathlib import Path

import pytest

from pmtdocs.finding import ExitCode
from pmtdocs.system import disk, files, limits
from pmtdocs.system.files import NotWrittenError, Written
from tests.support.command import content


def test_a_new_file_is_written_and_the_same_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "seance.yaml"
    assert files.write(file, b"un", replace=False) == Written(changed=True)
    assert files.write(file, b"un", replace=False) == Written(changed=False)
    assert content(tmp_path) == {"seance.yaml": b"un"}


def test_another_file_stays_unless_told(tmp_path: Path) -> None:
    file = tmp_path / "seance.yaml"
    file.write_bytes(b"un")
    with pytest.raises(NotWrittenError, match="existe déjà") as caught:
        files.write(file, b"deux", replace=False)
    assert "--replace" in caught.value.help
    assert caught.value.exit_code == ExitCode.WRITE
    assert content(tmp_path) == {"seance.yaml": b"un"}
    assert files.write(file, b"deux", replace=True) == Written(changed=True)
    assert content(tmp_path) == {"seance.yaml": b"deux"}


def test_the_former_file_is_kept_beside(tmp_path: Path) -> None:
    file = tmp_path / "seance.yaml"
    for data in (b"un", b"deux"):
        files.write(file, data, replace=True, keep=True)
    written = files.write(file, b"trois", replace=True, keep=True)
    assert written.former == tmp_path / "seance.yaml.ancien-2"
    assert content(tmp_path) == {
        "seance.yaml": b"trois", "seance.yaml.ancien": b"un", "seance.yaml.ancien-2": b"deux",
    }  # fmt: skip


def test_the_former_file_is_not_kept_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"un")
    (tmp_path / "a.ancien").symlink_to(tmp_path / "ailleurs")
    written = files.write(tmp_path / "a", b"deux", replace=True, keep=True)
    assert written.former == tmp_path / "a.ancien-2"
    assert content(tmp_path) == {"a": b"deux", "a.ancien-2": b"un"}


@pytest.mark.parametrize("failing", ["put", "replace"])
def test_a_failure_leaves_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    """A full disk; a file that Word holds open, on Windows."""
    file = tmp_path / "a"
    file.write_bytes(b"un")
    replace = Path.replace

    def full(to: Path, data: bytes) -> None:
        to.write_bytes(data[:1])
        raise OSError(errno.ENOSPC, "No space left on device")

    def held(self: Path, to: Path) -> Path:
        if to == file:
            raise PermissionError(errno.EACCES, "Permission denied")
        return replace(self, to)

    if failing == "put":
        monkeypatch.setattr(disk, "put", full)
    else:
        monkeypatch.setattr(Path, "replace", held)
    why = "le disque est plein" if failing == "put" else "les droits manquent"
    with pytest.raises(NotWrittenError, match=rf"{why}\. Rien n'a changé") as caught:
        files.write(file, b"deux", replace=True, keep=True)
    assert caught.value.exit_code == ExitCode.WRITE
    assert content(tmp_path) == {"a": b"un"}


def test_who_may_read_stays(tmp_path: Path) -> None:
    """A file that a service shares stays shared; a new one follows the user's choice."""
    before = os.umask(0o027)
    try:
        files.write(tmp_path / "a", b"un", replace=False)
        assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640
        (tmp_path / "a").chmod(0o664)
        files.write(tmp_path / "a", b"deux", replace=True)
    finally:
        os.umask(before)
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o664


def test_the_same_is_not_written_where_one_may_only_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.open

    def read_only(file: Path, flags: int, *mode: int) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR):
            raise OSError(errno.EROFS, "Read-only file system")
        return real(file, flags, *mode)

    (tmp_path / "a").write_bytes(b"un")
    monkeypatch.setattr(os, "open", read_only)
    assert files.write(tmp_path / "a", b"un", replace=False) == Written(changed=False)
    with pytest.raises(NotWrittenError, match="le disque est en lecture seule"):
        files.write(tmp_path / "a", b"deux", replace=True)


def test_what_is_no_ordinary_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "lien").symlink_to(tmp_path / "ailleurs")
    os.mkfifo(tmp_path / "tube")
    for target in (tmp_path / "lien", tmp_path / "tube", tmp_path):
        with pytest.raises(NotWrittenError, match="n'est pas un fichier ordinaire"):
            files.write(target, b"un", replace=True)
    with pytest.raises(NotWrittenError, match="ne peut pas être écrit"):
        files.write(tmp_path / "rien" / "seance.yaml", b"un", replace=False)
    assert sorted(f.name for f in tmp_path.iterdir()) == ["lien", "tube"]


def test_what_a_killed_process_left_is_cleared_though_nothing_is_written(tmp_path: Path) -> None:
    files.write(tmp_path / "a", b"un", replace=False)
    (tmp_path / ".a.deadbeef.part").write_bytes(b"u")
    (tmp_path / ".a.lock").touch()
    assert not files.write(tmp_path / "a", b"un", replace=False).changed
    assert content(tmp_path) == {"a": b"un"}


def test_a_copy_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files.write(tmp_path / "a", b"un", replace=False)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "plein")

    monkeypatch.setattr(shutil, "copystat", full)
    with pytest.raises(NotWrittenError, match="le disque est plein"):
        files.write(tmp_path / "a", b"deux", replace=True, keep=True)
    assert content(tmp_path) == {"a": b"un"}


# --- reading ---------------------------------------------------------------------------------

_SMALL = limits.Limit(10, "octets", "la taille", "", "")


def test_a_file_is_read_up_to_its_limit(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"0123456789")
    assert files.read(file, _SMALL) == b"0123456789"
    file.write_bytes(b"0123456789a")
    with pytest.raises(limits.LimitError, match="la taille dépasse"):
        files.read(file, _SMALL)


def test_what_the_system_grows_without_saying_so_is_held_back() -> None:
    """Its size is 0 until it is read."""
    with pytest.raises(limits.LimitError):
        files.read(Path("/proc/self/maps"), _SMALL)


def test_what_is_no_ordinary_file_is_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "tube")
    (tmp_path / "dossier").mkdir()
    (tmp_path / "tourne").symlink_to(tmp_path / "tourne")
    (tmp_path / "pendant").symlink_to("root@h.1:2")
    with socket.socket(socket.AF_UNIX) as opened:
        opened.bind(str(tmp_path / "prise"))
    for name, why in {
        "tube": "ce n'est pas un fichier ordinaire",
        "prise": "ce n'est pas un fichier ordinaire",
        "dossier": "un répertoire est à la place d'un fichier",
        "tourne": "c'est un lien qui mène à lui-même",
        "pendant": "il n'existe pas",
        "rien": "il n'existe pas",
    }.items():
        with pytest.raises(files.UnreadableError, match=f"{name} ne peut pas être lu : {why}"):
            files.read(tmp_path / name, _SMALL)
    with pytest.raises(files.UnreadableError, match="fichier ordinaire"):
        files.read(Path("/dev/zero"), _SMALL)


def test_what_programs_leave_beside_is_nobody_s(tmp_path: Path) -> None:
    for name in ("a.docx", "~$a.docx", ".~lock.a.docx#", ".caché/b.docx", "b/c.docx"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    (tmp_path / ".#a.docx").symlink_to("root@h.1:2")
    found = files.listed(tmp_path, "**/*.docx", "*.docx")
    assert [f.relative_to(tmp_path).as_posix() for f in found] == ["a.docx", "b/c.docx"]


def test_all_below_is_what_is_listed(tmp_path: Path) -> None:
    """Links, hidden folders and a closed one included: the key of a render rests on it."""
    folder, other = tmp_path / "dossier", tmp_path / "ailleurs"
    for name in ("a.yaml", "~$a.yaml", "b/c.yaml", "b/d/e.yaml", ".git/f", "vide/.g"):
        for root in (folder, other):
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(b"")
    (folder / "lien").symlink_to(other)
    (folder / "b" / "lien").symlink_to(other)
    (folder / "boucle").symlink_to(folder)
    (folder / "z.yaml").symlink_to("nulle-part")
    (folder / "tourne.yaml").symlink_to("tourne.yaml")
    listed = [f for f in files.listed(folder, "**/*", "*/*") if not files.is_folder(f)]
    assert sorted(entry.path for entry in files.below(folder)) == sorted(map(str, listed))
    assert {"lien/a.yaml", "boucle/a.yaml", "z.yaml", "tourne.yaml"} < {
        Path(entry.path).relative_to(folder).as_posix() for entry in files.below(folder)
    }
    assert [*files.below(tmp_path / "absent")] == []


#: Modules that open what is ours, or write: package data, locks, the cache's own names.
_OPENERS = {
    "system/files.py", "system/disk.py", "system/lock.py", "system/safezip.py", "system/cache.py",
    "language/glyphs.py", "render/page/layout.py", "cli/say.py",
    # What the package brings to a new project.
    "commands/init.py",
    # Their own room and its fonts, a PDF that they have just made.
    "render/page/typst/engine.py", "render/page/typst/source.py", "render/page/typst/tags.py",
}  # fmt: skip


def test_no_other_module_opens_a_file() -> None:
    """What comes from outside is read by `files.read` alone."""
    package = Path(files.__file__).parent.parent
    found = {
        file.relative_to(package).as_posix()
        for file in package.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and _opens(node.func)
    }
    assert found <= _OPENERS


def _opens(called: ast.expr) -> bool:
    name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
    of = called.value if isinstance(called, ast.Attribute) else None
    # `headings.open(1, "Notes")` opens no file, nor does `webbrowser.open`.
    elsewhere = isinstance(of, ast.Attribute) or getattr(of, "id", "") in {
        "self",
        "webbrowser",
        "headings",
    }
    return name in {"read_bytes", "read_text", "fdopen"} or (name == "open" and not elsewhere)
