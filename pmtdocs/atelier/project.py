"""The three folders that the atelier works on, and what is known of them by name.

What a browser sends is never a path: a name is looked up in these lists, or it is unknown.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pmtdocs.commands.request import Request
from pmtdocs.dossier import load
from pmtdocs.finding import PmtdocsError
from pmtdocs.system.files import listed

if TYPE_CHECKING:
    from pmtdocs.render.page.pdf import Asked


class UnknownError(PmtdocsError):
    """A name that is in none of the lists."""


class Project(NamedTuple):
    """Where the data, the templates and the output are, and what lays pages out."""

    data: Path
    templates: Path
    output: Path
    engine: Asked = "auto"
    """What lays pages out."""

    def request(self, draft: bool) -> Request:
        """What is asked of a render, in Word and in PDF."""
        return Request(self.data, self.templates, self.output, draft=draft, engine=self.engine)

    def dossiers(self) -> list[str]:
        """Names of the dossiers; none when the data folder is gone."""
        return load.dossiers(self.data) if self.data.is_dir() else []

    def latest(self) -> str | None:
        """The dossier in which something was saved last: the one that people work on."""
        dates = {
            name: max(map(_saved, listed(self.data / name, "*.yaml")), default=0.0)
            for name in self.dossiers()
        }
        return max(dates, key=lambda name: (dates[name], name), default=None)

    def dossier(self, name: str) -> str:
        """A dossier that exists. Raises UnknownError."""
        return known(name, self.dossiers(), "Le dossier")

    def folder(self, name: str) -> Path:
        """Where the documents of a dossier are written."""
        return self.output / self.dossier(name)


def _saved(file: Path) -> float:
    """When; long ago for a file that is gone since it was listed."""
    try:
        return file.stat().st_mtime
    except OSError:
        return 0.0


def known(name: str, names: list[str] | tuple[str, ...], what: str) -> str:
    """``name``, from the list that has it. Raises UnknownError."""
    if name not in names:
        raise UnknownError(f"{what} « {name[:60]} » n'existe pas.", "Revenez à l'accueil.")
    return names[names.index(name)]
