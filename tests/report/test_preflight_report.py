"""The preflight report: what passed, what did not, and what was not even asked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from publication.model import Finding, Severity
from publication.report.preflight import Examined, preflight_html, preflight_json

RULES = {"ink.total": "Too much ink.", "type.size": "Too small.", "pages.empty": "Empty."}


@pytest.fixture
def body() -> Examined:
    findings = (
        Finding("type.size", Severity.ERROR, "4.5 pt <small>", "Set it larger.", page="3-4"),
        Finding("ink.total", Severity.NOT_RUN, "not checked: gs is not installed"),
        Finding("pages.empty", Severity.NOTE, "blank as declared: 72"),
    )
    return Examined(Path("/out/body.pdf"), "offset-fogra39", RULES, findings)


def test_a_note_does_not_fail_a_rule_and_not_run_does_not_pass_one(body: Examined) -> None:
    assert body.passed == ("pages.empty",)
    assert body.verdict == "1 error, 0 warnings, 1 rule not run, 1 rule passed"


def test_machines_get_files_rules_and_findings(body: Examined) -> None:
    (file,) = json.loads(preflight_json([body]))["files"]
    assert (file["file"], file["profile"]) == ("body.pdf", "offset-fogra39")
    assert file["passed"] == ["pages.empty"]
    assert file["findings"][0] == {
        "rule": "type.size",
        "severity": "error",
        "pages": "3-4",
        "message": "4.5 pt <small>",
        "hint": "Set it larger.",
    }


def test_people_get_it_escaped_and_honest(body: Examined) -> None:
    page = preflight_html([body], "Prøve", "2026-11-22")
    assert "4.5 pt &lt;small&gt;" in page
    assert "no independent party has validated" in page
    assert page.count("<h2") == 1
    assert "src=" not in page  # nothing is fetched, nothing of our folders told


def test_a_clean_file_has_no_table_of_findings() -> None:
    clean = Examined(Path("cover.pdf"), "offset-fogra39", RULES, ())
    page = preflight_html([clean], "Prøve", "2026-11-22")
    assert "0 errors, 0 warnings, 0 rules not run, 3 rules passed" in page
    assert "<thead" not in page
