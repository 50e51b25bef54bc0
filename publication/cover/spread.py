"""The cover on one sheet, back | spine | front, in the galley's RGB: finishing makes it CMYK.

    flap | back | spine | front | flap        flaps on demand

Front and back are pages of the galley, placed as they are: what was proofread is what is printed.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary

from publication.brand import Brand
from publication.cover.lettering import Face, Glyph, show, width_of
from publication.cover.spine import Spine, spine_of
from publication.errors import FinishError
from publication.model import Galley, GalleyPage, Problem, Publication, World

PT = 72 / 25.4
FONT = "SourceSans3-Semibold.ttf"
SIZE = 9.0
HEAD = 15.0
"""Spine text keeps so far from head and foot (mm)."""

GAP = 12.0
"""Between the title and the publishers on the spine (mm), or the publishers are left out."""

THEME = "nat"
"""The cover's theme where the manifest names no chapter of the kind cover."""


@dataclass(frozen=True)
class Spread:
    """The cover sheet, before finishing. Lengths in mm; `width` and `height` are the trim's."""

    pdf: Path
    width: float
    height: float
    spine: Spine
    flap: float
    pages: int

    @property
    def trim(self) -> tuple[float, float]:
        return self.width, self.height

    @property
    def folds(self) -> tuple[float, ...]:
        """Where the sheet is folded, from its left edge."""
        panel = (self.width - self.spine.width - 2 * self.flap) / 2
        inner = (self.flap + panel, self.flap + panel + self.spine.width)
        return (self.flap, *inner, self.width - self.flap) if self.flap else inner


def measure(publication: Publication, brand: Brand, pages: int, pdf: Path = Path()) -> Spread:
    """The sheet for a body of so many pages (the added blanks counted); nothing is drawn."""
    width, height = brand.trim
    spine = spine_of(pages, publication.paper)
    flap = publication.paper.flap_mm
    return Spread(pdf, 2 * (width + flap) + spine.width, height, spine, flap, pages)


def cover_spread(
    galley: Galley, publication: Publication, brand: Brand, world: World, out: Path
) -> Spread:
    """Lay the covers out on one sheet and write it, in RGB, to `out`.

    Raises FinishError where the galley has no front and back cover, or the spine's font lacks a
    letter of the title.
    """
    front, back = _covers(galley)
    spread = measure(publication, brand, publication.paper.filled(len(galley.body)), out)
    with pikepdf.open(galley.pdf) as source, pikepdf.new() as pdf:
        page = _sheet(pdf, spread, brand)
        forms = {
            "/Back": _as_form(pdf, source.pages[back.index]),
            "/Front": _as_form(pdf, source.pages[front.index]),
        }
        page.Resources = Dictionary(XObject=Dictionary(forms))
        content = [_grounds(spread, publication, brand), *_panels(spread, brand)]
        if spread.spine.bears_text:
            content.append(_spine_text(pdf, page, spread, publication, brand, world))
        page.Contents = pdf.make_stream("\n".join(content).encode("ascii"))
        out.parent.mkdir(parents=True, exist_ok=True)
        pdf.save(out, deterministic_id=True)
    return spread


def _covers(galley: Galley) -> tuple[GalleyPage, GalleyPage]:
    covers = galley.covers
    if len(covers) != 2:
        found = ", ".join(page.label for page in covers) or "none"
        raise FinishError(
            [
                Problem(
                    f"a cover needs a front and a back page in the galley; found: {found}",
                    hint="two chapters with body = false, one page each",
                )
            ]
        )
    return covers[0], covers[1]


def _sheet(pdf: pikepdf.Pdf, spread: Spread, brand: Brand) -> pikepdf.Page:
    """An empty sheet: trim at the origin, bleed around it."""
    bleed = brand.bleed * PT
    width, height = spread.width * PT, spread.height * PT
    page = pdf.add_blank_page(page_size=(width, height))
    page.TrimBox = Array([0, 0, round(width, 4), round(height, 4)])
    page.MediaBox = Array(
        [round(value, 4) for value in (-bleed, -bleed, width + bleed, height + bleed)]
    )
    return page


