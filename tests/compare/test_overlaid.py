"""What people put over the pages of a PDF is read, or said."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    PdfObject,
    TextStringObject,
)

from pmtdocs.compare.result import Result
from tests.support.compared_files import compare, short
from tests.support.pdfs import body, write_pdf

_TEXT = ("La subvention est versée.", "Le bénéficiaire rend compte.", "Le tribunal est saisi.")


def _annotated(folder: Path, kind: str, **more: str) -> Result:
    """A file beside itself with something put over it."""
    plain = write_pdf(folder / "a.pdf", [body(*_TEXT)])
    writer = PdfWriter(clone_from=PdfReader(plain))
    box = [70.0, 682.0, 320.0, 696.0]
    corners = [70.0, 696.0, 320.0, 696.0, 70.0, 682.0, 320.0, 682.0]
    annotation = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject(kind),
            NameObject("/Rect"): ArrayObject(map(FloatObject, box)),
            NameObject("/QuadPoints"): ArrayObject(map(FloatObject, corners)),
            NameObject("/F"): NumberObject(4),
        }
    )
    for key, value in more.items():
        said = NameObject(value) if value.startswith("/") else TextStringObject(value)
        annotation[NameObject(f"/{key}")] = said
    page = writer.pages[0]
    page[NameObject("/Annots")] = ArrayObject([writer._add_object(annotation)])
    writer.write(str(folder / "b.pdf"))
    return compare(plain, folder / "b.pdf")


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("/FreeText", {"Contents": "Montant : 30 000 €"}),
        ("/Widget", {"FT": "/Tx", "V": "Montant : 30 000 €"}),
    ],
)
def test_words_typed_over_a_page_are_words(tmp_path: Path, kind: str, more: dict[str, str]) -> None:
    assert short(_annotated(tmp_path, kind, **more)) == [("ajouté", "", "Montant : 30 000 €")]


def test_a_box_that_is_ticked_is_told(tmp_path: Path) -> None:
    assert _annotated(tmp_path, "/Widget", FT="/Btn", AS="/Off").differences == ()
    ticked = _annotated(tmp_path, "/Widget", FT="/Btn", AS="/Oui")
    assert [d.after for d in ticked.differences] == ["☒"]


def test_words_struck_out_over_a_page_are_deleted(tmp_path: Path) -> None:
    assert short(_annotated(tmp_path, "/StrikeOut")) == [("supprimé", _TEXT[1], "")]


def test_a_stamp_typed_over_a_page_is_foreseen(tmp_path: Path) -> None:
    result = _annotated(tmp_path, "/FreeText", Contents="Reçu en préfecture le 16/04/2024")
    assert (result.differences, len(result.filled)) == ((), 1)


@pytest.mark.parametrize("kind", ["/Text", "/Highlight"])
def test_a_comment_is_said(tmp_path: Path, kind: str) -> None:
    result = _annotated(tmp_path, kind, Contents="À revoir")
    assert result.differences == ()
    assert "1 commentaire, hors comparaison : « À revoir »." in result.new.notes


@pytest.mark.parametrize("kind", ["/Ink", "/Stamp", "/Square"])
def test_what_is_drawn_over_a_page_is_to_be_looked_at(tmp_path: Path, kind: str) -> None:
    (found,) = _annotated(tmp_path, kind).differences
    assert found.category == "page illisible"
    assert "à regarder" in found.after


def test_a_link_says_nothing_more(tmp_path: Path) -> None:
    assert _annotated(tmp_path, "/Link").differences == ()


_OPTIONS = ArrayObject(
    ArrayObject(map(TextStringObject, pair)) for pair in (("a", "Un an"), ("b", "Deux ans"))
)
_FIELDS: dict[str, tuple[dict[str, object], dict[str, object], str]] = {
    "text": ({"FT": "/Tx", "V": "Montant : 30 000 €"}, {}, "Montant : 30 000 €"),
    "choice": ({"FT": "/Ch", "V": "b", "Opt": _OPTIONS}, {}, "Deux ans"),
    "box of a group": ({"FT": "/Btn", "V": "/Oui"}, {"AS": "/Oui"}, "☒"),
    "box left empty": ({"FT": "/Btn", "V": "/Off"}, {"AS": "/Off"}, ""),
}


def _said(of: Mapping[str, object]) -> dict[NameObject, PdfObject]:
    out: dict[NameObject, PdfObject] = {}
    for key, value in of.items():
        is_name = isinstance(value, str) and value.startswith("/")
        made = NameObject(value) if is_name else TextStringObject(value)
        out[NameObject(f"/{key}")] = value if isinstance(value, PdfObject) else made
    return out


@pytest.mark.parametrize("name", _FIELDS)
def test_what_a_field_says_through_its_parent_is_read(tmp_path: Path, name: str) -> None:
    """A field whose boxes stand on the page, and whose value does not."""
    of_parent, of_box, told = _FIELDS[name]
    plain = write_pdf(tmp_path / "a.pdf", [body(*_TEXT)])
    writer = PdfWriter(clone_from=PdfReader(plain))
    box = DictionaryObject(_said({"Subtype": "/Widget", **of_box}))
    box[NameObject("/Rect")] = ArrayObject(map(FloatObject, (70, 500, 300, 520)))
    parent = DictionaryObject(_said({"T": "champ", **of_parent}))
    at, above = writer._add_object(box), writer._add_object(parent)
    box[NameObject("/Parent")], parent[NameObject("/Kids")] = above, ArrayObject([at])
    writer.pages[0][NameObject("/Annots")] = ArrayObject([at])
    form = DictionaryObject({NameObject("/Fields"): ArrayObject([above])})
    writer.root_object[NameObject("/AcroForm")] = form
    writer.write(str(tmp_path / "b.pdf"))
    found = compare(plain, tmp_path / "b.pdf").differences
    assert [d.after for d in found] == ([told] if told else [])


def test_a_numeric_signature_is_said(tmp_path: Path) -> None:
    plain = write_pdf(tmp_path / "a.pdf", [body(*_TEXT)])
    writer = PdfWriter(clone_from=PdfReader(plain))
    signature = DictionaryObject(_said({"Type": "/Sig", "Reason": "sous réserve"}))
    field = writer._add_object(DictionaryObject(_said({"FT": "/Sig", "T": "s", "V": signature})))
    form = DictionaryObject({NameObject("/Fields"): ArrayObject([field])})
    writer.root_object[NameObject("/AcroForm")] = form
    writer.write(str(tmp_path / "b.pdf"))
    (note,) = compare(plain, tmp_path / "b.pdf").new.notes
    assert note.startswith("1 signature numérique")
    assert "sous réserve" in note
