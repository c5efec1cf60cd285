"""Runs → HTML: the words of a paragraph with their formatting, links, fields and images."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from html import escape

from pmtdocs.render.join.contents import TARGET
from pmtdocs.render.join.join import Document
from pmtdocs.render.page.css import Css
from pmtdocs.render.page.style_css import Classes, run_css, text_of
from pmtdocs.word.package import Element, R, TemplateError, val, w, whole

TRANSPARENT = {w(n) for n in ("sdt", "sdtContent", "smartTag", "ins", "customXml")}
WORDLESS = {
    w(n)
    for n in (
        "pPr", "rPr", "proofErr", "bookmarkStart", "bookmarkEnd", "sectPr", "del", "permStart",
        "permEnd", "commentRangeStart", "commentRangeEnd", "commentReference", "sdtPr",
        "sdtEndPr", "tblPr", "tblGrid", "trPr", "tcPr", "instrText", "lastRenderedPageBreak",
    )
}  # fmt: skip
_ON_ONE_LINE = {w("t"): "", w("noBreakHyphen"): "-"} | {w(n): " " for n in ("br", "cr", "tab")}
TAB = "\t"
_NB_HYPHEN = "\u2011"
#: Wider than many a cell; beyond, a word is cut like Word cuts it, or it would leave the page.
_LONG = 30
_APART = re.compile(rf"\S*{_NB_HYPHEN}\S*|\S{{{_LONG},}}")
_PAGE_FIELDS = {"PAGE": "page", "NUMPAGES": "pages"}
# A page number's cached result is not to be printed: CSS counts.
_SILENT = "="
_EMU_PER_POINT = 12700

_SEEN = {"drawing", "pict", "object", "sym"}

Piece = tuple[Css, str]


def refuse(element: Element) -> None:
    """Raise TemplateError if ``element``, which the walk does not know, holds words or images."""
    if has_words(element):
        words = "".join(t.text or "" for t in element.iter("{*}t")).strip()[:60]
        what = f"Le texte « {words} » est dans" if words else "Le modèle contient"
        raise TemplateError(
            f"{what} un objet (forme, équation, symbole) qui ne s'imprimerait pas.",
            "Écrivez-le dans un paragraphe ou un tableau ordinaire ; une image s'insère en PNG.",
        )


def has_words(element: Element) -> bool:
    """Does an element hold anything that a reader sees?"""
    names = ((e, str(e.tag).rpartition("}")[2]) for e in element.iter("{*}*"))
    return any(n in _SEEN or (n == "t" and (e.text or "").strip()) for e, n in names)


def one_line(element: Element) -> str:
    """The words of a paragraph or a cell, where there is one line: a title, a name."""
    lines = ("".join(_piece(e) for e in p.iter(*_ON_ONE_LINE)) for p in element.iter(w("p")))
    return " ".join(filter(None, (line.strip() for line in lines)))


def _piece(element: Element) -> str:
    return element.text or "" if element.tag == w("t") else _ON_ONE_LINE[str(element.tag)]


@dataclass
class Inline:
    """The inside of paragraphs; direct formatting goes to shared classes."""

    document: Document
    classes: Classes
    targets: Set[str | None]
    """The bookmarks that links aim at and the body holds."""

    def html(self, parent: Element) -> str:
        """Neighbouring runs of one formatting share one element; tabs stay ``TAB``."""
        out: list[str] = []
        last = ""
        for css, text in self._children(parent, []):
            key = text_of(css)
            if key and key == last:
                out[-1] = out[-1].removesuffix("</span>") + text + "</span>"
            elif key:
                out.append(f'<span class="{self.classes.name(css)}">{text}</span>')
            else:
                out.append(text)
            last = key
        return "".join(out)

    def _children(self, parent: Element, fields: list[str]) -> Iterator[Piece]:
        """``fields`` are the instructions of the complex fields that are open."""
        for child in parent:
            if child.tag == w("r"):
                yield from self._run(child, fields)
            elif child.tag == w("hyperlink"):
                yield {}, self._link(child)
            elif child.tag == w("fldSimple") and (page := _page_field(val(child, "instr") or "")):
                yield {}, page
            elif child.tag in TRANSPARENT or child.tag == w("fldSimple"):
                yield from self._children(child, fields)
            elif child.tag not in WORDLESS:
                refuse(child)

    def _link(self, link: Element) -> str:
        """A link a piece: PDF/UA wants no other element between a link and its words."""
        address = escape(self._address(link))
        if not address:
            return self.html(link)
        pieces = [(self.classes.name(css), text) for css, text in self._children(link, [])]
        if address.startswith(f"#{TARGET}") and pieces:  # the page number follows the last word
            pieces[-1] = (f"toc {pieces[-1][0]}".strip(), pieces[-1][1])
        return "".join(f'<a href="{address}" class="{name}">{text}</a>' for name, text in pieces)

    def _address(self, link: Element) -> str:
        """Inside the document, or one of the addresses that the joiner let through; or none."""
        if reference := link.get(f"{{{R}}}id"):
            return self.document.links[reference]
        anchor = val(link, "anchor")
        return f"#{target_name(anchor or '')}" if anchor in self.targets else ""

    def _run(self, run: Element, fields: list[str]) -> Iterator[Piece]:
        css = self._css(run.find(w("rPr")))
        for child in run:
            if child.tag == w("fldChar"):
                yield from _field_mark(val(child, "fldCharType") or "", fields)
            elif child.tag == w("instrText") and fields:
                fields[-1] += child.text or ""
            elif not fields or fields[-1] != _SILENT:
                yield from self._content(child, css)

    def _content(self, child: Element, css: Css) -> Iterator[Piece]:
        name = str(child.tag).rpartition("}")[2]
        if name == "t":
            yield css, _text(child.text or "")
        elif name == "br" and val(child, "type") in ("page", "column"):
            yield {}, '<span class="pb"></span>'
        elif name == "drawing":
            yield {}, self._image(child)
        elif name in _CHARACTERS:
            yield css, _CHARACTERS[name]
        elif child.tag not in WORDLESS:
            refuse(child)

    def _css(self, properties: Element | None) -> Css:
        if properties is None:
            return {}
        out: Css = {}
        style = val(properties.find(w("rStyle")))
        for source in [*self.document.styles.chain(style, "rPr")][::-1]:
            out |= run_css(source)
        return out | run_css(properties)

    def _image(self, drawing: Element) -> str:
        described = drawing.find(".//{*}docPr")
        alt = "" if described is None else described.get("descr") or ""
        blip, extent = drawing.find(".//{*}blip"), drawing.find(".//{*}extent")
        reference = "" if blip is None else blip.get(f"{{{R}}}embed") or ""
        if reference not in self.document.media or extent is None:
            raise TemplateError("Une image du modèle n'est pas enregistrée dans le fichier Word.")
        if not alt.strip():
            raise TemplateError(
                "Une image du modèle n'a pas de texte de remplacement.",
                "Dans Word : clic droit sur l'image, « Afficher le texte de remplacement ».",
            )
        width, height = (whole(extent.get(k)) / _EMU_PER_POINT for k in ("cx", "cy"))
        kind, data = self.document.media[reference]
        return (
            f'<img alt="{escape(alt)}" style="width:{width:g}pt;height:{height:g}pt" '
            f'src="data:{kind};base64,{base64.b64encode(data).decode()}">'
        )


def target_name(bookmark: str) -> str:
    """A bookmark as HTML names it: Word's letters stay, a space or a sign would end the name."""
    return re.sub(r"\W", lambda m: f".{ord(m[0]):x}.", bookmark)


