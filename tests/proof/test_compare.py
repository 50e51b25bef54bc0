"""What changed between two drafts, and why."""

from __future__ import annotations

from dataclasses import replace

import pytest

from publication.errors import ProofError
from publication.proof.bars import Stretch, bars_of
from publication.proof.changes import Cause, CellChange, Fact, LayoutChange, Shift
from publication.proof.compare import compare
from publication.proof.records import Leaf
from tests.proof.drafts import block, draft, picture, rule, share

TEXT = "[share:fig1.alle.ja|84 pct.] indførte nyskabelser i foråret."
LINES = [
    "Foreningerne stillede om på få dage.",
    "Tilbuddene holdt kontakten med borgerne.",
    "Bestyrelserne blev sjældent spurgt.",
    "Kommunen ringede rundt til partnerne.",
    "Regionen fulgte efter i løbet af maj.",
]


def nothing_but(counts: dict[str, int]) -> dict[str, int]:
    kinds = ("words", "numbers", "claims", "figures", "moves", "layout")
    return {kind: counts.get(kind, 0) for kind in kinds}


def test_a_draft_does_not_differ_from_itself() -> None:
    one = draft(*LINES)
    found = compare(one, one)
    assert not found.any
    assert bars_of(found) == ()


def test_drafts_of_two_titles_are_not_compared() -> None:
    with pytest.raises(ProofError, match="prøve and andet"):
        compare(draft(*LINES), draft(*LINES, title_id="andet"))


def test_a_word_is_found_with_page_line_and_source() -> None:
    """Line 2 of LINES begins on line 3 of page 1, and "borgerne" stands on line 4."""
    found = compare(
        draft(*LINES), draft(LINES[0], LINES[1].replace("borgerne", "alle"), *LINES[2:])
    )
    assert found.counts == nothing_but({"words": 1})
    after = found.words[0].after
    assert after is not None
    assert (after.page, after.line, after.place) == ("1", 4, "chapters/a.html:2")
    assert bars_of(found) == (Stretch(0, False, 35.0, 40.0),)


def test_a_word_that_pushes_pages_on_is_one_change() -> None:
    """A sentence more on page 1 moves every later block; only the sentence is told."""
    longer = f"{LINES[0]} Det gik hurtigt, og det gik godt, fortæller de fleste af dem i dag."
    old, new = draft(*LINES * 4), draft(longer, *(LINES * 4)[1:])
    found = compare(old, new)
    assert len(new.leaves) == len(old.leaves) + 1
    assert found.counts == nothing_but({"words": 1, "layout": 2})
    assert {stretch.page for stretch in bars_of(found)} == {0}
    assert [shift.by for shift in found.shifts] == [1] * len(found.shifts)


def test_pages_that_follow_are_paired_with_what_they_held() -> None:
    page = [
        f"{word} fyldte hele siden med sine egne ord og sit eget liv, dag efter dag, " * 2
        for word in ("Foreningen", "Tilbuddet", "Bestyrelsen")
    ]
    old = draft(*page)
    new = draft("Et nyt afsnit, som " + "kommer helt først i kapitlet. " * 4, *page)
    found = compare(old, new)
    assert found.shifts[-1].by == 1
    assert isinstance(found.shifts[0], Shift)


def test_what_only_moves_is_no_change_of_words() -> None:
    found = compare(draft(*LINES), draft(*LINES[1:], LINES[0]))
    assert found.counts == nothing_but({"moves": 1})
    assert found.moves[0].text == LINES[0]


def test_paragraphs_that_move_together_are_one_move() -> None:
    found = compare(draft(*LINES), draft(*LINES[2:], *LINES[:2]))
    assert [move.blocks for move in found.moves] == [2]


# ------------------------------------------------------------------ numbers


def numbers(value: float, **fields: object) -> dict[str, object]:
    return {"numbers": {"fig1.alle.ja": share(value)}, "rules": {"fig1": rule()}, **fields}


def test_new_data_give_a_number_its_cause() -> None:
    old = draft(TEXT, **numbers(0.84))
    new = draft(TEXT.replace("84", "83"), **numbers(0.83, data="d1"))
    found = compare(old, new)
    assert found.counts == nothing_but({"numbers": 1})
    (change,) = found.numbers
    assert (change.before, change.after) == ("84 pct.", "83 pct.")
    assert change.values == (0.84, 0.83)
    assert change.causes == (Cause.DATA,)
    assert change.question == "Har I nyt?"


