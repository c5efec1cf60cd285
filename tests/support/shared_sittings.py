"""The small correct dossiers with their sitting told once, in ``data/seances/``."""

from __future__ import annotations

import shutil
from pathlib import Path

SITTING = "2024-04-11-conseil"


def share(data: Path, name: str = "bon") -> Path:
    """Move the sitting of a dossier to ``data/seances/``; the file comes back."""
    file = data / "seances" / f"{SITTING}.yaml"
    file.parent.mkdir()
    (data / name / "seance.yaml").rename(file)
    change(data / name / "dossier.yaml", "etat: ", f"seance: {SITTING}\netat: ")
    for other in data.glob("*/seance.yaml"):  # those of other days, so to say
        text = other.read_text("utf-8")
        other.write_text(text.replace("Conseil de Communauté", "Bureau"), encoding="utf-8")
    return file


def another(data: Path, name: str, report: int, of: str = "bon") -> Path:
    """A dossier of the same sitting, with another report and another line of the budget."""
    shutil.copytree(data / of, data / name)
    change(data / name / "deliberation.yaml", "rapport: 2", f"rapport: {report}")
    change(data / name / "deliberation.yaml", "credit: 50 000", f"credit: {50 + report} 000")
    change(data / name / "deliberation.yaml", "programme 2024", f"programme {name}")
    return data / name


def papers(data: Path, stage: str = "projet", documents: str = "{}") -> str:
    """A dossier that holds nothing but the papers of the sitting; its name comes back."""
    folder = data / "papiers"
    folder.mkdir()
    sheet = f"modele: gbm\netat: {stage}\nexercices: [2024]\nfinanceur: gbm\n"
    text = f"{sheet}seance: {SITTING}\ndocuments: {documents}\n"
    (folder / "dossier.yaml").write_text(text, encoding="utf-8")
    return folder.name


def change(file: Path, old: str, new: str) -> None:
    """Words that stand there once."""
    text = file.read_text("utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
    file.write_text(text.replace(old, new), encoding="utf-8")
