"""Which engine lays pages out, and what is said of it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from pmtdocs.render.join.join import Document
from pmtdocs.render.output.laying import Laying
from pmtdocs.render.page import pdf
from tests.conftest import ROOT
from tests.support.word_files import SECTION, Workshop, p, page_template

_COLUMNS = SECTION.replace("{refs}", "").replace("</w:sectPr>", '<w:cols w:num="2"/></w:sectPr>')
#: It has no page of its own.
MODELE = Path("modele")


def documents(word: Workshop) -> dict[str, Document]:
    """One that both engines lay out, one that has columns, one that has a sign no font draws."""
    made = {
        "lettre": word.document(p("Un")),
        "colonnes": word.document(p("Deux"), section=_COLUMNS),
        "signe": word.document(p("漢")),
    }
    return {name: one.dated("Convention", "2024-04-11") for name, one in made.items()}


def laid(built: dict[str, Document], asked: pdf.Asked, draft: bool = False) -> Laying:
    laying = Laying(built, MODELE, draft)
    files = laying.pdfs(asked, b"", {}, lambda *_: None)
    assert [*files] == [*built]
    assert all(len(PdfReader(BytesIO(data)).pages) == 1 for data in files.values())
    return laying


def test_what_typst_cannot_lay_out_is_left_to_weasyprint(word: Workshop) -> None:
    laying = laid(documents(word), "typst")
    engines = {name: page.engine for name, page in laying.pages.items()}
    assert engines == {"lettre": "typst", "colonnes": "weasyprint", "signe": "weasyprint"}
    assert [said.partition(" :")[0] for said in laying.said] == ["colonnes", "signe"]
    assert "mis en page par WeasyPrint, pour des colonnes." in laying.said[0]


def test_progress_never_goes_past_its_end(word: Workshop) -> None:
    """Documents that another engine lays out in the end are counted with the others."""
    told: list[tuple[int, int]] = []
    laying = Laying(documents(word), MODELE, draft=False)
    laying.pdfs("typst", b"", {}, lambda _, done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_a_page_of_its_own_shapes_what_is_made_of_it(word: Workshop) -> None:
    """Typst knows nothing of HTML: a modèle that dresses its page is laid out from it.

    The copy that modèles held of the page that now comes with the package is no such page.
    """
    copy = (ROOT / "tests/kept/templates/gbm/page.html.j2").read_text(encoding="utf-8")
    for text, engine in ((copy.replace("\n", "\r\n"), "typst"), (f"{copy} ", "weasyprint")):
        (word.folder / "page.html.j2").write_bytes(text.encode())
        laying = Laying({"lettre": documents(word)["lettre"]}, word.folder, draft=True)
        laying.pdfs("auto", b"", {}, lambda *_: None)
        assert laying.pages["lettre"].engine == engine
        assert len(laying.said) == (engine == "weasyprint")


@pytest.mark.parametrize(
    ("asked", "draft", "engine"),
    [
        ("auto", True, "typst"), ("auto", False, "weasyprint"),
        ("weasyprint", True, "weasyprint"), ("typst", False, "typst"),
    ],
)  # fmt: skip
def test_drafts_come_soon_the_rest_by_the_reference(
    word: Workshop, asked: pdf.Asked, draft: bool, engine: str
) -> None:
    built = {"lettre": documents(word)["lettre"]}
    laying = laid(built, asked, draft)
    assert (laying.pages["lettre"].engine, laying.said) == (engine, [])


def test_what_is_at_hand_is_not_laid_out_again(word: Workshop) -> None:
    built = documents(word)
    known = {name: page.origin for name, page in laid(built, "typst").pages.items()}
    again = Laying(built, MODELE, draft=False)
    assert again.pdfs("typst", b"", known, lambda *_: None) == {}
    assert {name: page.origin for name, page in again.pages.items()} == known


def test_without_pango_a_page_of_its_own_is_said_to_serve_no_pdf(
    word: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> None:
        raise pdf.NoPangoError("Pango manque.")

    monkeypatch.setattr(pdf, "_layout", missing)
    text = page_template().read_text(encoding="utf-8")
    (word.folder / "page.html.j2").write_text(f"{text} ", encoding="utf-8")
    laying = Laying({"lettre": documents(word)["lettre"]}, word.folder, draft=True)
    laying.pdfs("auto", b"", {}, lambda *_: None)
    assert laying.said == [
        "Pango manque ici : la page du modèle (page.html.j2) ne sert pas aux PDF."
    ]


def test_without_pango_the_other_engine_is_said(
    word: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> None:
        raise pdf.NoPangoError("Pango manque.")

    monkeypatch.setattr(pdf, "_layout", missing)
    built = documents(word)
    laying = laid({"lettre": built["lettre"]}, "auto")
    assert laying.said == ["Pango manque ici : les PDF sont mis en page par Typst."]
    for asked in ("auto", "typst"):
        with pytest.raises(
            pdf.NoPangoError, match="demande WeasyPrint, pour des colonnes"
        ) as caught:
            laid(built, asked)
        assert "--engine" not in caught.value.help
