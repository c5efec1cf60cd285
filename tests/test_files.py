"""A file is written whole or not at all, and one that somebody typed is never lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmtdocs import files
from pmtdocs.files import NotWrittenError, Written
from pmtdocs.finding import ExitCode
from tests.command import content


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


def test_what_is_no_ordinary_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "lien").symlink_to(tmp_path / "ailleurs")
    for target in (tmp_path / "lien", tmp_path):
        with pytest.raises(NotWrittenError, match="n'est pas un fichier ordinaire"):
            files.write(target, b"un", replace=True)
    with pytest.raises(NotWrittenError, match="ne peut pas être écrit"):
        files.write(tmp_path / "rien" / "seance.yaml", b"un", replace=False)
    assert [f.name for f in tmp_path.iterdir()] == ["lien"]
