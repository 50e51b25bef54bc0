"""Grid, columns, margins, headings, facing pages and empty ones, on lines made by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from publication.model import Line
from tests.typography.bench import (
    BODY,
    STEP,
    box,
    galley,
    letters,
    line,
    noted,
    paragraph,
    pdf,
    said,
)

DRIFT = 0.0353  # 0.1 pt in mm


@pytest.fixture
def blank(tmp_path: Path) -> Path:
    """Four pages with nothing on them."""
    return pdf(tmp_path / "blank.pdf", "", "", "", "")


# ------------------------------------------------------------------ grid and column


@pytest.mark.parametrize(("off", "found"), [(0.0, False), (0.03, False), (0.05, True), (2.5, True)])
def test_lines_stand_on_the_grid(off: float, found: bool) -> None:
    """0.05 mm are 0.14 pt, 2.5 mm half a line."""
    messages = said("grid", galley([line(row=3 + off / STEP)]))
    assert len(messages) == found
    assert not found or f"{off * 72 / 25.4:.2f} pt off the grid" in messages[0][1]


@pytest.mark.parametrize(
    "change",
    [
        {"bottom": 40.0},  # another leading: a standfirst, a note
        {"path": f"{BODY} figure.figure p.headline"},
        {"path": f"{BODY} table tr td"},
        {"column": "margin"},
        {"path": "body.kind-cover p"},
    ],
)
def test_what_has_a_grid_of_its_own(change: dict[str, object]) -> None:
    assert said("grid", galley([line(row=0.5, **change)])) == []  # type: ignore[arg-type]


@pytest.mark.parametrize(("excess", "found"), [(0.0, False), (0.06, False), (0.1, True)])
def test_lines_end_in_their_column(excess: float, found: bool) -> None:
    """0.2 pt are 0.07 mm; 0.1 mm are 0.3 pt."""
    messages = said("overshoot", galley([line(right=190 + excess)]))
    assert len(messages) == found
    assert not found or messages[0][1].startswith("0.3 pt too long")


# ------------------------------------------------------------------ margins


@pytest.mark.parametrize(
    ("misplaced", "words"),
    [
        (line(x=10.0), "7.0 mm beyond the left edge"),  # left page: the margin column is at 17
        (line(right=195.0), "5.0 mm beyond the right edge"),  # the text ends at 190
        (line(page=1, right=195.0), "2.0 mm beyond the right edge"),  # right page: 193
        (line(baseline=20.0), "5.0 mm above the head"),
        (line(baseline=245.0), "4.0 mm below the foot"),  # notes may end a mm below 240
    ],
)
def test_text_outside_the_type_area(misplaced: Line, words: str, blank: Path) -> None:
    found = said("margins", galley([misplaced], blank))
    assert [message.rsplit("stands ")[1] for _, message in found] == [words]


def test_text_inside_the_type_area(blank: Path) -> None:
    lines = [line(), line(row=42), line(page=1), noted("En note", 3), noted("En note", 3, page=1)]
    assert said("margins", galley(lines, blank)) == []


@pytest.mark.parametrize(("x", "found"), [(14.0, False), (6.0, True)])
def test_pages_without_margins_keep_a_strip_free(x: float, found: bool, blank: Path) -> None:
    title = line("Titel", x=x, right=100.0, path="body.kind-opener h1")
    assert bool(said("margins", galley([title], blank))) == found


@pytest.mark.parametrize(
    ("x", "y", "found"),
    [(80, 100, False), (5, 100, True), (80, 10, True), (80, 250, False), (80, 262, True)],
)
def test_letters_of_pictures_and_running_heads(
    x: float, y: float, found: bool, tmp_path: Path
) -> None:
    """They are no lines, so they are read from the page; the foot may hold folio and head."""
    made = pdf(tmp_path / "a.pdf", letters("84 %", x=x, y=y), "", "", "")
    messages = said("margins", galley([line()], made))
    assert [message.split(" stands")[0] for _, message in messages] == ["»84 %«"] * found


# ------------------------------------------------------------------ the foot of the page


@pytest.mark.parametrize(("below", "found"), [(0, True), (1, True), (2, False)])
def test_headings_need_two_lines_below(below: int, found: bool) -> None:
    heading = line("Nyt i tilbud", row=10, within="h2", block=9)
    lines = [line(row=9), heading, *(line(row=11 + row, block=2) for row in range(below))]
    expected = [("2", f"»Nyt i tilbud« has {below} lines below it")] if found else []
    assert said("heading-foot", galley(lines)) == expected


def test_notes_beside_a_heading_are_no_lines_below_it() -> None:
    lines = [line("Nyt", row=10, within="h2"), noted("En note", 11), noted("en til", 12)]
    assert len(said("heading-foot", galley(lines))) == 1


def pages_ending(left: int, right: int, then: Line) -> list[Line]:
    """Facing pages 2 and 3 whose last lines stand on such rows, and what page 4 begins with."""
    first = paragraph(*[0.95] * (left + 1), block=1)
    second = paragraph(*[0.95] * (right + 1), page=1, block=2)
    return [*first, *second, then]


NEXT = line(page=2, block=3)


@pytest.mark.parametrize(
    ("left", "right", "found"), [(42, 42, False), (42, 40, False), (42, 39, True)]
)
def test_facing_pages_end_together(left: int, right: int, found: bool) -> None:
    """Up to two lines apart pass."""
    messages = said("facing-feet", galley(pages_ending(left, right, NEXT)))
    assert messages == ([("2", "the last lines of pages 2 and 3 are 3 apart")] if found else [])


@pytest.mark.parametrize("within", ["h2", "figure.figure#fig1 p.headline", "p.pull"])
def test_headings_and_figures_explain_a_short_page(within: str) -> None:
    following = line(page=2, block=3, within=within)
    assert said("facing-feet", galley(pages_ending(42, 30, following))) == []


def test_the_end_of_a_chapter_explains_a_short_page() -> None:
    assert said("facing-feet", galley(pages_ending(42, 30, NEXT), chapters="aabb")) == []


# ------------------------------------------------------------------ almost empty pages


@pytest.mark.parametrize(("rows", "found"), [(10, True), (11, False)])
def test_almost_empty_pages(rows: int, found: bool, blank: Path) -> None:
    """10 of 43 lines are 23 %, 11 are 26."""
    made = galley(paragraph(*[0.9] * rows), blank, pages=1)
    expected = [("2", "23% of the page is filled")] if found else []
    assert said("empty-page", made) == expected


def test_a_picture_fills_a_page(tmp_path: Path) -> None:
    """60 mm of picture take 12 lines; a tint over the whole page takes none."""
    tint = box("0.9 0.8 0.7", -3, -3, 216, 276)
    picture = pdf(tmp_path / "picture.pdf", tint + box("0 0 0", 80, 100, 40, 60))
    bare = pdf(tmp_path / "bare.pdf", tint)
    assert said("empty-page", galley([line()], picture, pages=1)) == []
    assert len(said("empty-page", galley([line()], bare, pages=1))) == 1


def test_front_matter_may_be_empty(blank: Path) -> None:
    title = line("Titel", path="body.kind-front h1")
    assert said("empty-page", galley([title], blank, pages=1)) == []
