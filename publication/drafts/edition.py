"""The proof edition: the marked pages, the draft that can be approved, and what changed in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from publication.delivery import Delivery
from publication.drafts.listed import change_list
from publication.drafts.present import draft_of, pictured
from publication.finish.proof import Bar, Mark, ProofHead, finish_proof
from publication.model import Edition
from publication.proof.bars import bars_of
from publication.proof.changes import Changes
from publication.proof.compare import compare
from publication.proof.records import REFERENCE, Draft
from publication.proof.snapshot import approved, last_approved, write_draft

DRAFT = "{title}.proof.zip"
"""The draft beside the proof, until it is approved."""
SHOWN = 12
"""Digits of a checksum that people compare."""


def make_proof(delivery: Delivery, folder: Path) -> Edition:
    """The proof PDF; beside it the draft as `approve` stores it."""
    publication, world = delivery.material.publication, delivery.world
    shared = (delivery.material, delivery.manuscript, delivery.galley)
    draft = pictured(draft_of(*shared, world), delivery.galley, delivery.brand, world.cache)
    write_draft(draft, folder / DRAFT.format(title=publication.id))
    changes = since_approved(publication.folder, draft)
    return finish_proof(
        delivery.galley,
        publication,
        delivery.brand,
        world,
        folder,
        head_of(delivery, draft, changes),
        tuple(dict.fromkeys(_marks(draft))),
        tuple(_bars(changes)) if changes else (),
        change_list(changes, delivery.material.language.sections["review"]) if changes else None,
    )


def since_approved(title: Path, draft: Draft) -> Changes | None:
    """What changed since the draft that was approved last; None before the first."""
    last = last_approved(title)
    return compare(last, draft) if last else None


def head_of(delivery: Delivery, draft: Draft, changes: Changes | None) -> ProofHead:
    """What stands above every page of the proof."""
    language, world = delivery.material.language, delivery.world
    review = language.sections["review"]
    number = 1 + max(
        (each.number for each in approved(delivery.material.publication.folder)), default=0
    )
    return ProofHead(
        title=draft.title,
        draft=language["draft"].format(number=number),
        date=world.date,
        revision=world.revision and f"git {world.revision}",
        checksum=f"{language['data']} {draft.data[:SHOWN]}",
        compared=review["compared"].format(label=changes.old.label) if changes else "",
    )


def _marks(draft: Draft) -> Iterator[Mark]:
    """Every computed number where it is printed, with the name of its estimate."""
    for block in draft.blocks:
        for mark in block.marks:
            if mark.kind != REFERENCE:
                span = block.span_at(mark.start)
                yield Mark(span.page, span.baseline, mark.names[0].removeprefix("source:"))


def _bars(changes: Changes) -> Iterator[Bar]:
    for stretch in bars_of(changes):
        yield Bar(stretch.page, stretch.top, stretch.bottom, stretch.right)
