"""What is tried on a paragraph, what counts as better, and what is written down."""

from __future__ import annotations

from pathlib import Path

import pytest

from publication.compose.fit import Adjustment, Entry, Fit, identity, paragraphs, read_fit
from publication.fitting.bench import Look
from publication.fitting.candidates import candidates
from publication.fitting.search import still_there
from publication.fitting.writing import write_fit
from publication.model import (
    ChapterGalley,
    ChapterSpec,
    ComposedChapter,
    Line,
)
from publication.typography.checks import Found

TEXT = '<p data-src="a:1">Da hele byen lukkede ned i foråret, var de der.</p>'


def line(text: str) -> Line:
    """A line of a text column."""
    return Line(0, 30, 140, 40, 45, 44, "text", "a:1", text)


LINES = (
    line("Da hele byen lukkede"),
    line("ned i for\N{HYPHEN}"),
    line("året, var de"),
    line("der."),
)


def test_the_least_change_is_tried_first() -> None:
    """For a last line: its two words kept together; then spacing, a whole word, no hyphens."""
    (paragraph,) = paragraphs(TEXT)
    tried = list(candidates(paragraph, LINES, 3))
    assert tried[0] == Adjustment(join=("de der.",))
    assert Adjustment(whole=("foråret",)) in tried
    assert Adjustment(join=("for\N{HYPHEN} året,",)) not in tried
    assert len(tried) == len(set(tried))
    assert all(abs(each.word) <= 2 and abs(each.letter) <= 2 for each in tried)


def look(pages: int, *rules: str) -> Look:
    """A chapter of so many pages with these findings."""
    galley = ChapterGalley("a", Path("a.pdf"), pages, (), ())
    return Look(galley, None, tuple((rule, Found(0, rule)) for rule in rules))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("after", "better"),
    [
        (look(2, "rag-short"), True),
        (look(2, "rag-short", "runt"), False),  # as it was
        (look(2, "rag-short", "widow"), False),  # another fault instead
        (look(3, "rag-short"), False),  # a page more
    ],
)
def test_better_has_less_to_mend_and_nothing_new(after: Look, better: bool) -> None:
    """Two pages with a runt and a short line are what there was."""
    assert after.better_than(look(2, "runt", "rag-short")) is better


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    """Only fields that say something stand in the file."""
    entry = Entry("a", identity("Det"), "Det", Adjustment(letter=-0.5, join=("en to", "tre fire")))
    write_fit(tmp_path / "fit.toml", [entry])
    assert read_fit(tmp_path / "fit.toml") == Fit((entry,))
    assert "hyphens =" not in (tmp_path / "fit.toml").read_text(encoding="utf-8")


def test_changes_of_other_words_are_forgotten() -> None:
    """The chapter knows one of the two paragraphs."""
    chapter = ComposedChapter(ChapterSpec("a", "a.html"), TEXT, 1, (), ())
    known = identity("Da hele byen lukkede ned i foråret, var de der.")
    kept = still_there(chapter, {known: Adjustment(word=1), "0": Adjustment(word=2)})
    assert kept == {known: Adjustment(word=1)}
