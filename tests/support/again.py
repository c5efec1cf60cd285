"""`--times 50`: each test so many times (`make again`). A pytest plugin (see `addopts`)."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--times", type=int, default=1, help="run each test so many times")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    times: int = metafunc.config.getoption("times")
    if times > 1:
        metafunc.fixturenames.append("time")
        metafunc.parametrize("time", range(1, times + 1))
