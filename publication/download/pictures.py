"""The cover as pictures, taken from the PDF's own first page: for sites, lists and shared links."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import PIL
import pypdfium2
from PIL import Image, ImageDraw, ImageFont

from publication.download.extracts import cover_theme
from publication.download.kept import kept
from publication.download.records import Package
from publication.model import Galley

WIDTH = 1200  # of the cover picture, px
THUMB = 480  # of the one inside the page: twice what it takes there
CARD = (1200, 630)  # as the services that show shared links want it
SIDE = 64  # margin of the card's words, px
TITLE = (92, 44)  # the largest and the smallest size of the card's title, px
COLOURS = 64
POINTS_PER_MM = 72 / 25.4
LEAD = 5.0  # mm between the cover's title and where its picture is cut off


def cover_pictures(package: Package) -> Mapping[str, bytes]:
    """The pictures by file name; those of an unchanged PDF from the cache.

    cover.png, cover.webp   the front cover, 1200 px wide
    card.png                the social card, 1200 x 630 px: title beside the cover's picture
    thumb.webp              the cover for the page itself
    """
    publication = package.publication
    told = (
        package.pdf.path.read_bytes(),
        repr((package.brand, publication.title, publication.subtitle)).encode(),
        repr((cover_theme(package), picture_top(package.galley))).encode(),
        f"{PIL.__version__} {pypdfium2.PYPDFIUM_INFO} {pypdfium2.PDFIUM_INFO}".encode(),
    )
    return kept(package.world.cache, "pictures", told, partial(_draw, package))


def picture_top(galley: Galley) -> float:
    """How far down the cover its picture begins: under the lines of its title, in mm.

    The title's lines are those over the widest empty stretch. 0 where the first page is no cover.
    """
    if not galley.covers or galley.covers[0].index != 0:
        return 0.0
    lines = sorted((line.top, line.bottom) for line in galley.lines if line.page == 0)
    widest, top, foot = 0.0, 0.0, 0.0
    for start, end in lines:
        if foot and start - foot > widest:
            widest, top = start - foot, foot
        foot = max(foot, end)
    return (top or foot) + LEAD if lines else 0.0


def _draw(package: Package) -> Mapping[str, bytes]:
    with pypdfium2.PdfDocument(package.pdf.path) as pdf:
        width = pdf[0].get_width()
        cover = _page(pdf, WIDTH / width)
        thumb = _page(pdf, THUMB / width)
    per_mm = WIDTH / (width / POINTS_PER_MM)
    cut = round(picture_top(package.galley) * per_mm)
    picture = cover.crop((0, cut, cover.width, cover.height))
    return {
        "card.png": _png(_card(picture, package)),
        "cover.png": _png(cover),
        "cover.webp": _webp(cover),
        "thumb.webp": _webp(thumb),
    }


def _page(pdf: pypdfium2.PdfDocument, scale: float) -> Image.Image:
    """The first page, flat colours as they are."""
    page: Image.Image = pdf[0].render(scale=scale).to_pil()
    return page.convert("RGB")


def _png(picture: Image.Image) -> bytes:
    """With few colours: the flat ones stay exact, only edges are rounded."""
    file = io.BytesIO()
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(file, "png", optimize=True)
    return file.getvalue()


def _webp(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    picture.save(file, "webp", lossless=True, method=4)
    return file.getvalue()


def _card(picture: Image.Image, package: Package) -> Image.Image:
    """The cover's picture at the right, standing on the foot, and the title on its ground."""
    brand, theme = package.brand, package.brand.themes[cover_theme(package)]
    card = Image.new("RGB", CARD, brand[theme["ground"]])
    width = round(picture.width * CARD[1] / picture.height)
    scaled = picture.resize((width, CARD[1]), Image.Resampling.LANCZOS)
    card.paste(scaled, (CARD[0] - width, 0))
    room = CARD[0] - width - 2 * SIDE
    _write(card, package, room, brand[theme["on_ground"]], brand[theme["pale"]])
    return card


def _write(card: Image.Image, package: Package, room: int, colour: str, pale: str) -> None:
    """Title and subtitle from the head, as large as they fit."""
    publication, fonts = package.publication, package.world.styles / "fonts"
    pen = ImageDraw.Draw(card)
    for size in range(*TITLE, -4):
        title = _font(fonts, "SourceSerif4Display-Light.ttf", size)
        lines = _wrapped(publication.title, title, room)
        if all(title.getlength(line) <= room for line in lines) and len(lines) * size < CARD[1] / 2:
            break
    foot = SIDE
    for line in lines:
        pen.text((SIDE, foot), line, fill=colour, font=title, anchor="la")
        foot += round(size * 1.06)
    italic = _font(fonts, "SourceSerif4Display-It.ttf", max(32, size // 2))
    for line in _wrapped(publication.subtitle, italic, room):
        pen.text((SIDE, foot + 28), line, fill=pale, font=italic, anchor="la")
        foot += round(italic.size * 1.2)


def _font(folder: Path, name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(folder / name, size)


def _wrapped(words: str, font: ImageFont.FreeTypeFont, room: int) -> list[str]:
    """The words in lines no wider than the room, where one word alone is not."""
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
