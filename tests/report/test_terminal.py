"""The terminal prints what it is given: brackets and colons of names are no orders to it."""

from __future__ import annotations

import pytest

from publication.model import (
    Base,
    Column,
    Estimate,
    Estimates,
    Finding,
    Place,
    Problem,
    Row,
    Severity,
    Table,
    Use,
)
from publication.report.numbers import as_table, number_rows
from publication.report.terminal import Progress, console, findings_list, problem_line


def printed(capsys: pytest.CaptureFixture[str], *lines: object) -> str:
    out = console(width=200)
    for line in lines:
        out.print(line, soft_wrap=True)
    return capsys.readouterr().out


def test_line_100_is_a_number(capsys: pytest.CaptureFixture[str]) -> None:
    problem = Problem("no fig:smile:", Place("[b]published.csv", 100))
    note = Finding("numbers", Severity.NOTE, "differs", place=Place("published.csv", 100))
    text = printed(capsys, problem_line(problem, "data/"), *findings_list([note], "data/"))
    assert "data/[b]published.csv:100: no fig:smile:" in text
    assert "data/published.csv:100: differs" in text


def test_a_number_of_line_100_is_a_number(capsys: pytest.CaptureFixture[str]) -> None:
    estimate = Estimate("t.all.yes", "share", 0.5, 10)
    table = Table(
        id="t",
        question="?",
        by="group",
        measure="share",
        base=Base("all", "all"),
        n=10,
        rows=(Row("all", "All", 10),),
        columns=(Column("yes", "Yes"),),
        estimates={estimate.name: estimate},
    )
    estimates = Estimates({"t": table}, {}, "c0", 10)
    use = Use("claim", "half [of] them", ("t.all.yes",), Place("a:100:b.html", 7), "a")
    text = printed(capsys, as_table(number_rows([use], estimates)))
    assert "half [of] them" in text
    assert "a:100:b.html:7" in text


def test_progress_tells_names_as_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert console(quiet=True).quiet
    with Progress(console(width=80)).stage("typeset") as stage:
        stage.update("[red]:100:")
    assert "[red]:100:" in capsys.readouterr().out
