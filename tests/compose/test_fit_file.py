"""Small adjustments of paragraphs: known by their words, applied, or said to be out of date."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from publication.compose.fit import (
    Adjustment,
    Entry,
    Fit,
    adjusted,
    identity,
    paragraphs,
    read_fit,
    stale,
)
from publication.errors import ManifestError
from publication.model import Manuscript, Severity

WORDS = "Det var i juni."
TEXT = f'<h2>Juni</h2><p data-src="a.html:3">{WORDS}</p>'


def fitted(text: str, change: Adjustment) -> str:
    """The text with one change of its only paragraph."""
    (block,) = paragraphs(text)
    done, met = adjusted(text, {block.identity: change})
    assert met == {block.identity}
    return done


def test_spacing_is_a_style_of_the_block() -> None:
    """One per cent of the em between words; of letters half of that, as they are half as wide."""
    assert ' style="word-spacing:0.01em;letter-spacing:-0.01em">Det' in fitted(
        TEXT, Adjustment(word=1, letter=-2)
    )


def test_words_are_joined_across_tags() -> None:
    """The space that stands in the HTML becomes one that does not break."""
    text = '<p>Knap <data value="x">halvdelen</data> svarede</p>'
    assert "</data>\N{NO-BREAK SPACE}svarede" in fitted(
        text, Adjustment(join=("halvdelen svarede",))
    )


def test_a_word_can_be_kept_whole_or_all_of_them() -> None:
    """By itself in a span, or by a style of the whole paragraph."""
    assert 'i <span style="hyphens:manual">juni</span>.' in fitted(
        TEXT, Adjustment(whole=("juni",))
    )
    assert 'style="hyphens:manual">Det' in fitted(TEXT, Adjustment(hyphens="none"))


def test_notes_do_not_belong_to_the_words() -> None:
    """Calls and notes are numbered anew when others come; page references move."""
    note = (
        '<a class="call" href="#">1</a><span class="mn note"><span class="i">Se her.</span></span>'
    )
    page = '<a class="ref" href="ref:x">side {}</a>'
    (bare,) = paragraphs(f"<p>Det ses, {page.format(3)} .</p>")
    (noted,) = paragraphs(f"<p>Det{note} ses, {page.format(5)} .</p>")
    assert bare.identity == noted.identity == identity("Det ses, .")
    assert noted.words == "Det ses, side 5 ."


def test_blocks_that_hold_blocks_are_left_alone() -> None:
    """Only the innermost item has words of its own."""
    assert [each.words for each in paragraphs("<li><p>en</p></li><p>to</p>")] == ["to"]


def test_an_entry_whose_text_changed_is_ignored_and_told(
    composed: Callable[..., Manuscript],
) -> None:
    """The same words elsewhere in the chapter are still found; other words are not."""
    entry = Entry("proeve", identity(WORDS), "Det var", Adjustment(word=2))
    moved, met = adjusted(f"<p>Nyt.</p>{TEXT}", Fit((entry,)).of("proeve"))
    assert "word-spacing" in moved
    assert stale(Fit((entry,)), "proeve", met) == []
    other, met = adjusted(TEXT.replace("juni.", "juli."), Fit((entry,)).of("proeve"))
    (told,) = stale(Fit((entry,)), "proeve", met)
    assert "word-spacing" not in other
    assert (told.check, told.severity) == ("fit-stale", Severity.NOTE)
    assert "Det var" in told.message


def test_the_file_tells_everything_that_is_wrong(tmp_path: Path) -> None:
    """Too much spacing, an unknown field, a kind of hyphens that is none, one word to join."""
    path = tmp_path / "fit.toml"
    assert read_fit(path) == Fit()
    path.write_text(
        '[[paragraph]]\nchapter = "a"\ntext = "b"\nbegins = "c"\nword = 3\nhyphens = "many"\n'
        'join = ["alone"]\nkern = 1\n',
        encoding="utf-8",
    )
    with pytest.raises(ManifestError) as caught:
        read_fit(path)
    assert len(caught.value.problems) == 4
