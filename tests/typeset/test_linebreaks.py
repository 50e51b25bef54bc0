"""Lines that end before an inline element are as full as others."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import pytest

from publication.model import ChapterSpec, ComposedChapter
from publication.typeset.render import render_chapter
from publication.typeset.stock import Stock
from tests.typeset.small_book import PICTURES, ROOT, STYLE, page_of

FULL = "Bestyrelsen i en lille forening er tættere på driften, siger"
PARAGRAPH = f'<p>{FULL} <span class="name">Auken</span>. Den kender brugerne og huset.</p>'
WIDTHS = [width / 4 for width in range(960, 1100)]


def first_lines(tmp_path: Path) -> dict[float, str]:
    """The first line of the paragraph, for widths a quarter of a point apart."""
    body = "".join(f'<div style="width: {width}pt">{PARAGRAPH}</div>' for width in WIDTHS)
    chapter = ComposedChapter(ChapterSpec("prøve", "prøve.html"), page_of(body), 1, (), ())
    style = f"{STYLE} p {{ hyphens: auto; text-indent: 0 }} .name {{ hyphens: manual }}"
    galley = render_chapter(chapter, Stock(style, ROOT, PICTURES), tmp_path / "prøve.pdf")
    starts = [line.text for line in galley.lines if line.text.startswith("Besty")]
    assert len(starts) == len(WIDTHS)
    return dict(zip(WIDTHS, starts, strict=True))


def test_a_line_that_is_just_full_stays_whole(tmp_path: Path) -> None:
    """At some of the widths the words fit and the space behind them does not."""
    lines = first_lines(tmp_path)
    assert FULL in {line.strip() for line in lines.values()}
    assert min(len(line) for line in lines.values()) > len(FULL) - len(" driften, siger")


def test_the_engine_still_needs_the_correction(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fails when WeasyPrint breaks such lines well by itself: then linebreaks.py may go."""
    monkeypatch.setattr("publication.typeset.render.hanging_spaces", nullcontext)
    assert min(len(line) for line in first_lines(tmp_path).values()) < 12
