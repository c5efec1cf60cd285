"""An existing Dask cluster as those who make files: the same tasks, within the same limits.

A dossier travels as typed facts, its modèle as bytes, once; files come back as bytes and are
written where the command runs. Whoever reaches the scheduler can run code on it: see SECURITY.md.
"""

from __future__ import annotations

import hashlib
import logging
import multiprocessing
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, Future
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from pmtdocs import __version__
from pmtdocs.commands import pipeline
from pmtdocs.commands.many import Crew, StoppedError
from pmtdocs.commands.request import Request
from pmtdocs.finding import ExitCode, PmtdocsError
from pmtdocs.language.visible import one_line
from pmtdocs.render.output.uptodate import LIBRARIES
from pmtdocs.system import files
from pmtdocs.system.limits import WORK_MEMORY, WORK_RESULT, LimitError
from pmtdocs.system.process import Kept

T = TypeVar("T")
#: Seconds: for the cluster to answer, and for one of its workers to be there again.
ANSWER, PATIENCE = 10, 60
_PACKAGE = Path(__file__).parents[1]
_GO_ON = "Ce qui est écrit reste ; relancez la même commande, avec --dask ou sans."
#: What makes a machine's documents, as it says it: « pmtdocs », « lxml »…
Made = dict[str, str]


@contextmanager
def crew(address: str, request: Request) -> Iterator[Crew]:
    """The workers of a cluster. Raises StoppedError when it cannot serve."""
    with _Cluster(address, request) as cluster:
        yield Crew(cluster.size, lambda _: nullcontext(cluster), look=cluster.look)


class _Cluster(Executor):
    """A client of the cluster; folders among the arguments of a task are sent once."""

    def __init__(self, address: str, request: Request) -> None:
        self._address = one_line(address)
        self._by_pango = (
            "pdf" in request.formats and not request.draft and request.engine != "typst"
        )
        self._client = _client(address, self._address)
        self._executor = self._client.get_executor(pure=False)
        self._known: set[str] = set()
        self._seen = time.monotonic()
        self._sent: dict[str, Any] = {}
        self._pending: set[Future[Any]] = set()
        self._mine = made_by(self._by_pango)
        with suppress(TimeoutError):
            self._client.wait_for_workers(1, timeout=ANSWER)
        if not (threads := self._client.nthreads()):
            why = f"La grappe {self._address} n'a aucun worker : personne ne ferait le travail."
            raise _stopped(why, f"Démarrez-en : dask worker {self._address} --nthreads 1")
        self.size = sum(threads.values())
        try:
            self._asked("L'ordonnanceur", self._client.run_on_scheduler)  # it reads what passes
        except OSError as error:
            raise _lost(self._address) from error
        self._welcome(set(threads))

    def submit(self, work: Callable[..., T], /, *arguments: Any) -> Future[T]:  # type: ignore[override]
        """What a worker makes of it, in a process with limits."""
        told = [self._travelling(one) if isinstance(one, Path) else one for one in arguments]
        future: Future[T] = Future()
        self._pending.add(future)
        future.add_done_callback(self._pending.discard)
        task = self._executor.submit(there, self._mine, self._by_pango, work, *told)
        task.add_done_callback(lambda done: self._came(done, future))
        return future

    def __exit__(self, kind: object, *_: object) -> None:
        with suppress(Exception):  # whatever a lost cluster answers
            if kind is None:
                self._client.run(rest, wait=False)
            else:
                self._client.cancel([*self._executor._futures])
        with suppress(Exception):
            self._client.close(timeout=ANSWER)

    def look(self) -> None:
        """Is it still there, and are those who joined it like us? Raises StoppedError."""
        try:
            there = set(self._client.nthreads()) if self._client.status == "running" else None
        except Exception as error:  # a lost cluster fails in many ways
            raise _lost(self._address) from error
        if there is None:
            raise _lost(self._address)
        now = time.monotonic()
        self._seen = now if there else self._seen
        if now - self._seen > PATIENCE:
            why = f"La grappe {self._address} n'a plus aucun worker depuis {PATIENCE} s."
            raise _stopped(why, _GO_ON)
        self._welcome(there - self._known)

    def _welcome(self, workers: set[str]) -> None:
        for one in sorted(workers):
            who = f"Le worker {one_line(one)}"
            with suppress(OSError):  # it left meanwhile: the others remain
                _hold(self._mine, self._asked(who, self._client.run, workers=[one])[one], who)
                self._known.add(one)

    def _asked(self, who: str, run: Callable[..., Any], **where: Any) -> Any:
        """What its documents would be made by. Raises StoppedError for who has no pmtdocs."""
        try:
            return run(made_by, self._by_pango, **where)
        except OSError:
            raise
        except Exception as error:  # what is unpickled there fails as it likes
            how = f"Installez-y pmtdocs {__version__}, avec les mêmes bibliothèques."
            raise _stopped(f"{who} n'a pas pmtdocs ({one_line(str(error))[:200]}).", how) from error

    def _travelling(self, folder: Path) -> Any:
        sent = Sent.of(folder)  # read each time: it may have changed since the last dossier
        if sent.digest not in self._sent:
            self._sent[sent.digest] = self._client.scatter(sent, broadcast=True)
        return self._sent[sent.digest]

    def _came(self, done: Future[T], future: Future[T]) -> None:
        from distributed.scheduler import KilledWorker

        try:
            future.set_result(done.result())
        except KilledWorker:
            said = f"{pipeline.MAKING} : les workers qui en étaient chargés se sont arrêtés."
            future.set_exception(LimitError(said, WORK_MEMORY.help))
        except (CancelledError, OSError) as error:
            ours = isinstance(error, PmtdocsError)  # some of them are of the system too
            future.set_exception(error if ours else _lost(self._address))
        except Exception as error:  # noqa: BLE001 - raised where it is waited for
            future.set_exception(error)


