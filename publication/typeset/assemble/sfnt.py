"""Several subsets of one TrueType font made into one.

The typesetter's subsets keep a glyph's number up to the last one in use, so they fit over each
other: the union of their outlines and widths is the font of the whole file. Only the parts of
composed glyphs (the ring of å) that lie beyond get numbers of their own in every subset, right
after the last; they are numbered anew here.
Table layouts: OpenType specification, chapters glyf, loca, hmtx, hhea, maxp and head.
"""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from io import BytesIO
from itertools import pairwise

from fontTools.ttLib.sfnt import SFNTReader, SFNTWriter

Tables = dict[str, bytes]
LONG_LOCA = b"\x00\x01"
WORDS, MORE = 0x0001, 0x0020  # flags of a part: long arguments; another part follows
SCALES = ((0x0008, 2), (0x0040, 4), (0x0080, 8))  # flag of a part -> bytes of its scale


@dataclass
class Union:
    """The glyphs gathered so far; parts of composed glyphs are numbered from `first_part`."""

    first_part: int
    outlines: dict[int, bytes] = field(default_factory=dict)
    metrics: dict[int, bytes] = field(default_factory=dict)
    parts: dict[bytes, int] = field(default_factory=dict)

    def add(self, font: Tables, used: Set[int]) -> None:
        """Add the glyphs of a subset, of which `used` are used by themselves."""
        outlines, metrics = _outlines(font), _metrics(font)
        last = max(used)

        def number(glyph: int) -> int:
            """The number of a glyph in the union, given to it if it is a new part."""
            if glyph <= last:
                return glyph
            outline = _renumber(outlines.get(glyph, b""), number)
            part = self.parts.setdefault(outline, self.first_part + len(self.parts))
            self.outlines[part], self.metrics[part] = outline, metrics[glyph]
            return part

        for glyph in {glyph for glyph in outlines if glyph <= last} | used:
            if glyph not in self.outlines:
                self.outlines[glyph] = _renumber(outlines.get(glyph, b""), number)
                self.metrics[glyph] = metrics[glyph]


def merge(programs: Mapping[bytes, Set[int]]) -> bytes:
    """One font program with the glyphs of all; they must be subsets of the same font.

    programs  font program -> numbers of the glyphs in use, those without ink (space) too
    """
    if len(programs) == 1:
        return next(iter(programs))
    fonts = [_tables(program) for program in programs]
    union = Union(1 + max(max(used) for used in programs.values()))
    for font, used in zip(fonts, programs.values(), strict=True):
        union.add(font, used)
    count = union.first_part + len(union.parts)
    tables = fonts[0]
    return _write(
        {
            **tables,
            **_glyf(union.outlines, count),
            "hmtx": b"".join(union.metrics.get(glyph, bytes(4)) for glyph in range(count)),
            "hhea": tables["hhea"][:34] + struct.pack(">H", count),
            "maxp": _maxp(fonts, count),
            "head": tables["head"][:50] + LONG_LOCA + tables["head"][52:],
        }
    )


def _renumber(outline: bytes, number: Callable[[int], int]) -> bytes:
    """A composed glyph with its parts numbered anew; other outlines as they are."""
    if not outline or outline[0] < 0x80:  # contours are counted below zero where it is composed
        return outline
    data, place, more = bytearray(outline), 10, True
    while more:
        flags, part = struct.unpack_from(">HH", data, place)
        struct.pack_into(">H", data, place + 2, number(part))
        place += 8 if flags & WORDS else 6
        place += next((size for flag, size in SCALES if flags & flag), 0)
        more = bool(flags & MORE)
    return bytes(data)


def _tables(program: bytes) -> Tables:
    reader = SFNTReader(BytesIO(program))
    return {tag: reader[tag] for tag in reader.tables}


def _count(font: Tables) -> int:
    return int(struct.unpack_from(">H", font["maxp"], 4)[0])


def _numbers(kind: str, data: bytes) -> array[int]:
    """Big-endian numbers: H 16 bits, I 32 bits."""
    numbers = array(kind, data)
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers


def _outlines(font: Tables) -> dict[int, bytes]:
    """The glyphs that have ink, by number."""
    if font["head"][50:52] == LONG_LOCA:
        offsets = list(_numbers("I", font["loca"]))
    else:
        offsets = [2 * offset for offset in _numbers("H", font["loca"])]
    glyf = font["glyf"]
    spans = enumerate(pairwise(offsets))
    return {glyph: glyf[start:end] for glyph, (start, end) in spans if end > start}


def _metrics(font: Tables) -> dict[int, bytes]:
    """Advance and side bearing, four bytes a glyph."""
    (full,) = struct.unpack_from(">H", font["hhea"], 34)
    table = font["hmtx"]
    last = table[4 * full - 4 : 4 * full - 2]  # glyphs after it share its advance
    rows = {glyph: table[4 * glyph : 4 * glyph + 4] for glyph in range(full)}
    for glyph in range(full, _count(font)):
        place = 4 * full + 2 * (glyph - full)
        rows[glyph] = last + table[place : place + 2]
    return rows


def _glyf(outlines: dict[int, bytes], count: int) -> Tables:
    """Outlines one after another, each on a four-byte boundary, and where each begins."""
    offsets = array("I", [0])
    parts = []
    for glyph in range(count):
        outline = outlines.get(glyph, b"")
        parts.append(outline + bytes(-len(outline) % 4))
        offsets.append(offsets[-1] + len(parts[-1]))
    if sys.byteorder == "little":
        offsets.byteswap()
    return {"glyf": b"".join(parts), "loca": offsets.tobytes()}


def _maxp(fonts: Sequence[Tables], count: int) -> bytes:
    """The largest of every limit: points, contours, components."""
    limits = zip(*(struct.unpack_from(">13H", font["maxp"], 6) for font in fonts), strict=True)
    return fonts[0]["maxp"][:4] + struct.pack(">14H", count, *(max(values) for values in limits))


def _write(tables: Tables) -> bytes:
    """A font file of these tables, checksums made anew."""
    file = BytesIO()
    writer = SFNTWriter(file, len(tables), b"\x00\x01\x00\x00".decode("latin-1"))
    for tag in sorted(tables):
        writer[tag] = tables[tag]
    writer.close()
    return file.getvalue()
