"""The proof: every page as it will be, on a larger sheet, with what a proofreader needs beside it.

The trimmed page is drawn unchanged, clipped to its trim; everything added stands outside it. The
sheet has the proportion of A4: a page is whole on A4 at 84 per cent, and of true size on A3.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pikepdf
from pikepdf import Dictionary, Name, Object, Page, Pdf

from publication.brand import Brand
from publication.finish.changes import ChangeList, add_changes
from publication.finish.elements import write_tree
from publication.finish.labels import set_page_labels
from publication.finish.links import name_notes, tidy_links
from publication.finish.mending import mend
from publication.finish.numbering import NumberedLine, number_lines
from publication.finish.pages import PT, Box, crop, describe, save_whole
from publication.finish.typeface import Typeface
from publication.finish.web_metadata import card_of, describe_web
from publication.finish.writing import save
from publication.language import read_language
from publication.model import Edition, Galley, GalleyPage, Publication, World

EDITION = "proof"
FONT = "SourceSans3-Regular.ttf"
RESOURCE = "ProofFont"

SHEET = (250.0, 354.0)
"""Width and height of the sheet, mm."""
BESIDE = 14.0
"""Paper left of the page, mm, for the lines' numbers; right of it there is more, for names."""
EDGE = 6.0
"""Millimetres at the sheet's edge that stay empty: an office printer prints nothing there."""
ABOVE = 24.0
"""Paper above the page, mm; what the sheet has left over is below, for remarks."""
NUMBERED = 5
"""Every fifth line's number is printed, as one counts in a margin."""

HEAD_SIZE, NUMBER_SIZE, MARK_SIZE = 8.0, 7.0, 5.2
MARK_STEP = 2.2
"""Millimetres between marks that would stand on each other."""
MARK_INDENT = 9.0
"""Points from the page's edge to a mark's name."""
SAME_MARK = 4.0
"""Millimetres: the same name so near is marked once."""


@dataclass(frozen=True)
class ProofHead:
    """The line over every page, in the words of the title's language, as they are printed.

    draft     "3. korrektur"
    revision  of the source, "git 1a2b3c4"
    checksum  of the data, "data 5d6e7f8"
    compared  "sammenlignet med 2. korrektur", or nothing
    """

    title: str
    draft: str
    date: str
    revision: str = ""
    checksum: str = ""
    compared: str = ""

    @property
    def text(self) -> str:
        parts = (self.title, self.draft, self.date, self.revision, self.checksum, self.compared)
        return " · ".join(part for part in parts if part)


@dataclass(frozen=True)
class Mark:
    """A computed number in the text: galley page, baseline in mm from the top, its name."""

    page: int
    baseline: float
    name: str


@dataclass(frozen=True)
class Bar:
    """A stretch that differs from the last approved draft: galley page, top and bottom in mm.

    right  whether it stands beside the right edge: for a margin column on that side
    """

    page: int
    top: float
    bottom: float
    right: bool = False


def finish_proof(
    galley: Galley,
    publication: Publication,
    brand: Brand,
    world: World,
    out: Path,
    head: ProofHead,
    marks: Sequence[Mark] = (),
    bars: Sequence[Bar] = (),
    listed: ChangeList | None = None,
) -> Edition:
    """Make `out`/<title's id>-proof.pdf: every page of the galley in its order, then the list."""
    path = out / f"{publication.id}-proof.pdf"
    with pikepdf.open(galley.pdf) as pdf:
        document, lost = mend(pdf, galley, publication.language)
        name_notes(pdf, document, read_language(publication.language))
        write_tree(pdf, document)
        findings = (*lost, *tidy_links(pdf))
        set_page_labels(pdf, galley.pages)
        Stamp(pdf, brand, head, Typeface(world.styles / "fonts" / FONT)).pages(
            galley.pages, number_lines(galley.lines), marks, bars
        )
        if listed:
            add_changes(pdf, listed, head.text, brand, world.styles / "fonts" / FONT, SHEET)
        about = f"{head.text}{listed or ''}"
        seed = hashlib.sha256(galley.pdf.read_bytes() + about.encode()).hexdigest()
        card = card_of(publication, world, EDITION, seed)
        describe_web(pdf, card, [p.name for p in publication.publishers], universal=True)
        save_whole(path, lambda part: save(pdf, part, galley.lines))
        pages = len(pdf.pages)
    return Edition(EDITION, (describe(EDITION, path, pages),), findings)


