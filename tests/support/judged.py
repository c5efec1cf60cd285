"""A dossier made at random, written, read again and judged by every rule."""

from __future__ import annotations

import tempfile
from pathlib import Path

from pmtdocs.dossier.load import Loaded, load
from pmtdocs.finding import Finding
from pmtdocs.rules import RULES, TEXT_RULES, engine
from pmtdocs.templates.words import Wordings, read_wordings
from tests.support.dossiers import Draft

PARTS = ("convention", "annexe-1", "annexe-2", "deliberation", "bilan")


def checked(draft: Draft) -> tuple[Loaded, Wordings, list[Finding]]:
    """Reading, places and rules all take part."""
    with tempfile.TemporaryDirectory() as folder:
        name = draft.write(Path(folder, "data"))
        draft.write_words(Path(folder, "modele"))
        loaded = load(Path(folder, "data"), name)
        words = read_wordings(Path(folder, "modele"), PARTS, "modele")
    return loaded, words, engine.run(loaded.known, RULES, loaded.locate, TEXT_RULES, words)


def said(findings: list[Finding]) -> list[str]:
    """What is wrong, to be read when a test fails: not even a remark is expected, but the offer of
    a field for a figure that is right (TXT006).
    """
    return [f"{f.code} {f.primary.label} : {f.message}" for f in findings if f.code != "TXT006"]
