"""A page taken apart, and held to what our pages are made of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import tinycss2

ELEMENTS = {
    "html", "head", "meta", "title", "style", "body", "main", "section", "div", "p", "span", "a",
    "h1", "h2", "h3", "h4", "h5", "h6", "br", "img", "ul", "li", "table", "colgroup", "col",
    "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {
    "lang", "charset", "name", "content", "media", "class", "id", "href", "alt", "style", "src",
    "role", "tabindex", "aria-label", "scope", "colspan", "rowspan",
}  # fmt: skip
QUALIFIED = "qualified-rule"


class Page(HTMLParser):
    """A page taken apart as browsers do."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.styles: list[str] = []
        self.title = ""
        self.comments: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names))
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem == "style":
            self.styles.append(data)
        elif self.elements and self.elements[-1][0] == "title":
            self.title += data

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    def values(self, attribute: str) -> list[str]:
        return [attrs[attribute] for _, attrs in self.elements if attribute in attrs]


def assert_harmless(html: str) -> Page:
    """Known elements and attributes, names that can be aimed at, a style sheet without address."""
    made = Page(html)
    assert {tag for tag, _ in made.elements} <= ELEMENTS
    assert {name for _, attrs in made.elements for name in attrs} <= ATTRIBUTES
    assert made.comments == []
    assert len(made.styles) == 2
    ids = made.values("id")
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[^\s%]+", name) for name in ids), ids
    for address in made.values("href"):
        assert address.startswith("https://") or address.removeprefix("#") in ids, address
    assert all(source.startswith("data:image/png;base64,") for source in made.values("src"))
    for names in made.values("class"):
        assert all(re.fullmatch(r"[A-Za-z][-\w]*", name, re.ASCII) for name in names.split())
    for rule in _rules(made.styles):
        assert rule.type != "error", rule.message
        assert rule.type != "at-rule" or rule.lower_at_keyword in ("page", "media")
        assert "url(" not in rule.serialize()
        declared = tinycss2.parse_declaration_list(rule.content) if rule.type == QUALIFIED else ()
        assert all(each.type != "error" for each in declared), rule.serialize()
    return made


def _rules(styles: list[str]) -> Iterator[tinycss2.ast.Node]:
    for style in styles:
        yield from tinycss2.parse_stylesheet(style, skip_comments=True, skip_whitespace=True)
