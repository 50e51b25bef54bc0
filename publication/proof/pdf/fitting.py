"""A PDF's lines laid over the blocks of a better known draft: which line belongs to which block.

A file without tags does not say where a paragraph ends, and a tagged one says it otherwise than the
templates do. Most lines of two drafts are the same, so the blocks of one tell those of the other;
what is new between them stays with the lines it stands with.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from publication.proof.pdf.order import by_places
from publication.proof.pdf.records import Fitted, Group, Row
from publication.proof.pdf.rows import CELL
from publication.proof.records import Block, Draft, Kind

SHORT = 12
"""Letters under which a line is only taken for the same where it stands on the same page."""
NEAR = 1
"""Pages by which a line may stand elsewhere and be the same."""
LIKE = 0.5
"""Share of words in common from which a block is another's new wording."""
HYPHENS = {ord(sign): "-" for sign in "\N{HYPHEN}\N{NON-BREAKING HYPHEN}"}

DIGITS = re.compile(r"\d+")

Home = tuple[int, int]
"""A line of the guide: its block, and which of the block's lines it is."""
Same = Callable[[str], str]
"""What of a line's letters must be equal."""


def fitted(
    groups: Sequence[Group], guide: Draft, drawn: bool = False, by_place: bool = False
) -> tuple[Fitted, ...]:
    """The file's rows as the guide's blocks have them.

    drawn     whether lettering in drawings is kept; else it goes unless the guide has it as text
    by_place  whether the order of the groups says nothing: then the guide's is taken, and places
    """
    rows = [row for group in groups for row in group.rows]
    homes = _homes(groups, guide)
    sizes = _kinds_by_size(rows, homes, guide)
    parts: list[Fitted] = []
    at = 0
    for group in groups:
        held = [(row, homes.get(at + turn)) for turn, row in enumerate(group.rows)]
        at += len(group.rows)
        parts += [Fitted(group, -1)] if drawn and group.drawn else _parts(group, held, sizes)
    parts = _alike(parts, guide, _pages(rows, homes, guide))
    blocks = [_as_guided(part, guide) for part in _gathered(parts, guide)]
    return tuple(by_places(blocks, guide) if by_place else blocks)


def letters(text: str) -> str:
    """What is the same however a line is spaced and broken."""
    return "".join(text.translate(HYPHENS).split()).rstrip("-")


# ------------------------------------------------------------------ which line is which


def _homes(groups: Sequence[Group], guide: Draft) -> dict[int, Home]:
    """For each row that the guide has word for word its line there; rows are counted through.

    First come the lines that follow one another as in the guide, then the same lines elsewhere,
    then those with another number, and at last what may as well be lettering in a drawing.
    """
    rows = [row for group in groups for row in group.rows]
    drawn = [group.drawn for group in groups for _ in group.rows]
    lines = list(_lines(guide))
    text = [place for place in range(len(rows)) if not drawn[place]]
    own = [letters(rows[place].text) for place in text]
    homes: dict[int, Home] = {}
    matcher = SequenceMatcher(None, [key for _, key in lines], own, autojunk=False)
    for i, j, size in matcher.get_matching_blocks():
        homes.update({text[j + step]: lines[i + step][0] for step in range(size)})
    pages = _pages(rows, homes, guide)
    near = _Near(guide, lines, rows, pages)
    lettering = [place for place in range(len(rows)) if drawn[place]]
    for same, places in ((str, text), (_without_digits, text), (str, lettering)):
        near.add(homes, same, places)
    return homes


@dataclass(frozen=True)
class _Near:
    """Finds lines that are left over, near the page they would stand on."""

    guide: Draft
    lines: Sequence[tuple[Home, str]]
    rows: Sequence[Row]
    pages: Callable[[int], int]

    def add(self, homes: dict[int, Home], same: Same, places: Sequence[int]) -> None:
        """Give those of the rows that have no home yet one with the same letters."""
        taken = set(homes.values())
        waiting: dict[str, list[Home]] = defaultdict(list)
        for home, key in self.lines:
            if home not in taken and key:
                waiting[same(key)].append(home)
        for place in places:
            key = letters(self.rows[place].text)
            left = waiting[same(key)]
            if place in homes or not left:
                continue
            page = self.pages(self.rows[place].page)
            distance, home = min((abs(_page(self.guide, home) - page), home) for home in left)
            if distance == 0 or (len(key) >= SHORT and distance <= NEAR):
                homes[place] = home
                left.remove(home)


def _lines(guide: Draft) -> Iterator[tuple[Home, str]]:
    """Every line of the guide, and its letters."""
    for index, block in enumerate(guide.blocks):
        for turn, span in enumerate(block.spans):
            yield (index, turn), letters(block.text[span.start : span.end])


def _without_digits(key: str) -> str:
    return DIGITS.sub("0", key)


def _page(guide: Draft, home: Home) -> int:
    return guide.blocks[home[0]].spans[home[1]].page


def _pages(rows: Sequence[Row], homes: Mapping[int, Home], guide: Draft) -> Callable[[int], int]:
    """The guide's page that holds most lines of a page; counted on from the last for none."""
    votes: dict[int, Counter[int]] = defaultdict(Counter)
    for place, home in homes.items():
        votes[rows[place].page][_page(guide, home)] += 1
    best = {page: count.most_common(1)[0][0] for page, count in votes.items()}

    def page_of(page: int) -> int:
        known = next((each for each in range(page, -1, -1) if each in best), None)
        return page if known is None else best[known] + page - known

    return page_of


