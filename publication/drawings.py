"""The figures and motifs of a title by themselves, for the designer: SVG, PNG, and one page of all.

Nothing is composed or typeset, and what did not change is not drawn again.
"""

from __future__ import annotations

import difflib
import json
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from figures.contact import contact_sheet
from publication.brand import Brand
from publication.download.vector import for_browsers
from publication.errors import FigureError
from publication.keeping import recalled, sum_of, whole
from publication.model import Artwork, Problem, World

FOLDER = "figures"
SHEET = "index.html"
PIXELS = 1200  # width of a picture as wide as a column or more
PIXELS_PER_MM = 8  # and of those that are small
BOX = re.compile(r'viewBox="(\S+) (\S+) (\S+) (\S+)"')


@dataclass(frozen=True)
class Drawn:
    """What was drawn: the pictures, the page that shows them, and how many PNGs were new."""

    pictures: tuple[Artwork, ...]
    sheet: Path
    painted: int


def chosen(artwork: Mapping[str, Artwork], names: Sequence[str]) -> tuple[Artwork, ...]:
    """The pictures of these names, all where none is named; FigureError for every unknown one."""
    problems = []
    for name in names:
        if name not in artwork:
            near = ", ".join(difflib.get_close_matches(name, artwork, 3, 0.4))
            hint = f"nearest: {near}" if near else f"there are: {', '.join(artwork)}"
            problems.append(Problem(f"there is no picture {name!r}", hint=hint))
    if problems:
        raise FigureError(problems)
    return tuple(artwork[name] for name in names or artwork)


def write_drawings(
    pictures: Sequence[Artwork], brand: Brand, world: World, done: Callable[[str], None]
) -> Drawn:
    """Write each picture as SVG and PNG into world.out/figures, and the page of them all.

    done  is told each picture's name when it is written
    The page shows the pictures of this call only; files of others stay as they are.
    """
    folder = world.out / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    painted = 0
    for picture in pictures:
        svg = for_browsers(picture.svg)
        _write(folder / f"{picture.id}.svg", svg.encode())
        painted += _paint(picture, folder, brand, world)
        done(picture.id)
    fonts = os.path.relpath(world.styles / "fonts", folder)
    shown = (replace(picture, svg=for_browsers(picture.svg)) for picture in pictures)
    _write(folder / SHEET, contact_sheet(shown, Path(fonts).as_posix()).encode())
    return Drawn(tuple(pictures), folder / SHEET, painted)


def _paint(picture: Artwork, folder: Path, brand: Brand, world: World) -> bool:
    """Write the PNG; True where it had to be painted and was not in the cache."""
    from figures.stored import digest

    key = digest([picture.svg], brand, world.styles / "fonts")
    kept = world.cache / "drawings" / f"{picture.id}-{key}.png"
    sums = recalled(kept.with_suffix(".json"), dict)
    new = not sums or not whole(kept.parent, sums)
    if new:
        kept.parent.mkdir(parents=True, exist_ok=True)
        for older in _versions(kept.parent, picture.id):
            older.unlink()
        png = _png(picture, brand, world)
        _write(kept, png)
        _write(kept.with_suffix(".json"), json.dumps({kept.name: sum_of(png)}).encode())
    _write(folder / f"{picture.id}.png", kept.read_bytes())
    return new


def _png(picture: Artwork, brand: Brand, world: World) -> bytes:
    from figures.raster import png_of
    from figures.text import Faces

    width = min(PIXELS, round(picture.width * PIXELS_PER_MM))
    return png_of(_from_corner(picture.svg), brand, Faces(world.styles / "fonts"), width)


def _versions(folder: Path, name: str) -> Iterator[Path]:
    """What is kept of one picture, PNG and sum: its name, a hyphen and a key that has none."""
    return (path for path in folder.glob(f"{name}-*.*") if path.stem.rpartition("-")[0] == name)


def _from_corner(svg: str) -> str:
    """The same picture with its corner at 0, 0: motifs count from the trim, and bleed over it."""
    box = BOX.search(svg)
    if box is None or (float(box[1]), float(box[2])) == (0, 0):
        return svg
    head, _, rest = svg.partition(">")
    moved = f'<g transform="translate({-float(box[1]):g} {-float(box[2]):g})">'
    inner = rest.rpartition("</svg>")[0]
    head = BOX.sub(f'viewBox="0 0 {box[3]} {box[4]}"', head)
    return f"{head}>{moved}{inner}</g></svg>"


def _write(path: Path, content: bytes) -> None:
    """A whole file or none."""
    draft = path.with_name(f".{path.name}.part")
    draft.write_bytes(content)
    draft.replace(path)
