"""What commands say, wherever it goes: whole, in UTF-8, and harmless."""

from __future__ import annotations

import errno
import os
import pty
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from pmtdocs.cli import main
from pmtdocs.finding import EXIT_CODES, ExitCode
from tests.conftest import ROOT
from tests.support.command import HANG, program, run

_CLEAR = "\x1b[2J\x1b]0;titre\x07\x1b[31m"


def _changed(project: Path, before: str, after: str) -> None:
    file = project / "data/2024/convention.yaml"
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")


@pytest.fixture
def key(project: Path) -> str:
    """A line of a data file."""
    return next(
        line
        for line in (project / "data/2024/convention.yaml").read_text(encoding="utf-8").split("\n")
        if line.startswith("intitule")
    )


def test_what_the_system_refuses_anywhere_is_no_fault_of_ours(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever asked for it: the place, the reason, the code of what cannot be read."""

    def refused(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", "data/2024")

    monkeypatch.setattr("pmtdocs.dossier.load.dossiers", refused)
    result = run("check")
    assert result.exit_code == ExitCode.DATA
    assert "pmtdocs : data/2024 ne peut pas être lu : les droits manquent.\n" in result.output


#: What stands in the place of a line of data, by where its words come back.
HOSTILE = {
    "a value": 'financeur: "x\\n::error::y\\e[2J"',
    "a key": '"x\\n::error::y\\e[2J": z',
    "a value block": "signature: |\n  x\n  ::error::y",
    "a tag": "intitule: !<x%0A::error::y%1B[2J> z",
    "an anchor": "intitule: *x",
}


@pytest.mark.parametrize("what", HOSTILE)
@pytest.mark.parametrize("shape", ["text", "github", "json", "sarif", "junit"])
def test_data_never_speak_to_the_log(project: Path, key: str, what: str, shape: str) -> None:
    _changed(project, key, HOSTILE[what])
    result = run("check", "2024", "--format", shape)
    assert result.exit_code in (ExitCode.DATA, ExitCode.FINDINGS)
    lines = [line.strip() for line in result.output.split("\n")]
    commands = [line for line in lines if line.startswith("::")]
    assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in commands)
    assert bool(commands) is (shape == "github")
    assert not any(ord(sign) < 32 and sign != "\n" for sign in result.output)


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminal")
def test_a_terminal_shows_our_colours_and_no_others(project: Path, key: str) -> None:
    _changed(project, key, HOSTILE["a tag"])
    name = f"x{_CLEAR}.docx"
    (project / name).write_bytes(b"PK")
    for arguments in (("check", "2024"), ("templates", "check", name), ("text", name)):
        said = _on_a_terminal(project, *arguments)
        assert "\x1b[2J" not in said
        assert "\x1b]" not in said
        assert "\x07" not in said
    assert "\x1b[31m" in _on_a_terminal(project, "check", "2024")


def _on_a_terminal(folder: Path, *arguments: str) -> str:
    here, there = pty.openpty()
    started = subprocess.Popen(
        [sys.executable, "-m", "pmtdocs", *arguments], cwd=folder, stdout=there, stderr=there,
        env=os.environ | {"PYTHONPATH": str(ROOT), "TERM": "xterm"},
    )  # fmt: skip
    os.close(there)
    said = b"".join(_read(here))
    os.close(here)
    started.wait(HANG)
    return said.decode()


def _read(handle: int) -> Iterator[bytes]:
    while True:
        try:
            piece = os.read(handle, 4096)
        except OSError:  # Linux says so that nobody writes any more
            return
        if not piece:
            return
        yield piece


@pytest.mark.parametrize(
    "locale",
    [
        {"PYTHONUTF8": "0", "PYTHONIOENCODING": "cp1252"},
        {"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii:strict"},
        {"PYTHONUTF8": "0", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"},
    ],
)
@pytest.mark.parametrize("arguments", [("check", "2024"), ("--help",), ("rendré",)])
def test_words_are_written_in_utf_8(locale: dict[str, str], arguments: tuple[str, ...]) -> None:
    result = program(*arguments, cwd=ROOT, **locale)
    assert result.returncode in (ExitCode.OK, ExitCode.USAGE)
    assert "é" in result.stdout + result.stderr


# --- exit codes ------------------------------------------------------------------------------


def _commands(command: click.Command, above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield above
    if isinstance(command, click.Group):
        for name in command.list_commands(click.Context(command)):
            child = command.get_command(click.Context(command), name)
            assert child is not None
            yield from _commands(child, (*above, name))


@pytest.mark.parametrize("command", [*_commands(main)], ids=" ".join)
def test_each_help_tells_the_exit_codes(command: tuple[str, ...]) -> None:
    said = " ".join(run(*command, "--help").output.split())
    for code, (few, _) in EXIT_CODES.items():
        assert f"{code} {few}" in said


def test_every_code_has_its_words() -> None:
    named = {value for name, value in vars(ExitCode).items() if name.isupper()}
    assert named == set(EXIT_CODES)
    page = (ROOT / "docs/sorties.md").read_text(encoding="utf-8")
    assert all(f"| {code} | {few} | {said} |" in page for code, (few, said) in EXIT_CODES.items())


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("SIGINT", ExitCode.INTERRUPTED),
        ("SIGTERM", ExitCode.TERMINATED),
        ("SIGHUP", ExitCode.TERMINATED),
    ],
)
def test_a_command_that_is_stopped_says_so(project: Path, name: str, expected: int) -> None:
    """Whatever it was doing: here, checking. Ctrl+C again changes nothing."""
    code = (
        "import os, signal\nfrom pmtdocs.commands import pipeline\nfrom pmtdocs.cli import main\n"
        f"def stopped(*_): os.kill(os.getpid(), signal.{name}); signal.pause()\n"
        "from pmtdocs.cli import group\nsay = group.say\n"
        "def again(*said, **how): signal.raise_signal(signal.SIGINT); say(*said, **how)\n"
        "group.say = again\n"
        "pipeline.check = stopped\nmain(['check', '2024'])\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=False, encoding="utf-8",
        cwd=project, env=os.environ | {"PYTHONPATH": str(ROOT)}, timeout=HANG,
    )  # fmt: skip
    assert result.returncode == expected
    assert result.stderr.strip() == "Interrompu : rien n'est écrit à moitié."
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@pytest.mark.parametrize("closed", [(2,), (0, 1, 2)])
def test_a_stream_that_is_closed(project: Path, closed: tuple[int, ...]) -> None:
    """« 2>&- »: what is opened next does not take its place, and progress is shown to nobody."""
    code = (
        f"import os\nfor one in {closed}: os.close(one)\n"
        "import sys\nsys.stderr = None\n"
        "from pmtdocs.cli import main, render, say\nrender.PATIENCE = 0\n"
        "try:\n    main(['render', '2024', '--only', 'annexe-2-budget', '--format', 'docx'])\n"
        "except SystemExit as end:\n    code = end.code\n"
        "os._exit(code or 100 * (not os.path.samestat(os.fstat(2), os.stat(os.devnull))))\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=False, cwd=project,
        env=os.environ | {"PYTHONPATH": str(ROOT)}, timeout=HANG,
    )  # fmt: skip
    assert result.returncode == ExitCode.OK


@pytest.mark.parametrize(
    ("module", "said"),
    [
        ("click", ""),
        ("pmtdocs.finding", ""),
        ("pmtdocs.commands.pipeline", "Interrompu : rien n'est"),
    ],
)
def test_ctrl_c_while_the_program_is_imported(project: Path, module: str, said: str) -> None:
    code = (
        "import signal, sys\nclass Stop:\n    def find_spec(self, name, *_):\n"
        f"        if name == '{module}': signal.raise_signal(signal.SIGINT)\n"
        "sys.meta_path.insert(0, Stop())\nfrom pmtdocs.__main__ import main\n"
        "sys.argv = ['pmtdocs', 'check', '2024']\nmain()\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=False, encoding="utf-8",
        cwd=project, env=os.environ | {"PYTHONPATH": str(ROOT)}, timeout=HANG,
    )  # fmt: skip
    assert (result.returncode, result.stdout) == (ExitCode.INTERRUPTED, "")
    assert result.stderr.strip().startswith(said)
    assert "Traceback" not in result.stderr
    assert said or not result.stderr
