"""The right edge of text that is set ragged."""

from __future__ import annotations

from collections.abc import Iterator

from publication.message import said
from publication.model import Line
from publication.typography.book import HEADINGS, Block, Book, quoted, running
from publication.typography.checks import Found, rule


@rule("rag-short")
def short_line(book: Book) -> Iterator[Found]:
    """A full line this short looks like the end of a paragraph. Allow a break in the long word
    that follows it, forbid one above, or change the words."""
    for block in _texts(book):
        for line in block.lines[:-1]:
            share = _share(line)
            if share < book.limits.rag_shortest and not line.forced:
                what = said("a line fills {share:.1%}: {line}", share=share, line=quoted(line))
                yield Found(line.page, what, line.src)


@rule("rag-wedge")
def wedge(book: Book) -> Iterator[Found]:
    """Lines that step in or out one after another make a slope in the edge. Break one of them
    elsewhere."""
    for block in _texts(book):
        for slope in _slopes(block, book):
            shrinks = _share(slope[-1]) < _share(slope[0])
            what = said(
                "{count} lines grow {way} by turns, the first {line}",
                count=len(slope),
                way=said("shorter") if shrinks else said("longer"),
                line=quoted(slope[0]),
            )
            yield Found(slope[0].page, what, slope[0].src)


def _texts(book: Book) -> Iterator[Block]:
    """The paragraphs of running text in columns wide enough for an even rag.

    The words over a figure are no paragraph: headline and question are broken by sense.
    """
    for block in running(book.blocks):
        first = block.first
        wide = first.end - first.start >= book.limits.rag_measure
        words = block.tag not in HEADINGS and "figure" not in block.within
        if wide and words and first.size <= book.limits.rag_size:
            yield block


def _share(line: Line) -> float:
    """How much of its measure a line fills."""
    return (line.right - line.start) / (line.end - line.start)


def _slopes(block: Block, book: Book) -> Iterator[list[Line]]:
    """Runs of full lines on one page that all step the same way; the last line may end anywhere."""
    step = book.limits.rag_wedge_step
    run: list[Line] = []
    way = 0
    for line in block.lines[:-1]:
        move = _share(line) - _share(run[-1]) if run and run[-1].page == line.page else 0.0
        turn = (move >= step) - (move <= -step)
        if turn and turn == way:
            run.append(line)
        else:
            if len(run) >= book.limits.rag_wedge_lines:
                yield run
            run = [run[-1], line] if turn else [line]
            way = turn
    if len(run) >= book.limits.rag_wedge_lines:
        yield run
