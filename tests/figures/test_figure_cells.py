"""What a figure shows is there, or the figure says what is not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from figure_samples import make_spec, means, partners, types

from figures.cells import Cells, select
from figures.specs import options_of
from publication.errors import FigureError
from publication.language import Language
from publication.model import FigureSpec, Table


def cells_of(spec: FigureSpec, table: Table, language: Language) -> Cells:
    return select(spec, table, options_of(spec), language)


def problems_of(spec: FigureSpec, table: Table, language: Language) -> list[str]:
    with pytest.raises(FigureError) as caught:
        cells_of(spec, table, language)
    return [problem.message for problem in caught.value.problems]


def without(table: Table, *names: str) -> Table:
    kept = {name: each for name, each in table.estimates.items() if name not in names}
    return replace(table, estimates=kept)


def test_rows_and_columns_come_in_the_order_named(danish: Language) -> None:
    spec = make_spec("fig5", "likert", rows=["tilbud", "foreninger"], columns=["uenig", "enig"])
    cells = cells_of(spec, types(), danish)
    assert [row.key for row in cells.rows] == ["tilbud", "foreninger"]
    assert [column.key for column in cells.columns] == ["uenig", "enig"]


def test_unknown_rows_and_columns_are_all_named(danish: Language) -> None:
    spec = make_spec("fig5", "likert", rows=["alle", "tilbud"], columns=["enig", "ja"])
    assert problems_of(spec, types(), danish) == [
        "fig5: table fig5 has no row 'alle'",
        "fig5: table fig5 has no column 'ja'",
    ]


def test_a_suppressed_estimate_is_named(danish: Language) -> None:
    table = without(types(), "fig5.tilbud.enig", "fig5.tilbud.uenig")
    assert problems_of(make_spec("fig5", "likert"), table, danish) == [
        "fig5: fig5.tilbud.enig is suppressed (its base is under the limit) or was not asked",
        "fig5: fig5.tilbud.uenig is suppressed (its base is under the limit) or was not asked",
    ]


def test_a_suppressed_row_is_named(danish: Language) -> None:
    table = types()
    table = replace(table, rows=table.rows[1:], suppressed=("foreninger",))
    spec = make_spec("fig5", "likert", rows=["foreninger", "tilbud"])
    assert problems_of(spec, table, danish) == [
        "fig5: row 'foreninger' of fig5 is suppressed (its base is under the limit) "
        "or was not asked"
    ]


@pytest.mark.parametrize(
    ("change", "message"),
    [({"n": 0}, "has no answers"), ({"value": float("nan")}, "has no value")],
)
def test_an_empty_estimate_is_named(
    change: dict[str, float], message: str, danish: Language
) -> None:
    table = types()
    name = "fig5.foreninger.enig"
    broken = replace(table.estimates[name], **change)  # type: ignore[arg-type]
    table = replace(table, estimates={**table.estimates, name: broken})
    assert problems_of(make_spec("fig5", "likert"), table, danish) == [f"fig5: {name} {message}"]


def test_a_table_without_rows_is_empty(danish: Language) -> None:
    table = replace(types(), rows=())
    assert problems_of(make_spec("fig5", "likert"), table, danish) == ["fig5: table fig5 is empty"]


def test_sorting_puts_the_highest_first_and_the_rest_last(danish: Language) -> None:
    """Of pairs the columns are sorted, by their longer bar."""
    spec = make_spec("fig6", "pairs", sort="value", last=["andre"])
    keys = [column.key for column in cells_of(spec, partners(), danish).columns]
    assert keys[:3] == ["kommunal", "social_forening", "fond"]
    assert keys[-1] == "andre"


@pytest.mark.parametrize(("row", "printed"), [("digitale", "3,9"), ("bestyrelse", "2,3")])
def test_means_are_printed_with_the_languages_decimal_mark(
    row: str, printed: str, danish: Language
) -> None:
    cells = cells_of(make_spec("fig17", "dots"), means(), danish)
    assert cells.printed(means()[row, "gennemsnit"]) == printed


def test_small_bases_are_said_in_words(danish: Language) -> None:
    cells = cells_of(make_spec("fig5", "likert", small_base=30), types(), danish)
    assert [cells.base(n).replace("\N{NO-BREAK SPACE}", " ") for n in (29, 30, 1234)] == [
        "kun 29 svar",
        "n = 30",
        "n = 1.234",
    ]


def test_intervals_are_drawn_where_groups_are_compared(danish: Language) -> None:
    groups = cells_of(make_spec("fig5", "likert"), types(), danish)
    alone = cells_of(make_spec("fig5", "likert", rows=["tilbud"]), types(), danish)
    items = cells_of(make_spec("fig17", "dots"), means(), danish)
    assert [each.intervals for each in (groups, alone, items)] == [True, False, False]
