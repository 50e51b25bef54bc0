"""From entries and estimates to finished pictures: the CHARTS table, `draw` and `draw_all`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from figures import stored
from figures.alt import alt_problems, alt_text, data_of
from figures.bars import draw_bars, draw_pairs
from figures.cells import Cells, select
from figures.contrast import problems as contrast_problems
from figures.dots import draw_dots
from figures.likert import draw_likert
from figures.picture import Picture
from figures.specs import options_of
from figures.table import draw_table, table_html
from figures.text import Faces, lettering
from figures.treemap import draw_treemap
from publication.brand import Brand
from publication.errors import FigureError
from publication.language import Language, read_language
from publication.model import Artwork, Estimates, FigureSpec, Problem, Table

if TYPE_CHECKING:
    from figures.sheet import Sheet

CHARTS: Mapping[str, Callable[[Cells, Picture], Sheet]] = {
    "likert": draw_likert,
    "bars": draw_bars,
    "pairs": draw_pairs,
    "dots": draw_dots,
    "treemap": draw_treemap,
    "table": draw_table,
}


def draw(
    spec: FigureSpec,
    table: Table,
    brand: Brand,
    fonts: Path,
    language: Language | None = None,
) -> Artwork:
    """Draw one figure of the table's estimates in the brand; `fonts` holds the TTF files.

    The SVG is exactly spec.width mm wide and a multiple of 5 mm high, with real text and palette
    colours only. Without a language the entry's own `language` option is read (Danish unless it
    says another). FigureError names everything that cannot be drawn: unknown rows, estimates that
    are suppressed, empty or missing, colours off the palette, marks that some readers cannot see.
    """
    chart = CHARTS.get(spec.kind)
    if chart is None:
        known = ", ".join(CHARTS)
        raise FigureError([Problem(f"{spec.id}: no kind of chart {spec.kind!r}", hint=known)])
    options = options_of(spec)
    cells = select(spec, table, options, language or read_language(options.language))
    picture = Picture(spec.width, brand, Faces(fonts), lettering(brand))
    return _finish(cells, picture, chart(cells, picture))


def draw_all(
    specs: Sequence[FigureSpec],
    estimates: Estimates,
    brand: Brand,
    fonts: Path,
    cache: Path,
    language: Language | None = None,
) -> Mapping[str, Artwork]:
    """Every figure of a title by id, in the order of its entries; those unchanged from the cache.

    FigureError names the problems of all figures at once, after the others were drawn and kept.
    """
    drawn: dict[str, Artwork] = {}
    problems: list[Problem] = []
    for spec in specs:
        table = estimates.tables.get(spec.table)
        if table is None:
            message = f"{spec.id}: there is no table {spec.table!r}"
            problems.append(Problem(message, spec.place, "tables.toml has the tables of a title"))
            continue
        try:
            drawn[spec.id] = _kept_or_drawn(spec, table, brand, fonts, cache / "figures", language)
        except FigureError as error:
            problems += (replace(each, place=each.place or spec.place) for each in error.problems)
    if problems:
        raise FigureError(problems)
    return drawn


def _kept_or_drawn(
    spec: FigureSpec,
    table: Table,
    brand: Brand,
    fonts: Path,
    folder: Path,
    language: Language | None,
) -> Artwork:
    language = language or read_language(options_of(spec).language)
    key = stored.key_of(spec, table, brand, fonts, language)
    artwork = stored.load(folder, spec, key)
    if artwork is None:
        artwork = draw(spec, table, brand, fonts, language)
        stored.save(folder, spec, key, artwork)
    return artwork


def _finish(cells: Cells, picture: Picture, sheet: Sheet) -> Artwork:
    """Write the picture with its words and data, and check what was drawn."""
    header, rows = data_of(cells)
    artwork = Artwork(
        id=cells.spec.id,
        svg=sheet.svg(),
        width=sheet.width,
        height=sheet.height,
        alt=alt_text(cells),
        header=header,
        rows=rows,
        html=table_html(cells, picture) if cells.spec.kind == "table" else "",
        key=cells.options.reading,
    )
    seen = contrast_problems(artwork.svg, picture.page)
    found = [
        *(Problem(f"{artwork.id}: {problem.message}") for problem in seen),
        *alt_problems(artwork),
    ]
    if found:
        raise FigureError(found)
    return artwork
