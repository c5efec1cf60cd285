"""Fields of Word worked out: what a document says is so in it, never what Word last showed."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from pmtdocs.render.page.html import page
from pmtdocs.render.page.pdf import write_pdf
from pmtdocs.templates.inspection import inspect
from pmtdocs.word import package
from pmtdocs.word.package import TemplateError, w
from pmtdocs.word.words import text_of
from tests.support.command import run
from tests.support.word_files import (
    STYLES,
    Workshop,
    bare,
    call,
    notes,
    p,
    page_template,
    r,
    relation,
    row,
    table,
    text,
    to_html,
)

FACTS: dict[str, object] = {"convention": {"intitule": "Eau 2031", "parties": [{"role": "a"}]}}


def field(code: str, shown: str = "périmé", properties: str = "") -> str:
    """A field as Word writes it, with what it last showed."""
    marks = [f'<w:r><w:fldChar w:fldCharType="{k}"/></w:r>' for k in ("begin", "separate", "end")]
    instruction = f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    return f"{marks[0]}{instruction}{marks[1]}{r(shown, properties)}{marks[2]}"


def simple(code: str, shown: str = "périmé") -> str:
    return f'<w:fldSimple w:instr=" {code} ">{r(shown)}</w:fldSimple>'


def around(name: str, words: str, number: int = 5, style: str = "") -> str:
    """A paragraph with a bookmark around some words."""
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return (
        f'<w:p>{named}<w:bookmarkStart w:id="{number}" w:name="{name}"/>{words}'
        f'<w:bookmarkEnd w:id="{number}"/></w:p>'
    )


def line(*pieces: str) -> str:
    return f"<w:p>{''.join(pieces)}</w:p>"


TITLE = around("titre", r("Titre nouveau"))
AMOUNT = around("montant", r("{{ convention.intitule }}"))


@pytest.mark.parametrize("write", [field, simple])
@pytest.mark.parametrize(
    ("before", "code", "after", "printed"),
    [
        (TITLE, "REF titre \\h", "", "Titre nouveau"),
        (TITLE, "REF titre", "", "Titre nouveau"),
        ("", "REF titre \\h", TITLE, "Titre nouveau"),
        (AMOUNT, "REF montant \\h", "", "Eau 2031"),
        (TITLE, "REF titre \\* Upper", "", "TITRE NOUVEAU"),
        (TITLE, "ref titre \\* MERGEFORMAT", "", "Titre nouveau"),
        (around("mots", r("un mot")), "REF mots \\* FirstCap", "", "Un mot"),
        (around("mots", r("un ") + r("mot", "<w:b/>")), "REF mots \\* Caps", "", "Un Mot"),
        (TITLE, "REF titre \\p \\h", "", "ci-dessus"),
        ("", "REF titre \\p", TITLE, "ci-dessous"),
        (around("art", r("Objet"), 6, "Article"), "REF art \\r \\p \\h", "", "1er ci-dessus"),
        (
            around("art", r("Un"), 6, "Article") + around("al", r("x"), 7, "Alinea"),
            "REF al \\w", "", "1.a",
        ),
        (
            around("art", r("Un"), 6, "Article") + around("al", r("x"), 7, "Alinea"),
            "REF al \\n", "", "a",
        ),
        ("", "SEQ Tableau \\* ARABIC", "", "1"),
        ("", "SEQ Tableau \\* ROMAN", "", "I"),
        ("", "SEQ Tableau \\* Roman \\r 4", "", "IV"),
        ("", "SEQ Tableau \\r 3 \\* Alphabetic", "", "C"),
        ("", "SEQ Tableau \\r 4 \\* roman", "", "iv"),
        ("", "SEQ Tableau \\r 7", "", "7"),
        (p("Le titre", "Titre"), "STYLEREF Titre", "", "Le titre"),
        ("", "STYLEREF \"Titre\" \\* Upper", p("Le titre", "Titre"), "LE TITRE"),
        (p("{{ convention.intitule }}", "Titre") + p("b"), "STYLEREF Titre", "", "Eau 2031"),
    ],
)  # fmt: skip
def test_what_is_printed_is_worked_out(
    word: Workshop, write: object, before: str, code: str, after: str, printed: str
) -> None:
    assert callable(write)
    shown = write(code.replace('"', "&quot;") if write is simple else code)
    body = f"{before}{line(r('Voir « '), shown, r(' ».'))}{after}"
    assert [f for f in inspect(word.file(body)) if f.code in ("MDL143", "MDL147")] == []
    document = word.document(body, FACTS)
    assert f"Voir « {printed} »." in text(document)
    assert document.body.find(f".//{w('instrText')}") is None
    assert document.body.find(f".//{w('fldSimple')}") is None
    assert f"Voir « {printed} »." in bare(to_html(document)[0])


def test_words_repeated_look_as_they_do_there_unless_asked_otherwise(word: Workshop) -> None:
    target = around("mots", r("un mot", "<w:b/>"))
    own = line(field("REF mots", "vieux", "<w:i/>"))
    kept = line(field("REF mots \\* MERGEFORMAT", "vieux", "<w:i/>"))
    document = word.document(target + own + kept)
    looks = [[e.tag for e in run.iterfind(f"{w('rPr')}/*")] for run in document.body.iter(w("r"))]
    assert looks == [[w("b")], [w("b")], [w("i")]]


def test_a_reference_to_a_reference(word: Workshop) -> None:
    """Whatever their order; one that repeats itself is said."""
    second = around("b", r("B+") + field("REF a"), 8)
    third = around("c", r("C+") + field("REF b"), 9)
    body = line(field("REF c")) + third + second + around("a", r("A"), 7)
    assert word.words(body) == "C+B+A\nC+B+A\nB+A\nA"
    circle = around("a", r("x") + field("REF b"), 7) + around("b", r("y") + field("REF a"), 8)
    with pytest.raises(TemplateError, match="se répète lui-même"):
        word.words(circle)


def test_sequences_count_by_name_in_each_part(word: Workshop) -> None:
    captions = "".join(
        line(r(f"{name} "), field(f"SEQ {name}{option} \\* ARABIC"))
        for name, option in (("Tableau", ""), ("Figure", ""), ("Tableau", ""), ("Tableau", " \\c"),
                             ("Figure", " \\r 5"), ("Figure", ""))
    )  # fmt: skip
    loop = f"{p('{%p for x in convention.parties %}')}{captions}{p('{%p endfor %}')}"
    said = "Tableau 1\nFigure 1\nTableau 2\nTableau 2\nFigure 5\nFigure 6"
    assert word.words(captions) == said
    assert word.words(loop, FACTS) == said
    two = word.join(word.fill(word.file(captions, "a")), word.fill(word.file(captions, "b")))
    assert text(two).split("\n").count("Tableau 1") == 2


def test_a_page_is_counted_by_who_lays_pages_out(word: Workshop, tmp_path: Path) -> None:
    """Word keeps its field, without the number that it had; a bookmark of two parts is renamed."""
    there = '<w:p><w:pPr><w:pageBreakBefore/></w:pPr><w:bookmarkStart w:id="5" w:name="ici"/>'
    there += f'{r("Là")}<w:bookmarkEnd w:id="5"/></w:p>'
    body = line(r("Voir page "), field("PAGEREF ici \\h", "12"), r(".")) + p("suite") + there
    assert inspect(word.file(body)) == ()
    both = word.join(*(word.fill(word.file(body, name)) for name in ("a", "b")))
    codes = [code.text for code in both.body.iter(w("instrText"))]
    marks = [mark.get(w("name")) for mark in both.body.iter(w("bookmarkStart"))]
    assert codes == [f" PAGEREF {name} \\h " for name in marks]
    assert "12" not in text(both)
    html, css = to_html(both)
    assert bare(html).startswith("Voir page ….")
    assert ".pageof::after{content:target-counter" in css
    file = tmp_path / "pages.pdf"
    file.write_bytes(write_pdf(page(both, page_template(), draft=False), "2024-04-11"))
    command = ["pdftotext", "-raw", str(file), "-"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert [one for one in said.splitlines() if "Voir" in one] == ["Voir page 2.", "Voir page 4."]


@pytest.mark.parametrize("write", [field, simple])
def test_a_number_of_pages_is_never_that_of_the_template(word: Workshop, write: object) -> None:
    """Word counts those of the text only when it is asked to."""
    assert callable(write)
    body = line(r("Page "), write("PAGE", "31"), r(" de "), write("NUMPAGES", "88"), r("."))
    document = word.document(body)
    assert text(document) == "Page … de …."
    assert bare(to_html(document)[0]) == "Page  de ."


def test_the_page_that_only_the_pdf_knows_is_no_difference(word: Workshop, tmp_path: Path) -> None:
    """For whoever compares the two, nothing was changed."""
    pages = line(r("Page "), field("PAGE", "31"), r(" de "), field("NUMPAGES", "88"), r("."))
    body = TITLE + line(r("Voir page "), field("PAGEREF titre", "12"), r(".")) + pages
    document = word.document(body)
    files = [tmp_path / "un.docx", tmp_path / "un.pdf"]
    files[0].write_bytes(package.write(document.parts))
    html = page(document, page_template(), draft=False)
    files[1].write_bytes(write_pdf(html, "2024-04-11"))
    done = run("compare", *map(str, files))
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize("write", [field, simple])
def test_a_link_field_is_a_link(word: Workshop, write: object) -> None:
    assert callable(write)
    quote = "&quot;" if write is simple else '"'
    outside = write(f"HYPERLINK {quote}https://example.org/a{quote}", "le site")
    inside = write(f"HYPERLINK \\l {quote}titre{quote} \\o {quote}info{quote}", "plus haut")
    mail = write(f"HYPERLINK {quote}mailto:a@example.org{quote}", "écrire")
    body = TITLE + line(r("Voir "), outside, r(", "), inside, r(", "), mail, r("."))
    assert inspect(word.file(body)) == ()
    html, _ = to_html(word.document(body))
    assert '<a href="https://example.org/a" class="">le site</a>' in html
    assert '<a href="#titre" class="">plus haut</a>' in html
    assert '<a href="mailto:a@example.org" class="">écrire</a>' in html
    assert bare(html) == "Titre nouveauVoir le site, plus haut, écrire."


def test_a_link_field_around_a_reference(word: Workshop) -> None:
    inner = field("REF titre")
    marks = [f'<w:r><w:fldChar w:fldCharType="{k}"/></w:r>' for k in ("begin", "separate", "end")]
    code = '<w:r><w:instrText> HYPERLINK "https://example.org" </w:instrText></w:r>'
    outer = f"{marks[0]}{code}{marks[1]}{r('« ')}{inner}{r(' »')}{marks[2]}"
    html = word.html(TITLE + line(outer, r(" fin")))
    assert bare(html) == "Titre nouveau« Titre nouveau » fin"
    assert html.count('href="https://example.org"') >= 1


@pytest.mark.parametrize(
    ("value", "printed"),
    [("", "☐"), ("<w:default w:val='1'/>", "☒"), ("<w:default w:val='0'/><w:checked/>", "☒"),
     ("<w:default w:val='1'/><w:checked w:val='0'/>", "☐")],
)  # fmt: skip
def test_a_form_s_box(word: Workshop, value: str, printed: str) -> None:
    data = f"<w:ffData><w:enabled/><w:checkBox><w:sizeAuto/>{value}</w:checkBox></w:ffData>"
    box = field("FORMCHECKBOX", "").replace('"begin"/>', f'"begin">{data}</w:fldChar>', 1)
    body = line(box, r(" Oui"))
    assert inspect(word.file(body)) == ()
    document = word.document(body)
    assert text(document) == f"{printed} Oui"
    assert bare(to_html(document)[0]) == f"{printed} Oui"


OVER = (
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF titre '
    f'</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("a")}</w:p>'
    f'<w:p>{r("b")}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)
HELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> SEQ </w:instrText></w:r>'
    f'{field("REF titre")}<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("1")}'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


@pytest.mark.parametrize(
    ("body", "code", "said"),
    [
        (line(field("REF absent \\h")), "MDL147", "vise le signet « absent », qui n'existe pas"),
        (line(field("REF absent \\r")), "MDL147", "vise le signet « absent »"),
        (line(simple("PAGEREF absent")), "MDL147", "vise le signet « absent »"),
        (around("v", "") + line(field("REF v")), "MDL147", "n'entoure aucun mot"),
        (TITLE + line(field("REF titre \\r")), "MDL147", "dit le numéro de « titre »"),
        (line(field("STYLEREF Rien")), "MDL147", "vise le style « Rien »"),
        (
            f'<w:p><w:bookmarkStart w:id="5" w:name="x"/>{r("a")}</w:p>'
            f'<w:p>{r("b")}<w:bookmarkEnd w:id="5"/></w:p>{line(field("REF x"))}',
            "MDL147", "qui prend plusieurs paragraphes",
        ),
        (
            p("{%p for v in convention.parties %}") + around("v", r("{{ v.role }}"))
            + p("{%p endfor %}") + line(field("REF v")),
            "MDL147", "vise « v », signet qu'une boucle répète",
        ),
        (
            table(row("{%tr for v in convention.parties %}"),
                  row(f"<w:tc>{around('v', r('a'))}</w:tc>"), row("{%tr endfor %}"))
            + line(field("PAGEREF v")),
            "MDL147", "signet qu'une boucle répète",
        ),
        (TITLE + line(field("REF titre \\f")), "MDL143", "a l'option « \\f »"),
        (line(field("SEQ Tableau \\* CardText")), "MDL143", "a le format « \\* CardText »"),
        (line(field(f"SEQ Tableau \\r {'9' * 23}")), "MDL143", "repart de « 99999"),
        (line(simple("SEQ Tableau \\r -5")), "MDL143", "repart de « -5 », qui n'est pas un"),
        (line(field("TOC \\k 3")), "MDL143", "a l'option « \\k »"),
        (line(field("SEQ Tableau \\s 1")), "MDL143", "a l'option « \\s »"),
        (line(field("TOC \\c &quot;Tableau&quot;")), "MDL143", "liste autre chose"),
        (line(field("SECTIONPAGES")), "MDL143", "n'est pas permis"),
        (line(field("NOTEREF n")), "MDL143", "n'est pas permis"),
        (line(simple("DATE")), "MDL143", "n'est pas permis"),
        (line(simple("HYPERLINK &quot;file:///c:/a&quot;")), "MDL143", "n'est pas permis"),
        (TITLE + OVER, "MDL143", "est à cheval sur plusieurs paragraphes"),
        (TITLE + line(HELD), "MDL143", "contient un autre champ"),
        (line(field(" ")), "MDL143", "« périmé » n'a pas de code"),
        (line(simple("")), "MDL143", "« périmé » n'a pas de code"),
        (line(field("").replace("instrText", "lastRenderedPageBreak")), "MDL143", "pas de code"),
        (OVER.replace("REF titre", ""), "MDL143", "n'a pas de code"),
        (line(field("DATE")).replace('"end"', '"separate"'), "MDL143", "il lui manque un bout"),
        (line(field("DATE")).replace('<w:fldChar w:fldCharType="begin"/>', "").replace(
            '<w:fldChar w:fldCharType="separate"/>', ""), "MDL143", "il lui manque un bout"),
    ],
)  # fmt: skip
def test_what_cannot_be_worked_out_is_said_by_check_and_render(
    word: Workshop, body: str, code: str, said: str
) -> None:
    file = word.file(p("Un") + body)
    (fault,) = (f for f in inspect(file) if f.kind.code.startswith("MDL14"))
    assert (fault.code, said in fault.message) == (code, True), fault.message
    assert fault.label.startswith("partie, paragraphe ")
    with pytest.raises(TemplateError) as caught:
        word.fill(file, FACTS)
    assert fault.message in caught.value.message


_IF = "{% if convention.intitule %}"


@pytest.mark.parametrize(
    ("titles", "codes"),
    [
        ([f"{_IF}Le titre{{% endif %}}"], {"MDL138", "MDL162"}),
        ([f"{_IF}{{{{ convention.intitule }}}}{{% endif %}}"], {"MDL138", "MDL162"}),
        ([f"{_IF}Un{{% else %}}Deux{{% endif %}}"], set()),
        ([f"{_IF}Un{{% elif vote.unanimite %}}Deux{{% else %}}Trois{{% endif %}}"], set()),
        ([f"Le titre{_IF}, ici{{% endif %}}"], set()),
        (["{%p if convention.intitule %}", "Un", "{%p else %}", "Deux", "{%p endif %}"], set()),
        (["{%p if convention.intitule %}", "Un", "{%p endif %}"], {"MDL138"}),
        (["{%p for v in convention.parties %}", "Un", "{%p endfor %}"], {"MDL138"}),
        (["{%p if convention.intitule %}", "{%p endif %}"], {"MDL147"}),
    ],
)
def test_the_words_of_a_style_are_certain_or_said(
    word: Workshop, titles: list[str], codes: set[str]
) -> None:
    """Where the facts may empty every paragraph of the style, the render refuses."""
    body = "".join(p(title, "Titre") for title in titles) + line(r("a"), field("STYLEREF Titre"))
    assert {fault.code for fault in inspect(word.file(body))} == codes


def test_a_field_does_not_repeat_its_own_paragraph(word: Workshop) -> None:
    """Nor does Word: the check passed what the render refused."""
    own = f'<w:p><w:pPr><w:pStyle w:val="Titre"/></w:pPr>{r("a")}{field("STYLEREF Titre")}</w:p>'
    assert {fault.code for fault in inspect(word.file(own))} == {"MDL147"}


@pytest.mark.parametrize("write", [field, simple])
def test_a_field_without_code_that_shows_nothing_is_nothing(word: Workshop, write: object) -> None:
    assert callable(write)
    body = line(r("Un"), write("", ""))
    assert inspect(word.file(body)) == ()
    assert text(word.document(body)) == "Un"


def test_the_words_of_a_bookmark_are_not_those_of_the_note_that_it_calls(word: Workshop) -> None:
    """The render said that they take several paragraphs."""
    body = around("m", r("un") + call(1)) + line(field("REF m"))
    assert inspect(word.file(body, more=notes(p("note")))) == ()
    document = word.document(body, more=notes(p("note")))
    assert [text_of(paragraph) for paragraph in document.body] == ["un", "un", ""]


def test_a_bookmark_that_is_not_printed_is_said_with_its_place(word: Workshop) -> None:
    body = p("{%p if false %}") + TITLE + p("{%p endif %}") + line(r("Voir "), field("REF titre"))
    with pytest.raises(
        TemplateError, match=r"partie\.docx, paragraphe « Voir périmé » : un renvoi"
    ):
        word.document(body)


def test_a_link_field_in_a_footer(word: Workshop) -> None:
    foot = line(field('HYPERLINK "https://example.org"', "site"))
    file = word.file(p("a"), headers={"footer-default": foot})
    assert inspect(file) == ()
    html, _ = to_html(word.join(word.fill(file)))
    assert 'href="https://example.org"' in html


@pytest.mark.parametrize("code", ["REF titre \\h", "SEQ Tableau", "STYLEREF Titre"])
def test_a_field_in_a_header(word: Workshop, code: str) -> None:
    file = word.file(TITLE + p("T", "Titre"), headers={"header-default": line(field(code))})
    (fault,) = inspect(file)
    assert "en-tête ou un pied de page" in fault.message


def test_the_entries_of_a_table_of_contents_are_no_references(word: Workshop) -> None:
    """They aim at bookmarks that Word made, and are written anew."""
    begin, separate, end = (
        f'<w:r><w:fldChar w:fldCharType="{k}"/></w:r>' for k in ("begin", "separate", "end")
    )
    toc = f"{begin}<w:r><w:instrText> TOC \\o </w:instrText></w:r>{separate}"
    entry = field("HYPERLINK \\l _Toc9", "vieux") + field("PAGEREF _Toc9 \\h", "9")
    body = f"<w:p>{toc}{entry}</w:p><w:p>{end}</w:p>{p('Un', 'Titre')}"
    assert [f for f in inspect(word.file(body)) if f.code in ("MDL143", "MDL147")] == []
    assert text(word.document(body)).split() == ["Un", "Un"]


def test_fields_in_cells_and_in_a_style_of_the_charte(word: Workshop) -> None:
    cell = f"<w:tc>{line(r('Voir '), field('REF titre'))}</w:tc>"
    assert word.words(TITLE + table(row("a", cell)), styles=STYLES).endswith("Voir Titre nouveau")


def test_links_in_a_document_keep_their_relations(word: Workshop) -> None:
    body = line(
        f'<w:hyperlink r:id="rId9">{r("un")}</w:hyperlink>',
        field('HYPERLINK "https://example.org/b"', "deux"),
    )
    target = relation("hyperlink", "https://example.org/a", 'TargetMode="External"')
    html = word.html(body, relations=target)
    assert 'href="https://example.org/a" class="">un' in html
    assert 'href="https://example.org/b" class="">deux' in html


def test_links_of_a_header_lead_to_the_bookmarks_of_their_part(word: Workshop) -> None:
    """Both led to the first of the name; « _top », which no file marks, led nowhere in the PDF."""
    head = line(f'<w:hyperlink w:anchor="m">{r("haut")}</w:hyperlink>')
    body = around("m", r("un")) + line(f'<w:hyperlink w:anchor="_top">{r("début")}</w:hyperlink>')
    files = [word.file(body, name, headers={"header-default": head}) for name in ("a", "b")]
    assert inspect(files[0]) == ()
    document = word.join(*map(word.fill, files))
    written = b"".join(data for name, data in document.parts.items() if "header" in name)
    assert (written.count(b'anchor="m"'), written.count(b'anchor="m_1"')) == (1, 1)
    html, _ = to_html(document)
    assert [html.count(said) for said in ('href="#m"', 'href="#m_1"', 'id="m_1"')] == [1, 1, 1]
    assert html.index('id="_top"') < html.index("un")
