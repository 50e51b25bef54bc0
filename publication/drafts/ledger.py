"""The ledger of comments in the build: what the text has taken in since, and what is left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from publication.compose.manuscript import Material
from publication.drafts.present import draft_of
from publication.message import Message, joined, said
from publication.model import Finding, Galley, Manuscript, Severity, World
from publication.proof.comments.ledger import STATES, noticed, read_ledger, write_ledger
from publication.proof.comments.records import State

CHECK = "comments"
STATE_WORDS: Mapping[State, Message] = {
    "open": said("open"),
    "done": said("done"),
    "declined": said("declined"),
}


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
    told = [
        said("{count} {state}", count=counts[state], state=STATE_WORDS[state]) for state in STATES
    ]
    since = [said("{count} done since", count=new)] if new else []
    return (Finding(CHECK, Severity.NOTE, joined([joined(told, ", "), *since])),)
