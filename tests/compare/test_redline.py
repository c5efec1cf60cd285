"""Tracked changes: all accepted they give B's words, all refused A's, on real and small files."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openxml_audit import OpenXmlValidator

from pmtdocs.compare.edits import Comparison
from pmtdocs.compare.reading import read_pair
from pmtdocs.compare.redline import redline
from pmtdocs.word.package import Element, parse, read, unpack, w
from tests.support.compared_files import DOCUMENT, change, make, paragraphs
from tests.support.compared_files import paragraph as paragraph_of
from tests.support.word_files import Workshop, call, mark, notes, p, r

_TEXTS = st.lists(
    st.lists(
        st.sampled_from(["a", "b", "le", "12", "45", "000", "€", ","]), min_size=1, max_size=8
    ).map(" ".join),
    max_size=6,
)


def words(root: Element, kept: str, gone: str) -> str:
    """The words of a marked file once every change is accepted (``ins``, ``del``) or refused."""
    out = []
    for node in root.iter(w("t"), w("delText")):
        above = {a.tag for a in node.iterancestors()}
        if w(gone) not in above:
            assert (node.tag == w("delText")) == (w("del") in above)
            out.append(node.text or "")
        if node.getparent() is not None and kept == "ins":
            assert above >= {w("r")}
    return squeezed(" ".join([*_paragraph_words(root, gone)]))


def _paragraph_words(root: Element, gone: str) -> Iterable[str]:
    for paragraph in root.iter(w("p")):
        yield "".join(
            (n.text or " ")
            for n in paragraph.iter(w("t"), w("delText"), w("tab"), w("br"))
            if w(gone) not in {a.tag for a in n.iterancestors()}
        )


def squeezed(text: str) -> str:
    """Words without spaces: where a paragraph ends is no word."""
    return re.sub(r"\s+", "", text)


def check(old: Path, new: Path) -> Element:
    """Mark a copy of ``old`` and hold it against both."""
    before, after = read_pair(old, new)
    assert before.docx is not None
    comparison = Comparison(before.text, after.text)
    made = old.with_name("redline.docx")
    made.write_bytes(redline(comparison, before.docx, after.docx))
    root = parse(read(made)[DOCUMENT])
    assert words(root, "ins", "del") == squeezed("".join(paragraphs(new)))
    assert words(root, "del", "ins") == squeezed("".join(paragraphs(old)))
    return root


@given(_TEXTS, _TEXTS)
def test_any_paragraphs(tmp_path: Path, old: list[str], new: list[str]) -> None:
    check(make(tmp_path / "a.docx", *old), make(tmp_path / "b.docx", *new))


def _shuffled(root: Element, seed: int) -> None:
    """A dozen changes anywhere: words, figures, paragraphs dropped, moved and added."""
    dice = random.Random(seed)  # noqa: S311
    for _ in range(12):
        nodes = [t for t in root.iter(w("t")) if (t.text or "").strip()]
        node = dice.choice(nodes)
        text = node.text or ""
        cut = dice.randrange(len(text) + 1)
        node.text = dice.choice(
            [text[:cut] + " nouveaux mots " + text[cut:], text[cut:], text[:cut], "remplacé 12 €"]
        )
    body = next(root.iter(w("body")))
    loose = [p for p in body.findall(w("p")) if p.find(f".//{w('sectPr')}") is None]
    for _ in range(3):
        dice.choice(loose).addnext(dice.choice(loose))


@pytest.mark.parametrize("seed", range(8))
def test_the_real_convention(rendered: Path, tmp_path: Path, seed: int) -> None:
    source = rendered / "convention.docx"
    old = change(source, tmp_path / "a.docx", lambda _: None)
    check(old, change(source, tmp_path / "b.docx", lambda root: _shuffled(root, seed)))
    assert OpenXmlValidator().validate(str(tmp_path / "redline.docx")).errors == []


def test_a_table_row_goes_and_comes_as_a_row(tmp_path: Path) -> None:
    old = make(tmp_path / "a.docx", [["Poste", "Montant"], ["Frais", "5 000"], ["Total", "5 000"]])
    new = make(tmp_path / "b.docx", [["Poste", "Montant"], ["Total", "5 000"], ["Dont", "800"]])
    root = check(old, new)
    assert len(root.findall(f".//{w('trPr')}/{w('del')}")) == 1
    assert len(root.findall(f".//{w('trPr')}/{w('ins')}")) == 1


def test_a_signed_pdf_is_marked_in_the_approved_file(rendered: Path, tmp_path: Path) -> None:
    """B's paragraphs are guessed from a page, its words are certain."""
    source = rendered / "annexe-2-budget.docx"
    old = change(source, tmp_path / "a.docx", lambda root: _replace(root, "104", "140"))
    before, after = read_pair(old, rendered / "annexe-2-budget.pdf")
    assert before.docx is not None
    comparison = Comparison(before.text, after.text)
    made = tmp_path / "redline.docx"
    made.write_bytes(redline(comparison, before.docx, None))
    root = parse(read(made)[DOCUMENT])
    assert words(root, "ins", "del") == squeezed("".join(paragraphs(source)))
    assert words(root, "del", "ins") == squeezed("".join(paragraphs(old)))


