"""What a command says: every word that reaches a terminal, a file or a pipe goes through here."""

from __future__ import annotations

import io
import os
import shutil
import sys

import click

from pmtdocs.language.columns import shorten
from pmtdocs.language.visible import coloured, visible


def say(text: str = "", *, err: bool = False, nl: bool = True) -> None:
    """Words that nobody coloured."""
    click.echo(visible(text), err=err, nl=nl)


def say_report(text: str, *, err: bool = False, nl: bool = True) -> None:
    """What a report coloured: its words were made ``visible`` before."""
    click.echo(coloured(text), err=err, nl=nl)


def say_raw(text: str, *, err: bool = False, nl: bool = True) -> None:
    """What its format makes harmless (JSON, workflow commands), or is ours alone."""
    click.echo(text, err=err, nl=nl)


def colours_asked() -> bool | None:
    """Yes or no, where the environment says it; else a terminal has them and a file has none."""
    forced = os.environ.get("FORCE_COLOR", "")  # a CI server colours what it keeps
    if os.environ.get("NO_COLOR") or forced in {"0", "false"}:
        return False
    return True if forced else None if _moves() else False


def _moves() -> bool:
    """Does a terminal do more than write one sign after the other?"""
    return os.environ.get("TERM") != "dumb"


def meanwhile(text: str) -> None:
    """How far something is, on a line of the terminal that the next one replaces; nothing, to take
    it away."""
    if sys.stderr and sys.stderr.isatty() and _moves():
        room = shutil.get_terminal_size().columns - 1  # a line that runs over is never taken away
        click.echo(f"\r\033[K{shorten(visible(text), room)}", err=True, nl=False)


def in_utf8() -> None:
    """Whatever the locale: Windows writes a redirected output in its old code page, and « → » is
    not in it. Half a character is shown by its code.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def closed_go_nowhere() -> None:
    """Of the three streams, those that are closed (« 2>&- »): the next file to be opened would take
    their number, and with it whatever libraries say there.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the lowest number that is free: this one
            os.set_inheritable(number, True)


def nobody_reads(stream: int = 1) -> None:
    """The other end of the pipe is closed (« | head »): what is left to write goes nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream)
    os.close(nowhere)
