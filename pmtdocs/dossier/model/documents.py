"""What a dossier prints: its documents, one of which may stand for one a line of attributions."""

from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    Discriminator,
    Field,
    GetCoreSchemaHandler,
    StringConstraints,
    Tag,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, core_schema

from pmtdocs.dossier.model.base import Model
from pmtdocs.dossier.model.words import FileKey, no_device

#: What the name of a document says in place of who receives the grant.
EACH = "{beneficiaire}"
_STEP = r"([a-z0-9]+|\{beneficiaire\})"
_NAME = rf"^{_STEP}(-{_STEP})*$"
DocumentKey = Annotated[
    str,
    StringConstraints(strict=True, pattern=_NAME),
    WithJsonSchema({"type": ["string", "integer"], "pattern": _NAME}),
    AfterValidator(no_device),
]


class _Group(Model):
    """The parts of a document a line, and for which lines it is made."""

    parties: tuple[FileKey, ...] = Field(min_length=1)
    """Ses parties, dans l'ordre."""
    pour: Literal["attributions", "conventions"] = "attributions"
    """« attributions » : un document pour chaque ligne ; « conventions » : pour celles qui ont une
    convention."""


class OfContracts(tuple[str, ...]):
    """The parts of a document that is made for the lines that have a convention, for no other."""

    __slots__ = ()


_Forms = Annotated[
    Annotated[tuple[FileKey, ...], Tag("liste")] | Annotated[_Group, Tag("groupe")],
    Discriminator(lambda value: "groupe" if isinstance(value, dict | _Group) else "liste"),
]


class _Read:
    """Reads parts from a list, or from a group that says for which lines they are."""

    def __get_pydantic_core_schema__(self, _: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        forms = handler.generate_schema(_Forms)
        return core_schema.no_info_after_validator_function(self._parts, forms)

    @staticmethod
    def _parts(value: tuple[str, ...] | _Group) -> tuple[str, ...]:
        if not isinstance(value, _Group):
            return value
        return OfContracts(value.parties) if value.pour == "conventions" else value.parties


#: The parts of a document, in order.
Pieces = Annotated[tuple[FileKey, ...], _Read()]
