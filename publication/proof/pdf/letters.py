"""The letters of a finished PDF's pages in the order they are set, as pdfium reads them.

What a proof has set around its pages (numbers of lines, names of numbers) is told apart from what
stands on them.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from publication.proof.pdf.records import Box, Run

PT = 72 / 25.4
SOFT = "\N{SOFT HYPHEN}"
PARTED = "\x02"
"""What pdfium makes of a hyphen that ends a line."""
SLACK = 1.0
"""Points that a letter may stand outside of the trimmed page."""
TICK = (-5 * PT, -4 * PT)
"""Left and right end of the stroke beside a line of the proof, in points from the page."""
TICK_RISE = 2.0
NUMBER_SIZE, NAME_SIZE = 7.0, 5.2
NAME_RISE = 1.5
"""Points from the baseline of a number's name to the end of the stroke that leads to it."""
STROKE = 0.4
"""Millimetres by which a stroke's box may reach beyond its end."""


@dataclass(frozen=True)
class Stamps:
    """What a proof has set around a page.

    head   the line above it; lines: baselines of the lines that count, in mm from the top
    names  (baseline of the number, its name)
    """

    head: str = ""
    lines: tuple[float, ...] = ()
    names: tuple[tuple[float, str], ...] = ()


@dataclass(frozen=True)
class Lettered:
    """A page as read. trim: in points, as the file counts; blank: nothing is drawn or set."""

    trim: Box
    runs: tuple[Run, ...]
    stamps: Stamps
    blank: bool


def read_letters(path: Path, wanted: Sequence[int]) -> Iterator[Lettered]:
    """The pages of these indexes, one by one."""
    with pypdfium2.PdfDocument(path) as document:
        for number, index in enumerate(wanted):
            page = document[index]
            yield _page(page, number)
            page.close()


def _page(page: pypdfium2.PdfPage, number: int) -> Lettered:
    left, foot, right, head = page.get_trimbox()
    trim = (left, foot, right, head)
    text = page.get_textpage()
    inside: list[Run] = []
    around: list[Run] = []
    for thing in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_TEXT,), max_depth=1):
        run = _run(thing, text, number, trim)
        (inside if _within(thing, trim) else around).append(run)
    text.close()
    blank = not inside and not any(_within(thing, trim) for thing in page.get_objects(max_depth=1))
    stamps = _stamps(page, around, trim) if around else Stamps()
    kept = tuple(run for run in inside if run.hidden or run.text.strip())
    return Lettered(trim, kept, stamps, blank)


def _within(thing: pypdfium2.PdfObject, trim: Box) -> bool:
    """Whether the middle of something lies on the trimmed page, and it is no frame around it."""
    left, foot, right, head = thing.get_bounds()
    x, y = (left + right) / 2, (foot + head) / 2
    around = left < trim[0] and right > trim[2] and foot < trim[1] and head > trim[3]
    on = trim[0] - SLACK < x < trim[2] + SLACK and trim[1] - SLACK < y < trim[3] + SLACK
    return on and not around


def _run(thing: Any, text: Any, page: int, trim: Box) -> Run:
    matrix = thing.get_matrix()
    size = ctypes.c_float()
    pdfium.FPDFTextObj_GetFontSize(thing.raw, size)
    said = _actual(thing.raw)
    return Run(
        page=page,
        mcid=pdfium.FPDFPageObj_GetMarkedContentID(thing.raw),
        text=(_set(thing.raw, text.raw) if said is None else said).replace(PARTED, "-"),
        left=(matrix.e - trim[0]) / PT,
        right=(thing.get_bounds()[2] - trim[0]) / PT,
        baseline=(trim[3] - matrix.f) / PT,
        size=round(size.value * matrix.a, 2),
        hidden=said is not None and said.strip(SOFT) == "",
    )


def _set(thing: Any, page: Any) -> str:
    """The letters of a text object."""
    size = pdfium.FPDFTextObj_GetText(thing, page, None, 0)
    buffer = (ctypes.c_ushort * (size // 2))()
    pdfium.FPDFTextObj_GetText(thing, page, buffer, size)
    return bytes(buffer).decode("utf-16-le").rstrip("\0")


def _actual(thing: Any) -> str | None:
    """What a text object says it should be read as, if it says so."""
    key = b"ActualText"
    for index in range(pdfium.FPDFPageObj_CountMarks(thing)):
        mark = pdfium.FPDFPageObj_GetMark(thing, index)
        size = ctypes.c_ulong()
        if pdfium.FPDFPageObjMark_GetParamStringValue(mark, key, None, 0, size) and size.value:
            buffer = (ctypes.c_ushort * (size.value // 2))()
            pdfium.FPDFPageObjMark_GetParamStringValue(mark, key, buffer, size.value, size)
            return bytes(buffer).decode("utf-16-le").rstrip("\0")
    return None


# ------------------------------------------------------------------ around the page


def _stamps(page: pypdfium2.PdfPage, around: Sequence[Run], trim: Box) -> Stamps:
    width, height = (trim[2] - trim[0]) / PT, (trim[3] - trim[1]) / PT
    paths = page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_PATH,), max_depth=1)
    strokes = [_from_trim(thing.get_bounds(), trim) for thing in paths]
    ticks = [
        (foot + head) / 2 + TICK_RISE / PT
        for left, foot, right, head in strokes
        if abs(left * PT - TICK[0]) < SLACK and abs(right * PT - TICK[1]) < SLACK
        if abs(head - foot) < SLACK / PT
    ]
    numbers = [run.baseline for run in around if run.right < 0 and run.size == NUMBER_SIZE]
    heads = [run.text for run in around if run.baseline < 0 and run.left < width / 2]
    names = _names([run for run in around if run.left > width and 0 < run.baseline < height])
    pointers = [stroke for stroke in strokes if stroke[0] > width and stroke[2] - stroke[0] < 4]
    return Stamps(
        " ".join(heads[0].split()) if heads else "",
        tuple(sorted((*ticks, *numbers))),
        tuple((_pointed(pointers, baseline), name) for baseline, name in names),
    )


def _from_trim(box: Box, trim: Box) -> Box:
    """A box in mm from the upper left corner of the trim: left, foot, right, head."""
    left, foot, right, head = box
    return (
        (left - trim[0]) / PT,
        (trim[3] - foot) / PT,
        (right - trim[0]) / PT,
        (trim[3] - head) / PT,
    )


def _names(runs: Sequence[Run]) -> Iterator[tuple[float, str]]:
    """The names beside a page; one that is broken after its full stops is put together again."""
    begun: tuple[float, str] | None = None
    for run in runs:
        part = run.text.strip()
        begun = (begun[0], begun[1] + part) if begun else (run.baseline, part)
        if not part.endswith("."):
            yield begun
            begun = None


def _pointed(pointers: Sequence[Box], baseline: float) -> float:
    """The baseline of the number that a name's stroke leads to; the name's own without one."""
    end = baseline - NAME_RISE / PT
    near = [(min(abs(foot - end), abs(head - end)), foot + head) for _, foot, _, head in pointers]
    distance, ends = min(near, default=(inf, 0.0))
    return ends - end if distance < STROKE else baseline
