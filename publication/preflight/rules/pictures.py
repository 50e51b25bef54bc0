"""Pictures: sharp enough, not needlessly large, stored as presses can read them."""

from __future__ import annotations

from collections.abc import Iterator

from publication.preflight.checks import Found, check, error, warning
from publication.preflight.facts import File
from publication.preflight.job import Job
from publication.preflight.profile import Profile
from publication.preflight.reading.geometry import place
from publication.preflight.reading.marks import Picture

FLAT = 16
"""Pictures of fewer pixels a side are flat colour or a test: resolution says nothing of them."""


@check("pictures.resolution")
def resolution(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """A picture with too few pixels for its size looks soft or stepped; with far too many it only
    makes the file slow. Aim at 300 pixels an inch at the printed size."""
    for picture in _pictures(file, one_bit=False):
        yield from _judge(file, picture, "image_ppi_least", "image_ppi", profile)
        most = profile["image_ppi_waste"]
        if min(picture.ppi) > most:
            words = f"{_words(file, picture)}: more than {most:g} is waste"
            yield warning(words, picture.page)


@check("pictures.bitmaps")
def bitmaps(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """Pictures of pure black and white have no greys to soften their edges, so they need far more
    pixels: 800 to 1200 an inch."""
    for picture in _pictures(file, one_bit=True):
        yield from _judge(file, picture, "bitmap_ppi_least", "bitmap_ppi", profile)


@check("pictures.storage")
def storage(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """JPEG 2000 and 16 bits a channel are legal, but older RIPs stumble over them. Save pictures
    as JPEG or Flate with 8 bits."""
    for picture in _pictures(file):
        if "JPXDecode" in picture.filters:
            yield warning(f"picture {picture.name} is stored as JPEG 2000", picture.page)
        if picture.bits > 8:
            yield warning(f"picture {picture.name} has {picture.bits} bits a channel", picture.page)


def _pictures(file: File, one_bit: bool | None = None) -> Iterator[Picture]:
    """Pictures of pictures: all, the 1-bit ones, or the others."""
    for sheet in file.sheets:
        for picture in sheet.pictures:
            if one_bit is None or (picture.bits == 1) is one_bit:
                yield picture


def _judge(
    file: File, picture: Picture, least: str, wanted: str, profile: Profile
) -> Iterator[Found]:
    ppi = min(picture.ppi)
    if min(picture.pixels) < FLAT or not ppi:
        return
    if ppi < profile[least]:
        yield error(f"{_words(file, picture)}, at least {profile[least]:g}", picture.page)
    elif ppi < profile[wanted]:
        yield warning(f"{_words(file, picture)}, better {profile[wanted]:g}", picture.page)


def _words(file: File, picture: Picture) -> str:
    where = place(picture.box, file.trim(picture.page))
    return f"picture {picture.name} has {min(picture.ppi):.0f} pixels an inch, {where}"
