"""What is asked of a validator, and how its answer becomes findings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from publication.message import NOTHING, Message, foreign, said
from publication.model import Finding, Severity

STANDARDS = {
    "ua1": "PDF/UA-1",
    "3a": "PDF/A-3a",
    "3b": "PDF/A-3b",
    "2b": "PDF/A-2b",
}
"""The flavours a file can be judged by, and their names."""

PRINT_LINT = frozenset({"6.2.4.3-3", "6.6.2.3.1-1", "6.6.2.3.1-2", "6.6.4-1"})
"""Rules of PDF/A-2b that a file built to PDF/X-4 breaks rightly: CMYK under an output intent of
its own kind, and XMP that belongs to another standard and carries none of the schemas PDF/A wants.
What is left of 2b is a lint of fonts, profiles, DeviceRGB, page groups and syntax."""

PAGE = re.compile(r"pages?\[(\d+)\]")


@dataclass(frozen=True)
class Job:
    """A file to be judged: by which flavour, for which edition, without which rules."""

    path: Path
    flavour: str
    edition: str = "web"
    ignore: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Failure:
    """A rule that does not hold, at one place of the file."""

    rule: str
    message: str
    context: str = ""

    @property
    def page(self) -> str:
        """The page's number in the file, from 1, where the validator said it."""
        match = PAGE.search(self.context)
        return str(int(match[1]) + 1) if match else ""


def check_name(judge: str, flavour: str) -> str:
    """What a validator's findings are called."""
    return f"{STANDARDS[flavour]} by {judge}"


def findings(judge: str, job: Job, failures: Iterable[Failure]) -> Iterator[Finding]:
    """One error per broken rule, with how often and where first."""
    by_rule: dict[str, list[Failure]] = {}
    for failure in failures:
        if failure.rule not in job.ignore:
            by_rule.setdefault(failure.rule, []).append(failure)
    for rule, places in by_rule.items():
        first = places[0]
        yield Finding(
            check=check_name(judge, job.flavour),
            severity=Severity.ERROR,
            message=_told(rule, first, len(places)),
            hint=foreign(first.context) if first.context else NOTHING,
            edition=job.edition,
            page=first.page,
            file=job.path.name,
        )


def _told(rule: str, first: Failure, count: int) -> Message:
    """The validator's own words, and how often it says them."""
    words = foreign(first.message)
    if count == 1:
        return said("rule {rule}: {words}", rule=rule, words=words)
    return said("rule {rule}: {words}, {count} times", rule=rule, words=words, count=count)


def not_run(judge: str, jobs: Iterable[Job], reason: Message) -> tuple[Finding, ...]:
    """One finding per job that nobody judged, with the reason."""
    return tuple(
        Finding(
            check=check_name(judge, job.flavour),
            severity=Severity.NOT_RUN,
            message=said("not judged: {reason}", reason=reason),
            edition=job.edition,
            file=job.path.name,
        )
        for job in jobs
    )
