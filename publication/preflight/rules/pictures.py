"""Pictures: sharp enough, not needlessly large, stored as presses can read them."""

from __future__ import annotations

from collections.abc import Iterator

from publication.message import Message, said
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
            words = said(
                "{picture}: more than {most:g} is waste", picture=_words(file, picture), most=most
            )
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
            what = said("picture {name} is stored as JPEG 2000", name=picture.name)
            yield warning(what, picture.page)
        if picture.bits > 8:
            what = said(
                "picture {name} has {bits} bits a channel", name=picture.name, bits=picture.bits
            )
            yield warning(what, picture.page)


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
        what = said(
            "{picture}, at least {least:g}", picture=_words(file, picture), least=profile[least]
        )
        yield error(what, picture.page)
    elif ppi < profile[wanted]:
        what = said(
            "{picture}, better {wanted:g}", picture=_words(file, picture), wanted=profile[wanted]
        )
        yield warning(what, picture.page)


def _words(file: File, picture: Picture) -> Message:
    where = place(picture.box, file.trim(picture.page))
    return said(
        "picture {name} has {ppi:.0f} pixels an inch, {where}",
        name=picture.name,
        ppi=min(picture.ppi),
        where=where,
    )
