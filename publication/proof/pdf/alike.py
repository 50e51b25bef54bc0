"""Two sides of a comparison, one of them a PDF at least, reduced to what both of them carry.

Whatever one side does not know is taken from neither and said once; nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from publication.proof.changes import Note
from publication.proof.pdf.draft import block_of, reference
from publication.proof.pdf.fitting import fitted
from publication.proof.pdf.records import Fitted, ReadPdf
from publication.proof.pdf.rows import vocabulary_of
from publication.proof.records import REFERENCE, Block, Draft, Leaf

SPAN = "\N{EN DASH}"
NUMBERED = re.compile(r"(.*?)(\d+)$")


@dataclass(frozen=True)
class Side:
    """A draft, and the file it was read from; None where it is a stored or present one."""

    draft: Draft
    file: ReadPdf | None = None

    @property
    def tagged(self) -> bool:
        """Whether it knows its blocks, chapters, figures and references."""
        return self.file is None or self.file.facts.tagged

    @property
    def name(self) -> str:
        return self.draft.label


@dataclass(frozen=True)
class Alike:
    """Both sides with the same pages and the same sort of knowledge."""

    old: Side
    new: Side
    notes: tuple[Note, ...]


def alike(old: Side, new: Side, page_word: str) -> Alike:
    """Both sides, cut into the same blocks, without what only one of them carries."""
    leaves = old.draft.leaves, new.draft.leaves
    kept = _kept(*leaves), _kept(*reversed(leaves))
    apart = (*_left_out(old, kept[0]), *_left_out(new, kept[1]))
    if old.file is not None and (new.file is None or (new.tagged and not old.tagged)):
        old = _fitted(old, _cut(new, kept[1]), page_word)
    elif new.file is not None and (old.file is None or not new.tagged):
        new = _fitted(new, _cut(old, kept[0]), page_word)
    both = old.tagged and new.tagged
    old, new = (_plain(_cut(*each), both) for each in ((old, kept[0]), (new, kept[1])))
    if not set(old.draft.chapters) & set(new.draft.chapters):
        old, new = (_without_chapters(side) for side in (old, new))
    return Alike(old, new, (*apart, Note("unknown", tuple(_unknown(old, new)))))


# ------------------------------------------------------------------ the same blocks


def _fitted(side: Side, other: Side, page_word: str) -> Side:
    """A file in the blocks of the other side, with their chapters where it has none."""
    assert side.file is not None
    facts, guide = side.file.facts, other.draft
    fits = fitted(side.file.groups, guide, drawn=not other.tagged, by_place=other.tagged)
    owner = _owners(fits, side, guide)
    words = vocabulary_of(block.text for draft in (guide, side.draft) for block in draft.blocks)
    page = reference(page_word)
    blocks = [_block(fit, block_of(fit.group, facts, owner, words, page), guide) for fit in fits]
    leaves = tuple(
        replace(leaf, chapter=name) for leaf, name in zip(side.draft.leaves, owner, strict=True)
    )
    chapters = side.draft.chapters
    if not facts.tagged:
        chapters = {name: guide.chapters[name] for name in guide.chapters if name in owner}
    draft = replace(side.draft, blocks=tuple(blocks), leaves=leaves, chapters=chapters)
    return replace(side, draft=draft)


def _block(fit: Fitted, block: Block, guide: Draft) -> Block:
    """A block with the template's line, where the guide knows it."""
    return replace(block, src=guide.blocks[fit.guide].src) if fit.guide >= 0 else block


def _owners(fits: Sequence[Fitted], side: Side, guide: Draft) -> list[str]:
    """The chapter of every page: the file's own, or that of the guide's page with the same blocks.

    A page without any follows the one before it.
    """
    if side.tagged:
        return [leaf.chapter for leaf in side.draft.leaves]
    votes: dict[int, list[int]] = {}
    for fit in fits:
        if fit.guide >= 0:
            page = guide.blocks[fit.guide].spans[0].page
            votes.setdefault(fit.group.rows[0].page, []).append(page)
    owners: list[str] = []
    guided = -1
    for page in range(len(side.draft.leaves)):
        held = votes.get(page)
        guided = max(held, key=held.count) if held else min(guided + 1, len(guide.leaves) - 1)
        owners.append(guide.leaves[guided].chapter if guide.leaves else "")
    return owners


