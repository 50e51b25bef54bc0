"""One pass over a page's content streams, forms, patterns and masks: what is painted, and how.

The rules need places, sizes and inks after all transformations, so this follows the graphics
state as a press would. Shapes are known by their boxes; that is enough to measure a line, and it
keeps the pass fast.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from publication.preflight.geometry import (
    Box,
    around,
    as_box,
    as_matrix,
    at,
    common,
    height_scale,
    moved,
    scale_of,
    then,
    width_scale,
)
from publication.preflight.marks import Mark, Paint, Picture, Sheet
from publication.preflight.spaces import Space, read_space
from publication.preflight.state import State
from publication.preflight.typefaces import Typeface, read_typeface

DEEPEST = 24
"""Forms within forms beyond this are a loop."""

THIN = 3.0
"""Filled rectangles no thicker than this (points) are kept as bars: they are rules of a table."""

Operation = tuple[Sequence[Any], str]


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
            _note_group(sheet, page.obj.Group)
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


class Reader:
    """The reading of one stream and of what it places."""

    def __init__(
        self, interpreter: Interpreter, sheet: Sheet, resources: Any, state: State, depth: int = 0
    ) -> None:
        self.interpreter = interpreter
        self.sheet = sheet
        self.resources = resources
        self.state = state
        self.depth = depth
        self.stack: list[State] = []
        self.points: list[tuple[float, float]] = []
        self.begun: tuple[float, float] | None = None
        self.rectangles: list[Box] = []
        self.only_rectangles = True
        self.clipping = False
        self.line = self.text = state.matrix

    def run(self, stream: list[Operation]) -> None:
        """Follow the operators; unknown ones change nothing."""
        for operands, name in stream:
            handler = HANDLERS.get(name)
            if handler:
                handler(self, operands)

    def find(self, kind: str, name: Any) -> Any:
        entries = self.resources.get(kind, Dictionary())
        return entries.get(name) if isinstance(entries, Dictionary) else None

    # ---------------------------------------------------------- graphics state

    def save(self, _: Any) -> None:
        self.stack.append(self.state.saved())

    def restore(self, _: Any) -> None:
        if self.stack:
            self.state = self.stack.pop()

    def transform(self, operands: Any) -> None:
        self.state.matrix = then(as_matrix(operands), self.state.matrix)

    def line_width(self, operands: Any) -> None:
        self.state.width = float(operands[0])

    def parameters(self, operands: Any) -> None:
        """A graphics state dictionary: transparency, overprint, and what no press should meet."""
        found = self.find("/ExtGState", operands[0])
        if found is None:
            return
        self.state.apply(found)
        mode = found.get("/BM", Name.Normal)
        mode = mode[0] if isinstance(mode, Array) else mode
        if mode not in (Name.Normal, Name.Compatible):
            self.sheet.blends.add(f"blend mode {str(mode)[1:]}")
        if isinstance(mask := found.get("/SMask"), Dictionary):
            self.sheet.blends.add("soft mask")
            self._soft_mask(mask)
        if min(self.state.fill_alpha, self.state.stroke_alpha) < 1:
            self.sheet.blends.add("transparency")
        self.sheet.oddities |= _odd_parameters(found)
        if "/Font" in found:
            self.state.font = self.interpreter.typeface(found.Font[0])
            self.state.size = float(found.Font[1])

    def _soft_mask(self, mask: Any) -> None:
        """A mask is light, not ink: only its group's space is of interest."""
        form = mask.get("/G")
        if form is not None and "/Group" in form:
            space = read_space(form.Group.get("/CS"), form.get("/Resources")).name
            self.sheet.spaces.add((space, "soft mask"))

    # ---------------------------------------------------------- colour

    def _device(self, space: str, stroking: bool, operands: Any) -> None:
        values = tuple(float(value) for value in operands)
        self.state.choose(stroking, Space(space), Paint(space, values))

    def space(self, operands: Any, stroking: bool) -> None:
        space = read_space(operands[0], self.resources)
        self.state.choose(stroking, space, space.first())

    def values(self, operands: Any, stroking: bool) -> None:
        """A colour in the chosen space, or a pattern."""
        space = self.state.stroke_space if stroking else self.state.fill_space
        if len(operands) and isinstance(operands[-1], Name):
            self._pattern(operands[-1], space, stroking)
            return
        paint = space.paint([float(value) for value in operands])
        self.state.choose(stroking, space, paint)

    def _pattern(self, name: Any, space: Space, stroking: bool) -> None:
        found = self.find("/Pattern", name)
        self.state.choose(stroking, space, Paint("Pattern"))
        if found is None:
            return
        if int(found.get("/PatternType", 1)) == 2:
            self._shading(found.get("/Shading"), self.state.clip)
            return
        if not self.state.clip:
            return
        inner = State(as_matrix(found.get("/Matrix", (1, 0, 0, 1, 0, 0))), self.state.clip)
        self._descend(found, inner)

    def shade(self, operands: Any) -> None:
        self._shading(self.find("/Shading", operands[0]), self.state.clip)

    def _shading(self, shading: Any, box: Box | None) -> None:
        if shading is not None and box:
            space = read_space(shading.get("/ColorSpace"), self.resources)
            self._mark("shading", box, space.first(), stroking=False)

    # ---------------------------------------------------------- paths

    def _point(self, x: float, y: float) -> None:
        self.points.append(at(self.state.matrix, x, y))

    def start(self, operands: Any) -> None:
        """Where a part of the path begins: it only counts once something is drawn from it."""
        self.begun = at(self.state.matrix, float(operands[0]), float(operands[1]))

    def segment(self, operands: Any) -> None:
        values = [float(value) for value in operands]
        if self.begun:
            self.points.append(self.begun)
            self.begun = None
        for x, y in zip(values[::2], values[1::2], strict=False):
            self._point(x, y)
        self.only_rectangles = False

    def rectangle(self, operands: Any) -> None:
        x, y, width, height = (float(value) for value in operands)
        box = moved(self.state.matrix, *as_box((x, y, x + width, y + height)))
        self.rectangles.append(box)
        self.points += [box[:2], box[2:]]

    def clip(self, _: Any) -> None:
        self.clipping = True

    def finish_path(self, fills: bool, strokes: bool, even_odd: bool) -> None:
        """Paint the path that was built, then clip to it if asked."""
        if self.points:
            box = around(self.points)
            if fills:
                self._fill(box, even_odd)
            if strokes:
                width = self.state.width * scale_of(self.state.matrix)
                grown = (box[0] - width / 2, box[1] - width / 2)
                whole = (*grown, box[2] + width / 2, box[3] + width / 2)
                self._mark("stroke", whole, self.state.stroke, stroking=True, size=width)
            if self.clipping:
                self.state.cut(box)
        self.points, self.rectangles, self.begun = [], [], None
        self.only_rectangles, self.clipping = True, False

    def _fill(self, box: Box, even_odd: bool) -> None:
        """Rectangles are measured one by one; other shapes, and frames, as a whole."""
        alone = self.only_rectangles and not (even_odd and len(self.rectangles) > 1)
        for part in self.rectangles if alone else [box]:
            seen = common(part, self.state.clip) if self.state.clip else None
            if seen is None:
                continue
            thickness = min(seen[2] - seen[0], seen[3] - seen[1])
            kind = "bar" if thickness <= THIN and self.only_rectangles else "fill"
            self._mark(kind, part, self.state.fill, stroking=False, size=thickness)

    def _mark(
        self, kind: str, box: Box, paint: Paint, stroking: bool, size: float = 0, font: str = ""
    ) -> None:
        """Keep a mark if any of it is seen."""
        state = self.state
        seen = common(box, state.clip) if state.clip else None
        if seen is None or paint.space == "Pattern":
            return
        self.sheet.spaces.add((paint.space, kind))
        self.sheet.spots.update(paint.names)
        self.sheet.marks.append(
            Mark(
                kind,
                self.sheet.number,
                seen,
                paint,
                size,
                state.over(stroking),
                state.opm,
                state.alpha(stroking),
                font,
            )
        )

    # ---------------------------------------------------------- text

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

    # ---------------------------------------------------------- placed objects

    def place(self, operands: Any) -> None:
        found = self.find("/XObject", operands[0])
        if found is None:
            return
        kind = str(found.get("/Subtype", ""))
        if kind == "/Image":
            self._image(str(operands[0])[1:], found)
        elif kind == "/Form":
            self._form(found)
        else:
            self.sheet.oddities.add("PostScript XObject")

    def _form(self, form: Any) -> None:
        if "/Group" in form:
            _note_group(self.sheet, form.Group)
        inner = self.state.saved()
        inner.matrix = then(as_matrix(form.get("/Matrix", (1, 0, 0, 1, 0, 0))), inner.matrix)
        inner.cut(moved(inner.matrix, *as_box(form.BBox)))
        if inner.clip:
            self._descend(form, inner)
        if "/OPI" in form:
            self.sheet.oddities.add("OPI")

    def _descend(self, stream: Any, state: State) -> None:
        if self.depth >= DEEPEST:
            self.sheet.oddities.add("forms within forms without end")
            return
        resources = stream.get("/Resources", self.resources)
        reader = Reader(self.interpreter, self.sheet, resources, state, self.depth + 1)
        reader.run(self.interpreter.operations_of(stream))

    def _image(self, name: str, image: Any) -> None:
        if isinstance(image.get("/SMask"), Dictionary):
            self.sheet.blends.add("picture with soft mask")
        for key in ("/Alternates", "/OPI"):
            if key in image:
                self.sheet.oddities.add({"/OPI": "OPI"}.get(key, "alternate images"))
        self._picture(name, image, self.resources)

    def inline(self, operands: Any) -> None:
        self._picture("inline", _expanded(operands[0].obj), self.resources)

    def _picture(self, name: str, image: Any, resources: Any) -> None:
        state = self.state
        box = moved(state.matrix, 0, 0, 1, 1)
        stencil = bool(image.get("/ImageMask", False))
        space = read_space(image.get("/ColorSpace"), resources)
        paint = state.fill if stencil else space.first()
        pixels = int(image.get("/Width", 1)), int(image.get("/Height", 1))
        sides = width_scale(state.matrix), height_scale(state.matrix)
        ppi = tuple(
            72 * n / side if side else 0.0 for n, side in zip(pixels, sides, strict=True)
        )  # fmt: skip
        if not state.clip or common(box, state.clip) is None:
            return
        self._mark("mask" if stencil else "image", box, paint, stroking=False)
        bits = 1 if stencil else int(image.get("/BitsPerComponent", 8))
        filters = _names(image.get("/Filter"))
        self.sheet.pictures.append(
            Picture(
                self.sheet.number,
                name,
                box,
                pixels,
                (ppi[0], ppi[1]),
                bits,
                paint,
                filters,
                stencil,
            )
        )


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

INLINE_KEYS = {"/W": "/Width", "/H": "/Height", "/BPC": "/BitsPerComponent", "/CS": "/ColorSpace",
               "/F": "/Filter", "/IM": "/ImageMask"}  # fmt: skip


def _expanded(image: Any) -> Dictionary:
    """An inline image's dictionary with the full names."""
    return Dictionary({INLINE_KEYS.get(key, key): value for key, value in image.items()})


def _names(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(str(n)[1:] for n in (value if isinstance(value, Array) else [value]))


def _note_group(sheet: Sheet, group: Any) -> None:
    space = group.get("/CS")
    sheet.groups.add(read_space(space).name if space is not None else "")


def _odd_parameters(state: Any) -> set[str]:
    """Transfer functions, halftones and the like: settings that belong to the press."""
    odd = set()
    if "/TR" in state or state.get("/TR2", Name.Default) != Name.Default:
        odd.add("transfer function")
    if "/HTP" in state or "/HTO" in state:
        odd.add("halftone origin")
    return odd


def _inherited(node: Any, key: str) -> Any:
    """A page's entry, or its nearest ancestor's."""
    while node is not None:
        if key in node:
            return node[key]
        node = node.get("/Parent")
    return None
