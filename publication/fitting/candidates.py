"""What a typesetter would try on a paragraph that comes out badly, the least change first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from publication.compose.fit import Adjustment, Paragraph
from publication.model import Line
from publication.typography.book import HYPHENS, hyphenated

WORD = (1.0, -1.0, 2.0, -2.0)  # per cent, as fit.toml has them
LETTER = (0.5, -0.5, 1.0, -1.0, 1.5, -1.5, 2.0, -2.0)
ABOVE, BELOW = 5, 2  # lines around the place in which another break may mend it
NOTHING = Adjustment()


def candidates(
    paragraph: Paragraph, lines: Sequence[Line], place: int, before: Adjustment = NOTHING
) -> Iterator[Adjustment]:
    """Changes to try in a paragraph, each on top of what is already done to it.

    lines  the paragraph's own, as they are now; place is the index of the one that is at fault
    First one change by itself, then two together; none is told twice.
    """
    joins = [replace(before, join=(*before.join, pair)) for pair in _pairs(paragraph, lines, place)]
    wholes = [replace(before, whole=(*before.whole, word)) for word in _broken(lines, place)]
    words = [replace(before, word=word) for word in WORD]
    letters = [replace(before, letter=letter) for letter in LETTER]
    hyphens = [replace(before, hyphens=kind) for kind in ("more", "none")]
    together = [
        *(replace(one, word=word) for one in (*joins, *wholes, *hyphens) for word in WORD),
        *(replace(one, letter=letter) for one in (*joins, *wholes, *hyphens) for letter in LETTER),
        *(replace(one, join=(*one.join, *more.join)) for one in wholes for more in joins),
        *(replace(one, join=(*one.join, more.join[-1])) for one in joins for more in joins),
        *(replace(one, hyphens="more") for one in joins),
        *(replace(one, word=word) for one in letters for word in (2.0, -2.0)),
    ]
    yield from _once([*joins, *words, *wholes, *letters, *hyphens, *together], before)


def _once(found: Iterable[Adjustment], before: Adjustment) -> Iterator[Adjustment]:
    """All of them, each once; words joined twice are none."""
    told = {before}
    for each in found:
        if each not in told and len(set(each.join)) == len(each.join):
            told.add(each)
            yield each


def _pairs(paragraph: Paragraph, lines: Sequence[Line], place: int) -> Iterator[str]:
    """Pairs of words to keep together: the last two, and those that a line's end parts."""
    ends = [] if place < len(lines) - 1 else [paragraph.words.split(" ")[-2:]]
    for index in range(min(place + BELOW, len(lines) - 2), max(place - ABOVE, 0) - 1, -1):
        if not hyphenated(lines[index]):
            ends.append([*lines[index].text.split(" ")[-1:], *lines[index + 1].text.split(" ")[:1]])
    for pair in (" ".join(end) for end in ends):
        if paragraph.words.count(pair) == 1 and len(pair.split()) == 2:
            yield pair


def _broken(lines: Sequence[Line], place: int) -> Iterator[str]:
    """Words that are broken at a line's end near the place."""
    for index in range(min(place + BELOW, len(lines) - 2), max(place - ABOVE, 0) - 1, -1):
        if hyphenated(lines[index]):
            start = lines[index].text.split()[-1].rstrip(HYPHENS)
            yield start + lines[index + 1].text.split()[0].rstrip(".,:;?!)«")
