"""The contact sheet: every spread of the galley as a picture, all of them on one page.

Left and right pages lie side by side as in the bound book, covers by themselves. Nothing but a
look: no edition, and never part of a build that delivers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pypdfium2
from PIL import Image

from publication.environment import make_environment, render
from publication.model import Galley, GalleyPage, Publication

NAME = "preview"
SHEET = "index.html"
DPI = 60
POINTS_PER_MM = 72 / 25.4
COLOURS = 256  # of a PNG's palette: the brand has few, pictures of 60 dpi need no more


@dataclass(frozen=True)
class Spread:
    """Pages that lie open together; None where none does. A cover lies in the middle."""

    left: GalleyPage | None
    right: GalleyPage | None

    @property
    def pages(self) -> tuple[GalleyPage, ...]:
        return tuple(page for page in (self.left, self.right) if page)

    @property
    def name(self) -> str:
        """Its file: spread-012-013.png, or cover-1.png by the page's place in the galley."""
        first = self.pages[0]
        if not first.folio:
            return f"cover-{first.index + 1}.png"
        return f"spread-{'-'.join(f'{page.folio:03}' for page in self.pages)}.png"

    def label(self, words: Mapping[str, str]) -> str:
        """What a reader calls it: the cover by its name, pages by their folios."""
        labels = [page.label for page in self.pages]
        if not self.pages[0].folio:
            return labels[0]
        if len(labels) == 1:
            return words["page"].format(page=labels[0])
        return words["spread"].format(left=labels[0], right=labels[1])


@dataclass(frozen=True)
class Picture:
    """A spread as it is shown: its file, its size in pixels, its words."""

    file: str
    width: int
    height: int
    label: str
    chapters: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        return ": ".join(filter(None, (self.label, " / ".join(self.chapters))))


def spreads(pages: Iterable[GalleyPage]) -> Iterator[Spread]:
    """The printed pages in order, even folios on the left; pages of the web alone are left out."""
    left: GalleyPage | None = None
    for page in pages:
        if page.web_only:
            continue
        even = page.folio > 0 and page.folio % 2 == 0
        if left and (even or not page.folio):  # its right-hand page is missing
            yield Spread(left, None)
            left = None
        if even:
            left = page
        else:
            yield Spread(left, page)
            left = None
    if left:
        yield Spread(left, None)


def write_preview(
    galley: Galley,
    publication: Publication,
    words: Mapping[str, str],
    bleed: float,
    folder: Path,
) -> Sequence[Picture]:
    """Write every spread as PNG (60 dpi, trimmed) and one HTML page that shows them all.

    words  the language's section [preview]; bleed in mm, which is cut off
    """
    folder.mkdir(parents=True, exist_ok=True)
    titles = {spec.id: spec.title for spec in publication.chapters}
    shown: list[Picture] = []
    with pypdfium2.PdfDocument(galley.pdf) as pdf:
        for spread in spreads(galley.pages):
            picture = _joined([_painted(pdf, page.index, bleed) for page in spread.pages])
            _save(picture, folder / spread.name)
            inside = (page.chapter for page in spread.pages if page.folio)
            chapters = dict.fromkeys(titles.get(chapter, "") for chapter in inside)
            named = Picture(spread.name, *picture.size, spread.label(words))
            shown.append(replace(named, chapters=tuple(filter(None, chapters))))
    page = render(
        make_environment(),
        "templates/preview.html",
        {"publication": publication, "words": words, "pictures": shown},
    )
    (folder / SHEET).write_text(str(page), encoding="utf-8")
    return shown


def _painted(pdf: pypdfium2.PdfDocument, index: int, bleed: float) -> Image.Image:
    """One page without its bleed."""
    edge = bleed * POINTS_PER_MM
    bitmap = pdf[index].render(scale=DPI / 72, crop=(edge, edge, edge, edge), draw_annots=False)
    picture: Image.Image = bitmap.to_pil().convert("RGB")
    return picture


def _joined(pages: Sequence[Image.Image]) -> Image.Image:
    """Pages side by side."""
    sheet = Image.new("RGB", (sum(page.width for page in pages), pages[0].height), "white")
    for number, page in enumerate(pages):
        sheet.paste(page, (sum(before.width for before in pages[:number]), 0))
    return sheet


def _save(picture: Image.Image, path: Path) -> None:
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
