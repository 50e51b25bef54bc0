"""Display type stands flush by its ink; text by its boxes, as always."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from publication.model import ChapterGalley, ChapterSpec, ComposedChapter
from publication.typeset.render import render_chapter
from publication.typeset.stock import Stock
from tests.typeset.small_book import PICTURES, ROOT, STYLE, page_of

PT = 72 / 25.4
SLACK = 0.02  # mm
KEPT = 0.15  # mm, the room that text of 10 pt has before its own letters


def render(tmp_path: Path, body: str, style: str) -> ChapterGalley:
    chapter = ComposedChapter(ChapterSpec("prøve", "prøve.html"), page_of(body), 1, (), ())
    own = f"{STYLE} p, h1 {{ margin: 0; text-indent: 0 }} {style}"
    return render_chapter(chapter, Stock(own, ROOT, PICTURES), tmp_path / "prøve.pdf")


def inks(galley: ChapterGalley) -> list[float]:
    """Where the ink of each line begins, mm from the trim, line by line."""
    with pypdfium2.PdfDocument(galley.pdf) as document:
        page = document[0]
        words, left = page.get_textpage(), page.get_trimbox()[0]
        text = words.get_text_range()
        starts = [0, *(i + 1 for i, letter in enumerate(text) if letter == "\n")]
        return [(words.get_charbox(index)[0] - left) / PT for index in starts if text[index:]]


@pytest.mark.parametrize("letter", ["I", "D", "s", "p"])
def test_ink_of_a_title_is_flush_with_its_block(letter: str, tmp_path: Path) -> None:
    """Every line of it, and a line is known by where its ink begins."""
    body = f"<h1>{letter}kke<br>{letter}amme</h1>"
    galley = render(tmp_path, body, "h1 { font-size: 56pt; line-height: 22mm }")
    edge = galley.lines[0].start
    assert inks(galley)[:2] == pytest.approx([edge + KEPT, edge + KEPT], abs=SLACK)
    assert [line.x for line in galley.lines] == pytest.approx([edge, edge], abs=SLACK)


def test_small_type_is_left_alone(tmp_path: Path) -> None:
    galley = render(tmp_path, "<h1>Ikke</h1>", "h1 { font-size: 17pt }")
    (line,) = galley.lines
    assert line.x == line.start
    assert inks(galley)[0] > line.start + 0.1  # the room before an I of that size


def test_right_aligned_type_is_left_alone(tmp_path: Path) -> None:
    (line,) = render(tmp_path, "<h1>Ikke</h1>", "h1 { font-size: 56pt; text-align: right }").lines
    assert line.right == pytest.approx(line.end)


def test_indented_type_is_left_alone(tmp_path: Path) -> None:
    (line,) = render(tmp_path, "<h1>Ikke</h1>", "h1 { font-size: 56pt; text-indent: 10mm }").lines
    assert line.x == pytest.approx(line.start + 10, abs=SLACK)


def test_the_text_below_does_not_move(tmp_path: Path) -> None:
    galley = render(tmp_path, "<h1>Ikke</h1><p>Ikke her</p>", "h1 { font-size: 56pt }")
    title, text = galley.lines
    assert (title.x, text.x) == pytest.approx((title.start, text.start), abs=SLACK)
    assert inks(galley)[1] > text.start + 0.05
