"""Why a file of YAML cannot be read, and what to type: at the slip, not where the parser gave up.

That is often below the slip, and in words that are those of no clerk. Each line near that place is
typed anew, as it may be meant; advice is what lets the file be read further, so that who follows it
gets on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import chain, islice

import yaml

from pmtdocs.dossier import slips
from pmtdocs.dossier.slips import ITEM, KEY, Slip, retyped
from pmtdocs.language.french import plural

#: How many lines above the place where a parser gave up may hold the slip.
_NEAR = 20
#: How many lines around that place are read again for each line that may be meant.
_AROUND = 100
#: How many lines are read in all to try what may be meant.
_TRIED = 60_000
_DASHES = re.compile(r"^\s*(?:-(?: +|$))*")
_TEXT_BELOW = re.compile(r"[:-]\s+[|>][+-]?\d?\s*$")

#: How far these are read: the line at which a reader gives up, then how little it finds to say.
Reach = Callable[[list[str]], tuple[int, int]]

# What PyYAML says, what it means, and whether the start of the faulty stretch says more than its
# end (a quote that is never closed is noticed at the end of the file).
_PROBLEMS = (
    ("found unexpected end of stream", "le guillemet ouvert ici n'est pas fermé", True),
    ("found unexpected document indicator", "le guillemet ouvert ici n'est pas fermé", True),
    ("did not find expected ',' or", "une virgule manque, ou ce crochet n'est pas fermé", True),
    ("alphabetic or numeric", "mettez entre guillemets ce qui commence par « * » ou « & »", True),
    ("mapping values are not", "un « : » de trop : mettez la valeur entre guillemets", False),
    ("could not find expected ':'", "il manque « : » après une clé", True),
    ("did not find expected key", "l'alignement ne correspond à aucun niveau", False),
    ("did not find expected '-' indicator", "l'alignement de la liste est rompu", False),
    ("expected node content", "mettez entre guillemets ce qui commence par ce caractère", False),
    ("cannot start any token", "mettez entre guillemets ce qui commence par ce caractère", False),
    ("escape c", "« \\ » entre guillemets s'écrit « \\\\ »", False),
    ("block scalar", "après « > » ou « | », le texte commence à la ligne", False),
)
_CLOSED = re.compile(r"(?:^|[:,\[{-] *)(?:\"[^\"]*\"|'[^']*'|\{[^{}]*\}|\[[^\[\]]*\]) *$")


def explain(lines: list[str], error: yaml.MarkedYAMLError, reach: Reach) -> Slip:
    """The place of a YAML fault, its reason in French and what to type."""
    said = f"{error.context or ''} {error.problem or ''}"
    known = ((french, start) for english, french, start in _PROBLEMS if english in said)
    reason, at_start = next(known, ("la structure est rompue", False))
    marks = (error.context_mark, error.problem_mark)
    mark = next(m for m in (marks if at_start else marks[::-1]) if m)
    line = min(mark.line, len(lines) - 1)
    column = min(mark.column, len(lines[line]))
    before = lines[line][:column]
    if "expected key" in said and _CLOSED.search(before):
        reason = "du texte suit un guillemet ou une accolade : mettez le tout entre guillemets"
    elif "mapping values" in said and ":" not in before:
        reason = "l'alignement ne correspond pas à celui de la ligne précédente"
    reached = max(mark.line for mark in marks if mark)
    slip = _find(_excerpt(lines, line, reached, reach), line, column, reach)
    if slip is None:
        help = "Vérifiez l'alignement et les « : »."
        if "guillemet ouvert" in reason:
            help = "Fermez-le, ou effacez-le."
        return Slip(line, column, reason, help)
    return slip if slip.reason else slip._replace(reason=reason)


def _excerpt(lines: list[str], line: int, reached: int, reach: Reach) -> list[str]:
    """The lines around a fault, below those that open their levels, each where it stands.

    What is closed above says nothing of it. All the lines, when these few make another fault: a
    quote may have been opened far above.
    """
    top = next((n for n in range(max(0, line - _AROUND), line) if _says(lines[n])), 0)
    head, lowest = [""] * top, _column(lines[top])
    for n in range(top - 1, -1, -1):
        if _says(lines[n]) and _column(lines[n]) < lowest:
            head[n], lowest = lines[n], _column(lines[n])
    few = [*head, *lines[top : reached + _AROUND]]
    return few if reach(few)[0] == reached else lines


def _find(lines: list[str], line: int, column: int, reach: Reach) -> Slip | None:
    """The slip that made a parser give up at a place."""
    best, far = None, (line + 1, -len(lines))
    tried = chain(_near(lines, line), slips.value_quoted(lines, line, column))
    for slip in islice(tried, max(3, _TRIED // sum(map(_says, lines)))):
        got = reach([*lines[: slip.line], slip.typed, *lines[slip.line + 1 :]])
        if got > far:
            best, far = slip, got
        if got >= (len(lines), 0):
            break
    return best or next(slips.value_quoted(lines, line, column), None)


def _near(lines: list[str], line: int) -> Iterator[Slip]:
    """What the lines may have meant, the most likely first."""
    says = [n for n in range(min(line, len(lines) - 1), -1, -1) if _says(lines[n])]
    near = says[:_NEAR]
    yield from (slip for look in slips.SIGNS for n in near for slip in look(lines, n))
    yield from (slip for n in reversed(says) for slip in slips.open_quote(lines, n))
    yield from _oddest(lines, (slip for n in near for slip in _same_text(lines, n)))
    yield from (one for look in (_no_dash, slips.no_colon) for n in near for one in look(lines, n))
    yield from _oddest(lines, _moves(lines, near))


def _oddest(lines: list[str], slips: Iterator[Slip]) -> list[Slip]:
    """First the line whose spaces are odd: two a level are the custom, so it is the one moved."""
    return sorted(slips, key=lambda slip: _column(lines[slip.line]) % 2 == 0)


def _says(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _column(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _no_dash(lines: list[str], n: int) -> Iterator[Slip]:
    """A line that stands and begins as the items of a list do, without their « - »."""
    line, at, here = lines[n], _column(lines[n]), re.match(KEY, lines[n])
    near = [*reversed(lines[max(0, n - 40) : n]), *lines[n + 1 : n + 10]]
    item = next((one for one in near if one.startswith("- ", at) and _column(one) == at), "")
    key = re.match(KEY, item)
    same = (key and key["key"]) == (here and here["key"]) and not re.match(ITEM, line)
    goes_on = not here and line[at : at + 1].islower() and not _is_head(lines[max(0, n - 1)])
    if item and same and not goes_on:
        typed = f"{line[:at]}- {line[at:]}"
        yield retyped(n, at, "il manque « - » devant cet élément de liste", typed)


def _is_head(line: str) -> bool:
    """Does it begin with a key or with the dash of an item?"""
    return bool(re.match(KEY, line) or re.match(ITEM, line))


def _same_text(lines: list[str], n: int) -> Iterator[Slip]:
    """A line of a text that begins before or after its neighbours."""
    above = next((line for line in reversed(lines[:n]) if _says(line)), "")
    below = next((line for line in lines[n + 1 :] if _says(line)), "")
    braced = lines[n].endswith("}") and ": " in lines[n]
    alone = braced or _column(below) > _column(lines[n])
    if _is_head(lines[n]) or not above:
        return
    if not _is_head(above) and not alone:
        yield from _moved(lines, n, _column(above))
    elif _TEXT_BELOW.search(above):
        text = len(_DASHES.match(above)[0]) + 2  # type: ignore[index]
        yield from _moved(lines, n, text if not below or _is_head(below) else _column(below))


# --- alignment -------------------------------------------------------------------------------


def _columns(lines: list[str], listed: bool) -> set[int]:
    """Where the keys of these lines begin, or the dashes of their items."""
    heads = [(line, _DASHES.match(line)[0]) for line in lines if _says(line)]  # type: ignore[index]
    if listed:
        return {at for _, head in heads for at, sign in enumerate(head) if sign == "-"}
    return {len(head) for line, head in heads if re.match(KEY, line)}


def _moves(lines: list[str], near: list[int]) -> Iterator[Slip]:
    """A line that begins a space too early or too late, or the one above, whose place it takes."""
    if not near:
        return
    line, *above = near[:4]
    at, listed = _column(lines[line]), bool(re.match(ITEM, lines[line]))
    wanted = _columns(lines[max(0, line - _AROUND) : line], listed)
    below = next((c for text in lines[line + 1 :] if _says(text) and (c := _column(text)) <= at), 0)
    for column in sorted(wanted, key=lambda column: (abs(column - at), column != below)):
        yield from _moved(lines, line, column)
    for n in above:
        dashes = 0 if listed else len(_DASHES.match(lines[n])[0]) - _column(lines[n])  # type: ignore[index]
        if (column := at - dashes) >= 0 and abs(column - _column(lines[n])) <= 2:
            yield from _moved(lines, n, column)


def _moved(lines: list[str], n: int, wanted: int) -> Iterator[Slip]:
    if (at := _column(lines[n])) != wanted:
        words = lines[n].strip()
        reason = f"l'alignement est rompu ({plural(at, 'espace')} ; ses voisines en ont {wanted})"
        help = f"Mettez {plural(wanted, 'espace')} devant « {words[:30]} »."
        help = help if wanted else f"Effacez les espaces devant « {words[:30]} »."
        yield Slip(n, at, reason, help, " " * wanted + words)
