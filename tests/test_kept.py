"""An edition is made once for the same ingredients, and anew when one of them changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from publication.kept import keep_edition, kept_edition
from publication.model import Edition, Finding, Output, Severity, World

NOTE = Finding("check", Severity.NOTE, "seen", file="a.pdf")


@pytest.fixture
def delivery(tmp_path: Path) -> Any:
    """As much of a delivery as the key looks at."""
    title = tmp_path / "title"
    (tmp_path / "styles").mkdir()
    material = SimpleNamespace(
        estimates=SimpleNamespace(checksum="abc"),
        publication=SimpleNamespace(folder=title),
        artwork={},
        people=None,
        sources=None,
    )
    manuscript = SimpleNamespace(uses=(), figures={}, chapters=())
    galley = SimpleNamespace(pdf=Path("galley-1.pdf"), pages=())
    world = World(tmp_path, tmp_path / "dist", tmp_path / "cache", 1_600_000_000)
    return SimpleNamespace(
        material=material, manuscript=manuscript, galley=galley, world=world, wishes=None
    )


@pytest.fixture
def ask(delivery: Any, tmp_path: Path) -> Callable[..., tuple[Edition, bool]]:
    """Asks for the edition into a new folder; says whether it was made for that."""
    turns = iter(range(100))

    def run(*findings: Finding) -> tuple[Edition, bool]:
        folder = tmp_path / f"staged-{next(turns)}"
        edition = kept_edition("web", delivery, folder)
        made = edition is None
        if edition is None:
            folder.mkdir()
            (folder / "a.pdf").write_bytes(b"bytes")
            edition = Edition("web", (Output("web", folder / "a.pdf", 1, 5, "sum"),), findings)
            keep_edition(edition, delivery, folder)
        assert (folder / "a.pdf").read_bytes() == b"bytes"
        assert edition.outputs[0].path == folder / "a.pdf"
        return edition, made

    return run


def test_the_second_time_nothing_is_made(ask: Callable[..., tuple[Edition, bool]]) -> None:
    """Files and findings come back as they were."""
    first, made = ask(NOTE)
    assert made
    second, made = ask(NOTE)
    assert not made
    assert second.findings == first.findings


@pytest.mark.parametrize("change", ["galley", "epoch", "style", "draft", "lock", "words"])
def test_a_changed_ingredient_makes_it_anew(
    ask: Callable[..., tuple[Edition, bool]], delivery: Any, tmp_path: Path, change: str
) -> None:
    """Pages, date, brand, an approved draft, the libraries, a word."""
    ask()
    if change == "galley":
        delivery.galley.pdf = Path("galley-2.pdf")
    elif change == "epoch":
        delivery.world = replace(delivery.world, epoch=1)
    elif change == "style":
        (tmp_path / "styles/brand.toml").write_text("x")
    elif change == "draft":
        (tmp_path / "title/proofs").mkdir(parents=True)
        (tmp_path / "title/proofs/1.json").write_text("{}")
    elif change == "lock":
        (tmp_path / "requirements.lock").write_text("pikepdf==99")
    else:
        delivery.manuscript.chapters = (SimpleNamespace(html="<p>ord</p>"),)
    assert ask()[1]


def test_an_edition_with_a_check_that_did_not_run_is_not_kept(
    ask: Callable[..., tuple[Edition, bool]],
) -> None:
    """What the check lacked may be there next time."""
    missing = Finding("judge", Severity.NOT_RUN, "no Java")
    assert ask(missing)[1]
    assert ask(missing)[1]
