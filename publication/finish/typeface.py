"""A font for what finishing stamps on a page: embedded with the glyphs in use, readable as text."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

THOUSAND = 1000
"""PDF measures glyphs in thousandths of the size."""


class Typeface:
    """A TrueType font that remembers which glyphs were asked for.

    Glyphs keep their numbers when the font is cut down, so text can be encoded before that.
    """

    def __init__(self, path: Path) -> None:
        self.data = path.read_bytes()
        self.font = TTFont(BytesIO(self.data))
        self.name = path.stem
        self.characters = self.font.getBestCmap()
        self.advances = self.font["hmtx"]
        self.scale = THOUSAND / self.font["head"].unitsPerEm
        self.used: dict[int, str] = {}

    def encode(self, text: str) -> str:
        """The text as a hexadecimal PDF string; what the font lacks becomes a question mark."""
        codes = []
        for character in text:
            known = character if ord(character) in self.characters else "?"
            glyph = self.font.getGlyphID(self.characters[ord(known)])
            self.used[glyph] = known
            codes.append(f"{glyph:04x}")
        return f"<{''.join(codes)}>"

    def width(self, text: str, size: float) -> float:
        """How long the text is, in points, at a size in points."""
        names = (self.characters.get(ord(character), ".notdef") for character in text)
        return float(sum(self.advances[name][0] for name in names) * self.scale * size / THOUSAND)

    def embed(self, pdf: Pdf) -> Object:
        """The font as a PDF object, with the glyphs used so far."""
        program = pdf.make_stream(self._program())
        subset = f"PROOFA+{self.name}"
        head, metrics = self.font["head"], self.font["hhea"]
        box = [head.xMin, head.yMin, head.xMax, head.yMax]
        descriptor = Dictionary(
            Type=Name.FontDescriptor,
            FontName=Name("/" + subset),
            Flags=32,  # not symbolic
            FontBBox=Array([round(value * self.scale) for value in box]),
            ItalicAngle=0,
            Ascent=round(metrics.ascent * self.scale),
            Descent=round(metrics.descent * self.scale),
            CapHeight=round(self.font["OS/2"].sCapHeight * self.scale),
            StemV=80,
            FontFile2=program,
        )
        descendant = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=Name("/" + subset),
            CIDSystemInfo=Dictionary(
                Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0
            ),
            FontDescriptor=pdf.make_indirect(descriptor),
            CIDToGIDMap=Name.Identity,
            W=self._widths(),
        )
        return pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type0,
                BaseFont=Name("/" + subset),
                Encoding=Name("/Identity-H"),
                DescendantFonts=Array([pdf.make_indirect(descendant)]),
                ToUnicode=pdf.make_stream(self._to_unicode()),
            )
        )

    def _program(self) -> bytes:
        """The font file, cut down to the glyphs in use."""
        options = Options(retain_gids=True, notdef_outline=True, hinting=False)
        options.layout_features = []
        options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "STAT", "DSIG", "name", "cmap"]
        options.drop_tables += ["post", "OS/2", "meta", "gasp"]
        font = TTFont(BytesIO(self.data), recalcTimestamp=False)
        subsetter = Subsetter(options)
        subsetter.populate(gids=sorted(self.used))
        subsetter.subset(font)
        cut = BytesIO()
        font.save(cut)
        return cut.getvalue()

    def _widths(self) -> Array:
        """/W: each glyph's number and its width."""
        widths: list[object] = []
        for glyph in sorted(self.used):
            advance = self.advances[self.font.getGlyphName(glyph)][0]
            widths += [glyph, Array([round(advance * self.scale, 2)])]
        return Array(widths)

    def _to_unicode(self) -> bytes:
        rows = [
            f"<{glyph:04x}> <{text.encode('utf-16-be').hex()}>"
            for glyph, text in sorted(self.used.items())
        ]
        blocks = [rows[start : start + 100] for start in range(0, len(rows), 100)]
        parts = [
            f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks
        ]
        return "\n".join(
            [
                "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
                "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
                "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
                "1 begincodespacerange <0000> <ffff> endcodespacerange",
                *parts,
                "endcmap CMapName currentdict /CMap defineresource pop end end",
            ]
        ).encode("ascii")
