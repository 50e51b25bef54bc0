"""Page boxes: where the sheet is cut, and how far colour runs beyond the cut."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from publication.message import Message, said
from publication.preflight.checks import Found, check, error, warning
from publication.preflight.facts import File, PageBoxes
from publication.preflight.job import Job
from publication.preflight.profile import Profile
from publication.preflight.reading.geometry import PT, Box, place, size_mm, within
from publication.preflight.reading.marks import Mark

MM = 0.05
"""Two sizes nearer than this (mm) are the same."""

ROUNDING = 0.02
"""Boxes are written with few decimals: so much bleed (mm) may be missing."""

SIDES = ("left", "bottom", "right", "top")
SIDE_WORDS = {
    "left": said("left"),
    "bottom": said("bottom"),
    "right": said("right"),
    "top": said("top"),
}


@check("boxes.complete")
def complete(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """Every page needs a trim box (or an art box, not both), and trim must lie in bleed, bleed in
    the sheet: without them the printer guesses where to cut."""
    for page in file.boxes:
        yield from (error(fault, page.number) for fault in _box_faults(page))


def _box_faults(page: PageBoxes) -> Iterator[Message]:
    if page.trim is None and page.art is None:
        yield said("the page has no trim box")
    elif page.trim is not None and page.art is not None:
        yield said("the page has both a trim box and an art box")
    if page.bleed is not None and not within(page.final, page.bleed):
        yield said("the trim is larger than the bleed")
    if not within(page.bleed or page.final, page.media):
        yield said("the bleed or trim is larger than the sheet")
    if page.crop is not None and not (
        within(page.crop, page.media) and within(page.media, page.crop)
    ):
        yield said("a crop box hides part of the sheet")


@check("boxes.same-size")
def same_size(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """All pages of a book are cut to one size, upright. A page of another size was exported with
    other settings: make it again."""
    sizes = [tuple(round(side, 1) for side in size_mm(page.final)) for page in file.boxes]
    if not sizes:
        return
    usual = job.trim or Counter(sizes).most_common(1)[0][0]
    for page, size in zip(file.boxes, (size_mm(page.final) for page in file.boxes), strict=True):
        if any(abs(a - b) > MM for a, b in zip(size, usual, strict=True)):
            yield error(_sized(size, usual), page.number)
        if page.rotate:
            turned = said("the page is turned by {degrees} degrees", degrees=page.rotate)
            yield error(turned, page.number)
        if page.user_unit != 1:
            scaled = said("the page is scaled by {unit:g} (UserUnit)", unit=page.user_unit)
            yield error(scaled, page.number)


def _sized(size: tuple[float, float], usual: tuple[float, ...]) -> Message:
    return said(
        "the page is {width:.1f} x {height:.1f} mm, not {usual_width:g} x {usual_height:g}",
        width=size[0],
        height=size[1],
        usual_width=usual[0],
        usual_height=usual[1],
    )


@check("boxes.bleed")
def bleed(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """Colour that runs off the page must run on beyond the cut, or a white thread shows where the
    knife is a hair off. Set the bleed in the export, on all four sides."""
    for page in file.boxes:
        bled, final = page.bleed or page.media, page.final
        room = (final[0] - bled[0], final[1] - bled[1], bled[2] - final[2], bled[3] - final[3])
        least = min(room) / PT
        if least < profile["bleed"] - ROUNDING:
            side = SIDES[room.index(min(room))]
            words = said(
                "{least:.2f} mm of bleed on the {side}, {wanted:g} are wanted",
                least=least,
                side=SIDE_WORDS[side],
                wanted=profile["bleed"],
            )
            yield error(words, page.number)


@check("boxes.inked-bleed")
def inked_bleed(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """Something is coloured up to the cut but not beyond it: a white thread will show. Draw it out
    to the edge of the bleed."""
    for page in file.ink.pages:
        for side, length in page.unbled.items():
            if length > profile["bleed_touch_length"]:
                words = said(
                    "on the {side}, {length:.0f} mm of colour end at the cut",
                    side=SIDE_WORDS[side],
                    length=length,
                )
                yield warning(words, page.page)


@check("boxes.safe")
def safe(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """Text too near the cut looks like a mistake, or is cut. Move it inwards."""
    for page in file.boxes:
        near = [
            (_margin(mark.box, page.final), mark)
            for mark in file.sheets[page.number - 1].marks
            if mark.kind == "text" and mark.alpha > 0 and _touches(mark, page)
        ]
        if not near:
            continue
        margin, mark = min(near, key=lambda pair: pair[0])
        if margin < profile["safe"]:
            words = said(
                "text {room:.1f} mm from the cut, {where}",
                room=max(margin, 0.0),
                where=place(mark.box, page.final),
            )
            bad = margin < profile["safe_least"]
            yield error(words, page.number) if bad else warning(words, page.number)


@check("boxes.gutter", parts=("body",))
def gutter(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """A glued book does not open flat: text near the spine disappears in it. Widen the inner
    margin."""
    if not job.bound:
        return
    for page in file.boxes:
        right_hand = page.number % 2 == 1
        texts = [m for m in file.sheets[page.number - 1].marks if m.kind == "text"]
        rooms = [
            (m.box[0] - page.final[0] if right_hand else page.final[2] - m.box[2]) / PT
            for m in texts
        ]
        if rooms and min(rooms) < profile["gutter"]:
            words = said(
                "text {room:.1f} mm from the spine, {wanted:g} are wanted",
                room=min(rooms),
                wanted=profile["gutter"],
            )
            yield warning(words, page.number)


def _touches(mark: Mark, page: PageBoxes) -> bool:
    """Whether a mark is on the finished page at all: printer's marks are not."""
    final = page.final
    return (
        mark.box[2] > final[0]
        and mark.box[0] < final[2]
        and mark.box[3] > final[1]
        and mark.box[1] < final[3]
    )


def _margin(box: Box, final: Box) -> float:
    """How far a box stays inside another, in mm; negative where it sticks out."""
    inside = (box[0] - final[0], box[1] - final[1], final[2] - box[2], final[3] - box[3])
    return min(inside) / PT
