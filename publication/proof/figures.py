"""Figures of two drafts compared: their data cell by cell, their computed words, their drawing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from publication.proof.causes import table_causes
from publication.proof.changes import Cause, CellChange, FigureChange, Range, Run
from publication.proof.records import Draft, Picture


def compare_figures(
    old: Draft, new: Draft, notes: Mapping[str, Sequence[tuple[Run, ...]]]
) -> tuple[FigureChange, ...]:
    """Every figure or motif that differs, in the order of the new draft; what is gone last.

    notes  figure -> redlines of its computed words
    """
    names = dict.fromkeys((*new.figures, *old.figures))
    found = (_figure(name, old, new, tuple(notes.get(name, ()))) for name in names)
    return tuple(change for change in found if change is not None)


def _figure(
    name: str,
    old: Draft,
    new: Draft,
    texts: tuple[tuple[Run, ...], ...],
) -> FigureChange | None:
    before, after = old.figures.get(name), new.figures.get(name)
    shown = after or before
    assert shown is not None
    cells = tuple(_cells(before, after)) if before and after and shown.label else ()
    redrawn = bool(before and after and before.svg != after.svg)
    if before and after and not (cells or texts or redrawn):
        return None
    leaves = new.leaves if after else old.leaves
    return FigureChange(
        id=name,
        label=shown.label,
        page=leaves[shown.page].label if 0 <= shown.page < len(leaves) else "",
        before=before,
        after=after,
        cells=cells,
        texts=texts,
        causes=table_causes(shown.table, old, new) if cells else _causes(before, after, old, new),
        touched=tuple(_words(name, new)) if _seen(before, after) else (),
        redrawn=redrawn and not cells,
    )


def _seen(before: Picture | None, after: Picture | None) -> bool:
    """Whether the picture itself looks otherwise."""
    return before is None or after is None or before.svg != after.svg


def _causes(
    before: Picture | None, after: Picture | None, old: Draft, new: Draft
) -> tuple[Cause, ...]:
    """Why a motif's measures differ: whatever differs in any table; nothing where they do not."""
    if not (before and after) or before.label or before.rows == after.rows:
        return ()
    found = {cause for table in new.rules for cause in table_causes(table, old, new)}
    return tuple(sorted(found - {Cause.CALCULATION})) or (Cause.CALCULATION,)


def _words(name: str, new: Draft) -> Iterator[Range]:
    """The words of a figure: where they stand, the picture stands."""
    for index, block in enumerate(new.blocks):
        if block.figure == name and block.kind != "data":
            yield index, 0, len(block.text)


def _cells(before: Picture, after: Picture) -> Iterator[CellChange]:
    """The cells that differ, found by the names of their row and column."""
    old, new = _table(before), _table(after)
    for row, column in dict.fromkeys((*new, *old)):
        was, now = old.get((row, column), ""), new.get((row, column), "")
        if " ".join(was.split()) != " ".join(now.split()):
            yield CellChange(row, column, was, now)


def _table(picture: Picture) -> dict[tuple[str, str], str]:
    """(row, column) -> cell. Rows of one name are told apart by their turn."""
    cells: dict[tuple[str, str], str] = {}
    seen: dict[str, int] = {}
    for row in picture.rows:
        name = row[0] if row else ""
        seen[name] = seen.get(name, 0) + 1
        if seen[name] > 1:
            name = f"{name} ({seen[name]})"
        for column, cell in zip(picture.header[1:], row[1:], strict=False):
            cells[name, column] = cell
    return cells
