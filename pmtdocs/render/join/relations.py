"""What a joined document leads to: its pictures and its addresses, each written once."""

from __future__ import annotations

from dataclasses import dataclass, field

from pmtdocs.language.columns import shorten
from pmtdocs.render.fill.template import Rendered
from pmtdocs.system import safeimage
from pmtdocs.word.assembly import Relation, in_word
from pmtdocs.word.links import is_web
from pmtdocs.word.package import Element, TemplateError, w
from pmtdocs.word.words import printed


@dataclass
class Relations:
    """The relations of a document, by their id, and the files of its pictures."""

    by_id: dict[str, Relation] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    same: dict[bytes | str, str] = field(default_factory=dict)
    """The relation of each picture, by its bytes, and of each address."""

    def address(self, rendered: Rendered, target: str, place: Element) -> str:
        """The relation of an address that a paragraph leads to. Raises TemplateError."""
        if not is_web(target):
            words = shorten(printed(next(place.iterancestors(w("p")))), 60)
            raise TemplateError(
                f"{rendered.part.file.name}, paragraphe « {words} » : le lien mène à "
                f"« {shorten(target, 60)} », qui n'est ni une adresse http(s) ni un mailto.",
                "Complétez l'adresse dans les données, ou son début dans Word.",
            )
        if target not in self.same:
            self.same[target] = self.add("hyperlink", target, external=True)
        return self.same[target]

    def add(self, kind: str, target: str, external: bool = False) -> str:
        """A new relation."""
        fresh = f"rId{len(self.by_id) + 100}"
        self.by_id[fresh] = Relation(fresh, kind, target, external)
        return fresh

    def image(self, data: bytes, target: str) -> str:
        """The relation of a picture; the logo of several parts is written once.

        Raises TemplateError.
        """
        if fault := safeimage.fault(data):
            raise TemplateError(
                f"L'image {target.rpartition('/')[2]} {fault}.", "Insérez-la en PNG, JPEG ou GIF."
            )
        if data not in self.same:
            name = f"media/image{len(self.files) + 1}.{safeimage.kind(data)}"
            self.files[in_word(name)] = data
            self.same[data] = self.add("image", name)
        return self.same[data]
