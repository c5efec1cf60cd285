"""Running the command, in this process or in another one."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from click.testing import CliRunner, Result

from pmtdocs import cli

ROOT = Path(__file__).parents[2]
Patch = Callable[[str, str, str], None]
#: Seconds after which a test says that something hangs: no other wait may decide what it finds.
HANG = 300


def run(*arguments: str) -> Result:
    """In this process."""
    return CliRunner().invoke(cli.main, list(arguments), prog_name="pmtdocs")


def program(
    *arguments: str, cwd: Path = ROOT, **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pmtdocs", *arguments],
        capture_output=True,
        check=False,
        encoding="utf-8",
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": str(ROOT), **environment},
    )


def only_docx(*arguments: str) -> Result:
    """A render without layout."""
    return run("render", "2024", "--format", "docx", *arguments)


def content(folder: Path) -> dict[str, bytes]:
    return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


def flat(text: str) -> str:
    return " ".join(text.split())
