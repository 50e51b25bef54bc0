"""What a page draws, made right for listening: artifacts, and hyphens that only the line asked for.

One pass over each page's content stream. Marked content that the structure tree does not reach
(running heads, folios, repeated table heads) becomes an artifact. A hyphen set by hyphenation says
that it is a soft one: the fonts draw it with the glyph of the real hyphen, so only the stored
layout knows which is which.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pikepdf import (
    Array,
    ContentStreamInlineImage,
    ContentStreamInstruction,
    Dictionary,
    Name,
    Object,
    Operator,
    Page,
    Pdf,
    String,
    parse_content_stream,
    unparse_content_stream,
)

from publication.finish.elements import Content
from publication.model import Line

PX = 25.4 / 96
"""Millimetres in a CSS pixel, in which the typesetter writes its text positions."""

SOFT = b"\xfe\xff\x00\xad"
"""A soft hyphen in UTF-16: the eight-bit encoding of PDF has no such character."""
HYPHENS = ("\u2010", "\u00ad", "\u002d")
NEAR = 0.1
"""How far, in mm, text may begin from where the layout has its line."""

Instruction = ContentStreamInstruction | ContentStreamInlineImage


@dataclass(frozen=True)
class LineEnd:
    """A line that ends with a hyphen of hyphenation: where it lies, in mm."""

    baseline: float
    x: float
    right: float


def hyphenated(lines: Iterable[Line]) -> dict[int, list[LineEnd]]:
    """By page: the lines that end inside a word. The typesetter ends those with U+2010."""
    found: dict[int, list[LineEnd]] = {}
    for line in lines:
        if line.text.endswith("\u2010"):
            end = LineEnd(line.baseline, line.x, line.right)
            found.setdefault(line.page, []).append(end)
    return found


def rewrite_page(
    pdf: Pdf, page: Page, reached: set[int], ends: Sequence[LineEnd], hyphens: Mapping[str, bytes]
) -> int:
    """Rewrite one page's content; returns how many of `ends` were found in it.

    reached  MCIDs that the structure tree owns
    ends     the page's lines ending in a hyphen
    hyphens  font resource name -> the code that draws its hyphen
    """
    program = list(parse_content_stream(page))
    found = dict(_last_pieces(program, ends, hyphens))
    out: list[Instruction] = []
    for position, instruction in enumerate(program):
        if position in found:
            out += _soften(instruction, found[position])
        elif str(instruction.operator) == "BDC":
            out.append(_as_artifact(instruction, reached))
        else:
            out.append(instruction)
    page.obj.Contents = pdf.make_stream(unparse_content_stream(out))
    return len(found)


def _as_artifact(instruction: Instruction, reached: set[int]) -> Instruction:
    properties = instruction.operands[1]
    if not isinstance(properties, Dictionary) or "/MCID" not in properties:
        return instruction
    if int(properties.MCID) in reached:
        return instruction
    pagination = Dictionary(Type=Name.Pagination)
    return ContentStreamInstruction([Name.Artifact, pagination], Operator("BDC"))


def _last_pieces(
    program: Sequence[Instruction], ends: Sequence[LineEnd], hyphens: Mapping[str, bytes]
) -> Iterator[tuple[int, bytes]]:
    """The text instruction that ends each line, with its font's hyphen, where it draws one."""
    last: dict[LineEnd, tuple[float, int, bytes]] = {}
    x = y = 0.0
    font = ""
    for position, instruction in enumerate(program if ends else ()):
        operator = str(instruction.operator)
        if operator == "Tm":
            x, y = (float(value) * PX for value in list(instruction.operands)[4:])
        elif operator == "Tf":
            font = str(instruction.operands[0])
        elif operator == "TJ":
            for end in ends:
                level = abs(y - end.baseline) < NEAR
                if level and end.x - NEAR < x < end.right and x >= last.get(end, (0.0,))[0]:
                    last[end] = (x, position, hyphens.get(font, b""))
    for _, position, code in last.values():
        strings = [s for s in program[position].operands[0] if isinstance(s, String)]
        if code and strings and bytes(strings[-1]).endswith(code):
            yield position, code


def _soften(instruction: Instruction, code: bytes) -> list[Instruction]:
    """Draw the same, but let the last hyphen be read as a soft one."""
    pieces: list[Any] = list(instruction.operands[0])
    index = max(i for i, piece in enumerate(pieces) if isinstance(piece, String))
    before, after = pieces[:index], pieces[index + 1 :]
    rest = bytes(pieces[index])[: -len(code)]
    if rest:
        before.append(String(rest))
    reading = Dictionary(ActualText=String(SOFT))
    return [
        ContentStreamInstruction([Array(before)], Operator("TJ")),
        ContentStreamInstruction([Name.Span, reading], Operator("BDC")),
        ContentStreamInstruction([Array([String(code), *after])], Operator("TJ")),
        ContentStreamInstruction([], Operator("EMC")),
    ]


# ------------------------------------------------------------------ fonts


BFCHAR = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>")
PLAIN = {"2010": b"002d", "00ad": b"002d", "00a0": b"0020"}
"""Characters that share a glyph with a plain one: how the glyph is read instead."""


def settle_readings(pdf: Pdf) -> dict[tuple[int, int], bytes]:
    """Let every font read its hyphen and its space as the plain ones.

    Real and soft hyphen share a glyph, as do space and no-break space, and the typesetter names a
    glyph after whichever it met first: a whole font would read its spaces as unbreakable. Returns
    font object -> code of the hyphen.
    """
    found: dict[tuple[int, int], bytes] = {}
    for font in _fonts(pdf):
        if "/ToUnicode" not in font:
            continue
        text = font.ToUnicode.read_bytes()
        for code, reads in BFCHAR.findall(text):
            if bytes.fromhex(reads.decode()).decode("utf-16-be", "replace") in HYPHENS:
                found[font.objgen] = bytes.fromhex(code.decode())
        changed = BFCHAR.sub(_plainly, text)
        if changed != text:
            font.ToUnicode.write(changed)
    return found


def _plainly(row: re.Match[bytes]) -> bytes:
    reads = PLAIN.get(row[2].decode().lower(), row[2])
    return b"<%b> <%b>" % (row[1], reads)


def _fonts(pdf: Pdf) -> Iterator[Object]:
    """Every composite font in the file, once."""
    for thing in pdf.objects:
        if isinstance(thing, Dictionary) and thing.get("/Subtype") == Name.Type0:
            yield thing


def reached_content(leaves: Iterable[object]) -> dict[int, set[int]]:
    """By page: the MCIDs among the leaves of a structure tree."""
    found: dict[int, set[int]] = {}
    for leaf in leaves:
        if isinstance(leaf, Content):
            found.setdefault(leaf.page, set()).add(leaf.mcid)
    return found
