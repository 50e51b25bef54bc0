"""Sign-off: bound to what a page says, so it goes with the words and not with the page."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from publication.drafts.edition import DRAFT
from publication.drafts.signing import demand_release, sign, sign_from, standing
from publication.errors import ProofError, ReleaseError
from publication.message import said
from publication.model import Finding, Severity
from publication.proof.records import Block, Draft
from publication.proof.signing import (
    Signature,
    Standing,
    chosen_pages,
    page_hashes,
    sign_off,
    sign_pages,
)
from publication.proof.signing_files import read_review, read_signatures, write_signatures
from publication.proof.snapshot import write_draft
from tests.proof.drafts import block, draft, picture

LONG = "Ord for ord blev det til en lang tekst, " * 4
"""160 letters: six lines, of which a page bears four."""


def standings(held: Draft, signatures: tuple[Signature, ...]) -> list[Standing]:
    return [page.standing for page in sign_off(held, signatures).pages]


def signed(held: Draft, *indexes: int, by: str = "MK") -> tuple[Signature, ...]:
    return sign_pages(held, indexes, by, "2020-10-28")


def shifted(text: Block) -> Block:
    """The same block two lines further down, so that more of it stands on the next page."""
    return block(text.text, (0, 2), src=text.src)


def test_a_signed_page_stays_signed_and_tells_by_whom() -> None:
    held = draft("En.", LONG)
    first = sign_off(held, (*signed(held, 0), *signed(held, 0, by="AB"))).pages[0]
    assert (first.standing, first.by) == ("signed", ("AB", "MK"))
    assert standings(held, signed(held, 0)) == ["signed", "unsigned"]


def test_a_changed_word_brings_its_page_back_and_names_the_block() -> None:
    before = draft("En to tre.", "Fire fem.")
    after = draft("En to tre.", "Fire seks.")
    page = sign_off(after, signed(before, 0)).pages[0]
    assert (page.standing, page.blocks) == ("back", (1,))


def test_another_number_or_another_estimate_brings_a_page_back() -> None:
    before = draft("Det var [share:fig1.alle.ja|84 pct.] af dem.")
    for text in ("[share:fig1.alle.ja|85 pct.]", "[share:fig1.tilbud.ja|84 pct.]"):
        assert standings(draft(f"Det var {text} af dem."), signed(before, 0)) == ["back"]


def test_another_page_number_in_a_reference_brings_nothing_back() -> None:
    before = draft("Læs mere på [reference:case-1|side 9], hvor det står.")
    after = draft("Læs mere på [reference:case-1|side 112], hvor det står.")
    assert standings(after, signed(before, 0)) == ["signed"]


def test_a_drawing_that_changed_brings_its_page_back() -> None:
    before = draft("En.", figures={"fig1": picture(("Tilbud", "84 %"))})
    after = draft("En.", figures={"fig1": picture(("Tilbud", "85 %"))})
    assert standings(after, signed(before, 0)) == ["back"]


def test_words_that_only_moved_on_stay_signed() -> None:
    before = draft(LONG)
    after = replace(before, blocks=(shifted(before.blocks[0]),))
    assert {span.page for span in after.blocks[0].spans} == {0, 1}
    assert standings(after, signed(before, 0, 1)) == ["signed", "signed"]


def test_only_the_part_of_a_paragraph_that_was_read_is_signed() -> None:
    """Signing the first page does not sign the paragraph's end on the second."""
    before = draft(LONG)
    assert standings(before, signed(before, 0)) == ["signed", "unsigned"]
    after = replace(before, blocks=(block(LONG, (0, 0), src="x:1"),))
    assert standings(after, signed(before, 1)) == ["unsigned", "signed"]


def test_the_same_words_twice_are_read_twice() -> None:
    once, twice = draft("Ens."), draft("Ens.", "Ens.")
    assert standings(twice, signed(once, 0)) == ["back"]


def test_a_page_with_nothing_to_read_asks_for_no_signature() -> None:
    held = draft("En.")
    held = replace(held, leaves=(*held.leaves, replace(held.leaves[0], label="2", blank=True)))
    assert standings(held, signed(held, 0)) == ["signed", "empty"]
    assert sign_off(held, signed(held, 0)).line == "signed: 1 of 1 pages"


def test_the_line_tells_what_came_back_and_what_nobody_has_read() -> None:
    before, after = draft(LONG, LONG + "x"), draft(LONG, LONG + "y")
    line = sign_off(after, signed(before, 1)).line
    assert line == "signed: 0 of 3 pages; came back: 2; not signed yet: 1, 3"


def test_pages_are_named_by_labels_stretches_and_chapters() -> None:
    held = draft(LONG, LONG)
    assert chosen_pages(held, "2-3, 1") == (1, 2, 0)
    assert chosen_pages(held, chapter="a") == (0, 1, 2)


