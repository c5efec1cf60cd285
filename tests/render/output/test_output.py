"""`output/<dossier>/` is whole or unchanged, and the manifest says what it is made of."""

from __future__ import annotations

import ctypes
import errno
import hashlib
import json
import os
import shutil
import sys
from pathlib import Path

import pytest

from pmtdocs.dossier.load import Loaded
from pmtdocs.render.output import manifest, output, uptodate
from pmtdocs.render.output.output import Keep, everything, replace_folder
from pmtdocs.system import disk, lock
from pmtdocs.system.files import NotWrittenError
from tests.support import windows_locks
from tests.support.stopped import nothing


def content(folder: Path) -> dict[str, bytes]:
    return {f.name: f.read_bytes() for f in sorted(folder.iterdir())}


def folders(root: Path) -> set[str]:
    """With what a failure could leave beside."""
    return {f.name for f in root.iterdir()}


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "sortie" / "2024"
    folder.mkdir(parents=True)
    (folder / "ancien.pdf").write_bytes(b"1")
    return folder


def test_a_first_output(tmp_path: Path) -> None:
    target = tmp_path / "a" / "b" / "2024"
    replace_folder(target, {"x.pdf": b"x"}, keep=nothing)
    assert content(target) == {"x.pdf": b"x"}
    assert folders(target.parent) == {"2024"}


def test_the_whole_folder_is_replaced(target: Path) -> None:
    replace_folder(target, {"neuf.pdf": b"2"}, keep=nothing)
    assert content(target) == {"neuf.pdf": b"2"}
    assert folders(target.parent) == {"2024"}


def test_keep_adds_to_what_is_there(target: Path) -> None:
    replace_folder(target, {"neuf.pdf": b"2"}, keep=everything)
    assert content(target) == {"ancien.pdf": b"1", "neuf.pdf": b"2"}


@pytest.mark.parametrize("keep", [nothing, everything])
def test_a_failure_while_writing_changes_nothing(
    target: Path, monkeypatch: pytest.MonkeyPatch, keep: Keep
) -> None:
    put = disk.put

    def full_disk(file: Path, data: bytes) -> None:
        if file.name == "b":
            raise OSError(28, "No space left on device")
        put(file, data)

    monkeypatch.setattr(disk, "put", full_disk)
    with pytest.raises(NotWrittenError, match=r"le disque est plein\. Rien n'a changé") as caught:
        replace_folder(target, {"a": b"", "b": b""}, keep=keep)
    assert caught.value.exit_code == 7
    assert "espace libre" in caught.value.help
    assert content(target) == {"ancien.pdf": b"1"}
    assert folders(target.parent) == {"2024"}


def no_exchange(*_: Path) -> bool:
    return False


def test_where_names_cannot_be_exchanged(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "_renameat2", no_exchange)
    replace_folder(target, {"neuf.pdf": b"2"}, keep=nothing)
    assert content(target) == {"neuf.pdf": b"2"}
    assert folders(target.parent) == {"2024"}


def test_a_failure_between_two_renames_puts_the_old_back(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def failing(self: Path, to: Path) -> Path:
        if to == target and not self.name.endswith(".old"):
            raise PermissionError(13, "Permission denied")
        return rename(self, to)

    monkeypatch.setattr(disk, "_renameat2", no_exchange)
    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(NotWrittenError):
        replace_folder(target, {"neuf.pdf": b"2"}, keep=nothing)
    assert content(target) == {"ancien.pdf": b"1"}
    assert folders(target.parent) == {"2024"}


@pytest.mark.parametrize("moments", [2, 1000])
def test_a_document_that_is_open_in_word_on_windows(
    target: Path, monkeypatch: pytest.MonkeyPatch, moments: int
) -> None:
    """Its folder cannot be moved: nothing changes. What an antivirus reads is soon free."""
    rename, refusals = Path.rename, [PermissionError(errno.EACCES, "Access is denied")] * moments

    def busy(self: Path, to: Path) -> Path:
        if self == target and refusals:
            raise refusals.pop()
        return rename(self, to)

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "msvcrt", windows_locks)
    monkeypatch.setattr(lock, "_MOMENTS", (0.0, 0.0, 0.0))
    monkeypatch.setattr(disk, "_renameat2", no_exchange)
    monkeypatch.setattr(Path, "rename", busy)
    if moments == 2:
        replace_folder(target, {"neuf.pdf": b"2"}, keep=nothing)
        assert content(target) == {"neuf.pdf": b"2"}
    else:
        with pytest.raises(NotWrittenError, match=r"l'a ouvert .* Rien n'a changé") as caught:
            replace_folder(target, {"neuf.pdf": b"2"}, keep=nothing)
        assert "Word" in caught.value.help
        assert content(target) == {"ancien.pdf": b"1"}
    assert folders(target.parent) == {"2024"}


