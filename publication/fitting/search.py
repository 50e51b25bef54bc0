"""The search: for every finding that a paragraph can cure, the smallest change that cures it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from math import inf

from publication.compose.fit import Adjustment, Entry, Paragraph, adjusted, paragraphs
from publication.fitting.bench import Bench, Look
from publication.fitting.candidates import candidates
from publication.model import ComposedChapter, Line
from publication.typography.book import Block, quoted
from publication.typography.checks import Found

CURABLE = ("runt", "rag-short", "rag-wedge", "broken-word", "orphan", "widow", "hyphens")
MOST = 90  # changes tried for one finding
CALM = 8.0  # mm that a full line may end before its measure without a look of haste
BEGINS = 40  # characters of a paragraph that tell people which it is


@dataclass
class Search:
    """One chapter's search: what is done to which paragraph, and what was tried for nothing."""

    chapter: ComposedChapter
    bench: Bench
    in_time: Callable[[], bool]
    changes: dict[str, Adjustment] = field(default_factory=dict)
    given_up: set[tuple[str, Found]] = field(default_factory=set)
    tries: int = 0

    def run(self) -> tuple[Look, Look]:
        """Mend what can be mended; the chapter as it was and as it is."""
        first = now = self.bench.look(self.chapter, self.changes)
        while self.in_time() and (wrong := self._next(now)):
            better = self._mend(now, *wrong)
            if better:
                now = better
            else:
                self.given_up.add(wrong)
        return first, now

    def _next(self, now: Look) -> tuple[str, Found] | None:
        """The next finding that a paragraph can cure and that was not given up."""
        left = (each for each in now.found if each[0] in CURABLE and each not in self.given_up)
        return next(left, None)

    def _mend(self, now: Look, rule: str, found: Found) -> Look | None:
        """Try the changes one after another; the first that is better and calm stays.

        Where all that help leave a hole in the paragraph, the one with the smallest does.
        """
        best: tuple[float, dict[str, Adjustment], Look] | None = None
        for block, place in _at_fault(now, found):
            paragraph = self._paragraph(block)
            if paragraph is None:
                continue
            before = self.changes.get(paragraph.identity, Adjustment())
            calm = max(CALM, _hole(now, block.first.src))
            for change in islice(candidates(paragraph, block.lines, place, before), MOST):
                if not self.in_time() or (best and best[0] <= calm):
                    break
                self.tries += 1
                tried = {**self.changes, paragraph.identity: change}
                look = self.bench.look(self.chapter, tried)
                if look.better_than(now) and look.counts[rule] < now.counts[rule]:
                    left = _hole(look, block.first.src)
                    best = min(best or (inf, tried, look), (left, tried, look), key=_first)
        if best is None:
            return None
        _, self.changes, look = best
        return look

    def _paragraph(self, block: Block) -> Paragraph | None:
        """The paragraph of the composed chapter whose lines these are."""
        words = " ".join(block.first.text.split()[:3])
        same = (each for each in paragraphs(self.chapter.html) if each.src == block.first.src)
        return next((each for each in same if words in each.words), None)

    def entries(self) -> Iterator[Entry]:
        """What is to be written down, in the order of the chapter."""
        told: set[str] = set()
        for each in paragraphs(self.chapter.html):
            change = self.changes.get(each.identity)
            if change and each.identity not in told:
                told.add(each.identity)
                begins = each.words[:BEGINS].rsplit(" ", 1)[0]
                yield Entry(self.chapter.spec.id, each.identity, begins, change)


def _first(ranked: tuple[float, object, object]) -> float:
    return ranked[0]


def _hole(look: Look, src: str) -> float:
    """The most that a full line of these blocks ends before its measure, mm."""
    blocks = (block for block in look.book.blocks if block.first.src == src)
    full = (line for block in blocks for line in block.lines[:-1] if not line.forced)
    return max((line.end - line.right for line in full), default=0.0)


def _at_fault(now: Look, found: Found) -> Iterator[tuple[Block, int]]:
    """The block a finding speaks of, and the number of its line."""
    for block in now.book.blocks:
        if block.first.src == found.src:
            for place, line in enumerate(block.lines):
                if _spoken_of(line, found):
                    yield block, place
                    break


def _spoken_of(line: Line, found: Found) -> bool:
    last = line.text.split()[-1]
    return line.page == found.page and (quoted(line) in found.what or f"»{last}«" in found.what)


def still_there(
    chapter: ComposedChapter, changes: Mapping[str, Adjustment]
) -> dict[str, Adjustment]:
    """The changes whose paragraphs are still as they were."""
    _, met = adjusted(chapter.html, changes)
    return {text: change for text, change in changes.items() if text in met}
