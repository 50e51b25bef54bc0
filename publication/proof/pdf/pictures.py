"""Pictures out of finished PDFs: pages for the eye, figures before and after, pages that differ."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from io import BytesIO

import pypdfium2
from PIL import Image, ImageChops

from publication.proof.changes import Changes
from publication.proof.pdf.alike import Side
from publication.proof.pdf.records import Box, Drawing, Facts
from publication.proof.pictures import BUDGET, coded_within
from publication.proof.records import Draft, Picture

WIDTH = 400
"""Pixels of a page's picture."""
FINE, COARSE = 1.5, 0.6
"""Pixels a point of a figure's picture, and of the pages that are looked at for differences."""
SEEN = 48
"""Of 255: a pixel that differs by less is the same to the eye."""
FEW = 3
"""Pixels: as few of them may differ by the roundings of drawing."""
FOOT = 0.9
"""Share of a page's height above its foot, where the page number stands."""


def page_pictures(facts: Facts) -> tuple[bytes, ...]:
    """Every page inside its trim as WebP, within the budget of a draft."""
    return coded_within(list(_drawn(facts, WIDTH)), BUDGET)


def _drawn(facts: Facts, width: int) -> Iterator[Image.Image]:
    with pypdfium2.PdfDocument(facts.path) as document:
        for index, sheet in enumerate(facts.sheets):
            yield _cut(document, index, sheet.trim, width / (sheet.trim[2] - sheet.trim[0]))


def _cut(document: pypdfium2.PdfDocument, index: int, box: Box, scale: float) -> Image.Image:
    """A part of a page, so that the same part of another file falls on the same pixels."""
    page = document[index]
    page.set_cropbox(*box)
    picture: Image.Image = page.render(scale=scale).to_pil().convert("RGB")
    page.close()
    return picture


def _differ(before: Image.Image, after: Image.Image) -> bool:
    if before.size != after.size:
        return True
    apart = ImageChops.difference(before, after).convert("L").point(lambda v: 255 * (v > SEEN))
    return sum(apart.histogram()[1:]) > FEW


# ------------------------------------------------------------------ figures


def with_figures(old: Side, new: Side) -> tuple[Draft, Draft]:
    """Both drafts with the figures of both under one name, their drawings where both have them.

    None where one side does not know its figures.
    """
    if not (old.tagged and new.tagged):
        return replace(old.draft, figures={}), replace(new.draft, figures={})
    names = _same(old.draft.figures, new.draft.figures)
    before = {name: figure for name, figure in old.draft.figures.items() if _told(figure)}
    after = {
        names.get(name, name): replace(figure, id=names.get(name, name))
        for name, figure in new.draft.figures.items()
        if _told(figure)
    }
    sources = {names.get(name, name): name for name in new.draft.figures}
    for name in before.keys() & after.keys():
        pair = _pair(before[name], after[name])
        boxes = _box(old, name), _box(new, sources[name])
        before[name], after[name] = _pictured(pair, (old, new), boxes)
    for name in before.keys() - after.keys():
        before[name] = _alone(before[name], old, _box(old, name))
    for name in after.keys() - before.keys():
        after[name] = _alone(after[name], new, _box(new, sources[name]))
    return replace(old.draft, figures=before), replace(new.draft, figures=after)


def _told(figure: Picture) -> bool:
    """Whether a file tells of it: decoration is in no structure."""
    return bool(figure.label or figure.alt)


def _same(old: Mapping[str, Picture], new: Mapping[str, Picture]) -> dict[str, str]:
    """New figures that are called otherwise in the old draft, by their words or their place."""
    left = {name: figure for name, figure in old.items() if name not in new and _told(figure)}
    names: dict[str, str] = {}
    for same in (_words, _chapter):
        waiting = {same(figure): name for name, figure in left.items()}
        for name, figure in new.items():
            if name not in old and name not in names and same(figure) in waiting and figure.alt:
                names[name] = waiting.pop(same(figure))
                left.pop(names[name], None)
    return names


def _words(figure: Picture) -> str:
    return " ".join(figure.alt.split())


def _chapter(figure: Picture) -> tuple[str, bool]:
    return figure.chapter, bool(figure.label)


def _pair(before: Picture, after: Picture) -> tuple[Picture, Picture]:
    """Both with their data where both have them, spaced alike."""
    both = bool(before.rows and after.rows)
    return _spaced(before, both), _spaced(after, both)


def _spaced(figure: Picture, with_data: bool) -> Picture:
    rows = figure.rows if with_data else ()
    header = figure.header if with_data else ()
    return replace(
        figure,
        header=tuple(" ".join(cell.split()) for cell in header),
        rows=tuple(tuple(" ".join(cell.split()) for cell in row) for row in rows),
        label=" ".join(figure.label.split()),
        alt=_words(figure),
        table="",
    )


Cut = tuple[int, Box]
"""A page of a file, and the part of it that a figure takes."""


