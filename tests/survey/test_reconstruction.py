"""The reconstructed survey: every published number, and answers that look like a survey's."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from publication.model import Estimates, Severity
from publication.survey import compare_published, estimate, load, representativity, validate
from publication.survey.records import Survey

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "data" / "innovation-2020"
TABLES = ROOT / "publication" / "titles" / "innovation-2020" / "tables.toml"


@pytest.fixture(scope="module")
def survey() -> Survey:
    return validate(load(FOLDER))


@pytest.fixture(scope="module")
def found(survey) -> Estimates:
    return estimate(survey, TABLES)


def test_the_same_seed_gives_the_same_bytes(tmp_path):
    script = FOLDER / "reconstruct.py"
    subprocess.run([sys.executable, str(script), str(tmp_path)], check=True)
    assert (tmp_path / "responses.csv").read_bytes() == (FOLDER / "responses.csv").read_bytes()


def test_only_the_closed_list_of_published_numbers_deviates(found):
    findings = compare_published(found, FOLDER / "published.csv")
    assert {finding.severity for finding in findings} == {Severity.NOTE}
    deviations = sorted({finding.hint.split(":")[0] for finding in findings})
    assert deviations == ["D-02", "D-03", "D-04", "D-07", "D-13", "D-14"]


# The verdict is that of all answers, the contrast that of agreement alone: they need not agree.
@pytest.mark.parametrize(
    ("table", "first", "second", "verdict", "contrast"),
    [
        ("fig1", "foreninger.ja", "tilbud.ja", True, True),
        ("fig5", "foreninger.enig", "tilbud.enig", True, False),
        ("fig7", "flere.enig", "ikke_flere.enig", True, True),
        ("fig8", "foreninger.enig", "tilbud.enig", False, True),
        ("fig9", "gode.enig", "ikke_gode.enig", True, True),
        ("fig10", "mere.enig", "ikke_mere.enig", True, False),
        ("fig11", "foreninger.enig", "tilbud.enig", True, True),
        ("fig12", "alle_lille.enig", "alle_stor.enig", False, False),
        ("fig13", "foreninger.positivt", "tilbud.positivt", True, True),
        ("fig16", "lille.enig", "stor.enig", False, False),
    ],
)
def test_verdicts_and_contrasts(found, table, first, second, verdict, contrast):
    assert found.tables[table].test.significant is verdict
    assert found.contrast(f"{table}.{first}", f"{table}.{second}").significant is contrast


def test_verdicts_do_not_hang_on_the_seed_of_a_simulation(found):
    for table in found.tables.values():
        if table.test and "simulated" in table.test.method:
            error = (table.test.p_value * (1 - table.test.p_value) / 20_000) ** 0.5
            assert abs(table.test.p_value - table.test.alpha) > 6 * error


def test_nobody_stands_under_the_disclosure_limit(found):
    assert found.findings == ()
    assert not any(table.suppressed for table in found.tables.values())


def test_no_two_questions_were_answered_identically(survey):
    seen = {codes.tobytes() for codes in survey.codes.values()}
    assert len(seen) == len(survey.codes)


def test_items_correlate_as_in_a_survey(survey):
    """Moderately, all in the same direction, and more inside a battery than across."""
    names = [v.name for v in survey.codebook.variables.values() if v.scale.key == "enighed"]
    contributions = [v.name for v in survey.codebook.variables.values() if v.scale.key == "bidrag"]
    inside = [_correlation(survey, a, b) for a in contributions for b in contributions if a < b]
    across = [_correlation(survey, a, b) for a in names for b in contributions]
    assert 0.05 < np.mean(across) < np.mean(inside) < 0.7
    assert max(inside) < 0.9
    assert min(across) > -0.1


def _correlation(survey: Survey, first: str, second: str) -> float:
    one, two = survey.codes[first], survey.codes[second]
    both = (one >= 0) & (one < 5) & (two >= 0) & (two < 5)
    return float(np.corrcoef(one[both], two[both])[0, 1])


def test_nobody_who_completed_left_a_question_open(survey):
    done = survey.where({"gennemfoert": ("ja",)})
    asked = {key: survey.base(key) for key in survey.codebook.bases}
    for variable in survey.codebook.variables.values():
        if variable.optional or variable.name.startswith("partner_"):
            continue
        due = done & asked[variable.asked] if variable.asked else done
        assert (survey.codes[variable.name][due] >= 0).all(), variable.name


def test_every_row_of_ticks_has_one_to_three(survey):
    ticks = [v.name for v in survey.codebook.of_question("partnere")]
    answered = survey.codes[ticks[0]] >= 0
    set_ = np.sum([survey.codes[name] == 0 for name in ticks], axis=0)
    assert set(set_[answered].tolist()) == {1, 2, 3}


def test_unpublished_values_are_marked(found):
    assert not found.tables["fig1"].reconstructed
    assert found.tables["fig17"].reconstructed


def test_representativity_of_the_method_appendix(survey):
    by_type, by_service = representativity(survey)
    assert (by_type.sent, by_type.answered) == ((542, 1762), (235, 668))
    # associations answered more often (43 against 38 %), yet the sample's make-up fits
    assert by_type.response.significant
    assert not by_type.fit.significant
    assert not by_service.fit.significant
    assert by_service.reconstructed
