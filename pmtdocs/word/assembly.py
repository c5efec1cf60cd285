"""A package written anew around a body: relationships, content types, properties."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from pmtdocs.system import samezip
from pmtdocs.word import package
from pmtdocs.word.looks import OF_A_FILE
from pmtdocs.word.order import made
from pmtdocs.word.package import NS, is_on, parse, qualified, refers_to, remove, serialize, sheet, w

MEDIA = {suffix: f"image/{suffix}" for suffix in ("png", "jpeg", "gif")}
DOCUMENT, NUMBERING = "word/document.xml", "word/numbering.xml"
STYLES, THEME = "word/styles.xml", "word/theme/theme1.xml"
SETTINGS = "word/settings.xml"
CORE = "docProps/core.xml"

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_SHARED = {
    "styles": STYLES,
    "numbering": NUMBERING,
    "settings": SETTINGS,
    "fontTable": "word/fontTable.xml",
    "theme": THEME,
}
_TYPES = {
    DOCUMENT: f"{_WORD}.document.main+xml",
    THEME: "application/vnd.openxmlformats-officedocument.theme+xml",
    CORE: "application/vnd.openxmlformats-package.core-properties+xml",
} | {
    f"word/{name}.xml": f"{_WORD}.{name}+xml"
    for name in ("styles", "numbering", "settings", "fontTable")
}
_ELSEWHERE = qualified(
    "footnotePr endnotePr attachedTemplate linkStyles mailMerge attachedSchema saveThroughXslt "
    "numPicBullet lvlPicBulletId"
) | qualified(" ".join(OF_A_FILE))
_EVEN = "evenAndOddHeaders"
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
def _alone(name: str, data: bytes) -> samezip.Shared:
    """A part without what points elsewhere: attached template, mail merge, notes, fonts, images."""
    root = parse(data, name)
    gone = [e for e in root.iterdescendants("{*}*") if e.tag in _ELSEWHERE or refers_to(e)]
    remove(gone)
    return samezip.Shared(serialize(root) if gone else data)


def with_even_pages(settings: bytes | None, even: bool) -> bytes | None:
    """The settings of a document whose even pages have headers of their own, or have none."""
    if settings is None and not even:
        return None
    root = etree.Element(w("settings"), nsmap=NS) if settings is None else parse(settings)
    asked = root.findall(w(_EVEN))
    if even == any(map(is_on, asked)) and settings is not None:
        return settings
    remove(asked)
    if even:
        made(root, _EVEN)
    return serialize(root)


def in_word(target: str) -> str:
    """The part that a relation of the document leads to: « header1.xml »."""
    return f"word/{target}"


def assemble(files: dict[str, bytes], relations: dict[str, list[Relation]]) -> dict[str, bytes]:
    """``files`` and what a package needs around them; ``relations`` are by the part with them."""
    shared = [
        Relation(f"rId{n}", kind, name.removeprefix("word/"))
        for n, (kind, name) in enumerate(_SHARED.items(), 1)
        if name in files
    ]
    related = {**relations, DOCUMENT: [*shared, *relations[DOCUMENT]]}
    return {
        **files,
        **{_rels(name): _relationships(rows) for name, rows in related.items() if rows},
        "_rels/.rels": _ROOT,
        "[Content_Types].xml": _content_types(files, relations[DOCUMENT]),
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


def _rels(name: str) -> str:
    folder, _, base = name.rpartition("/")
    return f"{folder}/_rels/{base}.rels"


def _relationships(relations: list[Relation]) -> bytes:
    return _written("".join(relation.xml() for relation in relations))


def _written(rows: str) -> bytes:
    return f'{_HEAD}<Relationships xmlns="{package.PR}">{rows}</Relationships>'.encode()


_ROOT = _written(
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
        if r.kind in ("header", "footer", "footnotes", "endnotes")
    }
    rows = "".join(f'<Default Extension="{e}" ContentType="{t}"/>' for e, t in defaults.items())
    rows += "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in overrides.items()
    )
    return f'{_HEAD}<Types xmlns="{package.CT}">{rows}</Types>'.encode()
