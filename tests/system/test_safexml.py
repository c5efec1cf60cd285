"""XML from outside: no DTD in any encoding, no entity, no file, within limits."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmtdocs.system import limits
from pmtdocs.system.limits import LimitError
from pmtdocs.system.safexml import BrokenXmlError, parse

_LAUGH = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
_BILLION = f'<!DOCTYPE a [<!ENTITY l0 "ha">{_LAUGH}]>'
_ENCODINGS = ["utf-8", "utf-16", "utf-16-le", "utf-32", "utf-7"]


def test_utf8_and_utf16_are_read() -> None:
    assert parse("<a>é</a>", "x").text == "é"
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        text = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?><a>é</a>'
        assert parse(text.encode(encoding), "x").text == "é"


@pytest.mark.parametrize("body", ["<a>&l9;</a>", '<a b="&l9;"/>', "<a/>"])
@pytest.mark.parametrize("encoding", _ENCODINGS)
def test_a_dtd_is_refused_in_any_encoding(encoding: str, body: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?>{_BILLION}{body}'
    with pytest.raises((BrokenXmlError, LimitError)):
        parse(text.encode(encoding), "x")


def test_no_file_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.dtd"
    secret.write_text("<!ENTITY e 'clef'>")
    for dtd in (f'[<!ENTITY e SYSTEM "{secret.as_uri()}">]', f'SYSTEM "{secret.as_uri()}"'):
        with pytest.raises(BrokenXmlError, match="DTD"):
            parse(f"<!DOCTYPE a {dtd}><a>&e;</a>", "x")


@pytest.mark.parametrize("encoding", ["iso-8859-1", "windows-1252", "utf-7", "utf-32"])
def test_other_encodings_are_refused(encoding: str) -> None:
    with pytest.raises(BrokenXmlError, match="ni en UTF-8"):
        parse(f'<?xml version="1.0" encoding="{encoding}"?><a>e</a>'.encode(encoding), "x")


def test_depth() -> None:
    most = limits.XML_DEPTH.most
    assert parse("<a>" * most + "</a>" * most, "x") is not None
    with pytest.raises(LimitError, match="x : l'imbrication du XML dépasse 256 niveaux"):
        parse("<a>" * (most + 1) + "</a>" * (most + 1), "x")


@pytest.mark.parametrize("text", ["", " ", "a", "<a>", "<a/><b/>", "\ud800", "<a>\x01</a>"])
def test_what_is_no_xml(text: str) -> None:
    with pytest.raises(BrokenXmlError, match="rompu"):
        parse(text.encode("utf-8", "surrogatepass"), "x")
