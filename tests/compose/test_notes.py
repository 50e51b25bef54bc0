"""Notes say what the table holds, in the words of the language file."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from publication.compose.notes import note
from publication.model import Base, Column, Estimate, Exclusion, Row, Table, Test

LANGUAGES = Path(__file__).parents[2] / "publication" / "languages"


def language(name: str) -> dict[str, str]:
    return tomllib.loads((LANGUAGES / f"{name}.toml").read_text(encoding="utf-8"))["note"]


DANISH = language("da")


def table(**changes) -> Table:
    rows = (
        Row("foreninger", "Frivillige foreninger", 138, "foreninger"),
        Row("tilbud", "Sociale tilbud", 426, "tilbud"),
        Row("alle", "Alle", 564),
    )
    columns = (Column("enig", "Enig"), Column("uenig", "Uenig"))
    margins = {"foreninger": 0.0749, "tilbud": 0.0394, "alle": 0.035}
    estimates = {
        f"t.{row.key}.{column.key}": Estimate(
            f"t.{row.key}.{column.key}", "share", 0.5, row.n, margin=margins[row.key]
        )
        for row in rows
        for column in columns
    }
    made = Table(
        id="t",
        question="?",
        by="group",
        measure="share",
        base=Base("nyskabere", "organisationer med nyskabelser"),
        n=564,
        rows=rows,
        columns=columns,
        estimates=estimates,
        test=Test("chi-squared", 16.1, 5, 0.0066, 564),
    )
    return replace(made, **changes)


def test_a_note_by_type():
    assert note(table(), DANISH) == (
        "N = 564 organisationer med nyskabelser. "
        "Der er en statistisk sammenhæng mellem gruppe og svar, når alle svarmuligheder tages med "
        "(p = 0,007). "
        'Usikkerhed på "enig" i procentpoint: frivillige foreninger ±7, sociale tilbud ±4.'
    )


def test_a_difference_that_may_be_chance():
    said = note(table(test=Test("chi-squared", 1, 1, 0.19, 564)), DANISH)
    assert "Forskellen er ikke større, end at den kan skyldes tilfældigheder (p = 0,19)." in said
    assert "sammenhæng" not in said


@pytest.mark.parametrize(
    ("p_value", "printed"),
    [
        (0.00004, "p\N{NO-BREAK SPACE}<\N{NO-BREAK SPACE}0,001"),
        (0.0014, "p = 0,001"),
        (0.049, "p = 0,049"),
        (0.0499, "p = 0,0499"),
        (0.0504, "p = 0,0504"),
        (0.0599, "p = 0,060"),
        (0.19079, "p = 0,19"),
    ],
)
def test_p_values_never_round_across_the_level(p_value, printed):
    assert f"({printed})" in note(table(test=Test("x", 1, 1, p_value, 564)), DANISH)


def test_one_exclusion_is_told_with_its_shares_by_type():
    left_out = Exclusion(
        "ikke_relevant",
        "Ikke relevant",
        {"foreninger": 5, "tilbud": 13, "alle": 18},
        {"foreninger": 5 / 143, "tilbud": 13 / 439, "alle": 18 / 582},
    )
    assert (
        'Svaret "ikke relevant" indgår ikke (frivillige foreninger 3,5 %, sociale tilbud 3,0 %).'
        in note(table(exclusions=(left_out,)), DANISH)
    )


def test_several_exclusions_are_named_without_shares():
    both = tuple(Exclusion(k, k.capitalize(), {}, {}) for k in ("ved ikke", "ikke relevant"))
    said = note(table(exclusions=both), DANISH)
    assert 'Svarene "ved ikke" og "ikke relevant" indgår ikke.' in said


def test_a_battery_has_one_largest_margin_and_no_verdict():
    said = note(table(by="item", test=None), DANISH)
    assert said == "N = 564 organisationer med nyskabelser. Usikkerheden er højst ±7 procentpoint."


def test_means_with_a_range_of_bases():
    estimates = {"t.a.m": Estimate("t.a.m", "mean", 3.9, 696, margin=0.074)}
    said = note(
        table(by="item", measure="mean", test=None, n_range=(442, 696), estimates=estimates), DANISH
    )
    assert said == (
        "N er fra 442 til 696 organisationer med nyskabelser. "
        "Usikkerheden er højst ±0,1 på skalaen."
    )


def test_ticks_are_counted_as_ticks():
    said = note(table(measure="ticks", n=746, test=None), DANISH)
    assert said == (
        "N = 746 kryds, sat af organisationer med nyskabelser. "
        "Procenterne er andele af hver gruppes kryds. "
        "Usikkerhed i procentpoint, højst: foreninger ±7, tilbud ±4."
    )


def test_many_groups_are_summed_up_by_type():
    rows = tuple(
        Row(f"{kind}_{i}", f"{kind} {i}", 50, kind)
        for kind in ("foreninger", "tilbud")
        for i in "ab"
    )
    estimates = {
        f"t.{row.key}.{column}": Estimate(
            "", "share", 0.5, 50, margin=0.2178 if row.series == "foreninger" else 0.093
        )
        for row in rows
        for column in ("enig", "uenig")
    }
    test = Test("chi-squared", 1, 15, 0.3, 200)
    said = note(table(rows=rows, estimates=estimates, test=test), DANISH)
    assert "Forskellene er ikke større, end at de kan skyldes tilfældigheder" in said
    assert said.endswith('Usikkerhed på "enig" i procentpoint, højst: foreninger ±22, tilbud ±9.')


def test_counts_have_a_base_and_nothing_more():
    said = note(table(measure="count", test=None), DANISH)
    assert said == "N = 564 organisationer med nyskabelser."


def test_left_out_groups_are_told():
    said = note(table(suppressed=("x",)), DANISH)
    assert said.endswith("Grupper med for få svar er udeladt.")


def test_weights_are_told():
    assert note(table(weighted=True), DANISH).endswith("Svarene er vægtet.")


def test_english_has_every_sentence_of_the_danish():
    assert language("en").keys() == DANISH.keys()
    assert "statistically associated" in note(table(), language("en"))
