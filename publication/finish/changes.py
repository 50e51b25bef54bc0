"""The last pages of a proof: what changed since the draft it is compared with, as a list.

The pages are the proof's own and no part of the publication; their words are set here with the font
of the proof's stamps, line by line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pikepdf import Array, Dictionary, Name, Pdf, String

from publication.brand import Brand
from publication.finish.pages import PT
from publication.finish.typeface import Typeface

Stroke = Literal["same", "gone", "new"]

RESOURCE = "ListFont"
NBSP = "\N{NO-BREAK SPACE}"
SIZE, SMALL, LARGE = 9.0, 7.5, 20.0
"""Type sizes in points: of entries, of places, of the title."""
LEADING = 1.45
"""Line height, in type sizes."""
MARGIN = (22.0, 24.0)
"""Millimetres of paper at the sides, and above and below."""
PLACES = 42.0
"""Width of the column of places, mm."""
COLOURS: dict[Stroke, str] = {"same": "k", "gone": "tegldyb", "new": "mosdyb"}


@dataclass(frozen=True)
class Piece:
    """Words of an entry: as they were, gone (struck out) or new (underlined)."""

    text: str
    stroke: Stroke = "same"


@dataclass(frozen=True)
class Entry:
    """One change: where it is, what it is, and lines of small print (source, cause)."""

    place: str
    pieces: tuple[Piece, ...]
    small: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """The changes of one kind under their heading."""

    heading: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class ChangeList:
    """What stands at the end of a proof. label names its pages: "Ændringer"."""

    title: str
    label: str
    groups: tuple[Group, ...] = field(default_factory=tuple)


def add_changes(
    pdf: Pdf, listed: ChangeList, head: str, brand: Brand, font: Path, sheet: tuple[float, float]
) -> int:
    """Put the list after the last page; returns how many pages it takes. sheet in mm."""
    face = Typeface(font)
    setter = _Setter(listed, head, brand, face, sheet)
    setter.set()
    embedded = face.embed(pdf)
    first = len(pdf.pages)
    for drawing in setter.pages:
        page = pdf.add_blank_page(page_size=(sheet[0] * PT, sheet[1] * PT))
        text = "\n".join(["/Artifact <</Type /Layout>> BDC q", *drawing, "Q EMC"])
        page.obj.Contents = pdf.make_stream(text.encode("ascii"))
        page.obj.Resources = Dictionary(Font=Dictionary({f"/{RESOURCE}": embedded}))
        page.obj.Tabs = Name.S
    _label(pdf, first, listed.label)
    return len(setter.pages)


def _label(pdf: Pdf, first: int, label: str) -> None:
    """Number the list's pages for themselves: Ændringer 1, 2 ..."""
    entry = Dictionary(S=Name.D, P=String(f"{label} "), St=1)
    if "/PageLabels" in pdf.Root:
        pdf.Root.PageLabels.Nums.extend(Array([first, entry]))


