"""One content stream rewritten for the press: colours, overprint, and no marked content."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Protocol

import pikepdf
from pikepdf import Dictionary, Name, Operator

from publication.brand import Colour
from publication.finish.ink import Extent, Ink
from publication.finish.origins import Where
from publication.finish.palette import BLACK, Instruction, Palette, set_colour, spot_key, spot_space

OVERPRINT, KNOCKOUT = Name.PrintOver, Name.PrintKnock
"""Keys of the two graphics states that finishing adds to resources."""

HAIRLINE = 2.0
"""Black strokes and bars thinner than this (points) overprint: GWG's limit for thin black lines."""

START_PATH = frozenset({"m", "re"})
PATH = frozenset({"m", "re", "l", "c", "v", "y", "h", "W", "W*"})
FILLS = frozenset({"f", "F", "f*"})
STROKES = frozenset({"S", "s"})
PAINTS = FILLS | STROKES | {"B", "B*", "b", "b*", "n"}
SHOWS = frozenset({"Tj", "TJ", "'", '"'})
MARKED = frozenset({"BDC", "BMC", "EMC", "MP", "DP"})


class Workshop(Protocol):
    """What a stream needs of the press: its palette, and that forms and pictures are seen to."""

    palette: Palette

    def form(self, form: pikepdf.Object, resources: Any, where: Where, ink: Ink) -> bool: ...

    def image(self, image: pikepdf.Object, where: Where) -> bool: ...

    def blend(self, form: pikepdf.Object) -> None: ...


