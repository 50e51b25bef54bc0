"""The changes as the proof prints them on its last pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from publication.finish.changes import ChangeList, Entry, Group, Piece
from publication.proof.changes import Changes, FigureChange, NumberChange, Run
from publication.proof.telling import layout_lines, page_name, told, unseen_line

AROUND = 70
"""Letters of unchanged text that stand on each side of a change."""

Words = Mapping[str, str]


def change_list(changes: Changes, words: Words) -> ChangeList:
    """Every change by kind. words: section [review] of the language."""
    groups = (
        ("words", _words(changes, words)),
        ("numbers", _numbers(changes.numbers, words)),
        ("claims", _numbers(changes.claims, words)),
        ("figures", (_figure(change, words) for change in changes.figures)),
        ("moves", _moves(changes, words)),
        ("layout", _layout(changes, words)),
    )
    filled = ((words[kind], tuple(entries)) for kind, entries in groups)
    return ChangeList(
        title=words["list_of_changes"].format(label=changes.old.label),
        label=words["changes"],
        groups=tuple(Group(heading, entries) for heading, entries in filled if entries),
    )


def _words(changes: Changes, words: Words) -> Iterator[Entry]:
    for change in changes.words:
        shown = change.after or change.before
        state = "" if change.before and change.after else words["new" if change.after else "gone"]
        if change.moved:
            state = words["moved"]
        place = ", ".join(filter(None, (told(shown, words), state)))
        yield Entry(place, _pieces(change.runs), (shown.place,) if shown else ())


def _pieces(runs: Iterable[Run]) -> tuple[Piece, ...]:
    """A redline with long unchanged stretches cut in their middle."""
    pieces = []
    for run in runs:
        text = run.text
        if run.stroke == "same" and len(text) > 2 * AROUND:
            text = f"{text[:AROUND].rpartition(' ')[0]} … {text[-AROUND:].partition(' ')[2]}"
        pieces.append(Piece(text, run.stroke))
    return tuple(pieces)


def _numbers(changes: Iterable[NumberChange], words: Words) -> Iterator[Entry]:
    for change in changes:
        causes = ", ".join(words[f"cause_{cause}"] for cause in change.causes)
        pieces = (
            Piece(change.before, "gone"),
            Piece(" → "),
            Piece(change.after, "new"),
            Piece(f"   {causes}"),
        )
        facts = (
            words["fact"].format(
                name=fact.name,
                before=fact.before or words["nothing"],
                after=fact.after or words["nothing"],
            )
            for fact in change.facts
        )
        places = "; ".join(told(place, words) for place in change.places)
        yield Entry(places, pieces, (" ".join(change.names), *facts))


def _figure(change: FigureChange, words: Words) -> Entry:
    pieces = [Piece(change.label or change.id)]
    if not change.before or not change.after:
        pieces.append(Piece(f" {words['figure_new' if change.after else 'figure_gone']}"))
    elif change.redrawn:
        key = "redrawn" if change.after.rows else "redrawn_motif"
        pieces.append(Piece(f" {words[key]}"))
    for cell in change.cells:
        pieces += [
            Piece(f" {cell.row}, {cell.column}: "),
            Piece(cell.before, "gone"),
            Piece(" → "),
            Piece(cell.after, "new"),
            Piece("."),
        ]
    causes = ", ".join(words[f"cause_{cause}"] for cause in change.causes)
    return Entry(page_name(change.page, words), tuple(pieces), (causes,) if causes else ())


def _moves(changes: Changes, words: Words) -> Iterator[Entry]:
    for move in changes.moves:
        before = told(move.before, words)
        ways = words["moved_from"].format(before=before, after=told(move.after, words))
        more = words["moved_blocks"].format(count=move.blocks) if move.blocks > 1 else ""
        text = f"{move.text[: 2 * AROUND]} …" if len(move.text) > 2 * AROUND else move.text
        yield Entry(told(move.after, words), (Piece(text),), tuple(filter(None, (ways, more))))


def _layout(changes: Changes, words: Words) -> Iterator[Entry]:
    for line in (*layout_lines(changes, words), unseen_line(changes, words)):
        if line:
            yield Entry("", (Piece(line),))
