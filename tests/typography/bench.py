"""Pages made by hand for the rules: lines on the grid, and PDFs written operator by operator.

row 0 is the first line of the text column (baseline 28.76 mm from the head), row 42 the last;
page 0 is folio 2 (left), page 1 folio 3 (right); odd folios have the text at 20-138 mm.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name

from publication.brand import Brand, read_brand
from publication.hyphenation import Hyphenation
from publication.model import Anchor, Galley, GalleyPage, Line, PageMap
from publication.typography import Limits, read_limits
from publication.typography.book import Book
from publication.typography.checks import run

ROOT = Path(__file__).resolve().parents[2]
PT = 72 / 25.4
FIRST, STEP = 28.76, 5.0
LEFT, RIGHT = 72.0, 20.0  # where text begins on left and right pages
FULL = "Foreninger og tilbud har prøvet nye måder at arbejde på, mens dørene"
BODY = "body.theme-nat.kind-text#kapitel"

FONTS = (
    *("Source-Sans-3", "Source-Sans-3-Semi-Bold", "Source-Serif-4"),
    *("Source-Serif-4-Display-Light", "Helvetica", "OCR-B"),
)


@cache
def brand() -> Brand:
    return read_brand(ROOT / "styles" / "brand.toml")


@cache
def limits() -> Limits:
    return read_limits(ROOT / "styles" / "typography.toml")


def line(
    text: str = FULL,
    row: float = 0,
    page: int = 0,
    block: int = 1,
    fills: float = 0.95,
    within: str = "p",
    **changes: object,
) -> Line:
    """A line of body text on a row of the grid; `fills` is its share of the 118 mm."""
    x = LEFT if page % 2 == 0 else RIGHT
    baseline = FIRST + STEP * row
    fields: dict[str, object] = {
        "page": page,
        "x": x,
        "right": x + 118 * fills,
        "top": baseline - 3.76,
        "bottom": baseline + 1.24,
        "baseline": baseline,
        "column": "text",
        "src": f"a.html:{block}",
        "text": text,
        "path": f"{BODY} {within}",
        "block": block,
        "start": x,
        "end": x + 118,
        "size": 10.2,
    }
    return Line(**{**fields, **changes})  # type: ignore[arg-type]


def paragraph(*fills: float, row: float = 0, page: int = 0, block: int = 1) -> list[Line]:
    """A paragraph whose lines fill such shares of the measure."""
    return [
        line(row=row + place, page=page, block=block, fills=share)
        for place, share in enumerate(fills)
    ]


def noted(text: str, row: float, page: int = 0, number: int = 1, **changes: object) -> Line:
    """A line of a numbered margin note, its baseline on a row of the grid."""
    x = 17.0 if page % 2 == 0 else 145.0
    baseline = FIRST + STEP * row
    fields: dict[str, object] = {
        "x": x,
        "right": x + 40,
        "top": baseline - 2.8,
        "bottom": baseline + 0.95,
        "column": "margin",
        "path": f"{BODY} p span.mn.note#note-kapitel-{number} span.i",
        "note": 100 + number,
        "start": x,
        "end": x + 48,
        "size": 7.8,
    }
    return line(text, row, page, 200 + number, **{**fields, **changes})  # type: ignore[arg-type]


def called(row: float, page: int = 0, number: int = 1) -> Anchor:
    """Where a note is called: a raised figure in a line of the text."""
    x = LEFT if page % 2 == 0 else RIGHT
    return Anchor(f"call-kapitel-{number}", page, x + 60, FIRST + STEP * row - 2.0)


def galley(
    lines: Sequence[Line],
    pdf: Path = Path("none.pdf"),
    pages: int = 4,
    anchors: Sequence[Anchor] = (),
    chapters: str = "",
) -> Galley:
    """Pages of one chapter from folio 2 on; `chapters` gives each page another's letter."""
    chapters = chapters or "a" * pages
    made = tuple(
        GalleyPage(index, chapter, index + 2, str(index + 2), body=True)
        for index, chapter in enumerate(chapters)
    )
    return Galley(pdf, made, tuple(lines), tuple(anchors), PageMap({}, {}, {}))


def said(rule: str, made: Galley, hyphenation: Hyphenation | None = None) -> list[tuple[str, str]]:
    """What a rule finds: page label and message."""
    book = Book(made, brand(), limits(), hyphenation or Hyphenation())
    return [(finding.page, finding.message) for finding in run(book, [rule])]


# ------------------------------------------------------------------ PDFs by hand


def pdf(path: Path, *contents: str, links: Sequence[tuple[int, float, float, str]] = ()) -> Path:
    """A page of 210 x 270 mm with 3 mm bleed for each content, in points from the trim's foot.

    links are (page, x, y in mm from the trim's head, name).
    """
    made = pikepdf.new()
    fonts = {
        f"/F{number}": Dictionary(
            Type=Name.Font,
            Subtype=Name.Type1,
            BaseFont=Name(f"/{'ABCDEF+' if '-' in name else ''}{name}"),
            Encoding=Name.WinAnsiEncoding,
        )
        for number, name in enumerate(FONTS)
    }
    bleed, width, height = 3 * PT, 210 * PT, 270 * PT
    for content in contents:
        page = made.add_blank_page(page_size=(width, height))
        page.obj.MediaBox = Array([-bleed, -bleed, width + bleed, height + bleed])
        page.obj.TrimBox = Array([0, 0, width, height])
        page.obj.Resources = Dictionary(Font=Dictionary(fonts))
        page.obj.Contents = made.make_stream(content.encode("cp1252"))
    for number, x, y, name in links:
        left, foot = x * PT, height - y * PT
        made.pages[number].obj.Annots = Array(
            [
                Dictionary(
                    Type=Name.Annot,
                    Subtype=Name.Link,
                    Rect=Array([left - 5, foot - 3, left + 5, foot + 3]),
                    Dest=pikepdf.String(name),
                )
            ]
        )
    made.save(path)
    return path


def letters(
    text: str,
    font: str = "Source-Sans-3",
    size: float = 9,
    colour: str = "0.1 0.1 0.1",
    x: float = 80,
    y: float = 100,
) -> str:
    """Operators that paint a text, mm from the trim's head; its colour as red, green, blue."""
    number = FONTS.index(font)
    place = f"{x * PT:.3f} {(270 - y) * PT:.3f}"
    return f"{colour} rg BT /F{number} {size} Tf 1 0 0 1 {place} Tm ({text}) Tj ET\n"


def box(colour: str, x: float, y: float, width: float, height: float) -> str:
    """Operators that fill a rectangle, mm from the trim's head."""
    rectangle = f"{x * PT:.3f} {(270 - y - height) * PT:.3f} {width * PT:.3f} {height * PT:.3f}"
    return f"{colour} rg {rectangle} re f\n"
