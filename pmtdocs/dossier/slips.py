"""What people type that YAML reads otherwise: the reason in French, and the line as it is meant.

Only a file that cannot be read is looked at: the parser says where it gave up, which is often the
line below the slip, and in words that are those of no clerk.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import NamedTuple

from pmtdocs.language.french import plural

#: A space that is not the one of the space bar: Word and the web put some before « : ».
ODD_SPACE = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_INDENT = re.compile(r"[\s\u00a0\u202f]*")
_WORD = r"(?:[^\W\d_][\w-]*|(?:19|20)\d\d)"
_LEAD = r"(?P<lead>\s*(?:- +)*)"
_KEY = re.compile(rf"{_LEAD}(?P<key>{_WORD}|'[^']*'|\"[^\"]*\") *:(?: +|$)")
_GLUED = re.compile(rf"{_LEAD}(?P<key>{_WORD}):(?P<value>(?!//)[^ ].*)")
_GLUED_INSIDE = re.compile(rf"(?P<lead>[{{,]?\s*)(?P<key>{_WORD}):(?P<value>(?!//)[^ ,}}][^,}}]*)")
_DASH = re.compile(r"(?P<lead>\s*)-(?P<value>[^\s\d-].*)")
_OTHER_COLON = re.compile(rf"{_LEAD}(?P<key>{_WORD})\s*(?P<sign>[=;：﹕∶])\s*(?P<value>\S.*)")
_BARE = re.compile(rf"\s*(?P<key>{_WORD})(?: +(?P<value>\S.*))?")
_HASH = re.compile(r"\s(#\S.*)$")
_LIST_ITEM = re.compile(r"\s*- +")
_DASHES = re.compile(r"^\s*(?:- +)+")
#: What stands below a key without value is no text of its.
_OPENS = re.compile(r":\s*(?:#.*)?$")
_TEXT_BELOW = re.compile(r"[:-]\s+[|>][+-]?\d?\s*$")
_CLOSED_BY = {"{": "}", "[": "]"}


class Slip(NamedTuple):
    """A slip and its place, lines and columns counted from 0."""

    line: int
    column: int
    reason: str
    help: str


def quoted(text: str) -> str:
    """Between quotes that it does not hold."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def find(lines: list[str], line: int, column: int, *, begins: bool) -> Slip | None:
    """The slip that made a parser give up at a place.

    ``begins``: the place is where the faulty words begin; else the line above is looked at first.
    """
    if unclosed := _open_quote(lines[: line + 1]):
        return unclosed
    above = [n for n in range(line) if _says(lines[n])][-1:]
    near = [] if begins else [n for n in above if not _goes_on(lines, n)]
    slips = (look(lines, n) for n in (*near, line) if n < len(lines) for look in _LOOKS)
    slip = next(filter(None, slips), None) or _structure(lines, line, column)
    return slip or (None if begins else _indented(lines, line))


