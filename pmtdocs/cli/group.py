"""Groups of commands, each imported when it is called, whose failures are one French message."""

from __future__ import annotations

import errno
import os
import re
import signal
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

import click

from pmtdocs.cli.say import closed_go_nowhere, in_utf8, nobody_reads, say
from pmtdocs.finding import EXIT_CODES, ExitCode, PmtdocsError
from pmtdocs.language.french import NBSP, did_you_mean
from pmtdocs.language.visible import visible
from pmtdocs.system.disk import reason
from pmtdocs.system.files import unreadable

#: A shell asks what may follow the words typed so far.
COMPLETING = "_PMTDOCS_COMPLETE"
#: At the foot of each help.
_CODES = ", ".join(f"{n}{NBSP}{few}" for n, (few, _) in EXIT_CODES.items())
CODES = f"Codes de sortie{NBSP}: {_CODES}."
#: A line of help never ends there.
_LOOSE = re.compile("(?<=«) | (?=[»:;?!])")

#: What a file that the output goes to may answer.
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}


class TerminatedError(KeyboardInterrupt):
    """The system asks for the end: what is at work is stopped as by Ctrl+C."""


class Commands(click.Group):
    """``places`` says where each command is defined, in the order of the help: ``render:render``
    is ``render`` in ``pmtdocs.cli.render``."""

    def __init__(self, name: str | None = None, *, places: dict[str, str], **options: Any) -> None:
        options.setdefault("subcommand_metavar", "COMMANDE…")
        options.setdefault("epilog", CODES)
        super().__init__(name, **options)
        self.places = places

    def main(self, *args: Any, **options: Any) -> Any:
        """The program, before a word is said."""
        closed_go_nowhere()
        in_utf8()
        try:
            if COMPLETING in os.environ:  # whatever is wrong, a command says it once it is typed
                import_module("pmtdocs.cli.completion")  # which makes our shells known
                with suppress(Exception):
                    super().main(*args, **options)
                sys.exit(ExitCode.OK)
            return super().main(*args, **options)
        except OSError as error:
            if error.errno not in _FULL:
                raise
            nobody_reads()
            try:
                say(f"pmtdocs : l'écriture s'est arrêtée : {reason(error)}.", err=True)
            except OSError:  # it was that of the errors
                nobody_reads(2)
            sys.exit(ExitCode.WRITE)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(self.places)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in self.places:
            return None
        module, _, name = self.places[cmd_name].partition(":")
        command: click.Command = getattr(import_module(f"pmtdocs.cli.{module}"), name)
        command.epilog = CODES
        for one in (command, *command.params):
            if said := getattr(one, "help", None):
                one.help = _LOOSE.sub(NBSP, said)  # type: ignore[attr-defined]
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            if not error.possibilities:
                error.message += " Les options d'une commande viennent après elle."  # type: ignore[misc]
            raise _said(error) from None

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """The command called; of a word that is none, the one it resembles."""
        if not ctx.resilient_parsing and args[0] not in self.places and args[0][:1] != "-":
            known = did_you_mean(args[0], self.places)
            if args[0].casefold() in {"help", "aide"}:
                known = f" L'aide : {ctx.command_path} {' '.join([*args[1:2], '--help'])}"
            ctx.fail(f"la commande « {visible(args[0])} » n'existe pas.{known}")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except PmtdocsError as error:
            show(error)
            ctx.exit(error.exit_code)
        except click.ClickException as error:
            raise _said(error) from None
        except KeyboardInterrupt as error:
            signal.signal(signal.SIGINT, lambda *_: None)  # nothing is left to be stopped
            say("\nInterrompu : rien n'est écrit à moitié.", err=True)
            ended = isinstance(error, TerminatedError)
            ctx.exit(ExitCode.TERMINATED if ended else ExitCode.INTERRUPTED)
        except OSError as error:
            if error.errno == errno.EPIPE:
                nobody_reads()
                ctx.exit(ExitCode.NOBODY_READS)
            if not isinstance(error.filename, str) or isinstance(error, FileNotFoundError):
                raise
            refused = unreadable(Path(error.filename), error)
            show(refused)
            ctx.exit(refused.exit_code)


ClickError = TypeVar("ClickError", bound=click.ClickException)


def _said(error: ClickError) -> ClickError:
    """What click says, in our words: what resembles an option that is none, no quotes of Python."""
    if isinstance(error, click.NoSuchOption) and error.possibilities:
        hint = did_you_mean(error.option_name, error.possibilities)
        error.message += hint  # type: ignore[misc]
        error.possibilities = None  # type: ignore[misc]
    if isinstance(error, click.BadParameter) and error.param and error.param_hint is None:
        option = isinstance(error.param, click.Option)
        error.param_hint = error.param.opts[-1] if option else error.param.human_readable_name
    error.message = visible(error.message)  # type: ignore[misc]
    return error


def show(error: PmtdocsError) -> None:
    """A failure in one message, and what to do next."""
    say(f"pmtdocs : {error.message}", err=True)
    if error.help:
        say(f"  → {error.help}", err=True)


@click.group(
    cls=Commands,
    places={"check": "templates_check:check", "fields": "fields:fields"},
    short_help="Vérifie et décrit les modèles Word.",
)
def templates() -> None:
    """L'atelier des modèles : ce qui ne va pas dans un modèle Word, et ce qu'il peut dire."""


@click.group(
    "import",
    cls=Commands,
    places={
        "session": "session:session",
        "budget": "tables:import_budget",
        "attributions": "tables:import_attributions",
    },
    short_help="Lit les faits dans les fichiers reçus.",
)
def import_() -> None:
    """Écrit les données YAML d'après un fichier reçu : le registre d'une séance, un budget, un
    tableau de subventions."""


@click.group(
    "export",
    cls=Commands,
    places={"budget": "tables:export_budget", "attributions": "tables:export_attributions"},
    short_help="Écrit les faits dans un fichier à transmettre.",
)
def export() -> None:
    """Écrit des données du dossier dans un fichier à transmettre."""