class Stamp:
    """Draws around the pages of one file. Heights come in mm from the top, and go out in points."""

    def __init__(self, pdf: Pdf, brand: Brand, head: ProofHead, face: Typeface) -> None:
        self.pdf = pdf
        self.head = head
        self.face = face
        self.ink, self.grey, self.red = (_ink(brand, name) for name in ("k", "k70", "tegl"))
        self.edge = _ink(brand, "k50")
        self.width, self.height = (side * PT for side in brand.trim)
        self.room = (SHEET[0] - BESIDE - EDGE) * PT - self.width - MARK_INDENT
        self.clip = pdf.make_stream(f"q 0 0 {self.width:.4f} {self.height:.4f} re W n\n".encode())

    def pages(
        self,
        pages: Sequence[GalleyPage],
        lines: Iterable[NumberedLine],
        marks: Iterable[Mark],
        bars: Iterable[Bar],
    ) -> None:
        """Stamp every page, then embed the font with what was set in it."""
        by_page = {page: list(group) for page, group in groupby(lines, lambda line: line.page)}
        drawings = [
            [
                *self._frame(),
                *self._head(page, len(pages)),
                *self._numbers(by_page.get(page.index, [])),
                *self._marks([mark for mark in marks if mark.page == page.index]),
                *self._bars(bar for bar in bars if bar.page == page.index),
            ]
            for page in pages
        ]
        font = self.face.embed(self.pdf)
        for page, drawing in zip(self.pdf.pages, drawings, strict=True):
            self._place(page, font, drawing)

    def _place(self, page: Page, font: Object, drawing: Sequence[str]) -> None:
        """The page between a clip to its trim and the drawing; the sheet around it."""
        text = "\n".join(["Q /Artifact <</Type /Layout>> BDC q", *drawing, "Q EMC"])
        page.contents_coalesce()
        page.obj.Contents = pikepdf.Array(
            [self.clip, page.obj.Contents, self.pdf.make_stream(text.encode("ascii"))]
        )
        shared = dict(page.resources.items())  # by all pages: this page gets its own
        fonts = dict(shared["/Font"].items()) if "/Font" in shared else {}
        shared["/Font"] = Dictionary({**fonts, f"/{RESOURCE}": font})
        page.obj.Resources = Dictionary(shared)
        crop(page, self._sheet())
        page.TrimBox = pikepdf.Array([round(value, 4) for value in (0, 0, self.width, self.height)])
        for name in ("/BleedBox", "/ArtBox"):
            if name in page:
                del page[name]
        page.obj.Tabs = Name.S

    def _sheet(self) -> Box:
        left, top = -BESIDE * PT, self.height + ABOVE * PT
        return left, top - SHEET[1] * PT, left + SHEET[0] * PT, top

    def _frame(self) -> Iterator[str]:
        """A hairline where the page will be cut, just outside it."""
        yield f"{self.edge[1]} 0.25 w"
        yield f"-0.25 -0.25 {self.width + 0.5:.3f} {self.height + 0.5:.3f} re S"

    def _head(self, page: GalleyPage, count: int) -> Iterator[str]:
        y = -ABOVE / 2
        place = f"{page.label} ({page.index + 1}/{count})"
        yield self._text(0, y, self.head.text, HEAD_SIZE, self.ink)
        start = self.width - self.face.width(place, HEAD_SIZE)
        yield self._text(start, y, place, HEAD_SIZE, self.ink)

    def _numbers(self, lines: Iterable[NumberedLine]) -> Iterator[str]:
        """Every fifth number in full, a tick for the lines between, left of the page."""
        for line in lines:
            y = self._y(line.baseline)
            if line.number % NUMBERED:
                yield f"{self.grey[1]} 0.3 w"
                yield f"{-5 * PT:.3f} {y + 2:.3f} m {-4 * PT:.3f} {y + 2:.3f} l S"
            else:
                number = str(line.number)
                x = -4 * PT - self.face.width(number, NUMBER_SIZE)
                yield self._text(x, line.baseline, number, NUMBER_SIZE, self.grey)

    def _marks(self, marks: Iterable[Mark]) -> Iterator[str]:
        """A stroke at the line and the number's name, right of the page; none on another."""
        free = float("-inf")
        last: dict[str, float] = {}
        for mark in sorted(marks, key=lambda mark: (mark.baseline, mark.name)):
            if mark.baseline - last.get(mark.name, float("-inf")) < SAME_MARK:
                continue  # text and margin of one line say the same number
            last[mark.name] = mark.baseline
            y, x = self._y(mark.baseline), self.width
            free = max(free + MARK_STEP, mark.baseline)
            yield f"{self.red[1]} 0.5 w {x + 2:.3f} {y:.3f} m {x + 5:.3f} {y:.3f} l"
            yield f"{x + 8:.3f} {self._y(free) + 1.5:.3f} l S"
            for number, part in enumerate(self._parted(mark.name)):
                free += MARK_STEP if number else 0
                size = min(MARK_SIZE, self.room / max(self.face.width(part, 1), 1.0))
                yield self._text(x + MARK_INDENT, free, part, size, self.red)

    def _parted(self, name: str) -> list[str]:
        """A name in lines that fit beside the page, broken after its full stops."""
        lines = [""]
        for part in re.split(r"(?<=\.)", name):
            longer = lines[-1] + part
            if lines[-1] and self.face.width(longer, MARK_SIZE) > self.room:
                lines.append(part)
            else:
                lines[-1] = longer
        return lines

    def _bars(self, bars: Iterable[Bar]) -> Iterator[str]:
        for bar in bars:
            top, bottom = self._y(bar.top), self._y(bar.bottom)
            x, thick = (self.width + 0.5, 1.2) if bar.right else (-3 * PT, 0.8 * PT)
            yield f"{self.red[0]} {x:.3f} {bottom:.3f} {thick:.3f} {top - bottom:.3f} re f"

    def _text(self, x: float, baseline: float, text: str, size: float, ink: Ink) -> str:
        """Text at x points from the left and a baseline in mm from the top of the page."""
        y = self._y(baseline)
        words = self.face.encode(text)
        return f"BT {ink[0]} /{RESOURCE} {size:.2f} Tf 1 0 0 1 {x:.3f} {y:.3f} Tm {words} Tj ET"

    def _y(self, from_top: float) -> float:
        return self.height - from_top * PT


Ink = tuple[str, str]
"""A colour as operators: for fills and for strokes."""


def _ink(brand: Brand, name: str) -> Ink:
    values = " ".join(f"{value / 255:.4f}" for value in brand.colours[name].rgb)
    return f"{values} rg", f"{values} RG"
