"""Several dossiers on one executor: what is made, by whom, and what is not made again."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from pmtdocs.commands import many
from pmtdocs.commands.produce import Outcome
from pmtdocs.commands.request import Request
from pmtdocs.finding import ExitCode, PmtdocsError
from pmtdocs.render.output import making, uptodate
from pmtdocs.system.pool import Pool
from tests.support.command import Patch, content

NAMES = ("2020", "2024", "medic-lps", "pmt-health")
REQUEST = Request(Path("data"), Path("templates"), Path("output"), formats=("docx",))


class Here(Executor):
    """Does each task at once, and counts them."""

    def __init__(self) -> None:
        self.tasks: list[tuple[Any, ...]] = []

    def submit(self, work: Callable[..., Any], /, *arguments: Any) -> Future[Any]:  # type: ignore[override]
        self.tasks.append(arguments)
        future: Future[Any] = Future()
        try:
            future.set_result(work(*arguments))
        except Exception as error:  # noqa: BLE001 - as an executor does
            future.set_exception(error)
        return future


def crew(executor: Executor, size: int = 2) -> many.Crew:
    @contextmanager
    def start(_workers: int) -> Iterator[Executor]:
        yield executor

    return many.Crew(size, start)


def made(executor: Executor, request: Request = REQUEST, size: int = 2) -> dict[str, Any]:
    return dict(many.produce(NAMES, request, crew(executor, size)))


@pytest.mark.concurrent
def test_the_same_bytes_whoever_makes_them(project: Path) -> None:
    formats = ("docx", "html", "pdf")
    request = REQUEST._replace(formats=formats, engine="typst", only=("annexe-2-budget",))
    with Pool(2, "essai") as pool:
        for name, came in many.produce(("2020", "2024"), request, crew(pool)):
            assert isinstance(came, Outcome), name
    together = content(project / "output")
    shutil.rmtree(project / "output")
    from pmtdocs.commands.produce import produce

    for name in ("2020", "2024"):
        produce(name, request, lambda _: None, lambda *_: None)
    assert content(project / "output") == together
    assert {Path(name).suffix for name in together} == {".docx", ".html", ".pdf", ".json"}


def test_what_was_stopped_goes_on(project: Path) -> None:
    """Whatever was finished stays whole; the rest alone is made by the next one."""
    first = Here()
    results = many.produce(NAMES, REQUEST, crew(first, size=1))
    done = [next(results).name, next(results).name]
    results.close()
    written = {f.name for f in (project / "output").iterdir() if f.is_dir()}
    assert set(done) <= written < set(NAMES)
    assert all(uptodate.changed(project / "output" / name) == [] for name in written)
    again = Here()
    came = made(again)
    assert [task[0].nom for task in again.tasks] == [n for n in NAMES if n not in written]
    assert {name for name, one in came.items() if not one.changed} == written


def test_who_has_nothing_to_make_starts_nobody(project: Path) -> None:
    made(Here())
    idle = many.Crew(2, lambda _: pytest.fail("started"))
    assert not any(one.changed for _, one in many.produce(NAMES, REQUEST, idle))  # type: ignore[union-attr]


def test_one_change_makes_one_dossier_again_and_no_more_start_than_are_of_use(
    project: Path, patch: Patch
) -> None:
    made(Here())
    patch("2024/budget.yaml", "Frais de structure", "Frais de siège")
    asked: list[int] = []
    again = Here()

    @contextmanager
    def start(workers: int) -> Iterator[Executor]:
        asked.append(workers)
        yield again

    came = dict(many.produce(NAMES, REQUEST, many.Crew(8, start, cores=8)))
    assert [name for name, one in came.items() if one.changed] == ["2024"]  # type: ignore[union-attr]
    assert asked == [1]
    assert [task[-1].cores for task in again.tasks] == [8]  # alone, it has them all


def test_cores_are_shared(project: Path) -> None:
    here = Here()
    crew_of_eight = crew(here, size=8)._replace(cores=8)
    assert len(dict(many.produce(NAMES, REQUEST, crew_of_eight))) == len(NAMES)
    assert {task[-1].cores for task in here.tasks} == {2}


@pytest.mark.parametrize("where", ["check", "make", "write"])
def test_a_fault_of_ours_stops_one_dossier(
    project: Path, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pmtdocs.commands import pipeline

    def breaking(work: Callable[..., Any], name: Callable[..., str]) -> Callable[..., Any]:
        def broken(*arguments: Any) -> Any:
            if name(*arguments) == "2024":
                raise KeyError("x\ny")
            return work(*arguments)

        return broken

    if where == "check":
        broken = breaking(pipeline.check, lambda _d, _t, name, *_: name)
        monkeypatch.setattr(pipeline, "check", broken)
    elif where == "make":
        monkeypatch.setattr(making, "make", breaking(making.make, lambda dossier, *_: dossier.nom))
    else:
        name_of = lambda order, _: order.loaded.dossier.nom  # noqa: E731
        monkeypatch.setattr(pipeline, "write", breaking(pipeline.write, name_of))
    came = made(Here())
    error = came.pop("2024")
    assert isinstance(error, PmtdocsError)
    assert error.exit_code == ExitCode.INTERNAL
    assert error.message.startswith("erreur interne (KeyError : ")
    assert "\n" not in error.message
    assert all(one.changed for one in came.values())
    assert not (project / "output/2024").exists()


def test_who_cannot_go_on_says_so(project: Path) -> None:
    class Broken(Here):
        def submit(self, work: Callable[..., Any], /, *arguments: Any) -> Future[Any]:  # type: ignore[override]
            done = super().submit(work, *arguments)
            if len(self.tasks) > 2:
                done = Future()
                done.set_exception(many.StoppedError("perdu"))
            return done

    results = many.produce(NAMES, REQUEST, crew(Broken(), size=1))
    with pytest.raises(many.StoppedError):
        for _ in results:
            pass
    assert len([f for f in (project / "output").iterdir() if f.is_dir()]) == 2
