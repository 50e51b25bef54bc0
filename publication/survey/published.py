"""Compare computed with published numbers: every difference is a finding.

published.csv has one published statement a row (id, names, what, value, deviation). Where a
statement is known to be wrong, `deviation` names a reason in deviations.toml beside it: that list
is closed, and a row that names one without deviating is reported too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from publication.errors import SurveyError
from publication.message import Message, foreign, joined, number, said
from publication.model import (
    Estimate,
    Estimates,
    Finding,
    Place,
    Problem,
    Severity,
    round_half_up,
)
from publication.textfile import line_of, read_rows, read_toml

CHECK = "published"
COLUMNS = ("id", "names", "what", "value", "deviation")
# "A quarter" for 23 %, "a third" for 32 %: words may lie this far off, in points of a per cent,
# and counts ("about 2,500") this part of the number.
WORDS_POINTS = 2.5
WORDS_PART = 0.05


@dataclass(frozen=True)
class Statement:
    """One published number: what it says of which estimates."""

    id: str
    names: tuple[str, ...]
    what: str
    value: str
    deviation: str
    place: Place


class _UnknownError(Exception):
    """A statement names something that was not computed."""


def compare_published(estimates: Estimates, published: Path) -> tuple[Finding, ...]:
    """What differs between the estimates and published.csv.

    A difference is an error, unless the row names a deviation of deviations.toml: then a note with
    its reason. A named deviation that does not occur is a warning. Raises SurveyError where the
    files themselves are wrong.
    """
    statements = _read(published)
    reasons = _reasons(published.with_name("deviations.toml"))
    findings = [_finding(estimates, statement, reasons) for statement in statements]
    return tuple(finding for finding in findings if finding)


def _read(path: Path) -> tuple[Statement, ...]:
    """The statements; SurveyError with every row that is none, or where there is not one."""
    problems: list[Problem] = []
    statements: list[Statement] = []
    for line, row in read_rows(path, COLUMNS, SurveyError):
        place = Place(path.name, line)
        wrong = [Problem(message, place) for message in _wrong(row)]
        problems += wrong
        if not wrong:
            names = tuple(row["names"].split())
            statements.append(
                Statement(row["id"], names, row["what"], row["value"], row["deviation"], place)
            )
    if not problems and not statements:
        hint = "delete the file where nothing was published"
        problems.append(Problem("no published number stands in it", Place(path.name, 1), hint))
    if problems:
        raise SurveyError(problems)
    return tuple(statements)


def _wrong(row: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with one row of published.csv."""
    what, value, names = row["what"], row["value"], row["names"].split()
    if what not in _SAYS:
        yield f"{what!r} is none of: {', '.join(_SAYS)}"
        return
    if not names:
        yield "names no estimate"
    if what in PARTED and any(name.count(".") != 2 for name in names):
        yield f"{row['names']!r} is no name of an estimate: table.row.column"
    if what == "significant" and value not in _ANSWERS:
        yield f"value is {value!r}: yes or no"
    elif what in WHOLE and not value.removeprefix("-").isdecimal():
        yield f"value is {value!r}: a whole number"
    elif what != "significant" and not _is_number(value):
        yield f"value is {value!r}: a number"


def _is_number(value: str) -> bool:
    try:
        return Decimal(value).is_finite()
    except InvalidOperation:
        return False


def _reasons(path: Path) -> Mapping[str, str]:
    """The reasons by name; SurveyError where one is no words."""
    data, text = read_toml(path, SurveyError) if path.exists() else ({}, "")
    problems = [
        Problem(f"{name}: the reason must be words", Place(path.name, line_of(text, name)))
        for name, reason in data.items()
        if not isinstance(reason, str)
    ]
    if problems:
        raise SurveyError(problems)
    return data


def _finding(
    estimates: Estimates, statement: Statement, reasons: Mapping[str, str]
) -> Finding | None:
    """What is to be said of one statement: nothing where it holds and should."""
    name = statement.deviation
    about = said(
        "{id}: published {what} {value}",
        id=statement.id,
        what=_WORDS[statement.what],
        value=_printed(statement.value),
    )
    if name and name not in reasons:
        message = said(
            "{about}: {name} is not on the list of allowed deviations", about=about, name=name
        )
        return Finding(CHECK, Severity.ERROR, message, place=statement.place)
    try:
        holds, computed = _SAYS[statement.what](estimates, statement.names, statement.value)
    except _UnknownError as error:
        message = said("{about}: {what} was not computed", about=about, what=error.args[0])
        return Finding(CHECK, Severity.ERROR, message, place=statement.place)
    message = said("{about}, computed {computed}", about=about, computed=computed)
    if holds and name:
        hint = said("{name} is no longer needed here", name=name)
        return Finding(CHECK, Severity.WARNING, message, hint, statement.place)
    if holds:
        return None
    if name:
        reason = said("{name}: {reason}", name=name, reason=reasons[name])
        return Finding(CHECK, Severity.NOTE, message, reason, statement.place)
    hint = said("mend the data, the table, or the published number")
    return Finding(CHECK, Severity.ERROR, message, hint, statement.place)


def _printed(value: str) -> Message:
    """A published value: a number with its own decimals, or yes or no."""
    if value in _ANSWERS:
        return _ANSWERS[value]
    return number(float(value), max(0, -int(Decimal(value).as_tuple().exponent)))


# ------------------------------------------------------------------ what a statement may say

Says = tuple[bool, Message]


def _get(estimates: Estimates, name: str) -> Estimate:
    found = estimates.get(name)
    if found is None:
        raise _UnknownError(name)
    return found