class Stream:
    """One content stream being rewritten."""

    def __init__(self, press: Workshop, resources: Any, where: Where, ink: Ink) -> None:
        self.press = press
        self.resources = resources
        self.where = where
        self.ink = ink
        self.stack: list[Ink] = []
        self.outer: list[Where] = []
        self.path: list[Instruction] = []
        self.extent = Extent()
        self.transparent = False
        self.used: dict[str, dict[str, Any]] = {}

    def own_resources(self) -> Dictionary:
        """Only what the stream uses: the typesetter gives all pages the resources of all."""
        return Dictionary({kind: Dictionary(entries) for kind, entries in self.used.items()})

    def _use(self, kind: str, name: Any) -> Any:
        """Look a resource up by name, and keep it; None if there is none of that name."""
        found = self.resources.get(kind, Dictionary()).get(name)
        if found is not None:
            self.used.setdefault(kind, {})[str(name)] = found
        return found

    def rewrite(self, content: pikepdf.Page | pikepdf.Object) -> list[Instruction]:
        """The stream's instructions for the press."""
        out: list[Instruction] = []
        for operands, operator in pikepdf.parse_content_stream(content):  # type: ignore[misc]
            name = str(operator)
            if name in MARKED:
                self._mark(name, operands)
                continue
            if name in PATH:
                self.extent.add(name, operands)
                self.path.append((operands, operator))
            elif name in PAINTS:
                out += self._paint(name)
                out += [*self.path, (operands, operator)]
                self._clip()
                self.path, self.extent = [], Extent()
            elif name in SHOWS:
                out += self._overprint(self.ink.fill_black)
                out.append((operands, operator))
            else:
                handler = HANDLERS.get(name)
                out += handler(self, operands, operator) if handler else [(operands, operator)]
        return out

    def _mark(self, name: str, operands: Any) -> None:
        """Marked content is dropped, but while it lasts it tells where things were written."""
        if name == "EMC":
            self.where = self.outer.pop() if self.outer else self.where
            return
        if name in ("BDC", "BMC"):
            self.outer.append(self.where)
            entries = operands[-1]
            if isinstance(entries, Dictionary) and "/MCID" in entries:
                self.where = replace(self.where, content=int(entries.MCID))

    # ---------------------------------------------------------- painting

    def _clip(self) -> None:
        """Narrow the clip to the path, if that is what the path was for."""
        if any(str(operator) in ("W", "W*") for _, operator in self.path):
            side = self.extent.side * self.ink.scale
            self.ink = replace(self.ink, slit=min(self.ink.slit, side))

    def _paint(self, name: str) -> Iterator[Instruction]:
        """Overprint thin black; everything else knocks out."""
        if name in FILLS:
            thin = min(self.extent.thickest * self.ink.scale, self.ink.slit) < HAIRLINE
            yield from self._overprint(self.ink.fill_black and thin)
        elif name in STROKES:
            hair = self.ink.width * self.ink.scale < HAIRLINE
            yield from self._overprint(self.ink.stroke_black and hair)
        elif name != "n":
            yield from self._overprint(False)

    def _overprint(self, wanted: bool) -> Iterator[Instruction]:
        if wanted != self.ink.over:
            self.ink = replace(self.ink, over=wanted)
            yield self._graphics_state(OVERPRINT if wanted else KNOCKOUT, wanted)

    def _graphics_state(self, key: Name, over: bool) -> Instruction:
        state = Dictionary(Type=Name.ExtGState, OP=over, op=over, OPM=int(over))
        self.used.setdefault("/ExtGState", {})[str(key)] = state
        return [key], Operator("gs")

    # ---------------------------------------------------------- state

    def _push(self, operands: Any, operator: Operator) -> list[Instruction]:
        self.stack.append(self.ink)
        return [(operands, operator)]

    def _pop(self, operands: Any, operator: Operator) -> list[Instruction]:
        if self.stack:
            self.ink = self.stack.pop()
        return [(operands, operator)]

    def _transform(self, operands: Any, operator: Operator) -> list[Instruction]:
        a, b, c, d = (float(value) for value in operands[:4])
        scale = self.ink.scale * abs(a * d - b * c) ** 0.5
        self.ink = replace(self.ink, scale=scale)
        return [(operands, operator)]

    def _font(self, operands: Any, operator: Operator) -> list[Instruction]:
        self._use("/Font", operands[0])
        return [(operands, operator)]

    def _width(self, operands: Any, operator: Operator) -> list[Instruction]:
        self.ink = replace(self.ink, width=float(operands[0]))
        return [(operands, operator)]

    def _state(self, operands: Any, operator: Operator) -> list[Instruction]:
        """Follow transparency; a soft mask's own group is made grey."""
        state = self._use("/ExtGState", operands[0]) or Dictionary()
        ink = self.ink
        if isinstance(mask := state.get("/SMask"), Dictionary):
            grey_mask(mask.G)
        masked = ink.blending if mask is None else isinstance(mask, Dictionary)
        mode = state.get("/BM", Name.Normal)
        self.ink = replace(
            ink,
            fill_alpha=float(state.get("/ca", ink.fill_alpha)),
            stroke_alpha=float(state.get("/CA", ink.stroke_alpha)),
            blending=masked or mode not in (Name.Normal, Name.Compatible),
        )
        self.transparent |= self.ink.through
        return [(operands, operator)]

    # ---------------------------------------------------------- colour

    def _rgb(self, operands: Any, operator: Operator) -> list[Instruction]:
        return self._set(self.press.palette.of_rgb(operands, self.where), operator)

    def _grey(self, operands: Any, operator: Operator) -> list[Instruction]:
        return self._set(self.press.palette.of_rgb([operands[0]] * 3, self.where), operator)

    def _cmyk(self, operands: Any, operator: Operator) -> list[Instruction]:
        return self._set(self.press.palette.of_cmyk(operands, self.where), operator)

    def _set(self, colour: Colour | None, operator: Operator) -> list[Instruction]:
        """Set a palette colour; a stray is reported by then and paints nothing here."""
        stroke = str(operator)[0].isupper()
        black = colour is not None and colour.cmyk == BLACK and not colour.spot
        if stroke:
            self.ink = replace(self.ink, stroke=colour, stroke_black=black)
        else:
            self.ink = replace(self.ink, fill=colour, fill_black=black)
        if colour is None:
            return []
        if colour.spot:
            spaces = self.used.setdefault("/ColorSpace", {})
            spaces["/" + spot_key(colour)] = spot_space(colour)
        return set_colour(colour, stroke)

    def _space(self, operands: Any, operator: Operator) -> list[Instruction]:
        """Colour spaces by name: patterns pass, device colours wait for their values."""
        name = str(operands[0])
        if name == "/Pattern":
            self._set(None, operator)
            return [(operands, operator)]
        if name not in ("/DeviceRGB", "/DeviceGray", "/DeviceCMYK"):
            self.press.palette.strays.add(f"a colour in {name[1:]}", self.where, "use the palette")
        return []

    def _values(self, operands: Any, operator: Operator) -> list[Instruction]:
        """Colour values after a colour space: as many as the space has components."""
        if operands and isinstance(operands[-1], Name):
            self._pattern(operands)
            return [(operands, operator)]
        by_count = {1: self._grey, 3: self._rgb, 4: self._cmyk}
        setter = by_count.get(len(operands))
        return setter(operands, operator) if setter else []

    def _pattern(self, operands: Any) -> None:
        """Convert a tiling pattern; a gradient or an uncoloured one is a stray."""
        found = self._use("/Pattern", operands[-1])
        if found is None or int(found.get("/PatternType", 0)) != 1:
            self._stray("a gradient")
        elif int(found.get("/PaintType", 1)) != 1:
            self._stray("an uncoloured pattern")
        else:
            self.transparent |= self.press.form(found, self.resources, self.where, Ink())

    def _shading(self, operands: Any, operator: Operator) -> list[Instruction]:
        self._stray("a gradient")
        return []

    def _inline_image(self, operands: Any, operator: Operator) -> list[Instruction]:
        self._stray("an inline image")
        return []

    def _stray(self, what: str) -> None:
        self.press.palette.strays.add(what, self.where, "draw it in flat palette colours")

    # ---------------------------------------------------------- forms and pictures

    def _object(self, operands: Any, operator: Operator) -> list[Instruction]:
        """Convert what is placed; nothing placed inherits overprint."""
        found = self._use("/XObject", operands[0])
        if found is None:
            return []
        before = list(self._overprint(False))
        if found.get("/Subtype") == Name.Image:
            self.transparent |= self.press.image(found, self.where)
        else:
            self._place(found)
        return [*before, (operands, operator)]

    def _place(self, form: Any) -> None:
        grouped = "/Group" in form
        inner = Ink(scale=self.ink.scale, blending=self.ink.through and not grouped)
        self.transparent |= self.press.form(form, self.resources, self.where, inner)
        if self.ink.through:
            self.press.blend(form)


