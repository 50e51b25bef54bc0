"""What the layout knows: margin notes moved to the outside, and where every line and anchor stands.

WeasyPrint cannot tell left pages from right ones inside the text, so the stylesheet sets every
note to the right and `mirror` moves it over on left pages. Nothing reflows: one pass is enough.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from weasyprint import Page
from weasyprint.formatting_structure import boxes

from publication.model import Anchor, Line

MM = 25.4 / 96  # a CSS pixel in millimetres

# How far a block of the class moves on left pages, mm (trim 210, margins 20 and 17: art direction).
NOTE, WIDE = "mn", "wide"
SHIFTS: Mapping[str, float] = {NOTE: -180.0, WIDE: -55.0}


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


def real(box: Any) -> Any:
    """The box itself, where the tree holds the placeholder of an absolutely placed one."""
    return getattr(box, "_box", box)


def classes(box: Any) -> tuple[str, ...]:
    """The classes of the element a box stands for; none for generated and anonymous boxes."""
    if box.element is None or "::" in (box.element_tag or ""):
        return ()
    return tuple(box.element.get("class", "").split())


def mirror(document: Any) -> None:
    """Move notes and wide blocks of left pages to the outside, with their links and anchors."""
    for index, page in enumerate(document.pages):
        if page._page_box.page_type.side == "left" and shift_blocks(page._page_box):
            document.pages[index] = Page(page._page_box)  # collects links and anchors again


def shift_blocks(box: Any, moved: float = 0.0) -> bool:
    """Move the blocks named in SHIFTS below box, which has itself moved by `moved` mm."""
    found = False
    for child in map(real, box.all_children()):
        name = next((name for name in SHIFTS if name in classes(child)), None)
        shift = SHIFTS[name] - moved if name and isinstance(child, boxes.BlockLevelBox) else 0.0
        if shift:
            child.translate(shift / MM)
            found = True
        if name != NOTE:
            found |= shift_blocks(child, moved + shift)
    return found


def lines_of(pages: list[Any], sources: Sources) -> tuple[Line, ...]:
    """Every line of text in reading order; running heads and folios are not lines."""
    return tuple(
        _line(index, page._page_box, line, texts, note, sources)
        for index, page in enumerate(pages)
        for line, texts, note in _line_boxes(page._page_box, False)
    )


def anchors_of(pages: list[Any]) -> tuple[Anchor, ...]:
    """Every id of the chapter and where it begins; a block over two pages counts once."""
    found: dict[str, Anchor] = {}
    for index, page in enumerate(pages):
        for name, (x, y, *_) in page.anchors.items():
            found.setdefault(name, Anchor(name, index, round(x * MM, 2), round(y * MM, 2)))
    return tuple(found.values())


def _line_boxes(box: Any, note: bool) -> Iterator[tuple[Any, list[Any], bool]]:
    """Line boxes with text below box, each with its own words and whether it is a note's."""
    for child in map(real, box.all_children()):
        if isinstance(child, boxes.MarginBox):
            continue
        inside = note or NOTE in classes(child)
        if isinstance(child, boxes.LineBox):
            texts: list[Any] = []
            apart: list[Any] = []
            _sort(child, texts, apart)
            if any(text.text.strip() for text in texts):
                yield child, texts, inside
            for block in apart:
                within = inside or NOTE in classes(block)
                yield from _line_boxes(block, within)
        else:
            yield from _line_boxes(child, inside)


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


def _line(index: int, page: Any, line: Any, texts: list[Any], note: bool, sources: Sources) -> Line:
    lead = max(texts, key=lambda text: text.width)  # its words, not a raised note call
    left = min(text.position_x for text in texts)
    right = max(text.position_x + text.width for text in texts)
    return Line(
        page=index,
        x=round(left * MM, 3),
        right=round(right * MM, 3),
        top=round(line.position_y * MM, 3),
        bottom=round((line.position_y + line.height) * MM, 3),
        baseline=round((lead.position_y + lead.baseline) * MM, 3),
        column="margin" if note else _column(page, left, right),
        src=sources.src.get(line.element, ""),
        text="".join(text.text for text in texts).strip(),
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
