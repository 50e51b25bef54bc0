"""The ledger of a title's comments: proofs/comments.toml, one entry a comment, with its state.

open      nobody has dealt with it
done      the text reads as was asked, or somebody said so
declined  it will not be done, with the reason
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from publication.errors import ProofError
from publication.model import Place, Problem
from publication.proof.comments.records import Comment, State
from publication.proof.entries import write_entries
from publication.proof.records import Draft
from publication.textfile import read_toml

LEDGER = "proofs/comments.toml"
HEAD = "# Proofreaders' comments; state: open, done or declined (with a reason).\n"
STATES: tuple[State, ...] = ("open", "done", "declined")


@dataclass(frozen=True)
class Entry:
    """A comment as the ledger keeps it. Of a correction: old, new, and what is printed around."""

    key: str
    state: State
    reason: str
    page: str
    line: int
    place: str
    who: str
    action: str
    words: str
    note: str
    old: str = ""
    new: str = ""
    left: str = ""
    right: str = ""


def read_ledger(title: Path) -> dict[str, Entry]:
    """The entries by key; ProofError where the file was edited into something else."""
    path = title / LEDGER
    if not path.is_file():
        return {}
    rows = read_toml(path, ProofError, LEDGER)[0].get("comment", [])
    try:
        entries = {row["key"]: Entry(**row) for row in rows}
    except (TypeError, KeyError) as error:
        raise ProofError([Problem(f"cannot be read: {error}", Place(LEDGER, 1))]) from error
    wrong = [each.key for each in entries.values() if each.state not in STATES]
    if wrong:
        raise ProofError(
            [
                Problem(f"{key} has no such state", Place(LEDGER, 1), " ".join(STATES))
                for key in wrong
            ]
        )
    return entries


def write_ledger(title: Path, entries: Mapping[str, Entry]) -> None:
    """Write the ledger whole."""
    write_entries(title / LEDGER, HEAD, "comment", map(asdict, entries.values()))


def taken_in(entries: Mapping[str, Entry], comments: Iterable[Comment]) -> dict[str, Entry]:
    """The ledger with these comments; what it knows already keeps its state."""
    found = dict(entries)
    for comment in comments:
        if not any(key in found for key in comment.keys):
            found[comment.key] = _entry(comment)
    return found


def _entry(comment: Comment) -> Entry:
    change = comment.change
    return Entry(
        key=comment.key,
        state="open",
        reason="",
        page=comment.page,
        line=comment.line,
        place=comment.place,
        who=", ".join(comment.authors),
        action=comment.action,
        words=comment.words,
        note=comment.note,
        old=change.old if change else "",
        new=change.new if change else "",
        left=change.left if change else "",
        right=change.right if change else "",
    )


def noticed(entries: Mapping[str, Entry], draft: Draft) -> dict[str, Entry]:
    """The ledger with every open correction done that the text has taken in."""
    texts = [_plain(block.text) for block in draft.blocks]
    return {
        key: replace(entry, state="done") if _is_done(entry, texts) else entry
        for key, entry in entries.items()
    }


def _is_done(entry: Entry, texts: Sequence[str]) -> bool:
    """Whether the text reads as asked, between the same words or at least beside the ones.

    A neighbour may have been corrected too; then one side is enough where something was written.
    """
    if entry.state != "open" or not (entry.old or entry.new):
        return False
    left, old, new, right = entry.left, entry.old, entry.new, entry.right
    was, full = _plain(left + old + right), _plain(left + new + right)
    if not full:  # a whole block was struck out
        return not _stands(was, texts)
    if any(full in text for text in texts):
        return not any(was in text and full not in text for text in texts)
    if not new.strip() or any(_stands(part, texts) for part in _sides(left, old, right) if old):
        return False
    return any(_stands(part, texts) for part in _sides(left, new, right))


def _sides(left: str, words: str, right: str) -> tuple[str, str]:
    return _plain(left + words), _plain(words + right)


def _stands(part: str, texts: Sequence[str]) -> bool:
    return any(part in text for text in texts)


def _plain(text: str) -> str:
    return " ".join(text.split())


def decided(
    entries: Mapping[str, Entry], key: str, state: State, reason: str = ""
) -> dict[str, Entry]:
    """The ledger after somebody's decision; ProofError for an unknown key, or no reason."""
    if key not in entries:
        raise ProofError([Problem(f"the ledger has no comment {key!r}")])
    if state == "declined" and not reason:
        raise ProofError([Problem(f"{key} is declined without a reason", hint="--reason TEXT")])
    return {**entries, key: replace(entries[key], state=state, reason=reason)}


def with_states(comments: Iterable[Comment], entries: Mapping[str, Entry]) -> tuple[Comment, ...]:
    """The comments with the state the ledger has for each."""
    return tuple(_with_state(comment, entries) for comment in comments)


def _with_state(comment: Comment, entries: Mapping[str, Entry]) -> Comment:
    """The comment under the key the ledger has, with its state there."""
    known = next((key for key in comment.keys if key in entries), None)
    if known is None:
        return comment
    keys = tuple(dict.fromkeys((known, *comment.keys)))
    return replace(comment, keys=keys, state=entries[known].state, reason=entries[known].reason)