def _client(address: str, shown: str) -> Any:
    """Of the cluster; what Dask would say in English is said by us. Raises StoppedError."""
    try:
        from distributed import Client
    except ImportError as error:
        how = 'Installez-le à côté de pmtdocs : pip install "pmtdocs[dask]"'
        raise _stopped("Dask n'est pas installé ici : --dask ne peut pas servir.", how) from error
    logging.disable()
    try:
        if not address.strip():  # Dask would start a cluster of its own
            raise ValueError
        with warnings.catch_warnings(action="ignore"):
            client: Any = Client
            return client(address, timeout=ANSWER, set_as_default=False)
    except (OSError, ValueError, RuntimeError, TypeError) as error:
        how = "Elle s'écrit tcp://machine:8786 (tls:// avec des certificats) ; est-elle démarrée ?"
        raise _stopped(f"La grappe Dask {shown} ne répond pas.", how) from error


def _stopped(why: str, how: str) -> StoppedError:
    return StoppedError(why, how, exit_code=ExitCode.WRITE)


def _lost(address: str) -> StoppedError:
    return _stopped(f"La grappe {address} ne répond plus.", _GO_ON)


def _hold(mine: Made, theirs: Made, who: str) -> None:
    """Raises StoppedError when they would not make the same documents."""
    names = [name for name in mine if mine[name] != theirs.get(name)]
    if names:
        said = " ; ".join(f"{n} {mine[n]} ici, {theirs.get(n, 'absent')} là" for n in names)
        how = "Installez partout le même pmtdocs et les mêmes bibliothèques (requirements/)."
        raise _stopped(f"{who} ne ferait pas les mêmes documents : {said}.", how)


# --- on the workers, and here to compare ------------------------------------------------------


@cache
def made_by(by_pango: bool) -> Made:
    """All that the bytes of documents depend on, beside their facts and their modèle."""
    digest = hashlib.sha256()
    for file in sorted(_PACKAGE.rglob("*")):
        if file.is_file() and file.suffix not in (".pyc", ".mo", ".po"):
            name, data = file.relative_to(_PACKAGE).as_posix(), files.read(file, WORK_RESULT)
            digest.update(f"{name}\0".encode() + data)
    found = {"pmtdocs": f"{__version__} ({digest.hexdigest()[:12]})"}
    found["Python"] = f"{sys.version_info.major}.{sys.version_info.minor}"
    found |= {name: version(name) for name in LIBRARIES}
    if by_pango:
        from pmtdocs.render.page import pdf

        found["Pango"] = pdf.engine() if pdf.has_pango() else "absent"
    return found


@dataclass(frozen=True)
class Sent:
    """A folder that travels, with the digest that it must have when it arrives."""

    name: str
    content: dict[str, bytes]
    digest: str

    @staticmethod
    def of(folder: Path) -> Sent:
        """All that stands in a folder. Raises UnreadableError, LimitError."""
        listed = [f for f in files.listed(folder, "**/*", "*/*") if not files.is_folder(f)]
        content = {
            file.relative_to(folder).as_posix(): files.read(file, WORK_RESULT) for file in listed
        }
        return Sent(folder.name, content, _digest(content))

    def arrived(self) -> Path:
        """Where it stands here, for as long as this worker lives. Raises StoppedError."""
        with _turn:
            if (folder := _arrived.get(self.digest)) is None or not Path(folder.name).is_dir():
                if (found := _digest(self.content)) != self.digest:
                    why = f"Le modèle {self.name} est arrivé autre qu'il n'est parti : "
                    raise _stopped(f"{why}{self.digest[:12]} ici, {found[:12]} là.", _GO_ON)
                folder = TemporaryDirectory(prefix="pmtdocs-", dir=_place())
                _arrived[self.digest] = folder
                for name, data in self.content.items():
                    file = Path(folder.name) / self.name / name
                    file.parent.mkdir(parents=True, exist_ok=True)
                    file.write_bytes(data)
        return Path(folder.name) / self.name


def _place() -> str | None:
    """The folder of this worker, which Dask removes, after a killed one too."""
    from distributed import get_worker

    with suppress(ValueError):  # no worker
        return str(get_worker().local_directory)
    return None


def _digest(content: dict[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name, data in sorted(content.items()):
        digest.update(f"{name}\0{len(data)}\0".encode() + data)
    return digest.hexdigest()


_turn = threading.Lock()
_arrived: dict[str, TemporaryDirectory[str]] = {}
#: The process of each thread that works here.
_hands: dict[int, Kept] = {}


def there(mine: Made, by_pango: bool, work: Callable[..., T], *arguments: Any) -> T:
    """On a worker: what ``work`` makes, in a process with limits; a limit ends no worker.

    Raises what it raises, StoppedError when documents would be others than where it was asked.
    """
    _hold(mine, made_by(by_pango), f"Le worker {one_line(multiprocessing.current_process().name)}")
    told = [one.arrived() if isinstance(one, Sent) else one for one in arguments]
    # Dask starts workers as daemons, which may start no process: ours end with them.
    multiprocessing.current_process().daemon = False
    with _turn:
        hand = _hands.setdefault(threading.get_ident(), Kept(pipeline.MAKING, None))
    return hand.run(work, *told)


def rest() -> None:
    """End the processes of this worker that do nothing."""
    for hand in [*_hands.values()]:
        hand.rest()
