"""XML from outside, parsed: no DTD, no entity, no network, and within limits.

A DTD may define endless entities or call for a file; no Office program writes one (ISO 29500-2
forbids it), so a part that has one is refused whatever it is encoded in.
"""

from __future__ import annotations

from lxml import etree

from pmtdocs.system import limits

#: ISO 29500-2 lets parts be encoded in no other way.
_ENCODINGS = (None, "UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "ASCII", "US-ASCII")
#: libxml2's XML_ERR_RESOURCE_LIMIT: depth, length of a text, growth of entities.
_RESOURCES = 114

#: lxml has no public name for the type of what its function `Element` makes.
Element = etree._Element


class BrokenXmlError(Exception):
    """Not XML that may be read; what it says is French and ends without a full stop."""


def parse(data: bytes | str, name: str) -> Element:
    """The root of a piece of XML; ``name`` is what messages call it.

    Raises BrokenXmlError or LimitError.
    """
    raw = data.encode() if isinstance(data, str) else data
    limits.XML_SIZE.check(len(raw), name)
    limits.XML_TAGS.check(raw.count(b"<"), name)
    if b"<!DOCTYPE" in (raw.replace(b"\0", b"") if b"\0" in raw else raw):  # UTF-16 too
        raise BrokenXmlError("il déclare une DTD, ce qu'aucun logiciel de bureautique n'écrit")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        if getattr(error, "code", None) == _RESOURCES:
            limit = limits.XML_DEPTH if "depth" in error.msg else limits.XML_TEXT
            raise limit.exceeded(name) from error
        raise BrokenXmlError(f"son XML est rompu ({error.msg})") from error
    except ValueError as error:  # what is no XML at all: an empty text, a lone surrogate
        raise BrokenXmlError("son XML est rompu") from error
    # After the fact, for what the bytes hide: UTF-7 or UTF-32 spell « DOCTYPE » in another way.
    if (root.getroottree().docinfo.encoding or "UTF-8").upper() not in _ENCODINGS:
        raise BrokenXmlError("son XML n'est écrit ni en UTF-8 ni en UTF-16")
    return root
