"""Tables in the structure tree: scopes of header cells, IDs, and which headers rule a data cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pikepdf import Array, String

from publication.finish.elements import Element


@dataclass(frozen=True)
class Cell:
    """A cell on the table's grid: its row and column, both counted from 0, and its spans."""

    element: Element
    row: int
    column: int
    height: int
    width: int

    @property
    def rows(self) -> range:
        return range(self.row, self.row + self.height)

    @property
    def columns(self) -> range:
        return range(self.column, self.column + self.width)


def set_tables(document: Element) -> None:
    """Header cells say their scope and have an ID; data cells name the headers that rule them."""
    tables = [element for element in document.walk() if element.role == "Table"]
    for number, table in enumerate(tables, start=1):
        _set_scopes(table)
        _set_headers(tuple(grid(table)), f"t{number}")


def grid(table: Element) -> Iterator[Cell]:
    """The cells of a table with their places, spans counted, in reading order."""
    taken: set[tuple[int, int]] = set()
    rows = (element for element in table.walk() if element.role == "TR")
    for y, row in enumerate(rows):
        x = 0
        for element in row.elements:
            while (y, x) in taken:
                x += 1
            cell = Cell(element, y, x, _span(element, "RowSpan"), _span(element, "ColSpan"))
            taken.update((row, column) for row in cell.rows for column in cell.columns)
            yield cell
            x += cell.width


def _span(element: Element, key: str) -> int:
    return int(str(element.attributes.get("Table", {}).get(key, 1)))


def _set_scopes(table: Element) -> None:
    """By the HTML's scope; without one, headers in a head rule columns, all others rows."""
    heads = [part for part in table.elements if part.role == "THead"]
    in_head = {id(cell) for head in heads for cell in head.walk()}
    for element in table.walk():
        if element.role == "TH":
            said = element.source.scope.removesuffix("group")
            scope = said or ("col" if id(element) in in_head else "row")
            values = element.attributes.setdefault("Table", {})
            values["Scope"] = "Row" if scope == "row" else "Column"


def _set_headers(cells: tuple[Cell, ...], prefix: str) -> None:
    by_row: dict[int, list[str]] = {}
    by_column: dict[int, list[str]] = {}
    for cell in cells:
        if cell.element.role != "TH":
            continue
        cell.element.id = f"{prefix}-{cell.row + 1}-{cell.column + 1}"
        rules_row = cell.element.attributes["Table"]["Scope"] == "Row"
        for place in cell.rows if rules_row else cell.columns:
            (by_row if rules_row else by_column).setdefault(place, []).append(cell.element.id)
    for cell in cells:
        if cell.element.role == "TD":
            names = [name for row in cell.rows for name in by_row.get(row, ())]
            names += [name for column in cell.columns for name in by_column.get(column, ())]
            values = cell.element.attributes.setdefault("Table", {})
            values.pop("Headers", None)
            if names:
                values["Headers"] = Array([String(name) for name in dict.fromkeys(names)])
