"""The program: ``pmtdocs``, and ``python -m pmtdocs``."""

import os
import signal

INTERRUPTED = 130  # finding.ExitCode, which is not imported yet


def main() -> None:
    """Run it; Ctrl+C while it is being imported, and nothing is begun, ends it without a word."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # « nohup » asks otherwise
        signal.signal(signal.SIGINT, lambda *_: os._exit(INTERRUPTED))
    from pmtdocs.cli import main as command

    command()


if __name__ == "__main__":
    main()
