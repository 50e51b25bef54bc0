"""Quantity words are true inside their interval and false just outside it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publication.compose.claims import (
    Grammar,
    better,
    interval,
    judge,
    judge_comparison,
    rank_of,
    read_grammar,
)
from publication.language import read_language
from publication.model import Estimate, Test

DANISH = read_grammar(read_language("da-DK").sections["claims"])
ENGLISH = read_grammar(read_language("en").sections["claims"])


def share(percent: float, name: str = "fig.row.col") -> Estimate:
    """A share of so many per cent."""
    return Estimate(name, "share", percent / 100, 500)


def count(number: float) -> Estimate:
    """A count."""
    return Estimate("fig.row.count", "count", number, 903)


@pytest.mark.parametrize(
    ("words", "lowest", "highest"),
    [
        ("halvdelen", 48, 52),  # w = 5 points, half of it each way: 47.5 to 52.5
        ("knap halvdelen", 45, 49),
        ("godt halvdelen", 51, 55),
        ("omkring halvdelen", 45, 55),
        ("mere end halvdelen", 51, 65),
        ("under halvdelen", 35, 49),
        ("hver fjerde", 24, 26),  # w = 3.75
        ("knap hver fjerde", 22, 24),
        ("en tredjedel", 31, 35),  # q = 33.33, w = 5
        ("knap en tredjedel", 29, 33),
        ("mere end en tredjedel", 34, 48),
        ("hver sjette", 16, 17),  # q = 16.67, w = 2.5
        ("hver tiende", 10, 10),  # w = 1.5
        ("8 ud af 10", 78, 82),
        ("otte ud af ti", 78, 82),
        ("mere end 8 ud af 10", 81, 95),
        ("to ud af tre", 65, 69),
        ("flertallet", 51, 99),
        ("størstedelen", 55, 99),
        ("langt de fleste", 75, 99),
        ("næsten alle", 90, 99),
        ("et mindretal", 1, 49),
        ("kun 13 pct.", 13, 13),
    ],
)
def test_danish_words_hold_at_both_edges_and_no_further(
    words: str, lowest: int, highest: int
) -> None:
    """The reader sees whole per cents, so the edges are whole per cents."""
    assert judge(words, share(lowest), DANISH).true
    assert judge(words, share(highest), DANISH).true
    assert not judge(words, share(lowest - 1), DANISH).true
    assert not judge(words, share(highest + 1), DANISH).true


@pytest.mark.parametrize(
    ("words", "lowest", "highest"),
    [
        ("half", 48, 52),
        ("just under half", 45, 49),
        ("one in four", 24, 26),
        ("more than a third", 34, 48),
        ("eight out of ten", 78, 82),
        ("the majority", 51, 99),
    ],
)
def test_english_words_hold_at_both_edges(words: str, lowest: int, highest: int) -> None:
    """The same intervals in the other language."""
    assert judge(words, share(lowest), ENGLISH).true
    assert judge(words, share(highest), ENGLISH).true
    assert not judge(words, share(lowest - 1), ENGLISH).true
    assert not judge(words, share(highest + 1), ENGLISH).true


@pytest.mark.parametrize("grammar", [DANISH, ENGLISH], ids=["da", "en"])
def test_every_modifier_with_every_quantity_has_an_interval(grammar: Grammar) -> None:
    """No entry of the grammar is dead: each pair is understood and can be true."""
    for modifier in grammar.modifiers:
        for quantity in grammar.quantities:
            found = interval(f"{modifier} {quantity}".strip(), grammar)
            assert found is not None
            assert any(found.holds(value) for value in range(101)), (modifier, quantity)


@pytest.mark.parametrize(
    ("words", "value", "hint"),
    [
        ("godt halvdelen", 49, "knap halvdelen"),  # D-07 of the 2020 edition
        ("størstedelen", 44, "godt 4 ud af 10"),  # D-13
        ("en tredjedel", 29, "3 ud af 10"),  # D-14
    ],
)
def test_a_false_claim_says_value_interval_and_true_words(
    words: str, value: int, hint: str
) -> None:
    """The author learns what is wrong and what would be right."""
    verdict = judge(words, share(value, "fig2.partnere.ja"), DANISH)
    assert not verdict.true
    assert words in verdict.reason
    assert f"fig2.partnere.ja is {value} %" in verdict.reason
    assert hint in better(share(value), DANISH, most=12)


def test_unknown_words_are_said_to_be_unknown() -> None:
    """Words outside the grammar cannot be tested, so they do not pass."""
    verdict = judge("en pæn sjat", share(50), DANISH)
    assert not verdict.true
    assert "does not know" in verdict.reason


def test_counts_are_judged_in_their_own_unit() -> None:
    """w is five per cent of the quantity: 45 for 900."""
    assert judge("godt 900", count(903), DANISH).true
    assert not judge("knap 900", count(903), DANISH).true
    assert not judge("over 2.500", count(2304), DANISH).true  # D-02


def test_means_take_no_quantity_words() -> None:
    """Half of a scale point means nothing."""
    assert not judge("halvdelen", Estimate("f.r.c", "mean", 3.1, 400), DANISH).true


@given(st.floats(0.02, 0.98))
def test_suggested_words_are_true(value: float) -> None:
    """Whatever the value, what is suggested holds of it."""
    estimate = share(100 * value)
    for words in better(estimate, DANISH):
        assert judge(words, estimate, DANISH).true, words


def test_no_break_spaces_and_capitals_do_not_matter() -> None:
    """The same words, as typography sets them or as a sentence begins."""
    assert judge("Knap\N{NO-BREAK SPACE}halvdelen", share(47), DANISH).true


# ------------------------------------------------------------------ comparisons

FOUND = Test("chi2", 9.0, 1, 0.003, 500)
CHANCE = Test("chi2", 2.2, 1, 0.138, 564)


def test_a_finding_needs_its_test() -> None:
    """28 against 22 per cent is a difference in the answers, not a finding (D-08)."""
    high, low = share(28, "fig5.foreninger.enig"), share(22, "fig5.tilbud.enig")
    verdict = judge_comparison(high, "flere end", low, CHANCE, DANISH)
    assert not verdict.true
    assert "chance" in verdict.reason
    assert "p = 0.138" in verdict.reason
    assert "tilsyneladende flere end" in verdict.better
    assert judge_comparison(high, "tilsyneladende flere end", low, CHANCE, DANISH).true
    assert judge_comparison(high, "flere end", low, FOUND, DANISH).true


def test_a_contrast_without_test_bears_no_finding() -> None:
    """What was not tested is not known."""
    verdict = judge_comparison(share(60), "flere end", share(20), None, DANISH)
    assert not verdict.true
    assert "no test" in verdict.reason


@pytest.mark.parametrize(
    ("words", "first", "second", "true"),
    [
        ("færre end", 16, 44, True),
        ("færre end", 44, 16, False),
        ("dobbelt så mange som", 46, 23, True),
        ("dobbelt så mange som", 41, 23, False),  # 1.78 times
        ("mere end dobbelt så mange som", 46, 15, False),  # 3.07 times: say three times
        ("tre gange så mange som", 46, 15, True),
        ("lige så mange som", 31, 33, True),
        ("lige så mange som", 30, 33, False),
    ],
)
def test_relations_hold_in_their_direction_and_ratio(
    words: str, first: int, second: int, true: bool
) -> None:
    """Direction, ratio and sameness are judged on the values."""
    assert judge_comparison(share(first), words, share(second), FOUND, DANISH).true is true


def test_equals_share_the_better_rank() -> None:
    """82, 81, 81: the last two are both second."""
    among = {"a": share(82), "b": share(81), "c": share(81)}
    assert [rank_of(estimate, among) for estimate in among.values()] == [1, 2, 2]
