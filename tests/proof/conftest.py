"""The review page with changes of every kind, as a file and in the browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.headless import Tab
from tests.proof.reviewed import DESK, rich_page


@pytest.fixture(scope="module")
def review(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page as a file, as it is sent about."""
    path = tmp_path_factory.mktemp("review") / "index.html"
    path.write_text(rich_page(), encoding="utf-8")
    return path


@pytest.fixture
def page(tab: Tab, review: Path) -> Iterator[Tab]:
    """The page on a desk, which must not complain of anything while a test uses it."""
    tab.open(review, DESK)
    yield tab
    assert tab.complaints == []
