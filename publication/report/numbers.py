"""Every number and claim of the title, with what it rests on and where it is printed."""

from __future__ import annotations

import csv
import io
import json
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields

from rich.markup import escape
from rich.table import Table

from publication.model import Estimate, Estimates, Galley, Line, Use


@dataclass(frozen=True)
class NumberRow:
    """One printed number or claim. Shares are from 0 to 1; page is the label readers see."""

    kind: str
    printed: str
    name: str
    value: float | None
    n: int | None
    low: float | None
    high: float | None
    margin: float | None
    base: str
    question: str
    source: str
    place: str
    chapter: str
    page: str


def number_rows(
    uses: Iterable[Use], estimates: Estimates, galley: Galley | None = None
) -> tuple[NumberRow, ...]:
    """A row for each estimate that a use rests on, in the order of the text."""
    finder = PageFinder(galley) if galley else None
    rows: list[NumberRow] = []
    for use in uses:
        page = finder.page(use) if finder else ""
        for name in use.estimates or ("",):
            rows.append(_row(use, name, estimates, page))
    return tuple(rows)


def _row(use: Use, name: str, estimates: Estimates, page: str) -> NumberRow:
    table = estimates.tables.get(name.split(".", 1)[0])
    found: Estimate | None = estimates.get(name)
    return NumberRow(
        use.kind,
        use.printed.replace("\N{NO-BREAK SPACE}", " "),
        name,
        found.value if found else None,
        found.n if found else (table.n if table else None),
        found.low if found else None,
        found.high if found else None,
        found.margin if found else None,
        table.base.label if table else "",
        table.question if table else "",
        use.source,
        str(use.place),
        use.chapter,
        page,
    )


class PageFinder:
    """Finds the page a use is printed on, through the typeset lines of its block."""

    def __init__(self, galley: Galley) -> None:
        self.labels = {page.index: page.label for page in galley.pages}
        self.lines: dict[str, dict[int, list[Line]]] = {}
        for line in galley.lines:
            file, _, number = line.src.rpartition(":")
            if file:
                block = int(number.partition(".")[0])
                self.lines.setdefault(file, {}).setdefault(block, []).append(line)
        self.blocks = {file: sorted(blocks) for file, blocks in self.lines.items()}

    def page(self, use: Use) -> str:
        """The page's label, or nothing where the block is not on any page (an alt text)."""
        line = self.line(use)
        return self.labels[line.page] if line else ""

    def line(self, use: Use) -> Line | None:
        """The typeset line that holds the printed words, else its block's first."""
        blocks = self.blocks.get(use.place.file, [])
        at = bisect_right(blocks, use.place.line)
        if not at:
            return None
        return _holding(self.lines[use.place.file][blocks[at - 1]], use.printed)


def _holding(lines: Sequence[Line], printed: str) -> Line:
    """The line that holds the printed words, else the block's first."""
    wanted = printed.replace("\N{NO-BREAK SPACE}", " ").lower()
    for line in lines:
        if wanted and wanted in line.text.replace("\N{NO-BREAK SPACE}", " ").lower():
            return line
    return lines[0]


def as_csv(rows: Iterable[NumberRow]) -> str:
    """The list as CSV with a header line."""
    out = io.StringIO()
    writer = csv.DictWriter(out, [field.name for field in fields(NumberRow)], lineterminator="\n")
    writer.writeheader()
    writer.writerows(asdict(row) for row in rows)
    return out.getvalue()


def as_json(rows: Iterable[NumberRow]) -> str:
    """The list as JSON, one object a number."""
    return json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1) + "\n"


def as_table(rows: Iterable[NumberRow]) -> Table:
    """The list for the terminal."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("printed", "estimate", "value", "n", "margin", "page", "place"):
        table.add_column(column, justify="right" if column in {"value", "n", "margin"} else "left")
    for row in rows:
        cells = (
            row.printed or f"({row.kind})",
            row.name or f"source: {row.source}",
            "" if row.value is None else f"{row.value:.4g}",
            "" if row.n is None else str(row.n),
            "" if row.margin is None else f"{row.margin:.3f}",
            row.page,
            row.place,
        )
        table.add_row(*map(escape, cells))
    return table
