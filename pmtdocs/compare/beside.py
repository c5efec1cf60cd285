"""What differs beside the words: headers, watermarks, pictures, hidden letters, unread pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import zip_longest
from typing import TypeVar

from pmtdocs.compare.result import Category, Difference
from pmtdocs.compare.text import Text, Thing
from pmtdocs.compare.words import fold, keys

_MARGIN = "en-tête ou pied de page"
_T = TypeVar("_T")
_Key = tuple[str, ...]


def others(old: Text, new: Text) -> Iterator[Difference]:
    """All of them but pictures and objects."""
    yield from _margins(old, new)
    yield from _watermarks(old, new)
    for words in _beyond(new.hidden, old.hidden, keys):  # which nobody sees
        yield Difference(Category.HIDDEN, "texte masqué", new.file, "", " ".join(words.split()))
    for text in (old, new):  # what cannot be read may say anything: no file is faithful for it
        for page, why in text.unread:
            place, reference = f"page {page} de {text.file}", f"{text.file}:{page}"
            yield Difference(Category.UNREAD, place, reference, "", why)


# --- pictures and objects ------------------------------------------------------------------------


def things(old: Text, new: Text, signed: set[int]) -> tuple[list[Difference], list[Difference]]:
    """The pictures and objects that differ, and those that sign; ``signed`` are pages that do.

    From one format to another only their number is told: a picture is written again.
    """
    is_mixed = old.is_pdf or new.is_pdf
    left, right = (_once(t.things) if is_mixed else [*t.things] for t in (old, new))
    gone, come = _beyond(left, right, _key), _beyond(right, left, _key)
    if is_mixed:
        both = min(len(gone), len(come))
        gone, come = gone[both:], come[both:]
    marks = [t for t in come if t.signed or t.number in signed]
    come = [t for t in come if t not in marks]
    found = []
    for kind in dict.fromkeys(t.kind for t in [*gone, *come]):
        sides = ([t for t in side if t.kind == kind] for side in (gone, come))
        found += [_thing(old, new, *pair) for pair in zip_longest(*sides)]
    return found, [_thing(old, new, None, mark) for mark in marks]


def _once(shown: Iterable[Thing]) -> list[Thing]:
    """The pictures, each once: in a PDF, a logo is kept once for all pages."""
    return [*{t.digest: t for t in reversed([*shown]) if t.kind == "image"}.values()][::-1]


def _beyond(shown: Iterable[_T], others: Iterable[_T], key: Callable[[_T], _Key]) -> list[_T]:
    """Those that the other file does not show; of several that are alike, the last."""
    left = Counter(map(key, others))
    out = []
    for one in shown:
        left[key(one)] -= 1
        out += [one] if left[key(one)] < 0 else []
    return out


def _key(thing: Thing) -> _Key:
    """What two that are alike share: what is shown, or its words."""
    return thing.kind, thing.digest or thing.said


def _thing(old: Text, new: Text, gone: Thing | None, come: Thing | None) -> Difference:
    text, thing = (old, gone) if gone else (new, come or Thing(""))
    reference = f"{text.file}:{thing.number}" if thing.number else text.file
    words = (gone.named if gone else "", come.named if come else "")
    return Difference(Category.THING, thing.place, reference, *words)


# --- margins, hidden letters, pages --------------------------------------------------------------


def _margins(old: Text, new: Text) -> Iterator[Difference]:
    """Headers and footers; what only the pages of a PDF say is among its words."""
    if old.is_pdf is new.is_pdf:
        known, now = ({_margin(m, text.is_pdf): m for m in text.margins} for text in (old, new))
        gone, come = ([x[k] for k in x if k not in y] for x, y in ((known, now), (now, known)))
    else:
        gone, come = _unprinted(old, new), _unprinted(new, old)
    yield from (Difference(Category.MARGIN, _MARGIN, old.file, fold(words), "") for words in gone)
    yield from (Difference(Category.MARGIN, _MARGIN, new.file, "", fold(words)) for words in come)


def _unprinted(word: Text, pdf: Text) -> list[str]:
    """The headers and footers of a Word file that no page of a PDF prints."""
    printed = {key for margin in pdf.margins for key in _margin(margin, True)}
    return [words for words in word.shown if not printed.issuperset(_margin(words, True))]


def _margin(words: str, is_pdf: bool) -> tuple[str, ...]:
    """What is compared of one: in a PDF, page numbers stand among the words."""
    return tuple(key for key in keys(words) if not (is_pdf and key.isdigit()))


def _watermarks(old: Text, new: Text) -> Iterator[Difference]:
    """A mark across the pages that A has not; « PROJET » may go."""
    known = {keys(words) for words in old.watermarks}
    for words in new.watermarks:
        if keys(words) not in known:
            yield Difference(Category.MARGIN, "en travers des pages", new.file, "", words)
