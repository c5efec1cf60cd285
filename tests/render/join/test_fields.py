"""Cross-references become links that say the number."""

from __future__ import annotations

import pytest

from pmtdocs.word.package import TemplateError, w
from tests.support.word_files import Workshop, bare, bookmark, p, r, ref, text, to_html


def article(name: str, number: int, title: str = "Objet") -> str:
    return (
        f'<w:p><w:pPr><w:pStyle w:val="Article"/></w:pPr>{bookmark(name, number)}{r(title)}</w:p>'
    )


def test_a_reference_says_the_number_and_links(word: Workshop) -> None:
    body = article("_Ref1", 1) + article("_Ref2", 2) + f"<w:p>{r('Voir l’article ')}{ref('_Ref2')}"
    document = word.document(f"{body}{r('.')}</w:p>")
    assert text(document).endswith("Voir l’article 2.")
    html, _ = to_html(document)
    assert '<a href="#_Ref2" class="">2</a>' in html
    assert 'id="_Ref2"' in html
    assert document.body.find(f".//{w('fldChar')}") is None
    assert document.body.find(f".//{w('instrText')}") is None


def test_the_first_is_said_1er_with_er_raised(word: Workshop) -> None:
    body = article("_Ref1", 1) + f"<w:p>{ref('_Ref1', '9')}</w:p>"
    document = word.document(body)
    assert text(document).endswith("1er")
    marked = f"{w('rPr')}/{w('vertAlign')}"
    raised = [run for run in document.body.iter(w("r")) if run.find(marked) is not None]
    assert [str(run.xpath("string()")) for run in raised] == ["er"]


def test_a_reference_before_its_target(word: Workshop) -> None:
    body = f"<w:p>{ref('_Ref2')}</w:p>" + article("_Ref1", 1) + article("_Ref2", 2)
    assert bare(word.html(body)).startswith("2Article 1")


def test_a_paragraph_whose_formatting_changed_counts_once(word: Workshop) -> None:
    """Word keeps what its properties said before, in a draft whose changes nobody accepted."""
    listed = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    former = f'<w:jc w:val="both"/><w:pPrChange w:id="1"><w:pPr>{listed}</w:pPr></w:pPrChange>'
    aim = f"<w:p><w:pPr>{listed}</w:pPr>{bookmark('_Ref2', 2)}{r('b')}</w:p>"
    body = p("a", extra=listed + former) + aim + f"<w:p>{ref('_Ref2')}</w:p>"
    assert text(word.document(body)).endswith("2")


@pytest.mark.parametrize("before", ["", "<w:r/>", "<w:r><w:rPr><w:i/></w:rPr></w:r>"])
def test_the_formatting_of_the_result_is_kept(word: Workshop, before: str) -> None:
    """Whatever stands before it: a run without words is no result."""
    bold = ref("_Ref2").replace("<w:r><w:t ", f"{before}<w:r><w:rPr><w:b/></w:rPr><w:t ")
    document = word.document(article("_Ref1", 1) + article("_Ref2", 2) + f"<w:p>{bold}</w:p>")
    run = document.body.find(f".//{w('hyperlink')}/{w('r')}")
    assert run is not None
    assert run.find(f"{w('rPr')}/{w('b')}") is not None


def test_a_deleted_article_is_said(word: Workshop) -> None:
    with pytest.raises(TemplateError, match="vise le signet « _Ref9 », qui n'existe pas"):
        word.document(article("_Ref1", 1) + f"<w:p>{ref('_Ref9')}</w:p>")


def test_references_in_the_simple_form(word: Workshop) -> None:
    simple = f'<w:p><w:fldSimple w:instr=" REF _Ref2 \\r \\h ">{r("7")}</w:fldSimple></w:p>'
    document = word.document(article("_Ref1", 1) + article("_Ref2", 2) + simple)
    assert text(document).endswith("2")
    assert document.body.find(f".//{w('fldSimple')}") is None


def test_two_parts_may_use_the_same_bookmark(word: Workshop) -> None:
    """Renamed in the second: links stay inside their part, and names stay unique."""
    first = article("_Ref1", 1) + f"<w:p>{ref('_Ref1')}</w:p>"
    second = article("_Ref0", 1) + article("_Ref1", 2) + f"<w:p>{ref('_Ref1')}</w:p>"
    document = word.join(word.fill(word.file(first, "un")), word.fill(word.file(second, "deux")))
    names = [m.get(w("name")) for m in document.body.iter(w("bookmarkStart"))]
    ids = [m.get(w("id")) for m in document.body.iter(w("bookmarkStart"))]
    ends = [m.get(w("id")) for m in document.body.iter(w("bookmarkEnd"))]
    assert len(set(names)) == 3
    assert len(set(ids)) == 3
    assert ends == ids
    anchors = [link.get(w("anchor")) for link in document.body.iter(w("hyperlink"))]
    assert anchors == [names[0], names[2]]
    html, _ = to_html(document)
    assert all(html.count(f'id="{anchor}"') == 1 for anchor in anchors)


def test_every_bookmark_of_a_paragraph_is_an_anchor(word: Workshop) -> None:
    """Word gives one heading several: its own, the contents', the cursor's."""
    head = f'<w:p><w:pPr><w:pStyle w:val="Article"/></w:pPr>{bookmark("_GoBack", 1)}'
    html = word.html(f"{head}{bookmark('_Ref1', 2)}{r('x')}</w:p><w:p>{ref('_Ref1')}</w:p>")
    assert 'href="#_Ref1"' in html
    assert html.count('id="_Ref1"') == 1


def test_bookmarks_of_a_repeated_paragraph_stay_unique(word: Workshop) -> None:
    body = (
        p("{%p for x in liste %}") + f"<w:p>{bookmark('_Ref1', 3)}{r('a')}</w:p>"
        + p("{%p endfor %}")
    )  # fmt: skip
    document = word.document(body, {"liste": [1, 2]})
    starts = [(m.get(w("id")), m.get(w("name"))) for m in document.body.iter(w("bookmarkStart"))]
    ends = [m.get(w("id")) for m in document.body.iter(w("bookmarkEnd"))]
    assert len({name for _, name in starts}) == 2
    assert ends == [number for number, _ in starts]


def test_a_reference_around_another_field_and_one_in_a_single_run(word: Workshop) -> None:
    """Word's fields nest; a run that says all of a field may hold other words."""
    pages = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        "<w:r><w:instrText> NUMPAGES </w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("7")}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    around = ref("_Ref2").replace("<w:r><w:t ", f"{pages}<w:r><w:t ")
    single = ref("_Ref2").replace("</w:r><w:r>", "").replace("<w:r>", "<w:r><w:t>voir </w:t>")
    body = article("_Ref1", 1) + article("_Ref2", 2) + f"<w:p>{around}</w:p>"
    document = word.document(f"{body}<w:p>{single}</w:p>")
    assert text(document).endswith("2\nvoir 2")
