"""The same numbers as R: r/oracle.csv is made by r/oracle.R from r/frame.csv."""

from __future__ import annotations

import csv
from math import sqrt
from pathlib import Path

import numpy as np
import pytest
from tiny_survey import write

from publication.model import Test
from publication.survey import load, significance, validate
from publication.survey.intervals import mean_interval, normal_quantile, share_interval
from publication.survey.records import Survey, design_effect
from publication.survey.tables import Options
from publication.survey.tallies import mean, share, tally
from publication.survey.weighting import rake

HERE = Path(__file__).parent / "r"

with (HERE / "oracle.csv").open(encoding="utf-8") as file:
    ORACLE = {row["case"]: row["value"] for row in csv.DictReader(file)}


def expect(case: str, rel: float = 1e-9):
    return pytest.approx(float(ORACLE[case]), rel=rel, abs=1e-12)


def frame() -> list[dict[str, str]]:
    with (HERE / "frame.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


CODEBOOK = """
[survey]
id = "frame"
title = "R's frame"
language = "en"
source = "r/frame.csv"
{weight}

[scale.type.levels]
a = "a"
b = "b"
[scale.service.levels]
x = "x"
y = "y"
z = "z"
[scale.yes.levels]
1 = "1"
0 = "0"
[scale.score]
numeric = true
[scale.score.levels]
1 = "1"
2 = "2"
3 = "3"
4 = "4"
5 = "5"

[variable]
type = {{ label = "type", scale = "type" }}
service = {{ label = "service", scale = "service" }}
yes = {{ label = "yes", scale = "yes" }}
score = {{ label = "score", scale = "score" }}
"""

POPULATION = """variable,level,sent,answered,completed,source
type,a,750,,,
type,b,750,,,
service,x,600,,,
service,y,525,,,
service,z,375,,,
"""


def survey(folder: Path, weight: str = "") -> Survey:
    text = (HERE / "frame.csv").read_text(encoding="utf-8")
    codebook = CODEBOOK.format(weight=weight)
    return validate(load(write(folder, text, codebook, population=POPULATION)))


def standard_error(margin: float | None) -> float:
    assert margin is not None
    return margin / normal_quantile(0.95)


# ------------------------------------------------------------------ tests


def test_prop_test():
    test = significance.two_shares(38, 138, 94, 426)
    assert test is not None
    assert test.statistic == expect("two_shares.statistic")
    assert test.p_value == expect("two_shares.p")


@pytest.mark.parametrize("x", [0, 1, 28, 138])
def test_prop_test_interval_is_wilson(x):
    interval = share_interval(x / 138, 138)
    assert interval.low == expect(f"wilson_{x}.low")
    assert interval.high == expect(f"wilson_{x}.high")


def test_chisq_test():
    counts = np.array([[14, 24, 33, 31, 19, 17], [22, 72, 115, 124, 73, 20]], dtype=float)
    test = significance.independence(counts)
    assert test is not None
    assert test.statistic == expect("chisq_large.statistic")
    assert test.df == expect("chisq_large.df")
    assert test.p_value == expect("chisq_large.p")
    assert test.effect == expect("chisq_large.v")


def test_chisq_test_simulated():
    counts = np.array([[3, 9, 4], [7, 5, 2]], dtype=float)
    test = significance.independence(counts, resamples=100_000, seed=1)
    assert test is not None
    assert test.statistic == expect("chisq_simulated.statistic")
    # three standard errors of a p-value of 0.25 from 100,000 tables
    assert test.p_value == pytest.approx(float(ORACLE["chisq_simulated.p"]), abs=0.0045)


def test_fisher_test():
    assert significance.fisher(np.array([[3.0, 9.0], [7.0, 4.0]])) == expect("fisher.p")


def test_chisq_test_goodness_of_fit():
    test = significance.goodness_of_fit(np.array([235.0, 668.0]), np.array([542.0, 1762.0]))
    assert test.statistic == expect("fit.statistic")
    assert test.p_value == expect("fit.p")


def test_mcnemar_test():
    test = significance.discordant(12, 25, 107)
    assert test.statistic == expect("mcnemar.statistic")
    assert test.p_value == expect("mcnemar.p")


def test_binom_test():
    assert significance.discordant(4, 11, 99).p_value == expect("mcnemar_exact.p")


def test_p_adjust():
    tests = [Test("t", 0, 1, p, 10) for p in (0.01, 0.04, 0.03, 0.005)]
    adjusted = [test.p_value for test in significance.holm(tests)]
    assert adjusted == pytest.approx([float(p) for p in ORACLE["holm"].split()])


def test_t_test_interval():
    score = np.array([float(row["score"]) for row in frame()])
    interval = mean_interval(score.mean(), score.var(ddof=1) / len(score), len(score))
    assert interval.low == expect("t_interval.low")
    assert interval.high == expect("t_interval.high")


def test_t_test_paired():
    rows = frame()
    differences = np.array([float(r["score"]) - float(r["score_after"]) for r in rows])
    test = significance.paired_means(differences.mean(), differences.var(ddof=1), len(rows))
    assert test.statistic == expect("t_paired.statistic")
    assert test.df == expect("t_paired.df")
    assert test.p_value == expect("t_paired.p")


def test_t_test_welch():
    groups = []
    for key in ("a", "b"):
        score = np.array([float(row["score"]) for row in frame() if row["type"] == key])
        groups.append((score.mean(), score.var(ddof=1), len(score)))
    test = significance.welch(groups[0], groups[1])
    assert test is not None
    assert test.statistic == expect("t_welch.statistic")
    assert test.p_value == expect("t_welch.p")


# ------------------------------------------------------------------ the survey package


def test_svymean_of_a_share_and_a_mean(tmp_path):
    weighted = survey(tmp_path, 'weight = "weight"')
    everyone = weighted.where({})
    yes, score = weighted.codebook.variables["yes"], weighted.codebook.variables["score"]
    found = share("t.r.yes", tally(weighted, yes, everyone), ("1",), Options(), 1.0)
    assert found.value == expect("weighted.share")
    assert standard_error(found.margin) == expect("weighted.share_se")
    average = mean("t.r.mean", tally(weighted, score, everyone), Options(), 1.0)
    assert average.value == expect("weighted.mean")
    assert standard_error(average.margin) == expect("weighted.mean_se")


@pytest.mark.parametrize("key", ["a", "b"])
def test_svyby(tmp_path, key):
    weighted = survey(tmp_path, 'weight = "weight"')
    group = weighted.where({"type": (key,)})
    yes = weighted.codebook.variables["yes"]
    found = share("t.r.yes", tally(weighted, yes, group), ("1",), Options(), 1.0)
    assert found.value == expect(f"weighted.share_{key}")
    assert standard_error(found.margin) == expect(f"weighted.share_{key}_se")


def test_fpc(tmp_path):
    simple = survey(tmp_path)
    yes = simple.codebook.variables["yes"]
    found = share("t.r.yes", tally(simple, yes, simple.where({})), ("1",), Options(), 1 - 60 / 150)
    # R divides by n - 1, the method appendix by n
    assert standard_error(found.margin) / sqrt(59 / 60) == expect("fpc.share_se")


def test_rake(tmp_path):
    raked = rake(survey(tmp_path), ("type", "service"))
    assert raked.weights is not None
    assert raked.weights[0] == expect("rake.first", 1e-6)
    assert raked.weights[-1] == expect("rake.last", 1e-6)
    assert design_effect(raked.weights) == expect("rake.deff", 1e-6)
    yes = raked.codebook.variables["yes"]
    found = share("t.r.yes", tally(raked, yes, raked.where({})), ("1",), Options(), 1.0)
    assert found.value == expect("rake.share", 1e-6)
