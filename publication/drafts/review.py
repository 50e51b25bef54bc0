"""The review page beside the proof, written when every edition is checked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from publication.delivery import Delivery
from publication.drafts.edition import DRAFT, since_approved
from publication.model import Finding
from publication.proof.records import Draft
from publication.proof.review import Signing, review_page
from publication.proof.signing import page_hashes, sign_off
from publication.proof.signing_files import read_signatures
from publication.proof.snapshot import read_draft

PAGE = "index.html"


def write_review(delivery: Delivery, findings: Sequence[Finding]) -> str:
    """Write index.html into the staged proof edition; returns what changed, in a few words.

    findings are those of all checks.
    """
    publication = delivery.material.publication
    folder = delivery.folder / "proof"
    draft = read_draft(folder / DRAFT.format(title=publication.id))
    changes = since_approved(publication.folder, draft)
    page = review_page(
        draft,
        changes,
        findings,
        delivery.material.language,
        delivery.brand,
        delivery.world.styles,
        signing_of(publication.folder, draft),
    )
    (folder / PAGE).write_text(page, encoding="utf-8")
    if changes is None:
        return "no approved draft to compare with"
    told = ", ".join(f"{count} {kind}" for kind, count in changes.counts.items() if count)
    return f"since {changes.old.label}: {told or 'no changes'}"


def signing_of(title: Path, draft: Draft) -> Signing:
    """What a reader signs with each page, and who has signed it."""
    standing = sign_off(draft, read_signatures(title))
    states = {page.label: (page.standing, page.by) for page in standing.pages}
    return Signing(page_hashes(draft), states)
