"""Tags in the addresses of links are filled in, and are fields like others for the check."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtdocs.templates.inspection import inspect
from pmtdocs.templates.words import read_wording
from pmtdocs.word import package
from pmtdocs.word.package import TemplateError, w
from tests.support.word_files import Workshop, bare, p, r, relation, to_html

OUTSIDE = 'TargetMode="External"'
LINK = f'<w:p>{r("Voir ")}<w:hyperlink r:id="rId9">{r("ici")}</w:hyperlink></w:p>'
FACTS: dict[str, object] = {
    "convention": {
        "intitule": "L'eau & l'été ? 100 %",
        "parties": [{"role": "a b"}, {"role": "c/d"}],
    },
    "site": "https://example.org/a?b=1&c=é#d",
    "courriel": "a.b@example.org",
}
CODED = "%7B%7B%20convention.intitule%20%7D%7D"
VALUE = "L%27eau%20%26%20l%27%C3%A9t%C3%A9%20%3F%20100%20%25"


def addresses(word: Workshop, body: str, target: str) -> list[str]:
    document = word.document(body, FACTS, relations=relation("hyperlink", target, OUTSIDE))
    html, _ = to_html(document)
    found = [r.target for r in document.relations.values() if r.kind == "hyperlink"]
    rels = document.parts["word/_rels/document.xml.rels"].decode()
    assert "pmtdocs-address" not in document.parts["word/document.xml"].decode()
    for one in found:
        assert one.replace("&", "&amp;") in html
        assert one.replace("&", "&amp;") in rels
    return found


@pytest.mark.parametrize(
    ("target", "filled"),
    [
        (f"https://x.fr/{CODED}", f"https://x.fr/{VALUE}"),
        (f"https://x.fr/?q={CODED.lower()}&amp;b=1", f"https://x.fr/?q={VALUE}&b=1"),
        ("https://x.fr/{{ convention.intitule }}", f"https://x.fr/{VALUE}"),
        ("https://x.fr/{{%20convention.intitule%20}}/b", f"https://x.fr/{VALUE}/b"),
        ("{{ site }}", "https://example.org/a?b=1&c=%C3%A9#d"),
        ("%7B%7Bsite%7D%7D", "https://example.org/a?b=1&c=%C3%A9#d"),
        ("mailto:{{ courriel }}", "mailto:a.b@example.org"),
        ("https://x.fr/%7B%7B%20convention.intitule%20%7C%20capitale%20%7D%7D", None),
    ],
)
def test_a_relation_s_address(word: Workshop, target: str, filled: str | None) -> None:
    (found,) = addresses(word, LINK, target)
    assert found == (filled or f"https://x.fr/{VALUE}")


@pytest.mark.parametrize("pieces", [1, 3])
def test_a_field_s_address_however_word_cut_it(word: Workshop, pieces: int) -> None:
    code = ' HYPERLINK "https://x.fr/{{ convention.intitule }}" '
    size = -(-len(code) // pieces)
    codes = "".join(
        f'<w:r><w:instrText xml:space="preserve">{code[at : at + size]}</w:instrText></w:r>'
        for at in range(0, len(code), size)
    )
    marks = [f'<w:r><w:fldChar w:fldCharType="{k}"/></w:r>' for k in ("begin", "separate", "end")]
    body = f"<w:p>{marks[0]}{codes}{marks[1]}{r('ici')}{marks[2]}</w:p>"
    assert inspect(word.file(body)) == ()
    document = word.document(body, FACTS)
    assert f'href="https://x.fr/{VALUE}"' in to_html(document)[0]


def test_a_simple_field_s_address(word: Workshop) -> None:
    code = "HYPERLINK &quot;{{ site }}&quot;"
    body = f'<w:p><w:fldSimple w:instr="{code}">{r("ici")}</w:fldSimple></w:p>'
    html, _ = to_html(word.document(body, FACTS))
    assert 'href="https://example.org/a?b=1&amp;c=%C3%A9#d"' in html


def test_an_address_in_a_loop_is_another_each_time(word: Workshop) -> None:
    body = f"{p('{%p for q in convention.parties %}')}{LINK}{p('{%p endfor %}')}"
    target = "https://x.fr/%7B%7Bq.role%7D%7D"
    assert addresses(word, body, target) == ["https://x.fr/a%20b", "https://x.fr/c%2Fd"]


def test_an_address_in_a_header(word: Workshop) -> None:
    more: dict[str, str | bytes] = {
        "word/_rels/header1.xml.rels": f'<Relationships xmlns="{package.PR}">'
        f"{relation('hyperlink', 'https://x.fr/' + CODED, OUTSIDE)}</Relationships>"
    }
    file = word.file(p("a"), headers={"header-default": LINK}, more=more)
    assert inspect(file) == ()
    html, _ = to_html(word.join(word.fill(file, FACTS)))
    assert f'href="https://x.fr/{VALUE}"' in html


def test_marks_of_a_trace_are_not_in_an_address(word: Workshop) -> None:
    from pmtdocs.render.fill.compiled import load_part
    from pmtdocs.render.fill.template import render_part
    from tests.support.word_files import tree

    file = word.file(LINK, relations=relation("hyperlink", f"https://x.fr/{CODED}", OUTSIDE))
    context = tree(FACTS)
    rendered = render_part(load_part(file, trace=True), context)  # type: ignore[arg-type]
    (link,) = rendered.body.iter(w("hyperlink"))
    assert link.get("pmtdocs-address") == f"https://x.fr/{VALUE}"


@pytest.mark.parametrize(
    ("target", "code", "said"),
    [
        ("https://x.fr/%7B%7B%20convention.intitul%20%7D%7D", "MDL114", "convention.intitul"),
        ("https://x.fr/%7B%25%20if%20seance%20%25%7D", "MDL143", "dans l'adresse d'un lien"),
        ("https://x.fr/%7B%7B%20convention.parties%20%7D%7D", "MDL115", "est une liste"),
        ("file:///c:/{{ convention.intitule }}", "MDL142", "un lien vers un fichier"),
        ("https://x.fr/{{ convention.intitule", "MDL101", "a une accolade seule"),
        ("https://x.fr/%7B%7B%20convention.intitule%20%7D/b", "MDL101", "a une accolade seule"),
        ("https://x.fr/%7Bconvention.intitule%7D", "MDL101", "a une accolade seule"),
        ("https://x.fr/convention.intitule%7D%7D", "MDL101", "a une accolade seule"),
        ("https://x.fr/%7B%25%20if%20seance", "MDL101", "a une accolade seule"),
    ],
)
def test_the_check_reads_them_at_the_paragraph_of_the_link(
    word: Workshop, target: str, code: str, said: str
) -> None:
    file = word.file(p("Un") + LINK, relations=relation("hyperlink", target, OUTSIDE))
    (fault,) = inspect(file)
    assert (fault.code, fault.label) == (code, "partie, paragraphe 2")
    assert said in fault.message


def test_a_field_there_is_one_that_the_template_uses(word: Workshop) -> None:
    file = word.file(LINK, relations=relation("hyperlink", f"https://x.fr/{CODED}", OUTSIDE))
    wording = read_wording(file, "partie", "")
    assert wording is not None
    assert wording.fields == {"convention.intitule"}
    assert [one.words for one in wording.paragraphs] == ["Voir ici"]


def test_an_address_that_leads_to_no_page_is_said_with_its_place(word: Workshop) -> None:
    said = r"partie\.docx, paragraphe « Voir ici » : le lien mène à « a\.b@example\.org »"
    with pytest.raises(TemplateError, match=said):
        addresses(word, LINK, "{{ courriel }}")


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn"))))
def test_whatever_a_value_says_the_address_stays_one(
    tmp_path_factory: pytest.TempPathFactory, value: str
) -> None:
    word = Workshop(tmp_path_factory.mktemp("modele"))
    target = relation("hyperlink", "https://x.fr/?q={{ v }}&amp;b=1", OUTSIDE)
    document = word.document(LINK, {"v": value}, relations=target)
    (found,) = (one.target for one in document.relations.values() if one.kind == "hyperlink")
    assert found.startswith("https://x.fr/?q=")
    assert found.endswith("&b=1")
    assert found.isascii()
    assert not set(found[len("https://x.fr/?q=") : -len("&b=1")]) & set("&?#/ <>\"'")
    assert bare(to_html(document)[0]) == "Voir ici"
