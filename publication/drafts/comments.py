"""`comments`: marked PDFs against the present text, and what becomes of each comment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from publication import pipeline
from publication.drafts.present import draft_of
from publication.errors import ProofError, PublicationError
from publication.message import Message, joined, plain, said
from publication.model import Estimates, Problem, World
from publication.pipeline import Watch
from publication.proof.comments.ledger import (
    STATES,
    Entry,
    decided,
    noticed,
    read_ledger,
    taken_in,
    with_states,
    write_ledger,
)
from publication.proof.comments.letters import Letters
from publication.proof.comments.merging import merged
from publication.proof.comments.patch import change_of, patched, unified_diff
from publication.proof.comments.placing import OTHER_DRAFT, Placing, unknown_line, unknown_page
from publication.proof.comments.reading import read_annotations
from publication.proof.comments.records import Annotation, Comment, Spot, State, key_of
from publication.proof.records import REFERENCE, Draft, Mark
from publication.proof.signing import page_hashes
from publication.proof.signing_files import Remark, Review, read_review


@dataclass(frozen=True)
class Answered:
    """All comments of the files, the diff of those that can be patched, and the title's ledger."""

    comments: tuple[Comment, ...]
    diff: str
    ledger: Mapping[str, Entry]
    language: str

    @property
    def strange(self) -> tuple[str, ...]:
        """Files with marks on lines that read otherwise now: they are of another draft."""
        files = (each.files for each in self.comments if each.unplaced == OTHER_DRAFT)
        return tuple(sorted({file for held in files for file in held}))

    @property
    def tally(self) -> str:
        """How many comments the ledger has in each state."""
        counts = Counter(entry.state for entry in self.ledger.values())
        return ", ".join(f"{counts[state]} {state}" for state in STATES)


def decide(title: Path, decisions: Mapping[State, str], reason: str) -> None:
    """Keep somebody's decision on comments, by their keys; ProofError where there are no such."""
    ledger: Mapping[str, Entry] = read_ledger(title)
    asked = {state: key for state, key in decisions.items() if key}
    for state, key in asked.items():
        ledger = decided(ledger, key, state, reason)
    if asked:
        write_ledger(title, ledger)


def answer_comments(title: Path, files: Sequence[Path], world: World, watch: Watch) -> Answered:
    """Read marked PDFs, and keep what they say in the title's ledger.

    Raises ProofError with every file that cannot be read; the ledger is then as it was.
    """
    made = pipeline.make_galley(title, world, watch)
    publication = made.material.publication
    draft = draft_of(made.material, made.manuscript, made.galley, world)
    ledger = noticed(read_ledger(title), draft)
    placing = Placing(draft, made.galley.lines)
    comments = placed_comments(files, publication.title, placing, made.material.estimates)
    ledger = noticed(taken_in(ledger, comments), draft)
    comments, edits = patched(with_states(comments, ledger), draft, title)
    if ledger:
        write_ledger(title, ledger)
    diff = unified_diff(edits, title, world.root)
    return Answered(comments, diff, ledger, publication.language)


def placed_comments(
    files: Sequence[Path], name: str, placing: Placing, estimates: Estimates
) -> tuple[Comment, ...]:
    """The comments of all files in the order of the pages, merged; name is the title's."""
    found: list[Comment] = []
    for path, source in _read_all(files, name, placing.draft.title_id):
        if isinstance(source, Review):
            found += (_remarked(source, remark, placing.draft) for remark in source.remarks)
        else:
            found += _placed(path, source, placing, estimates)
    order = placing.pages
    return merged(sorted(found, key=lambda each: (order.get(each.page, -1), each.line)))


Source = tuple[Annotation, ...] | Review
"""What one file holds: the marks of a PDF, or a review that the review page has saved."""


