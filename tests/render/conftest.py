"""Small Word files to render."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.render.word import Workshop


@pytest.fixture
def word(tmp_path: Path) -> Workshop:
    folder = tmp_path / "essai"
    folder.mkdir()
    return Workshop(folder)
