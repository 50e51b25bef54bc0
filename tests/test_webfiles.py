"""What the download is told of the judges: no judgement is better than the findings it had."""

from __future__ import annotations

import pytest

from publication.model import Finding, Severity
from publication.webfiles import judgements_of


def outcomes(*findings: Finding) -> list[str]:
    """PDF/UA-1 by two validators, then order of reading, extraction and structure."""
    return [judgement.outcome for judgement in judgements_of(["ua1"], findings)]


def test_without_findings_all_passed() -> None:
    judged = [*judgements_of(["ua1", "3a"], ())]
    assert [(each.subject, each.judge) for each in judged] == [
        ("PDF/UA-1", "veraPDF"),
        ("PDF/UA-1", "page-validation"),
        ("PDF/A-3a", "veraPDF"),
        ("PDF/A-3a", "page-validation"),
        ("reading", ""),
        ("extraction", ""),
        ("structure", ""),
    ]
    assert {each.outcome for each in judged} == {"passed"}


@pytest.mark.parametrize(
    ("check", "severity", "expected"),
    [
        ("PDF/UA-1 by veraPDF", Severity.ERROR, ["failed", *["passed"] * 4]),
        ("PDF/UA-1 by page-validation", Severity.NOT_RUN, ["passed", "not_run", *["passed"] * 3]),
        ("reading order", Severity.ERROR, [*["passed"] * 2, "failed", *["passed"] * 2]),
        ("text extraction", Severity.NOT_RUN, [*["passed"] * 3, "not_run", "passed"]),
        ("headings", Severity.ERROR, [*["passed"] * 4, "failed"]),
        ("headings", Severity.WARNING, ["passed"] * 5),
        ("equal editions", Severity.ERROR, ["passed"] * 5),  # says nothing of who can read it
    ],
)
def test_a_finding_tells_on_its_judge(check: str, severity: Severity, expected: list[str]) -> None:
    assert outcomes(Finding(check, severity, "")) == expected


def test_the_worst_finding_decides() -> None:
    both = (
        Finding("PDF/UA-1 by veraPDF", Severity.ERROR, "broken"),
        Finding("PDF/UA-1 by veraPDF", Severity.NOT_RUN, "gone"),
    )
    assert outcomes(*both)[0] == outcomes(*both[::-1])[0] == "failed"