class _Setter:
    """Sets the list down the pages; heights in mm from the top of the sheet."""

    def __init__(
        self,
        listed: ChangeList,
        head: str,
        brand: Brand,
        face: Typeface,
        sheet: tuple[float, float],
    ) -> None:
        self.listed, self.head, self.face = listed, head, face
        self.width, self.height = sheet
        self.inks = {
            name: " ".join(f"{value / 255:.4f}" for value in brand.colours[name].rgb)
            for name in ("k", "k70", "k20", *COLOURS.values())
        }
        self.pages: list[list[str]] = []
        self.y = 0.0

    def set(self) -> None:
        """Set everything."""
        self._turn()
        self.y += LARGE / PT
        self._words(MARGIN[0], self.listed.title, LARGE, "k")
        self.y += 6
        for group in self.listed.groups:
            self._group(group)

    def _group(self, group: Group) -> None:
        self._room(20)
        self.y += 9
        self._words(MARGIN[0], group.heading, SIZE + 3, "k")
        self.y += 2
        for entry in group.entries:
            self._entry(entry)

    def _entry(self, entry: Entry) -> None:
        """Place on the left, change on the right, small print below it."""
        left = MARGIN[0] + PLACES
        measure = (self.width - left - MARGIN[0]) * PT
        lines = list(broken(entry.pieces, self.face, SIZE, measure))
        places = list(broken([Piece(entry.place)], self.face, SMALL, (PLACES - 4) * PT))
        small = [
            line
            for text in entry.small
            for line in broken([Piece(text)], self.face, SMALL, measure)
        ]
        step, fine = SIZE * LEADING / PT, SMALL * LEADING / PT
        self._room(min(3 + step * len(lines) + fine * len(small), 60))
        self._rule()
        top = self.y
        for number, line in enumerate(places):
            self.y = top + step + number * fine
            self._line(MARGIN[0], line, SMALL, "k70")
        lowest = self.y
        self.y = top
        for line in lines:
            self._next(step)
            self._line(left, line, SIZE)
        for line in small:
            self._next(fine)
            self._line(left, line, SMALL, "k70")
        self.y = max(self.y, lowest) + 2

    def _next(self, step: float) -> None:
        """Go down a line, over to a new page where the old one is full."""
        if self.y + step > self.height - MARGIN[1]:
            self._turn()
        self.y += step

    def _room(self, needed: float) -> None:
        if self.y + needed > self.height - MARGIN[1]:
            self._turn()

    def _turn(self) -> None:
        """Begin a page with the proof's head line."""
        self.pages.append([])
        self.y = MARGIN[1] / 2
        self._words(MARGIN[0], self.head, 8.0, "k")
        number = f"{self.listed.label} {len(self.pages)}"
        end = self.width * PT - MARGIN[0] * PT - self.face.width(number, 8.0)
        self._words(end / PT, number, 8.0, "k")
        self.y = MARGIN[1]

    def _rule(self) -> None:
        y = (self.height - self.y) * PT
        left, right = MARGIN[0] * PT, (self.width - MARGIN[0]) * PT
        self.pages[-1].append(
            f"{self.inks['k20']} RG 0.4 w {left:.2f} {y:.2f} m {right:.2f} {y:.2f} l S"
        )
        self.y += 0.8

    def _words(self, x: float, text: str, size: float, ink: str) -> None:
        self._line(x, [Piece(text)], size, ink)

    def _line(self, x: float, pieces: Sequence[Piece], size: float, ink: str = "") -> None:
        """A line of pieces, each with its stroke."""
        at, y = x * PT, (self.height - self.y) * PT
        for piece in pieces:
            colour = self.inks[ink or COLOURS[piece.stroke]]
            coded = self.face.encode(piece.text.replace(NBSP, " "))  # they share a glyph
            width = self.face.width(piece.text, size)
            self.pages[-1].append(
                f"BT {colour} rg /{RESOURCE} {size:g} Tf 1 0 0 1 {at:.2f} {y:.2f} Tm {coded} Tj ET"
            )
            if piece.stroke != "same":
                level = y + (0.26 if piece.stroke == "gone" else -0.16) * size
                lead = width - self.face.width(piece.text.lstrip(), size)
                self.pages[-1].append(
                    f"{colour} RG 0.5 w {at + lead:.2f} {level:.2f} m "
                    f"{at + width:.2f} {level:.2f} l S"
                )
            at += width


def broken(
    pieces: Iterable[Piece], face: Typeface, size: float, measure: float
) -> Iterator[list[Piece]]:
    """Break pieces into lines no wider than the measure (points); a longer word stands alone."""
    line: list[Piece] = []
    used = 0.0
    for piece in pieces:
        for word in _words(piece.text):
            text = word if line else word.lstrip()
            width = face.width(text, size)
            free = word[:1].isspace() or (bool(line) and line[-1].text[-1:].isspace())
            if line and used + width > measure and free:
                yield line
                line, used = [], 0.0
                text = word.lstrip()
                width = face.width(text, size)
            if not text:
                continue
            if line and line[-1].stroke == piece.stroke:
                line[-1] = Piece(line[-1].text + text, piece.stroke)
            else:
                line.append(Piece(text, piece.stroke))
            used += width
    if line:
        yield line


def _words(text: str) -> Iterator[str]:
    """Words with the space before them."""
    start = 0
    for at in range(1, len(text)):
        if text[at] == " " and text[at - 1] != " ":
            yield text[start:at]
            start = at
    if text[start:]:
        yield text[start:]
