"""Same inputs, same bytes: all that is made of the project, on two machines unlike one another."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import pytest
from fontTools.ttLib import TTFont

from pmtdocs.dossier.load import load
from pmtdocs.render.page.fonts import FONTS
from tests.conftest import DOSSIERS, ROOT
from tests.support import amendments

FORMATS = "docx,pdf,html"
#: What is asked of each machine. Its amendment is invented; the whole of 2024 gets a contents.
COMMANDS = {
    "check": ("check", "--coverage"),
    "render": ("render", "--all", "--format", FORMATS),
    "amend": ("amend", "2024", "--with", "data/2024/avenants/1.yaml", "--format", FORMATS),
    **{
        f"diff-{shape}": ("diff", "2020", "2024", "--format", shape, "--output", f"d.{shape}")
        for shape in FORMATS.split(",")
    },
}


class Machine(NamedTuple):
    """What a computer has of its own. The zones are never on the same day."""

    name: str
    variables: dict[str, str]
    mask: int
    cores: int
    mtime: int
    warm: bool
    """Has it rendered these dossiers before?"""


BARE = Machine(
    "a",
    {
        "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "TZ": "UTC-14",
        "PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": "1", "COLUMNS": "40", "TERM": "dumb",
    },
    0o077, 1, 86_400, warm=False,
)  # fmt: skip
USED = Machine(
    "un poste déjà équipé",
    {
        "LC_ALL": "fr_FR.UTF-8", "PYTHONUTF8": "1", "TZ": "UTC+12", "PYTHONOPTIMIZE": "2",
        "PYTHONHASHSEED": "random", "XDG_CACHE_HOME": "cache", "COLUMNS": "200",
    },
    0o002, os.cpu_count() or 1, 2_000_000_000, warm=True,
)  # fmt: skip


class Said(NamedTuple):
    """What commands said, and the SHA-256 of the files they wrote, by name."""

    words: dict[str, str]
    files: dict[str, str]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Said, Said]:
    folder = tmp_path_factory.mktemp("machines")
    with ThreadPoolExecutor() as pool:
        bare, used = pool.map(lambda machine: _work(folder / machine.name, machine), (BARE, USED))
    return bare, used


def _work(home: Path, machine: Machine) -> Said:
    if hasattr(os, "sched_setaffinity"):  # of this thread, and of the commands that it starts
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: machine.cores])
    project = home / "projet"
    _install(home, project, machine)
    if machine.warm:
        _other_carlito(home / ".fonts")
        _run("render", "--all", "--format", "docx", "--output", "avant", home=home, machine=machine)
        shutil.rmtree(project / "avant")
    words = {name: _run(*said, home=home, machine=machine) for name, said in COMMANDS.items()}
    made = [*project.glob("d.*"), *project.glob("output/*/*")]
    return Said(words, {str(f.relative_to(project)): _sha256(f) for f in made})


def _install(home: Path, project: Path, machine: Machine) -> None:
    """pmtdocs itself and a project, in folders of this machine, of another day."""
    compiled = shutil.ignore_patterns("__pycache__")
    for name, to in (("pmtdocs", home), ("data", project), ("templates", project)):
        shutil.copytree(ROOT / name, to / name, ignore=compiled)
    amendments.write(project / "data/2024", amendments.CHANGES)
    sheet = project / "data/2024/dossier.yaml"
    whole = sheet.read_text(encoding="utf-8").replace("dossier: [", "dossier: [sommaire, ", 1)
    sheet.write_text(whole, encoding="utf-8")
    for file in project.rglob("*"):
        os.utime(file, (machine.mtime, machine.mtime))


def _other_carlito(folder: Path) -> None:
    """A font of the user that has the name of ours, and wider letters."""
    font = TTFont(FONTS / "Carlito-Regular.ttf")
    widths = font["hmtx"].metrics
    font["hmtx"].metrics = {name: (2 * width, left) for name, (width, left) in widths.items()}
    folder.mkdir()
    font.save(folder / "Carlito.ttf")


def _run(*arguments: str, home: Path, machine: Machine) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "pmtdocs", *arguments],
        check=False, capture_output=True, cwd=home / "projet", umask=machine.mask,
        env=machine.variables | {
            "PATH": os.environ["PATH"], "HOME": str(home), "PYTHONPATH": str(home),
            "PYTHONPYCACHEPREFIX": str(home / "pyc"),
        },
    )  # fmt: skip
    return f"{done.returncode}\n{done.stdout.decode()}\n{done.stderr.decode()}"


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _wanted() -> Iterator[str]:
    """The files of every document of every dossier, and those beside."""
    for name in DOSSIERS:
        documents = [*load(ROOT / "data", name).dossier.dossier.documents]
        documents += ["avenant-1"] if name == "2024" else []
        yield from (f"output/{name}/{d}.{s}" for d in documents for s in FORMATS.split(","))
        yield f"output/{name}/manifest.json"
    yield "output/2024/avenant-1-manifest.json"
    yield from (f"d.{shape}" for shape in FORMATS.split(","))


def test_same_inputs_same_bytes(both: tuple[Said, Said]) -> None:
    bare, used = (said.files for said in both)
    assert bare.keys() >= set(_wanted())
    assert {name for name in bare.keys() | used.keys() if bare.get(name) != used.get(name)} == set()


def test_same_inputs_same_findings(both: tuple[Said, Said]) -> None:
    """To the letter, columns and accents included."""
    bare, used = (said.words for said in both)
    assert all(said.startswith("0\n") for said in bare.values()), bare
    assert "anomalies acceptées" in bare["render"]
    assert bare == used


def test_every_part_of_the_modele_is_printed() -> None:
    """By a document of a dossier, by the contents added above or by the amendment."""
    printed = {"sommaire", "avenant", "charte"}
    for name in DOSSIERS:
        for parts in load(ROOT / "data", name).dossier.dossier.documents.values():
            printed.update(parts)
    assert printed == {file.stem for file in (ROOT / "templates/gbm").glob("*.docx")}