def _kinds_by_size(
    rows: Sequence[Row], homes: Mapping[int, Home], guide: Draft
) -> Callable[[Group], Kind]:
    """What text of a size mostly is, or must be: so a new heading is one in a file without tags."""
    counts: dict[float, Counter[Kind]] = defaultdict(Counter)
    for place, home in homes.items():
        counts[rows[place].size][guide.blocks[home[0]].kind] += 1
    running = max(counts, key=lambda size: counts[size]["text"], default=0.0)

    def kind_of(group: Group) -> Kind:
        size = group.rows[0].size
        if group.kind != "text":
            return group.kind
        if size in counts:
            return counts[size].most_common(1)[0][0]
        return "heading" if size > running else "text"

    return kind_of


# ------------------------------------------------------------------ which lines are one block


def _parts(
    group: Group, held: Sequence[tuple[Row, Home | None]], kind_of: Callable[[Group], Kind]
) -> Iterator[Fitted]:
    """A group cut where the guide begins another block."""
    known = [home for _, home in held if home is not None]
    if not known:
        if not group.drawn and group.rows:
            yield Fitted(replace(group, kind=kind_of(group)), -1)
        return
    current = known[0][0] if held[0][1] or known[0][1] else -1
    rows: list[Row] = []
    for row, home in held:
        if home is None and group.drawn:
            continue
        if home is not None and home[0] != current:
            if rows:
                yield Fitted(replace(group, rows=tuple(rows)), current)
            rows, current = [], home[0]
        rows.append(row)
    if rows:
        yield Fitted(replace(group, rows=tuple(rows)), current)


def _alike(parts: Sequence[Fitted], guide: Draft, pages: Callable[[int], int]) -> list[Fitted]:
    """Parts that have no line of the guide's, as the blocks near them that say nearly the same."""
    used = {part.guide for part in parts}
    free = [index for index in range(len(guide.blocks)) if index not in used]
    found: list[tuple[float, int, int]] = []
    for turn, part in enumerate(parts):
        if part.guide >= 0 or part.group.drawn:
            continue
        page, words = pages(part.group.rows[0].page), _words(row.text for row in part.group.rows)
        for index in free:
            block = guide.blocks[index]
            if abs(block.spans[0].page - page) <= NEAR:
                matcher = SequenceMatcher(None, _words([block.text]), words, autojunk=False)
                if matcher.quick_ratio() >= LIKE:
                    found.append((-matcher.ratio(), turn, index))
    told = list(parts)
    for ratio, turn, index in sorted(found):
        if -ratio >= LIKE and told[turn].guide < 0 and index not in used:
            used.add(index)
            told[turn] = replace(told[turn], guide=index)
    return told


def _words(texts: Iterable[str]) -> list[str]:
    return [word for text in texts for word in text.split()]


def _gathered(parts: Sequence[Fitted], guide: Draft) -> Iterator[Fitted]:
    """Parts of one block of the guide as one, where the first of them stands."""
    own: dict[int, list[Row]] = defaultdict(list)
    for part in parts:
        if part.guide >= 0:
            own[part.guide] += part.group.rows
    told: set[int] = set()
    for part in parts:
        if part.guide < 0:
            yield part
        elif part.guide not in told:
            told.add(part.guide)
            block = guide.blocks[part.guide]
            rows = _as_read(own[part.guide], _turns(block))
            yield Fitted(Group(block.kind, rows, block.figure), part.guide)


def _turns(block: Block) -> dict[str, int]:
    """The lines of a block by their letters."""
    return {letters(block.text[s.start : s.end]): turn for turn, s in enumerate(block.spans)}


def _as_read(rows: Sequence[Row], turns: Mapping[str, int]) -> tuple[Row, ...]:
    """Rows in the order of the guide's lines; a new one stays after the row it came after."""
    last, keys = -1, []
    for row in rows:
        last = turns.get(letters(row.text), last)
        keys.append(last)
    return tuple(rows[at] for at in sorted(range(len(rows)), key=lambda at: keys[at]))


def _as_guided(fit: Fitted, guide: Draft) -> Fitted:
    """Rows that the guide has, joined and parted as it has them."""
    if fit.guide < 0:
        return fit
    block = guide.blocks[fit.guide]
    turns = _turns(block)
    rows: list[Row] = []
    for row in fit.group.rows:
        turn = turns.get(letters(row.text), -1)
        if turn >= 0:
            span = block.spans[turn]
            row = replace(
                row,
                text=block.text[span.start : span.end].strip(),
                joined=_goes_on(block, turn, row),
                apart=block.text[: span.start].endswith(CELL),
            )
        rows.append(row)
    return Fitted(replace(fit.group, rows=tuple(rows)), fit.guide)


def _goes_on(block: Block, turn: int, row: Row) -> bool:
    """Whether the last word of a line of the guide's goes on in the next line."""
    if turn + 1 == len(block.spans):
        return bool(row.joined)
    return not block.text[: block.spans[turn + 1].start][-1:].isspace()
