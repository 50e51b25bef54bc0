"""Four formats, one survey."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pyreadstat
import pytest
from tiny_survey import CODEBOOK, POPULATION, RESPONSES, tiny, write

from publication.errors import SurveyError
from publication.survey import load, validate


def frame(folder: Path) -> pd.DataFrame:
    write(folder)
    return pd.read_csv(folder / "responses.csv", dtype=str, keep_default_na=False)


def same(one, other) -> bool:
    return all(np.array_equal(one.codes[name], other.codes[name]) for name in one.codes)


def test_csv_keeps_every_answer(tmp_path):
    survey = tiny(tmp_path)
    assert survey.respondents == 12
    # index into agree, neither, disagree, dont_know; -1 where nothing was answered
    assert survey.codes["open_minded"].tolist() == [0, 0, 2, -1, 0, 1, 3, 2, 2, -1, -1, -1]


@pytest.mark.parametrize("absent", ["", None])
def test_parquet_is_the_same_survey(tmp_path, absent):
    expected = tiny(tmp_path)
    table = frame(tmp_path).replace("", absent)
    (tmp_path / "responses.csv").unlink()
    table.to_parquet(tmp_path / "responses.parquet")
    assert same(validate(load(tmp_path)), expected)


def test_parquet_with_categories_and_several_row_groups(tmp_path):
    expected = tiny(tmp_path)
    table = frame(tmp_path).astype("category")
    (tmp_path / "responses.csv").unlink()
    table.to_parquet(tmp_path / "responses.parquet", row_group_size=5)
    assert same(validate(load(tmp_path)), expected)


NUMBERS = {
    "type": {"a": 1, "b": 2},
    "new": {"yes": 1, "no": 2},
    "open_minded": {"agree": 1, "neither": 2, "disagree": 3, "dont_know": 98},
    "quick": {"agree": 1, "neither": 2, "disagree": 3, "dont_know": 98},
    "change": {"1": 1, "2": 2, "3": 3, "dont_know": 98},
    "town": {"yes": 1, "no": 2},
    "fund": {"yes": 1, "no": 2},
    "firm": {"yes": 1, "no": 2},
}
LABELS = {
    "type": {1: "Associations", 2: "Services"},
    "new": {1: "Yes", 2: "No"},
    "open_minded": {1: "Agree", 2: "Neither", 3: "Disagree", 98: "Don't know"},
    "quick": {1: "Agree", 2: "Neither", 3: "Disagree", 98: "Don't know"},
    "change": {98: "Don't know"},
    "town": {1: "Yes", 2: "No"},
    "fund": {1: "Yes", 2: "No"},
    "firm": {1: "Yes", 2: "No"},
}


def numbered(folder: Path) -> pd.DataFrame:
    """The survey as survey houses deliver it: numbers, explained by value labels."""
    table = frame(folder)
    for name, codes in NUMBERS.items():
        table[name] = table[name].map(codes).astype(float)
    return table


def test_spss_by_value_labels_with_user_missing_kept(tmp_path):
    expected = tiny(tmp_path)
    table = numbered(tmp_path)
    (tmp_path / "responses.csv").unlink()
    # 98 is declared missing in SPSS; here it is the answer "don't know"
    missing = {name: [98] for name in ("open_minded", "quick", "change")}
    pyreadstat.write_sav(
        table,
        str(tmp_path / "responses.sav"),
        variable_value_labels=LABELS,
        missing_ranges=missing,
    )
    assert same(validate(load(tmp_path)), expected)


def test_stata_by_value_labels(tmp_path):
    expected = tiny(tmp_path)
    table = numbered(tmp_path)
    (tmp_path / "responses.csv").unlink()
    pyreadstat.write_dta(table, str(tmp_path / "responses.dta"), variable_value_labels=LABELS)
    assert same(validate(load(tmp_path)), expected)


def test_wrong_encoding_names_every_line(tmp_path):
    write(tmp_path)
    text = RESPONSES.replace("\n3,a", "\nå3,a").replace("\n7,b", "\nø7,b")
    (tmp_path / "responses.csv").write_bytes(text.encode("latin-1"))
    with pytest.raises(SurveyError) as error:
        load(tmp_path)
    places = [str(problem.place) for problem in error.value.problems]
    assert places == ["responses.csv:4", "responses.csv:8"]
    assert "not utf-8" in str(error.value)


def test_the_codebook_may_name_another_encoding(tmp_path):
    codebook = CODEBOOK.replace('source = "nobody"', 'source = "nobody"\nencoding = "latin-1"')
    write(tmp_path, codebook=codebook)
    (tmp_path / "responses.csv").write_bytes(RESPONSES.replace("1,a", "å1,a", 1).encode("latin-1"))
    assert load(tmp_path).columns["id"].spellings[0] == "å1"


def test_no_answers_and_two_files_of_answers(tmp_path):
    write(tmp_path)
    (tmp_path / "responses.dta").write_bytes(b"")
    with pytest.raises(SurveyError, match=r"found responses\.csv, responses\.dta"):
        load(tmp_path)
    (tmp_path / "responses.csv").unlink()
    (tmp_path / "responses.dta").unlink()
    with pytest.raises(SurveyError, match="found none"):
        load(tmp_path)


@pytest.mark.parametrize("ending", ["parquet", "sav", "dta"])
def test_a_broken_file_is_a_survey_error(tmp_path, ending):
    write(tmp_path)
    (tmp_path / "responses.csv").unlink()
    (tmp_path / f"responses.{ending}").write_bytes(b"not at all")
    with pytest.raises(SurveyError, match="cannot be read"):
        load(tmp_path)


def test_a_ragged_csv_is_a_survey_error(tmp_path):
    write(tmp_path, responses=RESPONSES + "13,a,yes,agree,agree,3,yes,no,no,too,many\n")
    with pytest.raises(SurveyError, match=r"responses\.csv:14: 11 cells, but the header has 9"):
        load(tmp_path)


def test_rows_too_short_are_told_at_once(tmp_path):
    """pandas fills them up: an answer that was cut off would be none."""
    lines = RESPONSES.splitlines()
    lines[2], lines[11] = "2,a,yes,agree", "11,b,no"
    write(tmp_path, responses="\n".join(lines) + "\n")
    with pytest.raises(SurveyError) as caught:
        load(tmp_path)
    assert [str(problem) for problem in caught.value.problems] == [
        "responses.csv:3: 4 cells, but the header has 9",
        "responses.csv:12: 3 cells, but the header has 9",
    ]


def test_quoted_cells_with_separators_are_whole(tmp_path):
    quoted = RESPONSES.replace("1,a,yes", '1,"a","yes"', 1)
    assert load(write(tmp_path, responses=quoted)).rows == 12
    (tmp_path / "responses.csv").write_text(quoted.replace("12,b,,,,,,,", '12,"b",'), "utf-8")
    with pytest.raises(SurveyError, match=r"responses\.csv:13: 3 cells"):
        load(tmp_path)


def test_a_quotation_mark_that_is_never_closed_has_its_line(tmp_path):
    write(tmp_path, responses=RESPONSES.replace("4,a,no", '4,"a,no', 1))
    with pytest.raises(SurveyError, match=r"responses\.csv:5: a quotation mark is opened"):
        load(tmp_path)


def test_a_file_in_utf_16_is_called_so(tmp_path):
    write(tmp_path).joinpath("responses.csv").write_text(RESPONSES, encoding="utf-16")
    with pytest.raises(SurveyError, match="the file is UTF-16"):
        load(tmp_path)


def test_a_column_of_the_population_that_is_missing_is_one_problem(tmp_path):
    write(tmp_path, population=POPULATION.replace("sent", "sendt"))
    with pytest.raises(SurveyError) as caught:
        load(tmp_path)
    (problem,) = caught.value.problems
    assert str(problem).startswith("population.csv:1: no column 'sent' (the header is: variable")


def test_population_lines_that_are_no_strata(tmp_path):
    write(tmp_path, population="variable,level,sent,answered,completed\ntype,a,many,4,\n")
    with pytest.raises(SurveyError, match=r"population\.csv:2"):
        load(tmp_path)


def test_a_byte_order_mark_is_no_part_of_the_first_name(tmp_path):
    expected = tiny(tmp_path)
    (tmp_path / "responses.csv").write_text("\ufeff" + RESPONSES, encoding="utf-8")
    assert same(validate(load(tmp_path)), expected)


def test_another_separator_is_asked_for_or_guessed_at(tmp_path):
    expected = tiny(tmp_path)
    text = RESPONSES.replace(",", ";")
    write(tmp_path, responses=text)
    with pytest.raises(SurveyError, match=r"one column only, 'id;type.*set survey\.separator"):
        load(tmp_path)
    write(tmp_path, text, CODEBOOK.replace('id = "tiny"', 'id = "tiny"\nseparator = ";"'))
    assert same(validate(load(tmp_path)), expected)
