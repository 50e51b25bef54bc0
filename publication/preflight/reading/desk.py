"""The graphics state of a stream being read, and the marks it leaves on a sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Protocol

from pikepdf import Array, Dictionary, Name

from publication.message import Message, said
from publication.preflight.reading.geometry import Box, as_matrix, common, then
from publication.preflight.reading.marks import Mark, Paint, Sheet
from publication.preflight.reading.spaces import Space, read_space
from publication.preflight.reading.state import State
from publication.preflight.reading.typefaces import Typeface

Operation = tuple[Sequence[Any], str]


class Library(Protocol):
    """Streams and fonts of a file, parsed once."""

    def operations_of(self, stream: Any) -> list[Operation]: ...

    def typeface(self, font: Any) -> Typeface: ...


class Desk:
    """What reading a stream needs at hand: the file, the sheet it fills, resources and state."""

    handlers: ClassVar[Mapping[str, Any]] = {}

    def __init__(
        self, interpreter: Library, sheet: Sheet, resources: Any, state: State, depth: int = 0
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
            handler = self.handlers.get(name)
            if handler:
                handler(self, operands)

    def find(self, kind: str, name: Any) -> Any:
        entries = self.resources.get(kind, Dictionary())
        return entries.get(name) if isinstance(entries, Dictionary) else None

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
            self.sheet.blends.add(said("blend mode {mode}", mode=str(mode)[1:]))
        if isinstance(mask := found.get("/SMask"), Dictionary):
            self.sheet.blends.add(said("soft mask"))
            self._soft_mask(mask)
        if min(self.state.fill_alpha, self.state.stroke_alpha) < 1:
            self.sheet.blends.add(said("transparency"))
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

    # ---------------------------------------------------------- device colours

    def _device(self, space: str, stroking: bool, operands: Any) -> None:
        values = tuple(float(value) for value in operands)
        self.state.choose(stroking, Space(space), Paint(space, values))


def _odd_parameters(state: Any) -> set[Message]:
    """Transfer functions, halftones and the like: settings that belong to the press."""
    odd = set()
    if "/TR" in state or state.get("/TR2", Name.Default) != Name.Default:
        odd.add(said("transfer function"))
    if "/HTP" in state or "/HTO" in state:
        odd.add(said("halftone origin"))
    return odd
