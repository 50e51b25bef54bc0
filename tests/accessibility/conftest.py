"""The web edition of the small galley, to be judged."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from publication.finish.web import finish_web
from publication.model import Galley
from tests.finish import small_galley


@pytest.fixture(scope="session")
def galley(tmp_path_factory: pytest.TempPathFactory) -> Galley:
    return small_galley.galley(tmp_path_factory.mktemp("judged"))


@pytest.fixture(scope="session")
def good(galley: Galley) -> Path:
    """A file that holds PDF/UA-1."""
    folder = galley.pdf.parent
    edition = finish_web(
        galley,
        small_galley.publication(),
        small_galley.brand(),
        small_galley.world(folder),
        folder / "web",
    )
    return edition.outputs[0].path


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def named(good: Path) -> Path:
    """The good file with links that say in words where they lead, as joined galleys have them."""
    path = good.with_name("named.pdf")
    with pikepdf.open(good) as pdf:
        for link in (link for page in pdf.pages for link in page.get("/Annots", ())):
            if "/Dest" in link:
                link.Contents = pikepdf.String(f"Gå til {link.Dest}")
        pdf.save(path)
    return path
