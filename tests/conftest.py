"""Where every check must run, a test that is skipped has failed; and the browser, opened once."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from typing import Any

import pytest

from tests import headless
from tests.headless import Tab


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With REQUIRE_ALL_CHECKS=1 (as in CI) a missing tool is no excuse."""
    report = yield
    if os.environ.get("REQUIRE_ALL_CHECKS") == "1":
        fail_if_skipped(report)
    return report


def fail_if_skipped(report: Any) -> None:
    """Turn a skip into a failure that says what was missing; expected failures stay."""
    if report.outcome == "skipped" and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped where every check must run: {report.longrepr}"


@pytest.fixture(scope="session")
def tab() -> Iterator[Tab]:
    """A page in a real browser; the tests that want it are skipped where there is none."""
    if headless.program() is None:
        pytest.skip("no Chromium on this machine (apt-get install chromium)")
    with headless.browser() as tab:
        yield tab
