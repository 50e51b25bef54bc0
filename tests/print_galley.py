"""A small RGB tagged galley, made once, on which print finishing, cover and preflight are tested.

Six pages of 210 x 270 mm with 3 mm bleed: front cover, three body pages (text; a chart with real
text and a transparent mark; a full-bleed page with a picture), back cover, and a web-only page.
"""

from __future__ import annotations

import struct
import tempfile
import zlib
from functools import cache
from pathlib import Path

import pikepdf
from weasyprint import HTML

from publication.brand import Brand, read_brand
from publication.cover.barcode import barcode_svg
from publication.model import Galley, GalleyPage, Isbn, PageMap, Paper, Publication, World

ROOT = Path(__file__).resolve().parents[1]
EPOCH = 1_795_305_600  # 22 November 2026, midnight UTC
ISBN = "978-87-93038-66-0"

CHART = """<svg xmlns="http://www.w3.org/2000/svg" width="100mm" height="60mm" viewBox="0 0 100 60">
<defs><pattern id="hatch" width="4" height="4" patternUnits="userSpaceOnUse">
<path d="M0 4 L4 0" stroke="#5b5b5b" stroke-width=".5" fill="none"/></pattern></defs>
<rect x="5" y="10" width="40" height="20" fill="#1f3a66"/>
<rect x="45" y="10" width="30" height="20" fill="#c4502c"/>
<rect x="75" y="10" width="20" height="20" fill="url(#hatch)" stroke="#5b5b5b"/>
<rect x="5" y="40" width="60" height="8" fill="#1d7373" opacity=".5"/>
<text x="10" y="24" font-family="Source Sans 3" font-size="5" fill="#ffffff">84 %</text>
<text x="5" y="58" font-family="Source Sans 3" font-size="4" fill="#1a1a1a">tilbud</text>
</svg>"""

STYLE = """
@font-face { font-family: "Source Serif 4"; src: url(styles/fonts/SourceSerif4-Regular.ttf) }
@font-face { font-family: "Source Sans 3"; font-weight: 400;
             src: url(styles/fonts/SourceSans3-Regular.ttf) }
@font-face { font-family: "OCR B"; src: url(styles/fonts/OCRB.otf) }
@page { size: 210mm 270mm; bleed: 3mm; margin: 25mm 17mm 30mm 20mm }
@page flood { margin: 0 }
* { color: #1a1a1a; border-color: #1a1a1a }
body { font: 10.2pt/5mm "Source Serif 4"; margin: 0 }
section { break-before: page }
.flood { page: flood; height: 276mm; width: 216mm; margin: -3mm; background: #1f3a66 }
.flood * { color: #ffffff }
.flood h1, .flood p { padding: 20mm; margin: 0 }
.rule { border-top: .5pt solid #949494 }
.barcode { position: absolute; right: 15mm; bottom: 15mm; width: 38.5mm; height: 26mm }
"""

PAGES = """
<section class="flood" style="break-before:auto"><h1>Forside</h1><p>Vi åbner døre</p></section>
<section><h1>Tekst</h1><p>Hver fjerde organisation <a href="#tal">åbner</a> en dør.</p>
<p class="rule">Under stregen.</p></section>
<section id="tal"><h2>Tal</h2><p><img src="chart.svg" alt="Søjler"></p></section>
<section class="flood" style="background:#db_GROUND_"><p>Billede</p>
<p><img src="picture.png" alt="Flader" style="width:60mm"></p></section>
<section class="flood" style="background:#5c3654"><p>Bagside</p>_BARCODE_</section>
<section><p>Kun på nettet.</p></section>
"""


def brand() -> Brand:
    return read_brand(ROOT / "styles" / "brand.toml")


def world(out: Path) -> World:
    return World(root=ROOT, out=out, cache=out / "cache", epoch=EPOCH)


def publication(**changes: object) -> Publication:
    fields: dict[str, object] = {
        "id": "prøve",
        "folder": ROOT,
        "title": "Vi åbner døre",
        "subtitle": "En prøve",
        "language": "da-DK",
        "year": 2020,
        "date": "november 2020",
        "publishers": (),
        "isbns": (Isbn("trykt", ISBN),),
        "survey": ROOT,
        "chapters": (),
        "paper": Paper(),
        "description": "Seks sider til prøve",
        "keywords": ("prøve", "tryk"),
    }
    return Publication(**{**fields, **changes})  # type: ignore[arg-type]


def png(width: int, height: int) -> bytes:
    """An RGB picture: colour from left to right, black below; written by hand, the same always."""
    rows = b"".join(
        b"\0" + bytes(v for x in range(width) for v in _pixel(x, y, width, height))
        for y in range(height)
    )
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts)


def _pixel(x: int, y: int, width: int, height: int) -> tuple[int, int, int]:
    if y > height * 3 // 4:
        return 0, 0, 0
    return 255 * x // width, 255 * y // height, 120


def _chunk(kind: bytes, data: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + data))
    return struct.pack(">I", len(data)) + kind + data + check


def html(barcode: str = "", ground: str = "a62a") -> str:
    """The six pages as HTML; `barcode` is a picture tag for the back cover."""
    pages = PAGES.replace("_BARCODE_", barcode).replace("_GROUND_", ground)
    return f"<html lang=da><title>Prøve</title><style>{STYLE}</style><body>{pages}"


def write_galley(pdf: Path, text: str, svg: str = "") -> Galley:
    """Typeset `text` (six pages) and describe it as the typesetter would."""
    (folder := pdf.parent).mkdir(parents=True, exist_ok=True)
    (folder / "chart.svg").write_text(CHART, encoding="utf-8")
    (folder / "picture.png").write_bytes(png(720, 480))
    (folder / "barcode.svg").write_text(svg or "<svg xmlns='http://www.w3.org/2000/svg'/>")
    (folder / "styles").unlink(missing_ok=True)
    (folder / "styles").symlink_to(ROOT / "styles")
    HTML(string=text, base_url=str(folder) + "/").write_pdf(pdf, pdf_variant="pdf/ua-1")
    pages = (
        GalleyPage(0, "forside", 0, "Forside", body=False),
        GalleyPage(1, "tekst", 1, "1", body=True),
        GalleyPage(2, "tekst", 2, "2", body=True),
        GalleyPage(3, "tekst", 3, "3", body=True),
        GalleyPage(4, "bagside", 0, "Bagside", body=False),
        GalleyPage(5, "data", 0, "Data", body=False, web_only=True),
    )
    return Galley(pdf, pages, (), (), PageMap({}, {}, {}))


@cache
def galley() -> Galley:
    """The good galley, typeset once per test run."""
    folder = Path(tempfile.mkdtemp(prefix="print-galley-"))
    picture = "<img class=barcode src=barcode.svg alt='ISBN 978-87-93038-66-0'>"
    return write_galley(folder / "galley.pdf", html(picture), barcode_svg(ISBN, brand()))


def by_hand(content: str, resources: object = None, pages: int = 1) -> pikepdf.Pdf:
    """Open pages with this content stream, in points from the lower left of a 210 x 270 trim."""
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page(page_size=(100, 100))
        page = pdf.pages[-1]
        page.TrimBox = pikepdf.Array([0, 0, 595.2756, 765.3543])
        page.MediaBox = pikepdf.Array([-8.504, -8.504, 603.7796, 773.8583])
        page.Contents = pdf.make_stream(content.encode())
        page.Resources = pdf.make_indirect(resources or pikepdf.Dictionary())
    return pdf
