"""Workers: the same bytes as without, and what they say when something goes wrong."""

from __future__ import annotations

import errno
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from publication.errors import TypesetError
from publication.model import ChapterSpec, ComposedChapter
from publication.typeset import cache
from publication.typeset.parallel import typeset
from publication.typeset.render import Typesetter
from publication.typeset.stock import Stock
from tests.typeset.small_book import ROOT, STYLE, page_of, world_in

STOCK = Stock(STYLE, ROOT)


def chapters(*names: str, body: str = "<p>Ord</p>") -> list[ComposedChapter]:
    return [
        ComposedChapter(ChapterSpec(name, f"{name}.html"), page_of(body + name), 1, (), ())
        for name in names
    ]


@pytest.fixture
def breaks(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, Callable[[], object]], None]:
    """Have one chapter do something else than be typeset; workers are forked with it."""
    original = Typesetter.render

    def arrange(name: str, act: Callable[[], object]) -> None:
        def render(self: Typesetter, chapter: ComposedChapter, pdf: Path) -> Any:
            return act() if chapter.spec.id == name else original(self, chapter, pdf)

        monkeypatch.setattr(Typesetter, "render", render)

    return arrange


def test_workers_give_the_same_bytes_in_the_order_given(tmp_path: Path) -> None:
    given = chapters("a", "b", "c")
    told: list[str] = []
    alone = typeset(given, STOCK, world_in(tmp_path / "one", 1))
    crew = typeset(given, STOCK, world_in(tmp_path / "two", 2), told.append)
    assert list(crew) == ["a", "b", "c"]
    assert sorted(told) == ["a", "b", "c"]
    assert {name: one.pdf.read_bytes() for name, one in alone.items()} == {
        name: one.pdf.read_bytes() for name, one in crew.items()
    }
    assert [one.lines for one in alone.values()] == [one.lines for one in crew.values()]


def test_only_what_is_not_in_the_cache_is_typeset(
    tmp_path: Path, breaks: Callable[[str, Callable[[], object]], None]
) -> None:
    world = world_in(tmp_path)
    typeset(chapters("a", "b"), STOCK, world)
    breaks("a", lambda: pytest.fail("typeset again"))
    assert list(typeset(chapters("a", "b", "c"), STOCK, world)) == ["a", "b", "c"]


def test_a_crash_is_said_of_its_chapter_and_the_others_are_kept(
    tmp_path: Path, breaks: Callable[[str, Callable[[], object]], None]
) -> None:
    breaks("b", lambda: os.kill(os.getpid(), signal.SIGKILL))
    world = world_in(tmp_path, 2)
    with pytest.raises(TypesetError) as caught:
        typeset(chapters("a", "b", "c"), STOCK, world)
    assert (
        str(caught.value) == "chapters/b.html:1: chapter 'b' brought the typesetter down (SIGKILL)"
    )
    kept = [path.name for path in (world.cache / "galleys").iterdir()]
    assert sum(name.endswith(".pdf") for name in kept) == 2


@pytest.mark.parametrize("processes", [1, 2])
@pytest.mark.parametrize("number", [errno.EROFS, errno.ENOSPC, errno.EACCES])
def test_a_cache_that_takes_nothing_is_one_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, processes: int, number: int
) -> None:
    """Not one a chapter; nothing can be cleared up there either, and no worker dies of that."""
    folder = tmp_path / "cache" / "galleys"

    def refuse(path: Path, *_: object, **__: object) -> None:
        raise OSError(number, "not here", str(path))

    monkeypatch.setattr(cache, "store", lambda *_: refuse(folder / "x.pdf"))
    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(TypesetError) as caught:
        typeset(chapters("a", "b", "c"), STOCK, world_in(tmp_path, processes))
    told = "cannot be written to: not here (mend that, or give another folder with --cache)"
    assert [str(problem) for problem in caught.value.problems] == [f"{folder} {told}"]


@pytest.mark.parametrize("processes", [1, 2])
def test_everything_wrong_is_said_at_once(
    tmp_path: Path, processes: int, breaks: Callable[[str, Callable[[], object]], None]
) -> None:
    """An exception in one chapter, a picture that is nowhere in another."""
    breaks("a", lambda: 1 / 0)
    given = [*chapters("a"), *chapters("b", body='<img src="figure:no" alt="x">')]
    with pytest.raises(TypesetError) as caught:
        typeset(given, STOCK, world_in(tmp_path, processes))
    said = sorted(str(problem) for problem in caught.value.problems)
    assert said[0].startswith(
        "chapters/a.html:1: chapter 'a' cannot be typeset: ZeroDivisionError: division by zero "
        "(test_parallel.py, line "
    )
    assert said[1].startswith("chapters/b.html:1: figure:no is not a picture of the title")
    assert list((tmp_path / "cache/galleys").iterdir()) == []


def test_time_is_limited(
    tmp_path: Path, breaks: Callable[[str, Callable[[], object]], None]
) -> None:
    breaks("b", lambda: time.sleep(60))
    started = time.monotonic()
    with pytest.raises(TypesetError, match=r"b\.html:1: chapter 'b' took more than 1 s"):
        typeset(chapters("a", "b"), STOCK, world_in(tmp_path, 2), limit=1)
    assert time.monotonic() - started < 20
