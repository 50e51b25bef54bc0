"""Disclosure control: nothing printed, and nothing derivable, about a group under the limit.

The limit is on a group's base, not on the cells of its answers. A group under it is left out; where
a total and the other rows would give it away, the smallest of those goes with it. Groups nested in
one another that tell of the same question and differ by fewer than the limit are a finding, for
subtracting one from the other speaks of the few.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

from publication.message import said
from publication.model import Finding, Severity
from publication.survey.built import Built, Group

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CHECK = "disclosure"


def protect(built: Built, limit: int) -> Built:
    """The table without rows under the limit and without those that would reveal them."""
    hidden = hidden_rows(built.groups, limit)
    if built.table is None or not hidden:
        return built
    table = built.table
    kept = {
        name: estimate
        for name, estimate in table.estimates.items()
        if name.split(".")[1] not in hidden
    }
    contrasts = {
        names: test
        for names, test in built.contrasts.items()
        if names[0] in kept and names[1] in kept
    }
    protected = replace(
        table,
        rows=tuple(row for row in table.rows if row.key not in hidden),
        estimates=kept,
        exclusions=tuple(
            replace(
                each,
                counts={k: v for k, v in each.counts.items() if k not in hidden},
                shares={k: v for k, v in each.shares.items() if k not in hidden},
            )
            for each in table.exclusions
        ),
        suppressed=tuple(row.key for row in table.rows if row.key in hidden),
    )
    groups = tuple(group for group in built.groups if group.row not in hidden)
    return Built(protected, contrasts, groups, built.problems)


def hidden_rows(groups: Sequence[Group], limit: int) -> set[str]:
    """Rows under the limit, and the smallest companions that keep totals from revealing them."""
    sizes = {group.row: int(group.members.sum()) for group in groups}
    hidden = {row for row, size in sizes.items() if size < limit}
    while hidden:
        companion = next(_companions(groups, sizes, hidden, limit), None)
        if companion is None:
            break
        hidden.add(companion)
    return hidden


def _companions(
    groups: Sequence[Group], sizes: dict[str, int], hidden: set[str], limit: int
) -> Iterator[str]:
    """Rows to hide besides: a shown row less the shown rows inside it leaves too few."""
    shown = [group for group in groups if group.row not in hidden]
    for whole in shown:
        rest = whole.members.copy()
        parts = []
        for part in sorted(shown, key=lambda group: -sizes[group.row]):
            if part is not whole and part.variable == whole.variable and _inside(part, rest):
                rest &= ~part.members
                parts.append(part.row)
        if parts and 0 < int(rest.sum()) < limit:
            yield min(parts, key=lambda row: sizes[row])


def _inside(part: Group, rest: NDArray[np.bool_]) -> bool:
    return not (part.members & ~rest).any()


def nested_findings(tables: Iterable[tuple[str, Sequence[Group]]], limit: int) -> list[Finding]:
    """Pairs of groups, one inside the other, whose bases differ by fewer than the limit."""
    by_variable: dict[str, list[tuple[str, Group, int]]] = {}
    for table, groups in tables:
        for group in groups:
            size = int(group.members.sum())
            by_variable.setdefault(group.variable, []).append((f"{table}.{group.row}", group, size))
    return [
        Finding(
            CHECK,
            Severity.WARNING,
            said(
                "{small} is part of {large}, and only {count} organisations stand between them",
                small=small,
                large=large,
                count=difference,
            ),
            said("print one of the two, or pool groups: the limit is {limit}", limit=limit),
        )
        for listed in by_variable.values()
        for small, large, difference in _nested(listed, limit)
    ]


def _nested(listed: Sequence[tuple[str, Group, int]], limit: int) -> Iterator[tuple[str, str, int]]:
    for one, two in combinations(listed, 2):
        (name, small, size), (larger, large, whole) = sorted((one, two), key=lambda row: row[2])
        if 0 < whole - size < limit and not (small.members & ~large.members).any():
            yield name, larger, whole - size


def suppressed_findings(built: Sequence[Built]) -> list[Finding]:
    """A note for every table that lost rows."""
    return [
        Finding(
            CHECK,
            Severity.NOTE,
            said(
                "{table}: {rows} left out, base under the limit",
                table=each.table.id,
                rows=", ".join(each.table.suppressed),
            ),
        )
        for each in built
        if each.table is not None and each.table.suppressed
    ]
