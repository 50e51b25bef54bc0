"""The small galley and its web edition, made once for all tests here."""

from __future__ import annotations

import pytest

from publication.finish.web import finish_web
from publication.model import Edition, Galley
from tests.finish import small_galley


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Galley:
    """The joined galley of two chapters (small_galley.py)."""
    return small_galley.galley(tmp_path_factory.mktemp("galley"))


@pytest.fixture(scope="session")
def web(small: Galley) -> Edition:
    """Its web edition."""
    folder = small.pdf.parent
    return finish_web(
        small,
        small_galley.publication(),
        small_galley.brand(),
        small_galley.world(folder),
        folder / "web",
    )
