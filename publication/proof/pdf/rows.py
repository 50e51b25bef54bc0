"""The letters of a PDF as rows, and rows as text: words parted by a line's end, cells, hyphens."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from publication.proof.pdf.records import Row, Run

PT = 72 / 25.4
SAME_LINE = 0.6
"""Millimetres between baselines of one line."""
SPACE = 0.12
"""Type sizes of room from which two pieces of a line are two words."""
BLANKS = re.compile(r"[\s\N{NO-BREAK SPACE}]+")
WORD = re.compile(r"\w+(?:-\w+)*")
COMMON = 20
"""So often a word stands by itself in a report that it is no end of a longer one."""
CELL = " | "
"""What stands between the cells of a row (blocks.py)."""

Vocabulary = Counter[str]


@dataclass(frozen=True)
class Piece:
    """A run with what its element knows: where it leads to, and the cell of a table it is in."""

    run: Run
    link: str = ""
    cell: int = 0


@dataclass
class _Line:
    """A row that is being set."""

    first: Piece
    text: str = ""
    right: float = 0.0
    size: float = 0.0
    joined: bool = False
    links: list[tuple[int, int, str]] = field(default_factory=list)

    def add(self, piece: Piece) -> None:
        run = piece.run
        words = BLANKS.sub(" ", run.text)
        room = run.left - self.right > SPACE * run.size / PT
        if self.text and room and not self.text.endswith(" "):
            self.text += " "
        if self.text.endswith(" ") or not self.text:
            words = words.lstrip()
        if piece.link and words.strip():
            end = len(self.text) + len(words.rstrip())
            last = self.links[-1] if self.links else (0, 0, "")
            if last[2] == piece.link and not self.text[last[1] :].strip():
                self.links[-1] = (last[0], end, piece.link)
            else:
                self.links.append((len(self.text), end, piece.link))
        self.text += words
        self.right, self.size = run.right, max(self.size, run.size)

    def takes(self, piece: Piece) -> bool:
        """Whether a piece goes on in this line."""
        first, run = self.first.run, piece.run
        beside = run.page == first.page and abs(run.baseline - first.baseline) < SAME_LINE
        return beside and piece.cell == self.first.cell and run.left > self.right - run.size / PT

    def row(self, apart: bool) -> Row:
        run = self.first.run
        return Row(
            page=run.page,
            text=self.text.rstrip(),
            left=run.left,
            right=self.right,
            baseline=run.baseline,
            size=self.size,
            joined=self.joined,
            apart=apart,
            links=tuple(self.links),
        )


def rows_of(pieces: Iterable[Piece]) -> tuple[Row, ...]:
    """The pieces of one element, in reading order, as rows."""
    rows: list[Row] = []
    line: _Line | None = None
    cell = 0

    def close() -> None:
        nonlocal cell
        if line is not None and line.text.strip():
            rows.append(line.row(apart=bool(rows) and line.first.cell != cell))
            cell = line.first.cell

    for piece in pieces:
        if piece.run.hidden:
            if line is not None:
                line.joined = True
            continue
        if line is None or not line.takes(piece):
            close()
            line = _Line(piece, right=piece.run.left)
        line.add(piece)
        line.joined = False
    close()
    return tuple(rows)


def unsure(row: Row) -> Row:
    """A row of a file that does not tell which hyphens are only there for the line's end."""
    return replace(row, joined=None) if row.text.endswith("-") else row


# ------------------------------------------------------------------ rows as text


def vocabulary_of(texts: Iterable[str]) -> Vocabulary:
    """How often each word stands in some texts, in small letters."""
    return Counter(word.lower() for text in texts for word in WORD.findall(text))


def text_of(rows: Sequence[Row], known: Vocabulary) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The rows as one text, and where in it each of them begins and ends."""
    text = ""
    places: list[tuple[int, int]] = []
    for before, row in zip((None, *rows), rows, strict=False):
        if before is not None:
            text = f"{text}{CELL}" if row.apart else _joined(text, before, row, known)
        start = len(text)
        text += row.text
        places.append((start, len(text)))
    return text, tuple((start, min(end, len(text))) for start, end in places)


def _joined(text: str, before: Row, row: Row, known: Vocabulary) -> str:
    """The text as it stands before the next row: with a space, or without hyphen."""
    if before.joined:
        return text
    if not text.endswith("-"):
        return f"{text} "
    left = WORD.findall(text[:-1])[-1:] or [""]
    right = WORD.findall(row.text)[:1] or [""]
    whole = (left[0] + right[0]).lower()
    parted = f"{left[0]}-{right[0]}".lower()
    if before.joined is None and known[whole] and not known[parted]:
        return text[:-1]
    if known[parted] or right[0][:1].isupper() or right[0].isdigit():
        return text
    if known[right[0].lower()] > COMMON or not right[0]:
        return f"{text} "
    return text[:-1] if before.joined is None else f"{text} "
