"""The changes between two drafts for the terminal and for machines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from publication.proof.changes import Changes, Note, NumberChange, Run, Where, WordChange

FORMAT = 1
"""Version of the JSON's shape: raised whenever a reader would have to change."""
AROUND = 40
"""Letters of unchanged text that stand on each side of a change in the terminal."""
STYLES = {"gone": "red strike", "new": "green underline"}
MARKS = {"gone": ("[-", "-]"), "new": ("{+", "+}")}
"""What stands round the words where there are no colours, as `git diff --word-diff` has it."""
NAMES = 6
"""Places that a row names; the rest are counted."""


def changes_json(changes: Changes) -> str:
    """The changes for machines: everything but the drafts themselves."""
    data: dict[str, Any] = {
        "format": FORMAT,
        "title": changes.new.title_id,
        "before": _head(changes, 0),
        "after": _head(changes, 1),
        "counts": dict(changes.counts),
        "words": [_word(change) for change in changes.words],
        "numbers": [_number(change) for change in changes.numbers],
        "claims": [_number(change) for change in changes.claims],
        "figures": [
            {
                "id": change.id,
                "label": change.label,
                "page": change.page,
                "state": _state(change.before, change.after),
                "cells": [asdict(cell) for cell in change.cells],
                "texts": [_runs(runs) for runs in change.texts],
                "causes": list(change.causes),
                "redrawn": change.redrawn,
            }
            for change in changes.figures
        ],
        "moves": [
            {
                "before": asdict(m.before),
                "after": asdict(m.after),
                "text": m.text,
                "blocks": m.blocks,
            }
            for m in changes.moves
        ],
        "layout": [asdict(change) for change in changes.layout],
        "shifts": [asdict(shift) for shift in changes.shifts],
        "unseen": list(changes.unseen),
        "references": changes.references,
        "notes": [asdict(note) for note in changes.notes],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _head(changes: Changes, side: int) -> dict[str, object]:
    draft = (changes.old, changes.new)[side]
    return {
        "label": draft.label,
        "number": draft.number,
        "date": draft.date,
        "revision": draft.revision,
        "checksum": draft.checksum,
        "data": draft.data,
        "pages": len(draft.leaves),
    }


def _state(before: object, after: object) -> str:
    return "changed" if before and after else ("new" if after else "gone")


def _word(change: WordChange) -> dict[str, object]:
    return {
        "state": _state(change.before, change.after),
        "before": asdict(change.before) if change.before else None,
        "after": asdict(change.after) if change.after else None,
        "moved": change.moved,
        "runs": _runs(change.runs),
    }


def _runs(runs: Iterable[Run]) -> list[list[str]]:
    return [[run.stroke, run.text] for run in runs]


def _number(change: NumberChange) -> dict[str, object]:
    row = asdict(change)
    del row["touched"]
    return row


# ------------------------------------------------------------------ the terminal


def changes_table(
    changes: Changes, words: Mapping[str, str], coloured: bool = True
) -> RenderableType:
    """The changes as tables, a kind at a time, in the title's language.

    words     section [review] of the language
    coloured  whether colours and strokes will show; else marks stand round what is gone or new
    """
    parts: list[RenderableType] = [Text(_summary(changes, words), "bold")]
    for name, rows in (
        ("words", _word_rows(changes, words, coloured)),
        ("numbers", _number_rows(changes.numbers, words)),
        ("claims", _number_rows(changes.claims, words)),
        ("figures", _figure_rows(changes, words)),
        ("moves", _move_rows(changes, words)),
        ("layout", _layout_rows(changes, words)),
    ):
        table = Table(title=words[name], title_justify="left", box=None, show_header=False)
        for row in rows:
            table.add_row(*row)
        if table.row_count:
            parts += [Text(), table]
    parts += [Text(f"\n{line}") for line in (unseen_line(changes, words),) if line]
    return Group(*parts)


def _summary(changes: Changes, words: Mapping[str, str]) -> str:
    counts = [f"{words[name]}: {count}" for name, count in changes.counts.items() if count]
    return " · ".join(counts) or words["no_changes"]


def page_name(label: str, words: Mapping[str, str]) -> str:
    """ "side 12"; what has a name of its own ("Forside") keeps it."""
    return f"{words['page']} {label}" if label.isdigit() else label


def told(place: Where | None, words: Mapping[str, str]) -> str:
    """ "side 12, linje 7"."""
    if place is None:
        return ""
    page = page_name(place.page, words)
    return f"{page}, {words['line']} {place.line}" if place.line else page


def _word_rows(
    changes: Changes, words: Mapping[str, str], coloured: bool
) -> Iterator[tuple[str | Text, ...]]:
    for change in changes.words:
        shown = change.after or change.before
        assert shown is not None
        yield told(shown, words), _redline(change.runs, coloured), shown.place


def _redline(runs: Iterable[Run], coloured: bool) -> Text:
    """What is gone and new with a little of what stands around it."""
    text = Text(overflow="fold")
    for run in runs:
        shown = run.text
        if run.stroke == "same" and len(shown) > 2 * AROUND:
            shown = f"{shown[:AROUND]} … {shown[-AROUND:]}"
        before, after = ("", "") if coloured else MARKS.get(run.stroke, ("", ""))
        if inner := shown.strip():  # marks stand close to the words, as strokes would
            shown = shown.replace(inner, f"{before}{inner}{after}", 1)
        text.append(shown, STYLES.get(run.stroke, ""))
    return text


def _number_rows(
    numbers: Iterable[NumberChange], words: Mapping[str, str]
) -> Iterator[tuple[str | Text, ...]]:
    for change in numbers:
        causes = ", ".join(words[f"cause_{cause}"] for cause in change.causes)
        facts = "; ".join(
            words["fact"].format(
                name=fact.name,
                before=fact.before or words["nothing"],
                after=fact.after or words["nothing"],
            )
            for fact in change.facts
        )
        yield (
            f"{change.before} → {change.after}",
            " ".join(change.names),
            f"{causes} ({facts})" if facts else causes,
            _places(change.places, words),
        )


def _places(places: Iterable[Where], words: Mapping[str, str]) -> str:
    named = [told(place, words) for place in places]
    more = f" + {len(named) - NAMES}" if len(named) > NAMES else ""
    return "; ".join(named[:NAMES]) + more


def _figure_rows(changes: Changes, words: Mapping[str, str]) -> Iterator[tuple[str | Text, ...]]:
    for change in changes.figures:
        what = [f"{c.row}, {c.column}: {c.before} → {c.after}" for c in change.cells]
        if change.redrawn:
            what.append(words["redrawn" if change.after and change.after.rows else "redrawn_motif"])
        if not change.before or not change.after:
            what.append(words["figure_new" if change.after else "figure_gone"])
        causes = ", ".join(words[f"cause_{cause}"] for cause in change.causes)
        yield (
            change.label or change.id,
            "\n".join([*what, *(_redline(runs, coloured=False).plain for runs in change.texts)]),
            causes,
            page_name(change.page, words),
        )


def _move_rows(changes: Changes, words: Mapping[str, str]) -> Iterator[tuple[str | Text, ...]]:
    for move in changes.moves:
        ways = words["moved_from"].format(
            before=told(move.before, words), after=told(move.after, words)
        )
        more = words["moved_blocks"].format(count=move.blocks) if move.blocks > 1 else ""
        yield ways, move.text[: 2 * AROUND], more


def _layout_rows(changes: Changes, words: Mapping[str, str]) -> Iterator[tuple[str | Text, ...]]:
    for line in layout_lines(changes, words):
        yield (line,)


def layout_lines(changes: Changes, words: Mapping[str, str]) -> Iterator[str]:
    """What happened to the pages, and what only followed, a sentence each."""
    for change in changes.layout:
        said = words[f"layout_{change.kind}"].format(what=change.what)
        counts = change.kind in {"pages", "chapter"}
        yield f"{said}: {change.before} → {change.after}" if counts else said
    for shift in changes.shifts:
        key = "shift_one" if shift.first == shift.last else "shift"
        by = f"{shift.by:+d}".replace("-", "\N{MINUS SIGN}")
        yield words[key].format(first=shift.first, last=shift.last, by=by)
    if changes.references:
        key = "references_one" if changes.references == 1 else "references"
        yield words[key].format(count=changes.references)
    for note in changes.notes:
        yield note_line(note, words)


def note_line(note: Note, words: Mapping[str, str]) -> str:
    """What is to be said of a comparison: pages of one file only, what is not known of it."""
    what = [words[f"unknown_{each}"] for each in note.what] if note.kind == "unknown" else note.what
    return words[note.kind].format(what=", ".join(what), file=note.file or words["now"])


def unseen_line(changes: Changes, words: Mapping[str, str]) -> str:
    """Which numbers have another value that no reader sees; nothing where none has."""
    names = ", ".join(changes.unseen)
    key = "unseen_one" if len(changes.unseen) == 1 else "unseen"
    return words[key].format(count=len(changes.unseen), names=names) if names else ""
