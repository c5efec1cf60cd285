"""How a command answers: in which format, on the terminal or whole into a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import Any, NamedTuple

import click

from pmtdocs.cli.options import OneOf, output_option, replace_option
from pmtdocs.cli.say import say, say_raw, say_report


class Answer(NamedTuple):
    """What the options ask for."""

    shape: str
    output: Path | None
    replace: bool

    @property
    def machine(self) -> bool:
        """Is it read by a machine where people would read words?"""
        return self.shape != "text" and self.output is None

    def give(self, made: str | bytes, said: Sequence[str] = (), quiet: bool = False) -> None:
        """What was ``made`` in this format; of a file, people are ``said`` what it holds, unless
        all is to be ``quiet``.

        Raises NotWrittenError.
        """
        if self.output is None:
            text = made if isinstance(made, str) else made.decode().removesuffix("\n")
            if text:
                (say_report if self.shape == "text" else say_raw)(text)
            return
        from pmtdocs.system import files

        if isinstance(made, str):
            made = (click.unstyle(made) + "\n" * bool(made)).encode(errors="backslashreplace")
        files.write(self.output, made, self.replace)
        if not quiet:
            say("\n".join((*said, f"Écrit dans {files.shown(self.output)}.")))


def answer_options(shapes: Sequence[str], help: str) -> Callable[[Any], Any]:
    """``--format``, the first unless another one is asked for, ``--output`` and ``--replace``: the
    command has them as its ``answer``."""

    def asked(command: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(command)
        def answering(
            *args: Any, shape: str, output: Path | None, replace: bool, **rest: Any
        ) -> Any:
            return command(*args, answer=Answer(shape, output, replace), **rest)

        choice = OneOf(shapes)
        format_option = click.option(
            "--format", "shape", type=choice, default=shapes[0], show_default=True, help=help
        )
        into = output_option("Écrit dans ce fichier plutôt qu'à l'écran.")
        for option in (replace_option, into, format_option):
            option(answering)  # click notes it on the function
        return answering

    return asked


json_answer = answer_options(["text", "json"], "Texte pour les personnes, JSON pour les machines.")
#: Of what finds faults.
finding_answer = answer_options(
    ["text", "json", "sarif", "junit", "github", "codequality"],
    "Texte pour les personnes, le reste pour les machines.",
)