# ------------------------------------------------------------------ the same pages


def _kept(leaves: Sequence[Leaf], others: Sequence[Leaf]) -> list[int]:
    """The pages that the other side has too: not covers and data where it has counted pages only,
    nor the blanks at the end by which it is shorter."""
    counted = all(leaf.body for leaf in leaves)
    every = counted or not all(leaf.body for leaf in others)
    kept = [index for index, leaf in enumerate(leaves) if every or leaf.body]
    longer = len(kept) - sum(leaf.body for leaf in others)
    while longer > 0 and counted and leaves[kept[-1]].blank:
        longer -= 1
        kept.pop()
    return kept


def _left_out(side: Side, kept: Sequence[int]) -> Iterator[Note]:
    """The pages of one side only, as pages."""
    left = [leaf.label for index, leaf in enumerate(side.draft.leaves) if index not in kept]
    if left:
        yield Note("only_in", tuple(_runs(left)), side.name)


def _cut(side: Side, kept: Sequence[int]) -> Side:
    whole = len(kept) == len(side.draft.leaves)
    return side if whole else replace(side, draft=only(side.draft, kept))


def only(draft: Draft, kept: Sequence[int]) -> Draft:
    """The draft with these pages alone. What begins on another page is left out."""
    places = {index: place for place, index in enumerate(kept)}
    blocks = tuple(
        replace(
            block,
            spans=tuple(replace(span, page=places[span.page]) for span in block.spans),
        )
        for block in draft.blocks
        if all(span.page in places for span in block.spans)
    )
    leaves = tuple(draft.leaves[index] for index in kept)
    left = {leaf.chapter for leaf in leaves}
    return replace(
        draft,
        leaves=leaves,
        blocks=blocks,
        chapters={name: title for name, title in draft.chapters.items() if name in left},
        figures={
            name: replace(figure, page=places[figure.page])
            for name, figure in draft.figures.items()
            if figure.page in places
        },
        pictures=tuple(draft.pictures[index] for index in kept) if draft.pictures else (),
    )


def _runs(labels: Sequence[str]) -> Iterator[str]:
    """Labels with those that count on as a stretch: Forside, Data 1–8."""
    held: list[list[str]] = []
    for label in labels:
        if held and _follows(held[-1][-1], label):
            held[-1].append(label)
        else:
            held.append([label])
    for run in held:
        found = NUMBERED.match(run[-1])
        yield f"{run[0]}{SPAN}{found[2]}" if len(run) > 1 and found else run[0]


def _follows(before: str, label: str) -> bool:
    a, b = NUMBERED.match(before), NUMBERED.match(label)
    return bool(a and b) and a[1] == b[1] and int(a[2]) + 1 == int(b[2])  # type: ignore[index]


# ------------------------------------------------------------------ the same knowledge


def _plain(side: Side, references: bool) -> Side:
    """The draft with its words alone; page numbers in references stay marks where both know."""
    blocks = tuple(
        replace(
            block,
            marks=tuple(mark for mark in block.marks if references and mark.kind == REFERENCE),
        )
        for block in side.draft.blocks
    )
    return replace(side, draft=replace(side.draft, blocks=blocks, rules={}))


def _without_chapters(side: Side) -> Side:
    draft = side.draft
    blocks = tuple(replace(block, chapter="") for block in draft.blocks)
    leaves = tuple(Leaf(leaf.label, "", leaf.blank, leaf.body) for leaf in draft.leaves)
    return replace(side, draft=replace(draft, blocks=blocks, leaves=leaves, chapters={}))


def _unknown(old: Side, new: Side) -> Iterator[str]:
    """What is not known of the comparison, by its word in the language."""
    if old.file and new.file:
        yield "templates"
    if not any(span.number for block in new.draft.blocks for span in block.spans):
        yield "lines"
    yield "causes"
    if not any(side.draft.numbers or _named(side) for side in (old, new)):
        yield "names"
    if not (old.tagged and new.tagged):
        yield "figures"
    elif not (old.file and new.file):
        yield "drawings"
    if not new.draft.chapters:
        yield "chapters"


def _named(side: Side) -> bool:
    """Whether the names of numbers stand beside the pages."""
    return side.file is not None and any(sheet.names for sheet in side.file.facts.sheets)
