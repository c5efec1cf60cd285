"""Any text of the data, in every field of every template, arrives in Word, HTML and PDF as it is.

What changes on purpose is stated here: spaces and apostrophes, as ``french.typography`` sets them;
a line break, which a contents shows as a space; U+2011, a plain hyphen in HTML and PDF.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache, partial
from html.parser import HTMLParser
from pathlib import Path
from random import Random
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from pmtdocs.dossier.model import RichText
from pmtdocs.dossier.model.base import Sort
from pmtdocs.dossier.model.library import read_library
from pmtdocs.dossier.source import FORBIDDEN
from pmtdocs.dossier.views.contract import Shape, contract, find
from pmtdocs.dossier.views.tree import Leaf, Node
from pmtdocs.finding import ExitCode
from pmtdocs.language.french import typography
from pmtdocs.render.fill.compiled import load_part
from pmtdocs.render.fill.template import Rendered, render_part
from pmtdocs.render.join.contents import TARGET
from pmtdocs.render.join.join import Document, join, load_charter
from pmtdocs.render.page.fonts import FONTS
from pmtdocs.render.page.html import page
from pmtdocs.render.page.layout import lay_out
from pmtdocs.templates import CHARTER
from pmtdocs.templates.completed import Chosen, file_of, place_in
from pmtdocs.templates.reading import read
from pmtdocs.templates.words import read_wording
from pmtdocs.word import package
from pmtdocs.word.package import w
from tests.conftest import ROOT, Patch
from tests.render.page.test_nothing_dropped import fields_of
from tests.support.command import run
from tests.support.markup import Page
from tests.support.sentinels import Sentinels, Whim
from tests.support.word_files import (
    PIXEL,
    Workshop,
    p,
    page_template,
    r,
    relation,
    row,
    table,
    to_html,
)
from tests.support.words import stream

MODELES = ROOT / "templates"
PARTS = sorted(file for file in MODELES.glob("*/*.docx") if file.name != CHARTER)
_WORDS = (Sort.TEXT, Sort.NAME, Sort.RICH)

HOSTILE = (
    "{{ nom }}", "{% if x %}", "{%p endfor %}", "{# note #}", "{_{ nom }_}", "{{", "%}", "{%",
    "<script>alert(1)</script>", "<w:t>", "</w:p>", "&", "&amp;", "&#38;", "]]>", "<![CDATA[",
    "<!--", "\"", "'", "=\"", "=cmd|' /C calc'!A0", "${x}", "%s", "{0}", "\\1", "\\g<0>", "\\n",
    "**", "*", "^er^", "\\", "l'été", "« mot »", "n° 5", "12 000 €", "M. X", " ;", " :", "  ",
    " ", "\u00a0", "\u202f", "\u2009", "\u2011", "e\u0301", "a\u0323\u0307", "œ", "😀", "𝔸", "ﬁ",
    "שלום", "سلام", "\u3000", "…", "\n", "mot" * 100,
)  # fmt: skip
#: What a YAML file may hold; ``test_what_no_text_may_hold`` says what it may not.
_SIGNS = st.characters(codec="utf-8", exclude_characters="\t").filter(
    lambda sign: not FORBIDDEN.search(sign)
)
TEXTS = st.lists(st.sampled_from(HOSTILE) | _SIGNS, min_size=1, max_size=12).map("".join)


def marked(text: str, number: int) -> str:
    """The text between marks that stand nowhere else."""
    return f"[{number}|{text}|{number}]"


class Words(Sentinels):
    """One text in every field of words, between marks of its own."""

    def __init__(self, text: str, leaf: Callable[[Any, Any], Leaf] = Leaf) -> None:
        super().__init__(leaf)
        self.text = text

    def sentinel(self, sort: Sort, number: int) -> Any:
        """In a rich field, what would mean emphasis is said to be itself."""
        if sort is Sort.RICH:
            return RichText(re.sub(r"([*^\\])", r"\\\1", marked(self.text, number)))
        return marked(self.text, number) if sort in _WORDS else super().sentinel(sort, number)

    def numbers_of(self, name: str) -> set[int]:
        """Where a field may be found again."""
        return {int(str(value).split("|")[0][1:]) for value in self.values.get(name, ())}


def document(parts: Iterable[Path], context: Node) -> Document:
    """Parts filled in and joined over their charte."""
    charter = load_charter(PARTS[0].parent / CHARTER)
    rendered = [filled for part in parts for filled in _filled(part, context)]
    return join(charter, rendered, draft=False).dated("Titre", "2024-04-11")


def _filled(part: Path, context: Node) -> Iterator[Rendered]:
    """A part as it is, then with every clause that it has a place for."""
    alone = render_part(load_part(part), context)
    yield alone
    clauses = tuple(
        (one, render_part(load_part(one.file), context))
        for one in _clauses_of(part)
        if one.bookmark
    )
    if clauses:
        yield replace(alone, clauses=clauses)


@cache
def _clauses_of(part: Path) -> tuple[Chosen, ...]:
    wording = read_wording(part, part.stem, "")
    library = read_library(part.parent, "").clauses
    assert wording is not None
    return tuple(
        Chosen(name, clause, file_of(part.parent, name), place_in(wording, clause))
        for name, clause in library.items()
        if clause.fits(part.stem)
    )


# --- the words that each kind of file shows --------------------------------------------------


def in_word(made: Document) -> tuple[str, str]:
    """What Word shows, a line break for a break; then its contents."""
    words: list[str] = []
    contents: list[str] = []
    for name, data in made.parts.items():
        if re.fullmatch(r"word/(document|header\d+|footer\d+)\.xml", name):
            for paragraph in package.parse(data, name).iter(w("p")):
                links = [link.get(w("anchor"), "") for link in paragraph.iter(w("hyperlink"))]
                listed = any(anchor.startswith(TARGET) for anchor in links)
                (contents if listed else words).append("".join(_signs(paragraph)))
    return "\n\n".join(words), "\n\n".join(contents)


def _signs(paragraph: package.Element) -> Iterator[str]:
    for element in paragraph.iter(w("t"), w("br")):
        yield "\n" if element.tag == w("br") else element.text or ""


class _Shown(HTMLParser):
    """The words of a page as browsers read them; those of its contents apart."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words, self.contents = "", ""
        self.links = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.links = (dict(attrs).get("href") or "").startswith(f"#{TARGET}")
        elif tag == "br":
            self.words += "\n"

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self.links = False
        if tag in ("p", "h1", "h2", "h3", "h4", "h5", "h6", "title", "style"):
            self.words += "\n\n"

    def handle_data(self, data: str) -> None:
        if self.links:
            self.contents += data
        else:
            self.words += data


