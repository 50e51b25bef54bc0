"""Two texts word by word."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from publication.proof.changes import Run
from publication.proof.redline import Redline, redline, tokens_of
from tests.proof.drafts import block

WORDS = st.lists(st.sampled_from(["en", "dør", "åbner", "sig", ",", "ikke"]), max_size=12)


def lined(old: str, new: str) -> Redline:
    return redline(tokens_of([(0, block(old))]), tokens_of([(0, block(new))]))


def test_a_comma_more_is_a_comma_more() -> None:
    found = lined("Naboer hjalp naboer på måder.", "Naboer hjalp naboer, på måder.")
    assert found.runs == (
        Run("same", " Naboer hjalp naboer"),
        Run("new", ","),
        Run("same", " på måder."),
    )
    assert found.touched == ((0, 19, 20),)


def test_words_that_went_leave_an_empty_stretch_where_they_stood() -> None:
    found = lined("en meget åben dør", "en dør")
    assert [run.stroke for run in found.runs] == ["same", "gone", "same"]
    assert found.touched == ((0, 3, 3),)


def test_words_that_went_at_the_end_leave_it_at_the_end() -> None:
    assert lined("døren åbner sig", "døren").touched == ((0, 5, 5),)


def test_crumbs_between_two_changes_belong_to_them() -> None:
    found = lined("huset er stort og gammelt her", "skuret er lille og nyt her")
    assert [(run.stroke, run.text) for run in found.runs] == [
        ("gone", " huset er stort og gammelt"),
        ("new", " skuret er lille og nyt"),
        ("same", " her"),
    ]


def test_a_number_that_rests_on_the_same_is_the_same_word() -> None:
    found = lined("([share:fig1.alle.ja|84 pct.]) ja", "([share:fig1.alle.ja|83 pct.]) ja")
    assert not found.differs
    (kept,) = found.kept
    assert (kept.before.printed, kept.after.printed) == ("84 pct.", "83 pct.")


def test_a_number_bound_to_something_else_is_swapped_not_reworded() -> None:
    found = lined("[share:fig1.alle.ja|84 pct.] ja", "[share:fig1.tilbud.ja|84 pct.] ja")
    assert found.differs
    assert not found.worded
    assert [each.after.names for each in found.swapped] == [("fig1.tilbud.ja",)]


@given(WORDS, WORDS)
def test_the_strokes_hold_both_texts(old: list[str], new: list[str]) -> None:
    """What is same and gone is the old text, what is same and new the later one."""
    runs = lined(" ".join(old), " ".join(new)).runs

    def text(gone: str) -> list[str]:
        return "".join(run.text for run in runs if run.stroke != gone).split()

    assert (text("new"), text("gone")) == (old, new)


@given(WORDS)
def test_a_text_does_not_differ_from_itself(words: list[str]) -> None:
    found = lined(" ".join(words), " ".join(words))
    assert not found.differs
    assert found.touched == ()
