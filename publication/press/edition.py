"""The print edition: body and cover, and the checks they must pass."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from publication.accessibility.jobs import PRINT_LINT
from publication.accessibility.jobs import Job as Lint
from publication.cover.spread import cover_spread
from publication.delivery import Delivery
from publication.errors import FinishError
from publication.finish.print import finish_cover, finish_print
from publication.model import Edition, Finding, Problem
from publication.preflight import run
from publication.preflight.checks import ranges
from publication.press.jobs import plan_of, press_jobs, profile_of
from publication.remembered import remembered

FLAVOUR = "2b"


def make_print(delivery: Delivery, folder: Path) -> Edition:
    """The body, and the cover as its own sheet where the title has one.

    FinishError where plates are wished of pages that the body has not.
    """
    _ask_of_pages(delivery)
    publication, brand, world = delivery.material.publication, delivery.brand, delivery.world
    marks = delivery.wishes.marks
    body = finish_print(delivery.galley, publication, brand, world, folder, marks)
    if not delivery.galley.covers:
        return body
    laid_out = delivery.folder / "cover-spread.pdf"
    spread = cover_spread(delivery.galley, publication, brand, world, laid_out)
    cover = finish_cover(
        laid_out, spread.trim, publication, brand, world, folder, marks, spread.folds
    )
    return replace(
        body, outputs=body.outputs + cover.outputs, findings=body.findings + cover.findings
    )


def _ask_of_pages(delivery: Delivery) -> None:
    count = plan_of(delivery).count
    missing = [page for page in delivery.wishes.separations or () if page > count]
    if missing:
        told = f"the printed body has no page {ranges(missing)}"
        raise FinishError([Problem(told, hint=f"its pages are counted from 1 to {count}")])


def preflighted(delivery: Delivery, edition: Edition) -> tuple[Finding, ...]:
    """The rules for the press over body and cover."""
    cache, profile = delivery.world.cache, profile_of(delivery)
    found: list[Finding] = []
    for output, job in zip(edition.outputs, press_jobs(delivery), strict=False):
        ask = partial(run.preflight, output.path, profile, job, cache)
        found += remembered(run, [output.path], cache, ask, f"{profile} {job}")
    return tuple(found)


def lints(delivery: Delivery, edition: Edition) -> tuple[Lint, ...]:
    """Body and cover before the validator: PDF/A-2b, as a lint of fonts, profiles and syntax."""
    paths = [output.path for output in edition.outputs]
    return tuple(Lint(path, FLAVOUR, edition.name, PRINT_LINT) for path in paths)