def assert_said(whole: str, text: str, clean: Callable[[str], str] = str) -> set[int]:
    """Wherever a mark is, the text stands with its other mark; the numbers that were found."""
    found = {int(number) for number in re.findall(r"\[(\d+)\|", whole)}
    for number in found:
        wanted = clean(typography(marked(text, number)))
        assert whole.count(f"[{number}|") == whole.count(wanted) > 0, wanted
    return found


def _plain_hyphen(text: str) -> str:
    return text.replace("\u2011", "-")


def _one_line(text: str) -> str:
    return text.replace("\n", " ")


# --- the templates that are shipped ----------------------------------------------------------


def printed_by(parts: Iterable[Path]) -> set[str]:
    """The fields of words that templates print; « {{ name|e }} » agrees with it, and says none."""
    templates = [read(part) for part in parts]
    used = (use for t in templates if t is not None for use in fields_of(t.paragraphs))
    names = {name for name, filters in used if not {"e", "nt", "il"} & {*filters}}
    fields = {name: find(name) for name in names}
    return {n for n, field in fields.items() if field is not None and field.shape.sort in _WORDS}


def test_every_template_says_any_text_as_it_is() -> None:
    """Each condition answers at random; every field must have been seen by the end."""
    seen: set[str] = set()
    chance = Random(1)  # noqa: S311 - the same each time

    @settings(max_examples=12, phases=[Phase.explicit, Phase.generate])
    @given(TEXTS)
    @example("".join(HOSTILE))
    def says(text: str) -> None:
        words = Words(text, partial(Whim, chance))
        made = document(PARTS, words.context())
        shown, contents = in_word(made)
        found = assert_said(shown, text) | assert_said(contents, text, _one_line)
        html = _Shown(page(made, page_template(), draft=False))
        assert assert_said(html.words, text, _plain_hyphen) >= found
        assert_said(html.contents, text, lambda t: _plain_hyphen(_one_line(t)))
        seen.update(name for name in wanted if words.numbers_of(name) & found)

    clauses = {one.file for part in PARTS for one in _clauses_of(part) if one.bookmark}
    assert clauses == {*MODELES.glob("*/*/*.docx")}
    wanted = printed_by([*PARTS, *clauses])
    assert len(wanted) > 50
    says()
    assert wanted - seen == set()


