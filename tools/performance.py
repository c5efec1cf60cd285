"""docs/performance.md: one page of two parts, each written by its own command.

``make bench`` measures this tool alone; ``make peers`` measures it beside others.
"""

from __future__ import annotations

import platform
import re
from collections.abc import Iterable
from pathlib import Path

PAGE = Path(__file__).parent.parent / "docs" / "performance.md"
#: What writes each part, in the order of the page.
_COMMANDS = ("bench", "peers")
_MARK = "<!-- Partie écrite par `make {}` : relancez-le, ne la modifiez pas. -->\n\n"
_PART = re.compile(r"<!-- Partie écrite par `make (\w+)`[^\n]*\n+(.*?)(?=<!-- Partie|\Z)", re.S)


def replaced(page: str, command: str, text: str) -> str:
    """The page with the part of one command written anew; the other is kept."""
    parts = {**dict(_PART.findall(page)), command: text}
    return "\n".join(_MARK.format(one) + parts[one].strip() + "\n" for one in _COMMANDS)


def write(command: str, text: str) -> None:
    """Write the part of a command."""
    page = replaced(PAGE.read_text(encoding="utf-8"), command, text)
    PAGE.write_text(page, encoding="utf-8")


def shown(seconds: float) -> str:
    """« 0,27 s », « 8,9 ms »."""
    text = f"{seconds:.2f} s" if seconds > 0.1 else f"{1000 * seconds:.1f} ms"
    return text.replace(".", ",")


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A Markdown table."""
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines) + "\n"


def processor() -> str:
    """What the system calls it: « AMD EPYC »."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())
