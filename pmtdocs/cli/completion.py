"""What a shell offers after <TAB>: names read from the project, as little of it as will do, and
nothing, without a word, where they cannot be read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem, FishComplete, add_completion_class

#: Each name that may be typed, and what a shell that has room says of it.
Names = Callable[[click.Context], Iterable[tuple[str, str]]]


class Fish(FishComplete):
    """A word that is offered may hold commas."""

    source_template = FishComplete.source_template.replace("split ", "split --max 1 ")


add_completion_class(Fish)


class Among(click.ParamType):  # type: ignore[type-arg]
    """A text that a shell completes from ``names``: the last of several ``listed`` with commas, or
    a path where any ``file`` may be meant."""

    name = "text"

    def __init__(self, names: Names, listed: bool = False, file: bool = False) -> None:
        self.names, self.listed, self.file = names, listed, file

    def shell_complete(
        self,
        ctx: click.Context,
        param: click.Parameter,  # noqa: ARG002 - click's signature
        incomplete: str,
    ) -> list[CompletionItem[Any]]:
        *before, begun = incomplete.split(",") if self.listed else [incomplete]
        lead = "".join(f"{word}," for word in before)
        found: list[CompletionItem[Any]] = []
        with suppress(Exception):  # whatever is wrong, a command says it once it is typed
            found = [
                CompletionItem(lead + word, help=said or None)
                for word, said in self.names(ctx)
                if word.casefold().startswith(begun.casefold()) and word not in before
            ]
        if self.file or "/" in incomplete:  # a shell knows paths
            found.append(CompletionItem(incomplete, type="file"))
        return found


def _folder(ctx: click.Context, name: str) -> Path:
    return Path(ctx.params.get(name) or name)


def _holding(folder: Path, file: str) -> list[Path]:
    return sorted(held for held in folder.glob(f"*/{file}") if held.is_file())


def _named(ctx: click.Context, folder: Path, file: str) -> list[Path]:
    """The folder named before on the line, or every one that holds this file."""
    # The words of a line whose last option still wants its value are left in ``args``.
    given = ctx.params
    named = (given.get("dossier"), given.get("modele"), *given.get("dossiers", ()))
    typed = (*named, *ctx.args)
    held = (folder / Path(word).name / file for word in typed if word)
    return [file for file in held if file.is_file()][:1] or _holding(folder, file)


def dossiers(ctx: click.Context) -> Iterable[tuple[str, str]]:
    """The folders that hold a dossier."""
    return ((sheet.parent.name, "") for sheet in _holding(_folder(ctx, "data"), "dossier.yaml"))


def modeles(ctx: click.Context) -> Iterable[tuple[str, str]]:
    """The folders that hold a charte."""
    return ((file.parent.name, "") for file in _holding(_folder(ctx, "templates"), "charte.docx"))


def parts(ctx: click.Context) -> Iterable[tuple[str, str]]:
    """Those of the modèle that is named, or of all."""
    chartes = _named(ctx, _folder(ctx, "templates"), "charte.docx")
    files = {file.stem for charte in chartes for file in charte.parent.glob("*.docx")}
    return ((name, "") for name in sorted(files - {"charte"}))


def documents(ctx: click.Context) -> Iterable[tuple[str, str]]:
    """Those of the dossier that is named, or of all."""
    sheets = _named(ctx, _folder(ctx, "data"), "dossier.yaml")
    asked = (_read(sheet).get("documents") or {} for sheet in sheets)
    return ((str(name), "") for name in dict.fromkeys(name for names in asked for name in names))


def schemes(ctx: click.Context) -> Iterable[tuple[str, str]]:
    """The keys of aid schemes, and their names."""
    for file in _holding(_folder(ctx, "data"), "aides.yaml"):
        for scheme in _read(file).get("dispositifs") or ():
            yield str(scheme["cle"]), str(scheme.get("nom") or "")


def rules(_ctx: click.Context) -> Iterable[tuple[str, str]]:
    """Codes first, then names."""
    from pmtdocs.commands.catalogue import CATALOGUE

    known = sorted(CATALOGUE.items())
    return [*((code, kind.name) for code, kind in known), *((k.name, code) for code, k in known)]


def codes(_ctx: click.Context) -> Iterable[tuple[str, str]]:
    """Beginnings of codes, then the codes."""
    from pmtdocs.commands.catalogue import CATALOGUE

    families = dict.fromkeys(code.rstrip("0123456789") for code in sorted(CATALOGUE))
    return [*((one, "") for one in families), *((c, k.name) for c, k in sorted(CATALOGUE.items()))]


def fields(_ctx: click.Context) -> Iterable[tuple[str, str]]:
    """The fields that a modèle may use."""
    from pmtdocs.templates.contract.groups import names

    return ((name, "") for name in names())


def _read(file: Path) -> dict[str, Any]:
    """One data file, as YAML alone."""
    import yaml

    from pmtdocs.system import files, limits

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times quicker
    read = yaml.load(files.read(file, limits.YAML_SIZE), loader)  # noqa: S506 - both are safe
    return read if isinstance(read, dict) else {}
