"""The files of a build before the independent validator: all in one run of it.

Starting it costs more than asking it, so editions hand in what they want to know, and the answers
are given out to them. What was asked before of the same bytes is not asked again.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from publication.accessibility import verapdf
from publication.accessibility.jobs import Job, check_name
from publication.model import Finding
from publication.remembered import place_of, recalled, remember


def judged(jobs: Sequence[Job], cache: Path) -> tuple[Finding, ...]:
    """What the validator finds, for every job in its order."""
    places = {job: place_of(verapdf, [job.path], cache, _about(job)) for job in jobs}
    known = {job: found for job in jobs if (found := recalled(places[job])) is not None}
    new = [job for job in jobs if job not in known]
    answers = verapdf.judge(new, cache) if new else ()
    for job in new:
        known[job] = tuple(each for each in answers if _answers(each, job))
        remember(places[job], known[job])
    return tuple(finding for job in jobs for finding in known[job])


def _about(job: Job) -> str:
    return f"{job.flavour} {job.edition} {job.path.name} {sorted(job.ignore)}"


def _answers(finding: Finding, job: Job) -> bool:
    """Whether a finding is of this job: by the standard, the edition, and the file's name."""
    asked = check_name(verapdf.JUDGE, job.flavour), job.edition, job.path.name
    return (finding.check, finding.edition, finding.file) == asked
