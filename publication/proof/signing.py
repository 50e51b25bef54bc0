"""Sign-off: a proofreader's approval, bound to what the page said when it was signed.

A page's content is its blocks (words, printed numbers and the estimates behind them) and its
figures. References to pages are left out: they move with the layout. A block is signed by the
characters that were read, so a paragraph that runs on to the next page stays signed.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from publication.errors import ProofError
from publication.message import Message, joined, said
from publication.model import Problem
from publication.proof.records import REFERENCE, Block, Draft, Picture

DIGITS = 16
"""Of a content's digest: enough that no two contents of a title meet."""
Standing = Literal["signed", "back", "unsigned", "empty"]
"""back: was signed, and reads otherwise now. empty: nothing to read."""


@dataclass(frozen=True)
class Portion:
    """Characters of one content, by its digest; end is 1 more than the last. `block` is its index.

    A figure is one character long, and its block -1.
    """

    digest: str
    start: int
    end: int
    block: int = -1

    def __str__(self) -> str:
        return f"{self.digest}:{self.start}-{self.end}"


@dataclass(frozen=True)
class Signature:
    """One page signed by one person; `content` are portions as strings."""

    page: str
    chapter: str
    by: str
    date: str
    revision: str
    content: tuple[str, ...]


@dataclass(frozen=True)
class PageSign:
    """How a page stands: who has signed it, and which of its blocks need reading again."""

    index: int
    label: str
    chapter: str
    standing: Standing
    by: tuple[str, ...] = ()
    blocks: tuple[int, ...] = ()


@dataclass(frozen=True)
class Signoff:
    """How all pages of a draft stand."""

    pages: tuple[PageSign, ...]

    def standing(self, *standings: Standing) -> tuple[PageSign, ...]:
        return tuple(page for page in self.pages if page.standing in standings)

    @property
    def missing(self) -> tuple[PageSign, ...]:
        """The pages that somebody has still to read."""
        return self.standing("back", "unsigned")

    @property
    def line(self) -> Message:
        """In one line: "signed: 70 of 84 pages; came back: 7, 9-12"."""
        total = len(self.pages) - len(self.standing("empty"))
        signed = len(self.standing("signed"))
        parts = [said("signed: {signed} of {total} pages", signed=signed, total=total)]
        if pages := self.standing("back"):
            parts.append(said("came back: {pages}", pages=told_pages(pages)))
        if pages := self.standing("unsigned"):
            parts.append(said("not signed yet: {pages}", pages=told_pages(pages)))
        return joined(parts)


def told_pages(pages: Sequence[PageSign]) -> str:
    """Labels, with stretches as 9-12."""
    stretches: list[list[PageSign]] = []
    for page in pages:
        if stretches and page.index == stretches[-1][-1].index + 1:
            stretches[-1].append(page)
        else:
            stretches.append([page])
    return ", ".join(
        held[0].label if len(held) == 1 else f"{held[0].label}-{held[-1].label}"
        for held in stretches
    )


# ------------------------------------------------------------------ content


def portions_of(draft: Draft) -> Mapping[int, tuple[Portion, ...]]:
    """What each page says, by the page's index. Page numbers are not part of it."""
    found: dict[int, list[Portion]] = defaultdict(list)
    turns: Counter[str] = Counter()
    for index, block in enumerate(draft.blocks):
        if block.kind == "folio":
            continue
        digest = _digest(*_said(block))
        turns[digest] += 1
        digest = _digest(digest, str(turns[digest])) if turns[digest] > 1 else digest
        for span in block.spans:
            start, end = _offset(block, span.start), _offset(block, span.end)
            if start < end:
                found[span.page].append(Portion(digest, start, end, index))
    for picture in draft.figures.values():
        if picture.page >= 0:
            found[picture.page].append(Portion(_digest(*_shown(picture)), 0, 1))
    return {page: tuple(portions) for page, portions in found.items()}


def page_hashes(draft: Draft) -> dict[str, str]:
    """The label of every page with the digest of its content: what a saved review carries."""
    portions = portions_of(draft)
    return {
        leaf.label: _digest(*map(str, portions.get(index, ())))
        for index, leaf in enumerate(draft.leaves)
    }


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:DIGITS]


def _said(block: Block) -> Iterator[str]:
    """What a block says, with references by what they point to, and estimates by their names."""
    yield from (block.chapter, block.kind, block.figure)
    at = 0
    for mark in block.marks:
        yield block.text[at : mark.start]
        yield from mark.names
        if mark.kind != REFERENCE:
            yield mark.printed
        at = mark.end
    yield block.text[at:]


