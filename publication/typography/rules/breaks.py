"""Words broken at the ends of lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publication.message import said
from publication.model import Line
from publication.typography.book import HYPHENS, Block, Book, hyphenated
from publication.typography.checks import Found, rule

BEFORE = re.compile(r"[^\W\d_]+$")
NAME = re.compile(rf"[^.:?!…\s]\s[A-ZÆØÅ]\w+[{HYPHENS}]$")  # a capital that begins no sentence
AFTER = re.compile(r"[^\W\d_]+")


@rule("hyphenation")
def hyphenation(book: Book) -> Iterator[Found]:
    """A word is broken where it has no joint. Put it into the language's list of hyphenation with
    its joints marked."""
    for line, before, after in _breaks(book):
        word, place = before + after, len(before)
        least = book.limits.hyphenation_part
        shown = f"»{before}-{after}«"
        if min(len(before), len(after)) < least:
            what = said("{shown} leaves fewer than {least:g} letters", shown=shown, least=least)
            yield Found(line.page, what, line.src)
        elif book.hyphenation.judged(word).get(place) is False:
            right = book.hyphenation.shown(word)
            what = said("{shown} is broken at no joint: {right}", shown=shown, right=right)
            yield Found(line.page, what, line.src)


@rule("hyphen-place")
def hyphen_place(book: Book) -> Iterator[Found]:
    """No hyphens in headings, captions and names. Set `hyphens: manual` for the block, keep the
    name together, or put it whole into the language's list of hyphenation."""
    barred = frozenset(book.limits.hyphenation_without)
    for block in book.blocks:
        for line in filter(hyphenated, block.lines):
            last = line.text.split()[-1]
            if block.within & barred:
                what = said("»{last}« at the end of a line", last=last)
                yield Found(line.page, what, line.src)
            elif NAME.search(line.text):
                yield Found(line.page, said("the name »{last}« is broken", last=last), line.src)


def _breaks(book: Book) -> Iterator[tuple[Line, str, str]]:
    """Every broken word: its line, the letters before the hyphen and those on the next line."""
    for block in book.blocks:
        yield from _breaks_of(block)


def _bare(text: str) -> str:
    """A line without the hyphen at its end, and without soft ones that were not needed."""
    return text.rstrip(HYPHENS).replace("\N{SOFT HYPHEN}", "")


def _breaks_of(block: Block) -> Iterator[tuple[Line, str, str]]:
    for line, following in zip(block.lines, block.lines[1:], strict=False):
        before = BEFORE.search(_bare(line.text))
        after = AFTER.match(_bare(following.text))
        if hyphenated(line) and before and after:
            yield line, before[0], after[0]
