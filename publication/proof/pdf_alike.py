"""Two sides of a comparison, one of them a PDF at least, reduced to what both of them carry.

Whatever one side does not know is taken from neither and said once; nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from publication.model import Publication
from publication.proof.changes import Note
from publication.proof.pdf_draft import block_of, reference
from publication.proof.pdf_fitting import fitted
from publication.proof.pdf_records import Fitted, ReadPdf
from publication.proof.pdf_rows import vocabulary_of
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


def alike(old: Side, new: Side, publication: Publication, page_word: str) -> Alike:
    """Both sides, cut into the same blocks, without what only one of them carries."""
    known = [side for side in (old, new) if side.file is None or side.tagged]
    if old.file is not None and (new.file is None or (new.tagged and not old.tagged)):
        old = _fitted(old, new, page_word)
    elif new.file is not None and (old.file is None or not new.tagged):
        new = _fitted(new, old, page_word)
    old, new, apart = _same_pages(old, new)
    both = len(known) == 2
    old, new = (_plain(side, references=both) for side in (old, new))
    if not set(old.draft.chapters) & set(new.draft.chapters):
        old, new = (_without_chapters(side) for side in (old, new))
    return Alike(old, new, (*apart, Note("unknown", tuple(_unknown(old, new)))))


# ------------------------------------------------------------------ the same blocks


def _fitted(side: Side, other: Side, page_word: str) -> Side:
    """A file in the blocks of the other side, with their chapters where it has none."""
    assert side.file is not None
    facts, guide = side.file.facts, other.draft
    fits = fitted(
        side.file.groups,
        guide,
        drawn=not other.tagged,
        by_place=other.tagged,
    )
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


def _same_pages(old: Side, new: Side) -> tuple[Side, Side, list[Note]]:
    """Both sides without the pages that only one sort of file has: covers, data, filling."""
    notes: list[Note] = []
    sides = [old, new]
    counted = [all(leaf.body for leaf in side.draft.leaves) for side in sides]
    for turn, other in ((0, 1), (1, 0)):
        leaves = sides[turn].draft.leaves
        kept = [
            index
            for index, leaf in enumerate(leaves)
            if leaf.body or not counted[other] or counted[turn]
        ]
        longer = len(kept) - sum(1 for leaf in sides[other].draft.leaves if leaf.body)
        while longer > 0 and counted[turn] and kept and leaves[kept[-1]].blank:
            longer -= 1
            kept.pop()
        if len(kept) < len(leaves):
            left = [leaves[index].label for index in range(len(leaves)) if index not in set(kept)]
            notes.append(Note("only_in", tuple(_runs(left)), sides[turn].name))
            sides[turn] = replace(sides[turn], draft=only(sides[turn].draft, kept))
    return sides[0], sides[1], notes


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
