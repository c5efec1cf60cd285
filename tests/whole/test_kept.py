"""The project as it was in November 2026, when the house was put in order: it goes on working.

``tests/kept/`` holds its data and templates, never to be touched, and ``digests.json`` what each
document was made of. A change of what documents hold is named in the changelog, then written down
with ``PMTDOCS_KEEP=1 pytest -k kept``.
"""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from pathlib import Path

import pytest

from pmtdocs.dossier.load import dossiers
from tests.support.command import ROOT, run

KEPT = ROOT / "tests" / "kept"
DIGESTS = KEPT / "digests.json"
PLACES = ("--data", str(KEPT / "data"), "--templates", str(KEPT / "templates"))


def digest(file: Path) -> str:
    """Of what is in a document: the same zlib everywhere is not ours to promise."""
    found = hashlib.sha256()
    if file.suffix != ".docx":
        found.update(file.read_bytes())
        return found.hexdigest()
    with zipfile.ZipFile(file) as parts:
        for part in parts.infolist():
            found.update(part.filename.encode() + parts.read(part))
    return found.hexdigest()


@pytest.mark.parametrize("name", dossiers(KEPT / "data"))
def test_what_was_kept_is_made_again(name: str, tmp_path: Path) -> None:
    checked = run("check", name, *PLACES)
    assert checked.exit_code == 0, checked.output
    made = run("render", name, *PLACES, "--format", "docx,html", "--output", str(tmp_path))
    assert made.exit_code == 0, made.output
    files = [f for f in sorted((tmp_path / name).iterdir()) if f.suffix in (".docx", ".html")]
    found = {file.name: digest(file) for file in files}
    if "PMTDOCS_KEEP" in os.environ:
        known = json.loads(DIGESTS.read_text(encoding="utf-8"))
        lines = json.dumps(known | {name: found}, indent=1, sort_keys=True)
        DIGESTS.write_text(f"{lines}\n", encoding="utf-8")
    assert found == json.loads(DIGESTS.read_text(encoding="utf-8"))[name]
