"""The house rules of a title: what it never says, and what it says instead (house.toml)."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from publication.compose.entries import read_entries, tables_of
from publication.errors import ManifestError
from publication.message import said
from publication.model import Finding, Place, Problem, Severity

KNOWN = {"never", "say", "reason", "case"}
TOKEN = re.compile(r'<[^>]*?data-src="(?P<src>[^"]+)"[^>]*>|<[^>]*>|(?P<text>[^<]+)')
LITERAL = re.compile(r"<(\w+)[^>]*\bdata-literal\b[^>]*>.*?</\1>", re.DOTALL)


@dataclass(frozen=True)
class Rule:
    """A wording the title never uses."""

    never: re.Pattern[str]
    say: str
    reason: str


def read_house(path: Path) -> tuple[Rule, ...]:
    """Read house.toml; ManifestError with every rule that cannot be used. No file: no rules."""
    data, text = read_entries(path)
    rows, places = tables_of(data, text, "rule", path.name)
    problems = [
        Problem(message, place)
        for row, place in zip(rows, places, strict=True)
        for message in _wrong(row)
    ]
    if problems:
        raise ManifestError(problems)
    return tuple(
        Rule(re.compile(row["never"], _flags(row)), row["say"], row["reason"]) for row in rows
    )


def _flags(row: dict[str, object]) -> re.RegexFlag:
    return re.NOFLAG if row.get("case") else re.IGNORECASE


def _wrong(row: dict[str, object]) -> Iterable[str]:
    """What is wrong with one rule."""
    yield from (f"unknown field {key!r}" for key in sorted(set(row) - KNOWN))
    for key in ("never", "say", "reason"):
        if not isinstance(row.get(key), str) or not row[key]:
            yield f"{key} must be words, not {row[key]!r}" if row.get(key) else f"{key} is missing"
    if not isinstance(row.get("case", False), bool):
        yield f"case must be true or false, not {row['case']!r}"
    try:
        re.compile(str(row.get("never", "")))
    except re.error as error:
        yield f"never: {error}"


def broken_rules(body: str, rules: Iterable[Rule]) -> list[Finding]:
    """An error for every place of the text that breaks a rule; marked literals may."""
    findings: list[Finding] = []
    src = ""
    for token in TOKEN.finditer(LITERAL.sub(" ", body)):
        src = token["src"] or src
        text = html.unescape(token["text"] or "")
        for rule in rules:
            findings += [_finding(rule, found[0], src) for found in rule.never.finditer(text)]
    return findings


def _finding(rule: Rule, found: str, src: str) -> Finding:
    file, _, line = src.rpartition(":")
    place = Place(file, int(line.partition(".")[0])) if file else None
    message = said("“{found}”: {reason}", found=found, reason=rule.reason)
    return Finding("house-rule", Severity.ERROR, message, said("write {say}", say=rule.say), place)
