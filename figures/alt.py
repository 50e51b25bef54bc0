"""What a figure says in words and as a table: made from the same estimates it is drawn from."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from figures.cells import NO_BREAK, Cells
from publication.model import Artwork, Column, Problem, Row

LONGEST = 300  # characters: longer is not listened to (print-and-accessibility practice)
Data = tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]


# ------------------------------------------------------------------ the data


def data_of(cells: Cells) -> Data:
    """Header and rows of printed strings: everything the picture shows, and the bases."""
    if cells.spec.kind in ("pairs", "treemap", "table"):
        return _across(cells)
    return _down(cells)


def _down(cells: Cells) -> Data:
    """A row of the table a row: its answers, the first one's interval, its base."""
    first = cells.columns[0]
    has_interval = any(cells.interval(cells[row, first]) for row in cells.rows)
    interval = cells.word("interval").format(level=cells.label(first))
    header = [_heading(cells), *(cells.label(column) for column in cells.columns)]
    header += [interval] if has_interval else []
    rows = []
    for row in cells.rows:
        values = [cells.printed(cells[row, column]) for column in cells.columns]
        values += [cells.interval(cells[row, first])] if has_interval else []
        base = cells.language.number(cells[row, first].n)
        rows.append((_row_label(cells, row), *values, base))
    return (*header, cells.word("count")), tuple(rows)


def _across(cells: Cells) -> Data:
    """A column of the table a row; the rows' bases last, where they are no counts themselves."""
    header = (_heading(cells), *(cells.label(row) for row in cells.rows))
    rows = [
        (cells.label(column), *(cells.printed(cells[row, column]) for row in cells.rows))
        for column in cells.columns
    ]
    if cells.spec.kind != "table":
        bases = (cells.language.number(row.n) for row in cells.rows)
        rows.append((cells.word("count"), *bases))
    return header, tuple(rows)


def _heading(cells: Cells) -> str:
    return cells.options.heading or cells.word(f"rows_{cells.table.by}")


def _row_label(cells: Cells, row: Row) -> str:
    """A row's name, with its block's where rows are gathered in blocks."""
    block = cells.options.names.get(row.series, "") if cells.options.blocks else ""
    return f"{block}, {cells.label(row)}" if block else cells.label(row)


# ------------------------------------------------------------------ in words


def alt_text(cells: Cells) -> str:
    """Kind, subject, message and extremes in at most 300 characters.

    Sentences that no longer fit are left out from the end: the kind and subject always stay.
    """
    text = ""
    for sentence in (_say(cells, cells.spec.kind), *SENTENCES[cells.spec.kind](cells)):
        longer = f"{text} {sentence}".strip()
        if len(longer) > LONGEST:
            break
        text = longer
    return text


def _say(cells: Cells, key: str, **words: object) -> str:
    """A sentence of the language, filled in."""
    low, high = (cells.language.number(end) for end in cells.options.scale)
    subject = cells.options.subject or cells.table.question.rstrip(" ?.…")
    known: Mapping[str, object] = {"subject": subject, "low": low, "high": high}
    sentence = str(cells.word("alt_" + key)).format(**{**known, **words})
    return sentence[:1].upper() + sentence[1:]


def _likert(cells: Cells) -> list[str]:
    """A few groups: yes and no of each. Many rows or items: the two that differ most."""
    if len(cells.rows) > 3 or cells.table.by == "item":
        return _bars(cells)
    ends = dict.fromkeys((cells.answers[0], cells.answers[-1]))
    return [_each(cells, column) for column in ends]


def _each(cells: Cells, column: Column) -> str:
    values = ", ".join(
        f"{_lower(cells.label(row))} {cells.printed(cells[row, column])}" for row in cells.rows
    )
    return _say(cells, "each", level=cells.label(column), values=values)


def _extremes(cells: Cells, column: Column, highest: str, lowest: str) -> list[str]:
    """The highest and the lowest row of a column, in the sentences of those names."""
    rows = sorted(cells.rows, key=lambda row: -cells[row, column].value)
    return [
        _say(
            cells,
            key,
            level=_lower(cells.label(column)),
            row=_lower(_row_label(cells, row)),
            value=cells.printed(cells[row, column]),
        )
        for key, row in ((highest, rows[0]), (lowest, rows[-1]))
    ]


def _bars(cells: Cells) -> list[str]:
    return _extremes(cells, cells.columns[0], "most", "least")


def _dots(cells: Cells) -> list[str]:
    return _extremes(cells, cells.columns[0], "highest", "lowest")


def _pairs(cells: Cells) -> list[str]:
    """Each kind's highest and lowest."""
    said = []
    for row in cells.rows:
        ranked = sorted(cells.columns, key=lambda column: -cells[row, column].value)
        highest, lowest = (
            f"{_lower(cells.label(column))} {cells.printed(cells[row, column])}"
            for column in (ranked[0], ranked[-1])
        )
        said.append(_say(cells, "range", row=cells.label(row), highest=highest, lowest=lowest))
    return said


def _treemap(cells: Cells) -> list[str]:
    row = cells.rows[0]
    ranked = sorted(cells.columns, key=lambda column: -cells[row, column].value)
    return [
        _say(
            cells,
            key,
            level="",
            row=_lower(cells.label(column)),
            value=cells.printed(cells[row, column]),
        )
        for key, column in (("largest", ranked[0]), ("smallest", ranked[-1]))
    ]


def _table(cells: Cells) -> list[str]:
    first = cells.rows[0]
    return [
        f"{cells.label(column)}: {cells.printed(cells[first, column])}."
        for column in cells.columns
        if column.key in cells.options.summary
    ]


SENTENCES: Mapping[str, Callable[[Cells], list[str]]] = {
    "likert": _likert,
    "bars": _bars,
    "pairs": _pairs,
    "dots": _dots,
    "treemap": _treemap,
    "table": _table,
}


def _lower(words: str) -> str:
    """A label inside a sentence begins small, unless it is a word in capitals."""
    return words if words[:2].isupper() else words[:1].lower() + words[1:]


def alt_problems(artwork: Artwork) -> tuple[Problem, ...]:
    """What is wrong with a figure's alt text: length, line breaks, numbers not in its data."""
    found = []
    if not artwork.alt:
        found.append("has no alt text")
    if len(artwork.alt) > LONGEST:
        found.append(f"alt text has {len(artwork.alt)} characters, {LONGEST} at most")
    data = {value for row in artwork.rows for value in row}
    for value in re.findall(rf"\d[\d.,]*{NO_BREAK}%|\d+,\d+", artwork.alt):
        if value not in data:
            found.append(f"alt text says {value}, which is not in its data")
    return tuple(Problem(f"{artwork.id} {message}") for message in found)
