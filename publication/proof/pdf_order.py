"""The reading order of a file's blocks, as a draft that knows it tells.

Files set a margin before or after its text, and drawings last: that is no move.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from publication.proof.pdf_records import Fitted
from publication.proof.records import Draft, Kind

MAIN: frozenset[Kind] = frozenset({"heading", "text", "item"})
"""Kinds that are read one after another; all others stand beside or between them."""
NEAR = 1
"""Pages between a block and the one it stands beside."""

Place = tuple[int, float]
"""Page, and mm from its top."""


def beside_text(fits: Sequence[Fitted], guide: Draft) -> list[Fitted]:
    """What is read on in the file's order; what stands beside it where the guide has it."""
    places: dict[int, int] = {}
    pages: list[int] = []
    keys: list[tuple[int, int, int]] = []
    for turn, fit in enumerate(fits):
        main = fit.guide >= 0 and guide.blocks[fit.guide].kind in MAIN
        if main:
            places[fit.guide] = len(pages)
            pages.append(fit.group.rows[0].page)
        keys.append((len(pages) - 1, 0 if main else 2, turn))
    for turn, fit in enumerate(fits):
        if fit.guide >= 0 and fit.guide not in places:
            anchor = _anchor(fit, guide, places, pages)
            if anchor is not None:
                keys[turn] = (anchor, 1, fit.guide)
    return [fits[turn] for turn in sorted(range(len(fits)), key=lambda turn: keys[turn])]


def _anchor(
    fit: Fitted, guide: Draft, places: Mapping[int, int], pages: Sequence[int]
) -> int | None:
    """After which block of the text a block stands in the guide, where that one is near it."""
    page = fit.group.rows[0].page
    before = next((at for at in range(fit.guide - 1, -1, -1) if at in places), None)
    if before is not None and abs(pages[places[before]] - page) <= NEAR:
        return places[before]
    after = next((at for at in range(fit.guide + 1, len(guide.blocks)) if at in places), None)
    if after is not None and abs(pages[places[after]] - page) <= NEAR:
        return places[after] - 1
    return None


# ------------------------------------------------------------------ files drawn in any order


def by_places(fits: Sequence[Fitted], guide: Draft) -> list[Fitted]:
    """What the guide has in its order; what has moved, or is new, where it stands on its page.

    The printed body is drawn margin first and headings last: only places tell what has moved.
    """
    held = sorted((fit for fit in fits if fit.guide >= 0), key=lambda fit: fit.guide)
    text = [fit for fit in held if guide.blocks[fit.guide].kind in MAIN]
    stay = _standing([fit.group.rows[0].page for fit in text])
    still = [text[at] for at in stay]
    moved = {id(text[at]) for at in set(range(len(text))) - set(stay)}
    moved |= {id(fit) for fit in _swapped(still, guide)}
    order = [fit for fit in held if id(fit) not in moved]
    others = [fit for fit in fits if fit.guide < 0 or id(fit) in moved]
    main = [(fit, at) for at, fit in enumerate(order) if guide.blocks[fit.guide].kind in MAIN]
    keys = [(float(at), -1.0) for at in range(len(order))]
    for turn, fit in enumerate(others):
        at = _after(main, _place(fit))
        keys.append((at + 0.5, float(turn)))
    everything = [*order, *others]
    return [everything[at] for at in sorted(range(len(everything)), key=lambda at: keys[at])]


def _place(fit: Fitted) -> Place:
    return fit.group.rows[0].page, fit.group.rows[0].baseline


def _after(main: Sequence[tuple[Fitted, int]], place: Place) -> int:
    """The last block of the text that begins above a place; -1 where none does."""
    above = [(_place(fit), at) for fit, at in main if _place(fit) <= place]
    return max(above)[1] if above else -1


def _standing(pages: Sequence[int]) -> list[int]:
    """The longest series of blocks whose pages follow one another: all others have moved."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for at, page in enumerate(pages):
        length = bisect_right(tails, page)
        before.append(ends[length - 1] if length else -1)
        tails[length : length + 1] = [page]
        ends[length : length + 1] = [at]
    chain: list[int] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        chain.append(at)
        at = before[at]
    return chain[::-1]


def _swapped(fits: Sequence[Fitted], guide: Draft) -> Iterator[Fitted]:
    """Blocks that stand above one on their page that the guide has above them.

    Only where the guide's page is read straight down: columns beside one another tell nothing.
    """
    by_page: dict[int, list[Fitted]] = defaultdict(list)
    for fit in fits:
        by_page[fit.group.rows[0].page].append(fit)
    for held in by_page.values():
        spans = [guide.blocks[fit.guide].spans[0] for fit in held]
        down = all((a.page, a.baseline) < (b.page, b.baseline) for a, b in pairwise(spans))
        for above, below in pairwise(held) if down else ():
            if _place(above)[1] > _place(below)[1]:
                yield below
