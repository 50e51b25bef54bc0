"""The pages as small pictures, for the eye to compare."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image

BUDGET = 1_250_000
"""Bytes that the pictures of one draft may take in all; the text of a long report takes the rest
of the 1.5 MB that a stored draft may have."""


@dataclass(frozen=True)
class Fineness:
    """How fine the pictures are: width in pixels and quality of the WebP coding."""

    width: int
    quality: int


STEPS = (Fineness(400, 50), Fineness(320, 50), Fineness(320, 30), Fineness(220, 30))
"""Tried in turn until the pictures fit; the last is taken as it is."""
METHOD = 4
"""WebP's effort: 6 is three times slower for 3 per cent."""


def page_pictures(pdf: Path, trim: tuple[float, float], budget: int = BUDGET) -> tuple[bytes, ...]:
    """Every page inside its trim (mm, in the middle of the sheet) as WebP, within the budget."""
    return coded_within(list(drawn(pdf, trim, STEPS[0].width)), budget)


def coded_within(pages: Sequence[Image.Image], budget: int) -> tuple[bytes, ...]:
    """The pages as WebP, as finely as the budget of bytes allows."""
    for step in STEPS:
        coded = tuple(_coded(page, step) for page in pages)
        if sum(map(len, coded)) <= budget:
            break
    return coded


def drawn(pdf: Path, trim: tuple[float, float], width: int) -> Iterator[Image.Image]:
    """The pages one by one, so many pixels wide."""
    points = trim[0] * 72 / 25.4, trim[1] * 72 / 25.4
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            across, down = page.get_size()
            side, foot = max(0, (across - points[0]) / 2), max(0, (down - points[1]) / 2)
            scale = width / (across - 2 * side)
            yield page.render(scale=scale, crop=(side, foot, side, foot)).to_pil().convert("RGB")
            page.close()


def _coded(page: Image.Image, step: Fineness) -> bytes:
    height = round(page.height * step.width / page.width)
    small = page if page.width == step.width else page.resize((step.width, height))
    out = BytesIO()
    small.save(out, "WEBP", quality=step.quality, method=METHOD)
    return out.getvalue()
