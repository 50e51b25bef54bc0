"""The rules' decorator, and the runner.

A rule is a function of one file. Its docstring is the hint that a finding carries: what is the
matter, and what to do. A rule that could not run says so: it never counts as passed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import pikepdf

from publication.message import Message, advice, foreign, joined, reason_of, said
from publication.model import Finding, Severity
from publication.preflight.facts import CannotCheckError, File
from publication.preflight.job import Job
from publication.preflight.profile import Profile

SHOWN = 6
"""So many different things a rule says of a file before it only counts them."""


@dataclass(frozen=True)
class Found:
    """What a rule yields: how bad, what, and on which pages (none: the file as a whole)."""

    severity: Severity
    message: Message
    pages: tuple[int, ...] = ()


Rule = Callable[[File, Profile, Job], Iterable[Found]]


@dataclass(frozen=True)
class Check:
    """A rule with its id. `parts` are the kinds of job it is meant for; none means all."""

    id: str
    rule: Rule
    parts: tuple[str, ...] = ()

    @property
    def hint(self) -> Message:
        return advice(self.rule)

    def applies(self, job: Job, profile: Profile) -> bool:
        wanted = not self.parts or job.part in self.parts
        return wanted and profile.severity.get(self.id, Severity.NOTE) is not None


CHECKS: dict[str, Check] = {}


def check(id: str, parts: tuple[str, ...] = ()) -> Callable[[Rule], Rule]:
    """Make a function a rule."""

    def register(rule: Rule) -> Rule:
        if id in CHECKS:
            raise ValueError(f"two rules called {id}")
        CHECKS[id] = Check(id, rule, parts)
        return rule

    return register


def error(message: Message, *pages: int) -> Found:
    return Found(Severity.ERROR, message, pages)


def warning(message: Message, *pages: int) -> Found:
    return Found(Severity.WARNING, message, pages)


def note(message: Message, *pages: int) -> Found:
    return Found(Severity.NOTE, message, pages)


def run(file: File, profile: Profile, job: Job, only: Collection[str] = ()) -> tuple[Finding, ...]:
    """Run every rule that applies (or those of `only`), in order; the worst findings first."""
    asked = [check for check in CHECKS.values() if not only or check.id in only]
    applying = [check for check in asked if check.applies(job, profile)]
    findings = [finding for check in applying for finding in _findings(check, file, profile, job)]
    return tuple(sorted(findings, key=lambda finding: -finding.severity))


def _findings(check: Check, file: File, profile: Profile, job: Job) -> Iterator[Finding]:
    """One rule's findings; a rule that breaks on a strange file has not run.

    What has not run has found nothing to advise on: its hint is how to have it run.
    """
    try:
        found = list(check.rule(file, profile, job))
    except CannotCheckError as reason:
        words = said("not checked: {reason}", reason=reason_of(reason))
        yield replace(_not_run(check, words, job), hint=reason.hint)
    except Exception as fault:
        what = foreign(f"{type(fault).__name__}: {fault}")
        words = said("not checked: the rule broke on this file ({reason})", reason=what)
        yield _not_run(check, words, job)
    else:
        for item in _gathered(found):
            yield _finding(check, item, job, profile)


def _gathered(found: Iterable[Found]) -> list[Found]:
    """What a rule says, once for each severity: the same said of several pages is said once."""
    told: dict[Severity, dict[Message, set[int]]] = {}
    for item in found:
        told.setdefault(item.severity, {}).setdefault(item.message, set()).update(item.pages)
    return [
        Found(severity, _joined(pages), tuple(sorted(set().union(*pages.values()))))
        for severity, pages in told.items()
    ]


def _joined(pages: Mapping[Message, set[int]]) -> Message:
    """Several messages as one, each with its pages where these are not the same for all."""
    alike = len({frozenset(numbers) for numbers in pages.values()}) == 1
    parts = [
        words
        if alike or not numbers
        else said("{words} (page {pages})", words=words, pages=ranges(numbers))
        for words, numbers in pages.items()
    ]
    rest = len(parts) - SHOWN
    return joined([*parts[:SHOWN], *([said("and {count} more", count=rest)] if rest > 0 else [])])


def ranges(pages: Iterable[int]) -> str:
    """Page numbers as one writes them.

    >>> ranges([1, 2, 3, 5, 8, 9])
    '1-3, 5, 8-9'
    """
    parts: list[list[int]] = []
    for page in sorted(set(pages)):
        if parts and page == parts[-1][-1] + 1:
            parts[-1][1:] = [page]
        else:
            parts.append([page])
    return ", ".join("-".join(map(str, part)) for part in parts)


def _not_run(check: Check, words: Message, job: Job) -> Finding:
    return Finding(check.id, Severity.NOT_RUN, words, edition=job.edition)


def _finding(check: Check, found: Found, job: Job, profile: Profile) -> Finding:
    severity = profile.severity.get(check.id, found.severity) or Severity.NOTE
    return Finding(
        check=check.id,
        severity=severity,
        message=found.message,
        hint=check.hint,
        edition=job.edition,
        page=ranges(found.pages),
    )


OPENS = "file.opens"
"""What is said of a file that no rule could be asked of."""

UNREADABLE: tuple[tuple[type[Exception], Message, Message], ...] = (
    (
        FileNotFoundError,
        said("there is no such file"),
        said("Look at the name and the folder."),
    ),
    (IsADirectoryError, said("this is a folder"), said("Name the PDF files in it.")),
    (PermissionError, said("the file may not be read"), said("Ask its owner for leave.")),
    (
        pikepdf.PasswordError,
        said("the file is locked with a password"),
        said("No press can open it. Ask for it without a password."),
    ),
)
"""Why a file cannot be opened, in plain words, and what to do."""


def unreadable(reason: Exception, job: Job) -> tuple[Finding, ...]:
    """The one finding about a file that cannot be opened."""
    damaged = (
        said(
            "this is no PDF, or a damaged one: {reason}",
            reason=foreign(str(reason).rpartition(": ")[2]),
        ),
        said("Save it as PDF again, or ask for it again."),
    )
    rows = (row[1:] for row in UNREADABLE if isinstance(reason, row[0]))
    words, hint = next(rows, damaged)
    return (Finding(OPENS, Severity.ERROR, words, hint, edition=job.edition),)
