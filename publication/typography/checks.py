"""The table of rules, and the runner.

A rule is a function of the book that yields what it found, page by page. Its docstring is the hint
that a finding carries: what to do about it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from publication.message import Message, advice, foreign, joined, said
from publication.model import Finding, Place, Severity
from publication.typography.book import Book

SAID = 3  # things of one kind on one page that a finding names


@dataclass(frozen=True)
class Found:
    """What a rule yields: the page (its index), what is wrong there, and where it was written."""

    page: int
    what: Message
    src: str = ""


Look = Callable[[Book], Iterable[Found]]


@dataclass(frozen=True)
class Rule:
    """A rule with its id and how bad its findings are."""

    id: str
    severity: Severity
    look: Look

    @property
    def hint(self) -> Message:
        return advice(self.look)


RULES: dict[str, Rule] = {}


def rule(id: str, severity: Severity = Severity.WARNING) -> Callable[[Look], Look]:
    """Make a function a rule."""

    def register(look: Look) -> Look:
        if id in RULES:
            raise ValueError(f"two rules called {id}")
        RULES[id] = Rule(id, severity, look)
        return look

    return register


def run(book: Book, only: Collection[str] = ()) -> tuple[Finding, ...]:
    """Look by every rule (or those of `only`): at most one finding for a rule and page."""
    asked = [each for each in RULES.values() if not only or each.id in only]
    return tuple(finding for each in asked for finding in _findings(each, book))


def _findings(each: Rule, book: Book) -> Iterator[Finding]:
    """One rule's findings in the order of pages; a rule that breaks has not run."""
    try:
        found = sorted(each.look(book), key=lambda item: item.page)
    except Exception as fault:
        reason = foreign(f"{type(fault).__name__}: {fault}")
        words = said("not checked: the rule broke on these pages ({reason})", reason=reason)
        yield Finding(f"typography.{each.id}", Severity.NOT_RUN, words)
        return
    pages: dict[int, list[Found]] = {}
    for item in found:
        pages.setdefault(item.page, []).append(item)
    for page, items in pages.items():
        yield Finding(
            check=f"typography.{each.id}",
            severity=each.severity,
            message=_together([item.what for item in items]),
            hint=each.hint,
            place=next((place for item in items if (place := place_of(item.src))), None),
            page=book.galley.pages[page].label,
        )


def _together(texts: list[Message]) -> Message:
    """Some things said in one breath, the rest counted."""
    different = list(dict.fromkeys(texts))
    more = len(different) - SAID
    rest = [said("and {count} more", count=more)] if more > 0 else []
    return joined([*different[:SAID], *rest])


def place_of(src: str) -> Place | None:
    """The place of a data-src: file:line, and the turn of a loop, which is left out."""
    file, _, line = src.rpartition(":")
    number = line.split(".")[0]
    return Place(file, int(number)) if file and number.isdigit() else None
