"""Which block is which."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from publication.proof.matching import Pair, match
from publication.proof.records import Block
from tests.proof.drafts import block

A = "Foreningerne stillede om på få dage og fandt nye veje."
B = "Tilbuddene holdt kontakten over telefonen i flere uger."
C = "Bestyrelserne blev kun sjældent spurgt om noget nyt."
D = "Kommunen ringede rundt til alle sine faste partnere."


def blocks(*texts: str) -> list[Block]:
    return [block(text) for text in texts]


def test_the_same_blocks_are_the_same() -> None:
    assert match(blocks(A, B), blocks(A, B)) == (Pair((0,), (0,)), Pair((1,), (1,)))


def test_a_rewritten_block_keeps_its_place() -> None:
    rewritten = A.replace("på få dage", "i løbet af en uge")
    assert match(blocks(A, B, C), blocks(rewritten, B, C))[0] == Pair((0,), (0,))


def test_a_block_that_stands_elsewhere_has_moved() -> None:
    found = match(blocks(A, B, C, D), blocks(B, C, D, A))
    assert found == (
        Pair((1,), (0,)),
        Pair((2,), (1,)),
        Pair((3,), (2,)),
        Pair((0,), (3,), moved=True),
    )


def test_a_block_may_move_and_change() -> None:
    found = match(blocks(A, B, C, D), blocks(B, C, D, A.replace("få dage", "to dage")))
    assert found[-1] == Pair((0,), (3,), moved=True)


def test_what_is_gone_stands_where_it_stood() -> None:
    assert match(blocks(A, B, C), blocks(A, C)) == (
        Pair((0,), (0,)),
        Pair((1,), ()),
        Pair((2,), (1,)),
    )


def test_a_paragraph_split_in_two_is_one_change() -> None:
    assert match(blocks(f"{A} {B}", C), blocks(A, B, C)) == (
        Pair((0,), (0, 1)),
        Pair((1,), (2,)),
    )


def test_two_paragraphs_joined_are_one_change() -> None:
    assert match(blocks(A, B, C), blocks(f"{A} {B}", C)) == (
        Pair((0, 1), (0,)),
        Pair((2,), (1,)),
    )


def test_a_heading_written_anew_is_changed_not_replaced() -> None:
    old = [*blocks(A), block("Hvad de fik ud af det", kind="heading"), *blocks(B, C)]
    new = [*blocks(A), block("Gevinster", kind="heading"), *blocks(D, C)]
    assert Pair((1,), (1,)) in match(old, new)


def test_a_number_does_not_part_what_is_the_same() -> None:
    old = block("[share:fig1.alle.ja|84 pct.] gjorde det.")
    new = block("[share:fig1.alle.ja|38 pct.] gjorde det.")
    assert match([old], [new]) == (Pair((0,), (0,)),)


def test_short_words_do_not_move() -> None:
    assert match(blocks("ja", A, B), blocks(A, B, "ja"))[0] == Pair((0,), ())


@settings(deadline=None)
@given(
    st.lists(st.sampled_from([A, B, C, D, "ja", ""]), max_size=7),
    st.lists(st.sampled_from([A, B, C, D, "ja", ""]), max_size=7),
)
def test_every_block_is_in_one_pair(old: list[str], new: list[str]) -> None:
    found = match(blocks(*old), blocks(*new))
    assert sorted(i for pair in found for i in pair.old) == list(range(len(old)))
    assert sorted(j for pair in found for j in pair.new) == list(range(len(new)))
    assert [pair.new for pair in found if pair.new] == sorted(
        pair.new for pair in found if pair.new
    )
