"""A chapter on the bench: a paragraph that ends in a runt is mended by two words kept together."""

from __future__ import annotations

from dataclasses import astuple
from pathlib import Path

import pytest

from publication.brand import read_brand
from publication.fitting.bench import Bench
from publication.fitting.search import Search
from publication.hyphenation import Hyphenation
from publication.model import ChapterSpec, ComposedChapter
from publication.stylesheet import stylesheet
from publication.typeset.render import Typesetter
from publication.typeset.stock import Stock
from publication.typography import read_limits

ROOT = Path(__file__).parent.parent.parent
WORDS = "Vi gik en tur ud i byen og så på huse. "


def chapter(text: str) -> ComposedChapter:
    """A page of text with one paragraph."""
    html = f'<html lang="da"><body class="kind-text"><p data-src="a:1">{text}</p></body></html>'
    return ComposedChapter(ChapterSpec("a", "a.html"), html, 1, (), ())


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """The brand's own styles and thresholds."""
    brand = read_brand(ROOT / "styles/brand.toml")
    stock = Stock(stylesheet(brand, ROOT / "styles"), ROOT)
    limits = read_limits(ROOT / "styles/typography.toml")
    folder = tmp_path_factory.mktemp("bench")
    return Bench(Typesetter(stock), folder, brand, limits, Hyphenation())


def with_a_runt(bench: Bench) -> ComposedChapter:
    """A paragraph as long as it takes for its last word to stand alone."""
    for more in range(1, 40):
        short = chapter(f"{WORDS * 5}{'i ' * more}nu.")
        if bench.look(short, {}).counts["runt"]:
            return short
    raise AssertionError("no length ends in a runt")


def test_a_runt_gets_company(bench: Bench) -> None:
    """One finding before, none after; one small change, which leaves no hole, is written down."""
    search = Search(with_a_runt(bench), bench, in_time=lambda: True)
    before, after = search.run()
    (entry,) = search.entries()
    assert (before.counts["runt"], after.counts["runt"]) == (1, 0)
    assert (before.galley.pages, after.galley.pages) == (1, 1)
    assert entry.chapter == "a"
    assert entry.begins.startswith("Vi gik en tur")
    assert len([part for part in astuple(entry.change) if part]) == 1
    (block,) = after.book.blocks
    assert max(line.end - line.right for line in block.lines[:-1]) < 12


def test_without_time_nothing_is_tried(bench: Bench) -> None:
    """The chapter is looked at, and stays as it is."""
    search = Search(with_a_runt(bench), bench, in_time=lambda: False)
    before, after = search.run()
    assert search.tries == 0
    assert before.counts == after.counts
    assert list(search.entries()) == []


def test_a_chapter_by_itself_has_links(bench: Bench) -> None:
    """Not yet joined to the others, they are addresses that begin with ref:."""
    look = bench.look(chapter('Se <a class="ref" href="ref:fig5">figur 5</a>.'), {})
    assert [link.name for link in look.book.links] == ["fig5"]
