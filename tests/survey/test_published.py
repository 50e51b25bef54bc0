"""Published against computed: what differs, and what is allowed to."""

from __future__ import annotations

import pytest
from tiny_survey import tiny

from publication.errors import SurveyError
from publication.model import Severity
from publication.survey import compare_published, estimate

HEADER = "id,names,what,value,deviation\n"
REASONS = 'D-1 = "a printing error"\n'


def findings(folder, *rows: str, reasons: str = REASONS):
    found = estimate(tiny(folder), folder / "tables.toml")
    (folder / "published.csv").write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
    (folder / "deviations.toml").write_text(reasons, encoding="utf-8")
    return compare_published(found, folder / "published.csv")


# new: a 3 of 4, b 5 of 7, both 8 of 11; change 2.2; open excludes 1 of 5 in b
HOLDS = [
    "x,new.a.yes,percent,75,",
    "x,new.a.yes,count,0.75,",
    "x,new.a.yes,margin,42,",
    "x,new.a.yes new.b.yes,margin,42,",
    "x,new,n,11,",
    "x,views,n_min,8,",
    "x,views,n_max,8,",
    "x,views,rows,2,",
    "x,new,significant,no,",
    "x,open.b.dont_know,excluded,20,",
    "x,open.b.dont_know,excluded,20.0,",
    "x,views.quick.for,rank,1,",
    "x,views.open.for,rank,2,",
    "x,ticks.b.town,rank,1,",
    "x,new.both.yes,above,66.6,",
    "x,new.both.yes,about,75,",
    "x,change.change.mean,margin_mean,0.5,",
]


@pytest.mark.parametrize("row", HOLDS)
def test_a_statement_that_holds_is_no_finding(tmp_path, row):
    assert findings(tmp_path, row) == ()


FAILS = [
    ("x,new.a.yes,percent,74,", "x: published percent 74, computed 75"),
    ("x,new.a.yes,margin,41,", "x: published margin 41, computed 42"),
    ("x,new,n,12,", "x: published n 12, computed 11"),
    ("x,open.b.dont_know,excluded,19.9,", "x: published excluded 19.9, computed 20.00"),
    ("x,views.quick.for,rank,2,", "x: published rank 2, computed 1"),
    ("x,new.both.yes,above,75,", "x: published above 75, computed 72.73"),
    ("x,new.both.yes,about,80,", "x: published about 80, computed 72.73"),
    ("x,views,rows,3,", "x: published rows 3, computed 2"),
]


@pytest.mark.parametrize(("row", "message"), FAILS)
def test_a_statement_that_fails_is_an_error_with_its_line(tmp_path, row, message):
    (finding,) = findings(tmp_path, HOLDS[0], row)
    assert finding.severity is Severity.ERROR
    assert finding.message == message
    assert str(finding.place) == "published.csv:3"


def test_a_wrong_verdict_says_the_p_value(tmp_path):
    (finding,) = findings(tmp_path, "x,new,significant,yes,")
    assert finding.message == "x: published significant yes, computed no (p = 1.0000, Fisher)"


@pytest.mark.parametrize(
    "row",
    ["x,new.c.yes,percent,75,", "x,old,n,11,", "x,views,significant,no,", "x,new.a.x,excluded,1,"],
)
def test_what_was_not_computed_is_an_error(tmp_path, row):
    (finding,) = findings(tmp_path, row)
    assert finding.severity is Severity.ERROR
    assert "was not computed" in finding.message


def test_an_allowed_deviation_is_a_note_with_its_reason(tmp_path):
    (finding,) = findings(tmp_path, "x,new.a.yes,percent,74,D-1")
    assert finding.severity is Severity.NOTE
    assert finding.hint == "D-1: a printing error"


def test_a_deviation_that_is_not_on_the_list_is_an_error(tmp_path):
    (finding,) = findings(tmp_path, "x,new.a.yes,percent,74,D-2")
    assert finding.severity is Severity.ERROR
    assert "D-2 is not on the list" in finding.message


def test_a_deviation_that_does_not_occur_is_a_warning(tmp_path):
    (finding,) = findings(tmp_path, "x,new.a.yes,percent,75,D-1")
    assert finding.severity is Severity.WARNING
    assert finding.hint == "D-1 is no longer needed here"


def test_a_statement_of_no_known_kind_stops(tmp_path):
    with pytest.raises(SurveyError, match=r"published\.csv:2: 'percentage' is none of"):
        findings(tmp_path, "x,new.a.yes,percentage,75,")


WRONG = [
    ("x,new.a.yes,percent,7x,", "value is '7x': a whole number"),
    ("x,new.a.yes,count,many,", "value is 'many': a number"),
    ("x,new,significant,perhaps,", "value is 'perhaps': yes or no"),
    ("x,,percent,7,", "names no estimate"),
    ("x,new,rank,1,", "'new' is no name of an estimate"),
    ("x,new.a.yes,percent", "3 cells, but the header has 5"),
]


@pytest.mark.parametrize(("row", "message"), WRONG)
def test_a_row_that_is_no_statement_has_its_line(tmp_path, row, message):
    with pytest.raises(SurveyError) as caught:
        findings(tmp_path, HOLDS[0], row)
    (problem,) = caught.value.problems
    assert str(problem).startswith("published.csv:3: ")
    assert message in str(problem)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "published.csv:1: no column 'id', 'names', 'what', 'value', 'deviation'"),
        (HEADER, "published.csv:1: no published number stands in it"),
        (HEADER.replace("what", "hvad") + HOLDS[0], "published.csv:1: no column 'what'"),
    ],
)
def test_a_file_without_a_statement_is_one_problem(tmp_path, text, message):
    """Nothing is compared with an empty file: that is no pass."""
    found = estimate(tiny(tmp_path), tmp_path / "tables.toml")
    (tmp_path / "published.csv").write_text(text, encoding="utf-8")
    with pytest.raises(SurveyError) as caught:
        compare_published(found, tmp_path / "published.csv")
    (problem,) = caught.value.problems
    assert str(problem).startswith(message)
