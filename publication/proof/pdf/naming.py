"""Which number a changed word is: told by a draft's marks, a proof's margin, a web PDF's list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from publication.proof.changes import Changes
from publication.proof.pdf.alike import Side
from publication.proof.records import Block, Draft, Mark
from publication.proof.redline import Token, tokens_of

BESIDE = 4.2
"""Millimetres: a name stands so near to its line; within it the proof says each name once."""
NUMBER, CLAIM = "number", "claim"
CLOSE = 6e-5
"""Estimates nearer than this are one: the web PDF rounds them to four decimals."""

Names = frozenset[tuple[str, ...]]
Stretch = tuple[int, int]


@dataclass(frozen=True)
class Swap:
    """Words that stand in another's place, in the old block and in the new one."""

    old: Stretch
    new: Stretch


class Knowing:
    """What one side knows of the computed words in its text."""

    def __init__(self, side: Side, marked: Draft) -> None:
        """marked: the draft as it was read, with all its marks."""
        self.side = side
        self.marks = {(block.text, block.spans[0].baseline): block.marks for block in marked.blocks}
        self.words: dict[str, list[str]] = {}
        for mark in (mark for block in marked.blocks for mark in block.marks):
            for name in mark.names:
                self.words.setdefault(name, []).append(mark.printed)
        self.printed = side.file.facts.printed if side.file else {}
        self.sheets = side.file.facts.sheets if side.file else ()

    def printed_of(self, name: str) -> frozenset[str] | None:
        """All words an estimate is printed in; None where nothing is known of it."""
        words = self.words.get(name) or self.printed.get(name)
        return frozenset(map(_plain, words)) if words else None

    def of(self, block: Block, at: Stretch) -> tuple[Mark | None, Names | None]:
        """The mark over a stretch, or the names it may have; None where nothing is known."""
        mark = next((m for m in self._marks(block) if m.start <= at[0] and at[1] <= m.end), None)
        if mark is not None or self.side.file is None:
            return mark, frozenset({mark.names} if mark else ())
        digits = any(character.isdigit() for character in block.text[at[0] : at[1]])
        found = {(name,) for name in self._listed(block, at)}
        if self.printed and found:
            return None, frozenset(found)
        if digits and any(sheet.names for sheet in self.sheets):
            return None, frozenset((name,) for name in self._beside(block, at))
        return None, None

    def _marks(self, block: Block) -> tuple[Mark, ...]:
        return self.marks.get((block.text, block.spans[0].baseline), ())

    def _listed(self, block: Block, at: Stretch) -> Iterator[str]:
        """The estimates that are printed in words which stand over the stretch."""
        text = _plain(block.text)
        for name, printed in self.printed.items():
            for words in map(_plain, printed):
                start = text.find(words, max(0, at[1] - len(words)))
                if 0 <= start <= at[0] and at[1] <= start + len(words):
                    yield name

    def _beside(self, block: Block, at: Stretch) -> Iterator[str]:
        """The names that the proof has set beside the lines of the stretch."""
        for span in block.spans:
            if span.start < at[1] and at[0] < span.end:
                for height, name in self.sheets[span.page].names:
                    if abs(height - span.baseline) < BESIDE:
                        yield name


def _plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ").lower()


def named(changes: Changes, old: Knowing, new: Knowing) -> tuple[Draft, Draft]:
    """Both drafts, with a mark over every changed number whose name is sure."""
    marks: tuple[dict[int, list[Mark]], dict[int, list[Mark]]] = ({}, {})
    for change in changes.words:
        if change.before is None or change.after is None:
            continue
        before, after = change.before.block, change.after.block
        a, b = changes.old.blocks[before], changes.new.blocks[after]
        for swap in _swaps(a, b):
            pair = _marks(a, b, swap, old, new)
            if pair:
                marks[0].setdefault(before, []).append(pair[0])
                marks[1].setdefault(after, []).append(pair[1])
    return _marked(changes.old, marks[0]), _marked(changes.new, marks[1])


def _swaps(old: Block, new: Block) -> Iterator[Swap]:
    """Words put in the place of others between two blocks."""
    a, b = tokens_of([(0, old)]), tokens_of([(0, new)])
    matcher = SequenceMatcher(None, [t.key for t in a], [t.key for t in b], autojunk=False)
    for step, i, k, j, m in matcher.get_opcodes():
        if step == "replace" and not any(token.mark for token in (*a[i:k], *b[j:m])):
            yield Swap(_stretch(a[i:k]), _stretch(b[j:m]))


def _stretch(tokens: list[Token]) -> Stretch:
    return tokens[0].start, tokens[-1].end


def _marks(a: Block, b: Block, swap: Swap, old: Knowing, new: Knowing) -> tuple[Mark, Mark] | None:
    """The marks of a swapped number on both sides; None where its name is not sure."""
    (was, before), (now, after) = old.of(a, swap.old), new.of(b, swap.new)
    names = _agreed(before, after)
    if names is None:
        return None
    known = was or now
    lead = known.start - (swap.old if was else swap.new)[0] if known else 0
    trail = known.end - (swap.old if was else swap.new)[1] if known else 0
    sides = [
        (text, max(0, at[0] + lead), min(len(text), at[1] + trail))
        for text, at in ((a.text, swap.old), (b.text, swap.new))
    ]
    kind = known.kind if known else _kind(a.text[slice(*swap.old)])
    first, second = (Mark(kind, names, text[start:end], start, end) for text, start, end in sides)
    return first, second


def _agreed(before: Names | None, after: Names | None) -> tuple[str, ...] | None:
    """The only name that both sides allow."""
    if before is None or after is None:
        known = after if before is None else before
        return next(iter(known)) if known is not None and len(known) == 1 else None
    shared = before & after
    if not shared:
        single = {name for names in before | after for name in names if len(names) == 1}
        shared = frozenset(n for n in before | after if len(n) > 1 and set(n) <= single)
    return next(iter(shared)) if len(shared) == 1 else None


def _kind(printed: str) -> str:
    return NUMBER if any(character.isdigit() for character in printed) else CLAIM


def _marked(draft: Draft, marks: dict[int, list[Mark]]) -> Draft:
    blocks = tuple(
        replace(block, marks=tuple(sorted((*block.marks, *marks.get(index, ())), key=_start)))
        for index, block in enumerate(draft.blocks)
    )
    return replace(draft, blocks=blocks)


def _start(mark: Mark) -> int:
    return mark.start


def same_numbers(old: Draft, new: Draft) -> tuple[Draft, Draft]:
    """Both drafts with the estimates that both know, rounded alike."""
    both = old.numbers.keys() & new.numbers.keys()
    before = {name: old.numbers[name] for name in sorted(both)}
    after = {}
    for name, number in before.items():
        now = new.numbers[name]
        close = abs(now.value - number.value) < CLOSE and now.n == number.n
        after[name] = number if close else replace(now, kind=number.kind)
    return replace(old, numbers=before), replace(new, numbers=after)
