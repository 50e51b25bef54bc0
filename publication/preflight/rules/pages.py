"""Pages as a printer counts them: how many, which are empty, how thick the cover's spine."""

from __future__ import annotations

from collections.abc import Iterator

from publication.message import said
from publication.preflight.checks import Found, check, error, note, warning
from publication.preflight.facts import File
from publication.preflight.job import Job
from publication.preflight.profile import Profile


@check("pages.count", parts=("body", ""))
def count(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """A sheet folds into four pages, so a body has a multiple of four (or eight, or sixteen). Add
    blank pages, and tell the printer which."""
    pages = len(file.pdf.pages)
    multiple = job.multiple or int(profile["multiple"])
    if job.part == "" and pages < 2 * multiple:
        return  # a leaflet or a cover, not a body
    if missing := -pages % multiple:
        yield warning(
            said(
                "{pages} pages; {count} blank ones are missing to a multiple of {multiple}",
                pages=pages,
                count=missing,
                multiple=multiple,
            )
        )


@check("pages.cover", parts=("cover",))
def cover(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """The cover comes as one sheet: back, spine and front together."""
    if len(file.pdf.pages) != 1:
        yield error(said("the cover is {count} pages, not one sheet", count=len(file.pdf.pages)))


@check("pages.empty")
def empty(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """An empty page that nobody announced is a page lost on the way. Declare it, or bring its
    content back."""
    bare = {page.page for page in file.ink.pages if page.empty}
    declared = set(job.blanks or ())
    yield from (warning(said("the page is empty"), page) for page in sorted(bare - declared))
    yield from (
        warning(said("the page is declared blank, but something is on it"), page)
        for page in sorted(declared - bare)
    )
    if job.blanks and not declared ^ bare:
        pages = ", ".join(map(str, sorted(declared)))
        yield note(said("blank as declared: {pages}", pages=pages))


@check("pages.spine", parts=("cover",))
def spine(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """The spine on the cover must be as thick as the bound block. Take the printer's figure for
    the paper, set it in publication.toml, and make the cover again."""
    if job.spine is None or job.trim is None:
        return
    width = file.trim_mm(1)[0]
    drawn = width - (job.trim[0] - job.spine)
    if abs(drawn - job.spine) > profile["spine"]:
        yield error(
            said(
                "the sheet leaves {drawn:.1f} mm for the spine, the block is {spine:.1f}",
                drawn=drawn,
                spine=job.spine,
            )
        )
