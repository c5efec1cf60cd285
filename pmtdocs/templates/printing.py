"""Which documents print a fact."""

from __future__ import annotations

from collections.abc import Callable

from pmtdocs.dossier.load import Loaded
from pmtdocs.finding import Path
from pmtdocs.templates.words import Wordings


def documents_printing(path: Path, loaded: Loaded, words: Wordings) -> list[str]:
    """The documents that print a fact: its own field, else what is computed of its group."""
    steps = [step for step in path if isinstance(step, str)]
    raw = loaded.trees.get(steps[0])
    said = {f"{steps[0]}.{key}" for key in raw} if isinstance(raw, dict) else set()
    name, group = ".".join(steps), ".".join(steps[:2])

    def computed(field: str) -> bool:
        first = ".".join(field.split(".")[:2])
        return field.startswith(f"{group}.") or (
            field.startswith(f"{steps[0]}.") and first not in said
        )

    own = _parts(words, lambda field: field == name or field.startswith(f"{name}."))
    printing = own or _parts(words, computed)
    documents = loaded.dossier.dossier.documents
    return [document for document, parts in documents.items() if printing & set(parts)]


def _parts(words: Wordings, prints: Callable[[str], bool]) -> set[str]:
    """The parts of which a field is one of these."""
    return {
        part
        for part, wording in words.parts.items()
        if any(prints(field.replace("[]", "")) for field in wording.fields)
    }
