"""What the layout knows: margin notes moved to the outside, and where every line and anchor stands.

WeasyPrint cannot tell left pages from right ones inside the text, so the stylesheet sets every
note to the right and `mirror` moves it over on left pages (margin.py). Nothing reflows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from weasyprint import Page
from weasyprint.formatting_structure import boxes

from publication.model import Anchor, Line
from publication.typeset.fit import Area, Stray
from publication.typeset.margin import MM, NOTE, classes, real, settle_margin
from publication.typeset.optical import hang_display, ink_start

ROOTS = ("html", "body")  # they only hold what is on the page
OUTSIDE = ("html",)  # not told of a line, since every line stands in it


@dataclass(frozen=True)
class Sources:
    """Where each element of a chapter's HTML comes from: its number and the nearest data-src."""

    number: Mapping[Any, int]
    src: Mapping[Any, str]

    @classmethod
    def of(cls, root: Any) -> Sources:
        """Read the element tree of a parsed chapter."""
        number = {element: index for index, element in enumerate(root.iter())}
        src: dict[Any, str] = {root: root.get("data-src", "")}
        for element in root.iter():  # parents come before their children
            for child in element:
                src[child] = child.get("data-src") or src[element]
        return cls(number, src)


def name_of(box: Any) -> str:
    """A block as a stylesheet names it: tag.class."""
    return ".".join([str(box.element_tag), *classes(box)])


def mirror(document: Any) -> None:
    """Put the margins of every page in order, the optical too, with its links and anchors."""
    for index, page in enumerate(document.pages):
        hung = hang_display(page._page_box)
        if settle_margin(page._page_box) or hung:
            document.pages[index] = Page(page._page_box)  # collects links and anchors again


def prune_links(document: Any) -> None:
    """Keep the areas of links themselves, not those of emphasis and boxes inside them.

    WeasyPrint makes a second area for each, which is tagged as no link.
    """
    for page in document.pages:
        page.links = [link for link in page.links if link[3].link]


@dataclass(frozen=True)
class Layout:
    """What is known of a chapter's pages, in mm from the trim corner.

    overruns  index of a line -> how far it sticks out of the block it stands in
    strays    blocks that reach beyond the bleed
    """

    lines: tuple[Line, ...]
    anchors: tuple[Anchor, ...]
    areas: tuple[Area, ...]
    overruns: Mapping[int, float]
    strays: tuple[Stray, ...]


def layout_of(pages: Sequence[Any], sources: Sources) -> Layout:
    """Every line of text in reading order; running heads, folios and bullets are not."""
    lines: list[Line] = []
    overruns: dict[int, float] = {}
    for index, page in enumerate(pages):
        for row in _rows(page._page_box, Standing()):
            line = _line(index, page._page_box, row, sources)
            overruns[len(lines)] = line.right - (row.block.content_box_x() + row.block.width) * MM
            lines.append(line)
    areas = tuple(_area(page._page_box) for page in pages)
    strays = tuple(
        Stray(index, sources.src.get(box.element, ""), name_of(box), excess)
        for index, page in enumerate(pages)
        for box, excess in _strays(page._page_box, page)
    )
    return Layout(tuple(lines), anchors_of(pages), areas, overruns, strays)


def _strays(box: Any, page: Any) -> Iterator[tuple[Any, float]]:
    """The outermost blocks that reach beyond the bleed, and how far, mm."""
    for child in map(real, box.all_children()):
        if isinstance(child, boxes.MarginBox):
            continue
        block = isinstance(child, boxes.BlockLevelBox) and child.element_tag not in ROOTS
        excess = _excess(child, page) if block else 0.0
        if excess > 0:
            yield child, excess * MM
        elif child.style["overflow"] == "visible":
            yield from _strays(child, page)


def _excess(box: Any, page: Any) -> float:
    """How far a box reaches beyond the bleed, on the side where it is most; in pixels."""
    x, y, width, height = box.hit_area()
    return float(
        max(
            -page.bleed["left"] - x,
            -page.bleed["top"] - y,
            x + width - page.width - page.bleed["right"],
            y + height - page.height - page.bleed["bottom"],
        )
    )


def _area(page: Any) -> Area:
    left, top = page.content_box_x(), page.content_box_y()
    return Area(left * MM, (left + page.width) * MM, (top + page.height) * MM)


