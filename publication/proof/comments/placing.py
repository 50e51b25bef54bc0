"""Finds the block, the characters and the line that an annotation means."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from publication.message import Message, said
from publication.model import Line
from publication.proof.comments.letters import Letter, is_solid
from publication.proof.comments.records import Annotation, Box, Spot
from publication.proof.records import Draft, Span

SAME = 0.8
"""Share of letters a line must have in common with the file's to be the same line."""
BESIDE = 10.0
"""Millimetres between a sign and the line it stands beside."""
SLACK = 0.6

NO_TEXT = said("it stands beside no line of text")
OTHER_DRAFT = said("the line reads otherwise in the present draft: the file is of another one")


@dataclass(frozen=True)
class Set:
    """A typeset line with the part of a block it holds."""

    line: Line
    block: int
    span: Span


class Placing:
    """The lines of the present draft, ready to be asked."""

    def __init__(self, draft: Draft, lines: Sequence[Line]) -> None:
        self.draft = draft
        self.pages = {leaf.label: index for index, leaf in enumerate(draft.leaves)}
        spans: dict[tuple[int, int], list[tuple[int, Span]]] = defaultdict(list)
        for index, block in enumerate(draft.blocks):
            for span in block.spans:
                spans[span.page, round(100 * span.baseline)].append((index, span))
        self.lines: dict[int, list[Set]] = defaultdict(list)
        for line in lines:
            near = spans.get((line.page, round(100 * line.baseline)), [])
            if near and line.text.strip():
                held, span = max(near, key=lambda each: self._like(line, *each))
                self.lines[line.page].append(Set(line, held, span))

    def _like(self, line: Line, block: int, span: Span) -> float:
        text = self.draft.blocks[block].text[span.start : span.end]
        return SequenceMatcher(None, _solid(line.text), _solid(text), autojunk=False).ratio()

    def place(self, annotation: Annotation, letters: Sequence[Letter]) -> Spot | Message:
        """Where an annotation belongs, or why nowhere. letters are those of its page."""
        page = self.pages.get(annotation.label)
        if page is None:
            return unknown_page(annotation.label)
        if not annotation.boxes:
            return NO_TEXT
        if annotation.marks:
            marked = self._marked(page, annotation.boxes, letters)
            if marked is not None:
                return marked
        return self._beside(page, annotation, letters)

    def _marked(
        self, page: int, boxes: Sequence[Box], letters: Sequence[Letter]
    ) -> Spot | Message | None:
        """The characters under the boxes; None where none lie under them."""
        found: dict[int, list[tuple[int, int]]] = defaultdict(list)
        words: list[str] = []
        for each in self.lines[page]:
            row = _row(each.line, letters)
            chosen = [at for at, letter in enumerate(row) if _under(letter, boxes)]
            if not chosen:
                continue
            offsets = self._offsets(each, row)
            if offsets is None or any(_is_lost(row[at], at, offsets) for at in chosen):
                return OTHER_DRAFT
            held = [offsets[at] for at in chosen if at in offsets]
            if held:
                found[each.block].append((min(held), max(held) + 1))
                part = self.draft.blocks[each.block].text[min(held) : max(held) + 1]
                words.append(part)
        if not found:
            return None
        block = max(found, key=lambda each: sum(end - start for start, end in found[each]))
        start, end = min(found[block])[0], max(end for _, end in found[block])
        single = len(found) == 1
        said = self.draft.blocks[block].text[start:end] if single else " / ".join(words)
        number = self.draft.blocks[block].span_at(start).number
        return Spot(block, start, end, number, " ".join(said.split()), single)

    def _beside(
        self, page: int, annotation: Annotation, letters: Sequence[Letter]
    ) -> Spot | Message:
        """The nearest line; for a caret also the letter it stands after."""
        x, y = annotation.boxes[0].middle
        near = sorted((_distance(each.line, x, y), at) for at, each in enumerate(self.lines[page]))
        if not near or near[0][0][1] > BESIDE:
            return NO_TEXT
        chosen = self.lines[page][near[0][1]]
        row = _row(chosen.line, letters)
        offsets = self._offsets(chosen, row)
        if offsets is None:
            return OTHER_DRAFT
        spot = Spot(chosen.block, chosen.span.start, chosen.span.start, chosen.span.number)
        if annotation.kind != "Caret":
            return replace(spot, words="")
        passed = [at for at, letter in enumerate(row) if letter.x < x]
        if passed and _is_lost(row[passed[-1]], passed[-1], offsets):
            return OTHER_DRAFT
        before = [offsets[at] for at in passed if at in offsets]
        at = max(before) + 1 if before else chosen.span.start
        return replace(spot, start=at, end=at)

    def _offsets(self, each: Set, row: Sequence[Letter]) -> dict[int, int] | None:
        """For each letter of a row its offset in the block; None where the line is another."""
        text = self.draft.blocks[each.block].text
        places = [at for at in range(each.span.start, each.span.end) if is_solid(text[at])]
        ours, theirs = [text[at] for at in places], [letter.character for letter in row]
        matcher = SequenceMatcher(None, theirs, ours, autojunk=False)
        if not places or matcher.ratio() < SAME:
            return None
        return {
            a + step: places[b + step]
            for a, b, size in matcher.get_matching_blocks()
            for step in range(size)
        }


def unknown_page(label: str) -> Message:
    """What is said of a mark on a page that is no more."""
    return said("the present draft has no page {label}", label=label)


def unknown_line(label: str, line: int) -> Message:
    """That a remark names a line its page has not got."""
    return said("page {label} of the present draft has no line {line}", label=label, line=line)


def _is_lost(letter: Letter, at: int, offsets: dict[int, int]) -> bool:
    """Whether a letter is not in the draft's line; numbers of notes are in no block's text."""
    return at not in offsets and not letter.character.isdigit()


def _solid(text: str) -> str:
    return "".join(filter(is_solid, text))


def _row(line: Line, letters: Sequence[Letter]) -> list[Letter]:
    """The letters of a line from left to right."""
    held = [
        letter
        for letter in letters
        if line.top <= letter.y < line.bottom and line.x - SLACK <= letter.x <= line.right + SLACK
    ]
    return sorted(held, key=lambda letter: letter.x)


def _under(letter: Letter, boxes: Sequence[Box]) -> bool:
    return any(box.holds(letter.x, letter.y) for box in boxes)


def _distance(line: Line, x: float, y: float) -> tuple[bool, float]:
    """First the lines the sign stands over, then by height."""
    inside = line.x - 2 <= x <= line.right + 2 and line.top - 2 <= y <= line.bottom + 2
    return not inside, abs(y - (line.top + line.bottom) / 2)
