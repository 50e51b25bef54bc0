"""The letters of a marked PDF's pages, with where each stands: what a mark lies over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

PT = 72 / 25.4
NOT_SOLID = frozenset("-\N{HYPHEN}\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\x02\ufffe\ufffd\x00")
"""Signs that come and go with the line breaks, and what readers put for them."""


@dataclass(frozen=True)
class Letter:
    """A letter and the middle of its box, in mm from the upper left corner of the trim."""

    character: str
    x: float
    y: float


def is_solid(character: str) -> bool:
    """Whether a character is there however the line is broken and read."""
    return not character.isspace() and character not in NOT_SOLID


class Letters:
    """The letters of one file, page by page, read when they are asked for."""

    def __init__(self, path: Path) -> None:
        self._document = pypdfium2.PdfDocument(path)
        self._labels = {
            self._document.get_page_label(index) or str(index + 1): index
            for index in reversed(range(len(self._document)))
        }
        self._read: dict[str, Sequence[Letter]] = {}

    def of(self, label: str) -> Sequence[Letter]:
        """The letters of the page of this label; none where there is none."""
        if label not in self._read:
            index = self._labels.get(label)
            self._read[label] = () if index is None else self._letters(index)
        return self._read[label]

    def _letters(self, index: int) -> Sequence[Letter]:
        page = self._document[index]
        left, _, _, top = page.get_trimbox()
        text = page.get_textpage()
        found = []
        for at in range(text.count_chars()):
            character = text.get_text_range(at, 1)
            if len(character) != 1 or not is_solid(character):
                continue
            x0, y0, x1, y1 = text.get_charbox(at, loose=True)
            found.append(Letter(character, ((x0 + x1) / 2 - left) / PT, (top - (y0 + y1) / 2) / PT))
        return found

    def close(self) -> None:
        self._document.close()
