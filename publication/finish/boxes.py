"""Page boxes of the printed sheet, and crop marks on demand.

The trim keeps its lower left corner at the origin, as in the galley, so nothing on a page moves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from publication.finish.pages import PT, Box, box_of, grown

TOLERANCE = 0.01
"""Points by which a box may miss the measure asked for."""

MARK_GAP, MARK_LENGTH, MARK_WIDTH = 1 * PT, 5 * PT, 0.25
"""Crop marks begin this far outside the bleed, and are this long and thick (points)."""


def set_boxes(
    page: pikepdf.Page, bleed: float, marks: bool = False, folds: Sequence[float] = ()
) -> None:
    """Set media, bleed and trim; no crop or art box. `bleed` in mm, around the page's trim.

    With `marks` the sheet is enlarged and gets crop marks, and fold marks at `folds`: mm from the
    left of the trim.
    """
    trim = box_of(page, "/TrimBox")
    bled = grown(trim, bleed * PT)
    sheet = grown(bled, MARK_GAP + MARK_LENGTH) if marks else bled
    for name in ("/CropBox", "/ArtBox", "/Rotate", "/UserUnit"):
        if name in page:
            del page[name]
    for name, box in (("/TrimBox", trim), ("/BleedBox", bled), ("/MediaBox", sheet)):
        page[name] = as_array(box)
    if marks:
        strokes = [*_crop_marks(trim, bleed * PT), *_fold_marks(trim, bleed * PT, folds)]
        _draw(page, strokes)


def as_array(box: Box) -> Array:
    """A box as the file states it: four decimals, which is a thousandth of a hair."""
    return Array([round(value, 4) for value in box])


def trim_problem(page: pikepdf.Page, trim: tuple[float, float], bleed: float) -> str:
    """Say why the page cannot be printed at this trim size and bleed (mm), or nothing."""
    if "/TrimBox" not in page:
        return "has no trim box"
    left, bottom, right, top = box_of(page, "/TrimBox")
    width, height = (right - left) / PT, (top - bottom) / PT
    if abs(width - trim[0]) > TOLERANCE or abs(height - trim[1]) > TOLERANCE:
        return f"is trimmed to {width:.2f} x {height:.2f} mm, not {trim[0]:g} x {trim[1]:g}"
    media = box_of(page, "/MediaBox")
    room = min(left - media[0], bottom - media[1], media[2] - right, media[3] - top)
    if room < bleed * PT - TOLERANCE:
        return f"has {room / PT:.2f} mm of bleed, not {bleed:g}"
    return ""


def _crop_marks(trim: Box, bleed: float) -> Iterator[str]:
    """Two strokes at every corner, outside the bleed."""
    near, far = bleed + MARK_GAP, bleed + MARK_GAP + MARK_LENGTH
    for x, outward in ((trim[0], -1), (trim[2], 1)):
        for y, upward in ((trim[1], -1), (trim[3], 1)):
            yield _stroke(x + outward * near, y, x + outward * far, y)
            yield _stroke(x, y + upward * near, x, y + upward * far)


def _fold_marks(trim: Box, bleed: float, folds: Sequence[float]) -> Iterator[str]:
    """A dashed stroke above and below every fold."""
    near, far = bleed + MARK_GAP, bleed + MARK_GAP + MARK_LENGTH
    for fold in folds:
        x = trim[0] + fold * PT
        for y, upward in ((trim[1], -1), (trim[3], 1)):
            yield f"[2] 0 d {_stroke(x, y + upward * near, x, y + upward * far)} [] 0 d"


def _draw(page: pikepdf.Page, strokes: Sequence[str]) -> None:
    """Add strokes to a page in the registration colour, which prints on every plate."""
    drawing = f"/PrintAll CS 1 SCN {MARK_WIDTH} w\n" + "\n".join(strokes)
    page.contents_add(b"q\n", prepend=True)
    page.contents_add(f"\nQ q\n{drawing}\nQ".encode("ascii"))
    resources: Any = page.obj.get("/Resources", Dictionary())
    page.obj.Resources = own = Dictionary(resources)
    spaces: Any = Dictionary(resources.get("/ColorSpace", Dictionary()))
    own.ColorSpace = spaces
    spaces.PrintAll = Array(
        [Name.Separation, Name.All, Name.DeviceCMYK, tint_transform((1, 1, 1, 1))]
    )


def _stroke(x0: float, y0: float, x1: float, y1: float) -> str:
    return f"{x0:.3f} {y0:.3f} m {x1:.3f} {y1:.3f} l S"


def tint_transform(cmyk: tuple[float, float, float, float]) -> Dictionary:
    """The function that turns a tint of a spot colour into its process alternate."""
    return Dictionary(
        FunctionType=2,
        Domain=Array([0, 1]),
        C0=Array([0, 0, 0, 0]),
        C1=Array(list(cmyk)),
        N=1,
    )