def _says(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _type(line: str) -> str:
    """« Écrivez : « montant: 45 000 ». »"""
    return f"Écrivez : {line.strip()}"


# --- what one line shows ---------------------------------------------------------------------


def _odd_indent(lines: list[str], n: int) -> Slip | None:
    indent = _INDENT.match(lines[n])
    found = ODD_SPACE.search(indent[0]) if indent else None
    if not found or not indent:
        return None
    help = f"Effacez ce qui précède « {lines[n][indent.end() :][:30]} » et tapez des espaces."
    return Slip(n, found.start(), "une espace insécable se trouve dans l'alignement", help)


def _glued(lines: list[str], n: int) -> Slip | None:
    """« montant:45 000 », and the same with the no-break space that Word puts after « : »."""
    line = lines[n]
    found = None if _KEY.match(line) else _GLUED.match(line)
    if found is None and "{" in line:
        found = next((f for f in _GLUED_INSIDE.finditer(line) if f["lead"].strip()), None)
    return found and Slip(n, found.start("value"), _stuck(found["value"]), _parted(found))


def _glued_dash(lines: list[str], n: int) -> Slip | None:
    if (found := _DASH.fullmatch(lines[n])) is None:
        return None
    value = ODD_SPACE.sub(" ", found["value"]).strip()
    return Slip(n, found.end("lead"), "une espace manque après « - »", _type(f"- {value}"))


def _other_colon(lines: list[str], n: int) -> Slip | None:
    found = None if _KEY.match(lines[n]) else _OTHER_COLON.fullmatch(lines[n])
    if found is None:
        return None
    reason = f"« {found['sign']} » ne sépare pas une clé de sa valeur"
    return Slip(n, found.start("sign"), reason, _parted(found))


def _no_colon(lines: list[str], n: int) -> Slip | None:
    """A key alone on its line, which is not the rest of the text above."""
    found = None if "{" in lines[n] else _BARE.fullmatch(lines[n].rstrip())
    if found is None or _goes_on(lines, n):
        return None
    meant = f"{found['key']}: {found['value'] or '…'}"
    return Slip(n, found.end("key"), "il manque « : » après une clé", _type(meant))


def _goes_on(lines: list[str], n: int) -> bool:
    """Is the line the rest of the text of a line above?"""
    at = _column(lines[n])
    above = (lines[m] for m in range(n - 1, -1, -1) if _says(lines[m]))
    under = next((line for line in above if _column(_bare_item(line)) < at), ":")
    return _OPENS.search(under) is None


def _bare_item(line: str) -> str:
    """The line with spaces for the « - » before its words."""
    return _DASHES.sub(lambda dashes: " " * len(dashes[0]), line)


def _open_quote(lines: list[str]) -> Slip | None:
    """A quote that its own line does not close, above another key: the parser goes on reading."""
    for n, (line, below) in enumerate(pairwise(lines)):
        found = _KEY.match(line) or _LIST_ITEM.match(line)
        value = line[found.end() :].strip() if found else ""
        if found and value[:1] in {'"', "'"} and value.count(value[0]) == 1 and _KEY.match(below):
            reason = "le guillemet ouvert ici n'est pas fermé"
            return Slip(n, found.end(), reason, _type(line.rstrip() + value[0]))
    return None


def _cut(lines: list[str], n: int) -> Slip | None:
    """« {lieu: Lot #2, montant: 5} »: the sign hides the brace."""
    found = _HASH.search(lines[n])
    if not found or not any(sign in found[1] for sign in "}]\"'"):
        return None
    reason = "ce qui suit « # » n'est pas lu, jusqu'au bout de la ligne"
    return Slip(n, found.start(1), reason, "Mettez le texte qui contient « # » entre guillemets.")


_Look = Callable[[list[str], int], Slip | None]
_LOOKS: tuple[_Look, ...] = (_odd_indent, _glued, _glued_dash, _other_colon, _no_colon, _cut)


def _stuck(value: str) -> str:
    """What is wrong with a value that no plain space parts from its « : »."""
    odd = ODD_SPACE.match(value)
    return "l'espace après « : » est insécable" if odd else "une espace manque après « : »"


def _parted(found: re.Match[str]) -> str:
    """The key and the value as they are to be typed, after the « - » of a list."""
    lead = found["lead"].strip().strip("{,").strip()
    value = ODD_SPACE.sub(" ", found["value"]).strip()
    return _type(f"{lead} {found['key']}: {value}")


# --- braces, values, alignment ---------------------------------------------------------------


def _structure(lines: list[str], line: int, column: int) -> Slip | None:
    """What the braces and the value of the line show, at the place where the parser gave up."""
    text = lines[line] if line < len(lines) else ""
    if braces := _braces(text, line):
        return braces
    if ("{" in text or "[" in text) and (between := _between(text, line)):
        return between
    help = requoted(text, column)
    return Slip(line, column, "", help) if help else None


def requoted(text: str, column: int) -> str:
    """The line with its value between quotes, when a column is that of a faulty value."""
    found = _KEY.match(text) or _LIST_ITEM.match(text)
    value = text[found.end() :].strip() if found else ""
    if not found or not value or column < found.end():
        return ""
    if value[0] in "\"'":
        if value.count(value[0]) == 1:
            value = value[1:]
        elif value.endswith(value[0]):
            value = value[1:-1]
    return _type(text[: found.end()] + quoted(value))


def swallowed(line: str) -> bool:
    """Does the second line of a text look like an item or a key of its own?"""
    return bool(_LIST_ITEM.match(line) or _GLUED.fullmatch(line))


def glued_inside(text: str, column: int) -> str:
    """What is wrong with « {montant:45 000} », for the key that stands at a column."""
    found = _GLUED_INSIDE.match(text, column)
    return _stuck(found["value"]) if found else ""


def _braces(text: str, line: int) -> Slip | None:
    """A brace too many, or one that nothing closes; quoted text does not count."""
    bare = re.sub(r"\"[^\"]*\"|'[^']*'", lambda m: " " * len(m[0]), text)
    opened: list[tuple[int, str]] = []
    for at, sign in enumerate(bare):
        if sign in _CLOSED_BY:
            opened.append((at, sign))
        elif sign in "}]" and (not opened or _CLOSED_BY[opened.pop()[1]] != sign):
            return Slip(line, at, f"« {sign} » ne ferme rien", f"Effacez ce « {sign} ».")
    if not opened or not re.search(r"[{\[]\s*\S", bare):
        return None
    at, sign = opened[-1]
    meant = f"{text.rstrip()}{_CLOSED_BY[sign]}"
    return Slip(line, at, f"« {sign} » n'est pas fermé", _type(meant))


def _between(text: str, line: int) -> Slip | None:
    """Between braces: two keys without a comma, or a « : » in a text."""
    for entry in re.finditer(r"[^{},\[\]]+", text):
        parts = list(re.finditer(rf"({_WORD})\s*:\s", entry[0]))
        if len(parts) < 2:
            continue
        first, second = parts[0], parts[1]
        at = entry.start() + second.start()
        parted = text[:at].rstrip().removesuffix(";").rstrip() + ", " + text[at:]
        if ";" in entry[0][first.end() : second.start()]:
            return Slip(line, at, "une virgule sépare deux clés, pas un « ; »", _type(parted))
        whole = entry[0][first.end() :].strip()
        start = text.index(whole, entry.start())
        meant = text[:start] + quoted(whole) + text[start + len(whole) :]
        help = f"Deux clés : {parted.strip()} ; un texte : {meant.strip()}"
        return Slip(line, at, "une virgule manque, ou un « : » de trop", help)
    return None


def _column(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _levels(lines: list[str], line: int) -> Iterator[tuple[int, bool]]:
    """The columns at which a line may begin, the nearest first, and whether they are a list's."""
    open_: list[tuple[int, bool]] = []
    text_at = -1
    for text in filter(_says, lines[:line]):
        at = _column(text)
        if 0 <= text_at < at:
            continue
        open_ = [level for level in open_ if level[0] <= at]
        while _LIST_ITEM.match(text, at) or text[at:] == "-":
            open_ = [level for level in open_ if level != (at, True)] + [(at, True)]
            at += len(text[at:]) - len(text[at + 1 :].lstrip())
        is_key = _KEY.match(text) is not None
        text_at = (at if is_key else _column(text)) if _TEXT_BELOW.search(text) else -1
        if is_key and (at, False) not in open_:
            open_.append((at, False))
    yield from reversed(open_)


def _indented(lines: list[str], line: int) -> Slip | None:
    """A line that begins a space too early or too late."""
    text = lines[line] if line < len(lines) else ""
    at, listed = _column(text), bool(_LIST_ITEM.match(text))
    levels = [column for column, is_list in _levels(lines, line) if is_list == listed]
    if not levels or not (listed or _KEY.match(text)):
        return None
    wanted = min(levels, key=lambda column: abs(column - at))
    if wanted == at:
        return None
    reason = f"l'alignement est rompu ({plural(at, 'espace')} ; ses voisines en ont {wanted})"
    start = text.strip()[:30]
    help = f"Mettez {plural(wanted, 'espace')} devant « {start} »."
    return Slip(line, at, reason, help if wanted else f"Effacez les espaces devant « {start} ».")
