"""The editions: each a way of finishing the one galley, and the checks it must pass."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from publication.brand import Brand
from publication.compose.manuscript import Material
from publication.model import Edition, Finding, Galley, Manuscript, World
from publication.remembered import remembered
from publication.replace import delivered
from publication.report.numbers import PageFinder

if TYPE_CHECKING:
    from publication.preflight.job import Job


@dataclass(frozen=True)
class Delivery:
    """All that an edition is made from. `folder` is where it is staged."""

    material: Material
    manuscript: Manuscript
    galley: Galley
    brand: Brand
    world: World
    folder: Path


Make = Callable[[Delivery, Path], Edition]
Check = Callable[[Delivery, Edition], tuple[Finding, ...]]


@dataclass(frozen=True)
class Row:
    """One edition: how it is made, and what is checked."""

    make: Make
    checks: tuple[Check, ...] = ()


def finish_edition(name: str, delivery: Delivery) -> Edition:
    """Make an edition in its folder and check it; its paths are those it will have in place."""
    row = EDITIONS[name]
    folder = delivery.folder / name
    folder.mkdir(parents=True)
    edition = row.make(delivery, folder)
    found = [finding for check in row.checks for finding in check(delivery, edition)]
    marked = tuple(
        replace(finding, edition=finding.edition or name) for finding in (*edition.findings, *found)
    )
    return delivered(replace(edition, findings=marked), delivery.folder, delivery.world.out)


# Each maker and check imports what it needs when it is called: one edition does not pay for the
# others. Judges that take seconds are asked once for the same bytes (remembered.py).


def _web(delivery: Delivery, folder: Path) -> Edition:
    from publication.finish.web import finish_web

    publication = delivery.material.publication
    return finish_web(delivery.galley, publication, delivery.brand, delivery.world, folder)


def _print(delivery: Delivery, folder: Path) -> Edition:
    """The body, and the cover as its own sheet where the title has one."""
    from publication.cover.spread import cover_spread
    from publication.finish.print import finish_cover, finish_print

    publication, brand, world = delivery.material.publication, delivery.brand, delivery.world
    body = finish_print(delivery.galley, publication, brand, world, folder)
    if not delivery.galley.covers:
        return body
    laid_out = delivery.folder / "cover-spread.pdf"
    spread = cover_spread(delivery.galley, publication, brand, world, laid_out)
    cover = finish_cover(laid_out, spread.trim, publication, brand, world, folder)
    return replace(
        body, outputs=body.outputs + cover.outputs, findings=body.findings + cover.findings
    )


def _proof(delivery: Delivery, folder: Path) -> Edition:
    from publication.finish.proof import Mark, ProofHead, finish_proof

    publication, words = delivery.material.publication, delivery.material.language.words
    world = delivery.world
    drafts = len([*(publication.folder / "proofs").glob("*.json")])
    head = ProofHead(
        title=publication.title,
        draft=words["draft"].format(number=drafts + 1),
        date=world.date,
        revision=world.revision and f"git {world.revision}",
        checksum=f"{words['data']} {delivery.material.estimates.checksum[:12]}",
    )
    finder = PageFinder(delivery.galley)
    marks = dict.fromkeys(
        Mark(line.page, line.baseline, use.estimates[0])
        for use in delivery.manuscript.uses
        if use.estimates and (line := finder.line(use))
    )
    return finish_proof(
        delivery.galley, publication, delivery.brand, world, folder, head, tuple(marks)
    )


def _judged(delivery: Delivery, edition: Edition) -> tuple[Finding, ...]:
    """PDF/UA-1 by two validators that know nothing of each other."""
    from publication.accessibility import page_validation, verapdf
    from publication.accessibility.jobs import Job

    cache = delivery.world.cache
    pdf = edition.outputs[0].path
    jobs = [Job(pdf, "ua1", edition.name)]
    return (
        *remembered(page_validation, [pdf], cache, lambda: page_validation.judge(jobs, cache)),
        *remembered(verapdf, [pdf], cache, lambda: verapdf.judge(jobs, cache)),
    )


def _preflighted(delivery: Delivery, edition: Edition) -> tuple[Finding, ...]:
    """The rules for the press over body and cover."""
    from publication.preflight import run
    from publication.preflight.profile import read_profile

    cache, profiles = delivery.world.cache, delivery.world.styles / "preflight"
    profile = read_profile(profiles)
    found: list[Finding] = []
    for output, job in zip(edition.outputs, _press_jobs(delivery), strict=False):
        files = [output.path, *sorted(profiles.glob("*.toml"))]
        ask = partial(run.preflight, output.path, profile, job, cache)
        found += remembered(run, files, cache, ask, repr(job))
    return tuple(found)


def _press_jobs(delivery: Delivery) -> tuple[Job, ...]:
    """What body and cover are to be: in the order of the print edition's files."""
    from publication.cover.spine import spine_of
    from publication.finish.pages import body_plan
    from publication.preflight.job import Job

    publication, brand = delivery.material.publication, delivery.brand
    plan = body_plan(delivery.galley, publication)
    spine = spine_of(plan.count, publication.paper)
    width, height = brand.trim
    panel = width + publication.paper.flap_mm
    isbn = publication.printed_isbn
    both = Job(
        spots=tuple(colour.spot for colour in brand.colours.values() if colour.spot),
        condition=publication.output_condition,
        edition="print",
    )
    body = replace(both, part="body", trim=brand.trim, blanks=plan.blanks, bound=True)
    cover = replace(
        both,
        part="cover",
        trim=(2 * panel + spine.width, height),
        isbn=isbn.number if isbn else "",
        spine=spine.width,
        folds=(panel, panel + spine.width),
    )
    return replace(body, multiple=publication.paper.multiple), cover


def _equal(delivery: Delivery, edition: Edition) -> tuple[Finding, ...]:
    """The same glyphs at the same places as in the galley."""
    from publication.finish import equal

    publication, brand = delivery.material.publication, delivery.brand
    parts = [delivery.galley.pdf, edition.outputs[0].path]
    return remembered(
        equal,
        parts,
        delivery.world.cache,
        lambda: equal.equal_editions(delivery.galley, publication, brand.trim, [edition]),
    )


EDITIONS: Mapping[str, Row] = {
    "web": Row(_web, (_judged, _equal)),
    "print": Row(_print, (_preflighted, _equal)),
    "proof": Row(_proof, (_equal,)),
}
