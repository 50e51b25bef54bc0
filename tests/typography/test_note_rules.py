"""Margin notes, and figures away from the text that speaks of them, made by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from publication.model import Anchor
from tests.typography.bench import BODY, called, galley, line, noted, paragraph, pdf, said

TEXT = paragraph(*[0.95] * 20)


@pytest.mark.parametrize(("row", "found"), [(5, False), (8, False), (9, True), (1, True)])
def test_notes_stand_near_their_call(row: int, found: bool) -> None:
    """Called in row 5: three lines away pass, four do not."""
    made = galley([*TEXT, noted("1 En note", row)], anchors=[called(5)])
    expected = [("2", "»1 En note« is 4 lines from its call")] if found else []
    assert said("note-drift", made) == expected


def test_a_note_on_another_page_than_its_call() -> None:
    made = galley([*TEXT, noted("1 En note", 0, page=1)], anchors=[called(19)])
    assert said("note-drift", made) == [("3", "»1 En note« is called on another page")]


@pytest.mark.parametrize(("row", "found"), [(8, False), (15, True)])
def test_unnumbered_notes_belong_to_the_line_they_precede(row: int, found: bool) -> None:
    path = f"{BODY} aside.mn.key div.i p"
    key = noted("84 %", row, path=path)
    lines = [*TEXT[:8], key, *[line(row=8 + place, block=2) for place in range(5)]]
    assert bool(said("note-drift", galley(lines))) == found


def test_a_note_over_two_pages() -> None:
    head, tail = noted("1 En note, der", 42), noted("bliver delt", 0, page=1)
    expected = [("2", "»1 En note, der« goes on on the next page")]
    assert said("note-split", galley([head, tail])) == expected
    assert said("note-split", galley([head, noted("2 En anden", 0, page=1, number=2)])) == []


@pytest.mark.parametrize(("bottom", "found"), [(240.9, False), (241.2, True)])
def test_a_note_below_the_text_area(bottom: float, found: bool) -> None:
    """The text area ends at 240 mm; a note may end one below."""
    messages = said("note-page", galley([noted("En note", 42, bottom=bottom)]))
    assert messages == ([("2", "»En note« ends 1.2 mm below the text area")] if found else [])


# ------------------------------------------------------------------ figures

FIGURE = "figure.figure#fig1 p.headline"


@pytest.mark.parametrize(
    ("mentioned", "stands", "found"), [(0, 1, False), (1, 0, False), (1, 2, True), (3, 0, True)]
)
def test_figures_stand_on_the_spread_that_mentions_them(
    mentioned: int, stands: int, found: bool, tmp_path: Path
) -> None:
    """Pages 0 and 1 lie open together (folios 2 and 3), so do 2 and 3."""
    text, figure = line(page=mentioned, row=10), line(page=stands, within=FIGURE, block=2)
    place = (mentioned, text.x + 20, text.baseline - 1, "fig1")
    made = galley(
        [text, figure],
        pdf(tmp_path / "a.pdf", "", "", "", "", links=[place]),
        anchors=[Anchor("fig1", stands, 72, 25)],
    )
    away = f"fig1 stands on page {stands + 2}, but the text first speaks of it on page"
    expected = [(str(stands + 2), f"{away} {mentioned + 2}")] if found else []
    assert said("figure-spread", made) == expected


@pytest.mark.parametrize("own", [True, False])
def test_a_figure_must_be_mentioned_by_the_text_of_its_chapter(own: bool, tmp_path: Path) -> None:
    """A link from its own caption, or from another chapter, is no mention."""
    figure = line(within=FIGURE, block=2)
    other = line(page=3, row=10, block=3)
    speaker = figure if own else other
    place = (speaker.page, speaker.x + 20, speaker.baseline - 1, "fig1")
    made = galley(
        [figure, other],
        pdf(tmp_path / "a.pdf", "", "", "", "", links=[place]),
        anchors=[Anchor("fig1", 0, 72, 25)],
        chapters="aaab",
    )
    assert said("figure-spread", made) == [("2", "the text of its chapter never speaks of fig1")]
