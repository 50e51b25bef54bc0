"""Listed words are broken at their joints, by the list's pattern and by the typesetter."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyphen
import pytest

from publication.hyphenation import Entry
from publication.model import ChapterSpec, ComposedChapter
from publication.typeset.hyphens import pattern, teach
from publication.typeset.render import render_chapter
from publication.typeset.stock import Stock
from tests.typeset.small_book import ROOT, STYLE, page_of


@pytest.fixture
def danish() -> Iterator[pyphen.Pyphen]:
    """The library's Danish, left as it was."""
    found = pyphen.Pyphen(lang="da-DK")
    before, longest = dict(found.hd.patterns), found.hd.maxlen
    yield found
    found.hd.patterns, found.hd.maxlen = before, longest
    found.hd.cache.clear()


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (Entry("krydstabel", (5,)), (".krydstabel", (0, 0, 8, 8, 8, 8, 9, 8, 8, 8, 8, 0))),
        (Entry("kryds", (5,)), (".kryds", (0, 0, 8, 8, 8, 8, 9))),
        (Entry("dag", ()), (".dag", (0, 0, 10, 10, 0))),
        (Entry("indsats", (0, 3), anywhere=True), ("indsats", (9, 8, 8, 9, 8, 8, 8, 0))),
    ],
)
def test_entries_as_patterns(entry: Entry, expected: tuple[str, tuple[int, ...]]) -> None:
    """9 breaks, 8 and 10 bar, 0 leaves the place to the library; a stop begins the word."""
    assert pattern(entry) == expected


def test_listed_words_follow_the_list_and_others_the_library(
    danish: pyphen.Pyphen, tmp_path: Path
) -> None:
    words = ("krydstabeller", "beskæftigelsesindsats", "nyskabelser")
    path = tmp_path / "da-hyphenation.txt"
    path.write_text("kryds|ta|bel\n~|indsats\n", encoding="utf-8")
    danish.hd.patterns = {
        key: value for key, value in danish.hd.patterns.items() if max(value[1]) < 8
    }
    danish.hd.cache.clear()
    before = [danish.inserted(word, "|") for word in words]
    teach(tmp_path)
    teach(tmp_path)
    after = [danish.inserted(word, "|") for word in words]
    assert before[0] == "krydsta|bel|ler"
    assert after == ["kryds|ta|bel|ler", "be|skæf|ti|gel|ses|indsats", before[2]]


def test_the_typesetter_breaks_at_a_joint(tmp_path: Path) -> None:
    """A column too narrow for the word: without the list it reads frekven-stabeller."""
    style = "width:17mm;hyphenate-limit-chars:8 4 4"
    body = f'<p style="{style}" data-src="a.html:1">Se vores frekvenstabeller her</p>'
    chapter = ComposedChapter(ChapterSpec("a", "a.html"), page_of(body), 1, (), ())
    made = render_chapter(chapter, Stock(STYLE, ROOT, {}), tmp_path / "a.pdf")
    assert [line.text for line in made.lines] == ["Se vores", "frekvens-", "tabeller", "her"]
