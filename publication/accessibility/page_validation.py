"""The validator page-validation: independent of veraPDF, no Java, a fifth of the time."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from publication.accessibility.jobs import Failure, Job, findings, not_run
from publication.accessibility.specimens import write_specimens
from publication.message import foreign, said
from publication.model import Finding

JUDGE = "page-validation"
PROFILES = {"ua1": "PDF_UA_1", "3a": "PDF_A_3A", "3b": "PDF_A_3B", "2b": "PDF_A_2B"}


def judge(jobs: Sequence[Job], cache: Path) -> tuple[Finding, ...]:
    """Judge every job; NOT_RUN where the validator is missing or fails its own test."""
    try:
        import page  # so that a machine without it can still build
    except ImportError:
        return not_run(JUDGE, jobs, said("the package page-validation is not installed"))
    sound, broken = write_specimens(cache / "specimens")
    if _ask(page, Job(sound, "ua1")) or not _ask(page, Job(broken, "ua1")):
        return not_run(JUDGE, jobs, said("it does not tell a sound file from a broken one"))
    found: list[Finding] = []
    for job in jobs:
        try:
            found += findings(JUDGE, job, _ask(page, job))
        except page.PageError as error:
            said_so = said("it could not read the file ({error})", error=foreign(str(error)))
            found += not_run(JUDGE, [job], said_so)
    return tuple(found)


def _ask(page: ModuleType, job: Job) -> list[Failure]:
    profile = getattr(page.ValidationProfile, PROFILES[job.flavour])
    report = page.validate_pdf(str(job.path), profile=profile)
    failures = [Failure(failure.rule_id, failure.message) for failure in report.failures]
    if not failures and not report.is_compliant:
        failures.append(Failure("?", "not compliant, without saying why"))
    return failures