def test_every_unknown_page_is_told_at_once() -> None:
    with pytest.raises(ProofError) as error:
        chosen_pages(draft("En."), "7-9,x", "nix")
    assert len(error.value.problems) == 4


def test_a_stretch_that_runs_backwards_is_refused() -> None:
    with pytest.raises(ProofError, match="before the first"):
        chosen_pages(draft(LONG), "2-1")


def test_signatures_are_read_back_once_each(tmp_path: Path) -> None:
    both = signed(draft(LONG), 0, 1, by='M"K\\æ')
    write_signatures(tmp_path, (*both, *both))
    assert read_signatures(tmp_path) == both


@pytest.mark.parametrize(
    "text",
    ["x = ", "[[signed]]\npage = 1", '[[signed]]\nnix = "1"\ncontent = []', "signed = 3"],
)
def test_a_file_that_is_none_is_said_to_be_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "proofs").mkdir()
    (tmp_path / "proofs" / "signed.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ProofError, match="cannot be read"):
        read_signatures(tmp_path)


# ------------------------------------------------------------------ the commands


@pytest.fixture
def title(tmp_path: Path) -> Path:
    """A title's folder, and beside it the proof that was built last."""
    (tmp_path / "prøve").mkdir()
    (tmp_path / "out" / "proof").mkdir(parents=True)
    write_draft(draft(LONG), tmp_path / "out" / "proof" / DRAFT.format(title="prøve"))
    return tmp_path / "prøve"


def saved(folder: Path, **fields: object) -> Path:
    """A review as the page saves it, signing page 1."""
    signs = {"1": page_hashes(draft(LONG))["1"]}
    content = {"format": 1, "title": "prøve", "by": "MK", "signed": signs, "remarks": []}
    path = folder.parent / "review.json"
    path.write_text(json.dumps({**content, **fields}), encoding="utf-8")
    return path


def test_pages_are_signed_from_the_command(title: Path) -> None:
    out = title.parent / "out"
    assert sign(title, out, "1", "", "MK", "2020-10-28").line.startswith("signed: 1 of 2")
    assert sign(title, out, "", "a", "AB", "2020-10-28").line == "signed: 2 of 2 pages"
    assert standing(title, out).missing == ()


def test_who_signs_and_what_must_be_said(title: Path) -> None:
    with pytest.raises(ProofError) as error:
        sign(title, title.parent / "out", "", "", " ", "2020-10-28")
    assert len(error.value.problems) == 2


def test_there_must_be_a_proof(title: Path) -> None:
    with pytest.raises(ProofError, match="no proof to sign"):
        sign(title, title, "1", "", "MK", "2020-10-28")


def test_a_saved_review_signs_the_pages_that_still_say_the_same(title: Path) -> None:
    hashes = page_hashes(draft(LONG))
    path = saved(title, signed={"1": hashes["1"], "2": "0" * 16, "nix": "1"})
    state, other = sign_from(title, title.parent / "out", path, "2020-10-28")
    assert [page.standing for page in state.pages] == ["signed", "unsigned"]
    assert other == ("2", "nix")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"title": "andet"}, "of another title"),
        ({"format": 2}, "another version"),
        ({"by": ""}, "nobody signs"),
        ({"signed": 3}, "no saved review"),
        ({"remarks": [{"page": "1"}]}, "no saved review"),
    ],
)
def test_a_saved_file_that_does_not_fit_is_refused(
    title: Path, fields: dict[str, object], said: str
) -> None:
    with pytest.raises(ProofError, match=said):
        sign_from(title, title.parent / "out", saved(title, **fields), "2020-10-28")
    assert read_signatures(title) == ()


def test_what_is_no_json_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_bytes(b"\xff\xfe")
    with pytest.raises(ProofError, match="no saved review"):
        read_review(tmp_path / "x.json", "prøve")
    with pytest.raises(ProofError, match="not there"):
        read_review(tmp_path / "y.json", "prøve")


def test_a_release_wants_every_page_signed_and_no_errors() -> None:
    held = draft(LONG)
    error = Finding("x", Severity.ERROR, said("wrong"))
    all_signed = sign_off(held, signed(held, 0, 1))
    demand_release(all_signed, [Finding("x", Severity.WARNING, said("may be"))])
    with pytest.raises(ReleaseError) as wants:
        demand_release(None, [error, error])
    assert [each.message for each in wants.value.problems] == [
        "x: wrong", "x: wrong", "no page is signed"
    ]  # fmt: skip
    with pytest.raises(ReleaseError, match="signed: 1 of 2 pages; not signed yet: 2"):
        demand_release(sign_off(held, signed(held, 0)), [])
