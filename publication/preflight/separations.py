"""The plates as pictures, and where the ink is heavy: a soft proof for people.

For every page asked for: one grey picture a plate (dark is ink), and an ink map in which grey is
the sum of all inks and red is what exceeds the paper's limit.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from publication.preflight.ink import Plane, read_plates, separate

DPI = 100
HEAVY = (200, 30, 30)
"""The map's colour for too much ink. A picture for the screen, so no palette colour is needed."""

RESOLUTION = 3
"""The limit is exceeded from this many per cent on: separation rounds to 1/255."""


def draw_separations(
    pdf: Path, out: Path, total_ink: float, pages: Sequence[int] = (), dpi: float = DPI
) -> tuple[Path, ...]:
    """Write the plates and ink maps of `pages` (all if empty) into the folder `out`, as PNG.

    Names are 007-cyan.png ... 007-ink.png. `total_ink` is in per cent. Raises CannotCheckError
    without Ghostscript.
    """
    out.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for first, last in _runs(pages):
        with tempfile.TemporaryDirectory(prefix="plates-", dir=out) as folder:
            separate(pdf, Path(folder), first, last, dpi)
            for page, plates in read_plates(Path(folder), first - 1):
                written += _draw(page, plates, out, total_ink)
    return tuple(written)


def ink_map(plates: dict[str, Plane], total_ink: float) -> NDArray[np.uint8]:
    """The sum of all plates as a picture, height x width x 3: grey up to the limit, red beyond."""
    total = np.sum([plane.astype(np.float32) for plane in plates.values()], axis=0) / 2.55
    grey = 255 - np.clip(total / total_ink, 0, 1) * 200
    picture = np.repeat(grey[..., None], 3, axis=2)
    picture[total > total_ink + RESOLUTION] = HEAVY
    return picture.astype(np.uint8)


def _draw(page: int, plates: dict[str, Plane], out: Path, total_ink: float) -> Iterator[Path]:
    """One page: its plates, then its map."""
    for name, plane in plates.items():
        word = "".join(letter if letter.isalnum() else "-" for letter in name.casefold())
        yield _save(Image.fromarray(255 - plane), out / f"{page:03}-{word}.png")
    yield _save(Image.fromarray(ink_map(plates, total_ink)), out / f"{page:03}-ink.png")


def _save(picture: Image.Image, path: Path) -> Path:
    picture.save(path)
    return path


def _runs(pages: Sequence[int]) -> list[tuple[int, int]]:
    """First and last of every unbroken run of pages; all pages where none is named."""
    if not pages:
        return [(1, 100_000)]
    ordered = sorted(set(pages))
    breaks = [n for n, (one, other) in enumerate(pairwise(ordered), 1) if other != one + 1]
    starts, ends = [0, *breaks], [*breaks, len(ordered)]
    return [(ordered[a], ordered[b - 1]) for a, b in zip(starts, ends, strict=True)]
