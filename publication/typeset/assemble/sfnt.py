"""Several subsets of one TrueType font made into one.

WeasyPrint subsets with glyph numbers kept, so a glyph has the same number in every chapter and the
subsets fit over each other: the union of their outlines and widths is the font of the whole file.
Table layouts: OpenType specification, chapters glyf, loca, hmtx, hhea, maxp and head.
"""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Sequence
from io import BytesIO
from itertools import pairwise

from fontTools.ttLib.sfnt import SFNTReader, SFNTWriter

Tables = dict[str, bytes]
LONG_LOCA = b"\x00\x01"


def merge(programs: Sequence[bytes]) -> bytes:
    """One font program with the glyphs of all; they must be subsets of the same font."""
    fonts = [_tables(program) for program in dict.fromkeys(programs)]
    if len(fonts) == 1:
        return programs[0]
    outlines: dict[int, bytes] = {}
    metrics: dict[int, bytes] = {}
    for font in fonts:
        for glyph, outline in _outlines(font).items():
            outlines.setdefault(glyph, outline)
        for glyph, metric in _metrics(font).items():
            metrics.setdefault(glyph, metric)
    count = max(_count(font) for font in fonts)
    tables = max(fonts, key=_count)
    return _write(
        {
            **tables,
            **_glyf(outlines, count),
            "hmtx": b"".join(metrics.get(glyph, bytes(4)) for glyph in range(count)),
            "hhea": tables["hhea"][:34] + struct.pack(">H", count),
            "maxp": _maxp(fonts, count),
            "head": tables["head"][:50] + LONG_LOCA + tables["head"][52:],
        }
    )


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
    """Advance and side bearing, four bytes a glyph; unused glyphs have zeros and are left out."""
    (full,) = struct.unpack_from(">H", font["hhea"], 34)
    table = font["hmtx"]
    last = table[4 * full - 4 : 4 * full - 2]  # glyphs after it share its advance
    rows = {glyph: table[4 * glyph : 4 * glyph + 4] for glyph in range(full)}
    for glyph in range(full, _count(font)):
        place = 4 * full + 2 * (glyph - full)
        rows[glyph] = last + table[place : place + 2]
    return {glyph: row for glyph, row in rows.items() if any(row)}


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
