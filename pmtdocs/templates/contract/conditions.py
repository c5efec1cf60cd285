"""The condition of a clause: the words of ``{% if … %}``, worked out on the facts of a dossier.

``check`` runs at each keystroke and does without Jinja: what a condition may say (fields,
comparisons, ``and``, ``or``, ``not``) is also Python's grammar, which is only parsed here.
"""

from __future__ import annotations

import ast
import datetime as dt
import operator
from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any

from pmtdocs.dossier import law
from pmtdocs.dossier.model import Blank
from pmtdocs.dossier.views.tree import Leaf, Node
from pmtdocs.language.columns import quoted
from pmtdocs.system.limits import TAG_LENGTH, TAG_WORDS
from pmtdocs.word.tags import pieces, repaired

#: The group of the legal parameters: ``loi.convention_seuil``.
LAW = "loi"
_COMPARED: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Eq: operator.eq, ast.NotEq: operator.ne, ast.Lt: operator.lt, ast.LtE: operator.le,
    ast.Gt: operator.gt, ast.GtE: operator.ge,
}  # fmt: skip
_ALLOWED = (
    ast.Expression, ast.BoolOp, ast.And, ast.Or, ast.UnaryOp, ast.Not, ast.Compare,
    ast.Name, ast.Attribute, ast.Constant, ast.Load, *_COMPARED,
)  # fmt: skip


class ConditionError(ValueError):
    """A condition that cannot be read, in French."""


class UnknownFactError(LookupError):
    """A fact that the condition asks for and the dossier does not say."""


#: What a name stands for in what stands before it; None for nothing.
Read = Callable[[Any, str], Any]


def laws(day: dt.date, recipient: law.Body = law.ANY) -> Node:
    """The legal parameters in force on a day, under their names as fields."""
    return Node({key.replace("-", "_"): partial(_law, key, day, recipient) for key in _laws()})


def _laws() -> list[str]:
    return [parameter.key for parameter in law.parameters()]


def _law(key: str, day: dt.date, recipient: law.Body) -> Leaf:
    """What it fixes for all, where it fixes nothing for this recipient."""
    found = law.parameter(key).at(day, recipient) or law.parameter(key).at(day)
    return Leaf(found.value if found else None, ("droit", key))


def within(group: Any, name: str) -> Any:
    """A field of a group that has it."""
    return group.find(name) if isinstance(group, Node) else None


def holds(condition: str | None, context: Node, read: Read = within) -> bool:
    """Is it true of these facts? Raises ConditionError, or UnknownFactError."""
    return True if condition is None else bool(_value(parse(condition), context, read))


@lru_cache(maxsize=256)
def parse(condition: str) -> ast.expr:
    """The tree of a condition. Raises ConditionError for what is not in the language."""
    for limit, size in ((TAG_LENGTH, len(condition)), (TAG_WORDS, len(pieces(condition)))):
        if size > limit.most:
            raise ConditionError(f"la condition « {quoted(condition)} » dépasse {limit.said}")
    try:
        tree = ast.parse(repaired(condition).strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise ConditionError(f"la condition « {condition} » ne se lit pas") from None
    for node in ast.walk(tree):
        if not isinstance(node, _ALLOWED):
            raise ConditionError(
                f"la condition « {condition} » dit autre chose que des champs, des comparaisons, "
                "and, or et not"
            )
    return tree.body


def names(condition: str) -> list[str]:
    """The fields that a condition names: ``convention.subvention.montant``."""
    inside = {n.value for n in ast.walk(parse(condition)) if isinstance(n, ast.Attribute)}
    return [
        ast.unparse(node)
        for node in ast.walk(parse(condition))
        if isinstance(node, ast.Name | ast.Attribute) and node not in inside
    ]


def known_laws() -> list[str]:
    """What a condition may name of the law: ``loi.convention_seuil``."""
    return [f"{LAW}.{key.replace('-', '_')}" for key in _laws()]


def _value(node: ast.expr, context: Node, read: Read) -> Any:
    match node:
        case ast.Name(id=name):
            return _field(read(context, name), node)
        case ast.Attribute(value=above, attr=name):
            return _field(read(_value(above, context, read), name), node)
        case ast.BoolOp(op=sign, values=values):
            every = all if isinstance(sign, ast.And) else any
            return every(_value(value, context, read) for value in values)
        case ast.Compare():
            return _compare(node, context, read)
        case ast.UnaryOp(operand=operand):
            return not _value(operand, context, read)
    return ast.literal_eval(node)


def _field(found: Any, said: ast.expr) -> Any:
    if found is None:
        raise UnknownFactError(ast.unparse(said))
    return found


def _compare(node: ast.Compare, context: Node, read: Read) -> bool:
    left, first = _value(node.left, context, read), node.left
    for sign, operand in zip(node.ops, node.comparators, strict=True):
        right = _value(operand, context, read)
        for each, value in ((first, left), (operand, right)):
            if isinstance(sign, ast.Lt | ast.LtE | ast.Gt | ast.GtE) and _absent(value):
                raise UnknownFactError(ast.unparse(each))
        try:
            if not _COMPARED[type(sign)](left, right):
                return False
        except TypeError:
            said = f"« {ast.unparse(node)} » compare ce qui ne se compare pas"
            raise ConditionError(said) from None
        left, first = right, operand
    return True


def _absent(value: Any) -> bool:
    return isinstance(value, Leaf) and (value.value is None or isinstance(value.value, Blank))
