"""The order of reading: is what a listener hears what the chapters say, paragraph by paragraph?

Both sides become blocks: a paragraph, a heading, a table cell, a list item, each with its words.
A paragraph in two pieces, a lost line, a note in the middle of a sentence: each shows as blocks
that are not the manuscript's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from html.parser import HTMLParser

from publication.accessibility.tree import INLINE, Node, Piece, Told, Words, join
from publication.message import Message, said
from publication.model import Finding, Manuscript, Place, Severity

CHECK = "reading order"
SHOWN = 12
"""Differences told one by one; more are counted."""

INLINE_TAGS = frozenset(
    {
        *("a", "abbr", "b", "bdi", "br", "cite", "code", "data", "del", "dfn", "em", "i", "ins"),
        *("kbd", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u"),
        *("var", "wbr"),
    }
)
SILENT = frozenset({"head", "style", "script", "template"})
VOID = frozenset({"br", "img", "hr", "meta", "link", "wbr", "col", "input"})
DASHES = str.maketrans("", "", "\u00ad\u200b\u2060\ufeff")


@dataclass(frozen=True)
class Block:
    """A run of words that belong together, and where they come from or stand."""

    text: str
    place: Place | None = None
    page: int = -1

    @property
    def key(self) -> str:
        """What is compared: the characters without space, case or invisible marks."""
        return re.sub(r"\s+", "", self.text.translate(DASHES)).casefold()


def check(told: Told, manuscript: Manuscript) -> tuple[Finding, ...]:
    """Compare the file's blocks with the manuscript's; one error per difference."""
    wanted = [block for chapter in manuscript.chapters for block in html_blocks(chapter.html)]
    return compare(wanted, list(blocks(told)))


def compare(wanted: Sequence[Block], heard: Sequence[Block]) -> tuple[Finding, ...]:
    """The differences between two lists of blocks, in order."""
    matcher = SequenceMatcher(
        None, [block.key for block in wanted], [block.key for block in heard], autojunk=False
    )
    found = [
        _difference(wanted[a:b], heard[c:d])
        for kind, a, b, c, d in matcher.get_opcodes()
        if kind != "equal"
    ]
    if len(found) > SHOWN:
        rest = len(found) - SHOWN
        more = said("{count} more differences in the order of reading", count=rest)
        return (*found[:SHOWN], Finding(CHECK, Severity.ERROR, more))
    return tuple(found)


def _difference(wanted: Sequence[Block], heard: Sequence[Block]) -> Finding:
    """One stretch where the two disagree, in words."""
    words, meant = (_quoted(part) for part in (heard, wanted))
    if not heard:
        message = said("not told: {meant}", meant=meant)
    elif not wanted:
        message = said("told, but not in the chapters: {words}", words=words)
    else:
        message = said("told: {words}; the chapter says: {meant}", words=words, meant=meant)
    place = next((block.place for block in wanted if block.place), None)
    page = next((str(block.page + 1) for block in heard if block.page >= 0), "")
    return Finding(CHECK, Severity.ERROR, message, place=place, page=page)


def _quoted(part: Sequence[Block]) -> str | Message:
    texts = [" ".join(block.text.split()) for block in part]
    shown = " | ".join(
        text if len(text) < 80 else f"{text[:50]} … {text[-25:]}" for text in texts[:3]
    )
    if len(texts) <= 3:
        return f"»{shown}«"
    return said("»{shown}« and {count} more", shown=shown, count=len(texts) - 3)


# ------------------------------------------------------------------ the file


def words(told: Told) -> list[str]:
    """Every word of the file in the order it is told."""
    return [word for block in blocks(told) for word in block.text.split()]


def blocks(told: Told) -> Iterator[Block]:
    """The blocks of a file: runs of words directly in one block element.

    Figures are told by their alternative text; the bullets and numbers of lists are left out,
    since the manuscript does not write them.
    """
    yield from _blocks(told, told.root)


def _blocks(told: Told, node: Node) -> Iterator[Block]:
    run: list[Words] = []
    page = -1
    for part, place in _parts(told, node):
        if isinstance(part, Node):
            yield from _closed(run, page)
            run = []
            yield from _blocks(told, part)
        else:
            page = page if run else place
            run.append(part)
    yield from _closed(run, page)


def _parts(told: Told, node: Node) -> Iterator[tuple[Words | Node, int]]:
    """The words of an element with their page, and the blocks in it, in order."""
    if node.role == "Figure":
        yield Words(node.alt, 0, 0, 0), node.page
        return
    for kid in node.kids:
        if isinstance(kid, Piece):
            yield from ((part, kid.page) for part in told.words.get(kid, ()))
        elif isinstance(kid, Node) and _in_line(kid, node):
            yield from _parts(told, kid)
        elif isinstance(kid, Node) and not (kid.role == "Lbl" and node.role == "LI"):
            yield kid, kid.page


def _in_line(kid: Node, parent: Node) -> bool:
    return kid.role in INLINE or (kid.role == "Lbl" and parent.role != "LI")


def _closed(run: list[Words], page: int) -> Iterator[Block]:
    text = join(iter(run))
    if text.strip():
        yield Block(text, page=page)


# ------------------------------------------------------------------ the manuscript


def html_blocks(html: str) -> list[Block]:
    """A chapter's blocks: notes behind the paragraph that calls them, pictures as their alt."""
    parser = _Manuscript()
    parser.feed(html)
    parser.close()
    parser.flush()
    return parser.found