def test_one_number_in_two_places_is_one_change() -> None:
    old = draft(TEXT, f"Ja, {TEXT}", **numbers(0.84))
    new = draft(*(text.replace("84", "83") for text in (TEXT, f"Ja, {TEXT}")), **numbers(0.83))
    (change,) = compare(old, new).numbers
    assert [place.place for place in change.places] == ["chapters/a.html:1", "chapters/a.html:2"]


@pytest.mark.parametrize(
    ("before", "after", "cause", "fact"),
    [
        (
            rule(filter={"base.nyskabelser": "ja"}),
            rule(filter={"base.nyskabelser": "ja / nej"}),
            Cause.FILTER,
            Fact("base.nyskabelser", "ja", "ja / nej"),
        ),
        (
            rule(definition={"exclude": ""}),
            rule(definition={"exclude": "ikke_relevant"}),
            Cause.DEFINITION,
            Fact("exclude", "", "ikke_relevant"),
        ),
        (rule(), rule(weights="type"), Cause.WEIGHT, Fact("weights", "", "type")),
    ],
)
def test_what_else_may_change_a_number(
    before: object, after: object, cause: Cause, fact: Fact
) -> None:
    old = draft(TEXT, **{**numbers(0.84), "rules": {"fig1": before}})
    new = draft(TEXT.replace("84", "83"), **{**numbers(0.83), "rules": {"fig1": after}})
    (change,) = compare(old, new).numbers
    assert change.causes == (cause,)
    assert change.facts == (fact,)


def test_the_condition_of_another_row_is_no_cause() -> None:
    old = draft(TEXT, **{**numbers(0.84), "rules": {"fig1": rule(filter={"row.tilbud": "a"})}})
    new = draft(
        TEXT.replace("84", "83"),
        **{**numbers(0.83, data="d1"), "rules": {"fig1": rule(filter={"row.tilbud": "b"})}},
    )
    assert compare(old, new).numbers[0].causes == (Cause.DATA,)


def test_nothing_else_changed_so_the_program_did() -> None:
    new = draft(TEXT.replace("84", "83"), **numbers(0.83))
    assert compare(draft(TEXT, **numbers(0.84)), new).numbers[0].causes == (Cause.CALCULATION,)


def test_other_digits_of_the_same_value_are_rounding() -> None:
    text = "Det blev [mean:fig1.alle.ja|3,9] i snit."
    new = draft(text.replace("3,9", "3,87"), **numbers(3.87))
    assert compare(draft(text, **numbers(3.87)), new).numbers[0].causes == (Cause.ROUNDING,)


def test_another_form_of_the_same_digits_is_the_author() -> None:
    new = draft(TEXT.replace("84 pct.", "84 %"), **numbers(0.84))
    assert compare(draft(TEXT, **numbers(0.84)), new).numbers[0].causes == (Cause.TEXT,)


def test_a_number_from_elsewhere_has_its_source() -> None:
    text = "De talte med [external:source:people|30] ledere."
    found = compare(draft(text), draft(text.replace("30", "34")))
    assert found.numbers[0].causes == (Cause.SOURCE,)


def test_another_estimate_in_the_same_place_is_the_author() -> None:
    new = draft(TEXT.replace("fig1.alle.ja|84", "fig1.tilbud.ja|84"))
    found = compare(draft(TEXT), new)
    assert found.counts == nothing_but({"numbers": 1})
    assert found.numbers[0].causes == (Cause.TEXT,)
    assert found.numbers[0].facts == (Fact("name", "fig1.alle.ja", "fig1.tilbud.ja"),)


def test_a_value_no_reader_sees_is_told_apart() -> None:
    found = compare(draft(TEXT, **numbers(0.841)), draft(TEXT, **numbers(0.838, data="d1")))
    assert not found.any
    assert found.unseen == ("fig1.alle.ja",)


def test_a_claim_reworded_because_of_the_data() -> None:
    text = "[claim:fig1.alle.ja|Knap halvdelen] gjorde det."
    old = draft(text, **numbers(0.48))
    new = draft(text.replace("Knap", "Godt"), **numbers(0.52, data="d1"))
    found = compare(old, new)
    assert found.counts == nothing_but({"claims": 1})
    assert found.claims[0].causes == (Cause.DATA, Cause.TEXT)


