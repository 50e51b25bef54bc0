"""Two texts word by word: what is the same, what is gone, what is new.

A number or claim that the program has set is one word here, the same as long as it rests on the
same estimates, whatever it is printed as: so a change of data is no change of words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from publication.proof.changes import Range, Run, Stroke
from publication.proof.records import Block, Mark

WORD = re.compile(r"\w(?:[\w'’\-]*\w)?|[^\w\s]")
"""A word, or one sign of punctuation: so a comma more is a comma more."""
BREAK = "\N{PILCROW SIGN}"
"""Stands between two blocks that are compared as one."""
CRUMB = 4
"""Letters: fewer in common between two changes are no island worth keeping."""


@dataclass(frozen=True)
class Token:
    """A word as it is compared (key) and shown (text). glued: no space before it."""

    key: str
    text: str
    glued: bool
    block: int
    start: int
    end: int
    mark: Mark | None = None


@dataclass(frozen=True)
class Reset:
    """Words that the program set in both texts at the same place, and where in the later one."""

    before: Mark
    after: Mark
    stretch: Range


@dataclass(frozen=True)
class Redline:
    """The difference of two texts.

    touched  stretches of the later one to read again
    kept     marks that are in both
    swapped  marks of which one took the other's place
    worded   whether anything but marks differs
    """

    runs: tuple[Run, ...]
    touched: tuple[Range, ...]
    kept: tuple[Reset, ...]
    swapped: tuple[Reset, ...]
    worded: bool

    @property
    def differs(self) -> bool:
        return any(run.stroke != "same" for run in self.runs)


def tokens_of(blocks: Iterable[tuple[int, Block]]) -> list[Token]:
    """The words of one or more blocks, given with their indexes."""
    tokens: list[Token] = []
    for index, block in blocks:
        if tokens:
            tokens.append(Token(BREAK, BREAK, False, index, 0, 0))
        at = 0
        for mark in block.marks:
            tokens += _words(block.text, at, mark.start, index)
            glued = mark.start > 0 and not block.text[mark.start - 1].isspace()
            tokens.append(Token(mark.key, mark.printed, glued, index, mark.start, mark.end, mark))
            at = mark.end
        tokens += _words(block.text, at, len(block.text), index)
    return tokens


def _words(text: str, start: int, end: int, index: int) -> Iterable[Token]:
    for found in WORD.finditer(text, start, end):
        glued = found.start() > 0 and not text[found.start() - 1].isspace()
        yield Token(found[0], found[0], glued, index, found.start(), found.end())


def redline(old: Sequence[Token], new: Sequence[Token]) -> Redline:
    """Compare two texts."""
    runs: list[Run] = []
    touched: list[Range] = []
    kept: list[Reset] = []
    swapped: list[Reset] = []
    worded = False
    for stroke, first, last, start, end in _steps(old, new):
        if stroke == "equal":
            runs.append(_run("same", new[start:end]))
            kept += _resets(old[first:last], new[start:end])
            continue
        if first < last:
            runs.append(_run("gone", old[first:last]))
        if start < end:
            runs.append(_run("new", new[start:end]))
        touched += _stretches(new, start, end)
        traded = list(_resets(old[first:last], new[start:end]))
        swapped += traded
        worded |= len(traded) < max(last - first, end - start)
    return Redline(tuple(runs), tuple(touched), tuple(kept), tuple(swapped), worded)


def _resets(old: Iterable[Token], new: Iterable[Token]) -> Iterable[Reset]:
    """The marks that stand over against one another."""
    for a, b in zip(old, new, strict=False):
        if a.mark and b.mark:
            yield Reset(a.mark, b.mark, (b.block, b.start, b.end))


def _steps(old: Sequence[Token], new: Sequence[Token]) -> list[tuple[str, int, int, int, int]]:
    """The matcher's steps, with crumbs between two changes taken into them."""
    matcher = SequenceMatcher(
        None, [token.key for token in old], [token.key for token in new], autojunk=False
    )
    steps = matcher.get_opcodes()
    merged: list[tuple[str, int, int, int, int]] = []
    for place, step in enumerate(steps):
        between = 0 < place < len(steps) - 1
        crumb = step[0] == "equal" and between and _is_crumb(new[step[3] : step[4]])
        if merged and merged[-1][0] != "equal" and (crumb or step[0] != "equal"):
            before = merged.pop()
            merged.append(("replace", before[1], step[2], before[3], step[4]))
        else:
            merged.append(step)
    return merged


def _is_crumb(tokens: Sequence[Token]) -> bool:
    """Whether what two changes have between them is too little to part them."""
    if any(token.mark or token.key == BREAK for token in tokens):
        return False
    return sum(len(token.text) for token in tokens) < CRUMB


def _run(stroke: Stroke, tokens: Sequence[Token]) -> Run:
    return Run(stroke, "".join(("" if t.glued else " ") + t.text for t in tokens))


def _stretches(new: Sequence[Token], start: int, end: int) -> Iterable[Range]:
    """The stretches of the later text between two tokens, one a block; empty where words went."""
    held = [token for token in new[start:end] if token.key != BREAK]
    if not held:
        if new:
            near = new[min(start, len(new) - 1)]
            at = near.start if start < len(new) else near.end
            yield near.block, at, at
        return
    for block in dict.fromkeys(token.block for token in held):
        own = [token for token in held if token.block == block]
        yield block, own[0].start, own[-1].end
