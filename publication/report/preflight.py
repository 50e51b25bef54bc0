"""The preflight report: every rule that was asked, and what it said; for machines and in a browser.

A rule without a finding has passed; one that could not run is never among them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.markup import escape
from rich.table import Table

from publication.environment import make_environment, render
from publication.model import Finding, Severity
from publication.report.terminal import COLOURS, WORDS

TEMPLATE = "templates/preflight.html"
FORMAT = 1
"""Version of the JSON's shape: raised whenever a reader would have to change."""

SOURCE = re.compile(r' data-src="[^"]*"')
"""Where blocks were written serves typesetting, not a browser."""


@dataclass(frozen=True)
class Examined:
    """One file and what preflight said of it. rules: id -> hint of every rule that was asked."""

    file: Path
    profile: str
    rules: Mapping[str, str]
    findings: tuple[Finding, ...]

    @property
    def passed(self) -> tuple[str, ...]:
        """The rules that found nothing, notes not counted."""
        spoken = {f.check for f in self.findings if f.severity > Severity.NOTE}
        return tuple(rule for rule in self.rules if rule not in spoken)

    def count(self, severity: Severity) -> int:
        return sum(finding.severity == severity for finding in self.findings)

    @property
    def worst(self) -> Severity:
        return max((finding.severity for finding in self.findings), default=Severity.NOTE)

    @property
    def verdict(self) -> str:
        """One line: how many of each."""
        parts = [
            _plural(self.count(Severity.ERROR), "error"),
            _plural(self.count(Severity.WARNING), "warning"),
            f"{_plural(self.count(Severity.NOT_RUN), 'rule')} not run",
            f"{_plural(len(self.passed), 'rule')} passed",
        ]
        return ", ".join(parts)


def preflight_json(files: Iterable[Examined]) -> str:
    """The report for machines."""
    data = {"format": FORMAT, "files": [_file(examined) for examined in files]}
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def preflight_html(files: Sequence[Examined], title: str, date: str, ours: bool = False) -> str:
    """The report for people: one page for the browser, complete in itself.

    `ours` are files that were built here; of others nothing is known but what was found.
    """
    variables = {"title": title, "date": date, "files": files, "words": WORDS, "ours": ours}
    page = str(render(make_environment(), TEMPLATE, variables))
    return SOURCE.sub("", page)


def preflight_table(examined: Examined) -> Table:
    """One file's findings for the terminal, the worst first."""
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for column in ("", "rule", "pages", "finding"):
        table.add_column(column, overflow="fold", max_width=24 if column == "pages" else None)
    for finding in examined.findings:
        colour = COLOURS[finding.severity]
        hint = f"\n[dim]{escape(finding.hint)}[/]" if finding.hint else ""
        table.add_row(
            f"[{colour}]{WORDS[finding.severity]}[/]",
            finding.check,
            finding.page,
            escape(finding.message) + hint,
        )
    return table


def _file(examined: Examined) -> dict[str, object]:
    return {
        "file": examined.file.name,
        "profile": examined.profile,
        "verdict": examined.verdict,
        "findings": [
            {
                "rule": finding.check,
                "severity": WORDS[finding.severity],
                "pages": finding.page,
                "message": finding.message,
                "hint": finding.hint,
            }
            for finding in examined.findings
        ],
        "passed": list(examined.passed),
    }


def _plural(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
