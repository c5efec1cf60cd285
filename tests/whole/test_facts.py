"""Every fact of the adopted acts is in their documents, where it belongs; nothing is left raw."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from pmtdocs.language.french import join
from tests.support.words import ACTS, DOCUMENTS, docx_text, folded, pdf_pages, pdf_text

Documents = Callable[[str], Path]
FACTS: dict[str, Any] = {
    act: yaml.safe_load(
        (Path(__file__).parents[1] / "data" / f"faits-{act}.yaml").read_text(encoding="utf-8")
    )
    for act in ACTS
}
#: By act: the names under each title, by commune or, where the act names no commune, in a row.
REGISTERS: dict[str, dict[str, dict[str, list[str]] | list[str]]] = {
    act: facts.pop("registre") for act, facts in FACTS.items()
}
LISTED = {"2024": (80, 43, 31), "2020": (65, 40, 18, 52)}


@cache
def text(file: Path) -> str:
    return folded(pdf_text(file) if file.suffix == ".pdf" else docx_text(file))


def has(words: str, fact: str) -> bool:
    """As a whole: « 000 € » is not in « 285 000 € », nor « Son » in « raison »."""
    # Three digits after a digit and a space are the end of a number, unless a year comes before.
    start = r"(?<!(?<!\d{3})\d )" if re.match(r"\d{3}(?!\d)", fact) else ""
    return re.search(rf"(?<!\w){start}{re.escape(folded(fact))}(?!\w)", words) is not None


def groups() -> list[Any]:
    return [
        pytest.param(act, names.split(), facts, id=f"{act} {names.split()[0]}: {group}")
        for act, by_document in FACTS.items()
        for names, by_group in by_document.items()
        for group, facts in by_group.items()
    ]


@pytest.mark.parametrize("suffix", ["pdf", "docx"])
@pytest.mark.parametrize(("act", "documents", "facts"), groups())
def test_facts(
    documents_of: Documents, act: str, documents: list[str], facts: list[str], suffix: str
) -> None:
    for name in ("dossier", *documents):
        words = text(documents_of(act) / f"{name}.{suffix}")
        missing = [fact for fact in facts if not has(words, str(fact))]
        assert not missing, f"{name}.{suffix}"


def test_the_search_sees_what_is_not_there() -> None:
    words = folded("Montant : 285\u202f000 € pour une raison, Rendez-\nvous")
    assert has(words, "285 000 €")
    assert not has(words, "5 000 €")
    assert not has(words, "85 000 €")
    assert not has(words, "000 €")
    assert not has(words, "Son")
    assert has(words, "rendez-vous")


@pytest.mark.parametrize("suffix", ["pdf", "docx"])
@pytest.mark.parametrize(
    ("act", "title", "count"),
    [
        (act, title, count)
        for act, register in REGISTERS.items()
        for title, count in zip(register, LISTED[act], strict=True)
    ],
)
def test_people(documents_of: Documents, act: str, title: str, count: int, suffix: str) -> None:
    """Every name of a list, in the order of the act, and nobody else."""
    names = REGISTERS[act][title]
    towns = names if isinstance(names, dict) else {"": names}
    assert sum(map(len, towns.values())) == count
    listed = (
        " ; ".join(f"{town} : {', '.join(names)}" for town, names in towns.items())
        if isinstance(names, dict)
        else join(names)
    )
    for name in ("dossier", "deliberation"):
        assert folded(f"{title} : {listed}.") in text(documents_of(act) / f"{name}.{suffix}")


# --- nothing raw, empty or misspelt ------------------------------------------------------------

RAW = {
    "a tag": r"\{\{|\}\}|\{%|%\}",
    "a Python value": r"\bNone\b|\bTrue\b|\bFalse\b|Leaf\(|Undefined|Decimal\(",
    "emphasis": r"\*\*|\^\w+\^",
    "a private character": r"[\ue000-\uf8ff\ufffd]",
    "what is to be filled in": r"à compléter",
    "an empty field": r", ?,|\( ?\)|« ?»|\bn° ?[,.;]|  ;|\bdu ?[,.;]|\ble [,.;]|:\s*:",
    "a draft": r"PROJET",
}
AGREEMENT = {
    "gender": r"\ble Présidente\b|\bLa Président\b|\bson Présidente\b|\bsa Président\b"
    r"|Madame le\b|Monsieur la\b|Madame [^,.]{1,40}, dûment habilité\b"
    r"|Monsieur [^,.]{1,40}, dûment habilitée|\bM\. [^,.]{1,40}, suppléante",
    "number": r"\b1 (ans|mois de|entreprises|rencontres|webinaires|comités|actions)\b"
    r"|\b([2-9]|\d\d+) (an|entreprise|rencontre|comité|projet|newsletter|action)\b"
    r"|conseillers? intéressé\b(?=, ne prennent)|conseillers intéressé\b|ne prend part.{0,3}ils",
    "contraction": r"\bde le |\bde les (?=[A-ZÉ])|\bà le (?=[A-ZÉ])|\bque il\b|\bde Article\b",
}


@pytest.mark.parametrize("suffix", ["pdf", "docx"])
@pytest.mark.parametrize(("act", "name"), DOCUMENTS)
def test_nothing_raw(documents_of: Documents, act: str, name: str, suffix: str) -> None:
    file = documents_of(act) / f"{name}.{suffix}"
    words = pdf_text(file) if suffix == "pdf" else docx_text(file)
    if suffix == "pdf":
        words += "".join(footer for _, footer in pdf_pages(file))
    for kind, pattern in (RAW | AGREEMENT).items():
        found = re.search(pattern, re.sub(r"\s+", " ", words))
        assert found is None, f"{kind}: {found[0]!r}"


@pytest.mark.parametrize(("act", "name"), DOCUMENTS)
def test_no_double_space_in_a_paragraph(documents_of: Documents, act: str, name: str) -> None:
    """The PDF cannot tell; the DOCX can."""
    words = docx_text(documents_of(act) / f"{name}.docx")
    assert re.search(r"[ \u00a0\u202f]{2}| [,.)]|\( ", words) is None


@pytest.mark.parametrize("act", ACTS)
def test_french_typography(documents_of: Documents, act: str) -> None:
    """Spaces that may not break before : ; ! ? % € and inside « »; no straight apostrophe."""
    words = docx_text(documents_of(act) / "dossier.docx")
    assert re.findall(r".{10} [:;!?%€»]|« .{10}|.{5}n° \d|\w'[\w«]", words) == []
    assert "45\u202f000\u00a0€" in words
