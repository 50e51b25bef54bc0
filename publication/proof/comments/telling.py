"""Comments told: as a table for the terminal, CSV, Markdown, and a page in the title's language."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence

from rich.markup import escape
from rich.table import Table

from publication.environment import make_environment, render
from publication.message import Message, said
from publication.proof.comments.records import Comment
from publication.proof.review import SOURCE

TEMPLATE = "templates/comments.html"
Words = Mapping[str, str]
Tell = Callable[[str], str]
KINDS: Mapping[str, Message] = {
    "Highlight": said("Highlight"),
    "StrikeOut": said("StrikeOut"),
    "Underline": said("Underline"),
    "Squiggly": said("Squiggly"),
    "Caret": said("Caret"),
    "Text": said("Text"),
    "FreeText": said("FreeText"),
    "Ink": said("Ink"),
    "Stamp": said("Stamp"),
    "Redact": said("Redact"),
    "Line": said("Line"),
    "Square": said("Square"),
    "Circle": said("Circle"),
    "Polygon": said("Polygon"),
    "PolyLine": said("PolyLine"),
    "FileAttachment": said("FileAttachment"),
    "Sound": said("Sound"),
    "Remark": said("Remark"),
}
"""Kinds of mark that ask for nothing in particular, as the PDF standard names them."""
COLUMNS = (
    *("key", "state", "page", "line", "who", "kind", "words", "note"),
    *("place", "answer", "file"),
)


def comment_row(comment: Comment, words: Words, tell: Tell = str) -> tuple[str, ...]:
    """A comment as printed strings, one for each of COLUMNS; some readers name no author.

    words  section [comments] of the language
    tell   tells messages in that language (publication/translation.py)
    """
    note = "\n".join((comment.note, *comment.replies)).strip()
    return (
        comment.key,
        words[comment.state],
        comment.page,
        str(comment.line or ""),
        ", ".join(comment.authors) or words["unknown"],
        words[comment.action] if comment.action != "note" else tell(_kind(comment)),
        comment.words,
        note,
        comment.place,
        answer(comment, words, tell),
        ", ".join(comment.files),
    )


def _kind(comment: Comment) -> str:
    return KINDS.get(comment.kind, comment.kind)


def answer(comment: Comment, words: Words, tell: Tell = str) -> str:
    """Everything there is to say of a comment: not placed, its origin, who disagrees, why not."""
    parts = [comment.reason, tell(comment.answer)]
    if comment.unplaced:
        parts.insert(0, f"{words['unplaced']}: {tell(comment.unplaced)}")
    if comment.against:
        parts.append(f"{words['against']}: {', '.join(comment.against)}")
    return "; ".join(filter(None, parts))


def as_table(comments: Sequence[Comment], words: Words, tell: Tell = str) -> Table:
    """The comments for the terminal."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in COLUMNS[:-1]:
        table.add_column(words[f"column_{column}"])
    for comment in comments:
        table.add_row(*(escape(cell) for cell in comment_row(comment, words, tell)[:-1]))
    return table


def as_csv(comments: Sequence[Comment], words: Words, tell: Tell = str) -> str:
    """The comments as CSV; what a spreadsheet would take for a formula gets an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(words[f"column_{column}"] for column in COLUMNS)
    for comment in comments:
        writer.writerow(
            f"'{cell}" if cell[:1] in {"=", "+", "-", "@"} else cell
            for cell in comment_row(comment, words, tell)
        )
    return out.getvalue()


def as_markdown(comments: Sequence[Comment], words: Words, tell: Tell = str) -> str:
    """The comments as a Markdown table."""
    rows = [[words[f"column_{column}"] for column in COLUMNS], ["---"] * len(COLUMNS)]
    rows += [[_cell(cell) for cell in comment_row(each, words, tell)] for each in comments]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _cell(text: str) -> str:
    safe = text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")
    return safe.replace("\n", "<br>")


def as_html(
    comments: Sequence[Comment], words: Words, language: str, title: str, tell: Tell = str
) -> str:
    """The comments as one page that needs nothing else."""
    variables = {
        "comments": [(comment, comment_row(comment, words, tell)) for comment in comments],
        "columns": [words[f"column_{column}"] for column in COLUMNS],
        "words": words,
        "language": language,
        "title": title,
    }
    return SOURCE.sub("", str(render(make_environment(), TEMPLATE, variables)))
