"""The note under a figure, composed from its table: base, exclusions, verdict and uncertainty.

Nothing of it is typed by an author, so it cannot fall behind the data. The words stand in
languages/*.toml under [note]; here is only what is said, and when.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from publication.model import Exclusion, Row, Table, Test, round_half_up

Language = Mapping[str, str]

# A list of groups longer than this is summed up in its extremes.
LISTED_ROWS = 3
SMALL_P = 0.001


def note(table: Table, language: Language) -> str:
    """The note of a table in the language of its title, one sentence after the other.

    language is the [note] section of a language file. Says N and base, what was left out, whether
    groups and answers are associated, and the margins in whole percentage points.
    """
    sentences = (
        _base(table, language),
        _exclusions(table, language),
        _verdict(table, language),
        _uncertainty(table, language),
        _suppressed(table, language),
        language["weighted"] if table.weighted else "",
    )
    return " ".join(sentence for sentence in sentences if sentence)


def _base(table: Table, language: Language) -> str:
    """N and who they are; ticks are counted as ticks."""
    if table.n_range:
        low, high = table.n_range
        return language["n_range"].format(low=low, high=high, base=table.base.label)
    sentence = language["n_ticks" if table.measure == "ticks" else "n"]
    return sentence.format(n=table.n, base=table.base.label)


# ------------------------------------------------------------------ what was left out


def _exclusions(table: Table, language: Language) -> str:
    """The answers that are not in the base, with their shares where the rows are few."""
    if not table.exclusions:
        return ""
    levels = _joined(
        [language["quoted"].format(text=_lower(each.label)) for each in table.exclusions], language
    )
    if len(table.exclusions) > 1:
        return language["excluded_many"].format(levels=levels)
    return language["excluded"].format(levels=levels, shares=_excluded_shares(table, language))


def _excluded_shares(table: Table, language: Language) -> str:
    """ " (foreninger 3,5 %, tilbud 3,0 %)", or nothing where rows are many."""
    exclusion: Exclusion = table.exclusions[0]
    rows = [row for row in _parts(table) if row.key in exclusion.shares]
    if len(rows) > LISTED_ROWS:
        return ""
    if len(rows) == 1:
        share = _decimal(exclusion.shares[rows[0].key] * 100, 1, language)
        return language["excluded_share"].format(share=share)
    listed = [
        language["excluded_row"].format(
            share=_decimal(exclusion.shares[row.key] * 100, 1, language), row=_lower(row.label)
        )
        for row in rows
    ]
    return language["excluded_shares"].format(rows=", ".join(listed))


# ------------------------------------------------------------------ the verdict


def _verdict(table: Table, language: Language) -> str:
    """Association, or differences that chance may explain; and on which answers it was tested."""
    if table.test is None:
        return ""
    groups = len(_parts(table))
    printed = (groups - 1) * (len(table.columns) - 1)
    tested = language["tested_in_full"] if table.test.df > printed else ""
    if table.test.significant:
        key = "association"
    else:
        key = "chance_two" if groups == 2 else "chance_many"
    return language[key].format(tested=tested, p=_p_value(table.test, language))


def _p_value(test: Test, language: Language) -> str:
    """Two digits that count: "p = 0,007", "p = 0,19", "p < 0,001"."""
    if test.p_value < SMALL_P:
        return language["p_below"].format(p=_decimal(SMALL_P, 3, language))
    digits = 3 if test.p_value < 0.1 else 2
    shown = _decimal(test.p_value, digits, language)
    # 0,0496 must not be printed as 0,050, nor 0,0504: say which side of alpha it lies on
    if float(round_half_up(Decimal(repr(test.p_value)), digits)) == test.alpha:
        shown = _decimal(test.p_value, 4, language)
    return language["p"].format(p=shown)


# ------------------------------------------------------------------ how sure


def _uncertainty(table: Table, language: Language) -> str:
    """Margins: by row on the first answer, or the largest where rows or columns are many."""
    if table.measure == "count":
        return ""
    if table.measure == "mean":
        largest = max(estimate.margin or 0.0 for estimate in table.estimates.values())
        return language["margin_mean"].format(points=_decimal(largest, 1, language))
    rows = _parts(table)
    if table.by == "item" or len(rows) < 2:
        return language["margin_most"].format(points=_largest(table, rows))
    if table.measure == "ticks" or len(rows) > LISTED_ROWS or table.test is None:
        return _largest_by_series(table, rows, language)
    column = table.columns[0]
    listed = [
        language["margin_row"].format(
            points=table[row.key, column.key].margin_points, row=_lower(row.label)
        )
        for row in rows
    ]
    quoted = language["quoted"].format(text=_lower(column.label))
    return language["margin_rows"].format(column=quoted, rows=", ".join(listed))


def _largest(table: Table, rows: Sequence[Row]) -> int:
    """The largest margin among some rows, over all columns."""
    return max(
        table[row.key, column.key].margin_points or 0 for row in rows for column in table.columns
    )


def _largest_by_series(table: Table, rows: Sequence[Row], language: Language) -> str:
    """The largest margin of each kind of organisation; its sizes are not told apart."""
    series = dict.fromkeys(row.series for row in rows)
    if len(series) == 1:
        return language["margin_most"].format(points=_largest(table, rows))
    first_only = table.measure != "ticks"
    listed = []
    for name in series:
        own = [row for row in rows if row.series == name]
        columns = table.columns[:1] if first_only else table.columns
        points = max(table[row.key, c.key].margin_points or 0 for row in own for c in columns)
        kind = language.get(f"series_{name}", name)
        listed.append(language["margin_row"].format(points=points, row=kind))
    key = "margin_series" if first_only else "margin_series_all"
    column = language["quoted"].format(text=_lower(table.columns[0].label))
    return language[key].format(column=column, rows=", ".join(listed))


def _suppressed(table: Table, language: Language) -> str:
    return language["suppressed"] if table.suppressed else ""


# ------------------------------------------------------------------ words


def _parts(table: Table) -> list[Row]:
    """The rows that are not the total of others: all of them where there is nothing else."""
    if table.by == "item":
        return list(table.rows)
    parts = [row for row in table.rows if row.series != "alle"]
    return parts or list(table.rows)


def _lower(label: str) -> str:
    """A label inside a sentence; abbreviations keep their capitals."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def _joined(words: Sequence[str], language: Language) -> str:
    """ "a, b og c"."""
    if len(words) == 1:
        return words[0]
    return ", ".join(words[:-1]) + language["and"] + words[-1]


def _decimal(number: float, digits: int, language: Language) -> str:
    return str(round_half_up(Decimal(repr(number)), digits)).replace(".", language["decimal"])
