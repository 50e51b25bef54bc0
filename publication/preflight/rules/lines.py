"""Lines and overprint."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from publication.message import Message, said
from publication.preflight.checks import Found, check, error, warning
from publication.preflight.facts import File
from publication.preflight.job import Job
from publication.preflight.profile import Profile
from publication.preflight.reading.geometry import place
from publication.preflight.reading.marks import KINDS, Mark

MARGIN = 0.005
LINES = ("stroke", "bar")


@check("lines.width")
def width(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """Lines this thin break up in print; a width of nothing is as thin as the plate can hold. Draw
    them thicker."""
    most, least = profile["line"], profile["line_least"]
    bad, poor = said("under {least:g} pt", least=least), said("under {least:g} pt", least=most)
    yield from _thinnest(file, error, lambda m: m.size < least - MARGIN, bad)
    yield from _thinnest(file, warning, lambda m: least - MARGIN <= m.size < most - MARGIN, poor)


@check("lines.mixed")
def mixed(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """A thin line that is screened, white, or of several inks turns into dots or coloured threads.
    Draw it thicker, or in one full ink."""
    least, finest = profile["line_mixed"], profile["line"]

    def fragile(mark: Mark) -> bool:
        plain = len(mark.paint.used) == 1 and mark.paint.full
        return mark.paint.plates is not None and not plain

    yield from _thinnest(
        file,
        warning,
        lambda m: fragile(m) and finest - MARGIN <= m.size < least - MARGIN,
        said("under {least:g} pt in screened, white or mixed ink", least=least),
    )


@check("lines.overprint")
def overprint(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """Thin black lines that knock out the colour below show white rims. Let full black
    overprint."""
    most = profile["black_line_overprint"]
    yield from _thinnest(
        file,
        warning,
        lambda m: m.paint.solid_black and not m.overprint and m.size < most - MARGIN,
        said("in full black that does not overprint"),
    )


@check("overprint.white")
def white(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """White that overprints vanishes on the press, though it is seen on screen. Switch overprint
    off for white."""
    for sheet in file.sheets:
        found = [m for m in sheet.marks if m.overprint and m.paint.white and _vanishes(m)]
        if found:
            where = place(found[0].box, file.trim(sheet.number))
            words = said(
                "{count} white marks overprint, the first {where} ({kind})",
                count=len(found),
                where=where,
                kind=KINDS.get(found[0].kind, found[0].kind),
            )
            yield error(words, sheet.number)


@check("overprint.grey")
def grey(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """Grey in DeviceGray does not overprint like black in CMYK: overprint mode 1 does not hold for
    it, so it knocks out on some RIPs and not on others. Write it in CMYK."""
    for sheet in file.sheets:
        found = [m for m in sheet.marks if m.overprint and m.paint.space == "DeviceGray"]
        if found and not all(mark.paint.white for mark in found):
            what = said("{count} marks in DeviceGray overprint", count=len(found))
            yield warning(what, sheet.number)


def _vanishes(mark: Mark) -> bool:
    """Whether overprinting this white leaves what is below: mode 1 in CMYK, or other plates."""
    if mark.paint.space == "DeviceCMYK":
        return mark.opm == 1
    return mark.paint.space in ("Separation", "DeviceN")


def _thinnest(
    file: File, report: Callable[..., Found], wrong: Callable[[Mark], bool], what: Message
) -> Iterator[Found]:
    """One finding a file: how many lines, where, and the thinnest with its place."""
    found = [mark for mark in file.marks if mark.kind in LINES and wrong(mark)]
    if not found:
        return
    thin = min(found, key=lambda mark: mark.size)
    where = place(thin.box, file.trim(thin.page))
    words = said(
        "{count} lines {what}; the thinnest {size:.2f} pt, page {page}, {where}",
        count=len(found),
        what=what,
        size=thin.size,
        page=thin.page,
        where=where,
    )
    yield report(words, *(mark.page for mark in found))
