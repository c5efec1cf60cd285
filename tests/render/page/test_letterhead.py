"""A letterhead on paper: what stands in a margin takes its room from the words, as in Word."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from lxml import etree

from pmtdocs.render.page.html import page
from pmtdocs.render.page.pdf import write_pdf
from pmtdocs.word.package import TemplateError
from tests.support import letterhead
from tests.support.pictures import Box, drawing, marks, of_margin, pixels, placed
from tests.support.word_files import SECTION, STYLES, Workshop, p, page_template, r, relation, table

#: What a line of the tests' text takes, at least.
_LINE = 8.0


class Laid(NamedTuple):
    """A page: its pictures, and its lines with their words."""

    pictures: list[Box]
    lines: dict[str, Box]

    def line(self, words: str) -> Box:
        return next(box for said, box in self.lines.items() if words in said)


def laid_out(pdf: bytes) -> list[Laid]:
    """Pictures from the top by Pdfium, lines by Poppler."""
    run = ["pdftotext", "-bbox-layout", "-", "-"]
    read = subprocess.run(run, input=pdf, capture_output=True, check=True).stdout
    out = []
    for sheet, words in zip(
        pypdfium2.PdfDocument(pdf), etree.fromstring(read).iter("{*}page"), strict=True
    ):
        height = sheet.get_height()
        found = sheet.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=5)
        boxes = [Box(x, height - y2, x2, height - y) for x, y, x2, y2 in map(_bounds, found)]
        lines = {
            " ".join(word.text or "" for word in line): Box(
                *(float(line.get(f"{axis}{end}") or 0) for end in ("Min", "Max") for axis in "xy")
            )
            for line in words.iter("{*}line")
        }
        out.append(Laid(sorted(boxes, key=lambda box: box.top), lines))
    return out


def _bounds(image: pypdfium2.PdfObject) -> tuple[float, float, float, float]:
    left, bottom, right, top = image.get_bounds()
    return left, bottom, right, top


def pages_of(word: Workshop, body: str, **options: Any) -> list[Laid]:
    document = word.document(body, **options)
    return laid_out(write_pdf(page(document, page_template(), draft=False), "2024-04-11"))


@pytest.fixture(scope="module")
def letter(tmp_path_factory: pytest.TempPathFactory) -> list[Laid]:
    document = letterhead.letter(tmp_path_factory.mktemp("lettre"))
    return laid_out(write_pdf(page(document, page_template(), draft=False), document.date))


def test_the_words_begin_below_the_header(letter: list[Laid]) -> None:
    """Taller than the margin of the page (56,7 pt) on the first, on no other."""
    first, *others = letter
    logo, address = first.pictures[0], first.line("Téléphone")
    title = first.line("Convention de subvention")
    assert title.top > max(logo.bottom, address.bottom) > 56.7
    assert title.top < logo.bottom + 40  # and not half a page lower
    assert len(others) >= 2
    for sheet in others:
        top = min(box.top for words, box in sheet.lines.items() if "soutient" in words)
        assert sheet.pictures[0].bottom < top < 75


def test_logo_and_address_stand_side_by_side(letter: list[Laid]) -> None:
    logo, street = letter[0].pictures[0], letter[0].line(letterhead.STREET)
    assert logo.left == pytest.approx(56.7, abs=8)
    assert logo.top == pytest.approx(28.35, abs=8)
    assert (logo.right - logo.left, logo.bottom - logo.top) == pytest.approx((96, 72), abs=0.5)
    assert logo.top < street.top < logo.bottom
    assert street.right == pytest.approx(595.3 - 56.7, abs=8)


def test_tabs_lead_to_the_middle_and_to_the_right(letter: list[Laid]) -> None:
    line = letter[0].line("Siret")
    assert (line.left + line.right) / 2 == pytest.approx(595.3 / 2, abs=3)
    assert letter[0].line("page 1").right == pytest.approx(595.3 - 56.7, abs=3)
    assert letter[0].line("exemple.fr").left < 100


def test_nothing_in_the_middle_takes_no_room(word: Workshop) -> None:
    """« Commune de… », two tabs, « Convention »: half of the line is no reason to break."""
    tab = "<w:r><w:tab/></w:r>"
    tabs = (
        '<w:tabs><w:tab w:val="center" w:pos="4819"/><w:tab w:val="right" w:pos="9638"/></w:tabs>'
    )
    long = "Communauté de communes du Val d'Ormeau"
    line = f"<w:p><w:pPr>{tabs}</w:pPr>{r(long)}{tab}{tab}{r('Convention')}</w:p>"
    (page,) = pages_of(word, p("Corps"), headers={"header-default": line})
    assert page.line("Communauté").top == pytest.approx(page.line("Ormeau").top, abs=1)
    assert page.line("Convention").right == pytest.approx(50 + 9638 / 20, abs=3)


def test_even_pages_are_the_others_mirrored(letter: list[Laid]) -> None:
    assert letter[1].pictures[0].right == pytest.approx(595.3 - 56.7, abs=3)
    assert letter[2].pictures[0].left == pytest.approx(56.7, abs=3)


def test_a_picture_is_where_word_puts_it_on_the_page(letter: list[Laid]) -> None:
    """Below a header that takes room, too."""
    assert any(
        (box.left, box.top) == pytest.approx((400, 700), abs=1) for box in letter[0].pictures
    )


def test_a_note_stands_below_two_columns_of_one_height(letter: list[Laid]) -> None:
    last = letter[-1]
    one, two = (last.line(f"Engagement {n}") for n in (1, 2))
    assert one.top == pytest.approx(two.top, abs=1)
    assert one.right < 595.3 / 2 < two.left
    note = last.line(letterhead.NOTE)
    assert note.top > one.bottom
    assert note.bottom < last.line("Siret").top
    assert last.line("Voir le").top < one.top
    assert "Tableau 1" in str([*last.lines])
    assert all(amount in str([*last.lines]) for amount in letterhead.RECEIPTS.values())


# --- other heights -----------------------------------------------------------------------------


def test_a_footer_pushes_from_below(word: Workshop) -> None:
    footer = f"<w:p>{drawing('Sceau', (60, 150))}</w:p>"
    (first, *_) = pages_of(
        word, "".join(p(f"Ligne {n}") for n in range(90)),
        headers={"footer-default": footer}, more=of_margin("footer1", pixels()),
    )  # fmt: skip
    (seal,) = first.pictures
    assert seal.bottom == pytest.approx(841.9 - 25, abs=6)
    assert max(box.bottom for box in first.lines.values()) <= seal.top


@pytest.mark.parametrize(
    "header",
    [
        "".join(p(f"En-tête {n}") for n in range(9)),
        p("En-tête " + "de mots qui tiennent plusieurs lignes " * 30),
        table(*(f"<w:tr><w:tc>{p(f'En-tête {n}')}</w:tc></w:tr>" for n in range(8))),
    ],
    ids=["paragraphs", "a long one", "a table"],
)
def test_a_header_of_any_kind_pushes(word: Workshop, header: str) -> None:
    (first,) = pages_of(word, p("Corps"), headers={"header-default": header})
    heads = [box for said, box in first.lines.items() if "Corps" not in said]
    assert max(box.bottom for box in heads) > 50
    assert first.line("Corps").top > max(box.bottom for box in heads) - 2


def test_what_fits_in_a_header_is_printed_whole(word: Workshop) -> None:
    """What does not is refused (MDL155), whether the template says it or the facts do."""
    lines = "".join(p(f"Ligne {n}") for n in range(44))
    (first,) = pages_of(word, p("Corps"), headers={"header-default": lines})
    last = first.line("Ligne 43")
    assert first.line("Corps").top > last.bottom - 2
    loop = p("{%p for x in l %}") + p("Ligne {{ x }}") + p("{%p endfor %}")
    document = word.document(p("Corps"), {"l": [*range(70)]}, headers={"header-default": loop})
    with pytest.raises(TemplateError, match=r"« Ligne 0 ».*34,0 cm sur les 29,7 cm"):
        page(document, page_template(), draft=False)


def test_a_header_higher_than_was_guessed_is_refused(word: Workshop) -> None:
    html = page(
        word.document(p("Corps"), headers={"header-default": p("Haut") * 30}),
        page_template(), draft=False,
    )  # fmt: skip
    with pytest.raises(TemplateError, match="plus haut que sa page"):
        write_pdf(html.replace("Haut", "<br><br>Haut"), "2024-04-11")


@pytest.mark.parametrize(
    "middle",
    [
        '<w:p><w:r><w:br w:type="page"/></w:r></w:p>', p("b", extra="<w:pageBreakBefore/>"),
        p("b", "Nouvelle"),
    ],
    ids=["a break", "a paragraph", "its style"],
)  # fmt: skip
def test_nothing_of_a_header_goes_to_another_page(word: Workshop, middle: str) -> None:
    styles = STYLES + (
        '<w:style w:type="paragraph" w:styleId="Nouvelle"><w:name w:val="Nouvelle"/><w:pPr>'
        "<w:pageBreakBefore/></w:pPr></w:style>"
    )
    header = p("Haut") + middle + p("Bas") * 4
    (first,) = pages_of(word, p("Corps"), headers={"header-default": header}, styles=styles)
    assert first.line("Haut").bottom < first.line("Bas").top < first.line("Corps").top


def test_a_first_page_without_header_is_not_pushed(word: Workshop) -> None:
    section = SECTION.replace("<w:pgSz", "<w:titlePg/><w:pgSz")
    first, second = pages_of(
        word, "".join(p(f"Ligne {n}") for n in range(60)), section=section,
        headers={"header-default": "".join(p(f"Haut {n}") for n in range(9))},
    )  # fmt: skip
    assert min(box.top for box in first.lines.values()) < 50 + _LINE
    assert "Haut 8" in "".join(second.lines)
    body = [box for said, box in second.lines.items() if "Ligne" in said]
    assert min(box.top for box in body) > second.line("Haut 8").bottom - 2


def test_a_short_header_costs_no_second_look(word: Workshop) -> None:
    html = word.html(p("Corps"), headers={"header-default": p("Une ligne")})
    assert "edge" not in html


# --- drafts ------------------------------------------------------------------------------------


def test_a_draft_is_marked_as_in_word_and_says_no_word_more(tmp_path: Path) -> None:
    """On each page: the grey of Word's mark, its size, its slant; none of its letters."""
    document = letterhead.letter(tmp_path, draft=True)
    pdf = write_pdf(page(document, page_template(), draft=True), document.date)
    for pixels_marked, box in marks(pdf):
        assert pixels_marked > 2000
        assert (box.right - box.left, box.bottom - box.top) == pytest.approx((390, 390), abs=32)
        assert (box.left + box.right) / 2 == pytest.approx(595.3 / 2, abs=16)
    words = "".join(said for sheet in laid_out(pdf) for said in sheet.lines)
    assert "PROJET" not in words.replace("\n", "")
    shape = b'style="position:absolute;margin-left:0;margin-top:0;width:440pt;height:120pt;rotation'
    marked = [data for data in document.parts.values() if b'string="PROJET"' in data]
    assert len(marked) == 3
    assert all(shape in data and b'fillcolor="#d9d9d9"' in data for data in marked)


