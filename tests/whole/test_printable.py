"""What the check passes is printed, in DOCX, HTML and PDF; what it does not pass is said there.

Every wrapper that the schema allows around a run, a paragraph, a row or a cell × every way in which
a tag may lie across it × every place of a document. A paragraph says its own number, so that all of
them stand in one file a place.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from pmtdocs.finding import Severity
from pmtdocs.render.page.html import page
from pmtdocs.render.page.pdf import write_pdf
from pmtdocs.templates.inspection import inspect
from pmtdocs.word.package import parse, w
from pmtdocs.word.words import printed
from tests.support.faulty import runs
from tests.support.word_files import Workshop, bare, call, notes, p, page_template, r, row, table

_WHO = 'w:id="7" w:author="Claire" w:date="2024-01-02T03:04:05Z"'
_MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
_W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'

Wrap = Callable[[str], str]


def _around(name: str, attributes: str = "", before: str = "") -> Wrap:
    return lambda inside: f"<w:{name} {attributes}>{before}{inside}</w:{name}>"


def _sdt(inside: str) -> str:
    return f"<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def _choice(inside: str) -> str:
    return (
        f'<mc:AlternateContent {_MC} {_W14}><mc:Choice Requires="w14">{inside}</mc:Choice>'
        f"<mc:Fallback>{r('ancien')}</mc:Fallback></mc:AlternateContent>"
    )


def _field(code: str) -> Wrap:
    begin, middle, end = (
        f'<w:r><w:fldChar w:fldCharType="{k}"/></w:r>' for k in ("begin", "separate", "end")
    )
    asked = f"<w:r><w:instrText>{code}</w:instrText></w:r>"
    return lambda inside: f"{begin}{asked}{middle}{inside}{end}"


def _between(first: str, last: str) -> Wrap:
    return lambda inside: f"{first}{inside}{last}"


def _both(outer: Wrap, inner: Wrap) -> Wrap:
    return lambda inside: outer(inner(inside))


_SMART = _around("smartTag", 'w:element="e"', "<w:smartTagPr/>")
_LINK = _around("hyperlink", 'w:anchor="ici"')
_CUSTOM = _around("customXml", 'w:element="e"', "<w:customXmlPr/>")
_INS = _around("ins", _WHO)
_RUBY = _both(_around("r"), _around("ruby", before=f"<w:rt>{r('x')}</w:rt>"))
_RANGES = {
    name: _between(f'<w:{name}Start w:id="9" w:name="{name}"/>', f'<w:{name}End w:id="9"/>')
    for name in (
        "bookmark", "commentRange", "perm", "moveToRange", "customXmlInsRange",
    )
}  # fmt: skip
#: Around runs.
WRAPPERS: dict[str, Wrap] = {
    "nothing": lambda inside: inside,
    "sdt": _sdt, "smartTag": _SMART, "customXml": _CUSTOM, "hyperlink": _LINK,
    "ins": _INS, "moveTo": _around("moveTo", _WHO), "choice": _choice,
    "dir": _around("dir", 'w:val="ltr"'), "bdo": _around("bdo", 'w:val="ltr"'),
    "proofErr": _between('<w:proofErr w:type="spellStart"/>', '<w:proofErr w:type="spellEnd"/>'),
    **_RANGES,
    "HYPERLINK": _around("fldSimple", 'w:instr=" HYPERLINK &quot;https://exemple.fr&quot; "'),
    "HYPERLINK field": _field(' HYPERLINK "https://exemple.fr" '),
    "PAGE": _around("fldSimple", 'w:instr=" PAGE "'), "PAGE field": _field(" PAGE "),
    "sdt in smartTag": _both(_SMART, _sdt), "hyperlink in sdt": _both(_sdt, _LINK),
    "sdt in hyperlink": _both(_LINK, _sdt), "choice in sdt": _both(_sdt, _choice),
    "sdt in ins": _both(_INS, _sdt), "ins in sdt": _both(_sdt, _INS),
    "customXml in choice": _both(_choice, _CUSTOM), "sdt in sdt": _both(_sdt, _sdt),
    "del": _around("del", _WHO), "moveFrom": _around("moveFrom", _WHO),
    "ruby": _both(_RUBY, _around("rubyBase")),
    "futur": _around("futur"),
}  # fmt: skip
#: A block begins and ends on one side of these.
_WHOLE = (
    "hyperlink", "ins", "moveTo", "dir", "bdo", "HYPERLINK", "HYPERLINK field", "hyperlink in sdt",
    "sdt in hyperlink", "sdt in ins", "ins in sdt",
)  # fmt: skip
_UNSAID = ("del", "moveFrom", "PAGE", "PAGE field")
#: What a tag is cut into, before, inside and after the wrapper.
POSITIONS = {
    "inside": ("", "{{ convention.intitule }}", ""),
    "with its words": ("", "av {{ convention.intitule }}", ""),
    "begun inside": ("", "{{ convention.", "intitule }}"),
    "ended inside": ("{{ conven", "tion.intitule }}", ""),
    "across": ("{", "{ convention.", "intitule }}"),
    "outside": ("{{ convention.intitule }}", " suite", ""),
    "block inside": ("", "{% if convention.intitule %}x{% endif %}", ""),
    "block around": ("{% if convention.intitule %}", "x", "{% endif %}"),
    "block begun inside": ("", "{% if convention.intitule %}x", "y{% endif %}"),
    "block ended inside": ("{% for p in convention.parties %}", "{{ p.role }}{% endfor %}", ""),
}  # fmt: skip
#: Around paragraphs.
BLOCKS: dict[str, Wrap] = {"nothing": lambda x: x, "sdt": _sdt, "choice": _choice}
VALUE = "Programme Eau"
PARTIES = [{"role": "un"}, {"role": "deux"}]
FACTS: dict[str, object] = {"convention": {"intitule": VALUE, "parties": PARTIES}}


def _in_cell(inside: str) -> str:
    return table(row(f"<w:tc>{inside}</w:tc>"))


#: Where paragraphs stand: the body, and the headers and footers of a file.
PLACES: dict[str, Callable[[str], dict[str, Any]]] = {
    "paragraph": lambda inside: {"body": inside},
    "cell": lambda inside: {"body": _in_cell(inside)},
    "nested table": lambda inside: {"body": _in_cell(_in_cell(inside) + "<w:p/>")},
    "wrapped row": lambda inside: {
        "body": table(_sdt(f"<w:tr>{_CUSTOM(f'<w:tc>{inside}</w:tc>')}</w:tr>"))
    },
    "header": lambda inside: {"body": p("a"), "headers": {"header-default": inside}},
    "footer": lambda inside: {"body": p("a"), "headers": {"footer-default": inside}},
    "footnote": lambda inside: {"body": runs(r("a"), call(1)), "more": notes(inside)},
    "endnote": lambda inside: {
        "body": runs(r("a"), call(1, "endnote")), "more": notes(inside, kind="endnote"),
    },
}  # fmt: skip
CASES = [*product(WRAPPERS, POSITIONS, BLOCKS)]
#: The pieces of a written file that hold words.
_NAMES = re.compile(r"word/(?:document|header\d+|footer\d+|footnotes|endnotes)\.xml")
#: Too long a header leaves no page: so many paragraphs at most are in one, on the screen.
_ON_PAPER, _IN_MARGIN = 8, 24


def _paragraph(number: int) -> str:
    wrapper, position, block = CASES[number]
    before, inside, after = POSITIONS[position]
    pieces = (
        r(f"n{number}: "),
        before and r(before),
        WRAPPERS[wrapper](r(inside)),
        after and r(after),
    )
    return BLOCKS[block](runs(*pieces, r(f" :f{number}")))


def _said(number: int) -> str:
    """What it prints; what was deleted, and the number that Word last counted, is not."""
    wrapper, position, _ = CASES[number]
    before, inside, after = POSITIONS[position]
    inside = "" if wrapper in _UNSAID else inside
    words = "".join((before, inside, after)).replace("{{ convention.intitule }}", VALUE)
    words = re.sub(r"{%.*?%}", "", words.replace("{{ p.role }}", "undeux"))
    return " ".join(f"n{number}: {words} :f{number}".split())


def _document(word: Workshop, place: str, numbers: list[int]) -> Path:
    return word.file(**PLACES[place]("".join(map(_paragraph, numbers))))


def _refused(file: Path) -> set[int]:
    """The numbers of the paragraphs with an error."""
    faults = [f for f in inspect(file) if f.kind.severity is Severity.ERROR]
    found = [re.match(r"n(\d+):", fault.text) for fault in faults]
    assert all(found), [f.message for f, m in zip(faults, found, strict=True) if not m]
    return {int(m[1]) for m in found if m}


def _is_refused(wrapper: str, position: str) -> bool:
    """A tag that a pending change cuts or takes away, that a field or an object would lose."""
    if wrapper in ("ruby", "futur"):
        return True
    if wrapper in _UNSAID:
        return position not in ("outside", "block around")
    if "block" in position and wrapper in _WHOLE:
        return position in ("block begun inside", "block ended inside")
    cut = wrapper in ("ins", "moveTo", "sdt in ins", "ins in sdt")
    return cut and position in ("begun inside", "ended inside", "across")


@pytest.mark.parametrize("place", PLACES)
def test_what_the_check_passes_is_printed(word: Workshop, place: str) -> None:
    most = _IN_MARGIN if place in ("header", "footer") else len(CASES)
    for start in range(0, len(CASES), most):
        _is_printed(word, place, [*range(len(CASES))][start : start + most])


def _is_printed(word: Workshop, place: str, numbers: list[int]) -> None:
    printable = [n for n in numbers if not _is_refused(*CASES[n][:2])]
    assert _refused(_document(word, place, numbers)) == {*numbers} - {*printable}
    file = _document(word, place, printable)
    assert _refused(file) == set()
    document = word.join(word.fill(file, FACTS))
    wanted = [_said(n) for n in printable]
    pieces = [parse(data) for name, data in document.parts.items() if _NAMES.fullmatch(name)]
    lines = [" ".join(printed(e).split()) for piece in pieces for e in piece.iter(w("p"))]
    assert [line for line in lines if line.startswith("n")] == wanted
    shown = " ".join(bare(page(document, page_template(), draft=False)).split())
    assert [words for words in wanted if words not in _without_pages(shown)] == []


def _without_pages(shown: str) -> str:
    """The number of a page stands before the end of its paragraph."""
    return " ".join(re.sub(r"\d* (:f\d+)", r" \1", shown).split())


def test_the_combinations_are_many() -> None:
    assert len(CASES) * len(PLACES) == 7680


@pytest.mark.parametrize("place", PLACES)
def test_a_sample_of_each_place_on_paper(word: Workshop, place: str) -> None:
    printable = [n for n, (wrapper, how, _) in enumerate(CASES) if not _is_refused(wrapper, how)]
    numbers = printable[:: len(printable) // _ON_PAPER]
    document = word.join(word.fill(_document(word, place, numbers), FACTS))
    pdf = write_pdf(page(document, page_template(), draft=False), "2024-04-11")
    (word.folder / "x.pdf").write_bytes(pdf)
    command = ["pdftotext", "-layout", str(word.folder / "x.pdf"), "-"]
    laid_out = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    shown = _without_pages(" ".join(laid_out.split()))
    assert [_said(n) for n in numbers if _said(n) not in shown] == []
