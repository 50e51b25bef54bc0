"""Type on the press: embedded, large enough, black as one ink."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from publication.message import Message, said
from publication.preflight.checks import Found, check, error, warning
from publication.preflight.facts import File
from publication.preflight.job import Job
from publication.preflight.profile import Profile
from publication.preflight.reading.geometry import place
from publication.preflight.reading.marks import Mark
from publication.preflight.reading.typefaces import is_courier

DARK = 0.85
"""Black of at least this tint, with colour below it, is rich black."""

MARGIN = 0.01
"""Sizes are sums of many factors: a hundredth of a point is no difference."""


@check("type.embedded")
def embedded(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """A font that is not in the file is replaced by another one, and the lines break elsewhere.
    Embed all fonts."""
    seen: set[str] = set()
    for sheet in file.sheets:
        for name, font in sheet.fonts.items():
            if not font.embedded and name not in seen:
                seen.add(name)
                yield error(said("{font} is not embedded", font=name), sheet.number)


@check("type.subset")
def subset(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """A whole font in the file may be mixed up with another version at the printer's. Embed
    subsets."""
    seen: set[str] = set()
    for sheet in file.sheets:
        for name, font in sheet.fonts.items():
            if font.embedded and not font.subset and name not in seen:
                seen.add(name)
                yield warning(said("{font} is embedded whole", font=name), sheet.number)


@check("type.courier")
def courier(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """Courier is what a program sets when it has lost a font. Make sure that it is meant."""
    for sheet in file.sheets:
        names = sorted(name for name in sheet.fonts if is_courier(name))
        if names:
            yield warning(said("text is set in {fonts}", fonts=", ".join(names)), sheet.number)


@check("type.size")
def size(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """Type this small fills up or breaks. Set it larger."""
    least = profile["text_least"]
    what = said("under {least:g} pt", least=least)
    yield from _smallest(file, error, what, lambda mark: mark.size < least - MARGIN)


@check("type.mixed")
def mixed(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """Small type of two or more inks shows coloured rims when the press is out of register. Set it
    in one ink, larger, or bolder."""
    most, least = profile["text_mixed"], profile["text_mixed_least"]

    def several(mark: Mark) -> bool:
        return len(mark.paint.used) > 1 and not mark.paint.white

    bad = said("of several inks under {least:g} pt", least=least)
    yield from _smallest(file, error, bad, lambda m: several(m) and m.size < least - MARGIN)
    yield from _smallest(
        file,
        warning,
        said("of several inks under {least:g} pt", least=most),
        lambda m: several(m) and least - MARGIN <= m.size < most - MARGIN,
    )


@check("type.negative")
def negative(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """White type on a ground fills up from all sides. Set it larger, or in a sturdier weight."""
    least = profile["text_negative"]
    yield from _smallest(
        file,
        warning,
        said("in white under {least:g} pt", least=least),
        lambda mark: mark.paint.white and mark.size < least - MARGIN,
    )


@check("type.rich-black")
def rich_black(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """Black text printed with four inks gets coloured rims. Set text in black alone."""
    most = profile["rich_black_text"]

    def rich(mark: Mark) -> bool:
        plates = mark.paint.plates or {}
        return plates.get("Black", 0) >= DARK and len(mark.paint.used) > 1

    yield from _smallest(
        file,
        error,
        said("in rich black"),
        lambda mark: rich(mark) and mark.size <= most + MARGIN,
    )


@check("type.overprint")
def overprint(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """Black text that knocks a hole in the colour below shows a white rim when the press is out of
    register. Let full black overprint (overprint mode 1, in DeviceCMYK)."""
    most = profile["black_text_overprint"]

    def knocks_out(mark: Mark) -> bool:
        kept = mark.overprint and (mark.opm == 1 and mark.paint.space == "DeviceCMYK")
        separate = mark.overprint and mark.paint.space in ("Separation", "DeviceN")
        return mark.paint.solid_black and not kept and not separate

    yield from _smallest(
        file,
        warning,
        said("in full black that does not overprint"),
        lambda mark: mark.size < most and knocks_out(mark),
    )


def _smallest(
    file: File, report: Callable[..., Found], what: Message, wrong: Callable[[Mark], bool]
) -> Iterator[Found]:
    """One finding a file: how often, where, and the smallest of them with its place."""
    found = [mark for mark in file.marks if mark.kind == "text" and wrong(mark)]
    if not found:
        return
    small = min(found, key=lambda mark: mark.size)
    where = place(small.box, file.trim(small.page))
    words = said(
        "{count} pieces of text {what}; the smallest {size:.1f} pt, {font}, page {page}, {where}",
        count=len(found),
        what=what,
        size=small.size,
        font=small.font,
        page=small.page,
        where=where,
    )
    yield report(words, *(mark.page for mark in found))