def _offset(block: Block, at: int) -> int:
    """An offset as it would be if every reference were no longer than one character."""
    shorter = 0
    for mark in block.marks:
        if mark.kind == REFERENCE and mark.start < at:
            shorter += min(at, mark.end) - mark.start - 1
    return at - shorter


def _shown(picture: Picture) -> Iterator[str]:
    yield from (picture.chapter, picture.id, picture.label, picture.alt, picture.svg)
    for row in (picture.header, *picture.rows):
        yield "\t".join(row)


# ------------------------------------------------------------------ signing


def sign_pages(draft: Draft, indexes: Iterable[int], by: str, date: str) -> tuple[Signature, ...]:
    """One signature for each page that has something to read."""
    portions = portions_of(draft)
    return tuple(
        Signature(
            page=draft.leaves[index].label,
            chapter=draft.leaves[index].chapter,
            by=by,
            date=date,
            revision=draft.revision,
            content=tuple(map(str, _joined(portions[index]))),
        )
        for index in sorted(set(indexes))
        if portions.get(index)
    )


def _joined(portions: Sequence[Portion]) -> Iterator[Portion]:
    """Lines that follow one another as one portion."""
    held: Portion | None = None
    for portion in portions:
        if held and held.digest == portion.digest and held.end >= portion.start - 1:
            held = Portion(held.digest, held.start, max(held.end, portion.end), held.block)
            continue
        if held:
            yield held
        held = portion
    if held:
        yield held


def sign_off(draft: Draft, signatures: Sequence[Signature]) -> Signoff:
    """How every page of a draft stands by these signatures."""
    covered = _covered(signatures)
    known = {(each.chapter, each.page) for each in signatures}
    portions = portions_of(draft)
    return Signoff(
        tuple(
            _stand(draft, index, portions.get(index, ()), covered, known)
            for index in range(len(draft.leaves))
        )
    )


Covered = Mapping[str, Sequence[tuple[int, int, str]]]
"""Digest -> stretches that were signed, and by whom."""


def _covered(signatures: Iterable[Signature]) -> Covered:
    found: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for signature in signatures:
        for text in signature.content:
            digest, _, stretch = text.partition(":")
            start, _, end = stretch.partition("-")
            found[digest].append((int(start), int(end), signature.by))
    return {digest: sorted(stretches) for digest, stretches in found.items()}


def _stand(
    draft: Draft,
    index: int,
    portions: Sequence[Portion],
    covered: Covered,
    known: set[tuple[str, str]],
) -> PageSign:
    leaf = draft.leaves[index]
    page = index, leaf.label, leaf.chapter
    if not portions:
        return PageSign(*page, "empty")
    lacking = [each for each in portions if not _is_covered(each, covered)]
    if not lacking:
        names = {who for each in portions for _, _, who in covered[each.digest]}
        return PageSign(*page, "signed", tuple(sorted(names)))
    was = (leaf.chapter, leaf.label) in known or 2 * len(lacking) < len(portions)
    blocks = tuple(dict.fromkeys(each.block for each in lacking if each.block >= 0))
    return PageSign(*page, "back" if was else "unsigned", (), blocks)


def _is_covered(portion: Portion, covered: Covered) -> bool:
    """Whether signed stretches hold every character; a space between two lines is none."""
    reached = portion.start
    for start, end, _ in covered.get(portion.digest, ()):
        if start <= reached + 1:
            reached = max(reached, end)
    return reached >= portion.end


# ------------------------------------------------------------------ which pages


def chosen_pages(draft: Draft, pages: str = "", chapter: str = "") -> tuple[int, ...]:
    """The pages that "7-12,15" or a chapter's id names; ProofError with every unknown name."""
    places = {leaf.label: index for index, leaf in enumerate(draft.leaves)}
    found: list[int] = []
    problems: list[Problem] = []
    for part in filter(None, (part.strip() for part in pages.split(","))):
        ends = [part] if part in places else [end.strip() for end in part.split("-", 1)]
        unknown = [end for end in ends if end not in places]
        problems += [Problem(f"the draft has no page {end!r}") for end in unknown]
        if not unknown:
            first, last = places[ends[0]], places[ends[-1]]
            found += range(first, last + 1)
            if last < first:
                problems.append(Problem(f"pages {part}: the last stands before the first"))
    if chapter and chapter not in draft.chapters:
        hint = f"there are: {', '.join(draft.chapters)}"
        problems.append(Problem(f"the draft has no chapter {chapter!r}", hint=hint))
    found += [at for at, leaf in enumerate(draft.leaves) if chapter and leaf.chapter == chapter]
    if problems:
        raise ProofError(problems)
    return tuple(dict.fromkeys(found))
