"""Lines that stand where they should not, made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from publication.model import Line
from publication.typeset.fit import Area, Stray, misfits

AREA = Area(left=20, right=138, bottom=240)
TEXT = Line(0, 20, 130, 100, 105, 103.7, "text", "a.html:4", "Ord i spalten")
NOTE = Line(0, 145, 190, 100, 103.75, 102.8, "margin", "a.html:5", "En note")


def said(*lines: Line, overruns: dict[int, float] | None = None, folio: int = 31) -> list[str]:
    areas = [AREA] * (1 + max(line.page for line in lines))
    return list(misfits(lines, areas, overruns or {}, (), folio))


def test_a_page_in_order_says_nothing() -> None:
    below = replace(TEXT, top=105, bottom=110, baseline=108.7)
    assert said(TEXT, below, NOTE, overruns={0: 0.2, 1: -4.0}) == []


def test_lines_out_of_their_block() -> None:
    assert said(TEXT, overruns={0: 2.34}) == [
        "a.html:4: a line runs 2.3 mm out of its block (page 31): Ord i spalten"
    ]


def test_blocks_beyond_the_bleed() -> None:
    strays = [Stray(0, "a.html:4", "div.scene", 32.04), Stray(0, "a.html:5", "p", 0.3)]
    assert list(misfits([], [AREA, AREA], {}, strays, 31)) == [
        "a.html:4: div.scene reaches 32.0 mm beyond the bleed (page 31)"
    ]


@pytest.mark.parametrize(("bottom", "count"), [(240.9, 0), (241.1, 1)])
def test_notes_may_end_a_millimetre_below_the_text(bottom: float, count: int) -> None:
    low = replace(NOTE, top=bottom - 3.75, bottom=bottom)
    assert len(said(low)) == count


def test_a_low_note_is_said_once_by_its_last_line() -> None:
    first = replace(NOTE, top=241, bottom=244.75, baseline=243.8)
    last = replace(NOTE, top=244.75, bottom=248.5, baseline=247.5, text="sidste linje")
    assert said(first, last, folio=0) == [
        "a.html:5: a margin note ends 8.5 mm below the text (page 1 of the chapter): sidste linje"
    ]


@pytest.mark.parametrize(
    ("moved", "count"),
    [
        ({"baseline": 104.0}, 1),
        ({"baseline": 105.8}, 0),
        ({"baseline": 104.0, "x": 129.5, "right": 180}, 0),
        ({"baseline": 104.0, "page": 1}, 0),
    ],
)
def test_overprinting_lines(moved: dict[str, float], count: int) -> None:
    """Baselines under 2 mm apart on more than 1 mm of common width, on the same page."""
    other = replace(TEXT, src="a.html:9", text="Andre ord", **moved)  # type: ignore[arg-type]
    assert len(said(TEXT, other)) == count
