"""A finished PDF as a draft: what any two files, or a file and a draft, are compared by."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from publication.model import Publication
from publication.proof.pdf.letters import Stamps
from publication.proof.pdf.records import Drawing, Facts, Group, Row, Sheet
from publication.proof.pdf.rows import PT, Vocabulary, text_of, vocabulary_of
from publication.proof.records import REFERENCE, Block, Draft, Leaf, Mark, Picture, Span

ASCENT, DESCENT = 0.95, 0.3
"""How far a line reaches above and below its baseline, in type sizes."""
RIGHT = 0.6
"""Share of the page's width from which a column is a margin on the right."""
HEAD = " · "
"""What parts the head line of a proof (finish/proof.py)."""
REVISION = "git "


def draft_of_pdf(
    facts: Facts,
    groups: Sequence[Group],
    drawings: Sequence[Drawing],
    publication: Publication,
    page_word: str,
) -> Draft:
    """The file as a draft; what it does not carry is empty.

    page_word  what stands before the number in a reference to a page ("side")
    """
    words = vocabulary_of(row.text for group in groups for row in group.rows)
    chapters = dict(chapters_of(facts, publication))
    starts = sorted((page, name) for name, (page, _) in chapters.items())
    owner = _owners(starts, len(facts.sheets))
    told = reference(page_word)
    return Draft(
        title_id=publication.id,
        title=publication.title,
        language=publication.language,
        label=facts.path.name,
        number=0,
        date=facts.date,
        revision=facts.revision,
        checksum="",
        data=facts.data,
        chapters={name: title for name, (_, title) in chapters.items()},
        leaves=tuple(
            Leaf(sheet.label, name, sheet.blank, sheet.body)
            for sheet, name in zip(facts.sheets, owner, strict=True)
        ),
        blocks=tuple(block_of(group, facts, owner, words, told) for group in groups if group.rows),
        numbers=facts.numbers,
        rules={},
        figures=dict(_pictures(drawings, owner)),
    )


def reference(page_word: str) -> re.Pattern[str]:
    """What finds the number in a reference to a page ("side 45")."""
    return re.compile(rf"\b{re.escape(page_word)}[\s\N{{NO-BREAK SPACE}}](\d+)$")


def chapters_of(facts: Facts, publication: Publication) -> Iterator[tuple[str, tuple[int, str]]]:
    """The chapters the file has: id, first page and title, in the order of the pages.

    One that the title has no longer is known by its bookmark.
    """
    found = {
        spec.id: (facts.places[spec.id][0], spec.title)
        for spec in publication.chapters
        if spec.id in facts.places
    }
    begun = {page for page, _ in found.values()}
    if found:
        found |= {title: (page, title) for title, page in facts.outline if page not in begun}
    yield from sorted(found.items(), key=lambda each: each[1][0])


def _owners(starts: Sequence[tuple[int, str]], pages: int) -> list[str]:
    """The chapter of every page; nothing where none is known."""
    firsts = [page for page, _ in starts]
    places = (bisect_left(firsts, page + 1) - 1 for page in range(pages))
    return [starts[place][1] if place >= 0 else "" for place in places]


def block_of(
    group: Group,
    facts: Facts,
    owner: Sequence[str],
    known: Vocabulary,
    told: re.Pattern[str],
) -> Block:
    """A group of rows as a block of text. owner: the chapter of every page."""
    text, places = text_of(group.rows, known)
    marks = [
        mark
        for row, (start, _) in zip(group.rows, places, strict=True)
        for mark in _references(row, start, told)
        if text[mark.start : mark.end] == mark.printed
    ]
    return Block(
        chapter=owner[group.rows[0].page],
        src="",
        kind=group.kind,
        text=text,
        spans=tuple(
            span_of(row, place, facts.sheets[row.page])
            for row, place in zip(group.rows, places, strict=True)
        ),
        marks=tuple(marks),
        figure=group.figure,
    )


def span_of(row: Row, place: tuple[int, int], sheet: Sheet) -> Span:
    """The line that a row is."""
    width = (sheet.trim[2] - sheet.trim[0]) / PT
    return Span(
        page=row.page,
        number=line_number(sheet.lines, row.baseline),
        top=round(row.baseline - ASCENT * row.size / PT, 3),
        bottom=round(row.baseline + DESCENT * row.size / PT, 3),
        baseline=round(row.baseline, 3),
        start=place[0],
        end=place[1],
        right=row.left > RIGHT * width,
    )


def line_number(lines: Sequence[float], baseline: float) -> int:
    """The number of the line at a height, or nearest to it; 0 where none are counted."""
    distances = [(abs(line - baseline), number) for number, line in enumerate(lines, 1)]
    return min(distances)[1] if distances else 0


def _references(row: Row, by: int, told: re.Pattern[str]) -> Iterator[Mark]:
    """The page numbers in references, as the links tell them."""
    for start, end, name in row.links:
        found = told.search(row.text[start:end])
        if found:
            first = by + start + found.start(1)
            yield Mark(REFERENCE, (name,), found[1], first, first + len(found[1]))


def _pictures(drawings: Iterable[Drawing], owner: Sequence[str]) -> Iterator[tuple[str, Picture]]:
    """The figures by name; one without is called by its chapter and its turn in it."""
    turns: dict[str, int] = {}
    for drawing in drawings:
        chapter = owner[drawing.page]
        name = drawing.id
        if not name:
            turns[chapter] = turns.get(chapter, 0) + 1
            name = f"{chapter}-{turns[chapter]}"
        yield (
            name,
            Picture(
                id=name,
                label=drawing.label,
                chapter=chapter,
                page=drawing.page,
                header=drawing.header,
                rows=drawing.rows,
                alt=drawing.alt,
                svg="",
            ),
        )


def stated(stamps: Stamps, data_word: str) -> tuple[str, str]:
    """Revision and checksum of the data as the head line of a proof states them; else nothing."""
    parts = stamps.head.split(HEAD)
    revision, data = (
        next((part.removeprefix(prefix) for part in parts if part.startswith(prefix)), "")
        for prefix in (REVISION, f"{data_word} ")
    )
    return revision, data
