"""Paragraphs of a file without tags, from where its letters stand.

The printed body carries no structure; size, leading and indents of its lines tell where a block
begins, and the order in which it is set is the order in which it is read, but for the margin.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from publication.proof.pdf.records import Group, Row, Run
from publication.proof.pdf.rows import PT, SAME_LINE, Piece, rows_of, unsure

LEADING = (0.5, 1.62)
"""Line height, in type sizes, of lines that follow one another in a block."""
INDENT = 0.8
"""Type sizes from which a line is indented."""
SAME_SIZE = 0.3
CALL = 0.8
"""Share of the text's size under which a raised digit is the number of a note."""
FOLIO = 0.6
"""Share of the filled pages that have their number at one height: that height is the foot."""
GAP = 2.0
"""Type sizes of room from which two pieces of a line stand in two cells."""
LETTERS = 3
"""So many letters set one by one are lettering in a drawing."""
LOOK = 40
"""Blocks after one in which its end is looked for: those of its page and the next."""
DASH = "\N{EN DASH}"
ENDS = frozenset(".?!:»\N{HORIZONTAL ELLIPSIS}")


def groups_of(pages: Sequence[Sequence[Run]]) -> tuple[Group, ...]:
    """The blocks of all pages in the order they are set; feet and numbers of notes left out."""
    foot = _foot(pages)
    groups: list[Group] = []
    for runs in pages:
        kept = [run for run in runs if foot is None or abs(run.baseline - foot) > SAME_LINE]
        groups += _down(list(_page(_without_calls(kept))))
    return tuple(_over_pages(groups))


def _foot(pages: Sequence[Sequence[Run]]) -> float | None:
    """The height at which most pages have their own number."""
    heights = Counter(
        round(run.baseline, 1)
        for number, runs in enumerate(pages, 1)
        for run in runs
        if run.text.strip() == str(number)
    )
    height, count = heights.most_common(1)[0] if heights else (0.0, 0)
    return height if count > FOLIO * sum(1 for runs in pages if runs) else None


def _without_calls(runs: Sequence[Run]) -> list[Run]:
    """The runs without small raised numbers beside larger letters."""
    kept = []
    for at, run in enumerate(runs):
        near = [runs[place] for place in (at - 1, at + 1) if 0 <= place < len(runs)]
        if not (run.text.strip().isdigit() and any(_raised(run, other) for other in near)):
            kept.append(run)
    return kept


def _raised(run: Run, other: Run) -> bool:
    rise = other.baseline - run.baseline
    close = min(abs(run.left - other.right), abs(other.left - run.right)) < other.size / PT
    return run.size < CALL * other.size and 0 < rise < 0.6 * other.size / PT and close


def _page(runs: Sequence[Run]) -> Iterator[Group]:
    lettered = _lettered(runs)
    block: list[Piece] = []
    drawn = False
    for at, run in enumerate(runs):
        if block and (drawn != (at in lettered) or not (drawn or _goes_on(block, run))):
            yield _group(block, drawn)
            block = []
        drawn = at in lettered
        block.append(Piece(run, cell=_cell(block, run)))
    if block:
        yield _group(block, drawn)


def _down(groups: Sequence[Group]) -> list[Group]:
    """The groups of a page as they are read: down the text, with what stands beside it, and then
    down a second column of the same size."""
    held = [group for group in groups if group.rows]
    rows = [row for group in held if not group.drawn for row in group.rows]
    left = _most(rows, lambda row: round(row.left))
    main = [row for row in rows if round(row.left) == left]
    right = max((row.right for row in main), default=0.0)
    size = _most(main, lambda row: row.size)

    def place(group: Group) -> tuple[bool, float]:
        row = group.rows[0]
        return row.left > right and row.size > size - SAME_SIZE, row.baseline

    return sorted(held, key=place)


def _most(rows: Iterable[Row], key: Callable[[Row], float]) -> float:
    """What most letters of some rows have in common: a left edge, a size; 0 for no rows."""
    counts: Counter[float] = Counter()
    for row in rows:
        counts[key(row)] += len(row.text)
    return counts.most_common(1)[0][0] if counts else 0.0


def _lettered(runs: Sequence[Run]) -> set[int]:
    """Which runs are letters set one by one: three at least that follow one another."""
    single = [len(run.text.strip()) == 1 for run in runs]
    found: set[int] = set()
    start = 0
    for at in range(len(runs) + 1):
        if at == len(runs) or not single[at]:
            if at - start >= LETTERS:
                found.update(range(start, at))
            start = at + 1
    return found


def _cell(block: Sequence[Piece], run: Run) -> int:
    """The cell of a run: another one after a wide gap in the line."""
    if not block:
        return 0
    last = block[-1].run
    beside = abs(run.baseline - last.baseline) < SAME_LINE
    return block[-1].cell + (beside and run.left - last.right > GAP * run.size / PT)


def _goes_on(block: Sequence[Piece], run: Run) -> bool:
    """Whether a run belongs to the block before it."""
    last = block[-1].run
    if abs(run.baseline - last.baseline) < SAME_LINE:
        return run.left > last.left
    starts = [each.run for each in block if each.run.left <= min(p.run.left for p in block) + 0.1]
    step = (run.baseline - last.baseline) * PT / last.size
    if not (LEADING[0] < step < LEADING[1] and abs(run.size - last.size) < SAME_SIZE):
        return False
    if run.text.lstrip().startswith(DASH):
        return False
    edge = INDENT * run.size / PT
    first = len({round(each.run.baseline, 1) for each in block}) == 1
    left = min(each.left for each in starts)
    return run.left < left + edge and (first or run.left > left - edge)


def _group(block: Sequence[Piece], drawn: bool) -> Group:
    pieces = block if drawn else _without_dash(block)
    return Group("text", tuple(map(unsure, rows_of(pieces))), drawn=drawn)


def _without_dash(block: Sequence[Piece]) -> Sequence[Piece]:
    """The pieces without the dash that a list puts before its item, wherever it is drawn."""
    return block[1:] if block[0].run.text.strip() == DASH else block


def _over_pages(groups: Iterable[Group]) -> Iterator[Group]:
    """Paragraphs that a page's end has parted, put together."""
    held = [group for group in groups if group.rows]
    rows = [row for group in held if not group.drawn for row in group.rows]
    size = _most(rows, lambda row: row.size)
    for at, group in enumerate(held):
        place = _continued(held, at, size)
        if place:
            held[place] = replace(group, rows=(*group.rows, *held[place].rows))
        else:
            yield group


def _continued(groups: Sequence[Group], at: int, size: float) -> int:
    """Where the last block of a page goes on on the next one; 0 where it ends.

    size  of the running text: nothing else goes on over a page
    """
    last = groups[at].rows[-1]
    after = range(at + 1, min(at + 1 + LOOK, len(groups)))
    on_page = [groups[place].rows[0] for place in after if groups[place].rows[0].page == last.page]
    lower = any(row.baseline > last.baseline and _alike(row, last) for row in on_page)
    set_apart = groups[at].drawn or abs(last.size - size) > SAME_SIZE
    if last.text[-1:] in ENDS or set_apart or lower:
        return 0
    for place in after:
        first = groups[place].rows[0]
        goes_on = first.page == last.page + 1 and first.text[:1].islower()
        if goes_on and _alike(first, last) and not groups[place].drawn:
            return place
    return 0


def _alike(row: Row, other: Row) -> bool:
    return abs(row.size - other.size) < SAME_SIZE
