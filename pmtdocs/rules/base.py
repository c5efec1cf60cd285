"""What a rule is: a function under a decorator, named by its code, whose docstring is its page.

A rule yields paths and words; it never knows a line number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator
from decimal import Decimal
from functools import wraps
from operator import is_
from typing import TYPE_CHECKING, NamedTuple, ParamSpec, TypeVar

from pmtdocs.dossier.model import Blank, Dossier, Stage
from pmtdocs.finding import Doc, Kind, Path, Severity
from pmtdocs.templates.words import Wordings
from pmtdocs.word.paragraph import ROOT

if TYPE_CHECKING:
    from pmtdocs.word.printed import Printed

P = ParamSpec("P")
T = TypeVar("T")

_HEADING = re.compile(r"\n\s*(?:Pourquoi|Faux|Juste) : ")


def given(fact: T | Blank | None) -> T:
    """A fact that a rule ``needs``: the rule does not run on a dossier that lacks it."""
    if fact is None or isinstance(fact, Blank):
        raise LookupError("a rule reads what it does not name among its needs")
    return fact


def repeated(keys: Iterable[Hashable]) -> Iterator[tuple[int, int]]:
    """The rank of each key that comes back, and the rank at which it came first."""
    first: dict[Hashable, int] = {}
    for rank, key in enumerate(keys):
        if (before := first.setdefault(key, rank)) != rank:
            yield rank, before


def once(work: Callable[P, T]) -> Callable[P, T]:
    """Work that several rules ask for in a row on the same objects, which never change."""
    last: list[tuple[tuple[object, ...], T]] = []

    @wraps(work)
    def found(*args: P.args, **kwargs: P.kwargs) -> T:
        for asked, result in last:
            if len(asked) == len(args) and all(map(is_, asked, args)):
                return result
        result = work(*args, **kwargs)
        last[:] = [(args, result)]
        return result

    return found


class Fault(NamedTuple):
    """What a rule found: the primary path, the message, the other places and the next step.

    A path that begins with ``textes`` names a paragraph of a template, one that begins with
    ``imprimé`` words of a document (``word.printed.spot``), any other the data.
    ``figures`` are (computed, stated): a reserve accepts exactly these. ``words`` are those of the
    text at the path that are at fault: the finding stands at them.
    """

    path: Path
    message: str
    related: tuple[Path, ...] = ()
    help: str = ""
    figures: tuple[Decimal, ...] = ()
    words: str = ""


Faults = Iterator[Fault]
Check = Callable[..., Faults]


class Rule(NamedTuple):
    """A check over the facts of a dossier, or over the words of the templates, for what only words
    can say: its faults stand in a paragraph (``textes.convention.article-7.2``) or in the data.

    ``since`` is the stage from which its facts can be known. ``needs`` are the facts without which
    it has nothing to compare, as dotted paths (``seance.convocation``), ``textes.convention`` for a
    part that is one: when one is absent or « à compléter », the rule does not run and the coverage
    says « non vérifiable ».
    """

    kind: Kind
    doc: Doc
    since: Stage
    needs: tuple[str, ...]
    check: Check

    @property
    def code(self) -> str:
        return self.kind.code

    def missing(self, dossier: Dossier, wordings: Wordings | None = None) -> tuple[str, ...]:
        """The needs that are not met."""
        return tuple(need for need in self.needs if _is_unknown(need, dossier, wordings))

    def faults(self, dossier: Dossier, wordings: Wordings | None = None) -> Faults:
        """What it finds; nothing before its stage, or where it lacks what it needs."""
        if dossier.dossier.etat >= self.since and not self.missing(dossier, wordings):
            words = [wordings] if self.needs[:1] and self.needs[0].startswith(ROOT) else []
            yield from self.check(*words, dossier)


def _is_unknown(need: str, dossier: Dossier, wordings: Wordings | None) -> bool:
    value: object = dossier
    if need.startswith(ROOT):
        value, need = wordings, need.removeprefix(ROOT).lstrip(".") or "parts"
    for name in need.split("."):
        value = getattr(value, name, None)
    return value is None or isinstance(value, Blank) or value in ((), {})


def rule(
    name: str, severity: Severity, *, since: Stage = Stage.INSTRUCTION
) -> Callable[[Callable[[Dossier], Faults]], Rule]:
    """Declare a check over the facts; ``name`` states the fault in a few hyphenated words.

    The function bears the code, and its docstring is the page that people read: what is checked,
    then « Pourquoi », « Faux » and « Juste » (a wrong and a right example), each on its own line.
    ``cites`` and ``needs`` stand above.
    """
    return lambda check: _declared(check, Kind("", name, severity), since)


def text_rule(
    name: str, severity: Severity, *, of_any_part: bool = False
) -> Callable[[Callable[[Wordings, Dossier], Faults]], Rule]:
    """Declare a check over the words, as ``rule`` does one over the facts.

    Most read what a convention says, and have nothing to read without a part that is one; a rule
    ``of_any_part`` reads whatever the dossier prints.
    """
    kind, part = Kind("", name, severity), ROOT if of_any_part else f"{ROOT}.convention"
    return lambda check: _declared(check, kind, Stage.INSTRUCTION, (part,))


def printed_rule(
    name: str, severity: Severity
) -> Callable[[Callable[[Printed, Dossier], Faults]], Rule]:
    """Declare a check over what documents print, as ``rule`` does one over the facts.

    Its faults stand where ``word.printed.spot`` says, whatever template or fact said these words.
    """
    return lambda check: _declared(check, Kind("", name, severity), Stage.INSTRUCTION)


def cites(reference: str) -> Callable[[Rule], Rule]:
    """The law or norm behind a rule."""
    return lambda rule: rule._replace(kind=rule.kind._replace(reference=reference))


def needs(*facts: str) -> Callable[[Rule], Rule]:
    """The facts without which a rule has nothing to compare."""
    return lambda rule: rule._replace(needs=(*rule.needs, *facts))


def _declared(check: Check, kind: Kind, since: Stage, needs: tuple[str, ...] = ()) -> Rule:
    """Its page is empty where Python was told to drop docstrings (``PYTHONOPTIMIZE=2``)."""
    told = _HEADING.split(check.__doc__) if check.__doc__ is not None else [""] * 4
    page = Doc(*(re.sub(r"\s*\n\s*", " ", part.strip()) for part in told))
    return Rule(kind._replace(code=check.__name__), page, since, needs, check)