def _read_all(files: Sequence[Path], title: str, title_id: str) -> list[tuple[Path, Source]]:
    """What every file holds; all problems at once."""
    read, problems = list[tuple[Path, Source]](), list[Problem]()
    for path in files:
        try:
            saved = path.suffix.lower() == ".json"
            source = read_review(path, title_id) if saved else read_annotations(path, title)
            read.append((path, source))
        except PublicationError as error:
            problems += error.problems
    if problems:
        raise ProofError(problems)
    return read


def _remarked(review: Review, remark: Remark, draft: Draft) -> Comment:
    """A remark of the review page; one that names a line has that line's template."""
    bare = Comment(
        keys=(key_of(remark.page, str(remark.line), remark.text),),
        kind="Remark",
        action="note",
        files=(review.file,),
        authors=tuple(filter(None, (review.by,))),
        page=remark.page,
        line=remark.line,
        words="",
        note=remark.text,
    )
    labels = [leaf.label for leaf in draft.leaves]
    if remark.page not in labels:
        return replace(bare, unplaced=unknown_page(remark.page))
    if not remark.line:
        return bare
    if remark.read and remark.read != page_hashes(draft)[remark.page]:
        return replace(bare, unplaced=OTHER_DRAFT)
    page = labels.index(remark.page)
    for index, block in enumerate(draft.blocks):
        for span in block.spans:
            if (span.page, span.number) == (page, remark.line):
                spot = Spot(index, span.start, span.start, span.number)
                return replace(bare, spot=spot, place=block.place)
    return replace(bare, unplaced=unknown_line(remark.page, remark.line))


def _placed(
    path: Path, annotations: Sequence[Annotation], placing: Placing, estimates: Estimates
) -> Iterator[Comment]:
    letters = Letters(path)
    try:
        for annotation in annotations:
            place = placing.place(annotation, letters.of(annotation.label))
            yield _comment(annotation, place, placing.draft, estimates)
    finally:
        letters.close()


def _comment(
    annotation: Annotation, place: Spot | Message, draft: Draft, estimates: Estimates
) -> Comment:
    bare = Comment(
        keys=(annotation.key,),
        kind=annotation.kind,
        action=annotation.action,
        files=(annotation.file,),
        authors=tuple(filter(None, (annotation.author,))),
        page=annotation.label,
        line=0,
        words="",
        note=annotation.note,
        replies=annotation.replies,
    )
    if isinstance(place, Message):
        return replace(bare, unplaced=place)
    block = draft.blocks[place.block]
    placed = replace(bare, spot=place, line=place.line, words=place.words, place=block.place)
    marks = touched(block.marks, place)
    if marks:
        return replace(placed, answer=joined(origin(mark, estimates) for mark in marks))
    return replace(placed, change=change_of(annotation, place, block) if place.whole else None)


def touched(marks: Sequence[Mark], spot: Spot) -> list[Mark]:
    """The computed words that a mark lies over, or a caret stands in."""
    if spot.start == spot.end:
        return [mark for mark in marks if mark.start < spot.start < mark.end]
    return [mark for mark in marks if mark.start < spot.end and spot.start < mark.end]


def origin(mark: Mark, estimates: Estimates) -> Message:
    """Where computed words come from: name, value, base and question."""
    printed = " ".join(mark.printed.split())
    if mark.kind == REFERENCE:
        names = ", ".join(mark.names)
        return said(
            "“{printed}” is a reference to {names}, set by the program",
            printed=printed,
            names=names,
        )
    told = joined(_known_of(name, estimates) for name in mark.names)
    return said("“{printed}” is computed: {told}", printed=printed, told=told)


def _known_of(name: str, estimates: Estimates) -> Message:
    """A name with its value, base and question, as far as they are known."""
    estimate, table = estimates.get(name), estimates.tables.get(name.partition(".")[0])
    parts = [plain(name)]
    if estimate:
        value = said("{name} = {value:.4g}", name=name, value=estimate.value)
        parts = [value, said("n = {count}", count=estimate.n)]
    asked = [table.question] if table and table.question else []
    return joined([*parts, *asked], ", ")
