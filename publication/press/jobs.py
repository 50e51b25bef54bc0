"""What body and cover are to be, as preflight asks it."""

from __future__ import annotations

from dataclasses import replace

from publication.cover.spread import Spread, measure
from publication.delivery import Delivery
from publication.finish.pages import BodyPlan, body_plan
from publication.preflight.job import Job
from publication.preflight.profile import Profile, read_profile


def plan_of(delivery: Delivery) -> BodyPlan:
    """The printed body's pages."""
    return body_plan(delivery.galley, delivery.material.publication)


def sheet_of(delivery: Delivery) -> Spread:
    """The measures of the cover sheet."""
    return measure(delivery.material.publication, delivery.brand, plan_of(delivery).count)


def profile_of(delivery: Delivery) -> Profile:
    """The demands of the title's printer."""
    folder = delivery.world.styles / "preflight"
    return read_profile(folder, delivery.material.publication.preflight)


def press_jobs(delivery: Delivery) -> tuple[Job, Job]:
    """Body and cover: in the order of the print edition's files."""
    publication, brand = delivery.material.publication, delivery.brand
    sheet = sheet_of(delivery)
    isbn = publication.printed_isbn
    both = Job(
        spots=tuple(colour.spot for colour in brand.colours.values() if colour.spot),
        condition=publication.output_condition,
        total_ink=publication.paper.total_ink,
        edition="print",
    )
    body = replace(
        both,
        part="body",
        trim=brand.trim,
        blanks=plan_of(delivery).blanks,
        multiple=publication.paper.multiple,
        bound=True,
    )
    cover = replace(
        both,
        part="cover",
        trim=sheet.trim,
        isbn=isbn.number if isbn else "",
        spine=sheet.spine.width,
        folds=sheet.folds,
    )
    return body, cover
