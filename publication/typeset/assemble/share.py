"""What several chapters carry, once: one font a face, one copy of every picture."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from publication.typeset.assemble.sfnt import merge

Unicode = dict[int, str]  # glyph number -> UTF-16 in hexadecimal digits
PAIR = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>")
# One glyph draws these alike, and a chapter maps it to whichever it met first.
PLAIN = {"00a0": "0020", "00ad": "002d", "2010": "002d", "2011": "002d"}
FIXED_PITCH = 1
CMAP_HEAD = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
"""
CMAP_TAIL = b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"


def share(pdf: pikepdf.Pdf) -> None:
    """Point all uses of a face and of a picture at one copy; the others are not saved."""
    resources = list(_resources(pdf))
    share_fonts(pdf, [entry["/Font"] for entry in resources if "/Font" in entry])
    share_pictures([entry["/XObject"] for entry in resources if "/XObject" in entry])


def _resources(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Every resource dictionary of pages, forms and patterns."""
    for thing in pdf.objects:
        if isinstance(thing, Dictionary | Stream) and "/Resources" in thing:
            yield thing["/Resources"]


# ------------------------------------------------------------------ pictures


def share_pictures(lists: Iterable[Any]) -> None:
    """Keep the first of pictures that are the same, byte for byte."""
    first: dict[bytes, Any] = {}
    for entries in lists:
        for name, picture in entries.items():
            if picture.get("/Subtype") == Name.Image:
                entries[name] = first.setdefault(_picture_hash(picture), picture)


def _picture_hash(picture: Any) -> bytes:
    """Hash of a picture: its bytes, how they are to be read, and its mask."""
    digest = hashlib.sha256(picture.read_raw_bytes())
    for key, value in sorted(picture.items()):
        if key == "/SMask":
            digest.update(_picture_hash(value))
        elif key != "/Length":
            digest.update(f"{key} {value!r}".encode())
    return digest.digest()


# ------------------------------------------------------------------ fonts


def share_fonts(pdf: pikepdf.Pdf, lists: Iterable[Any]) -> None:
    """One font program a face, and one font where the chapters' text mappings agree.

    Where a glyph stands for one text here and another there (a small capital of k or K), the
    chapters keep fonts of their own, on the same program, so that copied text stays right.
    """
    uses: dict[str, list[tuple[Any, str]]] = {}
    for entries in lists:
        for name, font in entries.items():
            if _is_plain(font):
                uses.setdefault(str(font.BaseFont), []).append((entries, name))
    for places in uses.values():
        fonts = {entries[name].objgen: entries[name] for entries, name in places}
        joined = _join(pdf, list(fonts.values()))
        for entries, name in places:
            entries[name] = joined[entries[name].objgen]


def _is_plain(font: Any) -> bool:
    """A TrueType font addressed by glyph number, as WeasyPrint writes all of ours."""
    return (
        font.get("/Subtype") == Name.Type0
        and font.get("/Encoding") == Name("/Identity-H")
        and "/FontFile2" in font.DescendantFonts[0].FontDescriptor
    )


def _join(pdf: pikepdf.Pdf, fonts: list[Any]) -> dict[Any, Any]:
    """Old font -> the font to use instead, all on one program."""
    for font in fonts:
        _tidy_name(font)
    if len(fonts) == 1:
        return {fonts[0].objgen: fonts[0]}
    descriptor = _descriptor(pdf, fonts)
    groups: list[tuple[Unicode, list[Any]]] = []
    for font in fonts:
        mapping = _read_mapping(font)
        for texts, members in groups:
            if all(texts.get(glyph, text) == text for glyph, text in mapping.items()):
                texts.update(mapping)
                members.append(font)
                break
        else:
            groups.append((mapping, [font]))
    joined = {}
    for texts, members in groups:
        leader = members[0]
        leader.ToUnicode = pdf.make_stream(_write_mapping(texts))
        descendant = leader.DescendantFonts[0]
        descendant.W = _runs(_widths(members))
        descendant.FontDescriptor = descriptor
        joined.update({font.objgen: leader for font in members})
    return joined


def _tidy_name(font: Any) -> None:
    """Drop the comma Pango writes after families that end in a digit (Source-Serif-4,)."""
    name = Name(str(font.BaseFont).rstrip(","))
    font.BaseFont = font.DescendantFonts[0].BaseFont = name
    font.DescendantFonts[0].FontDescriptor.FontName = name


def _descriptor(pdf: pikepdf.Pdf, fonts: list[Any]) -> Any:
    """The first descriptor, with the font program and the extent of all."""
    descriptors = [font.DescendantFonts[0].FontDescriptor for font in fonts]
    first = descriptors[0]
    programs: dict[bytes, set[int]] = {}
    for font, each in zip(fonts, descriptors, strict=True):
        programs.setdefault(bytes(each.FontFile2.read_bytes()), set()).update(_widths([font]))
    program = merge(programs)
    stream = pdf.make_stream(program)
    stream.Length1 = len(program)
    first.FontFile2 = stream
    boxes = list(
        zip(*([float(side) for side in each.FontBBox] for each in descriptors), strict=True)
    )
    first.FontBBox = Array([min(boxes[0]), min(boxes[1]), max(boxes[2]), max(boxes[3])])
    if any(not int(each.Flags) & FIXED_PITCH for each in descriptors):
        first.Flags = int(first.Flags) & ~FIXED_PITCH  # a chapter of digits only looked fixed
    return first


def _read_mapping(font: Any) -> Unicode:
    """What text each glyph stands for, from the font's ToUnicode map."""
    body = bytes(font.ToUnicode.read_bytes()).partition(b"endcodespacerange")[2]
    pairs = ((int(glyph, 16), text.decode().lower()) for glyph, text in PAIR.findall(body))
    return {glyph: PLAIN.get(text, text) for glyph, text in pairs}


def _write_mapping(texts: Unicode) -> bytes:
    """A ToUnicode map; at most a hundred rows a block, as the format has it."""
    rows = [f"<{glyph:04x}> <{text}>".encode() for glyph, text in sorted(texts.items())]
    blocks = [rows[start : start + 100] for start in range(0, len(rows), 100)]
    parts = [
        b"%d beginbfchar\n%s\nendbfchar\n" % (len(block), b"\n".join(block)) for block in blocks
    ]
    return CMAP_HEAD + b"".join(parts) + CMAP_TAIL


def _widths(fonts: Iterable[Any]) -> dict[int, Any]:
    """Widths of the glyphs in use."""
    widths: dict[int, Any] = {}
    for font in fonts:
        entries = font.DescendantFonts[0].W
        for start, run in zip(entries[0::2], entries[1::2], strict=True):
            widths.update({int(start) + step: width for step, width in enumerate(run)})
    return widths


def _runs(widths: Mapping[int, Any]) -> Array:
    """Glyph widths as the format has them: first glyph, widths."""
    runs: list[tuple[int, list[Any]]] = []
    for glyph in sorted(widths):
        if not runs or glyph != runs[-1][0] + len(runs[-1][1]):
            runs.append((glyph, []))
        runs[-1][1].append(widths[glyph])
    return Array([part for start, run in runs for part in (start, Array(run))])
