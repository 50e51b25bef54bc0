"""The small title, typeset once for all tests that look at it."""

from __future__ import annotations

import pytest

from publication.model import Galley
from tests.typeset.small_book import small_galley


@pytest.fixture(scope="session")
def galley(tmp_path_factory: pytest.TempPathFactory) -> Galley:
    return small_galley(tmp_path_factory.mktemp("small-book"))
