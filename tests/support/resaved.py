"""Templates as Word saves them again: each run cut in several, with marks between and in them."""

from __future__ import annotations

import zipfile
from copy import deepcopy
from itertools import pairwise
from pathlib import Path
from random import Random

from lxml import etree

from pmtdocs.word.package import Element, w
from tests.support.word_files import pack

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_STORIES = ("word/document.xml", "word/header1.xml", "word/footer1.xml")


def split_runs(source: Path, target: Path, chance: Random) -> Path:
    """A copy of a template whose runs are cut at any place."""
    with zipfile.ZipFile(source) as archive:
        parts: dict[str, str | bytes] = {n: archive.read(n) for n in archive.namelist()}
    for name in _STORIES:
        if name in parts:
            root = etree.fromstring(parts[name])
            for run in [*root.iter(w("r"))]:
                if len(run.findall(w("t"))) == 1 and len(run) <= 2:
                    _split(run, chance)
            parts[name] = etree.tostring(root)
    return pack(target, parts)


def _split(run: Element, chance: Random) -> None:
    text = run.findtext(w("t")) or ""
    cuts = sorted(chance.sample(range(1, len(text)), min(chance.randint(0, 4), len(text) - 1)))
    edges = [0, *cuts, len(text)]
    for start, end in pairwise(edges):
        piece = deepcopy(run)
        piece.set(w("rsidR"), f"{chance.getrandbits(32):08X}")
        words = piece.find(w("t"))
        assert words is not None
        words.text = text[start:end]
        words.set(_SPACE, "preserve")
        if chance.random() < 0.3:
            _speak(piece)
        if end < len(text):
            run.addprevious(piece)
            for mark in _marks(chance):
                run.addprevious(mark)
        else:
            run.addprevious(piece)
    parent = run.getparent()
    assert parent is not None
    parent.remove(run)


def _speak(run: Element) -> None:
    """« This is French », last but for what the schema wants after it."""
    properties = run.find(w("rPr"))
    if properties is None:
        properties = etree.Element(w("rPr"))
        run.insert(0, properties)
    etree.SubElement(properties, w("lang")).set(w("val"), "fr-FR")


def _marks(chance: Random) -> list[Element]:
    """What Word puts between runs: spelling, the place of the cursor."""
    kind = chance.choice(("", "proofErr", "bookmark"))
    if kind == "proofErr":
        mark = etree.Element(w("proofErr"))
        mark.set(w("type"), chance.choice(("spellStart", "spellEnd", "gramStart", "gramEnd")))
        return [mark]
    if kind == "bookmark":
        start, end = etree.Element(w("bookmarkStart")), etree.Element(w("bookmarkEnd"))
        number = str(chance.randint(1000, 9999))
        start.set(w("id"), number)
        start.set(w("name"), f"_GoBack{number}")
        end.set(w("id"), number)
        return [start, end]
    return []
