"""Two drafts compared: what changed, by kind and with its cause."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from publication.errors import ProofError
from publication.model import Problem
from publication.proof.causes import differs, facts, why
from publication.proof.changes import (
    Cause,
    Changes,
    Fact,
    Move,
    NumberChange,
    Range,
    Run,
    Where,
    WordChange,
)
from publication.proof.figures import compare_figures
from publication.proof.matching import Pair, match
from publication.proof.pages import compare_layout, pages_of, pair_pages, shifts_of
from publication.proof.records import CLAIMS, COMPUTED, REFERENCE, Block, Draft
from publication.proof.redline import Reset, redline, tokens_of


def compare(old: Draft, new: Draft) -> Changes:
    """What differs in the new draft from the old one.

    Raises ProofError where the two are of different titles.
    """
    if old.title_id != new.title_id:
        both = f"{old.title_id} and {new.title_id}"
        raise ProofError([Problem(f"the drafts are of different titles: {both}")])
    pairs = match(old.blocks, new.blocks)
    found = _Found(old, new)
    for pair in pairs:
        found.take(pair)
    figures = compare_figures(old, new, found.notes)
    touched = (*found.touched, *(each for figure in figures for each in figure.touched))
    numbers = tuple(found.numbers.values())
    changed = {page for stretch in touched for page in pages_of(new, stretch)}
    changed |= {change.after.page for change in figures if change.after}
    pages = pair_pages(old, new, pairs, changed)
    return Changes(
        old=old,
        new=new,
        words=tuple(found.words),
        numbers=tuple(change for change in numbers if change.kind not in CLAIMS),
        claims=tuple(change for change in numbers if change.kind in CLAIMS),
        figures=figures,
        moves=tuple(_together(found.moves)),
        layout=compare_layout(old, new),
        shifts=shifts_of(old, new, pages),
        unseen=tuple(sorted(found.unseen - {name for each in numbers for name in each.names})),
        references=found.references,
        pages=pages,
        touched=tuple(sorted(set(touched))),
    )


def where(draft: Draft, block: int, offset: int = 0) -> Where:
    """A place in a draft as people name it."""
    held = draft.blocks[block]
    span = held.span_at(offset)
    return Where(draft.leaves[span.page].label, span.number, held.place, held.chapter, block)


@dataclass
class _Found:
    """Collects what differs, pair by pair.

    notes  figure -> redlines of its computed words
    """

    old: Draft
    new: Draft
    words: list[WordChange] = field(default_factory=list)
    numbers: dict[tuple[object, ...], NumberChange] = field(default_factory=dict)
    moves: list[tuple[int, int, Move]] = field(default_factory=list)
    notes: dict[str, list[tuple[Run, ...]]] = field(default_factory=lambda: defaultdict(list))
    unseen: set[str] = field(default_factory=set)
    references: int = 0
    touched: list[Range] = field(default_factory=list)

    def take(self, pair: Pair) -> None:
        """Compare the blocks of one pair."""
        before = [(index, self.old.blocks[index]) for index in pair.old]
        after = [(index, self.new.blocks[index]) for index in pair.new]
        line = redline(tokens_of(before), tokens_of(after))
        first = (after or before)[0][1]
        for reset in line.kept:
            self._mark(reset)
        self.touched += line.touched
        if first.kind == "figure-note" and line.differs:
            self.notes[first.figure].append(line.runs)
        if first.kind in COMPUTED or _only_figures(first, line.runs):
            return
        for reset in line.swapped:
            self._swap(reset)
        if line.worded:
            self.words.append(
                WordChange(
                    where(self.old, pair.old[0]) if before else None,
                    self._after(pair, line.touched) if after else None,
                    line.runs,
                    line.touched,
                    pair.moved,
                )
            )
        elif pair.moved:
            self._move(pair)

    def _after(self, pair: Pair, touched: Sequence[Range]) -> Where:
        """Where a reader must look: the first stretch that differs."""
        block, offset = (touched[0][0], touched[0][1]) if touched else (pair.new[0], 0)
        return where(self.new, block, offset)

    def _move(self, pair: Pair) -> None:
        old, new = pair.old[0], pair.new[0]
        text = self.new.blocks[new].text
        self.moves.append((old, new, Move(where(self.old, old), where(self.new, new), text, 1)))

    def _mark(self, reset: Reset) -> None:
        """A number, claim or reference that rests on the same things in both drafts."""
        before, after = reset.before.printed, reset.after.printed
        names = reset.after.names
        if _plain(before) == _plain(after):
            self.unseen.update(name for name in names if differs(name, self.old, self.new))
            return
        self.touched.append(reset.stretch)
        if reset.after.kind == REFERENCE:
            self.references += 1
            return
        changed = [name for name in names if differs(name, self.old, self.new)]
        causes = [cause for name in changed or names[:1] for cause in self._why(name, reset)]
        if reset.after.kind in CLAIMS:  # its words are the author's, whatever made them change
            causes = [*(cause for cause in causes if cause != Cause.ROUNDING), Cause.TEXT]
        reasons = dict.fromkeys(fact for name in names for fact in facts(name, self.old, self.new))
        self._number(reset, tuple(dict.fromkeys(causes)), tuple(reasons))

    def _why(self, name: str, reset: Reset) -> tuple[Cause, ...]:
        return why(name, self.old, self.new, reset.before.printed, reset.after.printed)

    def _swap(self, reset: Reset) -> None:
        """One number in another's place: the author has bound the text to something else."""
        if REFERENCE not in {reset.before.kind, reset.after.kind}:
            bound = Fact("name", " ".join(reset.before.names), " ".join(reset.after.names))
            self._number(reset, (Cause.TEXT,), (bound,))

    def _number(self, reset: Reset, causes: tuple[Cause, ...], reasons: tuple[Fact, ...]) -> None:
        """Add a change, or one more place to the same one."""
        before, after = reset.before, reset.after
        key = (
            after.kind in CLAIMS,
            after.names,
            _figures(before.printed),
            _figures(after.printed),
            causes,
        )
        block, start, _ = reset.stretch
        place = where(self.new, block, start)
        known = self.numbers.get(key)
        if known is not None:
            places, touched = (*known.places, place), (*known.touched, reset.stretch)
            self.numbers[key] = replace(known, places=places, touched=touched)
            return
        a = self.old.numbers.get(before.names[0])
        b = self.new.numbers.get(after.names[0])
        rule = self.new.rules.get(after.names[0].partition(".")[0])
        self.numbers[key] = NumberChange(
            kind=after.kind,
            names=after.names,
            question=rule.question if rule else "",
            before=before.printed,
            after=after.printed,
            values=(a.value if a else None, b.value if b else None),
            bases=(a.n if a else None, b.n if b else None),
            causes=causes,
            facts=reasons,
            places=(place,),
            touched=(reset.stretch,),
        )


def _plain(text: str) -> str:
    return " ".join(text.split()).lower()


def _only_figures(block: Block, runs: Sequence[Run]) -> bool:
    """Whether only the numbers of a picture's key line differ: they follow from the picture."""
    changed = [run.text for run in runs if run.stroke != "same"]
    return block.kind == "label" and all(text.strip().isdigit() for text in changed)


def _figures(printed: str) -> str:
    """What is printed without its unit, so that "84 pct." and "84 %" are one number."""
    return " ".join(re.findall(r"[\d.,]*\d", printed)) or _plain(printed)


def _together(moves: Sequence[tuple[int, int, Move]]) -> Iterator[Move]:
    """Blocks that moved side by side are one move."""
    last: tuple[int, int] | None = None
    held: Move | None = None
    for old, new, move in moves:
        if held is not None and last == (old - 1, new - 1):
            held = replace(held, blocks=held.blocks + 1)
        else:
            if held is not None:
                yield held
            held = move
        last = (old, new)
    if held is not None:
        yield held
