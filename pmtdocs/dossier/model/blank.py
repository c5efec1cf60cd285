"""« à compléter »: the hole that a draft may hold in place of a fact."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any, TypeVar, cast

from pydantic import (
    BaseModel,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    model_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from pmtdocs.language import french

M = TypeVar("M", bound=BaseModel)

BLANK_WORDS = "à compléter"
#: The error type of the branch « à compléter » of a union: the other branch says more.
NOT_BLANK = "pas_un_blanc"
#: In the loader's validation context: the dossier is a draft, any fact may be « à compléter ».
BLANKS = "blancs"
#: Marks the words of an act, with which nothing is reckoned: a hole there hides nothing else.
PROSE = "prose"
#: What a hole prints.
DOTS = "…" * 12


class Blank:
    """The explicit hole of a draft, written ``à compléter``; printed as a dotted line.

    What is computed from a hole is a hole: a sum, a share.
    """

    __slots__ = ()

    def __repr__(self) -> str:
        return BLANK_WORDS

    def __str__(self) -> str:
        return DOTS

    def __bool__(self) -> bool:
        return False

    def __reduce__(self) -> str:
        """There is one hole, in every process."""
        return "BLANK"

    def _hole(self, _: object) -> Blank:
        return self

    __add__ = __radd__ = __sub__ = __rsub__ = _hole
    __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _hole

    def _unknown(self, _: object) -> bool:
        return False

    __lt__ = __le__ = __gt__ = __ge__ = _unknown

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        def validate(value: object) -> Blank:
            if value is BLANK or says_blank(value):
                return BLANK
            raise PydanticCustomError(NOT_BLANK, "pas un blanc")

        return core_schema.no_info_plain_validator_function(
            validate, serialization=core_schema.to_string_ser_schema()
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"const": BLANK_WORDS}


BLANK = Blank()


def fault(message: str, help: str = "") -> PydanticCustomError:
    """A typing fault whose French message, and what to do, reach the reader unchanged."""
    return PydanticCustomError("pmtdocs", "{texte}", {"texte": message, "help": help})


def _left_blank(value: object, info: ValidationInfo) -> bool:
    """Is it « à compléter », in a dossier that may still hold holes?"""
    return BLANKS in (info.context or ()) and says_blank(value)


def says_blank(value: object) -> bool:
    """Is it « à compléter », as it is typed?"""
    return isinstance(value, str) and french.plain(value) == french.plain(BLANK_WORDS)


def or_blank(value: object, handler: ValidatorFunctionWrapHandler, info: ValidationInfo) -> object:
    return BLANK if _left_blank(value, info) else handler(value)


class Wrap:
    """Reads a value around its own type.

    pydantic's ``WrapValidator`` would look at the signature of the function at each field.
    """

    def __init__(self, validate: core_schema.WithInfoWrapValidatorFunction) -> None:
        self.validate = validate

    def __get_pydantic_core_schema__(self, kind: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_wrap_validator_function(self.validate, handler(kind))


#: Lets a value be « à compléter » in a draft; the types of this module all do.
OR_BLANK = Wrap(or_blank)


def read(parse: Callable[[str], object]) -> Wrap:
    """Reads a text as its type wants it; what ``parse`` refuses is a fault in its words."""

    def validate(value: Any, handler: ValidatorFunctionWrapHandler, info: ValidationInfo) -> object:
        if _left_blank(value, info):
            return BLANK
        if not isinstance(value, str):
            raise fault("une valeur est attendue ici, pas une liste ni un groupe de clés")
        try:
            parsed = parse(value)
        except ValueError as error:
            raise fault(str(error)) from None
        return handler(parsed)

    return Wrap(validate)


def consistent(check: Callable[[M], M]) -> Callable[[M], M]:
    """A check over several fields of a model, put off while one of them is « à compléter »."""

    def validate(self: M, info: ValidationInfo) -> M:
        return self if BLANKS in (info.context or ()) and has_blank(self) else check(self)

    return cast(Callable[[M], M], model_validator(mode="after")(validate))


def has_blank(value: object) -> bool:
    """Is there a hole somewhere in it?"""
    if isinstance(value, BaseModel):
        inside: Iterable[object] = value.__dict__.values()
    elif isinstance(value, dict):
        inside = value.values()
    elif isinstance(value, tuple | list):
        inside = value
    else:
        return value is BLANK
    return any(has_blank(item) for item in inside if type(item) not in _SIMPLE)


#: Most values of a dossier: not asked, in a walk that each check and each render makes.
_SIMPLE = frozenset({str, int, bool, type(None), Decimal})
