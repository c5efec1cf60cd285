"""A page opened where there is no project writes one, as ``pmtdocs init`` does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from pmtdocs.atelier import launcher
from pmtdocs.atelier.project import Project
from pmtdocs.commands import init


def home(project: Project) -> Path | None:
    """Where a project may begin: the folder of data and templates, while it holds no facts."""
    data, templates = project.data.absolute(), project.templates.absolute()
    named = data.name == "data" and templates == data.with_name("templates")
    return data.parent if named and not init.holds_data(data.parent) else None


def begin(project: Project, folder: Path, asked: Mapping[str, str]) -> None:
    """Write a project for the authority that a form describes. Raises PmtdocsError."""
    body = init.body_of(*(asked.get(field, "") for field in ("kind", "name", "siren")))
    init.create(folder, body, dt.datetime.now().astimezone().year)
    launcher.write_first(project, folder)
