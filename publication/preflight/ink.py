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

from publication.message import Message, foreign, said
from publication.preflight.reading.geometry import PT, Box
from publication.preflight.tools import RefusedError, run_tool

if TYPE_CHECKING:
    from publication.preflight.facts import PageBoxes

DPI = 72
BLOCK = 16
"""Pages a block: plates of 16 sheets of 216 x 276 mm take some 40 MB on disk."""

SMALLEST = 20
"""Points a side: smaller pages have no edges to compare."""

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
        raise RefusedError(
            said(
                "Ghostscript separated {count} of {total} pages",
                count=len(pages),
                total=len(boxes),
            )
        )
    return InkReport(tuple(pages), "\n".join(filter(None, complaints)))


def separate(pdf: Path, folder: Path, first: int, last: int, dpi: float) -> str:
    """Write one greyscale picture a plate and page into `folder`; return what was complained of."""
    done = run_tool(
        ["gs", "-dSAFER", "-dNOPAUSE", "-dBATCH", "-sDEVICE=tiffsep", f"-r{dpi:g}",
         "-dOverprint=/enable", "-dMaxSpots=16", f"-dFirstPage={first}", f"-dLastPage={last}",
         "-o", str(folder / "%d.tif"), str(pdf)]
    )  # fmt: skip
    if done.code:
        raise RefusedError(said("Ghostscript gave up: {words}", words=_last(done.err or done.out)))
    told = (line.strip() for line in (done.out + "\n" + done.err).splitlines())
    return "\n".join(line for line in told if line and not line.startswith(SMALL_TALK))


def _last(told: str) -> Message:
    """The last line of a program's farewell: the error itself."""
    lines = [line.strip() for line in told.splitlines() if line.strip()]
    return foreign(lines[-1][:200]) if lines else said("without a word")


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
    """Measure what lies within the bleed: printer's marks beyond it do not count."""
    rows, columns, seen = _window(boxes, next(iter(plates.values())).shape)
    planes = {name: plane[rows, columns] for name, plane in plates.items()}
    total = np.sum([plane.astype(np.float32) for plane in planes.values()], axis=0) / 2.55
    return PageInk(
        page=page,
        plates={name: float(plane.mean()) / 2.55 for name, plane in planes.items()},
        most=float(total.max()),
        blobs={limit: tuple(_blobs(total, seen, area, limit)) for limit in limits},
        unbled=_unbled(total, boxes.trim, boxes.bleed, seen),
    )


def _window(boxes: PageBoxes, shape: tuple[int, ...]) -> tuple[slice, slice, Box]:
    """Rows and columns of the bleed (or of the page, without one), and their box in points."""
    media, box = boxes.media, boxes.bleed or boxes.final
    top, left = _index(media[3] - box[3], shape[0]), _index(box[0] - media[0], shape[1])
    bottom = min(max(round(media[3] - box[1]), top + 1), shape[0])
    right = min(max(round(box[2] - media[0]), left + 1), shape[1])
    seen = (media[0] + left, media[3] - bottom, media[0] + right, media[3] - top)
    return slice(top, bottom), slice(left, right), seen


def _blobs(total: Inks, seen: Box, area: float, limit: float) -> Iterator[Blob]:
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
        left, top = seen[0] + columns.start, seen[3] - rows.start
        box = (left, seen[3] - rows.stop, seen[0] + columns.stop, top)
        yield Blob(float(sizes[label]), float(spot.max()), box)


def _unbled(total: Inks, trim: Box | None, bleed: Box | None, seen: Box) -> dict[str, float]:
    """Per side: how much of the trim's length has ink just inside, but none where the bleed ends.

    A coloured area that stops at the trim leaves a white thread when the knife is a hair off.
    """
    rows, columns = total.shape
    if trim is None or bleed is None or min(rows, columns) < SMALLEST:
        return {}
    inner = {
        "left": total[:, _index(trim[0] - seen[0] + 1, columns)],
        "right": total[:, _index(trim[2] - seen[0] - 1.5, columns)],
        "top": total[_index(seen[3] - trim[3] + 1, rows), :],
        "bottom": total[_index(seen[3] - trim[1] - 1.5, rows), :],
    }
    outer = {
        "left": total[:, 1],
        "right": total[:, columns - 3],
        "top": total[1, :],
        "bottom": total[rows - 3, :],
    }
    short = {side: (inner[side] > INKED) & (outer[side] <= INKED) for side in inner}
    return {side: float(bare.sum()) / PT for side, bare in short.items() if bare.any()}


def _index(points: float, size: int) -> int:
    return min(max(int(points), 0), size - 1)
