"""Notes that would lie over one another: how far they give way, in whole lines of the grid."""

from __future__ import annotations

import pytest

from publication.typeset.margin import Block, part


@pytest.mark.parametrize(
    ("height", "spare", "place"),
    [
        (26.25, 0.0, 130.0),  # six lines of 3.75 and one below: to the next line of the grid
        (26.25, 2.25, 125.0),  # of the line below only part is kept: one step less
        (20.0, 2.25, 120.0),  # ends on the grid: nothing to win there
        (14.0, 2.25, 115.0),  # lies over nothing but its foot's space: still clear of the words
    ],
)
def test_a_note_moves_below_the_one_above(height: float, spare: float, place: float) -> None:
    """The first begins at 100 mm, the second would begin at 110."""
    above = Block(None, 100.0, height, fixed=False, spare=spare)
    below = Block(None, 110.0, 11.25, fixed=False, spare=spare)
    part([above, below])
    assert (above.place, below.place) == (100.0, place)


def test_a_note_that_may_stand_close_is_not_lifted() -> None:
    """Near the foot the one above keeps its place, since the space between is enough."""
    above = Block(None, 200.0, 26.25, fixed=False, spare=2.25)
    below = Block(None, 225.0, 11.25, fixed=False, spare=2.25)
    part([above, below])
    assert (above.place, below.place) == (200.0, 225.0)


def test_the_foot_is_kept_whole() -> None:
    """The last note's own space stays above the foot of the text area, 240 mm."""
    last = Block(None, 231.0, 11.25, fixed=False, spare=2.25)
    part([last])
    assert last.place == 226.0
