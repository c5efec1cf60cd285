"""What people type that YAML reads otherwise, on one line: the reason in French, and the line as
it is meant.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from itertools import chain
from typing import NamedTuple

from pmtdocs.language.columns import shorten
from pmtdocs.language.french import plural

#: A space that is not the one of the space bar: Word and the web put some before « : ».
ODD_SPACE = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_WORD = r"(?:[^\W\d_][\w-]*|(?:19|20)\d\d)"
_LEAD = r"(?P<lead>\s*(?:- +)*)"
KEY = rf"{_LEAD}(?P<key>{_WORD}|'[^']*'|\"[^\"]*\") *:(?: +|$)"
#: What is typed, or put by Word, for the « - » of an item and the « : » of a key.
_DASH = r"(?:(?P<dash>[-–—−‑•·▪*])(?P<gap>\s*))"
_SIGN = rf"(?P<key>{_WORD})(?P<before>\s*)(?P<sign>[:;=：；﹕∶])(?P<after>\s*)"
_SIGNED = rf"{_LEAD}{_DASH}?{_SIGN}(?P<value>(?!//).*)"
_DASHED = rf"{_LEAD}{_DASH}(?P<value>[^\s\d-].*)"
_INSIDE = rf"(?P<lead>[{{,]\s*){_SIGN}(?P<value>(?!//)[^\s,}}])"
#: Signs as wide as a Chinese character, which some telephones type.
_WIDE = str.maketrans("，｛｝［］", ",{}[]")
_BARE = rf"{_LEAD}(?P<key>{_WORD})(?: +(?P<value>\S.*))?"
ITEM = r"\s*- +"
_QUOTED = r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'"
_OPENING = r"(?<=[\s{\[,])([\"'])(?=\S)"
_COMMENT = r"(?:(?<!\s)\s+#.*)?$"
#: From a quote to the one after which a value may end.
_HELD = rf"(?<=[\s{{\[,])([\"'])(\S.*?)\1(?=\s*(?:,\s*(?:\w+:\s|[\"'])|[}}\]]+\s*$|{_COMMENT}))"
#: Between brackets or braces, a text with « {a.fact} » in it.
_NAMING = (
    rf"(?P<lead>[\[{{]\s*(?:{_WORD}: +)?|,\s+{_WORD}: +|[\"'],\s+)"
    r"(?P<text>(?:[^\s\"'\[\]{}:][^\"\[\]{}:]{0,400})?(?:\{\{[^{}\"]+\}\}|\{[^{}:,\"]+\})[^\"\[\]]{0,400}?)"
    rf"(?=\s*(?:,\s+{_WORD}: |[\]}}]+\s*$))"
)
#: A longer line is not retyped from a message.
_SHOWN = 500
_WHERE = {"gap": "après « - »", "before": "devant « : »", "after": "après « : »"}
_CLOSED_BY = {"{": "}", "[": "]"}


class Slip(NamedTuple):
    """A slip and its place, lines and columns counted from 0."""

    line: int
    column: int
    reason: str
    help: str
    typed: str = ""
    """The line of who does what ``help`` says."""


def quoted(text: str) -> str:
    """Between quotes that it does not hold."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def meant(line: str, keys: Container[str]) -> str:
    """What to type instead of a line that was read as a text, and begins with a key or a dash."""
    slips = chain(_signs([line], 0), (s for s in no_colon([line], 0) if _begins(line) in keys))
    return next((slip.help for slip in slips), "")


def _begins(line: str) -> str:
    return line.strip(" -").partition(" ")[0]


def retyped(n: int, column: int, reason: str, typed: str) -> Slip:
    """« Écrivez : » and the whole line."""
    return Slip(n, column, reason, f"Écrivez : {shorten(typed.strip(), _SHOWN)}", typed)


# --- the signs of a line ---------------------------------------------------------------------


def _odd_indent(lines: list[str], n: int) -> Iterator[Slip]:
    indent = len(lines[n]) - len(words := lines[n].lstrip())
    if found := ODD_SPACE.search(lines[n][:indent]):
        help = f"Effacez ce qui précède « {words[:30]} » et tapez {plural(indent, 'espace')}."
        reason = "une espace insécable se trouve dans l'alignement"
        yield Slip(n, found.start(), reason, help, " " * indent + words)


def _signs(lines: list[str], n: int) -> Iterator[Slip]:
    """« montant:45 000 », « – libelle : Frais », « taxe = TTC », « {montant：4} »."""
    line = lines[n]
    whole = re.fullmatch(_SIGNED, line) or re.fullmatch(_DASHED, line)
    if whole and (odd := _odd(whole)):
        yield retyped(n, *odd, _parted(whole))
    elif "{" in (wide := line.translate(_WIDE)):
        odd = next((odd for found in re.finditer(_INSIDE, wide) if (odd := _odd(found))), None)
        at = next((i for i, sign in enumerate(line) if wide[i] != sign), 0)
        reason = f"« {line[at]} » n'est pas le signe du clavier"
        if (typed := re.sub(_INSIDE, _parted, wide)) != line:
            yield retyped(n, *(odd or (at, reason)), typed)


