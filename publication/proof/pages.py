"""Pages of two drafts compared: which is which, how many there are, and what only moved along."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby

from publication.proof.changes import LayoutChange, PagePair, Range, Shift
from publication.proof.matching import Pair
from publication.proof.records import Draft


def pair_pages(
    old: Draft, new: Draft, pairs: Sequence[Pair], changed: Collection[int]
) -> tuple[PagePair, ...]:
    """Each page with the earlier one that holds most of its letters, then the pages that are gone.

    A page without words is found by its place in its chapter. changed: indexes of new pages.
    """
    votes: dict[int, Counter[int]] = defaultdict(Counter)
    for pair in pairs:
        if pair.old and pair.new:
            for before, after, letters in _shared(old, new, pair):
                votes[after][before] += letters
    by_place = {place: index for index, place in enumerate(_places(old))}
    found: list[PagePair] = []
    for index, place in enumerate(_places(new)):
        best = max(votes[index].items(), key=lambda vote: (vote[1], -vote[0]), default=None)
        before = best[0] if best else by_place.get(place, -1)
        found.append(PagePair(before, index, index in changed))
    used = {pair.before for pair in found}
    gone = (PagePair(index, -1, True) for index in range(len(old.leaves)) if index not in used)
    return (*found, *gone)


def _shared(old: Draft, new: Draft, pair: Pair) -> Iterator[tuple[int, int, int]]:
    """Pages before and after of each line of a pair, with its length."""
    before = old.blocks[pair.old[0]]
    for index in pair.new:
        block = new.blocks[index]
        for span in block.spans:
            share = span.start / max(1, len(block.text))
            earlier = before.span_at(int(share * len(before.text)))
            yield earlier.page, span.page, span.end - span.start


def _places(draft: Draft) -> list[tuple[str, int]]:
    """For each page its chapter and how far it stands in it."""
    seen: Counter[str] = Counter()
    places = []
    for leaf in draft.leaves:
        places.append((leaf.chapter, seen[leaf.chapter]))
        seen[leaf.chapter] += 1
    return places


def pages_of(draft: Draft, stretch: Range) -> Iterator[int]:
    """The pages a stretch of text stands on."""
    block, start, end = stretch
    for span in draft.blocks[block].spans:
        if span.start < max(end, start + 1) and span.end > start:
            yield span.page


def compare_layout(old: Draft, new: Draft) -> tuple[LayoutChange, ...]:
    """How many pages there are, of all and of each chapter, and which are blank."""
    found: list[LayoutChange] = []
    if len(old.leaves) != len(new.leaves):
        found.append(LayoutChange("pages", "", len(old.leaves), len(new.leaves)))
    before = Counter(leaf.chapter for leaf in old.leaves)
    after = Counter(leaf.chapter for leaf in new.leaves)
    blank_before = Counter(leaf.chapter for leaf in old.leaves if leaf.blank)
    blank_after = Counter(leaf.chapter for leaf in new.leaves if leaf.blank)
    titles = {**old.chapters, **new.chapters}
    for chapter in dict.fromkeys((*new.chapters, *old.chapters)):
        title = titles[chapter]
        was, now = before[chapter], after[chapter]
        empty, emptied = blank_before[chapter], blank_after[chapter]
        if chapter not in old.chapters:
            found.append(LayoutChange("chapter-new", title, 0, now))
        elif chapter not in new.chapters:
            found.append(LayoutChange("chapter-gone", title, was, 0))
        elif was - empty != now - emptied:
            found.append(LayoutChange("chapter", title, was - empty, now - emptied))
        if emptied > empty:
            found.append(LayoutChange("blank", title, empty, emptied))
        elif emptied < empty:
            found.append(LayoutChange("blank-gone", title, empty, emptied))
    return tuple(found)


def shifts_of(old: Draft, new: Draft, pages: Iterable[PagePair]) -> tuple[Shift, ...]:
    """Stretches of pages that stand further on (or back) by the same number of pages."""
    steps = [
        (pair.after, pair.after - pair.before)
        for pair in pages
        if pair.after >= 0 and pair.before >= 0
    ]
    shifts = []
    for by, group in groupby(steps, key=lambda step: step[1]):
        held = [page for page, _ in group]
        if by:
            first, last = new.leaves[held[0]].label, new.leaves[held[-1]].label
            shifts.append(Shift(first, last, by))
    return tuple(shifts)
