"""A line of type set by hand: one face, kerned, embedded as the subset that the line needs."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
from fontTools import subset
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name

NONSYMBOLIC = 32
"""PDF's font flag for a face of the ordinary Latin letters."""


@dataclass(frozen=True)
class Glyph:
    """A glyph of a line: its number in the face, the letter, advance and kern in 1/1000 em."""

    gid: int
    letter: str
    advance: float
    kern: float


class Face:
    """A TrueType face from a file."""

    def __init__(self, path: Path) -> None:
        self.font = TTFont(path, recalcTimestamp=False)
        self.data = path.read_bytes()
        self._unit: float = 1000 / self.font["head"].unitsPerEm
        self._cmap = self.font.getBestCmap()

    def missing(self, text: str) -> list[str]:
        """The letters that the face does not have."""
        return sorted({letter for letter in text if ord(letter) not in self._cmap})

    def line(self, text: str) -> list[Glyph]:
        """The glyphs of a line, each with the kern towards the one after it."""
        names = [self._cmap[ord(letter)] for letter in text]
        kerns = [self._kern(one, other) for one, other in pairwise(names)]
        return [
            Glyph(self.font.getGlyphID(name), letter, self._advance(name), kern)
            for name, letter, kern in zip(names, text, [*kerns, 0.0], strict=False)
        ]

    def _advance(self, name: str) -> float:
        return float(self.font["hmtx"][name][0] * self._unit)

    def _kern(self, one: str, other: str) -> float:
        """Pair kerning: the first subtable of the kern feature that knows the pair decides."""
        for table in self._pair_tables:
            if one in table.Coverage.glyphs:
                value = _pair_value(table, one, other)
                if value is not None:
                    return float(value * self._unit)
        return 0.0

    @property
    def _pair_tables(self) -> list[Any]:
        gpos = self.font["GPOS"].table if "GPOS" in self.font else None
        if gpos is None:
            return []
        wanted = {
            index
            for record in gpos.FeatureList.FeatureRecord
            if record.FeatureTag == "kern"
            for index in record.Feature.LookupListIndex
        }
        tables = [t for index in sorted(wanted) for t in gpos.LookupList.Lookup[index].SubTable]
        plain = [getattr(table, "ExtSubTable", table) for table in tables]
        return [table for table in plain if type(table).__name__ == "PairPos"]

    def embed(self, pdf: pikepdf.Pdf, glyphs: Sequence[Glyph]) -> pikepdf.Object:
        """Add the face to a PDF as a Type 0 font whose codes are glyph numbers."""
        program = pdf.make_stream(self._subset(glyphs))
        program.Length1 = len(program.read_bytes())
        name = Name(f"/{self._tag(glyphs)}+{self.font['name'].getDebugName(6)}")
        descendant = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=name,
            CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
            CIDToGIDMap=Name.Identity,
            DW=0,
            W=Array([part for g in _unique(glyphs) for part in (g.gid, Array([g.advance]))]),
            FontDescriptor=pdf.make_indirect(self._descriptor(name, program)),
        )
        return pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type0,
                BaseFont=name,
                Encoding=Name("/Identity-H"),
                DescendantFonts=Array([pdf.make_indirect(descendant)]),
                ToUnicode=pdf.make_stream(_to_unicode(glyphs)),
            )
        )

    def _descriptor(self, name: Name, program: pikepdf.Stream) -> Dictionary:
        head, lines = self.font["head"], self.font["OS/2"]
        box = (head.xMin, head.yMin, head.xMax, head.yMax)
        return Dictionary(
            Type=Name.FontDescriptor,
            FontName=name,
            Flags=NONSYMBOLIC,
            FontBBox=Array([round(value * self._unit) for value in box]),
            ItalicAngle=round(self.font["post"].italicAngle),
            Ascent=round(lines.sTypoAscender * self._unit),
            Descent=round(lines.sTypoDescender * self._unit),
            CapHeight=round(lines.sCapHeight * self._unit),
            StemV=round(lines.usWeightClass / 5),
            FontFile2=program,
        )

    def _subset(self, glyphs: Sequence[Glyph]) -> bytes:
        """The font program with these glyphs only, under their own numbers."""
        options = subset.Options(
            retain_gids=True, hinting=True, layout_features=[], name_IDs=[], notdef_outline=True
        )
        options.drop_tables += ["GPOS", "GSUB", "GDEF", "BASE", "DSIG"]
        font = TTFont(io.BytesIO(self.data), recalcTimestamp=False)
        worker = subset.Subsetter(options)
        worker.populate(gids=sorted({glyph.gid for glyph in glyphs}))
        worker.subset(font)
        out = io.BytesIO()
        font.save(out)
        return out.getvalue()

    def _tag(self, glyphs: Sequence[Glyph]) -> str:
        """Six capitals that differ wherever the set of glyphs differs."""
        seed = ",".join(str(glyph.gid) for glyph in _unique(glyphs))
        digest = hashlib.sha256(seed.encode()).digest()
        return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])


def width_of(glyphs: Sequence[Glyph], size: float) -> float:
    """How wide a line is at `size`, in the same unit."""
    return sum(glyph.advance + glyph.kern for glyph in glyphs) * size / 1000


def show(glyphs: Sequence[Glyph]) -> str:
    """The operator that shows a line, kerned."""
    parts = (f"<{g.gid:04x}>" + (f"{-g.kern:g}" if g.kern else "") for g in glyphs)
    return f"[{''.join(parts)}] TJ"


def _pair_value(table: Any, one: str, other: str) -> int | None:
    """What a subtable adds to the advance of the first glyph; None if it does not know the pair."""
    if table.Format == 1:
        pairs = table.PairSet[table.Coverage.glyphs.index(one)].PairValueRecord
        found = next((pair.Value1 for pair in pairs if pair.SecondGlyph == other), None)
        return None if found is None else getattr(found, "XAdvance", 0)
    first = table.ClassDef1.classDefs.get(one, 0)
    second = table.ClassDef2.classDefs.get(other, 0)
    value = table.Class1Record[first].Class2Record[second].Value1
    return getattr(value, "XAdvance", 0) if value else 0


def _unique(glyphs: Sequence[Glyph]) -> list[Glyph]:
    return list({glyph.gid: glyph for glyph in sorted(glyphs, key=lambda g: g.gid)}.values())


def _to_unicode(glyphs: Sequence[Glyph]) -> bytes:
    """The map that lets a reader copy and search the line."""
    rows = [f"<{g.gid:04x}> <{g.letter.encode('utf-16-be').hex()}>" for g in _unique(glyphs)]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
            "1 begincodespacerange <0000> <ffff> endcodespacerange",
            f"{len(rows)} beginbfchar",
            *rows,
            "endbfchar endcmap CMapName currentdict /CMap defineresource pop end end",
        ]
    ).encode("ascii")
