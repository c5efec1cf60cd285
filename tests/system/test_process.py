"""Work in a process of its own: values, errors, and what takes too much."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

import pytest

from pmtdocs.finding import ExitCode
from pmtdocs.system import limits, process
from pmtdocs.system.limits import LimitError
from pmtdocs.word.package import TemplateError
from tests.support.command import HANG, ROOT

pytestmark = pytest.mark.concurrent


def _twice(value: int) -> int:
    return 2 * value


def _own() -> int:
    return os.getpid()


def _counting(upto: int, news: Callable[..., None]) -> str:
    for number in range(upto):
        news(number, upto)
    return "fini"


def _forever() -> None:
    while True:
        pass


def _waiting(news: Callable[..., None]) -> None:
    news(os.getpid())
    signal.pause()


def _greedy() -> int:
    return len(bytearray(2**40))


def _killed() -> None:
    Path(mkdtemp(), "reste").touch()
    os.kill(os.getpid(), signal.SIGKILL)


def _refusing() -> None:
    raise TemplateError("Modèle refusé.", "Aide.", ("budget", 1))


class _OddError(Exception):
    def __init__(self, one: int, two: int) -> None:
        super().__init__(f"{one} et {two}")


def _odd() -> None:
    raise _OddError(1, 2)


def _large() -> bytes:
    return b"x" * 2000


def test_what_it_returns_comes_back() -> None:
    assert process.run(_twice, 21, what="essai") == 42
    assert process.run(_own, what="essai") != os.getpid()


def test_news_come_before_the_value() -> None:
    heard: list[tuple[int, int]] = []
    with process.Helper("essai") as helper:
        said = helper.run(_counting, 3, notify=lambda *news: heard.append(news))
    assert said == "fini"
    assert heard == [(0, 3), (1, 3), (2, 3)]


def test_an_error_of_ours_comes_back_whole() -> None:
    with pytest.raises(TemplateError, match="Modèle refusé") as caught:
        process.run(_refusing, what="essai")
    assert (caught.value.help, caught.value.path) == ("Aide.", ("budget", 1))


def test_an_error_that_cannot_travel_is_named() -> None:
    with pytest.raises(RuntimeError, match="_OddError: 1 et 2"):
        process.run(_odd, what="essai")


def test_too_much_processor_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "WORK_CPU", limits.WORK_CPU._replace(most=1))
    with pytest.raises(LimitError, match=r"essai : opération arrêtée.*1 s de calcul") as caught:
        process.run(_forever, what="essai")
    assert caught.value.exit_code == ExitCode.LIMIT


def test_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """No patience any more, once it has said that it is there."""
    there: list[int] = []

    def heard(pid: int) -> None:
        there.append(pid)
        monkeypatch.setattr(process, "WORK_CLOCK", limits.WORK_CLOCK._replace(most=0))

    with pytest.raises(LimitError, match="pas finie après 0 s"), process.Helper("essai") as helper:
        helper.run(_waiting, notify=heard)
    with pytest.raises(ProcessLookupError):
        os.kill(there[0], 0)


@pytest.mark.parametrize("work", [_greedy, _killed])
def test_too_much_memory_or_a_sudden_end(
    work: Callable[[], object], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Nor does a temporary file stay."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with pytest.raises(LimitError, match="trop de mémoire"):
        process.run(work, what="essai")
    assert not [*tmp_path.iterdir()]


def test_a_result_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "WORK_RESULT", limits.WORK_RESULT._replace(most=1000))
    with pytest.raises(LimitError, match="un résultat trop gros"):
        process.run(_large, what="essai")


def test_a_helper_that_is_not_used_ends() -> None:
    with process.Helper("essai", preload=os.getpid) as helper:
        child = helper._process
    assert child is not None
    assert child.exitcode is not None


def test_from_a_process_with_threads() -> None:
    """Forking would copy locks that nobody holds any more."""
    over = threading.Event()
    thread = threading.Thread(target=over.wait)
    thread.start()
    try:
        assert process.run(os.getpid, what="essai") != os.getpid()
    finally:
        over.set()
        thread.join()


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_where_nothing_can_be_forked(monkeypatch: pytest.MonkeyPatch, system: str) -> None:
    monkeypatch.setattr("sys.platform", system)
    heard: list[tuple[int, int]] = []
    with process.Helper("essai", preload=os.getpid) as helper:
        child = helper.run(_own)
        helper.run(_counting, 2, notify=lambda *news: heard.append(news))
    assert child != os.getpid()
    assert heard == [(0, 2), (1, 2)]
    with pytest.raises(TemplateError, match="Modèle refusé") as caught:
        process.run(_refusing, what="essai")
    assert (caught.value.help, caught.value.path) == ("Aide.", ("budget", 1))
    with pytest.raises(LimitError, match="trop de mémoire"):
        process.run(_killed, what="essai")


def test_one_that_ends_before_it_took_its_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    """What holds it may be this very process, as on Windows: nothing would ever come."""
    with process.Helper("essai") as helper:
        assert helper._process is not None
        kept = multiprocessing.Pipe()
        monkeypatch.setattr(helper, "_pipe", kept[0])
        helper._process.kill()
        with pytest.raises(LimitError, match="opération arrêtée"):
            helper.run(_own)


# --- a helper that is kept -------------------------------------------------------------------


def _spending(seconds: float) -> None:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def _inside() -> int:
    return process.run(_own, what="essai dans l'essai")


def test_a_kept_helper_works_again_and_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """And is replaced once a limit has ended it; an error of ours ends nothing."""
    monkeypatch.setattr(process, "WORK_CPU", limits.WORK_CPU._replace(most=1))
    kept = process.Kept("essai", preload=os.getpid)
    kept.prepare()
    first = kept.run(_own)
    for _ in range(3):
        kept.run(_spending, 0.5)  # each has its own second
    with pytest.raises(TemplateError):
        kept.run(_refusing)
    assert kept.run(_own) == first
    with pytest.raises(LimitError, match="1 s de calcul"):
        kept.run(_forever)
    assert kept.run(_own) != first
    kept.close()
    kept.close()


def test_what_is_done_apart_starts_no_other_process() -> None:
    kept = process.Kept("essai", preload=os.getpid)
    assert kept.run(_inside) == kept.run(_own) != os.getpid()
    kept.close()
    assert process.Kept("essai", os.getpid, apart=False).run(_own) == os.getpid()


def _leaving(_: Callable[..., None]) -> None:
    Path(mkdtemp(), "reste").touch()


def _waiting_for_ever(news: Callable[..., None]) -> None:
    _leaving(news)
    news(os.getpid())
    while True:
        signal.pause()


@pytest.mark.parametrize("work", ["_waiting_for_ever", "_leaving"])
@pytest.mark.parametrize("how", ["fork", "spawn"])
def test_a_worker_ends_with_the_process_that_started_it(
    how: str, work: str, tmp_path: Path
) -> None:
    """Killed, it can tell nobody. What holds the pipe open is the worker alone: it closes."""
    code = (
        "import os, signal\nfrom pmtdocs.system import process\n"
        f"from tests.system.test_process import {work} as work\n"
        f"process.how_to_start = lambda: {how!r}\n"
        "def told(pid): os.kill(os.getpid(), signal.SIGKILL)\n"
        "if __name__ == '__main__':\n"
        "    with process.Helper('essai') as helper:\n"
        "        told(helper.run(work, notify=told))\n"
    )
    script = tmp_path / "tue.py"
    script.write_text(code, encoding="utf-8")
    (places := tmp_path / "temporaire").mkdir()
    env = os.environ | {"PYTHONPATH": str(ROOT), "TMPDIR": str(places)}
    started = subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, env=env)
    # Until the last process that could write has ended.
    assert started.communicate(timeout=HANG)[0] == b""
    assert started.returncode == -signal.SIGKILL
    assert not [*places.iterdir()]