@dataclass
class _Open:
    """An element that is open: how it counts, and where it comes from."""

    tag: str
    place: Place | None
    note: bool = False
    outer: list[str] = field(default_factory=list)


class _Manuscript(HTMLParser):
    """Collects blocks while it reads; words of a note are kept until its paragraph ends."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Block] = []
        self.notes: list[Block] = []
        self.run: list[str] = []
        self.open: list[_Open] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "img":
            self.flush()
            self.run.append(values.get("alt", ""))
            self.flush()
        if tag in VOID:
            self.run.append(" " if tag == "br" else "")
            return
        if tag not in INLINE_TAGS:
            if self.open and self.open[-1].tag == "p":  # HTML ends a paragraph before any block
                self.open.pop()
            self.flush()
        opened = _Open(tag, _place(values) or (self.open[-1].place if self.open else None))
        opened.note = _is_note(tag, values)
        if opened.note:
            opened.outer, self.run = self.run, []
        self.open.append(opened)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID or tag not in {opened.tag for opened in self.open}:
            return
        while self.open[-1].tag != tag:
            self._end(self.open[-1])
        self._end(self.open[-1])

    def _end(self, closed: _Open) -> None:
        """Close the innermost element."""
        if closed.note:
            self.notes += self._block()
            self.run = closed.outer
        elif closed.tag not in INLINE_TAGS:
            self.flush()
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if not any(opened.tag in SILENT for opened in self.open):
            self.run.append(data)

    def flush(self) -> None:
        """The run is a block; the notes called in it come next."""
        self.found += self._block()
        self.found += self.notes
        self.run, self.notes = [], []

    def _block(self) -> list[Block]:
        text = "".join(self.run)
        place = self.open[-1].place if self.open else None
        return [Block(text, place)] if text.strip() else []


def _is_note(tag: str, values: dict[str, str]) -> bool:
    """As finishing knows a note: by its role, or because it hangs in the margin from a line."""
    in_line = tag == "span" and "mn" in values.get("class", "").split()
    return in_line or values.get("role") in ("note", "doc-footnote", "doc-endnote")


def _place(values: dict[str, str]) -> Place | None:
    file, _, line = values.get("data-src", "").rpartition(":")
    number = line.partition(".")[0]
    return Place(file, int(number)) if number.isdigit() else None