@pytest.mark.parametrize("missing", [AttributeError, OSError, TypeError])
def test_a_system_without_exchange(
    target: Path, monkeypatch: pytest.MonkeyPatch, missing: type[Exception]
) -> None:
    def no_library(*_: object, **__: object) -> None:
        raise missing

    monkeypatch.setattr(ctypes, "CDLL", no_library)
    replace_folder(target, {"neuf.pdf": b"2"}, keep=nothing)
    assert content(target) == {"neuf.pdf": b"2"}


def test_a_link_is_not_followed(target: Path) -> None:
    elsewhere = target.parent / "ailleurs"
    target.rename(elsewhere)
    target.symlink_to(elsewhere, target_is_directory=True)
    with pytest.raises(NotWrittenError, match="n'est pas un répertoire"):
        replace_folder(target, {"neuf.pdf": b"2"}, keep=nothing)
    assert content(elsewhere) == {"ancien.pdf": b"1"}
    assert target.is_symlink()


def test_the_outputs_may_be_elsewhere(tmp_path: Path) -> None:
    """``output`` itself may be a link: staged and exchanged where it leads."""
    (tmp_path / "partage").mkdir()
    (tmp_path / "output").symlink_to("partage")
    for data in (b"1", b"2"):
        replace_folder(tmp_path / "output" / "2024", {"a": data}, keep=nothing)
    assert content(tmp_path / "partage" / "2024") == {"a": b"2"}
    assert folders(tmp_path) == {"partage", "output"}
    assert folders(tmp_path / "partage") == {"2024"}


@pytest.mark.parametrize("keep", [nothing, everything])
def test_nothing_is_written_through_a_link(target: Path, keep: Keep) -> None:
    """Nor emptied, nor taken away: what stands elsewhere is somebody else's."""
    (target.parent / "ailleurs").write_bytes(b"autre")
    (target / "neuf.pdf").symlink_to("../ailleurs")
    os.mkfifo(target / "tube.pdf")
    replace_folder(target, {"neuf.pdf": b"2", "tube.pdf": b"3"}, keep=keep)
    kept = {"ancien.pdf": b"1"} if keep is everything else {}
    assert content(target) == {"neuf.pdf": b"2", "tube.pdf": b"3", **kept}
    assert not (target / "neuf.pdf").is_symlink()
    assert (target.parent / "ailleurs").read_bytes() == b"autre"


def test_a_link_that_is_kept_stays_a_link(target: Path) -> None:
    """What it leads to is not copied, be it a file, a folder or nothing."""
    (target.parent / "ailleurs").mkdir()
    for name, to in (("dossier", "../ailleurs"), ("rien", "/nulle/part")):
        (target / name).symlink_to(to)
    (target / "sous").mkdir()
    (target / "sous" / "lien").symlink_to("../ancien.pdf")
    (target / "sous" / "note.txt").write_bytes(b"note")
    replace_folder(target, {"neuf.pdf": b"2"}, keep=everything)
    assert (target / "dossier").readlink() == Path("../ailleurs")
    assert (target / "rien").readlink() == Path("/nulle/part")
    assert (target / "sous" / "lien").readlink() == Path("../ancien.pdf")
    assert content(target / "sous") == {"lien": b"1", "note.txt": b"note"}


@pytest.mark.parametrize("strange", ["folder", "pipe"])
def test_what_cannot_be_kept_is_refused(target: Path, strange: str) -> None:
    """A folder in the place of a file, a pipe that would be waited for: not lost in silence."""
    if strange == "folder":
        (target / "neuf.pdf").mkdir()
        (target / "neuf.pdf" / "note.txt").write_bytes(b"note")
    else:
        os.mkfifo(target / "tube")
    before = sorted(f.name for f in target.iterdir())
    with pytest.raises(NotWrittenError, match="n'est pas un fichier ordinaire") as caught:
        replace_folder(target, {"neuf.pdf": b"2"}, keep=everything)
    assert caught.value.exit_code == 7
    assert sorted(f.name for f in target.iterdir()) == before
    assert folders(target.parent) == {"2024"}
    replace_folder(target, {"neuf.pdf": b"2"}, keep=nothing)
    assert content(target) == {"neuf.pdf": b"2"}


