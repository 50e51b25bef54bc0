"""Several proofreaders' comments as one list: duplicates joined, disagreement shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from publication.proof.comments.records import Comment


def merged(comments: Iterable[Comment]) -> tuple[Comment, ...]:
    """Each comment once, with all who made it; those that exclude one another name each other."""
    joined: dict[tuple[object, ...], Comment] = {}
    turns: Counter[tuple[object, ...]] = Counter()
    for comment in comments:
        same = _same(comment)
        first = joined.get(same)
        if first is None:
            joined[same] = comment
        elif comment.spot is None and set(comment.files) <= set(first.files):
            turns[same] += 1  # two of one file that look alike, and may mean two places
            joined[(*same, turns[same])] = comment
        else:
            joined[same] = _together(first, comment)
    return _disagreeing(list(joined.values()))


def _same(comment: Comment) -> tuple[object, ...]:
    spot = comment.spot
    where = (spot.block, spot.start, spot.end) if spot else (comment.page, comment.words)
    what = comment.change.new if comment.change else (comment.kind, comment.note)
    return comment.action, where, what


def _together(one: Comment, other: Comment) -> Comment:
    return replace(
        one,
        keys=tuple(dict.fromkeys((*one.keys, *other.keys))),
        files=tuple(dict.fromkeys((*one.files, *other.files))),
        authors=tuple(dict.fromkeys((*one.authors, *other.authors))),
        replies=tuple(dict.fromkeys((*one.replies, *other.replies))),
    )


def _disagreeing(comments: Sequence[Comment]) -> tuple[Comment, ...]:
    return tuple(
        replace(one, against=tuple(each.key for each in comments if _exclude(one, each)))
        for one in comments
    )


def _exclude(one: Comment, other: Comment) -> bool:
    """Whether two corrections of the same words want different things."""
    a, b = one.change, other.change
    if one is other or a is None or b is None or one.spot is None or other.spot is None:
        return False
    if one.spot.block != other.spot.block or (a.start, a.end, a.new) == (b.start, b.end, b.new):
        return False
    if a.start == a.end or b.start == b.end:
        return (a.start == b.start and a.end == b.end) or _inside(a.start, a.end, b.start, b.end)
    return a.start < b.end and b.start < a.end


def _inside(start: int, end: int, first: int, last: int) -> bool:
    """Whether an insertion falls strictly within a stretch that is struck."""
    return first < start == end < last or start < first == last < end
