"""The text of a draft as the language check reads it: with what is not to be read left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from publication.message import NOTHING, Message, joined, said
from publication.model import Finding, Place, Severity
from publication.proof.records import Block, Draft

WORD = re.compile(r"[^\W\d_](?:[\w’'\-]*[^\W_])?")
ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|\S+@\S+\.\w+"
    r"|\b[A-Z]{1,2}-\d{4}\b|\b97[89]-[\d-]+|\b(?:\d\d ){3}\d\d\b"
)
"""Web and mail addresses, postal codes, ISBNs, telephone numbers: no language."""
PLAIN = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands where something is left out, so that its neighbours do not meet."""
UNREAD = frozenset({"data", "folio"})
"""Kinds of block that repeat what is said elsewhere."""


@dataclass(frozen=True)
class Passage:
    """A block to read. text has the block's length: what is not to be read is replaced."""

    block: Block
    text: str

    def words(self) -> Iterator[tuple[str, int]]:
        """The words and where they begin."""
        for found in WORD.finditer(self.text):
            yield found[0], found.start()

    def around(self, start: int, end: int, room: int = 24) -> str:
        """What stands there, with a little before and after, for people to find it by."""
        text = self.block.text
        before = (
            text[max(0, start - room) : start].partition(" ")[2] if start > room else text[:start]
        )
        after = text[end : end + room]
        after = after.rpartition(" ")[0] if end + room < len(text) else after
        return f"{before}{text[start:end]}{after}".replace("\N{NO-BREAK SPACE}", " ").strip()


def passages(draft: Draft) -> Iterator[Passage]:
    """Every block that is read."""
    for block in draft.blocks:
        if block.kind not in UNREAD:
            yield Passage(block, _readable(block))


def _readable(block: Block) -> str:
    """The text without words in other languages and addresses."""
    text = block.text
    stretches = [*block.foreign, *(found.span() for found in ADDRESS.finditer(text))]
    for start, end in stretches:
        text = text[:start] + PLAIN * (end - start) + text[end:]
    return text


def finding(
    draft: Draft,
    block: Block,
    offset: int,
    check: str,
    message: Message,
    hint: Message = NOTHING,
    severity: Severity = Severity.WARNING,
) -> Finding:
    """A finding with page, line on the page, and the template's line."""
    span = block.span_at(offset)
    if span.number:
        message = said("line {number}: {message}", number=span.number, message=message)
    file, _, number = block.place.rpartition(":")
    place = Place(file, int(number)) if file else None
    page = draft.leaves[span.page].label
    return Finding(check, severity, message, hint, place, page=page)


def more(word: str, count: int) -> Message:
    """A word, and how often else it was found."""
    if not count:
        return said("“{word}”", word=word)
    return said("“{word}” (and {count} more)", word=word, count=count)


def either(words: Iterable[str]) -> Message:
    """One or the other."""
    return joined((said("“{word}”", word=word) for word in words), said(" or "))