def test_bytes_and_names_are_on_the_disk(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Should the power fail: each file, the folder that holds them, then the one it is put in."""
    (target / "sous").mkdir()
    synced: list[str] = []
    sync, exchange = os.fsync, disk._renameat2

    def fsync(handle: int) -> None:
        synced.append(Path(f"/dev/fd/{handle}").resolve().name)
        sync(handle)

    def exchanged(beside: Path, to: Path) -> bool:
        synced.append(f"{beside.name} ↔ {to.name}")
        return exchange(beside, to)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(disk, "_renameat2", exchanged)
    replace_folder(target, {"neuf.pdf": b"2"}, keep=everything)
    assert synced[:3] == ["neuf.pdf", "ancien.pdf", "sous"]
    assert synced[3:] == [synced[3], f"{synced[3]} ↔ 2024", "sortie"]
    assert synced[3].endswith(".part")


def test_the_date_of_what_is_kept(target: Path) -> None:
    os.utime(target / "ancien.pdf", (1e9, 1e9))
    replace_folder(target, {"neuf.pdf": b"2"}, keep=everything)
    assert (target / "ancien.pdf").stat().st_mtime == 1e9


def test_a_file_in_the_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "2024").write_bytes(b"mien")
    with pytest.raises(NotWrittenError, match="n'est pas un répertoire"):
        replace_folder(tmp_path / "2024", {}, keep=nothing)
    (tmp_path / "f").write_bytes(b"")
    with pytest.raises(NotWrittenError):
        replace_folder(tmp_path / "f" / "2024", {}, keep=nothing)
    assert (tmp_path / "2024").read_bytes() == b"mien"


@pytest.mark.parametrize(
    ("number", "why"), [(13, "les droits manquent"), (30, "le disque est en lecture seule")]
)
def test_a_folder_that_may_not_be_written(
    target: Path, monkeypatch: pytest.MonkeyPatch, number: int, why: str
) -> None:
    def denied(*_: object, **__: object) -> str:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, "mkdir", denied)
    with pytest.raises(NotWrittenError, match=why):
        replace_folder(target, {"a": b""}, keep=nothing)
    assert content(target) == {"ancien.pdf": b"1"}
    assert folders(target.parent) == {"2024"}


@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o755), (0o077, 0o700), (0o002, 0o775)])
def test_who_may_read_is_the_user_s_choice(target: Path, mask: int, mode: int) -> None:
    """A folder shared by a service stays shared, a private one private."""
    before = os.umask(mask)
    try:
        replace_folder(target, {"a": b""}, keep=nothing)
    finally:
        os.umask(before)
    assert target.stat().st_mode & 0o777 == mode
    assert (target / "a").stat().st_mode & 0o777 == mode & 0o666


# --- manifest ----------------------------------------------------------------------------------


def test_the_manifest_of_2024(rendered: Path, dossier_2024: Loaded) -> None:
    """SHA-256 of data, templates, fonts and outputs; findings and reserves; nothing of today."""
    root = Path(output.__file__).parents[3]
    data = json.loads((rendered / uptodate.MANIFEST).read_text(encoding="utf-8"))

    def digest(file: Path) -> str:
        return hashlib.sha256(file.read_bytes()).hexdigest()

    assert list(data) == [
        "tool", "dossier", "draft", "data", "templates", "fonts", "pages", "outputs", "findings",
    ]  # fmt: skip
    assert data["tool"].startswith("pmtdocs ")
    assert data["dossier"] == "2024"
    assert data["draft"] is False
    read = [*(root / "data/2024").glob("*.yaml"), *(root / "data/_commun").glob("*.yaml")]
    assert data["data"] == {f"{f.parent.name}/{f.name}": digest(f) for f in read}
    modele = root / "templates/gbm"
    words = [*modele.rglob("*.docx"), modele / "clauses.yaml"]
    assert data["templates"] == {str(f.relative_to(modele.parent)): digest(f) for f in words}
    assert len(data["fonts"]) == 9  # four faces of Carlito, their small capitals, the signs
    made = {f.name: digest(f) for f in rendered.iterdir() if f.name != uptodate.MANIFEST}
    assert data["outputs"] == made
    assert len(made) == 18
    finding = next(found for found in data["findings"] if found["code"] == "BUD001")
    assert finding["path"] == "budget.depenses.publie.total"
    assert "490" in finding["message"]
    assert finding["accepted"].startswith("L'acte adopté imprime")
    assert str(root) not in (rendered / uptodate.MANIFEST).read_text(encoding="utf-8")


def test_outputs_that_are_kept(tmp_path: Path) -> None:
    assert manifest.kept(tmp_path / "absent") == {}
    (tmp_path / "a.pdf").write_bytes(b"a")
    (tmp_path / uptodate.MANIFEST).write_bytes(b"{}")
    (tmp_path / "dossier").mkdir()
    assert list(manifest.kept(tmp_path)) == ["a.pdf"]
    shutil.rmtree(tmp_path / "dossier")
