"""Why a number differs between two drafts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from publication.proof.changes import Cause, Fact
from publication.proof.records import Draft, Rule

CLOSE = 1e-9
"""Values nearer than this are the same: what is left of another order of summing."""
DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
NO_RULE = Rule()


def why(name: str, old: Draft, new: Draft, before: str, after: str) -> tuple[Cause, ...]:
    """The causes of one estimate's being printed otherwise; never empty.

    Where the estimate itself is the same, it is printed with other digits (rounding) or in other
    words (text). Where several things changed at once, all are named: one draft cannot part them.
    """
    if name.startswith("source:"):
        return (Cause.SOURCE if _digits(before) != _digits(after) else Cause.TEXT,)
    if not differs(name, old, new):
        return (Cause.ROUNDING if _digits(before) != _digits(after) else Cause.TEXT,)
    return table_causes(_table(name), old, new, _row(name))


def differs(name: str, old: Draft, new: Draft) -> bool:
    """Whether an estimate has another value or base; one that is only in one draft has."""
    a, b = old.numbers.get(name), new.numbers.get(name)
    if a is None or b is None:
        return a is not b
    return abs(a.value - b.value) > CLOSE or a.n != b.n


def table_causes(table: str, old: Draft, new: Draft, row: str = "") -> tuple[Cause, ...]:
    """What differs in how a table's numbers come about; the program where nothing else does."""
    before, after = old.rules.get(table, NO_RULE), new.rules.get(table, NO_RULE)
    found = [
        (Cause.FILTER, bool(_facts(before.filter, after.filter, row))),
        (Cause.DEFINITION, dict(before.definition) != dict(after.definition)),
        (Cause.WEIGHT, before.weights != after.weights),
        (Cause.DATA, old.data != new.data),
    ]
    return tuple(cause for cause, holds in found if holds) or (Cause.CALCULATION,)


def facts(name: str, old: Draft, new: Draft) -> tuple[Fact, ...]:
    """What differs in filter, definition and weights of an estimate's table."""
    before = old.rules.get(_table(name), NO_RULE)
    after = new.rules.get(_table(name), NO_RULE)
    found = [
        *_facts(before.filter, after.filter, _row(name)),
        *_facts(before.definition, after.definition, ""),
    ]
    if before.weights != after.weights:
        found.append(Fact("weights", before.weights, after.weights))
    return tuple(found)


def _facts(old: Mapping[str, str], new: Mapping[str, str], row: str) -> list[Fact]:
    """The pairs that differ; of the conditions of rows those of one row, or all for no row."""
    return [
        Fact(key, old.get(key, ""), new.get(key, ""))
        for key in dict.fromkeys((*old, *new))
        if old.get(key, "") != new.get(key, "") and _concerns(key, row)
    ]


def _concerns(key: str, row: str) -> bool:
    return not key.startswith("row.") or row in {"", key.removeprefix("row.")}


def _table(name: str) -> str:
    return name.partition(".")[0]


def _row(name: str) -> str:
    parts = name.split(".")
    return parts[1] if len(parts) > 1 else ""


def _digits(text: str) -> Iterable[str]:
    return DIGITS.findall(text)
