"""Pins, image and documentation say the same of what is installed."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.support.command import ROOT, run
from tools import generate
from tools.readme import absolute


def _pins(name: str) -> list[str]:
    """« click==8.5.1 » …, with the condition of each, as a file of ``requirements/`` pins them."""
    lines = (ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines()
    return [line.removesuffix(" \\") for line in lines if re.match(r"[a-z].*==", line)]


def test_constraints_are_the_lock_without_its_hashes() -> None:
    """pip wants a hash of all, itself too, as soon as one constraint has one: pipx gives none."""
    assert _pins("constraints.txt") == _pins("base.lock.txt")
    assert "--hash" not in (ROOT / "requirements" / "constraints.txt").read_text(encoding="utf-8")


def test_the_image_is_made_of_what_is_there() -> None:
    """Each file copied exists and is let through, Pango is that of the set-up, nobody is root."""
    image = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    let_through = re.findall(r"^!(.+)$", (ROOT / ".dockerignore").read_text(), re.MULTILINE)
    copied = [
        file
        for line in re.findall(r"^COPY (?!--from)(.+)$", image, re.MULTILINE)
        for file in line.split()[:-1]
    ]
    assert sorted(copied) == sorted(let_through)
    assert all((ROOT / file).exists() for file in copied)
    setup = (ROOT / "requirements" / "setup.sh").read_text(encoding="utf-8")
    pango = re.findall(r"^\tlib\S+\.so\S* (\S+)$", setup, re.MULTILINE)
    assert len(pango) == 3
    assert all(f" {package} " in image for package in pango)
    assert re.search(r"^USER [1-9]", image, re.MULTILINE)


def test_each_licence_that_asks_something_is_explained() -> None:
    """To who hands the package to others: docs/licences.md."""
    page = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
    assert generate.between(page, "licences", generate.licences()) == page
    head, _, explained = page.partition("<!-- /licences -->")
    asking = re.findall(r"^\| [^|]*(?:GPL|MPL|Mozilla)[^|]*\| (.*) \|$", head, re.MULTILINE)
    names = [name for names in asking for name in names.split(", ")]
    assert "docxtpl" in names
    assert [name for name in names if name not in explained] == []


def test_the_readme_of_a_registry_leads_to_the_project() -> None:
    text = "![Page](docs/images/a.png) | [guide](docs/guide.md) [site](https://a.fr) [bas](#bas)"
    assert absolute(text, "https://forge.fr/pmtdocs", "v1.0.0") == (
        "![Page](https://forge.fr/pmtdocs/raw/v1.0.0/docs/images/a.png) | "
        "[guide](https://forge.fr/pmtdocs/blob/v1.0.0/docs/guide.md) "
        "[site](https://a.fr) [bas](#bas)"
    )


def test_what_a_server_is_told_to_run_is_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each command of docs/ci.md, on these dossiers; what it writes is what is handed over."""
    page = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
    commands = re.findall(r"^ +- (?:run: )?pmtdocs (.*)$", page, re.MULTILINE)
    for folder in ("data", "templates"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    monkeypatch.chdir(tmp_path)
    assert [(run(*shlex.split(command)).exit_code, command) for command in commands] == [
        (0, command) for command in commands
    ]
    written = {file.name for file in tmp_path.glob("constats.*")}
    assert written == set(re.findall(r": (constats\.\w+)$", page, re.MULTILINE))
    assert len(commands) == 4
