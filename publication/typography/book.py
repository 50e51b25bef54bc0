"""The galley as rules look at it: blocks with their lines, pages with their columns and sheets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from publication.brand import Brand
from publication.hyphenation import Hyphenation
from publication.model import Galley, GalleyPage, Line
from publication.typography.limits import Limits
from publication.typography.links import Link, read_links
from publication.typography.sheets import Sheet, read_sheets

HYPHENS = "\N{HYPHEN}\N{SOFT HYPHEN}"  # what the typesetter adds; authors' own are hyphen-minus
PT = 72 / 25.4  # points in a millimetre
HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
FLOODED = frozenset({"cover", "opener", "keyfigures"})  # kinds of page without margins
FRONT = frozenset({"front"})  # half title, colophon, contents: empty by design


@dataclass(frozen=True)
class Area:
    """What text may stand in, mm from the trim corner."""

    left: float
    right: float
    top: float
    bottom: float


@dataclass(frozen=True)
class Block:
    """One element's lines, in order, over as many pages as it takes."""

    lines: tuple[Line, ...]

    @property
    def first(self) -> Line:
        return self.lines[0]

    @property
    def tag(self) -> str:
        return names(self.first.path)[-1][0] if self.first.path else ""

    @cached_property
    def within(self) -> frozenset[str]:
        """Tags and classes of the block and of those around it."""
        return frozenset(name for block in names(self.first.path) for name in block)

    @property
    def pages(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys(line.page for line in self.lines))

    def on(self, page: int) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.page == page)


def names(path: str) -> list[list[str]]:
    """Tag and classes of each block of a path: "p.lead#a" is [p, lead]."""
    return [block.split("#")[0].split(".") for block in path.split()]


def hyphenated(line: Line) -> bool:
    """Whether the typesetter has broken a word at the line's end."""
    return line.text.endswith(tuple(HYPHENS))


def quoted(line: Line, most: int = 40) -> str:
    """The line's words, or its last ones where it is long."""
    text = line.text
    return f"»{text}«" if len(text) <= most else f"»… {text[-most:].split(' ', 1)[-1]}«"


