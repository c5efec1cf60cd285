"""The page of a modèle dresses the words; it runs nothing, fetches nothing, and drops no word."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pmtdocs.finding import ExitCode
from pmtdocs.render.page.html import page
from pmtdocs.templates import workshop
from pmtdocs.templates.page import faults
from pmtdocs.word.package import TemplateError
from tests.support.command import run
from tests.support.markup import assert_harmless
from tests.support.word_files import Workshop, p, page_template

PAGE = page_template().read_text(encoding="utf-8")

HARMFUL = {
    "a script": ("<script>a()</script>", "MDL141"),
    "a script of another": ('<script src="https://exemple.fr/a.js"></script>', "MDL141"),
    "an event": ('<p onclick="a()">x</p>', "MDL141"),
    "a frame": ('<iframe src="https://exemple.fr"></iframe>', "MDL144"),
    "a sheet": ('<link rel="stylesheet" href="https://exemple.fr/a.css">', "MDL144"),
    "an image of another": ('<img alt="x" src="https://exemple.fr/a.png">', "MDL142"),
    "a drawing": ('<svg onload="a()"></svg>', "MDL144"),
    "another page": ('<meta http-equiv="refresh" content="0">', "MDL144"),
    "a base": ('<base href="https://exemple.fr">', "MDL144"),
    "a link that runs": ('<a href="javascript:a()">x</a>', "MDL142"),
    "a link that runs, hidden": ('<a href="&#106;avascript:a()">x</a>', "MDL142"),
    "a link of the data": ('<a href="{{ title }}">x</a>', "MDL142"),
    "an attribute of the data": ('<p id="{{ title }}">x</p>', "MDL144"),
    "an attribute without quotes": ("<p id={{ title }}>x</p>", "MDL144"),
    "a form": ('<form action="https://exemple.fr"></form>', "MDL144"),
    "a style of an element": ('<p style="background:url(https://exemple.fr)">x</p>', "MDL144"),
    "an address of a style": ("<style>p { background: url(//exemple.fr) }</style>", "MDL142"),
    "an import": ("<style>@import '//exemple.fr'</style>", "MDL142"),
    "an address in code": (r"<style>p { background: \75rl(//exemple.fr) }</style>", "MDL142"),
    "words as style": ("<style>{{ title }}</style>", "MDL144"),
    "a comment that browsers close": ("<!--><script>a()</script>-->", "MDL144"),
    "a tag cut by a condition": ("<{% if draft %}script{% endif %}>a()", "MDL144"),
    "a tag cut by a note": ("<scr{# #}ipt>a()", "MDL141"),
}


def test_the_shipped_page_has_no_fault() -> None:
    assert faults("page.html.j2", PAGE) == ()


@pytest.fixture
def word(tmp_path: Path) -> Workshop:
    return Workshop(tmp_path)


@pytest.mark.parametrize("what", HARMFUL)
def test_what_runs_or_fetches_is_refused(word: Workshop, what: str) -> None:
    """By the check, and by a render that nobody checked."""
    harm, code = HARMFUL[what]
    source = PAGE.replace("</main>", f"{harm}</main>")
    line = source[: source.index("</main>")].count("\n") + 1
    found = faults("page.html.j2", source)
    assert (found[0].code, found[0].number) == (code, line)
    file = word.folder / "page.html.j2"
    file.write_text(source, encoding="utf-8")
    with pytest.raises(TemplateError, match=f"ligne {line}"):
        page(word.document(p("x")), file, draft=False)


def test_a_page_saved_by_notepad_is_the_same(word: Workshop) -> None:
    """With a mark at its start, and lines of Windows."""
    own = word.folder / "page.html.j2"
    pages = []
    for line, encoding in (("\n", "utf-8"), ("\r\n", "utf-8-sig")):
        own.write_text(PAGE, encoding=encoding, newline=line)
        assert workshop._inspect(own, b"") == ()
        pages.append(page(word.document(p("Lettre")), own, draft=False))
    assert pages[0] == pages[1].replace("\r", "")


def test_check_tells_it_and_nothing_is_rendered(project: Path) -> None:
    file = project / "templates/gbm/page.html.j2"
    file.write_text(PAGE.replace("</body>", "<script>a()</script></body>"), encoding="utf-8")
    for command in (("check", "2024"), ("templates", "check"), ("render", "2024")):
        result = run(*command)
        assert result.exit_code == ExitCode.TEMPLATE
        assert "MDL141" in result.output
        assert "page.html.j2:" in result.output
    assert not (project / "output").exists()


@pytest.mark.parametrize(
    "tag",
    [
        "{{ title | safe }}",
        "{{ bdy }}",
        "{{ 1 / 0 }}",
        "{{ range(9999999999) }}",
        "{{ title.__class__ }}",
        "{{ body.__html__.__globals__ }}",
        "{% include '/etc/passwd' %}",
        "{% set body = 'x' %}",
        "{% for c in lipsum %}{% endfor %}",
        "{{ '<script>' }}",
    ],
)
def test_the_page_knows_four_fields_and_no_more(word: Workshop, tag: str) -> None:
    """A field badly written printed nothing: a document without its words."""
    file = word.folder / "page.html.j2"
    file.write_text(PAGE.replace("{{ body }}", f"{tag}{{{{ body }}}}"), encoding="utf-8")
    with pytest.raises(TemplateError):
        page(word.document(p("x")), file, draft=False)


INCOMPLETE = {
    "empty": (PAGE, "", ["body", "css"]),
    "no words": ("{{ body }}", "", ["body"]),
    "words twice": ("{{ body }}", "{{ body }}{{ body }}", ["body"]),
    "words of a draft": ("{{ body }}", "{% if draft %}{{ body }}{% endif %}", ["body"]),
    "words where nobody looks": ("</title>", "{{ body }}</title>", ["body", "head"]),
    "no style": ("{{ css }}", "", ["css"]),
    "draft twice": ("{{ draft }}", "{{ draft }}{{ draft }}", ["draft"]),
    "not UTF-8": ("Word", "\ufffd", ["UTF-8"]),
    "a filter": ("{{ title }}", "{{ title|majuscules }}", ["permise"]),
    "a loop": ("{{ title }}", "{% for c in title %}{{ c }}{% endfor %}", ["permise"]),
    "what a field holds": ("{{ title }}", "{{ title.x }}", ["permise"]),
}


@pytest.mark.parametrize("what", INCOMPLETE)
def test_what_would_lose_words_is_refused_by_both(word: Workshop, what: str) -> None:
    old, new, told = INCOMPLETE[what]
    found = faults("page.html.j2", PAGE.replace(old, new))
    assert found
    assert all(any(word in fault.message for fault in found) for word in told), found
    file = word.folder / "page.html.j2"
    file.write_bytes(PAGE.replace(old, new).encode().replace("\ufffd".encode(), b"\xff"))
    with pytest.raises(TemplateError, match=re.escape(found[0].message)):
        page(word.document(p("x")), file, draft=False)


def test_a_page_may_leave_the_draft_to_the_style() -> None:
    """« PROJET » is drawn across each page and each screen."""
    assert faults("page.html.j2", PAGE.replace("{{ draft }}", "")) == ()


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"))))
@example("</title><script>a()</script>")
@example("{{ body }}{% raw %}")
def test_a_title_is_only_words(tmp_path_factory: pytest.TempPathFactory, title: str) -> None:
    """It holds words of the data."""
    document = Workshop(tmp_path_factory.mktemp("titre")).document(p("x"))
    made = assert_harmless(page(document.dated(title, "2024-04-11"), page_template(), draft=False))
    assert made.title.removesuffix("\n") == title
