"""Finished PDFs compared, with one another or with a draft."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from publication.proof.causes import differs
from publication.proof.changes import Cause, Changes, FigureChange, Note, NumberChange, WordChange
from publication.proof.compare import compare
from publication.proof.pdf.alike import Side, alike
from publication.proof.pdf.naming import Knowing, named, same_numbers
from publication.proof.pdf.pictures import page_pictures, pages_that_look_otherwise, with_figures
from publication.proof.records import Draft
from publication.proof.redline import BREAK, redline
from publication.proof.redline import Token as Word

OWN = frozenset({Cause.ROUNDING, Cause.TEXT})
"""Causes that show in the words themselves."""


def compare_files(old: Side, new: Side, page_word: str) -> Changes:
    """What differs between two sides of which one at least is a PDF.

    page_word  what stands before the number in a reference to a page
    """
    same = alike(old, new, page_word)
    before, after = with_figures(same.old, same.new)
    changes = compare(before, after)
    knowing = Knowing(same.old, old.draft), Knowing(same.new, new.draft)
    marked = named(changes, *knowing)
    changes = compare(*same_numbers(*marked))
    looks = pages_that_look_otherwise(changes, same.old, same.new)
    notes = [*(Note("look", looks) for _ in looks[:1]), *same.notes]
    return replace(
        changes,
        words=tuple(_words(changes, parted=not (old.tagged and new.tagged))),
        numbers=tuple(_told(change, changes) for change in changes.numbers),
        claims=tuple(_told(change, changes) for change in changes.claims),
        figures=tuple(map(_figure, changes.figures)),
        unseen=tuple(_unseen(changes, *knowing)),
        notes=tuple(notes),
    )


def with_pictures(changes: Changes, old: Side, new: Side) -> Changes:
    """The changes with pictures of the files' pages, for the review page."""
    return replace(changes, old=_pictured(changes.old, old), new=_pictured(changes.new, new))


def _pictured(draft: Draft, side: Side) -> Draft:
    if side.file is None:
        return draft
    drawn = dict(zip(_labels(side), page_pictures(side.file.facts), strict=True))
    return replace(draft, pictures=tuple(drawn[leaf.label] for leaf in draft.leaves))


def _labels(side: Side) -> Iterator[str]:
    assert side.file is not None
    return (sheet.label for sheet in side.file.facts.sheets)


def _words(changes: Changes, parted: bool) -> Iterator[WordChange]:
    """The changes of words; where a side does not know its paragraphs, their breaks are none."""
    for change in changes.words:
        changed = "".join(run.text for run in change.runs if run.stroke != "same")
        if not (parted and not changed.replace(BREAK, "").strip()):
            yield change


def _told(change: NumberChange, changes: Changes) -> NumberChange:
    """A number without a cause that nobody knows: only where both values are known, and the same,
    it is the words that differ."""
    known = change.names[0] in changes.old.numbers and change.names[0] in changes.new.numbers
    same = known and not differs(change.names[0], changes.old, changes.new)
    return replace(change, causes=tuple(c for c in change.causes if same and c in OWN), facts=())


def _figure(change: FigureChange) -> FigureChange:
    """A figure without causes, and with its alternative text where that differs."""
    if change.before is None or change.after is None:
        return replace(change, causes=())
    line = redline(_tokens(change.before.alt), _tokens(change.after.alt))
    told = (line.runs,) if line.differs and change.before.alt and change.after.alt else ()
    return replace(change, causes=(), texts=(*change.texts, *told))


def _tokens(text: str) -> list[Word]:
    words = text.split()
    return [Word(word, word, False, 0, 0, 0) for word in words]


def _unseen(changes: Changes, old: Knowing, new: Knowing) -> Iterator[str]:
    """Estimates with another value that are printed as before."""
    seen = {name for each in (*changes.numbers, *changes.claims) for name in each.names}
    for name in changes.new.numbers:
        alike = old.printed_of(name) == new.printed_of(name) is not None
        if name not in seen and alike and differs(name, changes.old, changes.new):
            yield name
