"""An edition is made once for the same ingredients, and anew when one of them changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from publication import typography
from publication.kept import keep_edition, kept_edition
from publication.model import Edition, Finding, Output, Severity, World
from publication.remembered import remembered

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


@pytest.mark.parametrize("file", ["a.pdf", "edition.json"])
@pytest.mark.parametrize("left", [0, 3, None])
def test_an_edition_that_is_not_whole_is_made_anew(
    ask: Callable[..., tuple[Edition, bool]], tmp_path: Path, file: str, left: int | None
) -> None:
    """Emptied, cut off or gone; `ask` looks at the bytes. Then it is kept again."""
    ask(NOTE)
    (path,) = (tmp_path / "cache/editions").glob(f"web-*/{file}")
    if left is None:
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:left])
    assert ask(NOTE)[1]
    assert not ask(NOTE)[1]


@pytest.mark.parametrize("left", ["", "[{", '{"a": 1}', "[1]", "null"])
def test_an_answer_that_cannot_be_read_is_asked_for_again(tmp_path: Path, left: str) -> None:
    """Findings of slow checks, cut off or of another shape."""
    asked = partial(remembered, typography, [], tmp_path)
    assert asked(lambda: (NOTE,)) == (NOTE,)
    (path,) = (tmp_path / "checks").iterdir()
    path.write_text(left)
    assert asked(lambda: (NOTE, NOTE)) == (NOTE, NOTE)
    assert asked(lambda: pytest.fail("asked again")) == (NOTE, NOTE)
