"""One pass over a page's content streams, forms, patterns and masks: what is painted, and how.

The rules need places, sizes and inks after all transformations, so this follows the graphics
state as a press would. Shapes are known by their boxes; that is enough to measure a line, and it
keeps the pass fast.
"""

from __future__ import annotations

from typing import Any

import pikepdf
from pikepdf import Dictionary

from publication.preflight.reading.desk import Operation
from publication.preflight.reading.geometry import as_box
from publication.preflight.reading.marks import Sheet
from publication.preflight.reading.paths import Paths
from publication.preflight.reading.placed import Placed, note_group
from publication.preflight.reading.state import State
from publication.preflight.reading.texts import Texts
from publication.preflight.reading.typefaces import Typeface, read_typeface


class Interpreter:
    """Reads pages of one file; streams and fonts that pages share are parsed once."""

    def __init__(self) -> None:
        self._streams: dict[tuple[int, int], list[Operation]] = {}
        self._fonts: dict[tuple[int, int], Typeface] = {}

    def read(self, page: pikepdf.Page, number: int) -> Sheet:
        """Everything one page shows. `number` counts from 1."""
        sheet = Sheet(number)
        resources = _inherited(page.obj, "/Resources") or Dictionary()
        media = as_box(_inherited(page.obj, "/MediaBox"))
        if "/Group" in page.obj:
            note_group(sheet, page.obj.Group)
        Reader(self, sheet, resources, State(clip=media)).run(operations(page))
        return sheet

    def operations_of(self, stream: Any) -> list[Operation]:
        key = stream.objgen
        if key not in self._streams or key == (0, 0):
            self._streams[key] = operations(stream)
        return self._streams[key]

    def typeface(self, font: Any) -> Typeface:
        key = font.objgen
        if key not in self._fonts or key == (0, 0):
            self._fonts[key] = read_typeface(font)
        return self._fonts[key]


def operations(stream: Any) -> list[Operation]:
    """The operators of a stream with their operands."""
    parsed = pikepdf.parse_content_stream(stream)
    return [(operands, str(operator)) for operands, operator in parsed]  # type: ignore[misc]


class Reader(Paths, Texts, Placed):
    """The reading of one stream and of what it places."""


def _set(attribute: str, scale: float = 1.0) -> Any:
    """A handler that sets one number of the text state."""

    def handler(reader: Reader, operands: Any) -> None:
        setattr(reader.state, attribute, float(operands[0]) * scale)

    return handler


def _device(space: str, stroking: bool) -> Any:
    return lambda reader, operands: reader._device(space, stroking, operands)


def _painter(fills: bool, strokes: bool, even_odd: bool = False) -> Any:
    return lambda reader, _: reader.finish_path(fills, strokes, even_odd)


HANDLERS: dict[str, Any] = {
    "q": Reader.save,
    "Q": Reader.restore,
    "cm": Reader.transform,
    "w": Reader.line_width,
    "gs": Reader.parameters,
    "g": _device("DeviceGray", False),
    "G": _device("DeviceGray", True),
    "rg": _device("DeviceRGB", False),
    "RG": _device("DeviceRGB", True),
    "k": _device("DeviceCMYK", False),
    "K": _device("DeviceCMYK", True),
    "cs": lambda reader, operands: reader.space(operands, False),
    "CS": lambda reader, operands: reader.space(operands, True),
    **dict.fromkeys(("sc", "scn"), lambda reader, operands: reader.values(operands, False)),
    **dict.fromkeys(("SC", "SCN"), lambda reader, operands: reader.values(operands, True)),
    "sh": Reader.shade,
    "m": Reader.start,
    **dict.fromkeys(("l", "c", "v", "y"), Reader.segment),
    "re": Reader.rectangle,
    **dict.fromkeys(("W", "W*"), Reader.clip),
    "n": _painter(False, False),
    **dict.fromkeys(("f", "F"), _painter(True, False)),
    "f*": _painter(True, False, True),
    **dict.fromkeys(("S", "s"), _painter(False, True)),
    **dict.fromkeys(("B", "b"), _painter(True, True)),
    **dict.fromkeys(("B*", "b*"), _painter(True, True, True)),
    "BT": Reader.begin_text,
    "Tf": Reader.font,
    "Tm": Reader.text_matrix,
    "Td": Reader.move,
    "TD": Reader.move_leading,
    "T*": Reader.next_line,
    "Tj": Reader.show,
    "TJ": Reader.show_array,
    "'": Reader.show_next,
    '"': Reader.show_spaced,
    "Tc": _set("char_space"),
    "Tw": _set("word_space"),
    "Tz": _set("horizontal", 0.01),
    "TL": _set("leading"),
    "Ts": _set("rise"),
    "Tr": lambda reader, operands: setattr(reader.state, "mode", int(operands[0])),
    "Do": Reader.place,
    "INLINE IMAGE": Reader.inline,
}
Reader.handlers = HANDLERS


def _inherited(node: Any, key: str) -> Any:
    """A page's entry, or its nearest ancestor's."""
    while node is not None:
        if key in node:
            return node[key]
        node = node.get("/Parent")
    return None
