"""Tables of the tiny survey, every number counted by hand from its twelve lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_survey import CODEBOOK, RESPONSES, TABLES, tiny, write

from publication.errors import SurveyError
from publication.model import Estimates
from publication.survey import estimate, load, validate


def estimates(folder, **texts: str) -> Estimates:
    return estimate(tiny(folder, **texts), folder / "tables.toml")


def numbers(found: Estimates, table: str, row: str) -> list[float]:
    """Values of a row in the order of its columns."""
    shown = found.tables[table]
    return [shown[row, column.key].value for column in shown.columns]


def test_shares_by_group_with_their_bases(tmp_path):
    found = estimates(tmp_path)
    assert numbers(found, "new", "a") == [3 / 4, 1 / 4]
    assert numbers(found, "new", "b") == [5 / 7, 2 / 7]
    assert numbers(found, "new", "both") == [8 / 11, 3 / 11]
    table = found.tables["new"]
    assert table.n == 11
    assert [(row.key, row.n, row.series) for row in table.rows] == [
        ("a", 4, "a"),
        ("b", 7, "b"),
        ("both", 11, "alle"),
    ]
    assert found.get("new.a.yes").count == 3


def test_exclusions_leave_the_base_and_are_told(tmp_path):
    table = estimates(tmp_path).tables["open"]
    assert table.n == 7
    assert [column.key for column in table.columns] == ["for", "other"]
    (left_out,) = table.exclusions
    assert left_out.label == "Don't know"
    assert left_out.counts == {"a": 0, "b": 1, "both": 1}
    assert left_out.shares == {"a": 0.0, "b": 1 / 5, "both": 1 / 8}


def test_the_base_is_named_and_its_filter_told(tmp_path):
    table = estimates(tmp_path).tables["open"]
    assert table.base.label == "organisations with new practices"
    assert table.filter == "New practices: Yes"


def test_the_verdict_is_on_all_answers_and_without_the_total(tmp_path):
    test = estimates(tmp_path).tables["open"].test
    # agree, neither, disagree by two groups, though only two columns are printed
    assert (test.df, test.n, test.method) == (2, 7, "simulated chi-squared")


def test_items_of_a_battery(tmp_path):
    found = estimates(tmp_path)
    assert numbers(found, "views", "open") == [3 / 8, 4 / 8, 1 / 8]
    assert numbers(found, "views", "quick") == [4 / 8, 3 / 8, 1 / 8]
    assert found.tables["views"].question == "Do you agree?"


def test_a_single_item_is_quoted_after_its_question(tmp_path):
    question = estimates(tmp_path).tables["open"].question
    assert question == 'Do you agree with this? "We are open"'


def test_means_leave_out_what_is_off_the_scale(tmp_path):
    found = estimates(tmp_path)
    # 3 2 1 | 3 3 2 3 2 1 2
    assert numbers(found, "change_by", "a") == [2.0]
    assert numbers(found, "change_by", "b") == [pytest.approx(16 / 7)]
    assert found.get("change.change.mean").value == pytest.approx(22 / 10)
    assert found.get("change.change.mean").n == 10
    assert found.contrast("change_by.a.mean", "change_by.b.mean").method == "Welch t"


def test_ticks_and_organisations_are_two_tables(tmp_path):
    found = estimates(tmp_path)
    # a: two towns, two funds; b: four towns, two firms
    assert numbers(found, "ticks", "a") == [2 / 4, 2 / 4, 0]
    assert numbers(found, "ticks", "b") == [4 / 6, 0, 2 / 6]
    assert found.tables["ticks"].n == 10
    # a: three organisations; b: five
    assert numbers(found, "partners", "a") == [2 / 3, 2 / 3, 0]
    assert numbers(found, "partners", "b") == [4 / 5, 0, 2 / 5]
    assert found.tables["partners"].n == 8


def test_contrasts_inside_a_table(tmp_path):
    found = estimates(tmp_path)
    groups = found.contrast("open.a.for", "open.b.for")
    assert (groups.method, groups.n) == ("Fisher", 7)
    # both items were answered by 8; open only: 2; quick only: 3
    items = found.contrast("views.open.for", "views.quick.for")
    assert (items.method, items.n) == ("McNemar, exact, Holm", 8)
    columns = found.contrast("views.open.for", "views.open.other")
    assert columns.method == "McNemar, exact"
    assert found.contrast("open.a.for", "open.both.for") is None


def test_a_contrast_is_found_in_either_order(tmp_path):
    found = estimates(tmp_path)
    assert found.contrast("open.a.for", "open.b.for") == found.contrast("open.b.for", "open.a.for")


def test_empty_groups_are_reported_together(tmp_path):
    tables = TABLES.replace(
        'b = { where = { type = ["b"] }, series = "b" }',
        'b = { where = { type = ["b"], new = ["no"] }, series = "b" }',
    )
    with pytest.raises(SurveyError) as error:
        estimates(tmp_path, tables=tables)
    assert [problem.message for problem in error.value.problems] == [
        "table open: nobody stands in row b",
        "table ticks: nobody stands in row b",
        "table partners: nobody stands in row b",
    ]


def test_finite_population_correction(tmp_path):
    endless = estimates(tmp_path).get("new.a.yes").margin
    finite = estimates(tmp_path, tables="[options]\nfpc = true\n" + TABLES).get("new.a.yes").margin
    # 4 of 10 associations answered
    assert finite == pytest.approx(endless * (1 - 4 / 10) ** 0.5)


def test_raked_weights_move_the_total_but_not_the_groups(tmp_path):
    found = estimates(tmp_path, tables='[options]\nrake = ["type"]\n' + TABLES)
    assert numbers(found, "new", "a") == pytest.approx([3 / 4, 1 / 4])
    # a weighs 12 * (10/30) / 4 = 1, b 12 * (20/30) / 8 = 1: as it happens, nothing moves
    assert numbers(found, "new", "both") == pytest.approx([8 / 11, 3 / 11])


def test_given_weights_move_shares_and_keep_bases(tmp_path):
    codebook = CODEBOOK.replace('source = "nobody"', 'source = "nobody"\nweight = "w"')
    lines = RESPONSES.splitlines()
    text = "\n".join(
        [lines[0] + ",w", *(f"{line},{3 if ',a,' in line else 1}" for line in lines[1:])]
    )
    found = estimates(tmp_path, responses=text + "\n", codebook=codebook)
    # 4 associations at 3, 7 services at 1: (9 + 5) / (12 + 7)
    assert numbers(found, "new", "both")[0] == pytest.approx(14 / 19)
    assert found.get("new.both.yes").n == 11
    assert found.get("new.both.yes").margin > estimates(tmp_path).get("new.both.yes").margin
    assert found.tables["new"].weighted
    # 4 at 3 and 8 at 1: 12 * (36 + 8) / 20 / 20
    assert found.design_effect == pytest.approx(12 * 44 / 400)


def test_unweighted_answers_have_no_design_effect(tmp_path):
    found = estimates(tmp_path)
    assert found.design_effect == 1
    assert not found.tables["new"].weighted


ANSWERS = st.lists(
    st.tuples(
        st.sampled_from(["a", "b"]),
        st.sampled_from(["agree", "neither", "disagree", "dont_know", ""]),
        st.sampled_from(["1", "2", "3", "dont_know", ""]),
    ),
    min_size=2,
    max_size=40,
).filter(
    lambda rows: all(
        any(r[0] == kind and r[1] in ("agree", "neither", "disagree") for r in rows)
        and any(r[0] == kind and r[2] in ("1", "2", "3") for r in rows)
        for kind in ("a", "b")
    )
)
OPEN_TABLES = TABLES[: TABLES.index("[table.ticks]")]


@given(ANSWERS)
def test_any_answers_give_shares_of_one_within_their_intervals(tmp_path_factory, answers):
    folder = tmp_path_factory.mktemp("survey")
    lines = [f"{i},{t},yes,{o},{o},{c},,," for i, (t, o, c) in enumerate(answers)]
    text = RESPONSES.splitlines()[0] + "\n" + "\n".join(lines) + "\n"
    write(folder, responses=text, tables=OPEN_TABLES, population="")
    found = estimate(validate(load(folder)), folder / "tables.toml")
    for table in found.tables.values():
        for row in table.rows:
            cells = [table[row.key, column.key] for column in table.columns]
            assert all(cell.low - 1e-12 <= cell.value <= cell.high + 1e-12 for cell in cells)
            assert all(cell.n == row.n for cell in cells)
            if table.measure == "share":
                assert sum(cell.value for cell in cells) == pytest.approx(1)
                assert sum(cell.count for cell in cells) == pytest.approx(row.n)
    both = found.tables["open"]
    rows = {row.key: row.n for row in both.rows}
    assert rows["a"] + rows["b"] == rows["both"] == both.n


def test_a_row_without_a_single_tick_is_empty(tmp_path):
    text = RESPONSES.replace("1,a,yes,agree,agree,3,yes", "1,a,yes,agree,agree,3,no")
    text = text.replace("agree,neither,2,yes,yes,no", "agree,neither,2,no,no,no")
    text = text.replace("disagree,agree,1,no,yes,no", "disagree,agree,1,no,no,no")
    with pytest.raises(SurveyError, match="table ticks: nobody stands in row a"):
        estimates(tmp_path, responses=text)


def test_equal_weights_change_nothing(tmp_path):
    codebook = CODEBOOK.replace('source = "nobody"', 'source = "nobody"\nweight = "w"')
    lines = RESPONSES.splitlines()
    text = "\n".join([lines[0] + ",w", *(line + ",5" for line in lines[1:])]) + "\n"
    weighted = estimates(tmp_path, responses=text, codebook=codebook)
    plain = estimates(tmp_path)
    assert weighted.contrasts == plain.contrasts
    for name in plain.names():
        assert weighted.get(name).value == pytest.approx(plain.get(name).value)