class Book:
    """Everything the rules ask for, worked out when first asked."""

    def __init__(
        self, galley: Galley, brand: Brand, limits: Limits, hyphenation: Hyphenation
    ) -> None:
        self.galley = galley
        self.brand = brand
        self.limits = limits
        self.hyphenation = hyphenation

    @cached_property
    def pages(self) -> tuple[GalleyPage, ...]:
        """The pages that are printed: all but those of the web alone."""
        return tuple(page for page in self.galley.pages if not page.web_only)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        printed = {page.index for page in self.pages}
        return tuple(line for line in self.galley.lines if line.page in printed)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Every block with lines of its own, in reading order."""
        found: dict[tuple[str, int], list[Line]] = {}
        for line in self.lines:
            chapter = self.galley.pages[line.page].chapter
            found.setdefault((chapter, line.block), []).append(line)
        return tuple(Block(tuple(lines)) for lines in found.values())

    @cached_property
    def notes(self) -> tuple[Block, ...]:
        """Every block of the margin column with all its lines: notes, captions, key numbers."""
        found: dict[tuple[str, int], list[Line]] = {}
        for line in self.lines:
            if line.note:
                chapter = self.galley.pages[line.page].chapter
                found.setdefault((chapter, line.note), []).append(line)
        return tuple(Block(tuple(lines)) for lines in found.values())

    def column(self, page: int) -> tuple[Line, ...]:
        """The lines of a page that stand in the text column or over both, from the head down."""
        return self._columns.get(page, ())

    @cached_property
    def _columns(self) -> Mapping[int, tuple[Line, ...]]:
        found: dict[int, list[Line]] = {}
        for line in self.lines:
            if line.column != "margin" and not line.note:
                found.setdefault(line.page, []).append(line)
        return {
            page: tuple(sorted(lines, key=lambda line: (line.baseline, line.x)))
            for page, lines in found.items()
        }

    def following(self, line: Line) -> Line | None:
        """The line of the text column that comes next in reading order, if on the same page."""
        after = self.lines[self._places[id(line)] + 1 :]
        found = next((each for each in after if not each.note), None)
        return found if found and found.page == line.page else None

    @cached_property
    def _places(self) -> Mapping[int, int]:
        return {id(line): place for place, line in enumerate(self.lines)}

    # ------------------------------------------------------------------ the page

    def kind(self, page: int) -> str:
        """The kind of a page's chapter (text, case, opener ...), as its styles know it."""
        return self._kinds.get(self.galley.pages[page].chapter, "")

    @cached_property
    def _kinds(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for line in self.galley.lines:
            body = next((block for block in names(line.path) if block[0] == "body"), [])
            kind = next((name[5:] for name in body if name.startswith("kind-")), "")
            found.setdefault(self.galley.pages[line.page].chapter, kind)
        return found

    def flooded(self, page: int) -> bool:
        """Whether the page has no margins: its picture runs over the edge."""
        return self.kind(page) in FLOODED

    def is_left(self, page: int) -> bool:
        folio = self.galley.pages[page].folio
        return folio > 0 and folio % 2 == 0

    def area(self, page: int) -> Area:
        """Both columns of a page; on a flooded one, all but a strip along the trim."""
        measures, (width, height) = self.brand.page, self.brand.trim
        edge = self.limits.page_bleed_edge
        if self.flooded(page):
            return Area(edge, width - edge, edge, height - edge)
        inner, outer = float(measures["margin_inner"]), float(measures["margin_outer"])
        left, right = (outer, inner) if self.is_left(page) else (inner, outer)
        top, bottom = float(measures["margin_top"]), float(measures["margin_bottom"])
        return Area(left, width - right, top, height - bottom)

    @property
    def leading(self) -> float:
        """The baseline grid's step, mm."""
        return float(self.brand.page["baseline"])

    @property
    def first_baseline(self) -> float:
        """The grid's first line, mm from the trim: the brand measures from the sheet's edge."""
        return float(self.brand.page["first_baseline"]) - self.brand.bleed

    def facing(self) -> Iterator[tuple[GalleyPage, GalleyPage]]:
        """Left and right pages that lie open together."""
        by_folio = {page.folio: page for page in self.pages if page.folio}
        for folio, page in by_folio.items():
            if folio % 2 == 0 and folio + 1 in by_folio:
                yield page, by_folio[folio + 1]

    def spread(self, page: int) -> int:
        """The number of the spread a page belongs to; covers lie by themselves."""
        folio = self.galley.pages[page].folio
        return folio // 2 if folio else -1 - page

    # ------------------------------------------------------------------ the PDF

    @cached_property
    def sheets(self) -> Sequence[Sheet]:
        """What is painted on every page of the galley, web-only pages too."""
        return read_sheets(self.galley.pdf, self.limits.lettering_ground)

    @cached_property
    def links(self) -> Sequence[Link]:
        """Every link inside the title."""
        return read_links(self.galley.pdf)

    def line_at(self, page: int, x: float, y: float, slack: float = 1.0) -> Line | None:
        """The line that stands at a place of a page, mm, if there is one."""
        near = (
            line
            for line in self._by_page.get(page, ())
            if line.top - slack <= y <= line.bottom + slack
            and line.x - slack <= x <= line.right + slack
        )
        return min(near, key=lambda line: abs((line.top + line.bottom) / 2 - y), default=None)

    @cached_property
    def _by_page(self) -> Mapping[int, Sequence[Line]]:
        found: dict[int, list[Line]] = {}
        for line in self.galley.lines:
            found.setdefault(line.page, []).append(line)
        return found


def running(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks that are set as paragraphs: not cells, lists of names, numbers and signatures."""
    return (
        block for block in blocks if block.tag in PARAGRAPHS and not block.within & NOT_PARAGRAPHS
    )


PARAGRAPHS = HEADINGS | {"p", "li", "div", "span", "figcaption"}
NOT_PARAGRAPHS = frozenset(
    {"contents", "colophon", "people", "cover", "signed", "number", "key", "theme", "label"}
)
