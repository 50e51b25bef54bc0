"""Transparency: blended in the inks of the press."""

from __future__ import annotations

from collections.abc import Iterator

from publication.message import joined, said
from publication.preflight.checks import Found, check, error
from publication.preflight.facts import File
from publication.preflight.job import Job
from publication.preflight.profile import Profile

INKS = ("DeviceCMYK", "ICCBased-CMYK")


@check("transparency.blend-space")
def blend_space(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """Where colours show through one another, the page must say in which inks they are mixed, or
    each program mixes differently. Give the page a group in DeviceCMYK."""
    for sheet, page in zip(file.sheets, file.pdf.pages, strict=True):
        group = page.obj.get("/Group")
        if sheet.blends and (group is None or "/CS" not in group):
            why = joined(sorted(sheet.blends), ", ")
            yield error(said("no blending space on a page with {why}", why=why), sheet.number)
        foreign = sorted(space for space in sheet.groups if space and space not in INKS)
        if foreign:
            what = said("transparency is blended in {spaces}", spaces=", ".join(foreign))
            yield error(what, sheet.number)


@check("transparency.mask-space")
def mask_space(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """A soft mask is read as light. In RGB its meaning depends on a profile; in grey it does
    not."""
    for sheet in file.sheets:
        spaces = {space for space, where in sheet.spaces if where == "soft mask"}
        foreign = sorted(spaces - {"DeviceGray", "none"})
        if foreign:
            what = said("a soft mask in {spaces}", spaces=", ".join(foreign))
            yield error(what, sheet.number)
