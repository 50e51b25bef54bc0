"""Are the editions the same pages? Every glyph's place, read back from the finished files.

One galley makes them all, so they should be by construction; this asks an independent reader
(pdfium) whether they are. Words and lines follow from the glyphs: same glyphs, same places.
"""

from __future__ import annotations

import ctypes
import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from publication.finish.pages import PT, body_plan
from publication.message import NOTHING, Message, joined, said
from publication.model import Edition, Finding, Galley, Publication, Severity

CHECK = "equal editions"
SAME = 0.1
"""Points within which two glyphs stand in the same place: a thirtieth of a millimetre."""
SAME_HYPHEN = 0.5
"""Likewise for hyphens. In a line with spacing of its own pdfium places the last hyphen otherwise
where it is shown by itself, as finishing has it (0.3 seen; MuPDF reads the same place)."""
HYPHENS = {"\u00ad": "-", "\u2010": "-", "\u0002": "-", "\ufffe": "-"}
"""What the hyphen at a line's end is called: soft, hard, or by a code of pdfium's own."""
SHOWN = 3

Pairs = Sequence[tuple[int, int]]
"""Page indexes that should be equal: in the reference, in the other file."""


@dataclass(frozen=True, order=True)
class Glyph:
    """A character and where it is set, in points from the lower left corner of the trim."""

    y: float
    x: float
    character: str


def equal_editions(
    galley: Galley, publication: Publication, trim: tuple[float, float], editions: Sequence[Edition]
) -> tuple[Finding, ...]:
    """Compare the pages of each edition with those of the galley; trim in mm.

    An edition called print must be the printed body alone; the others have all pages.
    """
    everything = [(page.index, page.index) for page in galley.pages]
    body = [(page.index, place) for place, page in enumerate(body_plan(galley, publication).pages)]
    found: list[Finding] = []
    for edition in editions:
        pairs = body if edition.name == "print" else everything
        path = edition.outputs[0].path
        found += differences(galley.pdf, path, pairs, trim, edition.name)
    return tuple(found)


def differences(
    reference: Path, other: Path, pairs: Pairs, trim: tuple[float, float], edition: str = ""
) -> Iterator[Finding]:
    """One error per page whose glyphs differ in the other file."""
    with pypdfium2.PdfDocument(reference) as first, pypdfium2.PdfDocument(other) as second:
        for mine, theirs in pairs:
            if theirs >= len(second):
                yield Finding(CHECK, Severity.ERROR, said("the page is missing"), edition=edition)
                continue
            wanted, seen = (glyphs(pdf[n], trim) for pdf, n in ((first, mine), (second, theirs)))
            message = difference(wanted, seen)
            if message:
                page = str(theirs + 1)
                yield Finding(CHECK, Severity.ERROR, message, edition=edition, page=page)


def glyphs(page: pypdfium2.PdfPage, trim: tuple[float, float]) -> list[Glyph]:
    """The visible glyphs inside the trim (mm), from the foot up and left to right."""
    text = page.get_textpage()
    width, height = trim[0] * PT, trim[1] * PT
    x, y = ctypes.c_double(), ctypes.c_double()
    found = []
    for index in range(pdfium.FPDFText_CountChars(text.raw)):
        code = pdfium.FPDFText_GetUnicode(text.raw, index)
        character = HYPHENS.get(chr(code), chr(code))
        if character.isspace() or pdfium.FPDFText_IsGenerated(text.raw, index) == 1:
            continue
        pdfium.FPDFText_GetCharOrigin(text.raw, index, x, y)
        if 0 <= x.value <= width and 0 <= y.value <= height:
            found.append(Glyph(round(y.value, 2), round(x.value, 2), character))
    text.close()
    return sorted(found)


def lines(found: Iterable[Glyph]) -> list[str]:
    """The glyphs as lines of text without spaces, from the head of the page."""
    rows: list[tuple[float, list[Glyph]]] = []
    for glyph in sorted(found, key=lambda glyph: (-glyph.y, glyph.x)):
        if rows and abs(rows[-1][0] - glyph.y) < 1:
            rows[-1][1].append(glyph)
        else:
            rows.append((glyph.y, [glyph]))
    return ["".join(glyph.character for glyph in sorted(row, key=_by_x)) for _, row in rows]


def _by_x(glyph: Glyph) -> float:
    return glyph.x


def difference(wanted: Sequence[Glyph], seen: Sequence[Glyph]) -> Message:
    """What differs, in words; nothing when the pages are equal."""
    if len(wanted) != len(seen):
        return said(
            "{seen} glyphs where the galley has {wanted}", seen=len(seen), wanted=len(wanted)
        )
    moved = [
        pair
        for pair in zip(wanted, seen, strict=True)
        if abs(pair[0].x - pair[1].x) > (SAME_HYPHEN if pair[0].character == "-" else SAME)
        or abs(pair[0].y - pair[1].y) > SAME
        or pair[0].character != pair[1].character
    ]
    if not moved:
        return NOTHING
    shown = joined(itertools.starmap(_moved, moved[:SHOWN]))
    return said("{count} glyphs differ from the galley: {shown}", count=len(moved), shown=shown)


def _moved(wanted: Glyph, seen: Glyph) -> Message:
    return said(
        "{wanted!r} at {x}, {y} is {seen!r} at {x_now}, {y_now}",
        wanted=wanted.character,
        x=wanted.x,
        y=wanted.y,
        seen=seen.character,
        x_now=seen.x,
        y_now=seen.y,
    )
