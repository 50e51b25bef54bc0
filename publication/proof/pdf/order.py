"""The reading order of a file that is drawn in another one, as a draft that knows it tells."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from publication.proof.pdf.records import Fitted
from publication.proof.records import Draft, Kind

MAIN: frozenset[Kind] = frozenset({"heading", "text", "item"})
"""Kinds that are read one after another; all others stand beside or between them."""

Place = tuple[int, float]
"""Page, and mm from its top."""


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


def _standing(places: Sequence[float]) -> list[int]:
    """The longest series of blocks that follow one another down the pages: all others moved."""
    tails: list[float] = []
    ends: list[int] = []
    before: list[int] = []
    for at, place in enumerate(places):
        length = bisect_right(tails, place)
        before.append(ends[length - 1] if length else -1)
        tails[length : length + 1] = [place]
        ends[length : length + 1] = [at]
    chain: list[int] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        chain.append(at)
        at = before[at]
    return chain[::-1]


def _swapped(fits: Sequence[Fitted], guide: Draft) -> Iterator[Fitted]:
    """Blocks that no longer stand on their page in the order of the guide.

    Only where the guide's page is read straight down: columns beside one another tell nothing.
    """
    by_page: dict[int, list[Fitted]] = defaultdict(list)
    for fit in fits:
        by_page[fit.group.rows[0].page].append(fit)
    for held in by_page.values():
        spans = [guide.blocks[fit.guide].spans[0] for fit in held]
        if all((a.page, a.baseline) < (b.page, b.baseline) for a, b in pairwise(spans)):
            still = set(_standing([_place(fit)[1] for fit in held]))
            yield from (fit for at, fit in enumerate(held) if at not in still)
