"""The contact sheet: which pages lie side by side, and what is written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pypdfium2
from PIL import Image

from publication.language import read_language
from publication.model import ChapterSpec, Galley, GalleyPage, PageMap, Publication
from publication.preview import spreads, write_preview

WORDS = read_language("da-DK").sections["preview"]


def page(index: int, folio: int, label: str = "", web_only: bool = False) -> GalleyPage:
    """A page of the galley; without a folio it is a cover."""
    return GalleyPage(index, "a", folio, label or str(folio), folio > 0, web_only)


def labels(pages: Sequence[GalleyPage]) -> list[str]:
    """The spreads as the reader calls them."""
    return [spread.label(WORDS) for spread in spreads(pages)]


PAGES = (
    *(page(0, 0, "Forside"), page(1, 1), page(2, 2), page(3, 3), page(4, 4)),
    *(page(5, 0, "Bagside"), page(6, 0, "Data 1", web_only=True)),
)


def test_even_folios_lie_on_the_left() -> None:
    """The first and the last page lie alone, covers too; what only the web has is not shown."""
    assert labels(PAGES) == ["Forside", "Side 1", "Side 2–3", "Side 4", "Bagside"]


def test_two_left_pages_are_two_spreads() -> None:
    """A page whose right-hand page is missing does not take the next one's."""
    assert labels((page(0, 2), page(1, 4), page(2, 5))) == ["Side 2", "Side 4–5"]


def test_pictures_are_trimmed_and_joined(tmp_path: Path) -> None:
    """210 x 270 mm at 60 dpi is 496 x 638 px; the sheet names every picture."""
    point = 72 / 25.4
    pdf = pypdfium2.PdfDocument.new()
    for _ in PAGES:
        pdf.new_page(216 * point, 276 * point)
    pdf.save(tmp_path / "galley.pdf")
    publication = Publication(
        *("title", tmp_path, "Prøvebog", "", "da-DK", 2020, "2020-10-28"),
        *((), (), tmp_path, (ChapterSpec("a", "a.html", title="Første <kapitel>"),)),
        source="Prøvehuset",
    )
    galley = Galley(tmp_path / "galley.pdf", PAGES, (), (), PageMap({}, {}, {}))
    shown = write_preview(galley, publication, WORDS, 3.0, tmp_path / "preview")
    sizes = {}
    for name in ("cover-1.png", "spread-002-003.png"):
        with Image.open(tmp_path / "preview" / name) as picture:
            sizes[name] = (picture.width // 10, picture.height // 10)
    assert sizes == {"cover-1.png": (49, 63), "spread-002-003.png": (99, 63)}
    assert len(shown) == 5
    sheet = (tmp_path / "preview" / "index.html").read_text(encoding="utf-8")
    assert 'alt="Side 2–3: Første &lt;kapitel&gt;"' in sheet
    assert sheet.count("<img ") == 5