def _odd(found: re.Match[str]) -> tuple[int, str] | None:
    """The first sign of a key or an item that is not the one that YAML reads."""
    part = {"dash": None, "gap": "", "sign": ":", "before": "", "after": " "} | found.groupdict()
    if part["dash"] not in (None, "-"):
        return found.start("dash"), f"« {part['dash']} » n'est pas le tiret du clavier"
    if part["dash"] and not part["gap"]:
        return found.start("dash"), "une espace manque après « - »"
    if part["sign"] != ":":
        return found.start("sign"), f"« {part['sign']} » ne sépare pas une clé de sa valeur"
    odd = next((name for name in _WHERE if ODD_SPACE.search(part[name] or "")), "")
    if odd:
        return found.start(odd), f"l'espace {_WHERE[odd]} est insécable"
    if part["value"] and not part["after"]:
        return found.start("value"), "une espace manque après « : »"
    return None


def _parted(found: re.Match[str]) -> str:
    """The dash, the key and the value with the signs and spaces that YAML reads."""
    part = {"dash": None, "key": ""} | found.groupdict()
    key = f"{part['key']}: " if part["key"] else ""
    return f"{part['lead']}{'- ' if part['dash'] else ''}{key}{part['value']}".rstrip()


def no_colon(lines: list[str], n: int) -> Iterator[Slip]:
    if found := re.fullmatch(_BARE, lines[n].rstrip()):
        typed = f"{found['lead']}{found['key']}: {found['value'] or ''}".rstrip()
        yield retyped(n, found.end("key"), "il manque « : » après une clé", typed)


# --- quotes, braces, values ------------------------------------------------------------------


def _blanked(line: str) -> str:
    """The line with a dot for each sign that stands between quotes."""
    return re.sub(_QUOTED, lambda found: "·" * len(found[0]), line)


def open_quote(lines: list[str], n: int) -> Iterator[Slip]:
    """A quote that its own line does not close, or that « ” » was to close."""
    found = re.search(_OPENING, _blanked(lines[n]))
    if found:
        at, rest = found.end(), lines[n][found.end() :]
        inside = r"(?=,\s*\w+:\s|[}\]]+\s*$)|" if re.search(r"[{\[]", lines[n][:at]) else ""
        end = re.search(rf"\s*[”»“]?(?:{inside}(?={_COMMENT}))", rest)
        if end:
            typed = lines[n][:at] + rest[: end.start()] + found[1] + rest[end.end() :]
            yield retyped(n, at - 1, "le guillemet ouvert ici n'est pas fermé", typed)


def _early(lines: list[str], n: int) -> Iterator[Slip]:
    """« 'Frais d'accueil' »: the text holds the sign that closes it."""
    for found in re.finditer(_HELD, lines[n]):
        sign, text = found.groups()
        if sign in text.replace(sign * 2, ""):
            typed = quoted(text.replace(sign * 2, sign))
            typed = lines[n][: found.start()] + typed + lines[n][found.end() :]
            reason = "le guillemet ouvert ici est fermé avant la fin du texte"
            yield retyped(n, found.start(), reason, typed)


def _named(lines: list[str], n: int) -> Iterator[Slip]:
    """« [Une aide de {a.b}.] », « {texte: Une aide de {a.b}, soit {c.d}} »: a text names facts."""
    line = lines[n]
    typed = re.sub(_NAMING, lambda found: found["lead"] + quoted(found["text"]), line)
    if found := typed != line and re.search(_NAMING, line):
        reason = "entre crochets ou accolades, un texte qui nomme un fait se met entre guillemets"
        yield retyped(n, found.start("text"), reason, typed)


def _braces(lines: list[str], n: int) -> Iterator[Slip]:
    """A brace too many, another one, or one that nothing closes."""
    line, opened = lines[n], list[tuple[int, str]]()
    bare = _blanked(re.sub(_COMMENT, "", line))
    for at, sign in enumerate(bare):
        if sign in _CLOSED_BY:
            opened.append((at, sign))
        elif sign in "}])" and opened and (sign != ")" or at + 1 == len(bare)):
            if sign != (wanted := _CLOSED_BY[opened.pop()[1]]):
                reason = f"« {wanted} » est attendu ici, pas « {sign} »"
                yield retyped(n, at, reason, line[:at] + wanted + line[at + 1 :])
        elif sign in "}]":
            yield from _unopened(line, n, at)
    if opened and re.search(r"[{\[]\s*\S", bare):
        at, sign = opened[-1]
        end = len(bare.rstrip(" ,;"))
        typed = line[:end] + _CLOSED_BY[sign] + line[len(bare) :]
        yield retyped(n, at, f"« {sign} » n'est pas fermé", typed)


