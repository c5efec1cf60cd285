"""Whole or unchanged, in real processes: killed, out of disk, read-only, several at once."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from pmtdocs.finding import ExitCode
from pmtdocs.render.output import manifest, uptodate
from pmtdocs.render.output.output import replace_folder
from pmtdocs.system import disk, files
from tests.support import stopped
from tests.support.command import HANG, ROOT, content, only_docx, run
from tests.support.stopped import nothing, version, whole

RENDER = (sys.executable, "-m", "pmtdocs", "render", "2024")


def start(*command: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command, env=os.environ | {"PYTHONPATH": str(ROOT)}, text=True, cwd=ROOT,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def killed_at(point: str | int, folder: Path, *what: str) -> bool:
    """Was it killed there? No when it ended before."""
    with start(sys.executable, stopped.__file__, str(point), str(folder), *what) as child:
        assert child.stdout
        there = "ici\n" in iter(child.stdout.readline, "")
        child.kill()
    return there


def alone(target: Path) -> bool:
    return [f.name for f in target.parent.iterdir()] == [target.name]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    replace_folder(tmp_path / "sortie" / "2024", version(1), keep=nothing)
    return tmp_path / "sortie" / "2024"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "sortie").mkdir()
    files.write(tmp_path / "sortie" / "a.docx", version(1)["a.docx"], replace=False)
    return tmp_path / "sortie" / "a.docx"


# --- killed ------------------------------------------------------------------------------------


@pytest.mark.concurrent
@pytest.mark.parametrize(
    ("point", "left"),
    [
        ("locked", 1), ("half a file", 1), ("half the files", 1), ("staged", 1),
        ("exchanged", 2), ("half cleared", 2),
    ],
)  # fmt: skip
def test_killed_at_a_chosen_point(folder: Path, point: str, left: int) -> None:
    assert killed_at(point, folder, "folder", str(folder))
    assert whole(folder) == left
    assert not alone(folder)  # the process was in the middle of it
    replace_folder(folder, version(9), keep=nothing)
    assert whole(folder) == 9
    assert alone(folder)


@pytest.mark.concurrent
def test_killed_between_two_renames(folder: Path) -> None:
    """Where names cannot be exchanged: the old folder comes back with the next who writes."""
    assert killed_at("between renames", folder, "folder", str(folder))
    assert not folder.exists()
    with disk.stage(folder):
        assert whole(folder) == 1
    assert alone(folder)


@pytest.mark.concurrent
@pytest.mark.parametrize(
    ("point", "left"), [("locked", 1), ("half a file", 1), ("file staged", 1), ("file replaced", 2)]
)
def test_a_file_killed_at_a_chosen_point(file: Path, point: str, left: int) -> None:
    assert killed_at(point, file, "file", str(file))
    assert whole(file) == left
    assert not alone(file)
    files.write(file, version(9)["a.docx"], replace=True)
    assert whole(file) == 9
    assert alone(file)


@pytest.mark.concurrent
@pytest.mark.parametrize("what", ["folder", "file"])
def test_killed_before_each_change_of_the_disk(what: str, request: pytest.FixtureRequest) -> None:
    target: Path = request.getfixturevalue(what)
    seen = []
    for moment in count(1):
        if not killed_at(moment, target.parent, what, str(target)):
            break
        seen.append(whole(target))
        disk.tidy(target)
        assert alone(target)
    assert {1, 2} <= set(seen)
    assert whole(target) == 3


@pytest.mark.concurrent
def test_real_renders_killed_before_each_change_of_the_disk(project: Path) -> None:
    """The old output or the new one, byte for byte; the next render clears what is beside, also
    when it finds nothing to write.
    """
    target, other = project / "output" / "2024", project / "data-2"
    shutil.copytree(project / "data", other)
    sheet = other / "2024" / "budget.yaml"
    sheet.write_text(f"# 2\n{sheet.read_text(encoding='utf-8')}", encoding="utf-8")
    command = (
        "render", "2024", "--output", str(project / "output"), "--only", "annexe-2-budget",
        "--format", "docx", "--force", "--data",
    )  # fmt: skip
    versions = []
    for data in (project / "data", other):
        assert run(*command, str(data)).exit_code == 0
        versions.append(content(target))
    assert versions[0] != versions[1]
    left = 0
    for moment in count(1):
        data = (other, project / "data")[moment % 2]
        if not killed_at(moment, project / "output", "pmtdocs", *command, str(data)):
            break
        left += not alone(target)
        assert content(target) in versions
        assert run(*command, str(data)).exit_code == 0
        assert alone(target)
    assert left > 5
    assert moment > 15


_RENDER = ("--data", "data", "--output", "output", "--only", "annexe-2-budget", "--format", "docx")


@pytest.mark.parametrize(
    ("again", "forget", "code"),
    [
        ((), False, ExitCode.OK), ((), True, ExitCode.OK), (("--force",), False, ExitCode.OK),
        (("--draft",), False, ExitCode.USAGE), (("--only", "rien"), False, ExitCode.USAGE),
    ],
    ids=["known beforehand", "found identical", "forced", "refused", "no such document"],
)  # fmt: skip
def test_a_render_clears_what_a_killed_one_left(
    project: Path, again: tuple[str, ...], forget: bool, code: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """On every way out, also when nothing is written."""
    assert run("render", "2024", *_RENDER).exit_code == 0
    target, before = project / "output" / "2024", content(project / "output")
    (target.parent / ".2024.deadbeef.part").mkdir()
    (target.parent / ".2024.deadbeef.part" / "convention.docx").write_bytes(b"la mo")
    (target.parent / ".2024.lock").touch()
    if forget:
        monkeypatch.setenv("XDG_CACHE_HOME", str(project / "cache"))
    assert run("render", "2024", *_RENDER, *again).exit_code == code
    assert content(project / "output") == before


# --- the disk refuses --------------------------------------------------------------------------


def _unshare() -> list[str]:
    """A command before another, to mount what nobody else sees; nothing where that is forbidden."""
    tool = shutil.which("unshare")
    for options in (["--mount"], ["--mount", "--map-root-user"]):
        command = [str(tool), *options]
        trial = [*command, "mount", "-t", "tmpfs", "none", "/tmp"]  # noqa: S108
        if tool and subprocess.run(trial, check=False, capture_output=True).returncode == 0:
            return command
    return []


@pytest.fixture(scope="session")
def private() -> list[str]:
    if not (command := _unshare()):
        pytest.skip("mounting is allowed neither here nor in a namespace of our own")
    return command


# What is mounted is gone with the process: it looks at what was left itself.
_MOUNTED = """
set -e
mkdir -p "$PLACE"; {mount}
set +e; "$@"; code=$?; set -e
cd "$PLACE"; find . -type f -exec sha256sum {{}} + | sort; echo "exit $code"
"""
_FULL = """
cp -r "$PLACE" "$PLACE.old"; mount -t tmpfs -o size=100k none "$PLACE"
cp -r "$PLACE.old"/. "$PLACE"
"""
_READ_ONLY = 'mount --bind "$PLACE" "$PLACE"; mount -o remount,bind,ro "$PLACE"'


def left(place: Path) -> list[str]:
    found = (f for f in place.rglob("*") if f.is_file())
    names = ((f"./{f.relative_to(place).as_posix()}", f.read_bytes()) for f in found)
    return sorted(f"{hashlib.sha256(data).hexdigest()}  {name}" for name, data in names)


@pytest.mark.parametrize(
    ("mount", "why"),
    [(_FULL, "le disque est plein"), (_READ_ONLY, "le disque est en lecture seule")],
    ids=["full", "read-only"],
)
def test_a_real_disk_that_refuses(tmp_path: Path, private: list[str], mount: str, why: str) -> None:
    place = tmp_path / "output"
    replace_folder(place / "2024", {"convention.docx": b"ancien", "manifest.json": b"{}"}, nothing)
    before = left(place)
    command = [*RENDER, "--output", str(place), "--format", "docx"]
    done = subprocess.run(
        [*private, "sh", "-c", _MOUNTED.format(mount=mount), "sh", *command],
        env=os.environ | {"PLACE": str(place), "PYTHONPATH": str(ROOT)},
        cwd=ROOT, check=True, capture_output=True, encoding="utf-8",
    )  # fmt: skip
    assert done.stdout.splitlines() == [*before, f"exit {ExitCode.WRITE}"]
    assert f"{place / '2024'} ne peut pas être écrit : {why}. Rien n'a changé." in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("2024", ["render", "2024", "--format", "docx", "--output", "."]),
        ("evolution.html", ["diff", "2020", "2024", "--output", "evolution.html", "--replace"]),
    ],
)
def test_a_file_too_large_for_the_disk(tmp_path: Path, name: str, command: list[str]) -> None:
    """Wherever the tests run: a limit of the process stands for the end of the disk."""
    place = tmp_path / "sortie"
    replace_folder(place / "2024", {"convention.docx": b"ancien"}, keep=nothing)
    (place / "evolution.html").write_bytes(b"ancien")
    before = content(place)
    project = ["--data", str(ROOT / "data"), "--templates", str(ROOT / "templates")]
    limited = ["sh", "-c", 'ulimit -f 16; exec "$@"', "sh", sys.executable, "-m", "pmtdocs"]
    done = subprocess.run(
        [*limited, *command, *project], cwd=place, check=False, capture_output=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)}, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == ExitCode.WRITE, done.stderr
    assert f"{name} ne peut pas être écrit : le fichier est trop grand" in done.stderr
    assert content(place) == before
    assert sorted(f.name for f in place.iterdir()) == ["2024", "evolution.html"]


# --- several at once ---------------------------------------------------------------------------


def read(folder: Path) -> dict[str, bytes]:
    """One render, in the way that ``pmtdocs.render.output.output`` describes."""
    for _ in range(1000):
        opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)

        def text(name: str, opened: int = opened) -> bytes:
            with open(name, "rb", opener=lambda n, flags: os.open(n, flags, dir_fd=opened)) as f:
                return f.read()

        try:
            digests = json.loads(text(uptodate.MANIFEST))["outputs"]
            found = {name: text(name) for name in digests}
        except FileNotFoundError:
            continue  # a newer render has taken its place
        finally:
            os.close(opened)
        assert manifest.digests(found) == digests
        return found
    raise AssertionError(f"{folder} holds no whole render")


@pytest.fixture
def reader() -> Iterator[Callable[[Path], None]]:
    """Reads a folder that is there, again and again until the test ends: each time, one render."""
    stop = threading.Event()
    threads: list[threading.Thread] = []
    failures: list[BaseException] = []

    def watch(folder: Path) -> None:
        def loop() -> None:
            seen: list[dict[str, bytes]] = []
            try:
                while not seen or not stop.is_set():
                    seen.append(read(folder))
            except BaseException as error:  # noqa: BLE001 - told by the test's own thread
                failures.append(error)

        threads.append(threading.Thread(target=loop))
        threads[-1].start()

    yield watch
    stop.set()
    for thread in threads:
        thread.join()
    assert failures == []


_WRITER = """
import json, sys
from pathlib import Path
from pmtdocs.render.output import manifest, uptodate
from pmtdocs.render.output.output import replace_folder
from pmtdocs.system import lock
lock.PATIENCE = int(sys.argv[3])
for i in range(15):
    files = {f"{n}.docx": f"{sys.argv[2]} {n} {i}".encode() * 5000 for n in range(6)}
    files[uptodate.MANIFEST] = json.dumps({"outputs": manifest.digests(files)}).encode()
    replace_folder(Path(sys.argv[1]), files, keep=lambda name: False)
