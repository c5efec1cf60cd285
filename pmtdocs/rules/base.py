"""What a rule is. A rule yields paths and words; it never knows a line number."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import wraps
from operator import is_
from typing import NamedTuple, ParamSpec, TypeVar

from pmtdocs.dossier.model import Blank, Dossier, Stage
from pmtdocs.finding import Doc, Kind, Path
from pmtdocs.templates.words import Wordings
from pmtdocs.word.paragraph import ROOT

__all__ = ["Doc", "Fault", "Rule", "TextRule", "once"]

P = ParamSpec("P")
T = TypeVar("T")


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

    A path that begins with ``textes`` names a paragraph of a template, any other the data.
    ``figures`` are (computed, stated): a reserve accepts exactly these.
    """

    path: Path
    message: str
    related: tuple[Path, ...] = ()
    help: str = ""
    figures: tuple[Decimal, ...] = ()


class Rule(NamedTuple):
    """A check over the dossier.

    ``since`` is the stage from which its facts can be known. ``needs`` are the facts without which
    it has nothing to compare, as dotted paths (``seance.convocation``): when one is absent or « à
    compléter », the rule does not run and the coverage says « non vérifiable ».
    """

    kind: Kind
    doc: Doc
    check: Callable[[Dossier], Iterator[Fault]]
    since: Stage = Stage.INSTRUCTION
    needs: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        return self.kind.code

    def missing(self, dossier: Dossier) -> tuple[str, ...]:
        """The needs that the dossier does not meet."""
        return tuple(need for need in self.needs if not _known(dossier, need))


class TextRule(NamedTuple):
    """A check over the words of the templates, for what only words can say.

    Its faults stand in a paragraph (``textes.convention.article-7.2``) or in the data. Most read
    what a convention says, and have nothing to read without a part that is one; a rule
    ``of_any_part`` reads whatever the dossier prints.
    """

    kind: Kind
    doc: Doc
    check: Callable[[Wordings, Dossier], Iterator[Fault]]
    since: Stage = Stage.INSTRUCTION
    needs: tuple[str, ...] = ()
    of_any_part: bool = False

    @property
    def code(self) -> str:
        return self.kind.code

    def missing(self, dossier: Dossier, wordings: Wordings) -> tuple[str, ...]:
        """The needs that are not met; ``textes.convention`` when no part is a convention."""
        read = wordings.parts if self.of_any_part else wordings.convention
        wanted = ROOT if self.of_any_part else f"{ROOT}.convention"
        texts = () if read else (wanted,)
        return (*texts, *(need for need in self.needs if not _known(dossier, need)))


def _known(dossier: Dossier, need: str) -> bool:
    value: object = dossier
    for name in need.split("."):
        value = getattr(value, name, None)
        if value is None or isinstance(value, Blank) or value in ((), {}):
            return False
    return True