def _stray(lines: list[str], n: int) -> Iterator[Slip]:
    """« {a: b,, c: d} », « "Un texte", »."""
    line, bare = lines[n], _blanked(lines[n])
    if twice := re.search(r",\s*,", bare):
        typed = f"{line[: twice.start()]},{line[twice.end() :]}"
        yield retyped(n, twice.end() - 1, "une virgule de trop", typed)
    if stray := re.search(rf"(?:{_QUOTED}|[}}\]]|[|>]-)(\s*[,;.?!]+)$", line):
        reason = f"« {stray[1].strip()} » est de trop"
        yield retyped(n, stray.start(1), reason, line[: stray.start(1)])


def _unopened(line: str, n: int, at: int) -> Iterator[Slip]:
    more = rf"(?={_WORD}: )"
    keys = re.match(rf"{_LEAD}(?:{_WORD}: {more}|{more}[^{{]*, {_WORD}: )", line)
    if keys:
        first = keys.end() if keys[0].endswith(": ") and "," not in keys[0] else keys.end("lead")
        typed = f"{line[:first]}{{{line[first:]}"
        yield retyped(n, first, "« { » manque devant la première clé", typed)
    help, typed = f"Effacez ce « {line[at]} ».", line[:at] + line[at + 1 :]
    yield Slip(n, at, f"« {line[at]} » ne ferme rien", help, typed)


def _between(lines: list[str], n: int) -> Iterator[Slip]:
    """Between braces: two keys without a comma, or a « : » in a text."""
    line = lines[n]
    for entry in re.finditer(r"[^{},\[\]]+", line) if "{" in line else ():
        parts = list(re.finditer(rf"({_WORD})(\s*):\s", entry[0]))
        if len(parts) < 2:
            continue
        first, second = parts[0], parts[1]
        at, value = entry.start() + second.start(), entry[0][first.end() : second.start()].strip()
        if value and not second[2] and second[1] == second[1].lower():
            words = line[:at].rstrip()
            reason = "une virgule sépare deux clés, pas un « ; »"
            reason = reason if words.endswith(";") else "une virgule manque, ou un « : » de trop"
            yield retyped(n, at, reason, f"{words.removesuffix(';').rstrip()}, {line[at:]}")
        whole = entry[0][first.end() :].strip()
        start = line.index(whole, entry.start())
        typed = line[:start] + quoted(whole) + line[start + len(whole) :]
        yield retyped(n, at, "un « : » de trop : mettez la valeur entre guillemets", typed)


def _cut(lines: list[str], n: int) -> Iterator[Slip]:
    """« {lieu: Lot #2, montant: 5} »: the sign hides the brace."""
    found = re.search(r"(?<=: )([^\"'{\[,]{0,200}\s)(#[^,}\]\"']*)(?=[,}\]])", lines[n])
    if found:
        typed = lines[n][: found.start()] + quoted(found[0].strip()) + lines[n][found.end() :]
        reason = "ce qui suit « # » n'est pas lu, jusqu'au bout de la ligne"
        yield retyped(n, found.start(2), reason, typed)


def requoted(text: str, column: int) -> str:
    """What to type to have the value of a line, faulty from a column on, between quotes."""
    return next((slip.help for slip in value_quoted([text], 0, column)), "")


def value_quoted(lines: list[str], n: int, column: int) -> Iterator[Slip]:
    text = lines[n] if n < len(lines) else ""
    found = re.match(KEY, text) or re.match(ITEM, text)
    value = re.sub(_COMMENT, "", text[found.end() :].rstrip()) if found else ""
    if not found or not value or column < found.end():
        return
    end = text[found.end() + len(value) :]
    if value[0] in "\"'":
        value = value[1 : -1 if value.endswith(value[0]) and value.count(value[0]) > 1 else None]
    yield retyped(n, column, "", text[: found.end()] + quoted(value) + end)


def swallowed(line: str) -> bool:
    """Does the second line of a text look like an item or a key of its own?"""
    found = re.fullmatch(_SIGNED, line)
    return bool(re.match(ITEM, line) or (found and _odd(found) and not found["before"]))


def inside(text: str, column: int) -> Slip | None:
    """What is wrong with « {montant:45 000} », for the key that stands at a column."""
    return next((slip for slip in _signs([text], 0) if slip.column >= column), None)


#: What one line shows by its signs alone.
SIGNS = (_odd_indent, _signs, _cut, _early, _named, _braces, _stray, _between)
