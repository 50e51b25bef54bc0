"""Motifs: the drawn pictures of a publication, built from doors and people by rule.

What a title has, and from which estimates, stands in its motifs.toml; MOTIFS says how each kind is
drawn. Every width and every count comes from the survey or from a stated fact.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from figures import motif_bands, motif_cover, motif_openers, motif_pages, motif_small
from figures.motif_drawing import Drawing, write_svg
from figures.motif_options import Options, Sources
from publication.brand import Brand
from publication.errors import FigureError, ManifestError
from publication.model import Artwork, FigureSpec, Place, Problem
from publication.textfile import read_toml


@dataclass(frozen=True)
class Motif:
    """How a kind of motif is drawn: the options it takes, and the function that takes them."""

    options: type[Options]
    draw: Callable[[Any], Drawing]


MOTIFS: Mapping[str, Motif] = {
    "nested": Motif(motif_cover.Nested, motif_cover.nested),
    "nested-key": Motif(motif_cover.NestedKey, motif_cover.nested_key),
    "bridge": Motif(motif_openers.Bridge, motif_openers.bridge),
    "circle": Motif(motif_openers.Circle, motif_openers.circle_of_doors),
    "labyrinth": Motif(motif_openers.Labyrinth, motif_openers.labyrinth),
    "tiles": Motif(motif_openers.Tiles, motif_openers.tiles),
    "key-figures": Motif(motif_pages.KeyFigures, motif_pages.key_figures),
    "town": Motif(motif_pages.Town, motif_pages.town),
    "towns": Motif(motif_bands.Towns, motif_bands.towns),
    "band": Motif(motif_bands.Band, motif_bands.band),
    "doorway": Motif(motif_small.Doorway, motif_small.doorway),
    "house": Motif(motif_small.House, motif_small.house),
    "mark": Motif(motif_small.Mark, motif_small.mark),
}


def draw_motif(spec: FigureSpec, values: Callable[[str], float], brand: Brand) -> Artwork:
    """Draw one motif.

    values  the number behind an estimate's or a fact's name: shares in per cent (0 to 100), means
            in scale points, counts; a name it does not know raises KeyError or PublicationError
    Artwork.rows holds positions in mm from the trim corner where the page sets words to a motif.
    Raises FigureError naming every unknown estimate, fact, colour or series at once, or why the
    numbers make no picture.
    """
    motif = MOTIFS.get(spec.kind)
    if motif is None:
        raise FigureError([Problem(f"motif {spec.id}: {_unknown_kind(spec.kind)}", spec.place)])
    try:
        options = motif.options.model_validate(dict(spec.options), context=Sources(values, brand))
    except ValidationError as error:
        raise FigureError(
            [Problem(f"motif {spec.id}: {text}", spec.place) for _, text in _mistakes(error)]
        ) from error
    try:
        drawing = motif.draw(options)
    except ValueError as error:
        raise FigureError([Problem(f"motif {spec.id}: {error}", spec.place)]) from error
    return Artwork(
        id=spec.id,
        svg=write_svg(drawing.marks, options.width, options.height, options.bleed, brand),
        width=options.width,
        height=options.height,
        alt=options.alt,
        header=drawing.header,
        rows=drawing.rows,
        key=options.key,
    )


def read_motifs(path: Path) -> tuple[FigureSpec, ...]:
    """The title's motifs, in the order of the file; ManifestError lists every mistake at once."""
    data, source = read_toml(path)
    problems = [
        Problem(f"motif {id_}: {text}", Place(path.name, _line(source, id_, key)))
        for id_, table in data.items()
        for key, text in _table_mistakes(table)
    ]
    if problems:
        raise ManifestError(problems)
    return tuple(
        _spec(id_, table, Place(path.name, _line(source, id_, ""))) for id_, table in data.items()
    )


def _spec(id_: str, table: Mapping[str, Any], place: Place) -> FigureSpec:
    options = {key: value for key, value in table.items() if key != "kind"}
    return FigureSpec(
        id=id_,
        kind=table["kind"],
        width=float(table["width"]),
        label="",
        options=options,
        place=place,
    )


def _table_mistakes(table: object) -> Iterable[tuple[str, str]]:
    """What is wrong with one table of motifs.toml: the key concerned, and the words for it."""
    if not isinstance(table, dict):
        return [("", "is no table")]
    motif = MOTIFS.get(str(table.get("kind", "")))
    if motif is None:
        return [("kind", _unknown_kind(table.get("kind")))]
    try:
        motif.options.model_validate({key: table[key] for key in table if key != "kind"})
    except ValidationError as error:
        return list(_mistakes(error))
    return []


def _mistakes(error: ValidationError) -> Iterable[tuple[str, str]]:
    """Every mistake as the option concerned and a sentence that names its place."""
    for mistake in error.errors():
        where = ".".join(str(step) for step in mistake["loc"])
        yield str(mistake["loc"][0]), f"{where}: {mistake['msg'].removeprefix('Value error, ')}"


def _unknown_kind(kind: object) -> str:
    return f"no kind {kind!r}; there are {', '.join(MOTIFS)}"


def _line(source: str, id_: str, key: str) -> int:
    """The line where an option of a motif begins, or the motif itself."""
    lines = source.splitlines()
    head = re.compile(rf"\[+\s*\"?{re.escape(id_)}\"?\s*[\].]")
    option = re.compile(rf"{re.escape(key)}\s*=") if key else None
    start = next((index for index, line in enumerate(lines) if head.match(line)), 0)
    for index in range(start + 1, len(lines)):
        if lines[index].startswith("[") and not head.match(lines[index]):
            break
        if option and option.match(lines[index]):
            return index + 1
    return start + 1
