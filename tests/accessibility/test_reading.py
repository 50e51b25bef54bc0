"""Blocks of manuscript and file, written out by hand, and the two compared on the small galley."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from publication.accessibility import extraction, reading
from publication.accessibility.reading import Block, compare, html_blocks
from publication.accessibility.tree import Words, join, read
from publication.model import ChapterSpec, ComposedChapter, Manuscript, Place, Severity
from tests.finish import small_galley


def texts(html: str) -> list[str]:
    return [" ".join(block.text.split()) for block in html_blocks(html)]


@pytest.fixture(scope="module")
def manuscript() -> Manuscript:
    chapter = ComposedChapter(ChapterSpec("alt", "alt.html"), small_galley.html(), 1, (), ())
    return Manuscript((chapter,), (), {}, "", {})


def test_note_is_heard_after_its_paragraph() -> None:
    html = (
        '<p>Før <a class="call">1</a><span class="mn" role="note"><a>1</a> Noten.</span> efter.</p>'
    )
    assert texts(html + "<p>Næste.</p>") == ["Før 1 efter.", "1 Noten.", "Næste."]


def test_pictures_are_heard_as_their_alternative_text() -> None:
    html = '<div><img alt="Søjler"><img alt=""><p>Tekst<br>to linjer</p></div>'
    assert texts(html) == ["Søjler", "Tekst to linjer"]


def test_cells_items_and_loose_text_are_blocks() -> None:
    html = (
        "<div>Løst<table><tr><th>A</th><td>1</td></tr></table></div><ul><li>X <em>y</em></li></ul>"
    )
    assert texts(html) == ["Løst", "A", "1", "X y"]


def test_heads_and_styles_are_silent_and_blocks_end_paragraphs() -> None:
    html = "<html><head><title>T</title><style>p{}</style></head><body><p>En<p>To<h2>Tre</h2>"
    assert texts(html) == ["En", "To", "Tre"]


def test_block_knows_its_file_and_line() -> None:
    (block,) = html_blocks('<p data-src="chapters/a.html:12.3">Ord <em>ord</em></p>')
    assert block.place == Place("chapters/a.html", 12)


def test_words_of_lines_are_joined_as_they_are_read() -> None:
    first = Words("en halv", 100, 10, 50)
    assert join(iter([first, Words("linje", 86, 10, 40)])) == "en halv linje"
    assert (
        join(iter([first, Words("\u00ad", 100, 50, 53), Words("linje", 86, 10, 40)]))
        == "en halvlinje"
    )
    assert join(iter([first, Words("1", 103, 50, 53)])) == "en halv1"


def test_difference_says_what_is_missing_and_what_is_too_much() -> None:
    wanted = [Block("Et afsnit", Place("a.html", 3)), Block("Et til")]
    split = [Block("Et", page=4), Block("afsnit", page=5), Block("Et til")]
    (finding,) = compare(wanted, split)
    assert finding.message == "told: »Et | afsnit«; the chapter says: »Et afsnit«"
    assert (finding.place, finding.page) == (Place("a.html", 3), "5")
    (lost,) = compare(wanted, wanted[1:])
    assert lost.message == "not told: »Et afsnit«"
    (added,) = compare(wanted[1:], wanted)
    assert added.message == "told, but not in the chapters: »Et afsnit«"


def test_space_case_and_soft_hyphens_make_no_difference() -> None:
    assert compare([Block("Frivilligt\u00a0arbejde")], [Block("FRIVILLIGT ar\u00adbejde")]) == ()


def test_web_edition_is_heard_as_the_chapters_say(good: Path, manuscript: Manuscript) -> None:
    told = read(good)
    assert reading.check(told, manuscript) == ()
    heard = reading.words(told)
    place = heard.index("mutual")
    assert heard[place - 4 : place + 2] == ["Et", "ord", "på", "engelsk:", "mutual", "learning,"]


def test_galley_as_typeset_is_not_heard_so(galley, manuscript: Manuscript) -> None:
    """Without the repairs, split paragraphs and repeated heads must be noticed."""
    found = reading.check(read(galley.pdf), manuscript)
    assert len(found) >= 3
    assert {finding.severity for finding in found} == {Severity.ERROR}


def test_other_readers_get_the_same_words(good: Path, manuscript: Manuscript) -> None:
    assert extraction.check(good, manuscript) == ()


def test_lost_spaces_are_noticed(good: Path, manuscript: Manuscript, tmp_path: Path) -> None:
    """A font whose space reads as a letter glues words together for every reader."""
    with pikepdf.open(good) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary) and "/ToUnicode" in thing:
                text = thing.ToUnicode.read_bytes()
                thing.ToUnicode.write(text.replace(b"> <0020>", b"> <0061>"))
        pdf.save(tmp_path / "glued.pdf")
    found = extraction.check(tmp_path / "glued.pdf", manuscript)
    errors = [finding for finding in found if finding.severity == Severity.ERROR]
    assert errors
    assert "misses" in errors[0].message


def test_word_divided_between_pages_is_no_loss() -> None:
    assert extraction.words_of("tele\u00ad\nfonen og arbej\ufffedede") == [
        "telefonen",
        "og",
        "arbejdede",
    ]
    assert extraction.words_of("arbej\ufffeAfsnit") == ["arbej", "afsnit"]