def _box(side: Side, name: str) -> Cut | None:
    """Where a figure lies in its file."""
    if side.file is None:
        return None
    drawing = _drawing(side.file.drawings, side.draft.figures[name])
    if drawing is None:
        return None
    trim = side.file.facts.sheets[drawing.page].trim  # a motif may bleed; not every file keeps that
    left, foot = max(drawing.box[0], trim[0]), max(drawing.box[1], trim[1])
    right, head = min(drawing.box[2], trim[2]), min(drawing.box[3], trim[3])
    return (drawing.page, (left, foot, right, head)) if left < right and foot < head else None


def _drawing(drawings: Iterable[Drawing], figure: Picture) -> Drawing | None:
    return next(
        (each for each in drawings if (each.id and each.id == figure.id) or _is(each, figure)), None
    )


def _is(drawing: Drawing, figure: Picture) -> bool:
    return not drawing.id and bool(figure.alt) and drawing.alt == figure.alt


def _pictured(
    pair: tuple[Picture, Picture], sides: tuple[Side, Side], boxes: tuple[Cut | None, Cut | None]
) -> tuple[Picture, Picture]:
    """Both with what is drawn; the same drawing where they look the same or nothing tells."""
    before, after = pair
    if boxes[0] is None or boxes[1] is None:
        differs = before.rows != after.rows or _otherwise_told(before, after)
        return before, after if differs else replace(after, svg=before.svg)
    pictures = [_picture(side, box) for side, box in zip(sides, boxes, strict=True) if box]
    if not _differ(*pictures):
        return before, after
    first, second = (as_svg(picture) for picture in pictures)
    return replace(before, svg=first), replace(after, svg=second)


def _otherwise_told(before: Picture, after: Picture) -> bool:
    """Whether the alternative texts differ, which follow from the data; a table has none."""
    return bool(before.alt and after.alt and before.alt != after.alt)


def _alone(figure: Picture, side: Side, box: Cut | None) -> Picture:
    """A figure that only one side has, with its picture where it comes from a file."""
    return replace(figure, svg=as_svg(_picture(side, box))) if box else figure


def _picture(side: Side, cut: Cut) -> Image.Image:
    assert side.file is not None
    with pypdfium2.PdfDocument(side.file.facts.path) as document:
        return _cut(document, *cut, FINE)


def as_svg(picture: Image.Image) -> str:
    """A picture of dots as a drawing, as the review page shows figures."""
    out = BytesIO()
    picture.save(out, "WEBP", quality=60, method=4)
    coded = base64.b64encode(out.getvalue()).decode("ascii")
    size = f'width="{picture.width}" height="{picture.height}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size}>'
        f'<image {size} href="data:image/webp;base64,{coded}"/></svg>'
    )


# ------------------------------------------------------------------ pages


def pages_that_look_otherwise(changes: Changes, old: Side, new: Side) -> tuple[str, ...]:
    """Pages with the same words at the same heights on which something else is drawn.

    Only files in the same colours can be held against one another: print with print.
    """
    if old.file is None or new.file is None or _in_ink(old.file.facts) != _in_ink(new.file.facts):
        return ()
    found = []
    lines = _lines(changes.old), _lines(changes.new)
    with (
        pypdfium2.PdfDocument(old.file.facts.path) as before,
        pypdfium2.PdfDocument(new.file.facts.path) as after,
    ):
        for pair in changes.pages:
            same = lines[0].get(pair.before) == lines[1].get(pair.after)
            same = same and (pair.before - pair.after) % 2 == 0  # left and right pages differ
            if pair.changed or pair.before < 0 or pair.after < 0 or not same:
                continue
            label = changes.new.leaves[pair.after].label
            places = _index(old, changes.old, pair.before), _index(new, changes.new, pair.after)
            trims = old.file.facts.sheets[places[0]].trim, new.file.facts.sheets[places[1]].trim
            a, b = (
                _above_foot(_cut(document, place, trim, COARSE))
                for document, place, trim in zip((before, after), places, trims, strict=True)
            )
            if _differ(a, b):
                found.append(label)
    return tuple(found)


def _in_ink(facts: Facts) -> bool:
    return facts.form == "body"


def _index(side: Side, draft: Draft, page: int) -> int:
    """The page's index in its file, whatever pages were left out of the draft."""
    assert side.file is not None
    label = draft.leaves[page].label
    return [sheet.label for sheet in side.file.facts.sheets].index(label)


def _lines(draft: Draft) -> dict[int, list[tuple[float, str]]]:
    """Heights and words of each page's lines."""
    found: dict[int, list[tuple[float, str]]] = {}
    for block in draft.blocks:
        if block.kind != "folio":
            for span in block.spans:
                words = " ".join(block.text[span.start : span.end].split())
                found.setdefault(span.page, []).append((round(span.baseline, 1), words))
    return {page: sorted(lines) for page, lines in found.items()}


def _above_foot(picture: Image.Image) -> Image.Image:
    return picture.crop((0, 0, picture.width, round(FOOT * picture.height)))