# --- the whole contract ----------------------------------------------------------------------


def every_field(shape: Shape, name: str, inside: tuple[type, ...] = ()) -> Iterator[str]:
    """Paragraphs that print every field of words below a name, through as many loops."""
    if shape.item:
        one = f"{re.sub(r'[^a-z]', '_', name)}_"
        if below := [*every_field(shape.item, one, inside)]:
            yield from (p(f"{{%p for {one} in {name} %}}"), *below, p("{%p endfor %}"))
    elif shape.kinds and not set(shape.kinds) & set(inside):
        for field in shape.fields.values():
            yield from every_field(field.shape, f"{name}.{field.name}", (*inside, *shape.kinds))
    elif shape.sort in _WORDS:
        yield p(f"{{{{ {name} }}}}")


@settings(max_examples=8, phases=[Phase.explicit, Phase.generate])
@given(TEXTS)
@example("".join(HOSTILE))
def test_every_field_of_the_contract_says_any_text(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    """Those that no template prints yet too."""
    word = Workshop(tmp_path_factory.mktemp("contrat"))
    fields = contract().items()
    body = "".join(line for name, field in fields for line in every_field(field.shape, name))
    words = Words(text)
    context = words.context()
    made = word.join(render_part(load_part(word.file(body)), context))
    found = assert_said(in_word(made)[0], text)
    assert assert_said(_Shown(to_html(made)[0]).words, text, _plain_hyphen) == found
    printed = {name for name in words.values if words.numbers_of(name)}
    assert len(printed) > 200
    assert found == {number for name in printed for number in words.numbers_of(name)}


PLACES = {
    "a paragraph": p("a {{ x }} b"),
    "emphasis": f"<w:p>{r('{{ x }}', '<w:b/><w:i/>')}{r('{{ y }}', '<w:u/>')}</w:p>",
    "a tag in many runs": f"<w:p>{r('{{ ')}{r('x', '<w:b/>')}{r(' }}')}</w:p>",
    "quotes beside": p('taux="{{ x }}" et="{{ y }}"'),
    "a cell": table(row("{{ x }}", "{{ y }}", properties="<w:tblHeader/>"), row("{{ x }}", "b")),
    "a link": f'<w:p><w:hyperlink w:anchor="ici">{r("{{ x }}")}</w:hyperlink></w:p>',
    "a title": p("{{ x }}", "Titre") + p("{{ y }}", "Article"),
    "a control": f"<w:sdt><w:sdtContent>{p('{{ x }}')}</w:sdtContent></w:sdt>",
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("margin", ["header-default", "footer-first"])
@settings(max_examples=4, phases=[Phase.explicit, Phase.generate])
@given(text=TEXTS)
@example(text="".join(HOSTILE))
def test_any_place_says_any_text(
    tmp_path_factory: pytest.TempPathFactory, place: str, margin: str, text: str
) -> None:
    word = Workshop(tmp_path_factory.mktemp("place"))
    rich = RichText(re.sub(r"([*^\\])", r"\\\1", marked(text, 2)))
    facts: dict[str, object] = {"x": marked(text, 1), "y": rich}
    made = word.document(PLACES[place], facts, headers={margin: p("{{ x }}") + p("{{ y }}")})
    assert assert_said(in_word(made)[0], text) == {1, 2}
    shown = _Shown(page(made, page_template(), draft=False)).words
    assert assert_said(shown, text, _plain_hyphen) >= {1}


@given(TEXTS)
@example("".join(HOSTILE))
def test_the_text_of_an_image_says_any_text(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    """An attribute has no lines: a break is a space there."""
    image = (
        '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="9525" cy="9525"/><wp:docPr id="1" '
        'name="n" descr="{{ x }} et {{ y }}"/><a:blip r:embed="rId9"/></wp:inline></w:drawing>'
        "</w:r></w:p>"
    )
    made = Workshop(tmp_path_factory.mktemp("image")).document(
        image,
        {"x": text, "y": RichText(r"**un** *deux* 1^er^ \* \\")},
        relations=relation("image", "media/a.png"),
        more={"word/media/a.png": PIXEL},
    )
    wanted = f"{_one_line(typography(text))} et un deux 1er * \\"
    (described,) = made.body.iter("{*}docPr")
    assert described.get("descr") == wanted
    (alt,) = Page(page(made, page_template(), draft=False)).values("alt")
    assert alt == wanted


# --- PDF -------------------------------------------------------------------------------------


def in_pdf(made: Document) -> str:
    """The words that pages show, without their spaces: where lines and pages break is layout.

    pdftotext leaves out what is off the page.
    """
    html = page(made, page_template(), draft=False)
    whole = "p, h1, h2, h3, h4, h5, h6 { break-inside: avoid }"  # no footer amid a text
    data = lay_out(html.replace("</style>", f"{whole}</style>", 1), made.date)
    reader = ["pdftotext", "-raw", "-", "-"]
    run = subprocess.run(reader, input=data, capture_output=True, check=True)
    return stream(run.stdout.decode())


@cache
def covered() -> str:
    """The signs that the fonts of the documents all have."""
    tables = [set(TTFont(font).getBestCmap()) for font in FONTS.glob("*.ttf")]
    signs = (chr(code) for code in sorted(set.intersection(*tables)))
    return "".join(sign for sign in signs if not FORBIDDEN.search(sign) and sign.isprintable())


#: Paragraphs, headers, cells, boxes for signatures: PDF is laid out from HTML, whatever the part.
LAID_OUT = [part for part in PARTS if part.stem in ("convention", "annexe-2")]


def assert_in_pdf(text: str) -> None:
    made = document(LAID_OUT, Words(text).context())
    found = assert_said(in_word(made)[0], text)
    assert len(found) > 30
    assert assert_said(in_pdf(made), text, lambda t: stream(_plain_hyphen(t))) >= found


def test_a_pdf_says_any_text_that_its_fonts_have() -> None:
    """Read from the pages by a program that did not make them."""

    @settings(max_examples=5, phases=[Phase.explicit, Phase.generate])
    @given(st.text(st.sampled_from(covered()), min_size=20, max_size=40))
    @example("".join(t for t in HOSTILE[:-1] if set(t) <= {*covered(), "\n", "\u2011"}))
    def says(text: str) -> None:
        assert_in_pdf(text)

    says()


def test_a_word_wider_than_the_page_stays_on_it() -> None:
    assert_in_pdf(" ".join(("https://" + "exemple-" * 11, "a\u2011" * 45, "W" * 60)))


# --- what never comes this far ---------------------------------------------------------------


@pytest.mark.parametrize("sign", [*"\0\x1b\x7f\x85\xad\u200f\u202e\u2066\ufeff\ue000\U000e0001"])
@pytest.mark.parametrize("coded", [False, True], ids=["typed", "coded"])
def test_what_no_text_may_hold(data: Path, patch: Patch, sign: str, coded: bool) -> None:
    """Refused where it stands, in French: nothing of it reaches a document."""
    typed = f"\\U{ord(sign):08x}" if coded else sign
    patch("2024/programme.yaml", "nom: PMT Health", f'nom: "PMT{typed} Health"')
    result = run("check", "2024")
    assert result.exit_code == ExitCode.DATA
    assert "YML005" in result.output
    assert f"invisible ou de commande (U+{ord(sign):04X})" in result.output
