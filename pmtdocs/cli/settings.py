"""``pmtdocs.toml``, where commands are typed: what a project asks of all, on any machine."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from pmtdocs.finding import ExitCode, PmtdocsError
from pmtdocs.system import files, limits

FILE = Path("pmtdocs.toml")
#: What lays pages out, if it is said.
ENGINES = ("auto", "weasyprint", "typst")
#: What may be said there, and the values of each.
_KNOWN = {"engine": ENGINES}


def read() -> dict[str, str]:
    """What it says; nothing where there is none. Raises PmtdocsError, UnreadableError."""
    if not FILE.exists():
        return {}
    import tomllib

    try:
        said = tomllib.loads(files.read(FILE, limits.SETTINGS).decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        place = re.search(r"line (\d+)", str(error))
        where = f", ligne {place[1]}," if place else ""
        why, how = f"{FILE}{where} ne se lit pas.", 'Il s\'écrit ainsi : engine = "typst"'
        raise PmtdocsError(why, how, exit_code=ExitCode.DATA) from error
    for name, value in said.items():
        if name not in _KNOWN:
            raise _fault(f"« {name} » n'est pas un réglage", _KNOWN)
        if value not in _KNOWN[name]:
            raise _fault(f"{name} ne peut pas valoir « {value} »", _KNOWN[name])
    return said


def _fault(what: str, known: Iterable[str]) -> PmtdocsError:
    choice = f"Au choix : {', '.join(known)}."
    return PmtdocsError(f"{FILE} : {what}.", choice, exit_code=ExitCode.DATA)
