"""Drafts as files: stored whole, read back the same, found by label."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from publication.errors import ProofError
from publication.proof.records import Draft
from publication.proof.snapshot import (
    approve,
    approved,
    draft_json,
    find_draft,
    last_approved,
    read_draft,
    write_draft,
)
from tests.proof.drafts import block, draft, picture, rule, share


@pytest.fixture
def full() -> Draft:
    """A draft with something in every field."""
    return draft(
        "[share:fig1.alle.ja|84 pct.] gjorde det.",
        block("Ja, to go", foreign=((4, 9),), figure="fig1", kind="caption"),
        label="",
        numbers={"fig1.alle.ja": share(0.84)},
        rules={"fig1": rule(filter={"base.x": "ja"}, definition={"a": "b"}, weights="type")},
        figures={"fig1": picture(("Tilbud", "84 %"))},
        pictures=(b"RIFF1", b"RIFF2"),
    )


@pytest.fixture
def built(tmp_path: Path, full: Draft) -> Path:
    """The draft that lies beside a proof."""
    (tmp_path / "prøve").mkdir()
    path = tmp_path / "prøve.proof.zip"
    write_draft(full, path)
    return path


def test_a_draft_is_read_back_as_it_was(built: Path, full: Draft) -> None:
    assert read_draft(built) == full


def test_the_same_draft_gives_the_same_bytes(tmp_path: Path, built: Path, full: Draft) -> None:
    write_draft(full, tmp_path / "again.zip")
    assert (tmp_path / "again.zip").read_bytes() == built.read_bytes()


def test_one_record_a_line_so_that_two_drafts_can_be_told_apart(full: Draft) -> None:
    lines = draft_json(full).splitlines()
    assert sum('"chapter":"a","src"' in line for line in lines) == len(full.blocks)
    assert json.loads(draft_json(full))["title"] == "Prøve"


def test_approved_drafts_have_numbers_in_their_order(tmp_path: Path, built: Path) -> None:
    title = tmp_path / "prøve"
    approve(built, title, "zweite")
    approve(built, title, "anden")
    assert [(each.label, each.number) for each in approved(title)] == [("zweite", 1), ("anden", 2)]
    last = last_approved(title)
    assert last is not None
    assert (last.label, last.pictures) == ("anden", (b"RIFF1", b"RIFF2"))


def test_nothing_was_approved_yet(tmp_path: Path) -> None:
    assert last_approved(tmp_path) is None


@pytest.mark.parametrize("label", ["", "a/b", "../x", "now", "NOW", ".skjult", "x" * 41, "a b"])
def test_a_label_must_be_able_to_name_a_file(tmp_path: Path, built: Path, label: str) -> None:
    with pytest.raises(ProofError, match="cannot be the label"):
        approve(built, tmp_path / "prøve", label)


def test_danish_letters_may_be_in_a_label(tmp_path: Path, built: Path) -> None:
    assert approve(built, tmp_path / "prøve", "2.korrektur-æøå").is_file()


def test_a_draft_is_never_overwritten(tmp_path: Path, built: Path) -> None:
    approve(built, tmp_path / "prøve", "k1")
    with pytest.raises(ProofError, match="already"):
        approve(built, tmp_path / "prøve", "k1")


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(ProofError) as error:
        approve(tmp_path / "none.zip", tmp_path / "prøve", "a b")
    assert len(error.value.problems) == 2


def test_a_draft_of_another_title_is_refused(tmp_path: Path, built: Path) -> None:
    with pytest.raises(ProofError, match="is of prøve"):
        approve(built, tmp_path / "andet", "k1")


def test_an_unknown_label_names_those_there_are(tmp_path: Path, built: Path) -> None:
    approve(built, tmp_path / "prøve", "k1")
    with pytest.raises(ProofError, match="there are: k1"):
        find_draft(tmp_path / "prøve", "k2")


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_draft_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "k1.proof.zip"
    path.write_bytes(content)
    with pytest.raises(ProofError, match="is not a draft"):
        read_draft(path)


def test_a_draft_of_another_version_is_refused(tmp_path: Path, full: Draft) -> None:
    path = tmp_path / "k1.proof.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("draft.json", draft_json(full).replace('"format": 1', '"format": 0'))
    with pytest.raises(ProofError, match="another version"):
        read_draft(path)


def test_a_stored_draft_does_not_depend_on_its_own_label(full: Draft, tmp_path: Path) -> None:
    """Approving adds label and number, and nothing else."""
    write_draft(full, tmp_path / "prøve.proof.zip")
    (tmp_path / "prøve").mkdir()
    stored = read_draft(approve(tmp_path / "prøve.proof.zip", tmp_path / "prøve", "k1"))
    assert replace(stored, label="", number=full.number) == full