def test_a_claim_reworded_by_the_author_alone() -> None:
    text = "[claim:fig1.alle.ja|Knap halvdelen] gjorde det."
    new = draft(text.replace("Knap", "Næsten"), **numbers(0.48))
    assert compare(draft(text, **numbers(0.48)), new).claims[0].causes == (Cause.TEXT,)


def test_page_numbers_that_follow_are_counted_and_barred_not_listed() -> None:
    text = "Se side [reference:case-1|22]."
    found = compare(draft(text), draft(text.replace("22", "24")))
    assert not found.any
    assert found.references == 1
    assert len(bars_of(found)) == 1


# ------------------------------------------------------------------ figures and pages


def test_a_figure_differs_by_its_cells() -> None:
    old = draft(*LINES, figures={"fig1": picture(("Tilbud", "84 %"), ("Foreninger", "70 %"))})
    new = draft(
        *LINES,
        figures={"fig1": picture(("Tilbud", "83 %"), ("Foreninger", "70 %"), svg="<svg>b</svg>")},
        data="d1",
    )
    found = compare(old, new)
    assert found.counts == nothing_but({"figures": 1})
    (change,) = found.figures
    assert change.cells == (CellChange("Tilbud", "ja", "84 %", "83 %"),)
    assert change.causes == (Cause.DATA,)
    assert not change.redrawn
    assert [pair.after for pair in found.pages if pair.changed] == [0]


def test_a_figure_drawn_otherwise_with_the_same_data() -> None:
    old = draft(*LINES, figures={"fig1": picture(("Tilbud", "84 %"))})
    new = draft(*LINES, figures={"fig1": picture(("Tilbud", "84 %"), svg="<svg>b</svg>")})
    (change,) = compare(old, new).figures
    assert change.redrawn
    assert change.cells == change.causes == ()


def test_computed_words_belong_to_their_figure() -> None:
    """Neither the note nor the row of data under it is anybody's wording."""
    note = block("Note N = 843 organisationer.", kind="figure-note", figure="fig1")
    row = block("Tilbud | 84 %", kind="data", figure="fig1")
    figures = {"fig1": picture(("Tilbud", "84 %"))}
    old = draft(*LINES, note, row, figures=figures)
    new = draft(
        *LINES,
        block("Note N = 845 organisationer.", kind="figure-note", figure="fig1"),
        block("Tilbud | 83 %", kind="data", figure="fig1"),
        figures={"fig1": picture(("Tilbud", "83 %"))},
    )
    found = compare(old, new)
    assert found.counts == nothing_but({"figures": 1})
    assert len(found.figures[0].texts) == 1
    assert bars_of(found)


def test_a_new_figure_and_one_that_is_gone() -> None:
    old = draft(*LINES, figures={"fig1": picture()})
    new = draft(*LINES, figures={"fig2": replace(picture(), id="fig2")})
    changes = {change.id: (change.before, change.after) for change in compare(old, new).figures}
    assert changes["fig1"][1] is None
    assert changes["fig2"][0] is None


def test_a_new_blank_page_is_layout() -> None:
    """Ten lines fill three pages; the fourth is blank."""
    old = draft(*LINES)
    new = replace(old, leaves=(*old.leaves, Leaf("4", "a", blank=True)))
    assert compare(old, new).layout == (
        LayoutChange("pages", "", 3, 4),
        LayoutChange("blank", "Første", 0, 1),
    )


def test_the_numbers_of_a_pictures_key_line_follow_from_the_picture() -> None:
    old = draft(block("Der er lys i 84 procent af dørene", kind="label"))
    new = draft(block("Der er lys i 83 procent af dørene", kind="label"))
    found = compare(old, new)
    assert not found.any
    assert bars_of(found)
    reworded = draft(block("Der er mørkt i 83 procent af dørene", kind="label"))
    assert compare(old, reworded).counts == nothing_but({"words": 1})


def test_a_motifs_measures_are_no_table_for_readers() -> None:
    """It is drawn otherwise, and why is told; its millimetres are nobody's figures."""
    motif = replace(picture(("14.0", "4.4")), id="cover", label="", table="")
    redrawn = replace(picture(("14.0", "4.7"), svg="<svg>b</svg>"), id="cover", label="", table="")
    rules = {"fig1": rule()}
    old = draft(*LINES, figures={"cover": motif}, rules=rules)
    new = draft(*LINES, figures={"cover": redrawn}, rules=rules, data="d1")
    (change,) = compare(old, new).figures
    assert (change.cells, change.redrawn, change.causes) == ((), True, (Cause.DATA,))
