"""Preflight of any PDF: what `python build.py preflight` does for files we know nothing of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from publication.preflight.checks import OPENS
from publication.preflight.job import Job
from publication.preflight.profile import Profile, read_profile
from publication.preflight.run import RULES, applying, preflight
from publication.report.preflight import Examined


def examine(files: Iterable[Path], profile: Profile) -> Iterator[Examined]:
    """Ask every rule that needs no knowledge of the job, file by file.

    A file that is missing, locked or no PDF has one finding that says so, and passes no rule.
    """
    for file in files:
        findings = preflight(file, profile)
        opened = not any(finding.check == OPENS for finding in findings)
        yield Examined(file, profile.name, applying(profile, Job()) if opened else {}, findings)


def profile_named(styles: Path, name: str) -> Profile:
    """A printer's profile of styles/preflight. ManifestError says which there are."""
    return read_profile(styles / "preflight", name, RULES)
