"""An authority moves in: an empty folder, the wheel alone, three commands, Word and PDF."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

from pmtdocs.compare.reading import read_file
from pmtdocs.compare.text import as_lines
from tests.support.command import ROOT, program
from tests.support.words import docx_text, folded


def wheel(folder: Path) -> Path:
    """What is installed, made as a release makes it."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_from_an_empty_folder_and_the_wheel_alone(tmp_path: Path) -> None:
    installed, folder = tmp_path / "installe", tmp_path / "chez nous"
    with zipfile.ZipFile(wheel(tmp_path)) as archive:
        archive.extractall(installed)
    folder.mkdir()
    for words in (
        ("init", "--type", "commune", "--name", "Ville d'Exemple", "--siren", "123456782"),
        ("check",),
        ("render", "premier-dossier"),
    ):
        done = program(*words, cwd=folder, PYTHONPATH=str(installed))
        assert done.returncode == 0, done.stdout + done.stderr
    made = folder / "output" / "premier-dossier"
    for name, said in (
        ("deliberation", "attribue une subvention de"),
        ("convention", "La Ville d'Exemple, SIREN 123 456 782, agissant par"),
    ):
        for file in (made / f"{name}.docx", made / f"{name}.pdf"):
            assert folded(said) in folded("\n".join(as_lines(read_file(file).text)))
    assert "Annexe 3" in docx_text(made / "convention.docx")
