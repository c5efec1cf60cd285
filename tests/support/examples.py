"""The cases of tests/cases/: each changes a few words of a good dossier, then all rules are run.

Tests hold them to their expected findings; docs/rules.md shows one of each rule with what it says.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import yaml

from pmtdocs.commands import printed
from pmtdocs.dossier.amendments import amend
from pmtdocs.dossier.load import Loaded, load
from pmtdocs.dossier.model.library import FOLDER
from pmtdocs.finding import Finding
from pmtdocs.render.output.documents import build
from pmtdocs.render.page.walk import walk
from pmtdocs.render.page.words import words_of
from pmtdocs.rules import RULES, TEXT_RULES, engine
from pmtdocs.rules.printed import RULES as PRINTED_RULES
from pmtdocs.templates import CHARTER, completed
from tests.support import modele, shared_sittings

CASES = Path(__file__).parents[1] / "cases"
DATA = Path(__file__).parents[1] / "data"
_CHARTER = Path(__file__).parents[2] / "templates" / "gbm" / CHARTER
_AT_RENDER = {rule.code for rule in PRINTED_RULES}


def cases(code: str) -> list[dict[str, Any]]:
    """The cases of a rule, in the order of its file."""
    found: list[dict[str, Any]] = yaml.safe_load((CASES / f"{code}.yaml").read_text("utf-8"))
    return [{"rendu": code in _AT_RENDER, **case} for case in found]


def run(case: dict[str, Any], data: Path) -> list[Finding]:
    """Change a copy of tests/data and check it."""
    name = case.get("dossier", "bon")
    if case.get("seance") == "partagée":
        shared_sittings.share(data)
        shared_sittings.another(data, "autre", 3)
        shared_sittings.papers(data, "voté")
    for change in case["changements"]:
        file = data / name / change["fichier"]
        text = file.read_text(encoding="utf-8")
        old = change["ancien"]
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        file.write_text(text.replace(old, change["nouveau"]), encoding="utf-8")
    loaded = load(data, name)
    if "avenant" in case:
        loaded = amend(loaded, data / name / "avenants" / case["avenant"])
    found = check(loaded, data / "modeles")
    return [*found, *at_render(loaded, data / "modeles")] if case["rendu"] else found


def at_render(loaded: Loaded, templates: Path) -> tuple[Finding, ...]:
    """What the rules on printed words say of the documents, made as a render makes them."""
    folder = templates / loaded.dossier.dossier.modele
    copy_charter(folder)
    documents = loaded.dossier.dossier.documents
    built = build(loaded.dossier, folder, documents, draft=False)
    words = {name: words_of(walk(one)) for name, one in built.items()}
    return printed.judge(loaded, templates, documents, False, words)


def check(loaded: Loaded, templates: Path) -> list[Finding]:
    """All rules: over the data, and over the words of the parts that the dossier prints."""
    folder = templates / loaded.dossier.dossier.modele
    modele.convert(folder)
    modele.convert(folder / FOLDER)
    wordings = completed.wordings(folder, loaded.dossier)
    return engine.run(loaded.dossier, RULES, loaded.locate, TEXT_RULES, wordings)


def copy_charter(folder: Path) -> None:
    """A modèle of tests/data has none of its own."""
    shutil.copyfile(_CHARTER, folder / CHARTER)
