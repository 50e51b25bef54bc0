"""What streams place: forms, pictures, patterns and shadings, each read where it lies."""

from __future__ import annotations

from typing import Any

from pikepdf import Array, Dictionary, Name

from publication.message import said
from publication.preflight.reading.desk import Desk
from publication.preflight.reading.geometry import (
    Box,
    as_box,
    as_matrix,
    common,
    height_scale,
    moved,
    then,
    width_scale,
)
from publication.preflight.reading.marks import Paint, Picture, Sheet
from publication.preflight.reading.spaces import Space, read_space
from publication.preflight.reading.state import State

DEEPEST = 24
"""Forms within forms beyond this are a loop."""

ODD_KEYS = {"/Alternates": said("alternate images"), "/OPI": said("OPI")}
INLINE_KEYS = {"/W": "/Width", "/H": "/Height", "/BPC": "/BitsPerComponent", "/CS": "/ColorSpace",
               "/F": "/Filter", "/IM": "/ImageMask"}  # fmt: skip


class Placed(Desk):
    """The operators that choose colours and patterns, and that place forms and pictures."""

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
            self.sheet.oddities.add(said("PostScript XObject"))

    def _form(self, form: Any) -> None:
        if "/Group" in form:
            note_group(self.sheet, form.Group)
        inner = self.state.saved()
        inner.matrix = then(as_matrix(form.get("/Matrix", (1, 0, 0, 1, 0, 0))), inner.matrix)
        inner.cut(moved(inner.matrix, *as_box(form.BBox)))
        if inner.clip:
            self._descend(form, inner)
        if "/OPI" in form:
            self.sheet.oddities.add(said("OPI"))

    def _descend(self, stream: Any, state: State) -> None:
        if self.depth >= DEEPEST:
            self.sheet.oddities.add(said("forms within forms without end"))
            return
        resources = stream.get("/Resources", self.resources)
        reader = type(self)(self.interpreter, self.sheet, resources, state, self.depth + 1)
        reader.run(self.interpreter.operations_of(stream))

    def _image(self, name: str, image: Any) -> None:
        if isinstance(image.get("/SMask"), Dictionary):
            self.sheet.blends.add(said("picture with soft mask"))
        for key, words in ODD_KEYS.items():
            if key in image:
                self.sheet.oddities.add(words)
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


def _expanded(image: Any) -> Dictionary:
    """An inline image's dictionary with the full names."""
    return Dictionary({INLINE_KEYS.get(key, key): value for key, value in image.items()})


def _names(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(str(n)[1:] for n in (value if isinstance(value, Array) else [value]))


def note_group(sheet: Sheet, group: Any) -> None:
    space = group.get("/CS")
    sheet.groups.add(read_space(space).name if space is not None else "")
