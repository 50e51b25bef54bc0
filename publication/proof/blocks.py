"""The typeset lines as blocks of text: paragraphs, notes, rows of tables, in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from re import compile as pattern

from publication.model import ComposedChapter, Galley, Line, Use
from publication.proof.records import Block, Kind, Mark, Span
from publication.proof.streams import Said, Slice, Stream, cut, is_letter, streams_of

CELL = " | "
"""What stands between the cells of a row, as nobody types it."""
FIGURE = pattern(r"figure\.\S*?#(\S+)|section\.numbers#data-(\S+)")
LEAVES: tuple[tuple[str, Kind], ...] = (
    ("folio", "folio"),
    ("headline", "headline"),
    ("caption", "caption"),
    ("question", "figure-note"),
    ("source", "figure-note"),
    ("label", "label"),
    ("key", "label"),
)
"""What the innermost element is called -> what its text is."""

Numbers = Mapping[tuple[int, float], int]
"""(page, baseline) of a line -> its number on the page."""


def blocks_of(
    chapters: Sequence[ComposedChapter],
    uses: Sequence[Use],
    galley: Galley,
    language: str,
    numbers: Numbers,
) -> tuple[Block, ...]:
    """Every block of the galley.

    uses     tell the kind of each number
    numbers  the number of each line on its page; a line that is not there has 0
    """
    kinds = {(use.chapter, _plain(use.printed), _named(use)): use.kind for use in uses}
    owners = {page.index: page.chapter for page in galley.pages}
    by_chapter = {
        owner: list(lines)
        for owner, lines in groupby(galley.lines, lambda line: owners.get(line.page, ""))
    }
    blocks: list[Block] = []
    for chapter in chapters:
        lines = by_chapter.get(chapter.spec.id, [])
        streams = streams_of(chapter.html, language)
        blocks += _Finder(chapter, streams, kinds, numbers, _lefts(lines)).blocks(lines)
    return tuple(blocks)


def _lefts(lines: Iterable[Line]) -> dict[int, float]:
    """Where the text column of each page begins."""
    lefts: dict[int, float] = {}
    for line in lines:
        if line.column != "margin":
            lefts[line.page] = min(line.start, lefts.get(line.page, line.start))
    return lefts


def _named(use: Use) -> tuple[str, ...]:
    return use.estimates or (f"source:{use.source}",)


def _plain(text: str) -> str:
    return " ".join(text.split()).lower()


@dataclass
class _Finder:
    """Lays the lines of one chapter over its streams."""

    chapter: ComposedChapter
    streams: Sequence[Stream]
    kinds: Mapping[tuple[str, str, tuple[str, ...]], str]
    numbers: Numbers
    lefts: Mapping[int, float]

    def __post_init__(self) -> None:
        self.used: dict[int, int] = {}

    def blocks(self, lines: Iterable[Line]) -> Iterator[Block]:
        """The chapter's blocks; the cells of a table's row make one."""
        cells: list[tuple[Line, Block]] = []
        for (_, number), group in groupby(lines, lambda line: (line.note, line.block)):
            held = list(group)
            block = self._block(held)
            if _in_row(held[0]):
                if cells and (not number or held[0].start <= cells[-1][0].start):
                    yield _row(cells)
                    cells = []
                cells.append((held[0], block))
                continue
            if cells:
                yield _row(cells)
                cells = []
            yield block
        if cells:
            yield _row(cells)

    def _block(self, lines: Sequence[Line]) -> Block:
        letters = ["".join(filter(is_letter, line.text)) for line in lines]
        part = self._part("".join(letters), lines[0].src) or _as_typeset(lines)
        spans = []
        at = 0
        for line, held in zip(lines, letters, strict=True):
            start = _offset(part, at)
            at += len(held)
            end = _offset(part, at)
            number = self.numbers.get((line.page, line.baseline), 0)
            spans.append(
                Span(
                    page=line.page,
                    number=number,
                    top=line.top,
                    bottom=line.bottom,
                    baseline=line.baseline,
                    start=start,
                    end=end,
                    right=line.column == "margin" and line.x > self.lefts.get(line.page, 0.0),
                )
            )
        return Block(
            chapter=self.chapter.spec.id,
            src=lines[0].src,
            kind=kind_of(lines[0], self.chapter.spec.kind),
            text=part.text,
            spans=tuple(spans),
            marks=tuple(self._mark(part, *mark) for mark in part.marks),
            figure=figure_of(lines[0]),
            foreign=part.foreign,
        )

    def _part(self, letters: str, src: str) -> Slice | None:
        """The part of a stream with these letters that no block before has taken."""
        for index, stream in enumerate(self.streams):
            if stream.src == src:
                at = stream.letters.find(letters, self.used.get(index, 0))
                if at >= 0:
                    self.used[index] = at + len(letters)
                    return cut(stream, at, at + len(letters))
        return None

    def _mark(self, part: Slice, said: Said, start: int, end: int) -> Mark:
        printed = part.text[start:end]
        kind = said.kind
        if kind == "data":
            kind = self.kinds.get((self.chapter.spec.id, _plain(printed), said.names), "share")
        return Mark(kind, said.names, printed, start, end)


def _offset(part: Slice, letter: int) -> int:
    return part.offsets[letter] if letter < len(part.offsets) else len(part.text)


def _as_typeset(lines: Sequence[Line]) -> Slice:
    """Words that stand in no stream (a stylesheet has set them): as the lines have them."""
    text = ""
    for line in lines:
        words = " ".join(line.text.split())
        broken = text.endswith("\N{HYPHEN}")
        text = text.rstrip("\N{HYPHEN}") + words if broken else f"{text} {words}".lstrip()
    offsets = tuple(at for at, character in enumerate(text) if is_letter(character))
    return Slice(text, (), (), offsets)


def _in_row(line: Line) -> bool:
    leaf = line.path.rpartition(" ")[2]
    return leaf.partition(".")[0].partition("#")[0] in {"td", "th"}


def _row(cells: Sequence[tuple[Line, Block]]) -> Block:
    """The cells of one row as one block."""
    text = ""
    spans: list[Span] = []
    marks: list[Mark] = []
    foreign: list[tuple[int, int]] = []
    for _, cell in cells:
        text += CELL if text else ""
        by = len(text)
        text += cell.text
        spans += [replace(span, start=span.start + by, end=span.end + by) for span in cell.spans]
        marks += [replace(mark, start=mark.start + by, end=mark.end + by) for mark in cell.marks]
        foreign += [(start + by, end + by) for start, end in cell.foreign]
    first = cells[0][1]
    return replace(first, text=text, spans=tuple(spans), marks=tuple(marks), foreign=tuple(foreign))


def figure_of(line: Line) -> str:
    """The figure a line belongs to: the one it stands in, or the one whose data it shows."""
    found = FIGURE.search(line.path)
    return (found[1] or found[2]) if found else ""


def kind_of(line: Line, chapter_kind: str) -> Kind:
    """What a line's block is, by the elements it stands in."""
    steps = line.path.split()
    leaf = steps[-1] if steps else ""
    tag, _, rest = leaf.partition("#")[0].partition(".")
    classes = rest.split(".")
    if chapter_kind == "data" and figure_of(line):
        return "data"
    for name, kind in LEAVES:
        if name in classes:
            return kind
    if figure_of(line):
        return _kind_in_figure(steps, tag, classes)
    if tag in {"h1", "h2", "h3", "h4"}:
        return "heading"
    if tag in {"td", "th"}:
        return "row"
    if ".mn" in line.path:
        return "note"
    return "item" if any(step.startswith("li") for step in steps) else "text"


def _kind_in_figure(steps: Sequence[str], tag: str, classes: Sequence[str]) -> Kind:
    if tag in {"td", "th"}:
        return "data"
    if "note" in classes:
        return "figure-note"
    return "caption" if any("caption" in step for step in steps) else "figure-note"
