"""Subsets of a face made into one font: compared with the subset of all its glyphs."""

from __future__ import annotations

from functools import cache
from io import BytesIO

from fontTools import subset
from fontTools.ttLib import TTFont

from publication.typeset.assemble.sfnt import merge
from tests.typeset.small_book import ROOT

FACE = ROOT / "styles/fonts/SourceSans3-Regular.ttf"


@cache
def cut(text: str) -> bytes:
    """A subset as the typesetter makes it: glyph numbers kept, no hints, no layout."""
    options = subset.Options(
        retain_gids=True, hinting=False, notdef_outline=True, layout_features=[]
    )
    options.drop_tables += ["GSUB", "GPOS", "GDEF"]
    with TTFont(FACE, recalcTimestamp=False) as font:
        subsetter = subset.Subsetter(options)
        subsetter.populate(text=text)
        subsetter.subset(font)
        file = BytesIO()
        font.save(file)
    return file.getvalue()


@cache
def number_of(letter: str) -> int:
    with TTFont(FACE) as font:
        return int(font.getGlyphID(font.getBestCmap()[ord(letter)]))


def joined(*texts: str) -> bytes:
    """The subsets of several texts made into one."""
    return merge({cut(text): {number_of(letter) for letter in text} for text in texts})


def glyphs(program: bytes) -> dict[int, tuple[object, int]]:
    """Outline and advance of every glyph with ink, by number."""
    with TTFont(BytesIO(program)) as font:
        font.setGlyphOrder([f"g{number}" for number in range(font["maxp"].numGlyphs)])
        return {
            number: (
                font["glyf"][name].getCoordinates(font["glyf"]),
                font["hmtx"][name][0],
            )
            for number, name in enumerate(font.getGlyphOrder())
            if font["glyf"][name].numberOfContours
        }


def test_the_union_of_subsets_is_the_subset_of_the_union() -> None:
    """a-å in one chapter, g-ø in another, with a composed letter (å) and a space."""
    merged, expected = glyphs(joined("abc å", "cgø ")), glyphs(cut("abcg åø"))
    last = max(number_of(letter) for letter in "abcg åø")
    kept = {number: glyph for number, glyph in expected.items() if number <= last}
    assert kept.items() <= merged.items()
    assert len(merged) == len(expected)  # the ring of å has moved behind the last
    assert max(merged) == last + 1


def test_the_order_of_chapters_does_not_change_the_glyphs() -> None:
    assert glyphs(joined("cgø ", "abc å")) == glyphs(joined("abc å", "cgø "))


def test_one_subset_stays_as_it_is() -> None:
    assert joined("abc å") == cut("abc å")


def test_advances_of_glyphs_without_ink_are_kept() -> None:
    """The space has no outline, but a width, whichever chapter it comes from."""
    with TTFont(FACE) as font:
        number, advance = font.getGlyphID("space"), font["hmtx"]["space"][0]
    with TTFont(BytesIO(joined("abc", "x y"))) as font:
        font.setGlyphOrder([f"g{index}" for index in range(font["maxp"].numGlyphs)])
        assert font["hmtx"][f"g{number}"][0] == advance
