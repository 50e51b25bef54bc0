"""Paragraphs at the page break, and their last lines."""

from __future__ import annotations

from collections.abc import Iterator

from publication.message import said
from publication.model import Line
from publication.typography.book import Block, Book, hyphenated, quoted, running
from publication.typography.checks import Found, rule


@rule("widow")
def widow(book: Book) -> Iterator[Found]:
    """A paragraph's last line should not stand alone at the head of a page. Tighten or loosen the
    paragraph by a line, or let the page before end a line earlier."""
    for block in _over_pages(book):
        page = block.pages[-1]
        left = block.on(page)
        if len(left) < book.limits.paragraph_widow_lines:
            what = said("a last line alone at the head: {line}", line=quoted(left[-1]))
            yield Found(page, what, left[-1].src)


@rule("orphan")
def orphan(book: Book) -> Iterator[Found]:
    """A paragraph's first line should not stand alone at the foot of a page. Move it on, or win a
    line in the paragraphs before it."""
    for block in _over_pages(book):
        page = block.pages[0]
        left = block.on(page)
        if len(left) < book.limits.paragraph_orphan_lines:
            what = said("a first line alone at the foot: {line}", line=quoted(left[0]))
            yield Found(page, what, left[0].src)


def _over_pages(book: Book) -> Iterator[Block]:
    """The paragraphs of the text column that run over a page."""
    for block in running(book.blocks):
        if len(block.pages) > 1 and block.first.column != "margin":
            yield block


@rule("runt")
def runt(book: Book) -> Iterator[Found]:
    """A last line this short leaves a hole, as if a line were missing. Take a word out or put one
    in, or keep the last two words together with a no-break space."""
    for block in running(book.blocks):
        if len(block.lines) > 1 and not block.lines[-2].forced:
            last, before = block.lines[-1], block.lines[-2]
            text = "figure" not in block.within
            if _is_short(last, book, text) or (text and _is_tail(before, last, book)):
                what = said("a paragraph ends in {line}", line=quoted(last))
                yield Found(last.page, what, last.src)


def _is_short(last: Line, book: Book, text: bool) -> bool:
    """Too few characters; in wide columns of text also one short word, or the end of one."""
    limits = book.limits
    if len(last.text) < limits.paragraph_runt_characters:
        return True
    measure = last.end - last.start
    if not text or " " in last.text or measure < limits.paragraph_runt_measure:
        return False
    return last.right - last.start < limits.paragraph_runt_share * measure


def _is_tail(before: Line, last: Line, book: Book) -> bool:
    """Nothing but the end of a word that was broken; in wide columns, however long it is."""
    wide = last.end - last.start >= book.limits.paragraph_runt_measure
    return wide and hyphenated(before) and " " not in last.text.strip()


@rule("hyphens")
def hyphens(book: Book) -> Iterator[Found]:
    """So many hyphens below one another draw a ladder. Forbid one of the breaks, or change a word
    in the lines before."""
    for block in book.blocks:
        for ladder in _ladders(block):
            if len(ladder) > book.limits.paragraph_hyphens:
                what = said(
                    "{count} lines in a row end in hyphens, the first {line}",
                    count=len(ladder),
                    line=quoted(ladder[0]),
                )
                yield Found(ladder[0].page, what, ladder[0].src)


def _ladders(block: Block) -> Iterator[list[Line]]:
    """Runs of lines that end in a hyphen."""
    ladder: list[Line] = []
    for line in block.lines:
        if hyphenated(line):
            ladder.append(line)
        else:
            yield ladder
            ladder = []
    yield ladder


@rule("broken-word")
def broken_word(book: Book) -> Iterator[Found]:
    """A word must not be broken over a page: the reader turns with half of it. Forbid the break."""
    for block in book.blocks:
        for line, following in zip(block.lines, block.lines[1:], strict=False):
            if hyphenated(line) and following.page != line.page:
                word = line.text.split()[-1]
                rest = following.text.split()[0]
                what = said("»{word}« goes on as »{rest}« on the next page", word=word, rest=rest)
                yield Found(line.page, what, line.src)