def _percent(estimates: Estimates, names: Sequence[str], value: str) -> Says:
    shares = [_get(estimates, name).percent for name in names]
    return all(share == int(value) for share in shares), joined(map(str, shares), ", ")


def _count(estimates: Estimates, names: Sequence[str], value: str) -> Says:
    found = _get(estimates, names[0]).value
    return found == float(value), said("{value:g}", value=found)


def _n(estimates: Estimates, names: Sequence[str], value: str) -> Says:
    if names[0] not in estimates.tables:
        raise _UnknownError(names[0])
    n = estimates.tables[names[0]].n
    return n == int(value), said("{value}", value=n)


def _n_end(end: int) -> Callable[[Estimates, Sequence[str], str], Says]:
    def says(estimates: Estimates, names: Sequence[str], value: str) -> Says:
        table = estimates.tables.get(names[0])
        if table is None:
            raise _UnknownError(names[0])
        n = (table.n_range or (table.n, table.n))[end]
        return n == int(value), said("{value}", value=n)

    return says


def _rows(estimates: Estimates, names: Sequence[str], value: str) -> Says:
    if names[0] not in estimates.tables:
        raise _UnknownError(names[0])
    rows = len(estimates.tables[names[0]].rows)
    return rows == int(value), said("{value}", value=rows)


def _margin(estimates: Estimates, names: Sequence[str], value: str) -> Says:
    """The largest margin of the named shares, in whole points."""
    largest = max(_get(estimates, name).margin_points or 0 for name in names)
    return largest == int(value), said("{value}", value=largest)


def _margin_mean(estimates: Estimates, names: Sequence[str], value: str) -> Says:
    """The largest margin of the named means, rounded as printed."""
    largest = max(_get(estimates, name).margin or 0.0 for name in names)
    return _rounds_to(largest, value), said("{value:.3f}", value=largest)


def _rounds_to(number: float, printed: str) -> bool:
    """Whether a number rounds to what was printed, with the decimals that were printed."""
    shown = Decimal(printed)
    decimals = -int(shown.as_tuple().exponent)
    return round_half_up(Decimal(repr(number)), decimals) == shown


def _excluded(estimates: Estimates, names: Sequence[str], value: str) -> Says:
    """The share that an exclusion took from a row: table.row.level."""
    table, row, level = names[0].split(".")
    for exclusion in estimates.tables[table].exclusions if table in estimates.tables else ():
        if exclusion.level == level and row in exclusion.shares:
            share = exclusion.shares[row] * 100
            return _rounds_to(share, value), said("{value:.2f}", value=share)
    raise _UnknownError(names[0])


def _significant(estimates: Estimates, names: Sequence[str], value: str) -> Says:
    table = estimates.tables.get(names[0])
    if table is None or table.test is None:
        raise _UnknownError(said("a test of {name}", name=names[0]))
    found = _ANSWERS["yes" if table.test.significant else "no"]
    return found == value, said(
        "{found} (p = {p:.4f}, {method})",
        found=found,
        p=table.test.p_value,
        method=foreign(table.test.method),
    )


def _rank(estimates: Estimates, names: Sequence[str], value: str) -> Says:
    """The place in its column (items), or in its row where the table has groups; 1 is largest."""
    found = _get(estimates, names[0])
    table, row, column = names[0].split(".")
    by_item = estimates.tables[table].by == "item"
    peers = [
        other.value
        for name, other in estimates.tables[table].estimates.items()
        if name.split(".")[2 if by_item else 1] == (column if by_item else row)
    ]
    rank = 1 + sum(peer > found.value for peer in peers)
    return rank == int(value), said("{value}", value=rank)


def _above(estimates: Estimates, names: Sequence[str], value: str) -> Says:
    """Words such as "more than three of four": every named number is above."""
    numbers = [_shown(_get(estimates, name)) for name in names]
    shown = joined((said("{value:.4g}", value=share) for share in numbers), ", ")
    return all(share > float(value) for share in numbers), shown


def _about(estimates: Estimates, names: Sequence[str], value: str) -> Says:
    """Words such as "a quarter"."""
    found = _get(estimates, names[0])
    allowed = WORDS_POINTS if found.kind == "share" else WORDS_PART * float(value)
    holds = abs(_shown(found) - float(value)) <= allowed
    return holds, said("{value:.4g}", value=_shown(found))


def _shown(found: Estimate) -> float:
    return found.value * 100 if found.kind == "share" else found.value


_SAYS: dict[str, Callable[[Estimates, Sequence[str], str], Says]] = {
    "percent": _percent,
    "count": _count,
    "n": _n,
    "n_min": _n_end(0),
    "n_max": _n_end(1),
    "rows": _rows,
    "margin": _margin,
    "margin_mean": _margin_mean,
    "excluded": _excluded,
    "significant": _significant,
    "rank": _rank,
    "above": _above,
    "about": _about,
}

WHOLE = frozenset({"percent", "n", "n_min", "n_max", "rows", "margin", "rank"})
PARTED = frozenset({"excluded", "rank"})  # these ask for the parts of a name
_ANSWERS = {"yes": said("yes"), "no": said("no")}
_WORDS = {
    "percent": said("percent"),
    "count": said("count"),
    "n": said("n"),
    "n_min": said("n_min"),
    "n_max": said("n_max"),
    "rows": said("rows"),
    "margin": said("margin"),
    "margin_mean": said("margin_mean"),
    "excluded": said("excluded"),
    "significant": said("significant"),
    "rank": said("rank"),
    "above": said("above"),
    "about": said("about"),
}
"""What a statement speaks of, for those who read the finding."""
