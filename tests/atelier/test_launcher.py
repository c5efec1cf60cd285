"""The file to double-click: it opens the atelier of this project, whatever its path holds."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pmtdocs.atelier.launcher import content, write
from tests.support.ateliers import project_in

_WORDS = ["/opt/py thon", "-m", "pmtdocs", "--data", "/srv/l'été 100 %/$HOME/da\"ta`x`\\y"]


@pytest.mark.parametrize(
    ("system", "name"),
    [("win32", "Atelier.bat"), ("darwin", "Atelier.command"), ("linux", "Atelier.desktop")],
)
def test_one_a_system_beside_the_data(project: Path, system: str, name: str) -> None:
    file = write(project_in(project), project, system)
    assert file == Path.cwd() / name
    text = file.read_text(encoding="utf-8")
    assert str(project / "data") in text
    assert sys.executable in text
    assert os.access(file, os.X_OK) == (system != "win32")
    assert write(project_in(project), project, system) == file, (
        "written again when the project moves"
    )


def test_macos_runs_these_very_words(tmp_path: Path) -> None:
    fake = tmp_path / "fake python"
    fake.write_text('#!/bin/sh\nprintf "%s\\n" "$PWD" "$@"\n', encoding="utf-8")
    fake.chmod(0o755)
    folder = tmp_path / "l'été $HOME"
    folder.mkdir()
    script = content("darwin", folder, [str(fake), *_WORDS[1:]])
    done = subprocess.run(["sh", "-c", script], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.split("\n")[1:-1] == [str(folder), *_WORDS[1:]]


def test_linux_quotes_as_desktop_entries_want() -> None:
    text = content("linux", Path("/srv/x"), _WORDS)
    line = next(line for line in text.split("\n") if line.startswith("Exec="))
    # The file's own escapes first, then a quoting that is the shell's.
    command = line.removeprefix("Exec=").replace("\\\\", "\\").replace("%%", "%")
    script = f'printf "%s\\n" {command}'
    done = subprocess.run(["sh", "-c", script], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.split("\n")[:-1] == _WORDS


def test_windows_lines_end_as_it_wants_and_name_no_variable() -> None:
    words = ["C:/py thon.exe", "-m", "pmtdocs", "--data", "D:\\", "--output", "\\\\srv\\été"]
    text = content("win32", Path("C:/été 100 %"), words)
    assert text.count("\r\n") == text.count("\n")
    assert '"C:/py thon.exe" "-m" "pmtdocs" "--data" "D:\\\\" "--output" "\\\\srv\\été"' in text
    assert 'pushd "C:/été 100 %%" || (pause & exit /b 1)' in text


def test_the_engine_asked_for_is_kept(project: Path) -> None:
    asked = project_in(project)._replace(engine="typst")
    assert "'--engine' 'typst'" in write(asked, project, "linux").read_text("utf-8").replace(
        '"', "'"
    )
    assert "--engine" not in write(project_in(project), project, "linux").read_text("utf-8")
