"""Which block of one draft is which of another.

By identity first, in order and then out of order (moved), then by likeness where both sides have
something left over. What an author writes decides; numbers, wording of claims and page numbers
count as the same as long as they rest on the same things (Block.masked).
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from publication.proof.records import Block
from publication.proof.redline import tokens_of

LIKE = 0.45
"""Share of words in common from which a block in the same place is the same block, rewritten."""
LIKE_ELSEWHERE = 0.6
"""The same where it stands somewhere else."""
SPLIT_GAIN = 0.05
"""How much more alike two blocks together must be before a block counts as split or joined."""
MOVABLE = 4
"""Words: shorter texts ("ja", "Kilde") stand in many places, and have not moved."""
ALONE = ("heading", "headline", "caption")
"""Kinds that stand once in a place: another wording is a change and not another block, and the
same wording elsewhere has moved however short it is."""
ROOM = 40_000
"""Pairs that are compared by likeness in one place; beyond, a draft was written anew."""


@dataclass(frozen=True)
class Pair:
    """Blocks of the old draft and of the new one that are the same; either side may be empty."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    moved: bool = False


@dataclass(frozen=True)
class _Text:
    """A block as it is compared by likeness."""

    index: int
    block: Block
    keys: tuple[str, ...]
    bag: Counter[str]


def match(old: Sequence[Block], new: Sequence[Block]) -> tuple[Pair, ...]:
    """Pairs in the order of the new draft; what is gone stands where it stood."""
    gaps: list[tuple[range, range]] = []
    pairs: list[Pair] = []
    matcher = SequenceMatcher(
        None, [block.masked for block in old], [block.masked for block in new], autojunk=False
    )
    for step, i, k, j, m in matcher.get_opcodes():
        if step == "equal":
            pairs += [Pair((a,), (b,)) for a, b in zip(range(i, k), range(j, m), strict=True)]
        else:
            gaps.append((range(i, k), range(j, m)))
    moved = list(_moved(old, new, gaps))
    pairs += moved
    taken = _Taken(moved)
    for before, after in gaps:
        pairs += _in_gap(taken.texts(old, before, 0), taken.texts(new, after, 1))
    taken = _Taken(pairs)
    left = taken.texts(old, range(len(old)), 0), taken.texts(new, range(len(new)), 1)
    pairs += list(_elsewhere(*left))
    taken = _Taken(pairs)
    pairs += [Pair((text.index,), ()) for text in taken.texts(old, range(len(old)), 0)]
    pairs += [Pair((), (text.index,)) for text in taken.texts(new, range(len(new)), 1)]
    return tuple(_in_order(pairs))


class _Taken:
    """Which blocks have found their like."""

    def __init__(self, pairs: Iterable[Pair]) -> None:
        self.sides: tuple[set[int], set[int]] = (set(), set())
        for pair in pairs:
            self.sides[0].update(pair.old)
            self.sides[1].update(pair.new)

    def texts(self, blocks: Sequence[Block], span: range, side: int) -> list[_Text]:
        """The blocks of a span that are left over."""
        return [_text(i, blocks[i]) for i in span if i not in self.sides[side]]


def _text(index: int, block: Block) -> _Text:
    keys = tuple(token.key for token in tokens_of([(index, block)]))
    return _Text(index, block, keys, Counter(keys))


def _moved(
    old: Sequence[Block], new: Sequence[Block], gaps: Iterable[tuple[range, range]]
) -> Iterator[Pair]:
    """Blocks of the gaps that are word for word in another one."""
    waiting: dict[str, deque[int]] = defaultdict(deque)
    gaps = list(gaps)
    for before, _ in gaps:
        for index in before:
            waiting[old[index].masked].append(index)
    for _, after in gaps:
        for index in after:
            text = new[index].masked
            movable = new[index].kind in ALONE or len(text.split()) >= MOVABLE
            if waiting[text] and movable:
                yield Pair((waiting[text].popleft(),), (index,), True)


def _in_gap(old: Sequence[_Text], new: Sequence[_Text]) -> list[Pair]:
    """The blocks between two that are sure, matched in order so that most words stay."""
    if not old or not new or len(old) * len(new) > ROOM:
        return []
    if len(old) == len(new) == 1 and old[0].block.kind == new[0].block.kind:
        return [Pair((old[0].index,), (new[0].index,))]
    sure = _best_in_order(old, new)
    return list(_with_parts([*sure, *_only_ones(sure, old, new)], old, new))


