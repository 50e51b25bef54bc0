"""Both judges pass the good file, find damage in broken ones, and say when they cannot judge."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from publication.accessibility import page_validation, verapdf
from publication.accessibility.jobs import Job
from publication.model import Severity


def damage(good: Path, target: Path, change: Callable[[pikepdf.Pdf], object]) -> Path:
    """A copy of the good file with something taken away."""
    with pikepdf.open(good) as pdf:
        change(pdf)
        pdf.save(target)
    return target


def without_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Lang


def without_tags(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot


def without_alternative(pdf: pikepdf.Pdf) -> None:
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == "/Figure":
            del thing.Alt


@pytest.mark.parametrize("change", [without_language, without_tags, without_alternative])
def test_page_validation_finds_damage(
    change: Callable[[pikepdf.Pdf], object], good: Path, cache: Path, tmp_path: Path
) -> None:
    broken = damage(good, tmp_path / "broken.pdf", change)
    assert page_validation.judge([Job(good, "ua1")], cache) == ()
    found = page_validation.judge([Job(broken, "ua1")], cache)
    assert {finding.severity for finding in found} == {Severity.ERROR}


needs_java = pytest.mark.skipif(
    bool(verapdf.find_tool().missing), reason=f"missing: {verapdf.find_tool().missing}"
)


@needs_java
@pytest.mark.slow
def test_verapdf_passes_the_good_and_finds_the_damage(
    good: Path, cache: Path, tmp_path: Path
) -> None:
    changes = (without_language, without_tags, without_alternative)
    broken = [damage(good, tmp_path / f"{change.__name__}.pdf", change) for change in changes]
    found = verapdf.judge([Job(path, "ua1") for path in (good, *broken)], cache)
    assert {finding.check for finding in found} == {"PDF/UA-1 by veraPDF"}
    told = {finding.file for finding in found}
    assert told == {path.name for path in broken}


@needs_java
def test_both_judges_pass_the_file_by_both_standards(good: Path, cache: Path) -> None:
    jobs = [Job(good, "ua1"), Job(good, "3a")]
    assert verapdf.judge(jobs, cache) == ()
    assert page_validation.judge(jobs, cache) == ()


@needs_java
def test_verapdf_says_which_page_breaks_the_rule(good: Path, cache: Path, tmp_path: Path) -> None:
    broken = damage(good, tmp_path / "broken.pdf", without_alternative)
    (finding,) = verapdf.judge([Job(broken, "ua1")], cache)
    assert (finding.severity, finding.edition) == (Severity.ERROR, "web")
    assert finding.file == "broken.pdf"
    assert finding.message.startswith("rule 7.3-1: ")
    assert verapdf.judge([Job(broken, "ua1", ignore=frozenset({"7.3-1"}))], cache) == ()


@needs_java
def test_what_is_no_pdf_was_not_judged(good: Path, cache: Path, tmp_path: Path) -> None:
    text = tmp_path / "text.pdf"
    text.write_text("not a PDF", encoding="utf-8")
    for judge in (verapdf.judge, page_validation.judge):
        (finding,) = judge([Job(text, "ua1")], cache)
        assert finding.severity == Severity.NOT_RUN
        assert finding.file == "text.pdf"
        assert finding.message.startswith("not judged: ")


def test_missing_tool_is_told_not_passed(good: Path, cache: Path) -> None:
    tool = replace(verapdf.find_tool(), java="", archive=Path("/nowhere/verapdf.jar"))
    (finding,) = verapdf.judge([Job(good, "ua1")], cache, tool)
    assert finding.severity == Severity.NOT_RUN
    assert "missing: java, /nowhere/verapdf.jar" in finding.message


def test_judge_that_sleeps_is_not_believed(good: Path, cache: Path, tmp_path: Path) -> None:
    """A `java` that exits well and says nothing must not count as a pass."""
    silent = tmp_path / "java"
    silent.write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
    silent.chmod(0o755)
    tool = verapdf.Tool(str(silent), str(silent), tmp_path / "empty.jar", ())
    tool.archive.write_bytes(b"")
    (finding,) = verapdf.judge([Job(good, "ua1")], cache, tool)
    assert finding.severity == Severity.NOT_RUN
    assert "sound file from a broken one" in finding.message
