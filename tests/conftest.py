"""What the tests share: a copy of the data to break at will, and how findings are said in short."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.configuration import set_hypothesis_home_dir

from pmtdocs.commands import pipeline
from pmtdocs.commands.request import Request
from pmtdocs.dossier.load import Loaded, load
from pmtdocs.finding import DataError, Finding
from tests.support.word_files import Workshop

ROOT = Path(__file__).parent.parent
#: The dossiers of the project, whatever they are.
DOSSIERS = tuple(sorted(sheet.parent.name for sheet in (ROOT / "data").glob("*/dossier.yaml")))
Patch = Callable[[str, str, str], None]

# The same examples each time, no deadline on a busy machine, no file left behind.
settings.register_profile(
    "pmtdocs",
    database=None,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("pmtdocs")


def pytest_configure(config: pytest.Config) -> None:
    """Hypothesis writes what it learns of the code somewhere else, and only for this run."""
    home = tempfile.TemporaryDirectory()
    config.add_cleanup(home.cleanup)
    set_hypothesis_home_dir(home.name)
    os.environ["XDG_CACHE_HOME"] = home.name  # what is known of templates, for this run too


def _copy(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    data = tmp_path / "data"
    shutil.copytree(source, data)
    monkeypatch.chdir(tmp_path)  # messages name files from here: data/2024/budget.yaml
    return Path("data")


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the project's own data."""
    return _copy(ROOT / "data", tmp_path, monkeypatch)


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the small dossiers without fault, `bon` and `pluriannuel`."""
    return _copy(ROOT / "tests" / "data", tmp_path, monkeypatch)


@pytest.fixture
def patch(tmp_path: Path) -> Patch:
    """Change a data file: `patch("2024/budget.yaml", old, new)`; `old` stands there once."""

    def apply(file: str, old: str, new: str) -> None:
        path = tmp_path / "data" / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    return apply


@pytest.fixture
def refused(tmp_path: Path) -> Callable[..., tuple[Finding, ...]]:
    """Load a dossier that must be refused and hand back why."""

    def attempt(name: str = "2024") -> tuple[Finding, ...]:
        with pytest.raises(DataError) as caught:
            load(Path("data"), name)
        return caught.value.findings

    return attempt


@pytest.fixture(scope="session")
def dossier_2024() -> Loaded:
    return load(ROOT / "data", "2024")


@pytest.fixture(scope="session")
def dossier_2020() -> Loaded:
    return load(ROOT / "data", "2020")


@pytest.fixture(scope="session")
def documents_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The real documents of an act, in the three formats, made once by the real pipeline."""

    @cache
    def made(name: str) -> Path:
        checked = pipeline.check(ROOT / "data", ROOT / "templates", name)
        assert checked.loaded is not None
        output = tmp_path_factory.mktemp("sortie")
        request = Request(
            ROOT / "data", ROOT / "templates", output, formats=("docx", "pdf", "html")
        )
        return pipeline.render(
            checked.loaded, checked.findings, request, "", lambda *_: None
        ).folder

    return made


@pytest.fixture(scope="session")
def rendered(documents_of: Callable[[str], Path]) -> Path:
    """Those of 2024."""
    return documents_of("2024")


@pytest.fixture
def project(data: Path, tmp_path: Path) -> Path:
    """A project of its own to work in: data/, templates/."""
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    return tmp_path


@pytest.fixture
def word(tmp_path: Path) -> Workshop:
    """Small Word files to render."""
    folder = tmp_path / "essai"
    folder.mkdir()
    return Workshop(folder)
