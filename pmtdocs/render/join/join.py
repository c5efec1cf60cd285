"""Parts → one document: bodies one after the other, over the charte's styles.

Each part keeps its sections (orientation, headers, footers) and counts from one. docxcompose was
measured and refused: 0.4 s an append, headers and landscape lost, other bytes each time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from lxml import etree

from pmtdocs.render.fill.compiled import Story, load_part
from pmtdocs.render.fill.template import Rendered
from pmtdocs.render.fill.with_clauses import insert
from pmtdocs.render.join import contents, notes
from pmtdocs.render.join.bookmarks import redirect, rename, surround
from pmtdocs.render.join.company import keep_company
from pmtdocs.render.join.draft import watermarked
from pmtdocs.render.join.fields import link, resolve
from pmtdocs.render.join.lists import Fresh, Lists
from pmtdocs.render.join.relations import Relations
from pmtdocs.render.join.sections import complete, give_paper, references
from pmtdocs.render.join.styles import StyleSheet
from pmtdocs.templates import CHARTER
from pmtdocs.word import assembly, package, signs, table_looks
from pmtdocs.word.assembly import Relation, in_word
from pmtdocs.word.bookmarks import TOP
from pmtdocs.word.links import ADDRESS
from pmtdocs.word.notes import NOTES, part_of
from pmtdocs.word.numbering import Numbering
from pmtdocs.word.order import made, place
from pmtdocs.word.package import NS, Element, R, TemplateError, remove, serialize, val, w
from pmtdocs.word.sections import starts
from pmtdocs.word.styles import Styles

_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_REFERENCES = (f"{{{R}}}embed", f"{{{R}}}id", f"{{{R}}}link")


@dataclass(frozen=True)
class Document:
    """A joined document: the parts of its package and the body that HTML is walked from."""

    parts: dict[str, bytes]
    body: Element
    styles: Styles
    margins: dict[str, Element]
    """Header and footer trees by relationship id."""
    relations: dict[str, Relation]
    """Images and addresses of hyperlinks too."""
    notes: notes.Notes = field(default_factory=dict)
    """Of the foot of the page and of the end."""
    title: str = ""
    date: str = ""

    def dated(self, title: str, date: str) -> Document:
        """The document with its title and its own date (ISO)."""
        parts = {**self.parts, assembly.CORE: assembly.core_properties(title, date)}
        return replace(self, parts=parts, title=title, date=date)

    def numbering(self) -> Numbering:
        """Fresh counters."""
        return Numbering.read(package.sheet(self.parts, "numbering", self.title), self.styles)


def load_charter(file: Path) -> dict[str, bytes]:
    """The charte: the Word file whose styles and settings every part takes.

    Raises TemplateError or LimitError.
    """
    parts = load_part(file).parts
    if package.sheet(parts, "styles", file.name) is None:
        raise TemplateError(f"{file.name} n'est pas un document Word : il n'a pas de styles.")
    return parts


def join(charter: dict[str, bytes], rendered: Iterable[Rendered], draft: bool) -> Document:
    """Join rendered parts; a draft carries a watermark on each page. Raises TemplateError."""
    joiner = _Joiner(charter, draft)
    parts = [*rendered]
    joiner.even = any(one.part.even_pages for one in parts)
    for part in parts:
        joiner.append(part)
    return joiner.finish()


@dataclass
class _Joiner:
    charter: dict[str, bytes]
    draft: bool
    root: Element = field(init=False)
    body: Element = field(init=False)
    related: Relations = field(default_factory=Relations)
    margins: dict[str, Element] = field(default_factory=dict)
    same_margins: dict[bytes, str] = field(default_factory=dict)
    """Headers and footers by what they say, to write each once."""
    own: set[str] = field(default_factory=set)
    """The relations of the body; those of a header or a footer are by its own."""
    of_margins: dict[str, set[str]] = field(default_factory=dict)
    counting: set[str] = field(default_factory=set)
    """The headers and footers of the sections met."""
    even: bool = False
    """Have even pages headers and footers of their own?"""
    bookmarks: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.shared = assembly.shared_parts(self.charter)
        data, themed = self.shared.get(assembly.STYLES), self.shared.get(assembly.THEME)
        self.lists = Lists.begin(self.shared.get(assembly.NUMBERING), Styles.read(data, themed))
        self.sheet = StyleSheet(data, themed, self.lists)
        self.root = etree.Element(w("document"), nsmap=NS)
        self.body = etree.SubElement(self.root, w("body"))

    # --- one part ---------------------------------------------------------------------------

    def append(self, rendered: Rendered) -> None:
        """Add the body of a part as the next sections of the document."""
        self._close_section()
        styled: Fresh = {}
        body = self._bring(rendered, styled)
        clauses = [(clause, self._bring(own, styled)) for clause, own in rendered.clauses]
        insert(body, clauses, self.sheet.styles)
        notes.settle(body, rendered.part.sheet, restarts=len(self.body) > 0)
        numbering = self._numbering()
        resolve(body, numbering, rendered.part.file.name)
        keep_company(body, numbering)
        complete(body, self._write_margin, self.even, rendered.part.even_pages)
        self._count_again(body)
        self._redirect(body, rename(body, self.bookmarks))
        self.body.extend([*body])
        del self.root[1:]  # this body, and those of its clauses

    def _bring(self, rendered: Rendered, styled: Fresh) -> Element:
        """A body with the styles, lists and relationships of the document."""
        body = deepcopy(rendered.body) if rendered.lasting else rendered.body
        self.root.append(body)
        give_paper(body, self._paper)
        self._dress(rendered, rendered.part.body, body)
        self.lists.take(body, rendered.part.sheet("numbering"), styled)
        self.own |= {*self._relate(rendered, rendered.part.body, body)}
        return body

    def _dress(self, rendered: Rendered, story: Story, root: Element) -> None:
        """Give a body or a header the styles of the document, and what they say of its tables."""
        self.sheet.take(rendered.part, story, root)
        table_looks.write(root, self.sheet.styles)
        signs.write(root, self.sheet.styles)

    def _paper(self) -> Element | None:
        """The section of the charte, whose paper is that of parts that say none."""
        return next(package.document(self.charter, CHARTER).iter(w("sectPr")), None)

    def _numbering(self) -> Numbering:
        """Fresh counters, over the lists that the document has so far."""
        return Numbering.of_tree(self.lists.root, self.sheet.styles)

    def _close_section(self) -> None:
        """The section of the part before ends in its last paragraph, as Word writes it."""
        if len(self.body) == 0:
            return
        section = self.body[-1]
        paragraph = section.getprevious()
        closed = paragraph is None or paragraph.find(w("pPr/sectPr")) is not None
        if paragraph is None or closed or paragraph.tag != w("p"):
            paragraph = etree.Element(w("p"))
            section.addprevious(paragraph)
        place(made(paragraph, "pPr"), section)

    def _relate(self, rendered: Rendered, story: Story, root: Element) -> Iterator[str]:
        """Headers, footers, images and links get relationships of the new document: which ones.

        Those of notes are not of the body: notes are a piece of their own, with its relations.
        """
        of_story = rendered.part.related(story.name)
        remove(root.iter(w("printerSettings")))  # of a part that no document needs
        for element in root.iter(*story.referring) if story.referring else ():
            found = {a: element.get(a) or "" for a in _REFERENCES if a in element.attrib}
            if not found:  # a link inside the document
                continue
            note = next(element.iterancestors(*NOTES), None)
            keeper = story.name if note is None else part_of(note, of_story)
            relations = rendered.part.related(keeper)
            for attribute, old in found.items():
                kind, target, external = relations.get(old, (old, "", True))
                target = str(element.attrib.pop(ADDRESS, target))
                if kind == "hyperlink":
                    fresh = self.related.address(rendered, target, element)
                else:
                    fresh = self._take(rendered, kind, target, external)
                element.set(attribute, fresh)
                if note is None:
                    yield fresh
        yield from link(root, partial(self.related.address, rendered))

    def _take(self, rendered: Rendered, kind: str, target: str, external: bool) -> str:
        if kind in ("header", "footer"):
            return self._margin(rendered, kind, target)
        if kind == "image" and not external:
            return self.related.image(rendered.part.piece(target), target)
        raise TemplateError(
            f"{rendered.part.file.name} contient un objet « {kind} » "
            "qui n'est pas permis dans un modèle.",
            "Sont permis : les images enregistrées dans le fichier, les liens http(s) et mailto.",
        )

    def _margin(self, rendered: Rendered, kind: str, name: str) -> str:
        rendered.part.piece(name)
        tree = deepcopy(rendered.margins[name])
        self._dress(rendered, rendered.part.margins[name], tree)
        # Nothing of a header can stand on another page: Word shows none of these there.
        remove(e for e in tree.iter(w("br")) if val(e, "type") in ("page", "column"))
        own = {*self._relate(rendered, rendered.part.margins[name], tree)}
        numbering = rendered.part.sheet("numbering")
        words = etree.tostring(tree) + self.lists.said_by(tree, numbering)
        if words not in self.same_margins:  # one header serves every part that says the same
            self.lists.take(tree, numbering, {})
            self.same_margins[words] = self._write_margin(kind, tree)
            self.of_margins[self.same_margins[words]] = own
        return self.same_margins[words]

    def _write_margin(self, kind: str, tree: Element) -> str:
        fresh = self.related.add(kind, f"{kind}{len(self.related.by_id) + 1}.xml")
        self.margins[fresh] = tree
        return fresh

    def _count_again(self, body: Element) -> None:
        """A list in a header begins again on each page; LibreOffice counts on from section to
        section, unless each has its own.
        """
        sections = (s for s in body.iter(w("sectPr")) if starts(s) != "continuous")
        for reference in (e for s in sections for e in references(s)):
            key = reference.get(f"{{{R}}}id") or ""
            tree = self.margins[key]
            if key in self.counting and next(tree.iter(w("numId")), None) is not None:
                tree = deepcopy(tree)
                self.lists.renew(tree)
                self._write_again(reference, tree)
            self.counting.add(key)

    def _redirect(self, body: Element, names: Mapping[str, str]) -> None:
        """Links in headers lead to the bookmarks of their own part."""
        sections = body.iter(w("sectPr")) if names else ()
        for reference in (e for s in sections for e in references(s)):
            tree = deepcopy(self.margins[reference.get(f"{{{R}}}id") or ""])
            if redirect(tree, names):
                self._write_again(reference, tree)

    def _write_again(self, reference: Element, tree: Element) -> None:
        """A header of its own for one section."""
        key = reference.get(f"{{{R}}}id") or ""
        fresh = self._write_margin(self.related.by_id[key].kind, tree)
        self.of_margins[fresh] = self.of_margins.get(key, set())
        reference.set(f"{{{R}}}id", fresh)

    # --- the whole --------------------------------------------------------------------------

    def finish(self) -> Document:
        """Write every part of the package, the tables of contents once all headings are there."""
        said = notes.take(self.body)
        contents.fill(self.body, self.sheet.styles, self._numbering, self.bookmarks)
        stories = (self.body, *said.values(), *self.margins.values())
        links = (link for story in stories for link in story.iter(w("hyperlink")))
        if TOP not in self.bookmarks and TOP in (val(link, "anchor") for link in links):
            surround(next(self.body.iter(w("p"))), TOP, self.bookmarks)
        drawn = (d for story in (self.root, *self.margins.values()) for d in story.iter(_DRAWN))
        for number, about in enumerate(drawn, 1):  # unique in the whole document (20.4.2.5)
            about.set("id", str(number))
        settings = assembly.with_even_pages(self.shared.get(assembly.SETTINGS), self.even)
        files = {
            **self.shared,
            **({} if settings is None else {assembly.SETTINGS: settings}),
            **{in_word(self.related.by_id[i].target): self._margin_xml(i) for i in self.margins},
            **self.related.files,
            assembly.STYLES: self.sheet.written(),
            assembly.NUMBERING: serialize(self.lists.root),
            assembly.DOCUMENT: serialize(self.root),
            assembly.CORE: assembly.core_properties("", "1980-01-01"),
        }
        for kind, tree in said.items():
            name = f"{kind}s.xml"
            files[in_word(name)] = serialize(tree)
            self.of_margins[self.related.add(f"{kind}s", name)] = notes.references(tree)
        if said and assembly.SETTINGS in files:
            files[assembly.SETTINGS] = notes.named(files[assembly.SETTINGS], said)
        apart = set().union(*self.of_margins.values()) - self.own
        relations = {
            assembly.DOCUMENT: [r for i, r in self.related.by_id.items() if i not in apart]
        }
        for margin, own in self.of_margins.items():
            name = in_word(self.related.by_id[margin].target)
            relations[name] = [self.related.by_id[i] for i in sorted(own)]
        parts = assembly.assemble(files, relations)
        return Document(parts, self.body, self.sheet.styles, self.margins, self.related.by_id, said)

    def _margin_xml(self, relation: str) -> bytes:
        tree = self.margins[relation]
        marked = self.draft and self.related.by_id[relation].kind == "header"
        return serialize(watermarked(tree) if marked else tree)
