"""``pmtdocs render`` of several dossiers: what is said of each, in order, and of all."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Sequence
from contextlib import AbstractContextManager, closing, nullcontext
from functools import cached_property

from pmtdocs.cli.group import show
from pmtdocs.cli.render import PATIENCE, every_finding, refused, tell, tell_printed
from pmtdocs.cli.say import meanwhile, say
from pmtdocs.commands import many
from pmtdocs.commands.produce import Outcome
from pmtdocs.commands.request import Request
from pmtdocs.dossier import kin
from pmtdocs.dossier.kin import Kin
from pmtdocs.finding import PmtdocsError, worst
from pmtdocs.language.french import plural

Came = Outcome | PmtdocsError
#: What is left is estimated from the pace of the last ones.
_LAST = 20


def render(
    names: Sequence[str], request: Request, address: str | None, quiet: bool, verbose: bool
) -> int:
    """Render dossiers, here or by the Dask cluster of an ``address``, and say what came of each;
    the exit code comes back.
    """
    report = _Report(names, request, quiet, verbose)
    try:
        with _crew(address, request) as crew, closing(many.produce(names, request, crew)) as found:
            for result in found:
                report.hear(*result)
    except (KeyboardInterrupt, many.StoppedError) as why:
        if report.came or isinstance(why, KeyboardInterrupt):
            report.stopped()
        raise
    report.end()
    return worst(map(_code, report.came.values()))


def _crew(address: str | None, request: Request) -> AbstractContextManager[many.Crew]:
    if address is None:
        return nullcontext(many.here(request))
    from pmtdocs.commands import cluster

    return cluster.crew(address, request)


class _Report:
    """What is said, in the order of the names, whichever is done first."""

    def __init__(self, names: Sequence[str], request: Request, quiet: bool, verbose: bool) -> None:
        self._names, self._request = names, request
        self._quiet, self._verbose = quiet, verbose and not quiet
        self.came: dict[str, Came] = {}
        self._said = 0
        self._remarks: set[str] = set()
        self._progress = Progress(len(names))

    def hear(self, name: str, came: Came) -> None:
        """A dossier is done: say it once those before it are."""
        self.came[name] = came
        self._progress.clear()
        while self._said < len(self._names) and (next := self._names[self._said]) in self.came:
            self._say(next, self.came[next])
            self._said += 1
        self._progress.show(name, len(self.came))

    def _say(self, name: str, came: Came) -> None:
        if isinstance(came, PmtdocsError):
            show(PmtdocsError(f"{name} : {came.message}", came.help))
            return
        if came.blocking or not self._quiet:
            tell(came.said, self._every_finding(name) if self._verbose else came.said.report)
            tell_printed(came.said)
        target = f"{self._request.output / name}{os.sep}"
        if came.blocking:
            refused(came.blocking)
        elif self._quiet:
            pass
        elif came.changed:
            kind = "Projet écrit" if came.said.draft else "Écrit"
            say(f"{kind} dans {target} : {plural(len(came.said.files), 'fichier')}.")
        else:
            say(f"Rien n'a changé : {target} est à jour.")
        for remark in came.remarks:
            if remark not in self._remarks:  # a machine without Pango is one for all dossiers
                self._remarks.add(remark)
                say(remark, err=True)

    def _every_finding(self, name: str) -> str:
        return every_finding(name, self._request, self._kin)

    @cached_property
    def _kin(self) -> Kin:
        """Read once for all of them."""
        return kin.read(self._request.data)

    def end(self) -> None:
        """All of them in one line, then those that failed, in order."""
        failed = [name for name in self._names if name in self.came and _code(self.came[name])]
        if self._quiet and not failed:
            return
        written = sum(isinstance(one, Outcome) and one.changed for one in self.came.values())
        same = len(self.came) - written - len(failed)
        counts = f"{plural(written, 'écrit')}, {same} à jour, {len(failed)} en échec"
        say(f"\n{plural(len(self.came), 'dossier')} : {counts}.")
        width = max(map(len, failed), default=0)
        for name in failed:
            say(f"  {name:{width}}  {_why(name, self.came[name])}")

    def stopped(self) -> None:
        """How far it came, and how to go on."""
        self._progress.clear()
        for name in self._names[self._said :]:
            if name in self.came:
                self._say(name, self.came[name])
        self.end()
        left = len(self._names) - len(self.came)
        how = " sans --force" if self._request.force else ""
        rest = f"{'Restent' if left > 1 else 'Reste'} {plural(left, 'dossier')}"
        say(f"{rest} : relancez la même commande{how}, elle ne refait pas les autres.")


def _code(came: Came) -> int:
    return came.exit_code if isinstance(came, PmtdocsError) else came.blocking


def _why(name: str, came: Came) -> str:
    if isinstance(came, PmtdocsError):
        return came.message.partition("\n")[0]
    last = (came.said.printed or came.said.summary).splitlines()[-1]
    return last.removeprefix(name).lstrip(" :,")


class Progress:
    """« 12/1000 d12, encore 4 min » on a terminal, once it has lasted a second."""

    def __init__(self, total: int) -> None:
        self._total, self._start = total, time.monotonic()
        self._last: deque[float] = deque([self._start], maxlen=_LAST)
        self._shown = False

    def show(self, name: str, done: int) -> None:
        """How many are done, and how long the others will take at the pace of the last ones."""
        now = time.monotonic()
        pace = (now - self._last[0]) / len(self._last)
        self._last.append(now)
        if now - self._start > PATIENCE and done < self._total:
            left = duration(pace * (self._total - done))
            meanwhile(f"{done}/{self._total} {name}, encore {left}")
            self._shown = True

    def clear(self) -> None:
        """Take it away, for other words."""
        if self._shown:
            meanwhile("")
            self._shown = False


def duration(seconds: float) -> str:
    """« 40 s », « 4 min », « 1 h 05 »."""
    minutes = round(seconds / 60)
    if round(seconds) < 60:
        return f"{max(1, round(seconds))} s"
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02}"
