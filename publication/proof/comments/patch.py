"""Corrections carried back into the templates: a diff that `git apply` takes, or why there is none.

A correction is looked for in the template's own text, from the block's line to the next block's.
Tags and Jinja are no text, so nothing that is computed can be touched.
"""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from publication.message import Message, said
from publication.proof.comments.records import Annotation, Change, Comment, Spot
from publication.proof.records import Block, Draft

CODE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|<!--.*?-->|<[^>]*>", re.DOTALL)
JINJA = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
CONTEXT = 24
"""Characters on either side by which a correction is known again in later drafts."""
ROOMS = ((0, 0), (8, 8), (16, 16), (30, 30), (60, 60), (16, 0), (0, 16), (40, 0), (0, 40))
"""Characters before and after that are asked for, until one place only is meant."""
SHY = r"(?:\u00ad|&shy;)?"
ATTACHED = frozenset(".,:;!?)…«”’")
QUOTES = {"»": '"', "«": '"', "“": '"', "”": '"'}
ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}

NOT_FOUND = said("the words do not stand in the template as they are printed")
SEVERAL = said("the words stand several times in the template's block")
NO_SOURCE = said("no template has written this")
ACROSS = said("the mark runs over several blocks")
TEMPLATE_CODE = said("the correction holds template code")
OVERLAPS = said("it overlaps another correction")


@dataclass(frozen=True)
class Edit:
    """Characters of a template that become others. file is relative to the title's folder."""

    file: str
    start: int
    end: int
    new: str


def change_of(annotation: Annotation, spot: Spot, block: Block) -> Change | None:
    """The correction an annotation asks for, in the words of the page; None for a remark."""
    if annotation.action == "note":
        return None
    start, end, new = spot.start, spot.end, annotation.note
    text = block.text
    if annotation.action == "insert":
        start, new = _inserted(text, start, new)
        end = start
    elif annotation.action == "strike" or _same(annotation.note, text[start:end]):
        start, end, new = _struck(text, start, end)
    left, right = max(0, start - CONTEXT), end + CONTEXT
    return Change(start, end, text[start:end], new, text[left:start], text[end:right])


def _same(note: str, words: str) -> bool:
    """Some readers copy the marked words into the note."""
    return "".join(note.split()) == "".join(words.split())