def test_a_logo_of_several_parts_is_written_once_and_runs_on(word: Workshop) -> None:
    """Also in HTML; on its own pages, each part begins below it."""
    header = f"<w:p>{drawing('Logo', (50, 90), anchor=placed('wrapTopAndBottom'))}</w:p>"
    parts = [
        word.file(p(f"Corps {n}"), f"partie-{n}", headers={"header-default": header},
                  section=SECTION.replace('w:top="1000"', f'w:top="{1000 + 600 * n}"'),
                  more=of_margin("header1", pixels()))
        for n in range(4)
    ]  # fmt: skip
    document = word.join(*map(word.fill, parts))
    html = page(document, page_template(), draft=False)
    assert html.count("<img") == 1
    for n, sheet in enumerate(laid_out(write_pdf(html, "2024-04-11"))):
        (logo,) = sheet.pictures
        assert logo.bottom == pytest.approx(25 + 90, abs=2)
        wanted = max(50 + 30 * n, logo.bottom)
        assert sheet.line(f"Corps {n}").top == pytest.approx(wanted, abs=8)


def test_a_picture_over_the_words_is_where_word_puts_it(word: Workshop) -> None:
    """From the corner of its paragraph, whose words keep their place among the others."""
    over = drawing("Tampon", (48, 36), anchor=placed("wrapNone", "column:200", "paragraph:12"))
    (sheet,) = pages_of(
        word, p("Avant") + f"<w:p>{r('Dessous')}{over}</w:p>" + p("Après"),
        relations=relation("image", "media/a.png"), more={"word/media/a.png": pixels()},
    )  # fmt: skip
    (stamp,) = sheet.pictures
    assert stamp.left == pytest.approx(50 + 200, abs=1)
    assert stamp.top == pytest.approx(sheet.line("Dessous").top + 12, abs=4)
    assert [*sheet.lines] == ["Avant", "Dessous", "Après"]


def test_a_picture_larger_than_the_page_leaves_the_words_beside_it(word: Workshop) -> None:
    """They were beyond the paper; the picture keeps its shape."""
    tall = drawing(size=(100, 1400))
    body = f"<w:p>{r('avant')}{tall}{r('après')}</w:p>"
    document = word.document(
        body, relations=relation("image", "media/a.png"), more={"word/media/a.png": pixels()}
    )
    (sheet,) = laid_out(write_pdf(page(document, page_template(), draft=False), "2024-04-11"))
    assert {*sheet.lines} == {"avant", "après"}
