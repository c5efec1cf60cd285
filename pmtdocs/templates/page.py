"""The page of a modèle, ``page.html.j2``: it dresses the words, it runs and fetches nothing.

Held against lists of what a page needs rather than of what is known to be harmful; what browsers
may read otherwise than this reader (comments, a stray « < ») is refused with the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from jinja2 import TemplateSyntaxError, nodes

from pmtdocs.language.columns import quoted
from pmtdocs.system import limits
from pmtdocs.templates import bounds
from pmtdocs.templates.fault import Fault, Faults
from pmtdocs.templates.kinds import KINDS, UNREADABLE_PART
from pmtdocs.templates.syntax import JINJA
from pmtdocs.word.tags import TAG

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
_CLOSES = {"(": ")", "[": "]", "{": "}"}
_QUOTED = re.compile(r"/\*.*?\*/|\"[^\"\n]*\"|'[^'\n]*'", re.DOTALL)
_FETCHES = re.compile(r"url\(\s*(?![\"']?data:image/)|@import|image-set|\bsrc\(|\\", re.IGNORECASE)
_NOTE = re.compile(r"\{#(?:(?!\{#).)*?#\}", re.DOTALL)
#: Elements that hold nothing.
_EMPTY = {"meta", "br", "hr", "img"}
#: What Jinja may read in it: fields printed, on a condition or not.
_LANGUAGE = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.If, nodes.Not,
)  # fmt: skip
#: What rendering gives to it.
_FIELDS = ("title", "draft", "css", "body")
#: What it must print once, and what else would become of it; « PROJET » is in the style too.
_PRINTED = {
    "body": "les mots du document seraient perdus ou doublés",
    "css": "le document ne serait pas comme dans Word",
    "draft": "la page d'un projet ne le dirait pas comme il faut",
}
_ALLOWED = (
    "Une page ne connaît que {{ title }}, {{ draft }}, {{ css }}, {{ body }} et {% if draft %}."
)
_IN_BODY = "Mettez-le entre <body> et </body>."
_ELSEWHERE = "Écrivez-le dans la page : image en data:image/png;base64, style entre <style>."


def faults(name: str, source: str) -> tuple[Fault, ...]:
    """What a page may not say, or fails to say, in the order of its text.

    A sign U+FFFD is a byte that is not UTF-8: whoever reads the file decodes it so.
    """
    reader = _Reader(name, _NOTE.sub(lambda m: "\n" * m[0].count("\n"), source))
    if "\ufffd" in source:
        said, place = "La page n'est pas écrite en UTF-8.", _place(source, source.index("\ufffd"))
        help = "Enregistrez-la de nouveau dans votre éditeur, en UTF-8."
        return (reader.fault(UNREADABLE_PART.code, said, help, place),)
    if excess := bounds.Reader().tags(reader.source):
        place = _place(reader.source, excess.start)
        return (reader.fault(bounds.CODE, excess.message, excess.help, place),)
    reader.feed(reader.source)
    reader.close()
    found = [*reader.found, *_language(reader)]
    return tuple(sorted(found, key=lambda fault: (fault.number, fault.start)))


def _language(reader: _Reader) -> Faults:
    """What Jinja would not read, or would not find; and a field that is not there."""
    try:
        tree = JINJA.parse(reader.source)
    except TemplateSyntaxError as error:
        said = "Une balise de la page n'est pas bien écrite, ou pas refermée."
        yield reader.fault("MDL105", said, _ALLOWED, (error.lineno, 0))
        return
    except (ValueError, RecursionError):  # a number of 5 000 digits
        yield reader.fault("MDL105", "Une balise de la page ne se lit pas.", _ALLOWED, (1, 0))
        return
    foreign = [node for node in tree.find_all(nodes.Node) if not isinstance(node, _LANGUAGE)]
    for line in sorted({node.lineno for node in foreign if node.lineno}):
        said = "Cette construction n'est pas permise dans la page."
        yield reader.fault("MDL111", said, _ALLOWED, (line, 0))
    for unknown in sorted({node.name for node in tree.find_all(nodes.Name)} - set(_FIELDS)):
        line, _ = _place(reader.source, reader.source.find(unknown))
        said = f"Le champ « {quoted(unknown)} » n'existe pas dans la page."
        yield reader.fault("MDL114", said, _ALLOWED, (line, 0))
    for field, why in _PRINTED.items():
        printed = [n for out in _outputs(tree, field) for n in out.nodes if _is(n, field)]
        if len(printed) != 1 and (printed or field != "draft"):
            how = "n'imprime pas" if not printed else "imprime plusieurs fois"
            line = printed[1].lineno if printed else len(reader.lines)
            said = f"La page {how} {{{{ {field} }}}} hors de toute condition : {why}."
            yield reader.fault("MDL192", said, f"Écrivez {{{{ {field} }}}} une fois.", (line, 0))


def _outputs(tree: nodes.Template, field: str) -> Iterator[nodes.Output]:
    """What is printed whatever happens; a draft, on its condition too."""
    within = [*tree.body]
    if field == "draft":
        within += [
            n
            for one in tree.body
            if isinstance(one, nodes.If) and _is(one.test, field)
            for n in one.body
        ]
    return (one for one in within if isinstance(one, nodes.Output))


def _is(node: nodes.Node, field: str) -> bool:
    return isinstance(node, nodes.Name) and node.name == field


def _place(source: str, at: int) -> tuple[int, int]:
    """The line from 1 and the column from 0, as ``HTMLParser`` counts."""
    before = source[:at]
    return before.count("\n") + 1, at - before.rfind("\n") - 1


class _Reader(HTMLParser):
    def __init__(self, name: str, source: str) -> None:
        super().__init__()
        self.name, self.source = name, source
        self.lines = source.split("\n")
        self.found: list[Fault] = []
        self.open: list[str] = []

    def fault(self, code: str, message: str, help: str, place: tuple[int, int]) -> Fault:
        """A fault at a line and a column."""
        line, column = place
        text = self.lines[line - 1]
        label = f"{self.name}, ligne {line}"
        return Fault(KINDS[code], message, help, label, line, column + 1, len(text) + 1, text)

    def _fault(self, code: str, message: str, help: str) -> None:
        self.found.append(self.fault(code, message, help, self.getpos()))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element, and what it says of itself."""
        self._nest(tag)
        if tag == "script":
            self._fault("MDL141", "La page contient un script.", "Retirez-le.")
        elif tag not in _ELEMENTS:
            said = f"La page contient l'élément <{tag[:30]}>, qui n'a rien à y faire."
            self._fault("MDL144", said, "Retirez-le.")
        for name, value in attrs:
            for code, said, help in _attribute(name, value or ""):
                self._fault(code, said, help)

    def handle_endtag(self, tag: str) -> None:
        """The end of an element that is open; a stray one ends nothing."""
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def _nest(self, tag: str) -> None:
        if tag in _EMPTY or len(self.open) > limits.PAGE_DEPTH.most:
            return
        if self.open[-1:] == [tag] and tag in ("p", "li"):  # the one before ends by itself
            return
        self.open.append(tag)
        if len(self.open) > limits.PAGE_DEPTH.most:
            excess = limits.PAGE_DEPTH.exceeded(f"<{tag[:30]}>")
            self._fault(bounds.CODE, excess.message, excess.help)

    def handle_data(self, data: str) -> None:
        """Words, or a style sheet."""
        in_style = self.cdata_elem == "style"
        if "head" in self.open and any(m[0][2:-2].strip() == "body" for m in TAG.finditer(data)):
            self._fault("MDL192", "{{ body }} est dans <head>, qui ne se voit pas.", _IN_BODY)
        if not in_style and (excess := bounds.unbroken(TAG.sub(" ", data))):
            self._fault(bounds.CODE, excess.message, excess.help)
        if "<" in data:
            self._fault("MDL144", "Un « < » de la page n'ouvre aucun élément.", "Écrivez &lt;")
        if in_style and _FETCHES.search(TAG.sub("", data)):
            said = "Le style de la page appelle une adresse, ou contient « \\ »."
            self._fault("MDL142", said, _ELSEWHERE)
        if in_style and (deep := _brackets(TAG.sub("", data))) > limits.PAGE_DEPTH.most:
            said = f"Le style de la page ouvre {deep} parenthèses, crochets ou accolades les uns "
            most = f"dans les autres, au plus {limits.PAGE_DEPTH.most}."
            self._fault(bounds.CODE, f"{said}{most}", "Refermez-les, ou retirez-les.")
        if in_style and any(
            m[0].startswith("{{") and m[0][2:-2].strip() != "css" for m in TAG.finditer(data)
        ):
            said = "Un champ autre que {{ css }} est dans le style de la page."
            self._fault("MDL144", said, "Mettez-le dans le corps de la page.")

    def _other(self, data: str) -> None:
        said = f"La page contient un commentaire HTML : « {data[:40]} »."
        self._fault("MDL144", said, "Écrivez-la {# ainsi #}.")

    handle_comment = handle_pi = unknown_decl = _other

    def handle_decl(self, decl: str) -> None:
        """What kind of page it is."""
        if decl.casefold() != "doctype html":
            self._other(decl)


def _brackets(css: str) -> int:
    """How many of a style sheet are open at once, at most: each closes only one of its kind."""
    opened: list[str] = []
    most = 0
    for sign in re.findall(r"[(\[{)\]}]", _QUOTED.sub("", css)):
        if sign in _CLOSES:
            opened.append(_CLOSES[sign])
        elif opened[-1:] == [sign]:
            opened.pop()
        most = max(most, len(opened))
    return most


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
