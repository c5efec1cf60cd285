"""What the tests of the atelier share: one without a process apart, over a copy of the project."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmtdocs.atelier.state import Atelier
from tests.support.ateliers import project_in


@pytest.fixture
def atelier(project: Path) -> Atelier:
    return Atelier(project_in(project), apart=False)