def _struck(text: str, start: int, end: int) -> tuple[int, int, str]:
    """Words go with one of the spaces around them."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before.isspace() and (not after or after.isspace() or after in ATTACHED):
        return start - 1, end, ""
    return (start, end + 1, "") if not start and after.isspace() else (start, end, "")


def _inserted(text: str, at: int, new: str) -> tuple[int, str]:
    """Where new words go: inside a word as they are, between words with a space, signs without."""
    after = text[at : at + 1]
    if new[:1] in ATTACHED or (after and not after.isspace() and at):
        if after and (after in ATTACHED and new[:1] not in ATTACHED):
            return at, f" {new}"
        return at, new
    if at == 0:
        return 0, f"{new} "
    return at, f" {new}"


def find_edit(change: Change, block: Block, source: str, draft: Draft) -> Edit | Message:
    """The edit of a block's template, or why there is none. source is the template's text."""
    file, _, line = block.place.rpartition(":")
    if not file:
        return NO_SOURCE
    if JINJA.search(change.new):
        return TEMPLATE_CODE
    first, last = _region(source, file, int(line), draft)
    masked = CODE.sub(lambda code: "\0" * len(code[0]), source[first:last])
    reason = NOT_FOUND
    for before, after in ROOMS:
        if change.start == change.end and not before + after:
            continue
        found = list(re.finditer(_around(block.text, change, before, after), masked))
        if len(found) == 1:
            new = _written(change.new)
            return Edit(file, first + found[0].start(2), first + found[0].end(2), new)
        reason = SEVERAL if found else reason
    return reason


def _around(text: str, change: Change, before: int, after: int) -> str:
    """A pattern of the words to change, between so much of what stands before and after."""
    left, right = max(0, change.start - before), change.end + after
    parts = text[left : change.start], text[change.start : change.end], text[change.end : right]
    return "".join(f"({_pattern(part)})" for part in parts)


def _region(source: str, file: str, line: int, draft: Draft) -> tuple[int, int]:
    """Where a block's template begins and the next one's does."""
    lines = source.splitlines(keepends=True)
    others = [
        int(block.place.rpartition(":")[2])
        for block in draft.blocks
        if block.place.startswith(f"{file}:")
    ]
    after = min((other for other in others if other > line), default=len(lines) + 1)
    start = sum(map(len, lines[: line - 1]))
    return start, start + sum(map(len, lines[line - 1 : after - 1]))


def _pattern(text: str) -> str:
    """The printed words as a template may write them."""
    return SHY.join(_sign(part) for part in re.findall(r"\s+|\S", text))


def _sign(part: str) -> str:
    if part.isspace():
        return r"(?:\s|&nbsp;)+"
    if part in QUOTES:
        return rf'["{part}]'
    if part in "’‘":
        return "['’‘]"
    if part in ENTITIES:
        return f"(?:{re.escape(part)}|{ENTITIES[part]})"
    return re.escape(part)


def _written(text: str) -> str:
    """New words as templates write them."""
    return "".join(QUOTES.get(each, ENTITIES.get(each, each)) for each in text.replace("\n", " "))


def patched(
    comments: Sequence[Comment], draft: Draft, title: Path
) -> tuple[tuple[Comment, ...], tuple[Edit, ...]]:
    """The comments with the reason where one cannot be patched, and the edits of the others."""
    sources: dict[str, str] = {}
    edits: list[Edit] = []
    answered: list[Comment] = []
    for comment in comments:
        if not wants_patch(comment):
            answered.append(comment)
            continue
        edit = _edit(comment, draft, title, sources)
        if isinstance(edit, Edit) and any(_overlap(edit, other) for other in edits):
            edit = OVERLAPS
        if isinstance(edit, Edit):
            edits.append(edit)
            answered.append(comment)
        else:
            answered.append(replace(comment, answer=edit))
    return tuple(answered), tuple(edits)


def wants_patch(comment: Comment) -> bool:
    """Whether a comment is a correction that nothing speaks against so far."""
    open_ = comment.state == "open" and not comment.against
    return open_ and comment.change is not None and not comment.answer


def _edit(comment: Comment, draft: Draft, title: Path, sources: dict[str, str]) -> Edit | Message:
    spot, change = comment.spot, comment.change
    if spot is None or change is None or not spot.whole:
        return ACROSS
    block = draft.blocks[spot.block]
    file = block.place.rpartition(":")[0]
    if not file or not (title / file).is_file():
        return NO_SOURCE
    if file not in sources:
        sources[file] = (title / file).read_bytes().decode("utf-8")
    return find_edit(change, block, sources[file], draft)


def _overlap(one: Edit, other: Edit) -> bool:
    if one.file != other.file:
        return False
    if one.start == one.end or other.start == other.end:
        return one.start <= other.end and other.start <= one.end
    return one.start < other.end and other.start < one.end


def unified_diff(edits: Iterable[Edit], title: Path, root: Path) -> str:
    """One diff of all edits, with paths from the repository's root."""
    by_file: Mapping[str, list[Edit]] = defaultdict(list)
    for edit in edits:
        by_file[edit.file].append(edit)
    parts: list[str] = []
    for file, held in sorted(by_file.items()):
        path = title / file
        text = path.read_bytes().decode("utf-8")
        after = text
        for edit in sorted(held, key=lambda edit: -edit.start):
            after = after[: edit.start] + edit.new + after[edit.end :]
        name = (path.relative_to(root) if path.is_relative_to(root) else Path(file)).as_posix()
        parts += _diff(text, after, name)
    return "".join(parts)


def _diff(before: str, after: str, name: str) -> Iterable[str]:
    old, new = (re.findall(r"[^\n]*\n|[^\n]+", text) for text in (before, after))
    for line in difflib.unified_diff(old, new, f"a/{name}", f"b/{name}"):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
