"""Text: each shown string as one mark, with its size and inks after all transformations."""

from __future__ import annotations

from typing import Any

import pikepdf

from publication.preflight.reading.desk import Desk
from publication.preflight.reading.geometry import as_box, as_matrix, height_scale, moved, then
from publication.preflight.reading.typefaces import Typeface


class Texts(Desk):
    """The operators that set type."""

    def begin_text(self, _: Any) -> None:
        self.text = self.line = (1, 0, 0, 1, 0, 0)

    def font(self, operands: Any) -> None:
        found = self.find("/Font", operands[0])
        self.state.font = self.interpreter.typeface(found) if found is not None else None
        self.state.size = float(operands[1])

    def text_matrix(self, operands: Any) -> None:
        self.text = self.line = as_matrix(operands)

    def move(self, operands: Any) -> None:
        self._next_line(float(operands[0]), float(operands[1]))

    def move_leading(self, operands: Any) -> None:
        self.state.leading = -float(operands[1])
        self.move(operands)

    def next_line(self, _: Any = None) -> None:
        self._next_line(0, -self.state.leading)

    def _next_line(self, x: float, y: float) -> None:
        self.text = self.line = then((1, 0, 0, 1, x, y), self.line)

    def show(self, operands: Any) -> None:
        self.show_all([operands[0]])

    def show_next(self, operands: Any) -> None:
        self.next_line()
        self.show_all([operands[-1]])

    def show_spaced(self, operands: Any) -> None:
        self.state.word_space, self.state.char_space = float(operands[0]), float(operands[1])
        self.show_next(operands)

    def show_array(self, operands: Any) -> None:
        self.show_all(operands[0])

    def show_all(self, parts: Any) -> None:
        """Set a line of strings and kerns as one mark, and move on by its width."""
        state, font = self.state, self.state.font
        if font is None:
            return
        width, shown = self._width(parts, font)
        self.sheet.fonts[font.name] = font
        matrix = then(self.text, state.matrix)
        self.text = then((1, 0, 0, 1, width, 0), self.text)
        if not shown or state.mode == 3:
            return
        low, high = state.rise - 0.25 * state.size, state.rise + 0.75 * state.size
        box = moved(matrix, *as_box((0, low, width, high)))
        size = abs(state.size) * height_scale(matrix)
        if state.mode in (0, 2, 4, 6):
            self._mark("text", box, state.fill, stroking=False, size=size, font=font.name)
        if state.mode in (1, 2, 5, 6):
            self._mark("text", box, state.stroke, stroking=True, size=size, font=font.name)

    def _width(self, parts: Any, font: Typeface) -> tuple[float, bool]:
        """How far the strings and kerns advance, in text space; whether anything is shown."""
        state, total, shown = self.state, 0.0, False
        for part in parts:
            if not isinstance(part, pikepdf.String):
                total -= float(part) / 1000 * state.size
                continue
            codes = font.codes(bytes(part))
            shown = shown or bool(codes)
            total += sum(map(font.advance, codes)) / 1000 * state.size
            total += len(codes) * state.char_space
            if state.word_space and not font.two_bytes:
                total += codes.count(32) * state.word_space
        return total * state.horizontal, shown
