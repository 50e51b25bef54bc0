"""What is painted on the pages: letters with font, size, colour, and the colours behind them.

Grounds are found by looking: the page is drawn once more without its letters, and the colours that
lie behind each of them are read from the picture. So doors, bars and tints count as they show,
whatever shapes they were made of.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from math import hypot
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
from numpy.typing import NDArray
from pypdfium2 import raw

PT = 72 / 25.4
SAMPLE = 8  # the page's own colour is looked for in every eighth pixel each way
ROOM = 1.0  # pixels a point when looking for grounds: 7.8 pt letters are 4 pixels high

DISPLAY = 18  # points from which every letter's own place is read

Rgb = tuple[int, int, int]
Box = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True, slots=True)
class Lettering:
    """Letters painted in one go. Lengths in mm from the trim corner, y down; size in points.

    font     name in the PDF, without the subset's tag: Source-Sans-3-Semi-Bold
    grounds  the colours behind them
    inks     left, top, right, bottom of each letter's ink; of display type only
    """

    text: str
    x: float
    right: float
    top: float
    bottom: float
    baseline: float
    font: str
    size: float
    colour: Rgb
    grounds: tuple[Rgb, ...]
    inks: tuple[Box, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """One page: its letters, and for every millimetre from the head whether a picture is there."""

    letters: tuple[Lettering, ...]
    drawn: tuple[bool, ...]


def read_sheets(pdf: Path, share: float) -> tuple[Sheet, ...]:
    """Read every page; a colour is a ground where it fills that share of the letters' box."""
    with pypdfium2.PdfDocument(pdf) as document:
        fonts: dict[int, str] = {}
        return tuple(_sheet(page, share, fonts) for page in document)


def _sheet(page: Any, share: float, fonts: dict[int, str]) -> Sheet:
    """Read the letters, then hide them and look at what is behind."""
    words = page.get_textpage()
    found = list(_texts(page))
    read = [_letters(thing, matrix, words, fonts) for thing, matrix in found]
    for thing, _ in found:
        raw.FPDFTextObj_SetTextRenderMode(thing, raw.FPDF_TEXTRENDERMODE_INVISIBLE)
    picture = _picture(page)
    left, _, _, top = page.get_trimbox()
    inks = _inks(words, left, top) if any(size >= DISPLAY for *_, size, _ in read) else {}
    edge, _, _, head = page.get_cropbox()
    letters = tuple(
        Lettering(
            text=text,
            x=(box[0] - left) / PT,
            right=(box[2] - left) / PT,
            top=(top - box[3]) / PT,
            bottom=(top - box[1]) / PT,
            baseline=(top - origin) / PT,
            font=font,
            size=size,
            colour=colour,
            grounds=_grounds(
                picture, (box[0] - edge, head - box[3], box[2] - edge, head - box[1]), share
            ),
            inks=tuple(inks.get(_address(thing), ())),
        )
        for (thing, _), (text, box, origin, font, size, colour) in zip(found, read, strict=True)
        if text.strip()
    )
    words.close()
    return Sheet(letters, _drawn(picture, head - top))


def _inks(words: Any, left: float, top: float) -> dict[int, list[Box]]:
    """The letters' ink by the text object they belong to, display type only."""
    inks: dict[int, list[Box]] = {}
    for index in range(words.count_chars()):
        if raw.FPDFText_GetFontSize(words, index) < DISPLAY:
            continue
        x0, y0, x1, y1 = words.get_charbox(index)
        if x1 > x0 and y1 > y0:
            box = (x0 - left) / PT, (top - y1) / PT, (x1 - left) / PT, (top - y0) / PT
            inks.setdefault(_address(raw.FPDFText_GetTextObject(words, index)), []).append(box)
    return inks


def _address(thing: Any) -> int:
    return ctypes.addressof(thing.contents)


def _texts(page: Any) -> Iterator[tuple[Any, Matrix]]:
    """Every text object of a page, inside forms too, with the way from its space to the page's."""
    count = raw.FPDFPage_CountObjects(page)
    things = [raw.FPDFPage_GetObject(page, index) for index in range(count)]
    yield from _below(things, IDENTITY)


def _below(things: list[Any], matrix: Matrix) -> Iterator[tuple[Any, Matrix]]:
    for thing in things:
        kind = raw.FPDFPageObj_GetType(thing)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            yield thing, matrix
        elif kind == raw.FPDF_PAGEOBJ_FORM:
            count = raw.FPDFFormObj_CountObjects(thing)
            inner = [raw.FPDFFormObj_GetObject(thing, index) for index in range(count)]
            yield from _below(inner, _then(_matrix(thing), matrix))