def _replace(root: Element, old: str, new: str) -> None:
    for node in root.iter(w("t")):
        node.text = (node.text or "").replace(old, new)


def test_the_look_of_a_run_is_kept(rendered: Path, tmp_path: Path) -> None:
    """One amount is changed in place: nothing else of the paragraph is marked."""
    source = rendered / "convention.docx"
    number = next(n for n, p in enumerate(paragraphs(source), 1) if "Laurent" in p)

    def edit(root: Element) -> None:
        for node in paragraph_of(root, number).iter(w("t")):
            node.text = (node.text or "").replace("Laurent", "Laurence")

    old = change(source, tmp_path / "a.docx", lambda _: None)
    root = check(old, change(source, tmp_path / "b.docx", edit))
    (inserted,) = root.iter(w("ins"))
    (deleted,) = root.iter(w("del"))
    assert "".join(t.text or "" for t in deleted.iter(w("delText"))) == "Laurent"
    assert inserted.find(f".//{w('b')}") is not None
    assert inserted.get(w("author")) == "pmtdocs"
    assert inserted.get(w("date")) is None


_BOX = (
    "<w:p><w:r><w:t>Cadre</w:t></w:r><w:r><w:pict><v:shape><v:textbox><w:txbxContent>{}"
    "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
)
_PLACES = {
    "note": ("word/footnotes.xml", "notes"),
    "note of the end": ("word/endnotes.xml", "endnotes"),
    "header": ("word/header1.xml", "header-default"),
    "footer": ("word/footer1.xml", "footer-default"),
    "box": (DOCUMENT, "box"),
}


def _placed(word: Workshop, name: str, place: str, said: str) -> Path:
    """A file that says words in one place."""
    kind = place.removesuffix("s")
    if place in ("notes", "endnotes"):
        kind = "footnote" if kind == "note" else kind
        more = notes(f"<w:p>{mark(kind)}{r(said)}</w:p>", kind=kind)
        return word.file(f"<w:p>{r('La subvention')}{call(1, kind)}</w:p>", name, more=more)
    if place == "box":
        return word.file(_BOX.format(p(said)), name)
    headers = {place: p("Commune") + p(said)}
    return word.file(p("La subvention"), name, headers=headers)


@pytest.mark.parametrize("place", _PLACES)
def test_what_stands_outside_the_text_is_marked(word: Workshop, place: str) -> None:
    part, kind = _PLACES[place]
    old = _placed(word, "a", kind, "Compte 30001 ouvert à Besançon")
    new = _placed(word, "b", kind, "Compte 30004 ouvert à Dole par lui")
    before, after = read_pair(old, new)
    assert before.docx is not None
    marked = unpack(redline(Comparison(before.text, after.text), before.docx, after.docx), "")
    made = parse(marked[part])
    assert [t.text for t in made.iter(w("delText"))] == ["30001", "Besançon"]
    for file, kept, gone in ((new, "ins", "del"), (old, "del", "ins")):
        assert words(made, kept, gone) == words(parse(read(file)[part]), kept, gone)
