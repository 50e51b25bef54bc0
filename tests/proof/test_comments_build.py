"""What a build says of comments and signatures, from the title's proofs/ and the present draft."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from publication.drafts import ledger, signing
from publication.proof.comments.ledger import Entry, read_ledger, write_ledger
from publication.proof.records import Draft
from publication.proof.signing import sign_pages
from publication.proof.signing_files import write_signatures
from tests.proof.drafts import draft

ASKED = Entry(
    key="k",
    state="open",
    reason="",
    page="1",
    line=1,
    place="chapters/a.html:1",
    who="MK",
    action="replace",
    words="to",
    note="tre",
    old="to",
    new="tre",
    left="En ",
    right=" fire.",
)


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A build in the title's folder whose draft is the one given."""

    def build(module: Any, present: Draft) -> Any:
        monkeypatch.setattr(module, "draft_of", lambda *_: present)
        return SimpleNamespace(publication=SimpleNamespace(folder=tmp_path))

    return build


def test_a_title_without_comments_and_signatures_says_nothing(built: Any) -> None:
    material = built(ledger, draft("En."))
    assert ledger.comments_now(material, *[None] * 3) == ()  # type: ignore[arg-type]
    assert signing.signed_now(material, *[None] * 3) == (None, ())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "state", "said"),
    [
        ("En to fire.", "open", "1 open, 0 done, 0 declined"),
        ("En tre fire.", "done", "0 open, 1 done, 0 declined; 1 done since"),
    ],
)
def test_a_build_notices_what_was_taken_in(
    tmp_path: Path, built: Any, text: str, state: str, said: str
) -> None:
    write_ledger(tmp_path, {"k": ASKED})
    found = ledger.comments_now(built(ledger, draft(text)), *[None] * 3)  # type: ignore[arg-type]
    assert [finding.message for finding in found] == [said]
    assert read_ledger(tmp_path)["k"].state == state


def test_a_build_notes_the_page_that_came_back_with_its_place(tmp_path: Path, built: Any) -> None:
    write_signatures(tmp_path, sign_pages(draft("En."), [0], "MK", "2020-10-28"))
    material = built(signing, draft("To."))
    standing, notes = signing.signed_now(material, *[None] * 3)  # type: ignore[arg-type]
    assert standing is not None
    assert [(note.message, str(note.place), note.page) for note in notes] == [
        ("signed: 0 of 1 pages; came back: 1", "None", ""),
        ("was signed and reads otherwise now: “To.”", "chapters/a.html:1", "1"),
    ]