def _letters(
    thing: Any, matrix: Matrix, words: Any, fonts: dict[int, str]
) -> tuple[str, tuple[float, float, float, float], float, str, float, Rgb]:
    """Text, box, baseline (points of the page), font, size and colour of a text object."""
    own = _then(_matrix(thing), matrix)
    size = ctypes.c_float()
    raw.FPDFTextObj_GetFontSize(thing, size)
    edges = [ctypes.c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(thing, *edges)
    x0, y0, x1, y1 = (edge.value for edge in edges)
    corners = [_at(matrix, x, y) for x in (x0, x1) for y in (y0, y1)]
    xs, ys = zip(*corners, strict=True)
    parts = [ctypes.c_uint() for _ in range(4)]
    raw.FPDFPageObj_GetFillColor(thing, *parts)
    red, green, blue = (part.value for part in parts[:3])
    return (
        _text(thing, words),
        (min(xs), min(ys), max(xs), max(ys)),
        own[5],
        _font(thing, fonts),
        round(size.value * hypot(own[2], own[3]), 2),
        (red, green, blue),
    )


def _text(thing: Any, words: Any) -> str:
    """The characters of a text object; none where it is drawn invisible."""
    if raw.FPDFTextObj_GetTextRenderMode(thing) == raw.FPDF_TEXTRENDERMODE_INVISIBLE:
        return ""
    length = raw.FPDFTextObj_GetText(thing, words, None, 0)
    buffer = ctypes.create_string_buffer(length)
    pointer = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
    raw.FPDFTextObj_GetText(thing, words, pointer, length)
    return buffer.raw[:-2].decode("utf-16-le", "replace").strip("\0")


def _font(thing: Any, fonts: dict[int, str]) -> str:
    """The name of its font, without the six letters and a plus of a subset."""
    font = raw.FPDFTextObj_GetFont(thing)
    key = ctypes.addressof(font.contents) if font else 0
    if key not in fonts:
        length = raw.FPDFFont_GetBaseFontName(font, None, 0)
        buffer = ctypes.create_string_buffer(length)
        raw.FPDFFont_GetBaseFontName(font, buffer, length)
        fonts[key] = buffer.value.decode("utf-8", "replace").rpartition("+")[2]
    return fonts[key]


# ------------------------------------------------------------------ the picture behind


def _picture(page: Any) -> NDArray[np.int32]:
    """The page without its letters, one number a pixel; edges are hard, so colours stay pure."""
    bitmap = page.render(
        scale=ROOM,
        draw_annots=False,
        no_smoothpath=True,
        no_smoothimage=True,
        rev_byteorder=True,
    )
    pixels = bitmap.to_numpy().astype(np.int32)
    packed: NDArray[np.int32] = pixels[..., 0] << 16 | pixels[..., 1] << 8 | pixels[..., 2]
    return packed


def _grounds(
    picture: NDArray[np.int32], box: tuple[float, float, float, float], share: float
) -> tuple[Rgb, ...]:
    """The colours that fill at least that share of a box (points from the picture's corner)."""
    height, width = picture.shape
    left, top = (max(0, int(value * ROOM)) for value in box[:2])
    right, bottom = max(left, int(box[2] * ROOM)) + 1, max(top, int(box[3] * ROOM)) + 1
    part = picture[top : min(bottom, height), left : min(right, width)]
    if (part == part[0, 0]).all():  # the usual case, and ten times faster than sorting
        colours, counts = part[:1, 0], np.array([part.size])
    else:
        colours, counts = np.unique(part, return_counts=True)
    return tuple(
        (int(colour) >> 16, int(colour) >> 8 & 255, int(colour) & 255)
        for colour, count in zip(colours, counts, strict=True)
        if count >= share * part.size
    )


def _drawn(picture: NDArray[np.int32], bleed: float) -> tuple[bool, ...]:
    """For every millimetre of the trimmed height: does anything differ from the page's colour?"""
    edge = int(bleed * ROOM) + 1
    inner = picture[edge : picture.shape[0] - edge, edge : picture.shape[1] - edge]
    colours, counts = np.unique(inner[::SAMPLE, ::SAMPLE], return_counts=True)
    rows = (inner != colours[counts.argmax()]).any(axis=1)
    steps = int(len(rows) / ROOM / PT)
    return tuple(
        bool(rows[int(step * PT * ROOM) : int((step + 1) * PT * ROOM)].any())
        for step in range(steps)
    )


# ------------------------------------------------------------------ geometry


def _matrix(thing: Any) -> Matrix:
    found = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(thing, found)
    return found.a, found.b, found.c, found.d, found.e, found.f


def _then(first: Matrix, second: Matrix) -> Matrix:
    """One transformation after another."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return (
        *(a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s),
        *(e * p + f * r + t, e * q + f * s + u),
    )


def _at(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
