"""All files of a build go before the validator together, and none twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from publication import judging
from publication.accessibility import verapdf
from publication.accessibility.jobs import Job, check_name
from publication.message import said
from publication.model import Finding, Severity


@pytest.fixture
def jobs(tmp_path: Path) -> list[Job]:
    """Two standards for the web edition, one for the print edition."""
    for name in ("web.pdf", "body.pdf"):
        (tmp_path / name).write_bytes(name.encode())
    web, body = tmp_path / "web.pdf", tmp_path / "body.pdf"
    return [Job(web, "ua1"), Job(web, "3a"), Job(body, "2b", "print", frozenset({"6.6.4-1"}))]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[list[Job]]:
    """What the validator was asked, run by run; it finds one fault in every file and standard."""
    runs: list[list[Job]] = []

    def judge(jobs: list[Job], cache: Path) -> tuple[Finding, ...]:
        runs.append(list(jobs))
        return tuple(fault(job) for job in jobs)

    monkeypatch.setattr(verapdf, "judge", judge)
    return runs


def fault(job: Job, severity: Severity = Severity.ERROR) -> Finding:
    check = check_name(verapdf.JUDGE, job.flavour)
    return Finding(check, severity, said("broken"), edition=job.edition, file=job.path.name)


def test_one_run_for_all(jobs: list[Job], asked: list[list[Job]], tmp_path: Path) -> None:
    found = judging.judged(jobs, tmp_path / "cache")
    assert asked == [jobs]
    assert found == tuple(map(fault, jobs))


def test_only_what_changed_is_asked_again(
    jobs: list[Job], asked: list[list[Job]], tmp_path: Path
) -> None:
    """And every job gets its own answers, new or kept, in the order of the jobs."""
    judging.judged(jobs, tmp_path / "cache")
    assert judging.judged(jobs, tmp_path / "cache") == tuple(map(fault, jobs))
    jobs[2].path.write_bytes(b"changed")
    assert judging.judged(jobs, tmp_path / "cache") == tuple(map(fault, jobs))
    assert asked[1:] == [[jobs[2]]]


def test_a_run_that_failed_is_not_kept(
    jobs: list[Job], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(jobs: list[Job], cache: Path) -> tuple[Finding, ...]:
        return tuple(fault(job, Severity.NOT_RUN) for job in jobs)

    monkeypatch.setattr(verapdf, "judge", fail)
    assert {each.severity for each in judging.judged(jobs, tmp_path)} == {Severity.NOT_RUN}
    monkeypatch.setattr(verapdf, "judge", lambda jobs, cache: ())
    assert judging.judged(jobs, tmp_path) == ()
