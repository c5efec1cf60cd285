"""The inside of paragraphs: words with their formatting, links, fields and images."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass

from pmtdocs.render.join.contents import TARGET
from pmtdocs.render.join.join import Document
from pmtdocs.render.page import tree
from pmtdocs.system import safeimage
from pmtdocs.word import pictures
from pmtdocs.word.assembly import in_word
from pmtdocs.word.fields import fields, read
from pmtdocs.word.formatting import RunStyle
from pmtdocs.word.notes import CALLS, MARKS, has_own_mark
from pmtdocs.word.package import Element, R, TemplateError, local, val, w
from pmtdocs.word.printable import TRANSPARENT, WORDLESS, has_words, words_in
from pmtdocs.word.properties import complete_style, run_style
from pmtdocs.word.signs import are_signs
from pmtdocs.word.words import printed

#: Signs that Word does not write as text.
_SIGNS = {
    "br": tree.LINE_BREAK, "cr": tree.LINE_BREAK, "ptab": tree.TAB, "tab": tree.TAB,
    "noBreakHyphen": tree.NO_BREAK_HYPHEN, "softHyphen": tree.SOFT_HYPHEN,
}  # fmt: skip
_PAGE_FIELDS = {"PAGE": tree.PageNumber("this"), "NUMPAGES": tree.PageNumber("last")}
_PAGE_REFERENCE = "PAGEREF"
#: Of the height of a page: the words of its line stand under a picture.
_TALLEST = 0.9
#: Where the number of a page goes, and what prints nothing since it goes there.
_Pages = dict[Element, tuple[tree.PageNumber, ...]]


def refuse(element: Element) -> None:
    """Raise TemplateError if ``element``, which the walk does not know, holds words or images."""
    if has_words(element):
        words = words_in(element)[:60]
        what = f"Le texte « {words} » est dans" if words else "Le modèle contient"
        raise TemplateError(
            f"{what} un objet (forme, équation, symbole) qui ne s'imprimerait pas.",
            "Écrivez-le dans un paragraphe ou un tableau ordinaire ; une image s'insère en PNG.",
        )


def one_line(element: Element) -> str:
    """The words of a paragraph or a cell, where there is one line: a title, a name."""
    return " ".join(filter(None, (printed(p).strip() for p in element.iter(w("p")))))


@dataclass(frozen=True)
class Reader:
    """Reads the inside of paragraphs."""

    document: Document
    targets: Set[str | None]
    """The bookmarks that links aim at and the body holds."""
    note: Callable[[Element, str, RunStyle], tree.Note]
    """Reads what a call leads to: the call, its own mark if it has one, and how it looks."""
    mark: Callable[[], str]
    """What Word counted of the note that is read."""
    room: Callable[[], tuple[float, float]]
    """What a page offers in width and height."""

    def read(self, parent: Element) -> tuple[tree.Inline, ...]:
        """Neighbouring words of one formatting are one run."""
        out: list[tree.Inline] = []
        words: list[str] = []
        said: RunStyle = {}
        for piece in (*self._children(parent, _page_numbers(parent)), None):
            if words and not (isinstance(piece, tree.Run) and piece.style == said):
                out.append(tree.Run("".join(words), said))
                words = []
            if isinstance(piece, tree.Run):
                words.append(piece.text)
                said = piece.style
            elif piece is not None:
                out.append(piece)
        return tuple(out)

    def _children(self, parent: Element, pages: _Pages) -> Iterator[tree.Inline]:
        for child in parent:
            if child in pages:
                yield from pages[child]
            elif child.tag == w("r"):
                yield from self._run(child, pages)
            elif child.tag == w("hyperlink"):
                yield from self._link(child)
            elif child.tag in TRANSPARENT:
                yield from self._children(child, pages)
            elif child.tag not in WORDLESS:
                refuse(child)

    def _link(self, link: Element) -> Iterator[tree.Inline]:
        """Inside the document, or to an address that the joiner let through; or mere words."""
        anchor, content = val(link, "anchor"), self.read(link)
        if not any(map(says, content)):
            yield from content
        elif reference := link.get(f"{{{R}}}id"):
            address = self.document.relations[reference].target
            yield tree.Link(f"{address}#{anchor}" if anchor else address, False, False, content)
        elif anchor and anchor in self.targets:
            yield tree.Link(anchor, True, anchor.startswith(TARGET), content)
        else:
            yield from content

    def _run(self, run: Element, pages: _Pages) -> Iterator[tree.Inline]:
        style, hidden = self._style(run), self.document.styles.is_hidden(run)
        for rank, child in enumerate(run):
            if child.tag in CALLS and has_own_mark(child):
                after = (piece for e in [*run][rank + 1 :] for piece in self._content(e, style))
                mark = "".join(piece.text for piece in after if isinstance(piece, tree.Run))
                yield self.note(child, mark, style)
                return
            if child in pages:
                yield from pages[child]
            elif not hidden:
                yield from self._content(child, style)

    def _style(self, run: Element) -> RunStyle:
        """What it says; of small capitals, which are another font, that of its paragraph too."""
        styles = self.document.styles
        style = run_style(styles, run.find(w("rPr")))
        if "small_capitals" in style and "font" not in style:
            paragraph = next(run.iterancestors(w("p")))
            own = complete_style(styles, styles.style_of(paragraph))
            style["font"] = own.run["font"]
        return style

    def _content(self, child: Element, style: RunStyle) -> Iterator[tree.Inline]:
        name = local(child.tag)
        if name == "t":
            text = (child.text or "").replace(tree.LINE_BREAK, " ")
            yield tree.Run(text, _drawn_by_ours(style) if are_signs(text) else style)
        elif name == "br" and (kind := val(child, "type")) in ("page", "column"):
            yield tree.PageBreak() if kind == "page" else tree.ColumnBreak()
        elif (picture := pictures.read(child)) is not None:
            yield self._image(picture)
        elif name in _SIGNS:
            yield tree.Run(_SIGNS[name], style)
        elif child.tag in CALLS:
            yield self.note(child, "", style)
        elif child.tag in MARKS:
            yield tree.NoteMark(self.mark(), style)
        elif child.tag not in WORDLESS:
            refuse(child)

    def _image(self, picture: pictures.Picture) -> tree.Image | tree.Link:
        relation = self.document.relations.get(picture.reference)
        if relation is None or relation.kind != "image":
            raise TemplateError("Une image du modèle n'est pas enregistrée dans le fichier Word.")
        if not picture.alt.strip() and not picture.decorative:
            raise TemplateError(
                "Une image du modèle n'a pas de texte de remplacement.",
                "Dans Word : clic droit sur l'image, « Afficher le texte de remplacement ».",
            )
        changes = safeimage.Changes(picture.crop, picture.turned, picture.mirrored)
        kind, data = safeimage.shown(self.document.parts[in_word(relation.target)], changes)
        alt = "" if picture.decorative else picture.alt
        image = tree.Image(alt, *self._size(picture), kind, data, picture.place)
        if link := self.document.relations.get(picture.link):
            return tree.Link(link.target, False, False, (image,))
        return image

    def _size(self, picture: pictures.Picture) -> tuple[float, float]:
        """In the line of words, no larger than the page: what stands beside it would be lost."""
        width, height = pictures.size(picture)
        across, down = self.room()
        if picture.place is not None or not width or not height:
            return width, height
        scale = min(1, across / width, down * _TALLEST / height)
        if not 0 < scale < 1:
            return width, height
        return round(width * scale, 2), round(height * scale, 2)


def _drawn_by_ours(style: RunStyle) -> RunStyle:
    """The font of signs draws them, not the one of that name which a machine may have."""
    ours = style.copy()
    ours.pop("font", None)
    return ours


def _page_numbers(parent: Element) -> _Pages:
    """Counted when pages are laid out: what Word last counted is not to be printed."""
    out: _Pages = {}
    for field in fields(parent):
        page = _PAGE_FIELDS.get(field.code.name)
        if field.code.name == _PAGE_REFERENCE and not field.in_contents:
            page = tree.PageNumber("there", field.code.argument)
        if page:
            out |= {e: () for e in field.elements() if e.tag != w("r")} | {field.first: (page,)}
    return out


def says(piece: tree.Inline) -> bool:
    """Is there anything to read? A heading or a link without words is none."""
    match piece:
        case tree.Run(text, _):
            return bool(text.strip())
        case tree.Image():
            return bool(piece.alt.strip())
        case tree.Link():
            return any(map(says, piece.content))
        case _:
            return isinstance(piece, tree.PageNumber)


def aims(root: Element) -> Iterator[str | None]:
    """The bookmarks that links and page numbers aim at."""
    yield from (val(link, "anchor") for link in root.iter(w("hyperlink")))
    for code in root.iter(w("instrText")):
        said = read(code.text or "")
        if said.name == _PAGE_REFERENCE:
            yield said.argument
