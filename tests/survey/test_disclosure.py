"""Small groups are left out, and cannot be worked out."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_survey import CODEBOOK, TABLES, tiny

from publication.model import Severity
from publication.survey import estimate
from publication.survey.built import Group
from publication.survey.disclosure import hidden_rows, nested_findings


def group(row: str, members: range, total: int, variable: str = "v") -> Group:
    mask = np.zeros(total, dtype=bool)
    mask[list(members)] = True
    return Group(row, variable, mask)


def test_the_limit_is_on_the_base_not_on_the_answers(tmp_path):
    # all four associations are at the limit; that only one of them said no does not matter
    codebook = CODEBOOK.replace("limit = 1", "limit = 4")
    found = estimate(tiny(tmp_path, codebook=codebook), tmp_path / "tables.toml")
    assert found.get("new.a.no").count == 1


def test_a_small_group_takes_the_smallest_other_with_it(tmp_path):
    codebook = CODEBOOK.replace("limit = 1", "limit = 5")
    found = estimate(tiny(tmp_path, codebook=codebook), tmp_path / "tables.toml")
    table = found.tables["new"]
    # 4 associations are too few; 11 in all less 7 services would give them away
    assert table.suppressed == ("a", "b")
    assert [row.key for row in table.rows] == ["both"]
    assert found.get("new.a.yes") is None
    assert not [names for names in found.contrasts if "new.a." in names[0] + names[1]]
    assert found.tables["open"].exclusions[0].counts == {"both": 1}


def test_what_was_left_out_is_told(tmp_path):
    codebook = CODEBOOK.replace("limit = 1", "limit = 5")
    found = estimate(tiny(tmp_path, codebook=codebook), tmp_path / "tables.toml")
    notes = [f.message for f in found.findings if f.severity is Severity.NOTE]
    assert "new: a, b left out, base under the limit" in notes


def test_without_a_total_nothing_else_is_hidden():
    groups = [group("a", range(3), 20), group("b", range(3, 10), 20), group("c", range(10, 20), 20)]
    assert hidden_rows(groups, 5) == {"a"}


def test_the_smallest_companion_goes():
    groups = [
        group("a", range(3), 20),
        group("b", range(3, 9), 20),
        group("c", range(9, 20), 20),
        group("all", range(20), 20),
    ]
    assert hidden_rows(groups, 5) == {"a", "b"}


def test_two_hidden_that_are_still_few_together_take_a_third():
    groups = [
        group("a", range(1), 20),
        group("b", range(1, 3), 20),
        group("c", range(3, 9), 20),
        group("d", range(9, 20), 20),
        group("all", range(20), 20),
    ]
    assert hidden_rows(groups, 5) == {"a", "b", "c"}


@given(st.lists(st.integers(1, 30), min_size=1, max_size=6), st.integers(2, 10))
def test_no_shown_rows_reveal_a_small_one(sizes, limit):
    ends = np.cumsum([0, *sizes])
    total = int(ends[-1])
    groups = [
        group(f"g{i}", range(int(ends[i]), int(ends[i + 1])), total) for i in range(len(sizes))
    ]
    groups.append(group("all", range(total), total))
    hidden = hidden_rows(groups, limit)
    shown = [g for g in groups if g.row not in hidden]
    assert all(g.members.sum() >= limit for g in shown)
    if any(g.row == "all" for g in shown):
        left = total - sum(int(g.members.sum()) for g in shown if g.row != "all")
        assert left == 0 or left >= limit or len(shown) == 1


def test_nested_groups_that_differ_by_a_few_are_a_finding():
    tables = [("one", [group("all", range(20), 20)]), ("two", [group("most", range(17), 20)])]
    (finding,) = nested_findings(tables, 5)
    assert finding.severity is Severity.WARNING
    assert finding.message.startswith("two.most is part of one.all, and only 3 organisations")


@pytest.mark.parametrize(
    ("small", "variable"),
    [
        (range(15), "v"),  # differs by the limit
        (range(20), "v"),  # the same group
        (range(17), "w"),  # tells of another question
    ],
)
def test_other_groups_are_no_finding(small, variable):
    tables = [("one", [group("all", range(20), 20)]), ("two", [group("x", small, 20, variable)])]
    assert nested_findings(tables, 5) == []


def test_a_title_whose_bases_nest_too_closely(tmp_path):
    # 8 innovators answered "open", 7 of them not "don't know": one organisation stands between
    tables = TABLES + '\n[table.open_all]\nvariable = "open_minded"\ngroups = "type"\n'
    codebook = CODEBOOK.replace("limit = 1", "limit = 3")
    found = estimate(tiny(tmp_path, codebook=codebook, tables=tables), tmp_path / "tables.toml")
    messages = [f.message for f in found.findings if f.severity is Severity.WARNING]
    assert any(m.startswith("open.both is part of open_all.both, and only 1 ") for m in messages)
