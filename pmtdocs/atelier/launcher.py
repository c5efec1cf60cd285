"""The file to double-click, one for this system, written beside the data and the templates.

It names this Python and this project by their full paths: it opens the atelier from wherever the
file is moved to (the desktop), and is written again when the project moves.
"""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path

from pmtdocs.atelier.project import Project
from pmtdocs.system import files

_NAMES = {"win32": "Atelier.bat", "darwin": "Atelier.command"}
_LINUX = "Atelier.desktop"
_SAID = "L'atelier s'ouvre dans votre navigateur. Laissez cette fenêtre ouverte."

_BAT = """@echo off
chcp 65001 >nul
title Atelier
echo {said}
pushd {folder} || (pause & exit /b 1)
{command}
if errorlevel 1 pause
"""
_COMMAND = """#!/bin/sh
echo {said}
cd {folder} || exit 1
exec {command}
"""
_DESKTOP = """[Desktop Entry]
Type=Application
Name=Atelier
Comment=Conventions et délibérations
Exec={command}
Path={folder}
Icon=x-office-document
Terminal=true
"""


def write(project: Project, folder: Path, system: str = sys.platform) -> Path:
    """Write it in the folder of the project. Raises NotWrittenError."""
    folder = folder.absolute()
    file = folder / _NAMES.get(system, _LINUX)
    given = zip(("--data", "--templates", "--output"), project[:3], strict=True)
    options = (word for option, path in given for word in (option, str(path.absolute())))
    engine = () if project.engine == "auto" else ("--engine", project.engine)
    words = [sys.executable, "-m", "pmtdocs", "serve", *options, *engine]
    files.write(file, content(system, folder, words).encode(), replace=True)
    if system != "win32":
        file.chmod(0o755)
    return file


def write_first(project: Project, folder: Path) -> None:
    """Write it where there is none. Raises NotWrittenError."""
    if not os.path.lexists(folder / _NAMES.get(sys.platform, _LINUX)):
        write(project, folder)


def content(system: str, folder: Path, words: list[str]) -> str:
    """What the file says; each system quotes in its own way."""
    if system == "win32":
        command = " ".join(_for_windows(word) for word in words)
        text = _BAT.format(said=_SAID, folder=_for_windows(str(folder)), command=command)
        return text.replace("\n", "\r\n")
    if system == "darwin":
        said, place = shlex.quote(_SAID), shlex.quote(str(folder))
        return _COMMAND.format(said=said, folder=place, command=shlex.join(words))
    return _DESKTOP.format(folder=folder, command=" ".join(_for_desktop(word) for word in words))


def _for_windows(word: str) -> str:
    """In quotes; « % » would name a variable, and the end of « D:\\ » keep the quote."""
    end = "\\" if word.endswith("\\") else ""
    return '"{}"'.format(word.replace("%", "%%") + end)


def _for_desktop(word: str) -> str:
    """In quotes, as the Desktop Entry Specification wants them."""
    for reserved in ("\\", '"', "`", "$"):
        word = word.replace(reserved, f"\\{reserved}")
    return '"{}"'.format(word.replace("\\", "\\\\").replace("%", "%%"))
