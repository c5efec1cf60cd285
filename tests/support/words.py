"""The words of a rendered document, read by other means than those that made it."""

from __future__ import annotations

import re
import subprocess
from itertools import count
from pathlib import Path

import docx
from docx.oxml.ns import qn

from pmtdocs.language.french import plain

#: The documents of 2024 and their parts.
PARTS = {
    "convention": ("convention", "annexe-1", "annexe-2", "annexe-3"),
    "annexe-1-programme": ("annexe-1",),
    "annexe-2-budget": ("annexe-2",),
    "annexe-3-indicateurs": ("annexe-3",),
    "deliberation": ("deliberation", "bilan"),
    "dossier": ("deliberation", "bilan", "convention", "annexe-1", "annexe-2", "annexe-3"),
}
_OF_2020 = ("convention-fonctionnement", "annexe-1", "annexe-2-part-privee", "annexe-3")
#: The documents of each adopted act and their parts.
ACTS = {
    "2024": PARTS,
    "2020": {
        "convention": _OF_2020,
        "annexe-1-programme": ("annexe-1",),
        "annexe-2-budget": ("annexe-2-part-privee",),
        "annexe-3-indicateurs": ("annexe-3",),
        "deliberation": ("deliberation",),
        "dossier": ("deliberation", *_OF_2020),
    },
}
#: Every document of every act.
DOCUMENTS = [(act, name) for act, documents in ACTS.items() for name in documents]

_HEADERS = (
    "Grand Besançon Métropole · PMT Health 2024",
    "Grand Besançon Métropole · Pôle des Microtechniques 2020",
)
_FOOTER = re.compile(r"(?P<left>.+) (?P<label>\S.*) – page (?P<page>\d+) sur (?P<pages>\d+)")
_LEFT = re.compile(r"(Délibération n° \S+|Pôle des Microtechniques) (?P<label>.+)")
_BULLETS = {"Puce": "–", "Sous-puce": "•", "Livrable": "□"}
_ROMAN = ("", "I", "II", "III", "IV", "V")


def pdf_pages(file: Path) -> list[tuple[str, str]]:
    """The words of each page and its footer; the header stands on each page."""
    run = subprocess.run(["pdftotext", "-raw", str(file), "-"], capture_output=True, check=True)
    pages = []
    for page in run.stdout.decode().split("\f")[:-1]:
        *lines, header, footer = page.strip("\n").split("\n")
        assert header in _HEADERS
        pages.append(("\n".join(lines), footer))
    return pages


def words_by_page(file: Path) -> list[list[str]]:
    """Those of each page of a PDF, headers and footers too, in any order."""
    run = subprocess.run(["pdftotext", "-raw", str(file), "-"], capture_output=True, check=True)
    pages = run.stdout.decode().split("\f")[:-1]
    return [sorted(page.replace("-\n", "-").split()) for page in pages]


def footer_parts(footer: str) -> tuple[str, int, int]:
    """« Annexe 2 », 13, 14."""
    match = _FOOTER.fullmatch(footer)
    assert match is not None, footer
    named = _LEFT.fullmatch(f"{match['left']} {match['label']}")
    assert named is not None, footer
    return named["label"], int(match["page"]), int(match["pages"])


def pdf_text(file: Path) -> str:
    """All the words of a PDF but headers and footers."""
    return "\n".join(words for words, _ in pdf_pages(file))


def docx_text(file: Path) -> str:
    """A line a paragraph, tables included, with the numbers and bullets that Word would print."""
    document = docx.Document(str(file))
    names = {style.style_id: style.name for style in document.styles}
    lines, numbers = [], Numbers()
    for paragraph in document.element.body.iter(qn("w:p")):
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        name = "Normal" if style is None else names[style.get(qn("w:val"))]
        words = "".join(
            (e.text or "") if e.tag == qn("w:t") else " "
            for e in paragraph.iter(qn("w:t"), qn("w:br"), qn("w:tab"))
        )
        lines.append(f"{numbers.before(name)} {words}".strip())
        if paragraph.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
            numbers = Numbers()  # another part
    return "\n".join(line for line in lines if line)


class Numbers:
    """What Word prints before a paragraph, by the name of its style."""

    def __init__(self) -> None:
        self.articles, self.sections = count(1), count(1)
        self.letters = iter("ABCDEF")

    def before(self, style: str) -> str:
        if style == "Article":
            return f"Article {next(self.articles)} –"
        if style == "Section 1":
            self.letters = iter("ABCDEF")
            return f"{_ROMAN[next(self.sections)]}."
        if style == "Section 2":
            return f"{next(self.letters)}/"
        return _BULLETS.get(style, "")


def stream(text: str) -> str:
    """Characters without any space: where lines and cells break is layout, not words."""
    return re.sub(r"\s+", "", text.replace("\u2011", "-"))


def folded(text: str) -> str:
    """For search: spaces, accents, dashes and case alike; a line ends inside no compound."""
    return plain(re.sub(r"(?<=\w)-\n(?=\w)", "-", text))
