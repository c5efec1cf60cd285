"""`output/<dossier>/` is whole or unchanged, and the manifest says what it is made of."""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from pmtdocs.load import Loaded
from pmtdocs.render import manifest, output, uptodate
from pmtdocs.render.output import WriteError, replace_folder


def content(folder: Path) -> dict[str, bytes]:
    return {f.name: f.read_bytes() for f in sorted(folder.iterdir())}


def folders(root: Path) -> set[str]:
    """What a failure could leave beside; the lock is not of it."""
    return {f.name for f in root.iterdir() if not f.name.endswith(".lock")}


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "sortie" / "2024"
    folder.mkdir(parents=True)
    (folder / "ancien.pdf").write_bytes(b"1")
    return folder


def test_a_first_output(tmp_path: Path) -> None:
    target = tmp_path / "a" / "b" / "2024"
    replace_folder(target, {"x.pdf": b"x"}, keep=False)
    assert content(target) == {"x.pdf": b"x"}
    assert folders(target.parent) == {"2024"}


def test_the_whole_folder_is_replaced(target: Path) -> None:
    replace_folder(target, {"neuf.pdf": b"2"}, keep=False)
    assert content(target) == {"neuf.pdf": b"2"}
    assert folders(target.parent) == {"2024"}


def test_keep_adds_to_what_is_there(target: Path) -> None:
    replace_folder(target, {"neuf.pdf": b"2"}, keep=True)
    assert content(target) == {"ancien.pdf": b"1", "neuf.pdf": b"2"}


@pytest.mark.parametrize("keep", [False, True])
def test_a_failure_while_writing_changes_nothing(
    target: Path, monkeypatch: pytest.MonkeyPatch, keep: bool
) -> None:
    write = output._write

    def full_disk(file: Path, data: bytes) -> None:
        if file.name == "b":
            raise OSError(28, "No space left on device")
        write(file, data)

    monkeypatch.setattr(output, "_write", full_disk)
    with pytest.raises(WriteError, match="Rien n'a changé") as caught:
        replace_folder(target, {"a": b"", "b": b""}, keep=keep)
    assert caught.value.exit_code == 7
    assert "espace libre" in caught.value.help
    assert content(target) == {"ancien.pdf": b"1"}
    assert folders(target.parent) == {"2024"}


def no_exchange(*_: Path) -> bool:
    return False


def test_where_names_cannot_be_exchanged(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output, "_renameat2", no_exchange)
    replace_folder(target, {"neuf.pdf": b"2"}, keep=False)
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

    monkeypatch.setattr(output, "_renameat2", no_exchange)
    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(WriteError):
        replace_folder(target, {"neuf.pdf": b"2"}, keep=False)
    assert content(target) == {"ancien.pdf": b"1"}
    assert folders(target.parent) == {"2024"}


@pytest.mark.parametrize("missing", [AttributeError, OSError, TypeError])
def test_a_system_without_exchange(
    target: Path, monkeypatch: pytest.MonkeyPatch, missing: type[Exception]
) -> None:
    def no_library(*_: object, **__: object) -> None:
        raise missing

    monkeypatch.setattr(ctypes, "CDLL", no_library)
    replace_folder(target, {"neuf.pdf": b"2"}, keep=False)
    assert content(target) == {"neuf.pdf": b"2"}


def test_a_link_is_not_followed(target: Path) -> None:
    elsewhere = target.parent / "ailleurs"
    target.rename(elsewhere)
    target.symlink_to(elsewhere, target_is_directory=True)
    with pytest.raises(WriteError, match="n'est pas un dossier"):
        replace_folder(target, {"neuf.pdf": b"2"}, keep=False)
    assert content(elsewhere) == {"ancien.pdf": b"1"}
    assert target.is_symlink()


def test_a_file_in_the_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "2024").write_bytes(b"mien")
    with pytest.raises(WriteError, match="n'est pas un dossier"):
        replace_folder(tmp_path / "2024", {}, keep=False)
    (tmp_path / "f").write_bytes(b"")
    with pytest.raises(WriteError):
        replace_folder(tmp_path / "f" / "2024", {}, keep=False)
    assert (tmp_path / "2024").read_bytes() == b"mien"


def test_a_folder_that_may_not_be_written(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_: object, **__: object) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(tempfile, "mkdtemp", denied)
    with pytest.raises(WriteError):
        replace_folder(target, {"a": b""}, keep=False)
    assert content(target) == {"ancien.pdf": b"1"}


def test_others_may_read_what_is_written(target: Path) -> None:
    """A staging folder is private; what becomes of it is not."""
    replace_folder(target, {"a": b""}, keep=False)
    assert target.stat().st_mode & 0o777 == 0o755


def test_two_renders_at_once_wait_for_one_another(tmp_path: Path) -> None:
    """Each writes two files that must stay together."""
    program = (
        "import sys; from pathlib import Path; from pmtdocs.render.output import replace_folder\n"
        "for i in range(20):\n"
        "    replace_folder(Path(sys.argv[1]), {n: sys.argv[2].encode() for n in 'ab'}, False)\n"
    )
    root = Path(output.__file__).parents[2]
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(tmp_path / "2024"), who],
            env=os.environ | {"PYTHONPATH": str(root)},
        )
        for who in ("1", "2")
    ]
    assert [run.wait(60) for run in runs] == [0, 0]
    assert content(tmp_path / "2024") in ({"a": b"1", "b": b"1"}, {"a": b"2", "b": b"2"})
    assert folders(tmp_path) == {"2024"}


# --- manifest ----------------------------------------------------------------------------------


def test_the_manifest_of_2024(rendered: Path, dossier_2024: Loaded) -> None:
    """SHA-256 of data, templates, fonts and outputs; findings and reserves; nothing of today."""
    root = Path(output.__file__).parents[2]
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
    words = [*modele.rglob("*.docx"), modele / "page.html.j2", modele / "clauses.yaml"]
    assert data["templates"] == {str(f.relative_to(modele.parent)): digest(f) for f in words}
    assert len(data["fonts"]) == 4
    made = {f.name: digest(f) for f in rendered.iterdir() if f.name != uptodate.MANIFEST}
    assert data["outputs"] == made
    assert len(made) == 18
    finding = next(found for found in data["findings"] if found["code"] == "BUD001")
    assert finding["path"] == "budget.depenses.publie.total"
    assert "490" in finding["message"]
    assert finding["accepted"].startswith("L'acte adopté imprime")
    assert str(root) not in (rendered / uptodate.MANIFEST).read_text(encoding="utf-8")


def test_word_s_lock_files_are_nobody_s(tmp_path: Path) -> None:
    for name in ("a.docx", "~$a.docx"):
        (tmp_path / name).write_bytes(b"")
    assert [f.name for f in manifest._files(tmp_path, "*.docx")] == ["a.docx"]


def test_outputs_that_are_kept(tmp_path: Path) -> None:
    assert manifest.kept(tmp_path / "absent") == {}
    (tmp_path / "a.pdf").write_bytes(b"a")
    (tmp_path / uptodate.MANIFEST).write_bytes(b"{}")
    (tmp_path / "dossier").mkdir()
    assert list(manifest.kept(tmp_path)) == ["a.pdf"]
    shutil.rmtree(tmp_path / "dossier")
