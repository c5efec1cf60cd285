"""Both engines on packed documents: the same words on the same pages, none beyond the paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pmtdocs.render.page import pdf
from pmtdocs.render.page.html import page
from pmtdocs.render.page.pdf import UnfitError
from pmtdocs.render.page.typst.engine import Job
from pmtdocs.render.page.walk import walk
from tests.support.accessible import faults_of_pdf, outline_of_html
from tests.support.pictures import drawing, pixels, placed
from tests.support.word_files import (
    SECTION,
    XMLNS,
    Workshop,
    bookmark,
    call,
    mark,
    notes,
    p,
    page_template,
    r,
    relation,
    row,
    table,
)  # fmt: skip
from tests.support.words import words_by_page

_LINE = "La commune soutient les associations de son territoire, dans la limite de ses crédits. "
_HEAD = row("Poste", "Montant", properties="<w:tblHeader/>")
_LINES = "<w:tblBorders>{}</w:tblBorders>".format(
    "".join(
        f'<w:{side} w:val="single" w:sz="8" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
)
_BOXES = '<w:tblStyle w:val="MEP"/>'
_NEW_PAGE = "<w:pageBreakBefore/>"
_SPACED = '<w:spacing w:val="400"/>'
_BREAK = '<w:r><w:br w:type="page"/></w:r>'
_WEB = relation("hyperlink", "https://exemple.fr", 'TargetMode="External"', 8)


def _cell(inside: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def _row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def _item(words: str, level: int = 0, more: str = "") -> str:
    number = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
    return f"<w:p><w:pPr>{number}</w:pPr>{more}{r(words)}</w:p>"


def _ending(more: str, kind: str = "nextPage") -> str:
    """What ends a section, as ``SECTION`` but for its paper."""
    return SECTION.replace("<w:pgSz", f'<w:type w:val="{kind}"/><w:pgSz').replace(
        "</w:sectPr>", f"{more}</w:sectPr>"
    )


def _tables() -> Iterator[str]:
    span, start, on = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    yield table(
        _row(_cell(p("Large"), span), _cell(p("H"), start), properties="<w:tblHeader/>"),
        _row(*(_cell(p(w)) for w in "ab"), _cell(p(""), on), properties="<w:tblHeader/>"),
        _row(_cell(p("v"), start), _cell(p("4")), _cell(p("5"))),
        _row(_cell(p(""), on), _cell(p(f"6 {_LINE}"), span)),
        widths=(2000, 3000, 2000), properties=_LINES,
    )  # fmt: skip
    yield table(_HEAD, row("seul"), _row(_cell(p("c")), properties='<w:gridBefore w:val="1"/>'))
    high = (_row(_cell(p(f"h{n}")), _cell(p(_LINE)), properties=f'<w:trHeight w:val="{400 * n}"/>')
            for n in range(1, 8))  # fmt: skip
    yield table(_HEAD, *high, properties=_LINES)
    whole = (_row(_cell(p(f"h{n}")), _cell(p(_LINE * 6)), properties="<w:cantSplit/>")
             for n in range(12))  # fmt: skip
    yield table(_HEAD, *whole, properties=_LINES)
    inner = table(_HEAD, row("i", "j"), widths=(800, 900))
    turned = '<w:textDirection w:val="btLr"/>'
    yield table(_HEAD, _row(_cell(p("tournée"), turned), _cell(f"{inner}{p('fin')}")))
    kept = p("Titre", "Titre", "<w:keepLines/>")
    yield table(_row(_cell(p("")), _cell(kept), _cell(kept)), widths=(100, 4000, 4000))
    yield table(_row(_cell(p(_LINE) + p("deux")), _cell(p("droite"))),
                properties=_BOXES, widths=(4000, 5000))  # fmt: skip
    yield table(_HEAD, _row(_cell(_item("a") + _item("b", 1)), _cell(p("Titre", "Titre"))))


def _lists() -> Iterator[str]:
    yield _item("un") + _item("deux", 1) + _item("un bis", 0, _BREAK) + _item("fin", 1)
    yield _item("a", 0, call(1)) + table(_HEAD, row("1", "2")) + _item("b", 1)
    yield _item("c", 0, drawing("Logo")) + _item("d")
    whole = '<w:pStyle w:val="Titre"/><w:keepLines/>'
    yield f"<w:p><w:pPr>{whole}</w:pPr>{r('Titre noté')}{call(2)}</w:p>"
    yield f"<w:p><w:pPr>{whole}</w:pPr>{drawing('Logo de la ville')}</w:p>"
    yield f"<w:p>{r('souligné et barré', '<w:u/><w:strike/>')}</w:p>"
    for long in ("2031-04-10-convention-objectifs/annexe-2", "anticonstitutionnellement" * 3):
        yield p(f"{_LINE} ainsi nommé {long}, où {_LINE}") + table(_HEAD, row(long, "2"))
    yield p(_LINE * 12, extra="<w:keepLines/>") * 4
    yield "".join(f"<w:p>{r(_LINE * 3)}{call(n)}</w:p>" for n in range(3, 20))
    linked = f"<w:hyperlink r:id='rId8'>{r('un ')}{r('deux', '<w:b/>')}</w:hyperlink>"
    inside = f"<w:hyperlink w:anchor='_Ref1'>{r('ici')}</w:hyperlink>"
    yield f"<w:p>{linked}{bookmark('_Ref1')}{r(' et ')}</w:p><w:p>{inside}</w:p>"
    anchors = (
        placed("wrapNone", "column:200", "paragraph:2"), placed("wrapTopAndBottom", "column:center")
    )  # fmt: skip
    shown = (drawing("Tampon", (48, 36), anchor=one) for one in anchors)
    yield "".join(f"<w:p>{r(_LINE)}{one}</w:p>" for one in shown)


def _sections() -> str:
    """Restarted, in roman figures, on another paper and on an odd page."""
    roman = _ending('<w:pgNumType w:fmt="lowerRoman" w:start="3"/>')
    turned = _ending("", "oddPage").replace('w:w="11906" w:h="16838"', 'w:w="16838" w:h="11906"')
    ends = (f"<w:p><w:pPr>{one}</w:pPr></w:p>" for one in (roman, turned))
    return "".join(f"{p(_LINE * 60)}{end}" for end in ends) + p(_LINE * 30)


def _margins() -> dict[str, Any]:
    """Tall ones, of other words on even pages and taller on the first."""
    code = "<w:r><w:instrText> PAGE </w:instrText></w:r>"
    parts = (("begin", code), ("separate", r("1")), ("end", ""))
    field = "".join(f'<w:r><w:fldChar w:fldCharType="{k}"/></w:r>{more}' for k, more in parts)
    even = f"<w:settings {XMLNS}><w:evenAndOddHeaders/></w:settings>"
    return {
        "headers": {
            "header-default": p("Haut") * 9, "header-even": p("Pair") * 9,
            "header-first": p("Premier") * 14,
            "footer-default": f"<w:p>{r('page ')}{field}</w:p>",
            "footer-first": p("Pied"), "footer-even": p("Pied pair"),
        },
        "section": _ending("<w:titlePg/>"), "more": {"word/settings.xml": even},
    }  # fmt: skip


_PACKED: dict[str, tuple[str, dict[str, Any]]] = {
    "tables": (p("", extra=_NEW_PAGE).join(_tables()), {}),
    "words": (
        p("", extra=_NEW_PAGE).join(_lists()),
        {
            "relations": relation("image", "media/a.png") + _WEB,
            "more": {"word/media/a.png": pixels()}
            | notes(*(f"<w:p>{mark()}{r(f' Note {n}. {_LINE * 2}')}</w:p>" for n in range(1, 20))),
        },
    ),
    "sections": (_sections(), {"headers": {"header-default": p("Haut") * 9}}),
    "margins": (p(_LINE) * 70, _margins()),
}


@pytest.mark.parametrize("name", _PACKED)
def test_both_say_the_same_on_the_same_pages(word: Workshop, tmp_path: Path, name: str) -> None:
    body, options = _PACKED[name]
    document = word.document(body, **options)
    html = page(document, page_template(), draft=False)
    jobs: dict[str, pdf.Job[bytes]] = {
        "weasyprint": pdf.HtmlJob(html, document.date),
        "typst": Job.of(walk(document), document),
    }
    files = {}
    for engine, data in pdf.write_all(jobs):
        files[engine] = tmp_path / f"{engine}.pdf"
        files[engine].write_bytes(data)
    assert words_by_page(files["typst"]) == words_by_page(files["weasyprint"])
    (tmp_path / "page.html").write_text(html, encoding="utf-8")
    outline = outline_of_html(tmp_path / "page.html")
    assert {*faults_of_pdf(files["typst"], outline)} <= {
        *faults_of_pdf(files["weasyprint"], outline)
    }


def test_no_total_and_no_heading_of_a_table_is_alone(word: Workshop, tmp_path: Path) -> None:
    wide = '<w:tcW w:w="2500" w:type="dxa"/>'

    def line(*words: str) -> str:
        span = '<w:gridSpan w:val="2"/>' if len(words) == 1 else ""
        return _row(*(_cell(p(one), wide + span) for one in words))

    def grants(count: int) -> str:
        lines = [line(f"L{n}", str(n)) for n in range(count)]
        return table(
            _HEAD, *lines, line("Titre"), line("M1", "1"), line("M2", "2"), line("Total", "3")
        )

    body = p("", extra=_NEW_PAGE).join(map(grants, range(38, 62)))
    document = word.document(body)
    html = page(document, page_template(), draft=False)
    jobs: dict[str, pdf.Job[bytes]] = {
        "weasyprint": pdf.HtmlJob(html, document.date),
        "typst": Job.of(walk(document), document),
    }
    for engine, data in pdf.write_all(jobs):
        (tmp_path / engine).write_bytes(data)
        pages = [one for one in words_by_page(tmp_path / engine) if one]
        assert sum("Total" in one for one in pages) == 24
        for one in pages:
            assert ("Titre" in one) == ("M1" in one), engine
            assert "Total" not in one or {"M1", "M2"} <= {*one}, engine


def _repeated(inside: str) -> str:
    """A table of two pages, whose head holds this."""
    head = _row(_cell(f"<w:p>{r('Poste')}{inside}</w:p>"), properties="<w:tblHeader/>")
    return table(head, *(_row(_cell(p("a"))) for _ in range(70)))


def _said(word: Workshop, body: str, **options: Any) -> str:
    document = word.document(body, **options)
    file = word.folder / "a.pdf"
    file.write_bytes(dict(pdf.write_all({"": Job.of(walk(document), document)}))[""])
    return " ".join(one for words in words_by_page(file) for one in words)


@pytest.mark.parametrize(
    "body",
    [
        p(f"{_LINE * 100} fin", extra="<w:keepLines/>"),
        table(_row(_cell(p("a") * 100 + p("fin")), _cell(p("b"))), properties=_BOXES),
        f"<w:p><w:pPr><w:keepLines/></w:pPr>{r(_LINE * 16, _SPACED)}{r('fin')}</w:p>",
    ],
    ids=["a paragraph", "boxes", "letters far apart"],
)
def test_what_stays_together_but_fills_more_than_a_page_is_whole(word: Workshop, body: str) -> None:
    assert "fin" in _said(word, p("x") + body).split()


@pytest.mark.parametrize(
    ("body", "options", "why"),
    [
        (table(_HEAD, _row(_cell(p(_LINE * 60)), properties="<w:cantSplit/>")), {}, "insécable"),
        (table(_HEAD, _row(_cell(p("a", extra='<w:spacing w:before="4000"/>') * 4),
                           properties="<w:cantSplit/>")), {}, "insécable"),
        (table(_row(_cell(p("MWMWM " * 60)), properties="<w:cantSplit/>"), widths=(1700,)),
         {}, "insécable"),  # a word a line
        (p(_LINE * 60, "Titre", extra="<w:keepLines/>"), {}, "un titre plus haut que la page"),
        (table(_row(_cell(p("Un", "Titre")), _cell(p("b")), properties="<w:tblHeader/>")), {},
         "un titre dans l'en-tête"),
        (f'<w:p><w:pPr><w:pStyle w:val="Titre"/></w:pPr>{r("a")}{_BREAK}{r("b")}</w:p>', {},
         "un saut de page dans un titre"),
        (p("漢"), {}, "le signe « 漢 »"),
        (_repeated(call(1)), {"more": notes(f"<w:p>{mark()}{r('n')}</w:p>")},
         "une note ou un lien dans un en-tête"),
        (_repeated(bookmark("_Ref1")) + "<w:p><w:hyperlink w:anchor='_Ref1'><w:r><w:t>x</w:t></w:r>"
         "</w:hyperlink></w:p>", {}, "un signet dans un en-tête"),
        (p("x"), {"headers": {"footer-default": p("Bas") * 9, "footer-first": p("b")},
                  "section": _ending("<w:titlePg/>")}, "moins haut sur la première page"),
        (p("x"), _margins() | {"headers": {"header-default": p("Haut") * 9, "header-even": p("b")}},
         "marges hautes"),
    ],
    ids=["a row", "a row of few words", "a row of wide words", "a long heading", "a heading",
         "a broken heading", "a sign", "a note", "a bookmark", "a first footer", "even headers"],
)  # fmt: skip
def test_what_else_is_left_to_another_engine(
    word: Workshop, body: str, options: dict[str, Any], why: str
) -> None:
    with pytest.raises(UnfitError, match=why):
        _said(word, body, **options)
