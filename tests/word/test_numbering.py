"""Word's automatic numbers, and lists that begin again in each part."""

from __future__ import annotations

import pytest

from pmtdocs.word.package import val, w
from tests.support.word_files import NUMBERING, STYLES, Workshop, bare, p, to_html


def listed(number: int, depth: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'


def one_list(form: str, text: str = "%1.", start: int = 1, more: str = "") -> str:
    return (
        f'<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="{start}"/>'
        f'<w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl></w:abstractNum>'
        f'<w:num w:numId="5"><w:abstractNumId w:val="7"/>{more}</w:num>'
    )


def labels(word: Workshop, body: str, numbering: str = NUMBERING) -> list[str]:
    document = word.document(body, numbering=numbering)
    counters = document.numbering()
    found = [counters.label(paragraph) for paragraph in document.body.iter(w("p"))]
    return [label.text for label in found if label]


def test_levels_count_and_restart(word: Workshop) -> None:
    body = "".join(p("x", style) for style in ("Article", "Alinea", "Alinea", "Article", "Alinea"))
    assert labels(word, body) == ["Article 1 –", "1.a)", "1.b)", "Article 2 –", "2.a)"]


@pytest.mark.parametrize(
    ("form", "start", "shown"),
    [
        ("decimal", 1, ["1.", "2."]),
        ("decimal", 9, ["9.", "10."]),
        ("decimalZero", 9, ["09.", "10."]),
        ("upperRoman", 3, ["III.", "IV."]),
        ("lowerRoman", 9, ["ix.", "x."]),
        ("upperLetter", 26, ["Z.", "AA."]),
        ("lowerLetter", 1, ["a.", "b."]),
        ("none", 1, [".", "."]),
        ("inconnu", 1, ["1.", "2."]),
    ],
)
def test_formats(word: Workshop, form: str, start: int, shown: list[str]) -> None:
    body = p("a", extra=listed(5)) + p("b", extra=listed(5))
    assert labels(word, body, numbering=one_list(form, start=start)) == shown


@pytest.mark.parametrize(("symbol", "shown"), [("\uf0b7", "•"), ("–", "–"), ("o", "○")])
def test_bullets_of_word_s_symbol_fonts(word: Workshop, symbol: str, shown: str) -> None:
    html = word.html(p("a", extra=listed(5)), numbering=one_list("bullet", symbol))
    assert f'<span class="n ">{shown}</span>a' in html


@pytest.mark.parametrize(
    ("more", "shown"),
    [
        ("", '<span class="n ">Article 1er –</span>a'),
        ('<w:suff w:val="space"/>', '<p class="s-Normal">Article 1er – a</p>'),
        (
            '<w:suff w:val="space"/><w:pPr><w:ind w:left="400" w:hanging="400"/></w:pPr>',
            '<span class="n ">Article 1er –</span>a',
        ),
    ],
)
def test_a_number_that_a_space_follows_runs_in(word: Workshop, more: str, shown: str) -> None:
    """« Article 1er – Les aides… » is a paragraph; with a hanging indent it is an item."""
    numbering = one_list("decimal", "Article %1er –").replace("<w:numFmt", f"{more}<w:numFmt")
    assert shown in word.html(p("a", extra=listed(5)), numbering=numbering)


def test_a_list_may_begin_at_five(word: Workshop) -> None:
    """« Définir la valeur de numérotation » of Word, on the list and not on its model."""
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    body = p("a", extra=listed(5)) + p("b", extra=listed(5))
    assert labels(word, body, numbering=one_list("decimal", more=start)) == ["5.", "6."]


@pytest.mark.parametrize(
    ("start", "shown"),
    [("", ["1.a)", "1.b)", "Article 2 –", "2.a)"]), ("4", ["4.a)", "4.b)", "Article 5 –", "5.a)"])],
)
def test_a_list_may_begin_at_its_second_level(word: Workshop, start: str, shown: list[str]) -> None:
    """The level above counts as begun there (Microsoft KB Q110380), as LibreOffice has it too."""
    more = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride>'
    num = f'<w:num w:numId="9"><w:abstractNumId w:val="0"/>{more if start else ""}</w:num>'
    body = "".join(p("x", extra=listed(9, depth)) for depth in (1, 1, 0, 1))
    assert labels(word, body, NUMBERING + num) == shown


def test_a_list_may_redefine_a_level(word: Workshop) -> None:
    level = (
        '<w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:start w:val="3"/>'
        '<w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1/"/></w:lvl></w:lvlOverride>'
    )
    body = p("a", extra=listed(5))
    assert labels(word, body, numbering=one_list("decimal", more=level)) == ["III/"]


def two_levels(more: str, above: str = "upperRoman", text: str = "%1.%2") -> str:
    return (
        '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        f'<w:numFmt w:val="{above}"/><w:lvlText w:val="Titre %1"/></w:lvl>'
        f'<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="5"><w:abstractNumId w:val="7"/></w:num>'
    )


_ONE, _UNDER = p("a", extra=listed(5)), p("b", extra=listed(5, 1))


def test_legal_numbers_are_all_figures(word: Workshop) -> None:
    """« Style légal » of Word (17.9.4): « 1.1 » under « Titre I », which stays Roman."""
    found = labels(word, _ONE + _UNDER + _ONE + _UNDER, two_levels("<w:isLgl/>"))
    assert found == ["Titre I", "1.1", "Titre II", "2.1"]


@pytest.mark.parametrize(
    ("more", "shown"),
    [
        ("", ["1", "1"]),
        ('<w:lvlRestart w:val="0"/>', ["1", "2"]),
        ('<w:lvlRestart w:val="1"/>', ["1", "1"]),
    ],
)
def test_a_level_may_go_on_under_the_next_title(
    word: Workshop, more: str, shown: list[str]
) -> None:
    """« Recommencer la liste après » of Word (17.9.10): articles numbered through all titles."""
    found = labels(word, _ONE + _UNDER + _ONE + _UNDER, two_levels(more, text="%2"))
    assert found[1::2] == shown


def test_no_number_without_a_list(word: Workshop) -> None:
    body = p("a", extra=listed(0)) + p("b", extra=listed(99)) + p("c") + p("d", extra=listed(1, 5))
    assert labels(word, body) == []


def test_numbered_style_switched_off(word: Workshop) -> None:
    assert labels(word, p("x", "Article", listed(0)) + p("y", "Article")) == ["Article 1 –"]


def test_only_the_level_set_directly(word: Workshop) -> None:
    """The list then comes from the style; a second w:numPr would be invalid."""
    body = p("x", "Article") + p("y", "Article", '<w:numPr><w:ilvl w:val="1"/></w:numPr>')
    document = word.document(body)
    assert labels(word, body) == ["Article 1 –", "1.a)"]
    for properties in document.body.iter(w("pPr")):
        assert len(properties.findall(w("numPr"))) == 1


def test_each_part_counts_from_one(word: Workshop) -> None:
    """Lists of a style and lists of the part alike, in Word and in the page."""
    body = p("x", "Article") + p("y", "Article") + p("z", extra=listed(5))
    numbering = NUMBERING + one_list("decimal", "(%1)")
    parts = [
        word.fill(word.file(body, name, numbering=numbering)) for name in ("un", "deux", "trois")
    ]
    document = word.join(*parts)
    words = bare(to_html(document)[0])
    assert words == "Article 1 – xArticle 2 – y(1)z" * 3
    used = [val(n) for n in document.body.iter(w("numId"))]
    assert len(set(used)) == 6
    root = document.parts["word/numbering.xml"].decode()
    assert root.rindex("<w:abstractNum ") < root.index("<w:num ")
    assert all(f'w:numId="{number}"' in root for number in used)


def test_a_list_of_the_part_is_no_longer_tied_to_styles(word: Workshop) -> None:
    """Two abstract lists may not claim the same style."""
    tied = one_list("decimal").replace("<w:numFmt", '<w:pStyle w:val="Article"/><w:numFmt')
    tied = tied.replace('<w:lvl w:ilvl="0">', '<w:styleLink w:val="L"/><w:lvl w:ilvl="0">')
    document = word.document(p("x", extra=listed(5)), numbering=tied)
    root = document.parts["word/numbering.xml"]
    assert b"pStyle" not in root
    assert b"styleLink" not in root


def test_a_part_without_numbering(word: Workshop) -> None:
    assert labels(word, p("x", extra=listed(4)), numbering="") == []


def test_lists_are_lists(word: Workshop) -> None:
    """A deeper list opens inside the item before it; a paragraph closes them all."""
    two = one_list("bullet", "–").replace(
        "</w:abstractNum>",
        '<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl>'
        "</w:abstractNum>",
    )
    body = p("a", extra=listed(5)) + p("b", extra=listed(5, 1)) + p("c", extra=listed(5)) + p("d")
    html = word.html(body, numbering=two)
    outline = "".join(
        piece for piece in html.replace("<", "\n<").split() if piece in ("<ul>", "<li>", "</ul>")
        or piece.startswith("</li>")
    )  # fmt: skip
    assert outline == "<ul><li><ul><li></li></ul></li><li></li></ul>"
    assert html.index("</ul></li><li>") < html.index(">c<") or ">c</p>" in html


def test_headings_carry_their_number(word: Workshop) -> None:
    html = word.html(p("Objet", "Article"))
    assert ">Article 1 – Objet</h2>" in html
    assert "<ul>" not in html


def test_a_direct_outline_level(word: Workshop) -> None:
    html = word.html(
        p("x", extra='<w:outlineLvl w:val="2"/>')
        + p("y", "Titre", '<w:outlineLvl w:val="9"/>')
        + p("z", "Titre")
    )
    assert [tag for tag in ("<h3", "<p ", "<h1") if tag in html] == ["<h3", "<p ", "<h1"]
    assert ">x</h3>" in html
    assert ">y</p>" in html


def test_styles_of_the_charte_number_the_parts(word: Workshop) -> None:
    """A part's own numbering of a style does not count: the charte decides."""
    other = NUMBERING.replace("Article %1 –", "Art. %1")
    assert labels(word, p("x", "Article"), numbering=other) == ["Article 1 –"]
    assert STYLES
