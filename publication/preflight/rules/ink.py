"""How much ink lies on one spot."""

from __future__ import annotations

from collections.abc import Iterator

from publication.message import Message, joined, said
from publication.preflight.checks import Found, check, error, warning
from publication.preflight.facts import File
from publication.preflight.ink import Blob
from publication.preflight.job import Job
from publication.preflight.profile import Profile
from publication.preflight.reading.geometry import place


@check("ink.total")
def total(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """Too much ink does not dry: it sets off on the next sheet and fills shadows. Separate the
    picture again with the paper's profile, or take a lighter colour."""
    wanted, most = profile["total_ink"], profile["total_ink_most"]
    for page in file.ink.pages:
        over = page.blobs.get(most, ())
        if over:
            yield error(_words(over[0], len(over), most, file, page.page), page.page)
        elif light := page.blobs.get(wanted, ()):
            yield warning(_words(light[0], len(light), wanted, file, page.page), page.page)


def _words(blob: Blob, count: int, limit: float, file: File, page: int) -> Message:
    where = place(blob.box, file.trim(page))
    words = said(
        "{most:.0f} % of ink on {area:.0f} mm2, {where} (limit {limit:g} %)",
        most=blob.most,
        area=blob.area,
        where=where,
        limit=limit,
    )
    return joined([words, said("{count} more such spots", count=count - 1)]) if count > 1 else words
