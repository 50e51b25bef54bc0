"""Reads what proofreaders put into a PDF: every annotation, with its replies and its group.

The subtypes and the ways they hang together are those of ISO 32000-2, 12.5.6: a reply points to
what it answers by /IRT; with /RT /Group the two are one comment (a strike-out and the caret that
holds its replacement).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pikepdf

from publication.proof.comments.records import Action, Annotation, Box
from publication.proof.opened import opened, unfit

PT = 72 / 25.4
MARKUP = frozenset({"/Highlight", "/StrikeOut", "/Underline", "/Squiggly"})
READ = MARKUP | {
    *("/Caret", "/Text", "/FreeText", "/Ink", "/Stamp", "/Redact"),
    *("/Line", "/Square", "/Circle", "/Polygon", "/PolyLine", "/FileAttachment", "/Sound"),
}
"""Subtypes that people make; links, form fields and pop-ups say nothing."""
DELETE = frozenset({"slet", "slettes", "udgår", "ud", "fjern", "delete", "remove", "del", "out"})
"""Words that a struck passage may carry and that are no replacement."""


def read_annotations(path: Path, title: str) -> tuple[Annotation, ...]:
    """Every comment of a PDF in the order of its pages.

    title  what the title's own PDFs call themselves
    Raises ProofError for what is no PDF, an encrypted one, and one of another title.
    """
    with opened(path) as pdf:
        found = str(pdf.docinfo.get("/Title", "")) or _named(pdf)
        if _plain(title) not in _plain(found):
            said = f"is of another title: {found!r}" if found else "does not say its title"
            raise unfit(path, said, f"a proof or web PDF of {title!r} is wanted")
        return tuple(_annotations(pdf, path.name))


def _named(pdf: pikepdf.Pdf) -> str:
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as data:
        return str(data.get("dc:title", ""))


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _annotations(pdf: pikepdf.Pdf, file: str) -> Iterator[Annotation]:
    for page in pdf.pages:
        label, trim = str(page.label), [float(value) for value in page.trimbox]
        found = [each for each in page.obj.get("/Annots", ()) if _is_read(each)]
        held = [each if each.is_indirect else pdf.make_indirect(each) for each in found]
        for group in _groups(held):
            yield _annotation(group[0], group, file, label, trim)


def _groups(held: Sequence[Any]) -> Iterator[list[Any]]:
    """Each annotation that answers none, with all below it; those of a ring stand alone."""
    reached: set[tuple[int, int]] = set()
    for head in held:
        if _parent(head, held) is None:
            group = [head, *_below(head, held)]
            reached.update(each.objgen for each in group)
            yield group
    yield from ([each] for each in held if each.objgen not in reached)


def _is_read(annotation: Any) -> bool:
    return isinstance(annotation, pikepdf.Dictionary) and str(annotation.get("/Subtype")) in READ


def _parent(annotation: Any, held: Sequence[Any]) -> Any:
    """What an annotation answers, where that is on the page; else it stands for itself."""
    target = annotation.get("/IRT")
    if target is None:
        return None
    return next(
        (
            each
            for each in held
            if each is not annotation
            and each.objgen != annotation.objgen
            and (each.objgen == target.objgen if target.is_indirect else each == target)
        ),
        None,
    )


def _below(head: Any, held: Sequence[Any]) -> list[Any]:
    """All that answers an annotation, and what answers those; a ring is walked once."""
    found: list[Any] = []
    for each in held:
        at, seen = each, set()
        while at is not None and at.objgen not in seen:
            seen.add(at.objgen)
            at = _parent(at, held)
            if at is not None and at.objgen == head.objgen:
                found.append(each)
                break
    return [each for each in found if each.objgen != head.objgen]


def _annotation(
    head: Any, held: Sequence[Any], file: str, label: str, trim: Sequence[float]
) -> Annotation:
    below = _below(head, held)
    group = [head, *(each for each in below if str(each.get("/RT")) == "/Group")]
    kinds = {str(each.get("/Subtype")): each for each in reversed(group)}
    main = next((kinds[kind] for kind in sorted(MARKUP & set(kinds), reverse=True)), head)
    note = next((said for each in group if (said := _said(each))), "")
    return Annotation(
        file=file,
        label=label,
        kind=str(main.get("/Subtype")).lstrip("/"),
        author=_text(head.get("/T")),
        note=note,
        boxes=_boxes(main, trim),
        marks=str(main.get("/Subtype")) in MARKUP or _is_marker(main),
        action=_action(set(kinds), note),
        replies=tuple(filter(None, (_reply(each) for each in below if each not in group))),
    )


def _action(kinds: set[str], note: str) -> Action:
    """What a mark asks for; a question is never carried out."""
    if note.rstrip().endswith("?"):
        return "note"
    if "/StrikeOut" in kinds:
        return "replace" if note and _plain(note).rstrip(".!") not in DELETE else "strike"
    return "insert" if "/Caret" in kinds and note else "note"


def _said(annotation: Any) -> str:
    """The words of an annotation; of a stamp without words its name."""
    words = _text(annotation.get("/Contents"))
    if not words and str(annotation.get("/Subtype")) == "/Stamp":
        words = str(annotation.get("/Name", "")).lstrip("/")
    return words


def _reply(annotation: Any) -> str:
    words = _said(annotation) or _text(annotation.get("/State"))
    return f"{_text(annotation.get('/T'))}: {words}".removeprefix(": ") if words else ""


def _text(value: Any) -> str:
    """A string with line breaks as people type them; readers write all sorts."""
    if value is None:
        return ""
    text = str(value).replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return text.strip("\ufeff \n\t")


def _boxes(annotation: Any, trim: Sequence[float]) -> tuple[Box, ...]:
    """The quadrilaterals, whatever order their corners come in, or the strokes of a marker.

    The rectangle where there are none, and where they are empty: some writers leave them so.
    """
    quads = _numbers(annotation.get("/QuadPoints"))
    parts = [quads[at : at + 8] for at in range(0, len(quads) - 7, 8)]
    parts += _strokes(annotation) if _is_marker(annotation) else []
    boxes = tuple(_box(part[::2], part[1::2], trim) for part in parts)
    if any(box.left < box.right and box.top < box.bottom for box in boxes):
        return boxes
    rect = _numbers(annotation.get("/Rect"))
    return (_box(rect[::2], rect[1::2], trim),) if len(rect) == 4 else ()


def _is_marker(annotation: Any) -> bool:
    """Whether ink is meant to lie over words: what pdf.js writes of a marker drawn by hand."""
    return str(annotation.get("/IT")) == "/InkHighlight"


def _strokes(annotation: Any) -> list[list[float]]:
    """Of a marker's strokes every piece between two points, as high as the stroke is wide."""
    border, drawn = annotation.get("/BS"), annotation.get("/InkList")
    width = border.get("/W") if isinstance(border, pikepdf.Dictionary) else None
    half = next(iter(_numbers([width])), 0.0) / 2
    found = []
    for stroke in drawn if isinstance(drawn, pikepdf.Array) else ():
        at = _numbers(stroke)
        for x0, y0, x1, y1 in zip(at[::2], at[1::2], at[2::2], at[3::2], strict=False):
            found.append([x0, min(y0, y1) - half, x1, max(y0, y1) + half])
    return found


def _numbers(value: Any) -> list[float]:
    """An array of numbers; none where a writer has put something else."""
    try:
        return [float(each) for each in value or ()]
    except (TypeError, ValueError):
        return []


def _box(xs: Sequence[float], ys: Sequence[float], trim: Sequence[float]) -> Box:
    left, top = trim[0], trim[3]
    return Box(
        (min(xs) - left) / PT, (top - max(ys)) / PT, (max(xs) - left) / PT, (top - min(ys)) / PT
    )
