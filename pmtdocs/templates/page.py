"""The page of a modèle, ``page.html.j2``: it dresses the words, it runs and fetches nothing.

Held against lists of what a page needs rather than of what is known to be harmful; what browsers
may read otherwise than this reader (comments, a stray « < ») is refused with the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from pmtdocs.templates.fault import Fault
from pmtdocs.templates.kinds import KINDS

_ELEMENTS = {
    "html", "head", "meta", "title", "style", "body", "main", "header", "footer", "section", "div",
    "p", "span", "a", "br", "hr", "img", "strong", "em", "h1", "h2", "h3", "h4", "h5", "h6", "ul",
    "ol", "li",
}  # fmt: skip
_ATTRIBUTES = re.compile(r"lang|charset|name|content|media|class|id|role|aria-[a-z]+|alt|href|src")
_ADDRESSES = {
    "href": re.compile(r"#|https?:|mailto:"),
    "src": re.compile(r"data:image/(?:png|jpeg|gif);base64,"),
}
#: An address of a style sheet that is not an image written in it, or one written in code.
_FETCHES = re.compile(r"url\(\s*(?![\"']?data:image/)|@import|image-set|\bsrc\(|\\", re.IGNORECASE)
_NOTE = re.compile(r"\{#.*?#\}", re.DOTALL)
_TAG = re.compile(r"\{\{(.*?)\}\}|\{%.*?%\}", re.DOTALL)
_ELSEWHERE = "Écrivez-le dans la page : image en data:image/png;base64, style entre <style>."


def faults(name: str, source: str) -> tuple[Fault, ...]:
    """What a page may not say, in the order of its text."""
    reader = _Reader(name, _NOTE.sub(lambda m: "\n" * m[0].count("\n"), source))
    reader.feed(reader.source)
    reader.close()
    return tuple(reader.found)


class _Reader(HTMLParser):
    def __init__(self, name: str, source: str) -> None:
        super().__init__()
        self.name, self.source = name, source
        self.found: list[Fault] = []

    def _fault(self, code: str, message: str, help: str) -> None:
        line, column = self.getpos()
        text = self.source.split("\n")[line - 1]
        end = len(text) + 1
        place = f"{self.name}, ligne {line}"
        fault = Fault(KINDS[code], message, help, place, line, column + 1, end, text)
        self.found.append(fault)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element, and what it says of itself."""
        if tag == "script":
            self._fault("MDL141", "La page contient un script.", "Retirez-le.")
        elif tag not in _ELEMENTS:
            said = f"La page contient l'élément <{tag[:30]}>, qui n'a rien à y faire."
            self._fault("MDL144", said, "Retirez-le.")
        for name, value in attrs:
            for code, said, help in _attribute(name, value or ""):
                self._fault(code, said, help)

    def handle_data(self, data: str) -> None:
        """Words, or a style sheet."""
        in_style = self.cdata_elem == "style"
        if "<" in data:
            self._fault("MDL144", "Un « < » de la page n'ouvre aucun élément.", "Écrivez &lt;")
        if in_style and _FETCHES.search(_TAG.sub("", data)):
            said = "Le style de la page appelle une adresse, ou contient « \\ »."
            self._fault("MDL142", said, _ELSEWHERE)
        if in_style and any(m[1] and m[1].strip() != "css" for m in _TAG.finditer(data)):
            said = "Un champ autre que {{ css }} est dans le style de la page."
            self._fault("MDL144", said, "Mettez-le dans le corps de la page.")

    def _other(self, data: str) -> None:
        said = f"La page contient une remarque HTML : « {data[:40]} »."
        self._fault("MDL144", said, "Écrivez-la {# ainsi #}.")

    handle_comment = handle_pi = unknown_decl = _other

    def handle_decl(self, decl: str) -> None:
        """What kind of page it is."""
        if decl.casefold() != "doctype html":
            self._other(decl)


def _attribute(name: str, value: str) -> Iterator[tuple[str, str, str]]:
    if name.startswith("on"):
        yield "MDL141", f"La page contient un script ({name}).", "Retirez-le."
    elif not _ATTRIBUTES.fullmatch(name):
        said = f"La page contient l'attribut « {name[:30]} », qui n'a rien à y faire."
        yield "MDL144", said, "Retirez-le ; un style va entre <style> et </style>."
    elif name in _ADDRESSES and not _ADDRESSES[name].match(value):
        yield "MDL142", f"La page appelle « {value[:60]} ».", _ELSEWHERE
    elif "{" in value:
        said = f"Un champ est dans l'attribut « {name} » de la page."
        yield "MDL144", said, "Mettez-le dans le corps de la page."
