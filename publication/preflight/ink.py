"""How much ink lies where: the plates of every page, as Ghostscript separates them.

At 72 dots an inch one dot is one point, so places need no conversion. Pages come in blocks: the
plates of one block are read, measured and deleted before the next.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

from publication.preflight.reading.geometry import PT, Box
from publication.preflight.tools import RefusedError, run_tool

if TYPE_CHECKING:
    from publication.preflight.facts import PageBoxes

DPI = 72
BLOCK = 16
"""Pages a block: plates of 16 sheets of 216 x 276 mm take some 40 MB on disk."""

INKED = 5.0
"""Per cent of ink from which a dot counts as printed."""

SMALL_TALK = (
    "GPL Ghostscript", "Copyright", "This software", "see the file", "Processing pages", "Page ",
    "%%SeparationName", "The following warnings were", "**** The file was produced", "**** >>>>",
    "**** Please notify", "**** file that it does not", "**** specification",
)  # fmt: skip
"""What Ghostscript says of every file, and how it wraps what it says of this one."""

PLATE = re.compile(r"^(?P<page>\d+)\((?P<plate>.+)\)\.tif$", re.DOTALL)

Plane = NDArray[np.uint8]
Inks = NDArray[np.float32]


@dataclass(frozen=True)
class Blob:
    """A spot with too much ink: its area in mm2, its most ink, its box in points."""

    area: float
    most: float
    box: Box


@dataclass(frozen=True)
class PageInk:
    """The ink of a page.

    plates  mean ink by plate, per cent
    blobs   spots over each limit asked for
    unbled  side -> mm along the trim where ink stops short of the bleed
    """

    page: int
    plates: Mapping[str, float]
    most: float
    blobs: Mapping[float, tuple[Blob, ...]]
    unbled: Mapping[str, float]

    @property
    def empty(self) -> bool:
        return not any(self.plates.values())


@dataclass(frozen=True)
class InkReport:
    """Every page's ink, and what the separating program complained about."""

    pages: tuple[PageInk, ...]
    complaints: str


def measure_ink(
    pdf: Path, boxes: Sequence[PageBoxes], area: float, limits: Sequence[float], cache: Path
) -> InkReport:
    """Separate all pages and measure them.

    `area` in mm2, `limits` in per cent: spots of more ink than a limit and at least `area` are
    kept. Raises CannotCheckError without Ghostscript, RefusedError where it gives the file up.
    """
    cache.mkdir(parents=True, exist_ok=True)
    pages: list[PageInk] = []
    complaints: list[str] = []
    for start in range(0, len(boxes), BLOCK):
        block = boxes[start : start + BLOCK]
        folder = Path(tempfile.mkdtemp(prefix="plates-", dir=cache))
        try:
            complaints.append(separate(pdf, folder, start + 1, start + len(block), DPI))
            for page, plates in read_plates(folder, start):
                pages.append(_measure(page, plates, boxes[page - 1], area, limits))
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    if len(pages) != len(boxes):
        raise RefusedError(f"Ghostscript separated {len(pages)} of {len(boxes)} pages")
    return InkReport(tuple(pages), "\n".join(filter(None, complaints)))


def separate(pdf: Path, folder: Path, first: int, last: int, dpi: float) -> str:
    """Write one greyscale picture a plate and page into `folder`; return what was complained of."""
    done = run_tool(
        ["gs", "-dSAFER", "-dNOPAUSE", "-dBATCH", "-sDEVICE=tiffsep", f"-r{dpi:g}",
         "-dOverprint=/enable", "-dMaxSpots=16", f"-dFirstPage={first}", f"-dLastPage={last}",
         "-o", str(folder / "%d.tif"), str(pdf)]
    )  # fmt: skip
    if done.code:
        raise RefusedError(f"Ghostscript gave up: {_last(done.err or done.out)}")
    said = (line.strip() for line in (done.out + "\n" + done.err).splitlines())
    return "\n".join(line for line in said if line and not line.startswith(SMALL_TALK))


def _last(said: str) -> str:
    """The last line of a program's farewell: the error itself."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return lines[-1][:200] if lines else "without a word"


def read_plates(folder: Path, before: int = 0) -> Iterator[tuple[int, dict[str, Plane]]]:
    """The plates of every page in order, 255 for full ink; page numbers start after `before`."""
    found: dict[int, dict[str, Path]] = {}
    for path in folder.iterdir():
        if match := PLATE.match(path.name):
            found.setdefault(int(match["page"]), {})[match["plate"]] = path
    for page in sorted(found):
        yield page + before, {name: _plane(path) for name, path in sorted(found[page].items())}


def _plane(path: Path) -> Plane:
    with Image.open(path) as picture:
        return 255 - np.asarray(picture.convert("L"))


def _measure(
    page: int,
    plates: Mapping[str, Plane],
    boxes: PageBoxes,
    area: float,
    limits: Sequence[float],
) -> PageInk:
    total = np.zeros(next(iter(plates.values())).shape, dtype=np.float32)
    for plane in plates.values():
        total += plane
    total /= 2.55
    return PageInk(
        page=page,
        plates={name: float(plane.mean()) / 2.55 for name, plane in plates.items()},
        most=float(total.max()),
        blobs={limit: tuple(_blobs(total, boxes.media, area, limit)) for limit in limits},
        unbled=_unbled(total, boxes),
    )


def _blobs(total: Inks, media: Box, area: float, limit: float) -> Iterator[Blob]:
    """Connected spots of more ink than allowed, largest first."""
    over = total > limit + 0.5  # rounding of four plates
    if not over.any():
        return
    labels, _ = ndimage.label(over)
    sizes = np.bincount(labels.ravel()) / PT**2
    slices = ndimage.find_objects(labels)
    for label in np.argsort(sizes[1:])[::-1] + 1:
        if sizes[label] < area:
            return
        rows, columns = slices[label - 1]
        spot = total[rows, columns][labels[rows, columns] == label]
        left, top = media[0] + columns.start, media[3] - rows.start
        box = (left, media[3] - rows.stop, media[0] + columns.stop, top)
        yield Blob(float(sizes[label]), float(spot.max()), box)


def _unbled(total: Inks, boxes: PageBoxes) -> dict[str, float]:
    """Per side: how much of the trim's length has ink just inside, but none where the bleed ends.

    A coloured area that stops at the trim leaves a white thread when the knife is a hair off.
    """
    if boxes.trim is None or boxes.bleed is None:
        return {}
    rows, columns = total.shape
    left, right = boxes.trim[0] - boxes.media[0], boxes.trim[2] - boxes.media[0]
    top, bottom = boxes.media[3] - boxes.trim[3], boxes.media[3] - boxes.trim[1]
    inside = {
        "left": total[:, _index(left + 1, columns)],
        "right": total[:, _index(right - 1.5, columns)],
        "top": total[_index(top + 1, rows), :],
        "bottom": total[_index(bottom - 1.5, rows), :],
    }
    outside = {
        "left": total[:, _index(boxes.bleed[0] - boxes.media[0] + 1, columns)],
        "right": total[:, _index(boxes.bleed[2] - boxes.media[0] - 2, columns)],
        "top": total[_index(boxes.media[3] - boxes.bleed[3] + 1, rows), :],
        "bottom": total[_index(boxes.media[3] - boxes.bleed[1] - 2, rows), :],
    }
    short = {side: (inside[side] > INKED) & (outside[side] <= INKED) for side in inside}
    return {side: float(bare.sum()) / PT for side, bare in short.items() if bare.any()}


def _index(points: float, size: int) -> int:
    return min(max(int(points), 0), size - 1)
