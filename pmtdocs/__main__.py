"""``python -m pmtdocs``: the same command as ``pmtdocs``."""

from pmtdocs.cli import main

main()
