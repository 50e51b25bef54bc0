"""Preflight of one file: open it, gather the facts as rules ask for them, run every rule."""

from __future__ import annotations

import tempfile
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

import pikepdf

from publication.leftovers import PREFLIGHT, name_of
from publication.model import Finding
from publication.preflight import rules
from publication.preflight.checks import CHECKS, run, unreadable
from publication.preflight.facts import File
from publication.preflight.job import Job
from publication.preflight.profile import Profile

RULES = frozenset(CHECKS)
"""The ids of all rules, for profiles to speak of."""

FAMILIES = tuple(rules.__all__)


def applying(profile: Profile, job: Job) -> dict[str, str]:
    """The rules that such a job is asked to keep: id and hint, in the order they are run."""
    return {check.id: check.hint for check in CHECKS.values() if check.applies(job, profile)}


def preflight(
    pdf: Path,
    profile: Profile,
    job: Job | None = None,
    cache: Path | None = None,
    only: Collection[str] = (),
) -> tuple[Finding, ...]:
    """Check a PDF for the press, ours or a foreign one; the worst findings first.

    Without a job nothing is asked that only the maker knows. `cache` is a folder for the plates
    while they are measured; without one the system's is used. `only` names the rules to run, all
    if empty. A rule that could not run reports Severity.NOT_RUN.
    """
    job = job or Job()
    if job.total_ink is not None:
        profile = replace(profile, limits={**profile.limits, "total_ink": job.total_ink})
    with tempfile.TemporaryDirectory(prefix=name_of(PREFLIGHT), dir=cache) as folder:
        try:
            file = File(
                pdf,
                Path(folder),
                profile["ink_area"],
                (profile["total_ink"], profile["total_ink_most"]),
            )
        except (pikepdf.PdfError, pikepdf.PasswordError, OSError) as reason:
            found = unreadable(reason, job)
        else:
            with file:
                found = run(file, profile, job, only)
    return tuple(replace(finding, file=pdf.name) for finding in found)