def _as_form(pdf: pikepdf.Pdf, page: pikepdf.Page) -> pikepdf.Object:
    """A page with its bleed, without its structure numbers: they mean nothing on the sheet."""
    form = pdf.copy_foreign(page.as_form_xobject())
    form.BBox = Array(list(page.MediaBox))
    for name in ("/StructParents", "/PieceInfo"):
        if name in form:
            del form[name]
    return form


def _theme(publication: Publication, brand: Brand) -> tuple[str, str]:
    """Ground of the spine and colour of its text, by the cover's theme."""
    named = next((spec.theme for spec in publication.chapters if spec.kind == "cover"), THEME)
    theme = brand.themes[named]
    return theme["ground"], theme["on_ground"]


def _fill(brand: Brand, name: str) -> str:
    """The operator that sets a palette colour, as the galley writes it."""
    return " ".join(f"{value / 255:.6f}" for value in brand.colours[name].rgb) + " rg"


def _grounds(spread: Spread, publication: Publication, brand: Brand) -> str:
    """The cover's ground over the whole sheet: spine and flaps show it."""
    bleed = brand.bleed
    ground, _ = _theme(publication, brand)
    box = _rectangle(-bleed, -bleed, spread.width + 2 * bleed, spread.height + 2 * bleed)
    return f"q {_fill(brand, ground)} {box} f Q"


def _panels(spread: Spread, brand: Brand) -> list[str]:
    """Back and front, cut at the folds, bleeding where the sheet ends."""
    bleed, width = brand.bleed, brand.trim[0]
    outer = 0 if spread.flap else bleed
    tall = spread.height + 2 * bleed
    back, front = spread.flap, spread.flap + width + spread.spine.width
    return [
        _placed("Back", back, _rectangle(back - outer, -bleed, width + outer, tall)),
        _placed("Front", front, _rectangle(front, -bleed, width + outer, tall)),
    ]


def _placed(name: str, x: float, clip: str) -> str:
    return f"q {clip} W n 1 0 0 1 {x * PT:.4f} 0 cm /{name} Do Q"


def _rectangle(x: float, y: float, width: float, height: float) -> str:
    return " ".join(f"{value * PT:.4f}" for value in (x, y, width, height)) + " re"


def _spine_text(
    pdf: pikepdf.Pdf,
    page: pikepdf.Page,
    spread: Spread,
    publication: Publication,
    brand: Brand,
    world: World,
) -> str:
    """Title from the head, publishers to the foot, read from top to bottom (ISO 6357)."""
    face = Face(world.styles / "fonts" / FONT)
    title, house = publication.title, _house(publication)
    if missing := face.missing(title + house):
        raise FinishError([Problem(f"{FONT} has no {' '.join(missing)} for the spine")])
    lines = _fitting([face.line(title), face.line(house)], spread.height)
    page.Resources.Font = Dictionary(Spine=face.embed(pdf, [g for line in lines for g in line]))
    x = (spread.folds[len(spread.folds) // 2 - 1] + spread.spine.width / 2) * PT
    baseline = x - face.font["OS/2"].sCapHeight / face.font["head"].unitsPerEm * SIZE / 2
    _, ink = _theme(publication, brand)
    return f"q {_fill(brand, ink)} {_lines(lines, baseline, spread)} Q"


def _fitting(lines: list[list[Glyph]], height: float) -> list[list[Glyph]]:
    """Both lines, or the title alone where both are too long. Raises FinishError for that too."""
    room = height - 2 * HEAD
    title, both = (sum(width_of(line, SIZE) for line in lines[:n]) / PT for n in (1, 2))
    if title > room:
        words = f"the title is {title:.0f} mm long on the spine, which has {room:.0f} mm for it"
        raise FinishError([Problem(words)])
    return lines if both + GAP <= room else lines[:1]


def _lines(lines: list[list[Glyph]], x: float, spread: Spread) -> str:
    """The spine's lines, turned clockwise: the first from the head, the second up to the foot."""
    tops = [(spread.height - HEAD) * PT]
    tops += [HEAD * PT + width_of(line, SIZE) for line in lines[1:]]
    shown = (
        f"0 -1 1 0 {x:.4f} {top:.4f} Tm {show(line)}" for line, top in zip(lines, tops, strict=True)
    )
    return f"BT /Spine {SIZE:g} Tf " + " ".join(shown) + " ET"


def _house(publication: Publication) -> str:
    return " · ".join(publisher.name for publisher in publication.publishers)
