"""The ledger of comments in the build: what the text has taken in since, and what is left."""

from __future__ import annotations

from collections import Counter

from publication.compose.manuscript import Material
from publication.drafts.present import draft_of
from publication.model import Finding, Galley, Manuscript, Severity, World
from publication.proof.comments_ledger import STATES, noticed, read_ledger, write_ledger

CHECK = "comments"


def comments_now(
    material: Material, manuscript: Manuscript, galley: Galley, world: World
) -> tuple[Finding, ...]:
    """Mark as done what now reads as was asked; a note of how many comments are in each state.

    Nothing where the title has no comments. The ledger is written only where it changes.
    """
    title = material.publication.folder
    before = read_ledger(title)
    if not before:
        return ()
    after = noticed(before, draft_of(material, manuscript, galley, world))
    new = sum(after[key].state != before[key].state for key in after)
    if new:
        write_ledger(title, after)
    counts = Counter(entry.state for entry in after.values())
    told = ", ".join(f"{counts[state]} {state}" for state in STATES)
    return (Finding(CHECK, Severity.NOTE, f"{told}{f'; {new} done since' if new else ''}"),)