def anchors_of(pages: Sequence[Any]) -> tuple[Anchor, ...]:
    """Every id of the chapter and where it begins; a block over two pages counts once."""
    found: dict[str, Anchor] = {}
    for index, page in enumerate(pages):
        for name, (x, y, *_) in page.anchors.items():
            found.setdefault(name, Anchor(name, index, round(x * MM, 2), round(y * MM, 2)))
    return tuple(found.values())


@dataclass(frozen=True)
class Standing:
    """Where a line stands: the elements of the blocks around it, and of the note if it is one's."""

    elements: tuple[Any, ...] = ()
    note: Any = None

    def within(self, box: Any) -> Standing:
        """The same, one box further in; anonymous boxes share their parent's element."""
        element = box.element
        if element is None or element.tag in OUTSIDE or element in self.elements:
            return self
        note = element if self.note is None and NOTE in classes(box) else self.note
        return Standing((*self.elements, element), note)

    @property
    def path(self) -> str:
        return " ".join(map(_named, self.elements))


def _named(element: Any) -> str:
    """An element as a stylesheet names it: tag.class#id."""
    name = ".".join([str(element.tag), *element.get("class", "").split()])
    return f"{name}#{element.get('id')}" if element.get("id") else name


@dataclass(frozen=True)
class Row:
    """A line box: its own words, the block it stands in, and the blocks around that."""

    box: Any
    texts: Sequence[Any]
    block: Any
    standing: Standing


def _rows(box: Any, standing: Standing) -> Iterator[Row]:
    """The lines with words in them below a box, in reading order."""
    for child in map(real, box.all_children()):
        if isinstance(child, boxes.MarginBox) or child.is_outside_marker or _dash(child):
            continue  # running heads, folios, bullets
        if isinstance(child, boxes.LineBox):
            texts: list[Any] = []
            apart: list[Any] = []
            _sort(child, texts, apart)
            if any(text.text.strip() for text in texts):
                yield Row(child, texts, box, standing)
            for block in apart:
                if not _dash(block):
                    yield from _rows(block, standing.within(block))
        else:
            yield from _rows(child, standing.within(child))


def _dash(box: Any) -> bool:
    """Whether a box is the dash or number that a stylesheet sets before an item of a list."""
    return bool(box.element_tag == "li::before")


def _sort(box: Any, texts: list[Any], apart: list[Any]) -> None:
    """Part what stands in a line: its words, and floats and blocks with lines of their own."""
    for child in map(real, box.all_children()):
        if isinstance(child, boxes.TextBox):
            texts.append(child)
        elif not child.is_in_normal_flow() or _lines(child) > 1:
            apart.append(child)
        else:
            _sort(child, texts, apart)


def _lines(box: Any) -> int:
    """How many lines an inline block holds; one line belongs to the line it stands in."""
    return sum(isinstance(child, boxes.LineBox) for child in box.descendants())


def _line(index: int, page: Any, row: Row, sources: Sources) -> Line:
    lead = max(row.texts, key=lambda text: text.width)  # its words, not a raised note call
    standing = row.standing
    start = row.block.content_box_x() * MM
    left = min(map(ink_start, row.texts))
    right = max(text.position_x + text.width for text in row.texts)
    return Line(
        page=index,
        x=round(left * MM, 3),
        right=round(right * MM, 3),
        top=round(row.box.position_y * MM, 3),
        bottom=round((row.box.position_y + row.box.height) * MM, 3),
        baseline=round((lead.position_y + lead.baseline) * MM, 3),
        column="margin" if standing.note is not None else _column(page, left, right),
        src=sources.src.get(row.box.element, ""),
        text="".join(text.text for text in row.texts).strip(),
        path=standing.path,
        block=sources.number.get(row.block.element, 0),
        note=sources.number.get(standing.note, 0),
        start=round(start, 3),
        end=round(start + row.block.width * MM, 3),
        size=round(lead.style["font_size"] * 0.75, 2),
        forced=any(box.element_tag == "br" for box in row.box.descendants()),
    )


def _column(page: Any, left: float, right: float) -> str:
    """Which column a line stands in: the page's content area is the text column."""
    start = page.content_box_x()
    end = start + page.width
    if end - start > page.margin_width() * 0.75:  # a page without margins has no columns
        return "full"
    if right <= start or left >= end:
        return "margin"
    return "full" if left < start - 1 or right > end + 12 else "text"
