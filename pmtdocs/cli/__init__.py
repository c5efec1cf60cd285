"""The command line: parse, call the pipeline, choose the exit code. Words are French.

One module a family of commands, imported when one of them is called: a command pays for its own.
"""

from __future__ import annotations

import atexit
import gc
import gettext
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from types import TracebackType

import click

from pmtdocs import __version__
from pmtdocs.cli.group import Commands, TerminatedError, show
from pmtdocs.cli.say import colours_asked
from pmtdocs.finding import ExitCode
from pmtdocs.system.disk import unexpected

# Click asks gettext for its words, which answers in French whatever the user's own language is.
gettext.bindtextdomain("messages", Path(__file__).parent / "translations")
os.environ["LANGUAGE"] = "fr"
#: A command allocates much and frees little: fewer collections, a tenth of its time saved.
COLLECT_AFTER = 100_000
gc.set_threshold(COLLECT_AFTER)
# The process gives all back at once: no last collection, which would go through everything first.
atexit.register(gc.freeze)
# No plugin of pydantic takes part in reading the data; looking for one would read the metadata of
# every package installed.
os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"

#: Each command and where it is defined, in the order of the help.
_COMMANDS = {
    "init": "init:init",
    "render": "render:render",
    "amend": "amend:amend",
    "check": "check:check",
    "verify": "verify:verify",
    "new": "new:new",
    "status": "status:status",
    "templates": "group:templates",
    "clauses": "clauses:clauses",
    "vote": "show:vote",
    "trace": "trace:trace",
    "aid": "aid:aid",
    "import": "group:import_",
    "export": "group:export",
    "compare": "compare:compare",
    "diff": "diff:diff",
    "text": "compare:text",
    "serve": "serve:serve",
    "rules": "show:rules",
    "schema": "show:schema",
}


def _unexpected(kind: type[BaseException], error: BaseException, at: TracebackType | None) -> None:
    """A fault of ours: said in one line, the details on request."""
    if issubclass(kind, KeyboardInterrupt):  # before a command has begun
        raise SystemExit(ExitCode.INTERRUPTED)
    said = unexpected(error)
    show(said)
    if os.environ.get("PMTDOCS_DEBUG"):
        sys.__excepthook__(kind, error, at)
    raise SystemExit(said.exit_code)


def _terminated(*_: object) -> None:
    raise TerminatedError


@click.group(
    cls=Commands,
    places=_COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, "-V", "--version", message="pmtdocs %(version)s")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Conventions de subvention et délibérations, sans erreur, à partir de données vérifiées.

    Les faits d'une année sont dans data/ANNÉE/, les mots dans templates/, les documents sortent
    dans output/ANNÉE/.
    """
    sys.excepthook = _unexpected
    with suppress(ValueError):  # only the main thread may
        for name in ("SIGTERM", "SIGHUP"):  # Windows has no SIGHUP, « nohup » wants none
            number = getattr(signal, name, None)
            if number and signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, _terminated)
        if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
            signal.signal(signal.SIGINT, signal.default_int_handler)  # said from now on
    ctx.color = colours_asked()