def _best_in_order(old: Sequence[_Text], new: Sequence[_Text]) -> list[tuple[int, int]]:
    """Alignment with the greatest sum of likeness (Needleman & Wunsch 1970, gaps free)."""
    likeness = [[_likeness(a, b, LIKE) for b in new] for a in old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i, row in enumerate(likeness, 1):
        for j, like in enumerate(row, 1):
            through = best[i - 1][j - 1] + like if like else 0.0
            best[i][j] = max(best[i - 1][j], best[i][j - 1], through)
    pairs: list[tuple[int, int]] = []
    i, j = len(old), len(new)
    while i and j:
        if best[i][j] == best[i - 1][j]:
            i -= 1
        elif best[i][j] == best[i][j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            pairs.append((i, j))
    return pairs[::-1]


def _likeness(old: _Text, new: _Text, least: float) -> float:
    """Share of words in common, in order, 0..1; 0 where it is below the least."""
    size = len(old.keys) + len(new.keys)
    if not size or 2 * (old.bag & new.bag).total() < least * size:
        return 0.0
    ratio = SequenceMatcher(None, old.keys, new.keys, autojunk=False).ratio()
    return ratio if ratio >= least else 0.0


def _only_ones(
    pairs: Sequence[tuple[int, int]], old: Sequence[_Text], new: Sequence[_Text]
) -> Iterator[tuple[int, int]]:
    """A heading and the like written anew: the only one of its kind between the same neighbours."""
    edges = [(-1, -1), *pairs, (len(old), len(new))]
    for (i, j), (k, m) in pairwise(edges):
        for kind in ALONE:
            before = [a for a in range(i + 1, k) if old[a].block.kind == kind]
            after = [b for b in range(j + 1, m) if new[b].block.kind == kind]
            if len(before) == len(after) == 1:
                yield before[0], after[0]


def _with_parts(
    pairs: Sequence[tuple[int, int]], old: Sequence[_Text], new: Sequence[_Text]
) -> Iterator[Pair]:
    """Add to a pair the neighbours that were one block with it: split or joined paragraphs."""
    free_old = set(range(len(old))) - {i for i, _ in pairs}
    free_new = set(range(len(new))) - {j for _, j in pairs}
    for i, j in pairs:
        left, right = [i], [j]

        def split(places: list[int], whole: _Text = old[i]) -> float:
            return _joined([whole], [new[k] for k in places])

        def joined(places: list[int], whole: _Text = new[j]) -> float:
            return _joined([old[k] for k in places], [whole])

        _grow(right, free_new, split)
        if len(right) == 1:
            _grow(left, free_old, joined)
        yield Pair(tuple(old[k].index for k in left), tuple(new[k].index for k in right))


def _grow(group: list[int], free: set[int], likeness: Callable[[list[int]], float]) -> None:
    """Take in the neighbour after, then the one before, as long as likeness gains by it."""
    for step in (1, -1):
        while True:
            neighbour = group[-1] + 1 if step == 1 else group[0] - 1
            wider = sorted([*group, neighbour])
            if neighbour not in free or likeness(wider) < likeness(group) + SPLIT_GAIN:
                break
            free.discard(neighbour)
            group[:] = wider


def _joined(old: Sequence[_Text], new: Sequence[_Text]) -> float:
    a = [key for text in old for key in text.keys]
    b = [key for text in new for key in text.keys]
    return SequenceMatcher(None, a, b, autojunk=False).ratio()


def _elsewhere(old: Sequence[_Text], new: Sequence[_Text]) -> Iterator[Pair]:
    """Blocks that were moved and rewritten: the likest first."""
    if len(old) * len(new) > ROOM:
        return
    found = []
    for a in old:
        for b in new:
            if min(len(a.keys), len(b.keys)) >= MOVABLE:
                like = _likeness(a, b, LIKE_ELSEWHERE)
                if like:
                    found.append((-like, a.index, b.index))
    used: set[tuple[int, int]] = set()
    for _, i, j in sorted(found):
        if (0, i) not in used and (1, j) not in used:
            used |= {(0, i), (1, j)}
            yield Pair((i,), (j,), True)


def _in_order(pairs: Sequence[Pair]) -> list[Pair]:
    """By place in the new draft; what is gone after the block before it that is still there."""
    there = {old: pair.new[0] for pair in pairs if pair.new and not pair.moved for old in pair.old}
    known = sorted(there)

    def place(pair: Pair) -> tuple[float, int]:
        if pair.new:
            return float(pair.new[0]), 0
        before = [there[old] for old in known if old < pair.old[0]]
        return (max(before) + 0.5 if before else -1.0), pair.old[0]

    return sorted(pairs, key=place)