HANDLERS: dict[str, Any] = {
    "q": Stream._push,
    "Q": Stream._pop,
    "cm": Stream._transform,
    "w": Stream._width,
    "Tf": Stream._font,
    "gs": Stream._state,
    "rg": Stream._rgb,
    "RG": Stream._rgb,
    "g": Stream._grey,
    "G": Stream._grey,
    "k": Stream._cmyk,
    "K": Stream._cmyk,
    "cs": Stream._space,
    "CS": Stream._space,
    "sc": Stream._values,
    "SC": Stream._values,
    "scn": Stream._values,
    "SCN": Stream._values,
    "sh": Stream._shading,
    "INLINE IMAGE": Stream._inline_image,
    "Do": Stream._object,
}


def unparse(instructions: Sequence[Instruction]) -> bytes:
    """The instructions as a content stream."""
    return pikepdf.unparse_content_stream(instructions)  # type: ignore[arg-type]


def grey_mask(form: Any) -> None:
    """Rewrite a luminosity mask in grey: its values are light, not ink, and keep their meaning."""
    out: list[Instruction] = []
    for operands, operator in pikepdf.parse_content_stream(form):  # type: ignore[misc]
        name = str(operator)
        if name in ("rg", "RG"):
            red, green, blue = (float(value) for value in operands)
            light = round(0.3 * red + 0.59 * green + 0.11 * blue, 4)
            out.append(([light], Operator("G" if name == "RG" else "g")))
        elif name not in MARKED:
            out.append((operands, operator))
    form.write(unparse(out))
    form.Group.CS = Name.DeviceGray
