"""Every fact of the act of 2024 is in the documents, where it belongs, and nothing is left raw."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.words import docx_text, folded, pdf_pages, pdf_text

FACTS: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parent / "data" / "faits-2024.yaml").read_text(encoding="utf-8")
)
REGISTER: dict[str, dict[str, list[str]]] = FACTS.pop("registre")
DOCUMENTS = (
    "convention", "annexe-1-programme", "annexe-2-budget", "annexe-3-indicateurs", "deliberation",
    "dossier",
)  # fmt: skip


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
        pytest.param(names.split(), facts, id=f"{names.split()[0]}: {group}")
        for names, by_group in FACTS.items()
        for group, facts in by_group.items()
    ]


@pytest.mark.parametrize("suffix", ["pdf", "docx"])
@pytest.mark.parametrize(("documents", "facts"), groups())
def test_facts(rendered: Path, documents: list[str], facts: list[str], suffix: str) -> None:
    for name in ("dossier", *documents):
        words = text(rendered / f"{name}.{suffix}")
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
@pytest.mark.parametrize(("title", "count"), [*zip(REGISTER, (80, 43, 31), strict=True)])
def test_people(rendered: Path, title: str, count: int, suffix: str) -> None:
    """Every name of a list, under its commune, in the order of the act, and nobody else."""
    towns = REGISTER[title]
    assert sum(map(len, towns.values())) == count
    listed = " ; ".join(f"{town} : {', '.join(names)}" for town, names in towns.items())
    for name in ("dossier", "deliberation"):
        assert folded(f"{title} : {listed}.") in text(rendered / f"{name}.{suffix}")


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
@pytest.mark.parametrize("name", DOCUMENTS)
def test_nothing_raw(rendered: Path, name: str, suffix: str) -> None:
    file = rendered / f"{name}.{suffix}"
    words = pdf_text(file) if suffix == "pdf" else docx_text(file)
    if suffix == "pdf":
        words += "".join(footer for _, footer in pdf_pages(file))
    for kind, pattern in (RAW | AGREEMENT).items():
        found = re.search(pattern, re.sub(r"\s+", " ", words))
        assert found is None, f"{kind}: {found[0]!r}"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_double_space_in_a_paragraph(rendered: Path, name: str) -> None:
    """The PDF cannot tell; the DOCX can."""
    words = docx_text(rendered / f"{name}.docx")
    assert re.search(r"[ \u00a0\u202f]{2}| [,.)]|\( ", words) is None


def test_french_typography(rendered: Path) -> None:
    """Spaces that may not break before : ; ! ? % € and inside « »; no straight apostrophe."""
    words = docx_text(rendered / "dossier.docx")
    assert re.findall(r".{10} [:;!?%€»]|« .{10}|.{5}n° \d|\w'\w", words) == []
    assert "45\u202f000\u00a0€" in words