"""


@pytest.mark.concurrent
def test_four_writers_and_a_reader(tmp_path: Path, reader: Callable[[Path], None]) -> None:
    """At any moment, one version; none is lost, for each waits for the others."""
    target = tmp_path / "sortie" / "2024"
    files: dict[str, bytes] = {uptodate.MANIFEST: b'{"outputs": {}}'}
    replace_folder(target, files, keep=nothing)
    writers = [start(sys.executable, "-c", _WRITER, str(target), who, str(HANG)) for who in "abcd"]
    reader(target)
    said = [writer.communicate(timeout=HANG)[1] for writer in writers]
    assert [w.returncode for w in writers] == [0, 0, 0, 0], said
    assert alone(target)
    assert len(read(target)) == 6


@pytest.mark.concurrent
def test_four_renders_at_once(project: Path, reader: Callable[[Path], None]) -> None:
    """Of one dossier, each of data of its own: what is there is all of one of them."""
    target = project / "output" / "2024"
    runs = []
    assert only_docx().exit_code == 0
    for i in range(4):
        data = project / f"data-{i}"
        shutil.copytree(project / "data", data)
        sheet = data / "2024" / "convention.yaml"
        sheet.write_text(f"# {i}\n{sheet.read_text(encoding='utf-8')}", encoding="utf-8")
        options = ("--data", str(data), "--output", str(target.parent), "--format", "docx")
        runs.append(start(*RENDER, *options))
    reader(target)
    said = [run.communicate(timeout=HANG)[1] for run in runs]
    assert [run.returncode for run in runs] == [0, 0, 0, 0], said
    assert alone(target)
    recorded = json.loads((target / uptodate.MANIFEST).read_bytes())["data"]["2024/convention.yaml"]
    sheets = [project / f"data-{i}" / "2024" / "convention.yaml" for i in range(4)]
    assert recorded in [manifest.sha256(sheet.read_bytes()) for sheet in sheets]
    assert sorted(read(target)) == sorted(n for n in content(target) if n != uptodate.MANIFEST)