def _field_mark(kind: str, fields: list[str]) -> Iterator[Piece]:
    if kind == "begin":
        fields.append("")
    elif kind == "separate" and fields and (page := _page_field(fields[-1])):
        fields[-1] = _SILENT
        yield {}, page
    elif kind == "end" and fields:
        fields.pop()


def _page_field(instruction: str) -> str:
    """``PAGE`` and ``NUMPAGES`` are counted by CSS; any other field keeps Word's result."""
    name = _PAGE_FIELDS.get(instruction.strip().partition(" ")[0])
    return f'<span class="{name}"></span>' if name else ""


def _text(text: str) -> str:
    """Escaped words; those that break in a way of their own, or not at all, stand apart."""
    text = escape(text, quote=False)
    apart = _NB_HYPHEN in text or len(text) >= _LONG
    return _APART.sub(_word, text) if apart else text


def _word(match: re.Match[str]) -> str:
    """The font lacks U+2011: an ordinary hyphen, in a word that may not break."""
    name = "long" if len(match[0]) >= _LONG else "nb"
    return f'<span class="{name}">{match[0].replace(_NB_HYPHEN, "-")}</span>'


_CHARACTERS = {
    "br": "<br>",
    "cr": "<br>",
    "ptab": TAB,
    "tab": TAB,
    "noBreakHyphen": _text(_NB_HYPHEN),
    "softHyphen": "\u00ad",
}
