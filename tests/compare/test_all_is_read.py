"""All that a file shows is read, or said: struck and hidden words, equations, pictures, notes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pmtdocs.render.join.join import Document
from pmtdocs.render.page import html
from pmtdocs.render.page.layout import lay_out
from pmtdocs.word.package import write
from tests.support.command import run
from tests.support.compared_files import compare, make, short
from tests.support.pdfs import Said, body, write_pdf
from tests.support.pictures import drawing, of_margin, pixels, vml
from tests.support.word_files import (
    STYLES,
    Workshop,
    bookmark,
    call,
    mark,
    notes,
    p,
    page_template,
    r,
    ref,
    relation,
    row,
    table,
)

_CLAUSE = "Le bénéficiaire rend compte de 45 000 €."
_FIRST, _LAST = "La subvention est versée.", "Le tribunal est celui de Besançon."
_MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_STYLED = STYLES + (
    '<w:style w:type="character" w:styleId="Barre"><w:name w:val="Barré"/>'
    "<w:rPr><w:strike/></w:rPr></w:style>"
    '<w:style w:type="paragraph" w:styleId="Ote"><w:name w:val="Ôté"/>'
    "<w:rPr><w:dstrike/></w:rPr></w:style>"
    '<w:style w:type="paragraph" w:styleId="Cache"><w:name w:val="Caché"/>'
    "<w:rPr><w:vanish/></w:rPr></w:style>"
)


def _three(middle: str) -> str:
    return p(_FIRST) + middle + p(_LAST)


def _files(word: Workshop, old: str, new: str) -> tuple[Path, Path]:
    return (word.file(old, "a", styles=_STYLED), word.file(new, "b", styles=_STYLED))


_BARRED = '<w:rStyle w:val="Barre"/>'
_LINED = '<w:u w:val="single"/>'
_STRUCK_AND_LINED = f"<w:strike/>{_LINED}"


# --- struck out, hidden --------------------------------------------------------------------------

_STRUCK = {
    "run": f"<w:p>{r(_CLAUSE, '<w:strike/>')}</w:p>",
    "double": f"<w:p>{r(_CLAUSE, '<w:dstrike/>')}</w:p>",
    "by its style": f"<w:p>{r(_CLAUSE, _BARRED)}</w:p>",
    "by its paragraph": p(_CLAUSE, "Ote"),
    "in two runs": f"<w:p>{r(_CLAUSE[:9], '<w:strike/>')}{r(_CLAUSE[9:], '<w:strike/>')}</w:p>",
    "hidden": f"<w:p>{r(_CLAUSE, '<w:vanish/>')}</w:p>",
    "hidden by its paragraph": p(_CLAUSE, "Cache"),
}


_SHAPES = {
    "line": ('<w:pict><v:line from="0,0" to="100,0"/></w:pict>', "trait ou forme"),
    "drawn line": (
        f'<w:drawing><wp:anchor><a:graphic><a:graphicData uri="{_WPS}"><wps:wsp xmlns:wps="{_WPS}">'
        "<wps:spPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>",
        "trait ou forme",
    ),
    "WordArt": (
        '<w:pict><v:shape><v:textpath string="ANNULÉ"/></v:shape></w:pict>',
        "texte dessiné (WordArt) (ANNULÉ)",
    ),
}


@pytest.mark.parametrize("name", _SHAPES)
def test_what_is_drawn_is_told(word: Workshop, name: str) -> None:
    shape, said = _SHAPES[name]
    a, b = _files(word, _three(p(_CLAUSE)), _three(f"<w:p>{r(_CLAUSE)}<w:r>{shape}</w:r></w:p>"))
    assert short(compare(a, b)) == [("image ou objet", "", said)]
    assert compare(b, b).differences == ()


def test_a_row_that_is_hidden_is_deleted(word: Workshop) -> None:
    rows = table(row(_FIRST, "12"), row(_CLAUSE, "45 000"))
    hidden = rows.replace("<w:tr>", "<w:tr><w:trPr><w:hidden/></w:trPr>", 2)
    hidden = hidden.replace("<w:tr><w:trPr><w:hidden/></w:trPr>", "<w:tr>", 1)
    a, b = _files(word, rows, hidden)
    assert short(compare(a, b))[0] == ("supprimé", f"{_CLAUSE} | 45 000", "")


@pytest.mark.parametrize("name", _STRUCK)
def test_what_is_struck_or_hidden_is_a_deletion(word: Workshop, name: str) -> None:
    a, b = _files(word, _three(p(_CLAUSE)), _three(_STRUCK[name]))
    result = compare(a, b)
    assert short(result)[0] == ("supprimé", _CLAUSE, "")
    assert any(_CLAUSE in note for note in result.new.notes)
    assert short(compare(b, a))[0] == ("ajouté", "", _CLAUSE)
    assert compare(b, b).differences == ()


@pytest.mark.parametrize(
    "properties", ['<w:strike w:val="0"/>', '<w:strike w:val="false"/>', '<w:vanish w:val="off"/>']
)
def test_what_is_switched_off_is_there(word: Workshop, properties: str) -> None:
    a, b = _files(word, _three(p(_CLAUSE)), _three(f"<w:p>{r(_CLAUSE, properties)}</w:p>"))
    assert compare(a, b).differences == ()


def test_a_figure_struck_and_written_anew(word: Workshop) -> None:
    new = f"<w:p>{r('Une aide de ')}{r('45 000', '<w:strike/>')}{r(' 30 000 € est versée.')}</w:p>"
    a, b = _files(word, p("Une aide de 45 000 € est versée."), new)
    assert short(compare(a, b)) == [("chiffre", "45 000 €", "30 000 €")]


def test_a_digit_struck_changes_the_figure(word: Workshop) -> None:
    new = f"<w:p>{r('Une aide de 45 00')}{r('0', '<w:strike/>')}{r(' € est versée.')}</w:p>"
    a, b = _files(word, p("Une aide de 45 000 € est versée."), new)
    assert compare(a, b).differences[0].category == "chiffre"


def test_hidden_words_added_are_told(word: Workshop, tmp_path: Path) -> None:
    a, b = _files(word, _three(""), _three(f"<w:p>{r(_CLAUSE, '<w:vanish/>')}</w:p>"))
    assert short(compare(a, b)) == [("masqué", "", _CLAUSE)]
    done = run("compare", str(a), str(b), "--format", "html")
    assert "Texte masqué (1)" in done.stdout
    assert done.exit_code == 1


def test_a_line_through_the_words_of_a_pdf(tmp_path: Path) -> None:
    """As « barré » prints it; a line under them says nothing."""
    lines = (_FIRST, _CLAUSE, _LAST)
    a = write_pdf(tmp_path / "a.pdf", [body(*lines)])
    under = "0.6 w 70 683 m 300 683 l S"
    assert compare(a, write_pdf(tmp_path / "b.pdf", [body(*lines), under])).differences == ()
    through = "0.6 w 70 689 m 290 689 l S"
    result = compare(a, write_pdf(tmp_path / "c.pdf", [body(*lines), through]))
    assert short(result) == [("supprimé", _CLAUSE, "")]
    assert any("barré" in note for note in result.new.notes)


# --- pictures, objects, equations ----------------------------------------------------------------


def _with_picture(word: Workshop, name: str, run: str, data: bytes, before: str = _CLAUSE) -> Path:
    return word.file(
        _three(f"<w:p>{r(before)}{run}</w:p>"),
        name,
        relations=relation("image", "media/a.png"),
        more={"word/media/a.png": data},
    )


@pytest.mark.parametrize("run", [drawing("Tampon"), vml("Tampon")])
def test_a_picture_is_told(word: Workshop, run: str) -> None:
    a = word.file(_three(p(_CLAUSE)), "a")
    b = _with_picture(word, "b", run, pixels())
    (found,) = compare(a, b).differences
    assert (found.category, found.after) == ("image ou objet", "image (Tampon)")
    assert found.place == "paragraphe 2"
    (found,) = compare(b, a).differences
    assert (found.before, found.after) == ("image (Tampon)", "")
    assert compare(b, b).differences == ()
    other = _with_picture(word, "c", run, pixels(colour="#000000"))
    (found,) = compare(b, other).differences
    assert (found.before, found.after) == ("image (Tampon)", "image (Tampon)")


def test_a_picture_where_people_sign_is_foreseen(word: Workshop) -> None:
    a = word.file(_three(p("Fait à Besançon, le 16 avril 2024")), "a")
    b = _with_picture(word, "b", drawing("Paraphe"), pixels(), "Fait à Besançon, le 16 avril 2024")
    result = compare(a, b)
    assert result.differences == ()
    assert [d.after for d in result.filled] == ["image (Paraphe)"]


def test_a_picture_of_a_header_is_told(word: Workshop) -> None:
    a = word.file(_three(""), "a", headers={"header-default": p("Ville")})
    head = f"<w:p>{r('Ville')}{drawing('Logo')}</w:p>"
    more = of_margin("header1", pixels())
    b = word.file(_three(""), "b", headers={"header-default": head}, more=more)
    assert [(d.place, d.after) for d in compare(a, b).differences] == [("en-tête", "image (Logo)")]


_CHART = (
    '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    f'xmlns:a="{_A}"><a:t>Recettes</a:t><c:v>45000</c:v></c:chartSpace>'
)


def _drawn(uri: str, attribute: str) -> str:
    name = uri.rpartition("/")[2]
    return (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="9" cy="9"/><a:graphic><a:graphicData '
        f'uri="{uri}"><x:{name} xmlns:x="{uri}" r:{attribute}="rId9"/></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


@pytest.mark.parametrize(
    ("name", "attribute", "kind"), [("chart", "id", "graphique"), ("diagram", "dm", "SmartArt")]
)
def test_the_words_of_a_chart_are_told(
    word: Workshop, name: str, attribute: str, kind: str
) -> None:
    uri = f"http://schemas.openxmlformats.org/drawingml/2006/{name}"

    def made(file: str, content: str) -> Path:
        return word.file(
            _three(f"<w:p>{_drawn(uri, attribute)}</w:p>"),
            file,
            relations=relation(name, "charts/x.xml"),
            more={"word/charts/x.xml": content},
        )

    a = made("a", _CHART)
    assert compare(a, made("b", _CHART)).differences == ()
    (found,) = compare(a, made("c", _CHART.replace("45000", "30000"))).differences
    assert (found.before, found.after) == (f"{kind} (Recettes 45000)", f"{kind} (Recettes 30000)")


def test_an_object_is_told(word: Workshop) -> None:
    body = '<w:p><w:r><w:object><x:OLEObject xmlns:x="urn:x" r:id="rId9"/></w:object></w:r></w:p>'
    b = word.file(
        _three(body),
        "b",
        relations=relation("package", "embeddings/a.xlsx"),
        more={"word/embeddings/a.xlsx": b"PK"},
    )
    (found,) = compare(word.file(_three(""), "a"), b).differences
    assert found.after == "objet incorporé"


def test_the_words_of_an_equation_are_read(word: Workshop) -> None:
    equation = (
        f'<m:oMath xmlns:m="{_MATH}"><m:r><m:t>A = 12 000</m:t></m:r>'
        "<m:r><m:t> × 2</m:t></m:r></m:oMath>"
    )
    new = _three(f"<w:p>{r(_CLAUSE)}{equation}</w:p>")
    a, b = _files(word, _three(p(_CLAUSE)), new)
    (found,) = compare(a, b).differences
    assert found.after == "A = 12 000 × 2"
    target = word.folder / "redline.docx"
    assert run("compare", str(b), str(a), "--redline", str(target)).exit_code == 1
    assert compare(target, a).differences == ()


def test_of_several_forms_one_is_read(word: Workshop) -> None:
    def shape(words: str, name: str) -> str:
        return f'<w:r><w:pict><v:shape id="{name}"><v:textbox><w:txbxContent>{p(words)}' \
            "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"  # fmt: skip

    def choice(*forms: str) -> str:
        return f'<w:p>{r("x")}<mc:AlternateContent xmlns:mc="{_MC}">{"".join(forms)}' \
            "</mc:AlternateContent></w:p>"  # fmt: skip

    def one(words: str, name: str) -> str:
        return f'<mc:Choice xmlns:wps="{_WPS}" Requires="wps">{shape(words, name)}</mc:Choice>'

    def last(words: str) -> str:
        return f"<mc:Fallback>{shape(words, 'f')}</mc:Fallback>"

    plain = word.file(p("x") + p("boîte"), "a")
    for forms in (
        (one("boîte", "a"), last("boîte")),
        (one("boîte", "a"), one("boîte", "b"), last("boîte")),
        (last("boîte"),),
    ):
        assert compare(plain, word.file(choice(*forms), "b")).differences == ()


def test_a_mark_across_the_pages_is_told(word: Workshop, tmp_path: Path) -> None:
    def marked(name: str, words: str) -> Path:
        path = f'<v:shape id="s"><v:textpath string="{words}"/></v:shape>' if words else ""
        pict = f"<w:r><w:pict>{path}</w:pict></w:r>"
        return word.file(p(_CLAUSE), name, headers={"header-default": f"<w:p>{pict}</w:p>"})

    plain, draft = marked("a", ""), marked("b", "PROJET")
    assert compare(draft, plain).differences == ()
    assert short(compare(plain, marked("c", "ANNULÉ"))) == [("en-tête", "", "ANNULÉ")]
    slanted = "BT /F1 60 Tf 0.7 0.7 -0.7 0.7 150 300 Tm (ANNULE) Tj ET"
    pdf = write_pdf(tmp_path / "d.pdf", [body(_CLAUSE), slanted])
    assert short(compare(plain, pdf)) == [("en-tête", "", "ANNULE")]


# --- a document in both formats ------------------------------------------------------------------


def _both(document: Document, folder: Path) -> tuple[Path, Path]:
    page = html.page(document, page_template(), draft=False)
    (folder / "a.docx").write_bytes(write(document.parts))
    (folder / "a.pdf").write_bytes(lay_out(page, "2024-04-11"))
    return folder / "a.docx", folder / "a.pdf"


def _noted(words: str, number: int, after: str = "") -> str:
    return f"<w:p>{r(words)}{call(number)}{r(after)}</w:p>"


def _one(content: str, kind: str = "footnote") -> str:
    return f"<w:p>{mark(kind)}{r(f' {content}')}</w:p>"


_PAGE = ref("ici").replace("REF", "PAGEREF").replace("\\r ", "")
_BOTH: dict[str, Callable[[Workshop], Document]] = {
    "struck": lambda word: word.document(
        p(_FIRST) + f"<w:p>{r('Aide de ')}{r('45 000 €', '<w:strike/>')}{r(' 30 000 €.')}</w:p>"
        f"<w:p>{r(_CLAUSE, _STRUCK_AND_LINED)}</w:p>"
        f"<w:p>{r(_LAST, _LINED)}</w:p>" + table(row(_FIRST, _CLAUSE), row(_LAST, "12"))
    ),
    "notes": lambda word: word.document(
        _noted("La subvention de 45 000", 1, " € est versée.")
        + p(_LAST)
        + _noted("Le bénéficiaire", 2, " rend compte.")
        + table(row(_FIRST, f"<w:tc>{_noted('Montant', 3)}</w:tc>"))
        + f"<w:p>{r('Enfin')}{call(1, 'endnote')}</w:p>",
        more=notes(
            _one("Décret n° 2001-495 du 6 juin 2001, un long texte qui va à la ligne " * 2),
            _one("Ses comptes."),
            _one("12 % du budget de 594 000 €."),
        )
        | notes(_one("De la fin.", "endnote"), kind="endnote"),
    ),
    "page numbers": lambda word: word.document(
        f"<w:p>{r('Voir la page ')}{_PAGE}{r(', et la suite, page ')}{_PAGE}{r('.')}</w:p>"
        + f"<w:p>{bookmark('ici')}{r(_LAST)}</w:p>"
    ),
    "pictures": lambda word: word.document(
        p(_FIRST) + f"<w:p>{drawing('Carte')}</w:p>" + f"<w:p>{r(_LAST)}{drawing('Carte')}</w:p>",
        relations=relation("image", "media/a.png"),
        headers={"header-default": f"<w:p>{r('Ville')}{drawing('Logo')}</w:p>"},
        more={"word/media/a.png": pixels()}
        | of_margin("header1", pixels(colour="#00FF00"), target="media/b.png"),
    ),
}


@pytest.mark.parametrize("name", _BOTH)
def test_the_pdf_of_a_document_is_faithful_to_it(word: Workshop, tmp_path: Path, name: str) -> None:
    docx, pdf = _both(_BOTH[name](word), tmp_path)
    for old, new in ((docx, pdf), (pdf, docx), (pdf, pdf)):
        result = compare(old, new)
        assert result.differences == (), f"{old.suffix} → {new.suffix}"


def test_a_note_changed_in_the_pdf_is_told(word: Workshop, tmp_path: Path) -> None:
    _, pdf = _both(_BOTH["notes"](word), tmp_path)
    said = notes(_one("Décret n° 2001-495 du 6 juin 2001."), _one("Ses comptes."))
    text = _noted("La subvention", 1, " est versée.") + _noted("Le bénéficiaire", 2)
    approved = word.file(text, "approved", more=said)
    changed = said["word/footnotes.xml"]
    assert isinstance(changed, str)
    other = word.document(text, more={"word/footnotes.xml": changed.replace("495", "459")})
    folder = tmp_path / "other"
    folder.mkdir()
    _, pdf = _both(other, folder)
    assert ("chiffre", "495", "459") in [
        (c, a[-3:], b[-3:]) for c, a, b in short(compare(approved, pdf))
    ]


def test_a_picture_added_to_a_pdf_is_told(word: Workshop, tmp_path: Path) -> None:
    _, pdf = _both(_BOTH["pictures"](word), tmp_path)
    plain = word.file(p(_FIRST) + p(_LAST), "plain", headers={"header-default": p("Ville")})
    found = compare(plain, pdf).differences
    assert [(d.category, d.after, d.place) for d in found] == [
        ("image ou objet", "image", "page 1")
    ] * 2


def test_the_letters_of_a_page_are_no_lines(tmp_path: Path) -> None:
    """Borders of a table, above and below its words, strike none."""
    borders = "\n".join(f"0.5 w 60 {y} m 400 {y} l S" for y in (712, 697, 682, 667))
    a = write_pdf(tmp_path / "a.pdf", [body(_FIRST, _CLAUSE, _LAST)])
    b = write_pdf(tmp_path / "b.pdf", [Said(70, 700, [_FIRST, _CLAUSE, _LAST]), borders])
    assert compare(a, b).differences == ()


def _form(ticked: str) -> str:
    box = f'<w:ffData><w:checkBox><w:default w:val="0"/>{ticked}</w:checkBox></w:ffData>'
    code = "<w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r>"
    begins = f'<w:r><w:fldChar w:fldCharType="begin">{box}</w:fldChar></w:r>'
    ends = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    return f"<w:p>{begins}{code}{ends}<w:r><w:t> Accepte</w:t></w:r></w:p>"


def test_a_box_of_a_form_that_is_ticked_is_a_difference(tmp_path: Path) -> None:
    a = make(tmp_path / "a.docx", _form(""), "Fin.")
    b = make(tmp_path / "b.docx", _form("<w:checked/>"), "Fin.")
    assert [d.after for d in compare(a, b).differences] == ["☒"]


def test_a_tick_is_a_difference_unless_it_marks_a_list(tmp_path: Path) -> None:
    a = make(tmp_path / "a.docx", [("Accord", "")], "Un point ;")
    b = make(tmp_path / "b.docx", [("Accord", "✓")], "✓ Un point ;")
    assert [d.after for d in compare(a, b).differences] == ["✓"]
