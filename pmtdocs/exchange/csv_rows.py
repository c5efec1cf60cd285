"""The rows of a CSV file, each with the line where it begins: a cell may hold several lines."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence

from pmtdocs.finding import ReadError


def csv_rows(lines: Sequence[str], mark: str) -> Iterator[tuple[int, list[str]]]:
    """Raises ReadError at the first row whose quotes do not close."""
    reader = csv.reader(lines, delimiter=mark, strict=True)
    start = 1
    try:
        for row in reader:
            yield start, row
            start = reader.line_num + 1
    except csv.Error:
        raise ReadError(
            f"Ligne {start} : le tableau est rompu.",
            "Un guillemet n'est pas fermé, ou du texte le suit.",
        ) from None
