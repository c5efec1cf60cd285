"""What a part prints and the facts do not say: its tags, followed as rendering will follow them.

Conditions are worked out and loops run over their items, on the facts themselves; no document is
made. What cannot be followed (a tag that is ill written, a field that does not exist) is passed
over: the checks of templates say it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import reduce
from typing import Any, NamedTuple

from pmtdocs.dossier.model import Blank
from pmtdocs.dossier.views.tree import Leaf, Node
from pmtdocs.finding import Path
from pmtdocs.system.limits import TAG_NESTING
from pmtdocs.templates.contract import conditions
from pmtdocs.word.paragraph import Paragraph
from pmtdocs.word.tags import BLOCK

_PRINTED = re.compile(r"\{\{\s*([\w.]+)\s*(?:\|\s*\w+\s*)*\}\}")
#: How often a loop is followed: a table of a thousand lines in a list of a hundred.
_MOST = 100_000
_OVER = re.compile(r"(\w+)\s+in\s+([\w.]+)(?:\s+if\s+(.+))?", re.DOTALL)


class Lacking(NamedTuple):
    """A field that a tag asks for without a condition, and that has no value."""

    paragraph: Paragraph
    asked: str
    """As the tag names it: ``convention.subvention.montant``."""
    absent: str
    """Where it ends in nothing: ``convention.subvention``."""
    path: Path
    """Where the data would say it."""
    stops: bool
    """Can a draft not do without it either?"""


class Branch(NamedTuple):
    """A way through a block: where it begins, on what condition or over what list."""

    paragraph: Paragraph
    said: str
    steps: list[Step]


class Block(NamedTuple):
    """A condition or a loop, each with its branches."""

    loops: bool
    branches: list[Branch]


#: A field printed, or a block.
Step = tuple[Paragraph, str] | Block


def steps(story: Iterable[Paragraph]) -> list[Step]:
    """What the tags of some paragraphs say to do, in order; nothing of blocks without a measure."""
    first: list[Step] = []
    begun: list[Block] = []
    for paragraph, tag in ((p, tag) for p in story for tag in p.tags):
        here = begun[-1].branches[-1].steps if begun else first
        if (block := BLOCK.match(tag)) is None:
            if printed := _PRINTED.fullmatch(tag):
                here.append((paragraph, printed[1]))
        elif block[1] in ("if", "for"):
            if len(begun) == TAG_NESTING.most:
                return []
            begun.append(Block(block[1] == "for", [Branch(paragraph, block[2], [])]))
            here.append(begun[-1])
        elif begun and block[1] in ("elif", "else"):
            begun[-1].branches.append(Branch(paragraph, block[2], []))
        elif begun:
            begun.pop()
    return first


def lacking(steps: Iterable[Step], facts: Node) -> Iterator[Lacking]:
    """Each field that these steps cannot do without, and that the facts do not say."""
    for step in steps:
        if not isinstance(step, Block):
            yield from _asked(*step, facts)
        elif step.loops:
            yield from _repeated(step, facts)
        else:
            yield from _chosen(step, facts)


def _asked(paragraph: Paragraph, field: str, facts: Node, stops: bool = False) -> Iterator[Lacking]:
    found: Any = facts
    said: list[str] = []
    for step in field.split("."):
        if (found := _read(found, step)) is None:
            return
        said.append(step)
        if isinstance(found, Leaf) and found.value is None:
            absent = ".".join(said)
            yield Lacking(paragraph, field, absent, found.path, stops and absent == field)
            return


def _read(group: Any, name: str) -> Any:
    """A field as rendering reads it: there is nothing below nothing, nor below what is unknown."""
    if isinstance(group, Leaf):
        return group if group.value is None or isinstance(group.value, Blank) else None
    return conditions.within(group, name)


def _chosen(block: Block, facts: Node) -> Iterator[Lacking]:
    """The first branch whose condition holds; « > » compares what must be there."""
    for paragraph, said, inside in block.branches:
        try:
            met = not said or conditions.holds(said, facts, _read)
        except conditions.UnknownFactError as error:
            yield from _asked(paragraph, str(error), facts, stops=True)
            return
        except conditions.ConditionError:
            return
        if met:
            yield from lacking(inside, facts)
            return


class _Inside(Node):
    """The facts as they are seen in a loop."""

    __slots__ = ("around", "times")

    def __init__(self, around: Node, times: int, **fields: Any) -> None:
        super().__init__(fields)
        self.around, self.times = around, times

    def find(self, name: str) -> Any:
        return super().find(name) if name in self.fields else self.around.find(name)


def _repeated(block: Block, facts: Node) -> Iterator[Lacking]:
    (paragraph, said, inside), *otherwise = block.branches
    if (over := _OVER.fullmatch(said)) is None:
        return
    yield from _asked(paragraph, over[2], facts, stops=True)
    found: Any = reduce(_read, over[2].split("."), facts)
    items = found if isinstance(found, tuple) else ()
    times = len(items) * (facts.times if isinstance(facts, _Inside) else 1)
    if times > _MOST:  # loops in loops: the render is stopped too
        return
    rows = [_Inside(facts, times, **{over[1]: one}) for one in items]
    try:
        rows = [row for row in rows if not over[3] or conditions.holds(over[3], row, _read)]
    except (conditions.UnknownFactError, conditions.ConditionError):
        return
    for rank, row in enumerate(rows):
        ends = {"first": Leaf(rank == 0), "last": Leaf(rank == len(rows) - 1)}
        row.fields["loop"] = Node({"index": Leaf(rank + 1), **ends})
        yield from lacking(inside, row)
    for branch in () if rows else otherwise:
        yield from lacking(branch.steps, facts)
