"""A package written anew around a body: relationships, content types, properties."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from xml.sax.saxutils import escape, quoteattr

from pmtdocs.word.package import CT, PR, parse, refers, remove, serialize, sheet, w

MEDIA = {"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif"}
DOCUMENT, NUMBERING = "word/document.xml", "word/numbering.xml"
STYLES = "word/styles.xml"
CORE = "docProps/core.xml"

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_SHARED = {
    "styles": STYLES,
    "numbering": NUMBERING,
    "settings": "word/settings.xml",
    "fontTable": "word/fontTable.xml",
    "theme": "word/theme/theme1.xml",
}
_TYPES = {
    DOCUMENT: f"{_WORD}.document.main+xml",
    "word/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
    CORE: "application/vnd.openxmlformats-package.core-properties+xml",
} | {
    f"word/{name}.xml": f"{_WORD}.{name}+xml"
    for name in ("styles", "numbering", "settings", "fontTable")
}
_ELSEWHERE = {
    w(n)
    for n in (
        "footnotePr", "endnotePr", "attachedTemplate", "linkStyles", "mailMerge", "attachedSchema",
        "saveThroughXslt", "numPicBullet", "lvlPicBulletId",
    )
}  # fmt: skip
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


@dataclass(frozen=True, slots=True)
class Relation:
    """A relationship of the document; ``target`` is relative to ``word/`` unless external."""

    id: str
    kind: str
    target: str
    external: bool = False

    def xml(self) -> str:
        """As the relationship part writes it."""
        mode = ' TargetMode="External"' if self.external else ""
        return (
            f'<Relationship Id="{self.id}" Type="{_OFFICE}/{self.kind}" '
            f"Target={quoteattr(self.target)}{mode}/>"
        )


def shared_parts(charter: dict[str, bytes]) -> dict[str, bytes]:
    """What every document takes from the charte, under the names that we write."""
    found = {name: sheet(charter, kind, "charte.docx") for kind, name in _SHARED.items()}
    return {name: _alone(name, data) for name, data in found.items() if data is not None}


@lru_cache(maxsize=32)  # of a few chartes
def _alone(name: str, data: bytes) -> bytes:
    """A part without what points elsewhere: attached template, mail merge, notes, fonts, images."""
    root = parse(data, name)
    gone = [e for e in root.iterdescendants("{*}*") if e.tag in _ELSEWHERE or refers(e)]
    remove(gone)
    return serialize(root) if gone else data


def in_word(target: str) -> str:
    """The part that a relation of the document leads to: « header1.xml »."""
    return f"word/{target}"


def assemble(files: dict[str, bytes], relations: list[Relation]) -> dict[str, bytes]:
    """``files`` with what a package needs around them."""
    shared = [
        Relation(f"rId{n}", kind, name.removeprefix("word/"))
        for n, (kind, name) in enumerate(_SHARED.items(), 1)
        if name in files
    ]
    rows = "".join(relation.xml() for relation in [*shared, *relations])
    return {
        **files,
        "word/_rels/document.xml.rels": _relationships(rows),
        "_rels/.rels": _ROOT,
        "[Content_Types].xml": _content_types(files, relations),
    }


def core_properties(title: str, date: str) -> bytes:
    """Title, language, and the document's own date (ISO): never today's."""
    return (
        f"{_HEAD}<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:language>fr-FR</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{date}T00:00:00Z</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{date}T00:00:00Z</dcterms:modified>'
        "</cp:coreProperties>"
    ).encode()


def _relationships(rows: str) -> bytes:
    return f'{_HEAD}<Relationships xmlns="{PR}">{rows}</Relationships>'.encode()


_ROOT = _relationships(
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="{DOCUMENT}"/>'
    '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/'
    f'metadata/core-properties" Target="{CORE}"/>'
)


def _content_types(files: dict[str, bytes], relations: list[Relation]) -> bytes:
    defaults = {
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
    } | {
        suffix: kind
        for suffix, kind in MEDIA.items()
        if any(n.endswith(f".{suffix}") for n in files)
    }
    overrides = {name: kind for name, kind in _TYPES.items() if name in files} | {
        in_word(r.target): f"{_WORD}.{r.kind}+xml"
        for r in relations
        if r.kind in ("header", "footer")
    }
    rows = "".join(f'<Default Extension="{e}" ContentType="{t}"/>' for e, t in defaults.items())
    rows += "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in overrides.items()
    )
    return f'{_HEAD}<Types xmlns="{CT}">{rows}</Types>'.encode()
