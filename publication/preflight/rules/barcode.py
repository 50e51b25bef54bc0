"""The barcode on the cover: read back as a till reads it, and measured."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2
import zxingcpp

from publication.message import Message, said
from publication.preflight.checks import Found, check, error, warning
from publication.preflight.facts import File
from publication.preflight.job import Job
from publication.preflight.profile import Profile
from publication.preflight.reading.geometry import PT, Box, common, place

DPI = 300
"""The least resolution at which a symbol of 80 % is found in a picture of the page."""

CLOSE = 3
"""How much larger a symbol is looked at to be read: at 300 dpi, where a module is four pixels, some
of its lines are now and then read as another number."""

MODULE, MODULES = 0.33, 95
QUIET_LEFT, QUIET_RIGHT = 11, 7
SIZE_ROUNDING = 0.03


@dataclass(frozen=True)
class Symbol:
    """A barcode as found on the page: what it says, its box in points without quiet zones."""

    text: str
    box: Box

    @property
    def scale(self) -> float:
        return (self.box[2] - self.box[0]) / PT / (MODULE * MODULES)


@check("barcode.reads", parts=("cover",))
def reads(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """The till must read exactly this edition's ISBN. Place the barcode on the back cover, upright
    and unscaled."""
    wanted = job.isbn.replace("-", "")
    if not wanted:
        return
    texts = [symbol.text for symbol in symbols(file)]
    if not texts:
        yield error(_unread(wanted), 1)
    for text in texts:
        if text != wanted:
            what = said("the barcode says {text}, the ISBN is {wanted}", text=text, wanted=wanted)
            yield error(what, 1)


def _unread(wanted: str) -> Message:
    return said("no barcode can be read on the cover; it should say {wanted}", wanted=wanted)


@check("barcode.size", parts=("cover",))
def size(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """Barcodes are printed at 80 to 200 per cent of their size of 31.35 mm over the bars; below,
    scanners fail."""
    least, most = profile["barcode_scale"], profile["barcode_scale_most"]
    for symbol in symbols(file):
        if not least - SIZE_ROUNDING <= symbol.scale <= most + SIZE_ROUNDING:
            yield error(said("the barcode is printed at {scale:.0%}", scale=symbol.scale), 1)


@check("barcode.black", parts=("cover",))
def black(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """Bars are full black alone on white: bars of several inks blur, and scanners see red as
    white."""
    for symbol in symbols(file):
        box = symbol.box
        inside = [m for m in file.sheets[0].marks if _within(m.box, box) and m.kind != "text"]
        wrong = [m for m in inside if not (m.paint.solid_black or m.paint.white)]
        if wrong:
            used = "/".join(wrong[0].paint.used) or wrong[0].paint.space
            yield error(said("the barcode is printed in {used}", used=used), 1)


@check("barcode.quiet", parts=("cover",))
def quiet(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """A scanner finds the symbol by the white beside it: 11 modules on the left, 7 on the right.
    Keep the box white and free."""
    for symbol in symbols(file):
        module = (symbol.box[2] - symbol.box[0]) / MODULES
        left, bottom, right, top = symbol.box
        low, high = bottom + (top - bottom) * 0.4, top - (top - bottom) * 0.3
        zones = (
            (left - QUIET_LEFT * module + 0.5, low, left - 1, high),
            (right + 1, low, right + QUIET_RIGHT * module - 0.5, high),
        )
        if any(_inked(file, zone) for zone in zones):
            where = place(symbol.box, file.trim(1))
            yield error(said("the quiet zone is not white, {where}", where=where), 1)


@check("barcode.place", parts=("cover",))
def position(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """A barcode near the cut or round the spine cannot be scanned. Keep it 10 mm from both."""
    final = file.trim(1)
    edges = [0.0, *job.folds, (final[2] - final[0]) / PT]
    least = profile["barcode_edge"]
    for symbol in symbols(file):
        left, right = ((symbol.box[i] - final[0]) / PT for i in (0, 2))
        bottom, top = (symbol.box[1] - final[1]) / PT, (final[3] - symbol.box[3]) / PT
        sideways = min(abs(side - edge) for side in (left, right) for edge in edges)
        across = any(left < edge < right for edge in edges)
        nearest = 0.0 if across else min(sideways, bottom, top)
        if nearest < least:
            what = said("the barcode is {nearest:.1f} mm from trim or spine", nearest=nearest)
            yield warning(what, 1)


def symbols(file: File) -> tuple[Symbol, ...]:
    """The EAN-13 symbols on the first page, read once from a picture of it."""
    cached = file.__dict__.get("symbols")
    if cached is None:
        cached = file.__dict__["symbols"] = tuple(_read(file))
    return tuple(cached)


def _read(file: File) -> Iterator[Symbol]:
    media, scale = file.boxes[0].media, DPI / 72
    with pypdfium2.PdfDocument(file.path) as pdf:
        places: list[Box] = []
        for found in _found(pdf[0].render(scale=scale).to_pil()):
            box = _box(found, scale, media)
            if not any(common(box, other) for other in places):
                places.append(box)
        for box in places:
            whole = _whole(file, box)
            yield from (Symbol(text, whole) for text in _closely(pdf[0], whole, media))


def _found(picture: Any) -> list[Any]:
    return list(zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.EAN13))


def _box(found: Any, scale: float, media: Box) -> Box:
    """Where a symbol was found, in points of the page."""
    corners = found.position
    points = (corners.top_left, corners.top_right, corners.bottom_left, corners.bottom_right)
    xs, ys = [p.x / scale for p in points], [p.y / scale for p in points]
    return media[0] + min(xs), media[3] - max(ys), media[0] + max(xs), media[3] - min(ys)


def _closely(page: Any, box: Box, media: Box) -> tuple[str, ...]:
    """What a symbol says, read from a larger picture of it with its quiet zones."""
    room = QUIET_LEFT * MODULE * PT
    crop = (
        max(0.0, box[0] - room - media[0]),
        max(0.0, box[1] - room - media[1]),
        max(0.0, media[2] - box[2] - room),
        max(0.0, media[3] - box[3] - room),
    )
    picture = page.render(scale=CLOSE * DPI / 72, crop=crop).to_pil()
    return tuple(dict.fromkeys(found.text for found in _found(picture)))


def _whole(file: File, box: Box) -> Box:
    """The symbol's box from its drawn bars, since a reader reports only the line it read."""
    low, high = box[1] - 100, box[3] + 100
    bars = [
        mark.box
        for mark in file.sheets[0].marks
        if mark.kind in ("bar", "fill", "stroke")
        and mark.paint.solid_black
        and common(mark.box, (box[0] - 1, low, box[2] + 1, high))
    ]
    if not bars:
        return box
    return (
        min(bar[0] for bar in bars),
        min(bar[1] for bar in bars),
        max(bar[2] for bar in bars),
        max(bar[3] for bar in bars),
    )


def _within(inner: Box, outer: Box) -> bool:
    return (
        inner[0] >= outer[0]
        and inner[2] <= outer[2]
        and inner[1] >= outer[1]
        and inner[3] <= outer[3]
    )


def _inked(file: File, zone: Box) -> bool:
    """Whether the page is anything but white in a zone, as rendered."""
    scale, media = DPI / 72, file.boxes[0].media
    with pypdfium2.PdfDocument(file.path) as pdf:
        picture = pdf[0].render(scale=scale).to_pil().convert("L")
    left, right = ((zone[i] - media[0]) * scale for i in (0, 2))
    top, bottom = (media[3] - zone[3]) * scale, (media[3] - zone[1]) * scale
    crop = picture.crop((round(left), round(top), round(right), round(bottom)))
    return bool(crop.getextrema()[0] < 250)
