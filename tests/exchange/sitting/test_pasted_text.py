"""A pasted text comes in the encoding of its program, and may hide characters."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmtdocs.exchange.sitting.pasted_text import Pasted, read_pasted, spaced
from pmtdocs.finding import ExitCode, PmtdocsError
from pmtdocs.system.limits import REGISTER_SIZE

TEXT = "Étaient présents :\r\n**Besançon :** Mme Zoé"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_each_encoding_of_windows_is_read(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "registre.txt"
    file.write_bytes(TEXT.encode(encoding))
    pasted = read_pasted(file)
    assert pasted.text == "Étaient présents :\n**Besançon :** Mme Zoé"
    assert pasted.folded == "etaient presents :\n  besancon :   mme zoe"
    assert (pasted.encoding == "cp1252") is (encoding == "cp1252")


def test_letters_in_two_characters_are_one() -> None:
    assert Pasted("Zoe\u0301").text == "Zoé"


@pytest.mark.parametrize(
    ("raw", "code", "said"),
    [
        (b"a" * (REGISTER_SIZE.most + 1), ExitCode.LIMIT, "200 Ko"),
        ("ab\ncd\u202ee".encode(), ExitCode.DATA, "Ligne 2, colonne 3"),
        (b"ab\x00", ExitCode.DATA, "U+0000"),
        (b"PK\x03\x04\x81\x8d", ExitCode.DATA, "n'est pas un texte"),
    ],
)
def test_what_is_no_text_is_refused(tmp_path: Path, raw: bytes, code: int, said: str) -> None:
    file = tmp_path / "registre.txt"
    file.write_bytes(raw)
    with pytest.raises(PmtdocsError) as caught:
        read_pasted(file)
    assert caught.value.exit_code == code
    assert said in caught.value.message


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(PmtdocsError, match="n'existe pas"):
        read_pasted(tmp_path / "rien.txt")


def test_places_are_counted_from_one() -> None:
    pasted = Pasted("ab\n**cd  ef**")
    assert pasted.words(5, 13) == ("cd ef", 2, 3)


def test_spaces_are_bounded() -> None:
    """A page of blanks between two words is no phrase, and takes no time."""
    pattern = spaced(r"a\s*:?\s*b")
    assert pattern.search("a   :\n b")
    assert not pattern.search("a" + " " * 100 + "b")
