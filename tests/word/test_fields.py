"""Word's fields, read once for all who print, compare or rewrite them."""

from __future__ import annotations

from pmtdocs.word.fields import fields
from pmtdocs.word.package import NS, Element, parse, w
from pmtdocs.word.words import printed


def body(inside: str) -> Element:
    return parse(f'<w:body xmlns:w="{NS["w"]}"><w:p>{inside}</w:p></w:body>')


def mark(kind: str) -> str:
    return f'<w:fldChar w:fldCharType="{kind}"/>'


def code(*pieces: str) -> str:
    return "".join(f"<w:instrText>{piece}</w:instrText>" for piece in pieces)


def test_an_instruction_may_be_cut_and_a_field_stand_in_another() -> None:
    inner = f"<w:r>{mark('begin')}{code(' PA', 'GE ')}{mark('end')}</w:r>"
    outer = (
        f"<w:r>{mark('begin')}{code(' IF ')}</w:r>{inner}<w:r>{code(' = 1 ')}{mark('end')}</w:r>"
    )
    simple = '<w:fldSimple w:instr=" NUMPAGES "><w:r/></w:fldSimple>'
    found = [*fields(body(outer + simple))]
    assert [field.instruction for field in found] == [" PAGE ", " IF  = 1 ", " NUMPAGES "]
    assert [len(field.elements()) for field in found] == [4, 10, 2]


def test_a_field_over_two_paragraphs_takes_no_elements_and_an_open_one_is_none() -> None:
    two = f"<w:r>{mark('begin')}{code(' TOC ')}</w:r></w:p><w:p><w:r>{mark('end')}</w:r>"
    (field,) = fields(body(f"{two}<w:r>{mark('end')}{mark('begin')}</w:r>"))
    assert field.instruction == " TOC "
    assert field.elements() == []


def test_words_beside_a_page_number_in_its_run_are_printed() -> None:
    run = f"<w:r><w:t>page </w:t>{mark('begin')}{code('PAGE')}{mark('separate')}<w:t>7</w:t>"
    paragraph = body(f"{run}{mark('end')}<w:t> bis</w:t></w:r>").find(w("p"))
    assert paragraph is not None
    assert printed(paragraph) == "page  bis"
