"""Colour spaces: only the inks of the press, each plate ordered."""

from __future__ import annotations

from collections.abc import Iterator

from pikepdf import Array, Dictionary, Name

from publication.message import Message, joined, said
from publication.preflight.checks import Found, check, error, warning
from publication.preflight.facts import File
from publication.preflight.job import Job
from publication.preflight.profile import Profile
from publication.preflight.reading.marks import KINDS, PROCESS, Sheet

INKS = frozenset({"DeviceCMYK", "DeviceGray", "Separation", "DeviceN", "Pattern", "none"})
"""Spaces that say how much ink: everything else has to be converted by somebody."""

RESERVED = frozenset({"All", "None", *PROCESS})


@check("colour.inks")
def inks(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """A press prints ink. RGB, Lab and tagged colours are converted by the RIP in ways nobody has
    seen beforehand. Convert them yourself, by the palette or through the output profile."""
    for sheet in file.sheets:
        yield from (error(words, sheet.number) for words in _foreign(sheet))


def _foreign(sheet: Sheet) -> Iterator[Message]:
    by_space: dict[str, list[str]] = {}
    for space, where in sorted(sheet.spaces):
        if space not in INKS and where != "soft mask":
            by_space.setdefault(space, []).append(where)
    for space, places in by_space.items():
        where = joined((KINDS.get(place, place) for place in places), ", ")
        yield said("{space} in {where}", space=space, where=where)


@check("colour.defaults")
def defaults(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """Default colour spaces change what plain CMYK or grey means on a page. Export without them."""
    for number, page in enumerate(file.pdf.pages, 1):
        spaces = page.obj.get("/Resources", Dictionary()).get("/ColorSpace", Dictionary())
        found = [key[1:] for key in spaces.keys() if key.startswith("/Default")]  # noqa: SIM118
        if found:
            names = ", ".join(sorted(found))
            yield error(said("the page redefines colour: {names}", names=names), number)


@check("colour.spots")
def spots(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """Each spot colour is a plate more, to be made and paid. Use exactly those that are ordered;
    convert the others to CMYK."""
    found: dict[str, int] = {}
    for sheet in file.sheets:
        for name in sorted(sheet.spots - RESERVED):
            found.setdefault(name, sheet.number)
    ordered = set(job.spots or ())
    for name, page in found.items():
        if name not in ordered:
            yield error(said("spot colour {name!r} is not ordered", name=name), page)
    yield from (
        warning(said("spot colour {name!r} is ordered, but not used", name=name))
        for name in ordered - set(found)
    )


@check("colour.spot-names")
def spot_names(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """One spot colour, one name, one alternate: two spellings make two plates, two alternates make
    two colours on screen."""
    alternates: dict[str, set[str]] = {}
    for item in file.pdf.objects:
        if isinstance(item, Array) and len(item) == 4 and item[0] == Name.Separation:
            alternates.setdefault(str(item[1])[1:], set()).add(_alternate(item))
    for name, values in sorted(alternates.items()):
        if len(values) > 1:
            yield error(
                said(
                    "spot colour {name!r} has {count} different alternates",
                    name=name,
                    count=len(values),
                )
            )
    folded: dict[str, list[str]] = {}
    used = {name for sheet in file.sheets for name in sheet.spots} - RESERVED
    for name in sorted(used):
        folded.setdefault("".join(name.casefold().split()), []).append(name)
    for spellings in folded.values():
        if len(spellings) > 1:
            names = ", ".join(spellings)
            yield error(said("one spot colour under several names: {names}", names=names))


def _alternate(space: Array) -> str:
    """Alternate space and full tint, comparable."""
    function = space[3]
    full = function.get("/C1", function.get("/Range", "")) if hasattr(function, "get") else ""
    values = [f"{float(value):.3f}" for value in full] if isinstance(full, Array) else []
    return f"{space[2]} {values}"


@check("colour.registration")
def registration(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """Registration colour prints on every plate. It is for marks outside the page only."""
    for sheet in file.sheets:
        final = file.trim(sheet.number)
        for mark in sheet.marks:
            left, bottom, right, top = mark.box
            inside = left < final[2] and right > final[0] and bottom < final[3] and top > final[1]
            if "All" in mark.paint.names and inside:
                kind = KINDS.get(mark.kind, mark.kind)
                what = said("registration colour in a {kind} on the page", kind=kind)
                yield error(what, sheet.number)
                break
