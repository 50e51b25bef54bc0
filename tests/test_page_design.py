"""The design, measured on set pages: grid, columns, margin column, fonts, colours.

Lengths in mm from the trim corner. Places are those of the glyphs' origins, read from the PDF.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from markupsafe import Markup

from publication.brand import Brand, read_brand
from publication.environment import make_environment, render
from publication.language import read_language
from publication.model import ChapterGalley, ChapterSpec, ComposedChapter
from publication.stylesheet import stylesheet
from publication.typeset.render import Typesetter
from publication.typeset.stock import Stock

ROOT = Path(__file__).parents[1]
MM = 25.4 / 72
FIRST, GRID = 28.76, 5.0  # first baseline under the trim (31.76 under the bleed), and the step
FOOT = 248.76  # running head and folio: two lines below the last
EXACT = 0.1 * MM  # a tenth of a point

FEW = "Det nye samarbejde opstod mellem aktører, der ligner hinanden, og det holdt hele foråret. "
TEXT = f"<p>{FEW * 5}</p>"
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="{0}mm" height="{1}mm" viewBox="0 0 {0} {1}">'
    '<text x="0" y="5" fill="#1a1a1a" font-family="Source Sans 3" font-size="3">{2}</text></svg>'
)
PICTURES = {"narrow": PICTURE.format(118, 43, "Smal"), "full": PICTURE.format(173, 60, "Kant")}


@dataclass(frozen=True)
class Glyph:
    """A glyph on a page: its character, origin, size in points and font."""

    page: int
    char: str
    x: float
    y: float
    size: float
    font: str


@dataclass(frozen=True)
class Pages:
    """A chapter as set: its glyphs, its colours, and what the typesetter said."""

    galley: ChapterGalley
    glyphs: Sequence[Glyph]
    colours: frozenset[tuple[int, int, int]]

    def starting(self, words: str, page: int | None = None) -> Glyph:
        """The first glyph of the only place where these words stand."""
        found = [
            self.glyphs[at]
            for at in range(len(self.glyphs))
            if "".join(glyph.char for glyph in self.glyphs[at : at + len(words)]) == words
            and page in (None, self.glyphs[at].page)
        ]
        assert len(found) == 1, f"{words!r} stands {len(found)} times"
        return found[0]

    def body(self) -> list[Glyph]:
        """The glyphs of running text."""
        return [
            glyph
            for glyph in self.glyphs
            if abs(glyph.size - 10.2) < 0.01 and glyph.font.endswith("Source-Serif-4")
        ]


@pytest.fixture(scope="module")
def brand() -> Brand:
    return read_brand(ROOT / "styles/brand.toml")


@pytest.fixture(scope="module")
def typesetter(brand: Brand) -> Typesetter:
    return Typesetter(Stock(stylesheet(brand, ROOT / "styles"), ROOT, PICTURES))


def set_pages(
    typesetter: Typesetter, folder: Path, body: str, folio: int = 25, **settings: str
) -> Pages:
    """Put a body into the base template and set it."""
    known = {"theme": "fjord", "title": "Titel", "running_head": "Tema 1: Samarbejde", **settings}
    spec = ChapterSpec("prøve", "prøve.html", **known)  # type: ignore[arg-type]
    variables = {
        "chapter": spec,
        "publication": None,
        "language": "da-DK",
        "words": read_language("da-DK"),
        "body": Markup(body),
        "folio": folio,
    }
    html = str(render(make_environment(), "templates/base.html", variables))
    pdf = folder / "pages.pdf"
    galley = typesetter.render(ComposedChapter(spec, html, folio, (), ()), pdf)
    return Pages(galley, [*_glyphs(pdf)], _colours(pdf))


def _glyphs(path: Path) -> Iterator[Glyph]:
    document = pypdfium2.PdfDocument(path)
    try:
        for number in range(len(document)):
            page = document[number]
            text = page.get_textpage()
            top = page.get_mediabox()[3] - 3 / MM  # the bleed lies above the trim
            for at in range(text.count_chars()):
                glyph = _glyph(text.raw, at, number, top)
                if glyph.char.strip():
                    yield glyph
    finally:
        document.close()


def _glyph(text: object, at: int, page: int, top: float) -> Glyph:
    x, y, flags = ctypes.c_double(), ctypes.c_double(), ctypes.c_int()
    pdfium.FPDFText_GetCharOrigin(text, at, x, y)
    name = ctypes.create_string_buffer(99)
    pdfium.FPDFText_GetFontInfo(text, at, name, 99, flags)
    return Glyph(
        page=page,
        char=chr(pdfium.FPDFText_GetUnicode(text, at)),
        x=x.value * MM,
        y=(top - y.value) * MM,
        size=pdfium.FPDFText_GetFontSize(text, at) * 0.75,  # the page is drawn in CSS pixels
        font=re.sub(r"^[A-Z]{6}\+|,$", "", name.value.decode()).rstrip(","),
    )


def _colours(path: Path) -> frozenset[tuple[int, int, int]]:
    """Every RGB colour the pages are painted in."""
    found = set()
    with pikepdf.open(path) as pdf:
        for page in pdf.pages:
            for instruction in pikepdf.parse_content_stream(page):
                if str(instruction.operator) in ("rg", "RG"):
                    red, green, blue = (round(255 * float(part)) for part in instruction.operands)
                    found.add((red, green, blue))
    return frozenset(found)


def off_grid(glyph: Glyph) -> float:
    """How far a baseline lies from the nearest grid line, mm."""
    off = (glyph.y - FIRST) % GRID
    return min(off, GRID - off)


def note(number: int, words: str) -> str:
    return (
        f'<a class="call" id="c{number}" href="#n{number}">{number}</a>'
        f'<span class="mn note" id="n{number}"><span class="i">'
        f'<a class="back" href="#c{number}">{number}</a>&nbsp;{words}</span></span>'
    )


def figure(**changes: object) -> str:
    variables = {
        "number": 5,
        "label": "Figur",
        "anchor": "fig5",
        "headline": "Hver fjerde samarbejdede mere",
        "question": "Hvor enig er du?",
        "picture": "figure:narrow",
        "alt": "To søjler",
        "width_mm": 118.0,
        "height_mm": 43.0,
        "caption": Markup("Enige er lagt sammen."),
        "note": "N er antallet.",
        "source": "Tænketanken.",
        "wide": False,
        "table": "",
        "words": read_language("da-DK"),
        "headline_src": "chapters/a.html:1",
        "caption_src": "chapters/a.html:2",
    }
    return str(render(make_environment(), "templates/figure.html", {**variables, **changes}))


HEAD = (
    '<header class="head"><p class="label">Mærkat</p><h1>Overskrift</h1>'
    '<p class="standfirst">Manchet i to linjer.</p></header>'
)
BOXES = (
    '<section class="minicase"><p class="label">Minicase</p><h2>Kontanter</h2><p>Kort.</p>'
    "</section>",
    '<section class="facts"><h3>Fakta</h3><table><tr><th scope="row">14</th><td>uger</td></tr>'
    '<tr><th scope="row">22</th><td>ja</td></tr></table></section>',
    '<section class="facts"><h3>Fakta</h3><p>Kort.</p></section>',
    '<section class="voice"><h3>Perspektiv</h3><p>Kort.</p>'
    '<p class="signed">Efter <span class="name">NN</span></p></section>',
    '<section class="interesting"><h3>Casen er interessant</h3><p>Kort.</p>'
    '<p class="signed">Efter <span class="name">NN</span></p></section>',
    '<p class="pull">Vi åbnede dørene.</p>',
    "<ul><li>Et</li><li>To</li></ul>",
    "<h2>Mellemrubrik</h2>",
    "<h3>Spørgsmål?</h3>",
    figure(),
    figure(wide=True, picture="figure:full", width_mm=173.0, height_mm=60.0, anchor="fig6"),
)


def test_body_of_all_pages_stands_on_one_grid(typesetter: Typesetter, tmp_path: Path) -> None:
    """Also after everything that interrupts it, and on both sides of the sheet."""
    pages = set_pages(typesetter, tmp_path, HEAD + TEXT * 9 + "".join(b + TEXT for b in BOXES))

    body = pages.body()
    assert pages.galley.pages >= 4
    assert max(map(off_grid, body)) < EXACT
    assert pages.galley.complaints == ()


def test_text_begins_under_the_head_whatever_its_length(
    typesetter: Typesetter, tmp_path: Path
) -> None:
    """Label 5, title 15, 5, standfirst 30, 5: the 13th line is the first of the text."""
    long = HEAD.replace("Manchet i to linjer.", FEW * 2)
    short = set_pages(typesetter, tmp_path, HEAD + "<p>Begyndelsen.</p>")
    tall = set_pages(typesetter, tmp_path, long + "<p>Begyndelsen.</p>")

    for pages in (short, tall):
        assert pages.starting("Begyndelsen").y == pytest.approx(FIRST + 60, abs=EXACT)


@pytest.mark.parametrize(
    ("folio", "left", "right", "margin", "full"),
    [(25, 20.0, 138.0, 145.0, 20.0), (26, 72.0, 190.0, 17.0, 17.0)],
)
def test_columns_of_right_and_left_pages(
    typesetter: Typesetter,
    tmp_path: Path,
    folio: int,
    left: float,
    right: float,
    margin: float,
    full: float,
) -> None:
    """The margin column lies outside on both; the full measure begins at its far edge or ends."""
    wide = figure(wide=True, picture="figure:full", width_mm=173.0, height_mm=60.0, anchor="fig6")
    body = f"<p>Begyndelsen. {FEW * 3}{note(1, 'Anmærkning.')} {FEW}</p>" + wide
    pages = set_pages(typesetter, tmp_path, body, folio)

    running = [glyph for glyph in pages.body() if glyph.page == 0]
    assert min(glyph.x for glyph in running) == pytest.approx(left, abs=0.3)  # side bearing
    assert max(glyph.x for glyph in running) < right
    assert pages.starting("Anmærkning").x == pytest.approx(margin + 2, abs=1)  # after its number
    assert pages.starting("Figur5").x == pytest.approx(margin, abs=0.3)
    assert pages.starting("Tema1:").x == pytest.approx(left, abs=0.3)
    assert pages.starting(str(folio)).x == pytest.approx(margin, abs=0.3)
    assert pages.starting("Kant").x == pytest.approx(full, abs=0.3)


def test_a_caption_stands_level_with_its_headline(typesetter: Typesetter, tmp_path: Path) -> None:
    pages = set_pages(typesetter, tmp_path, TEXT + figure() + TEXT)

    assert pages.starting("Figur5").y == pytest.approx(pages.starting("Hverfjerde").y, abs=0.3)


def test_the_words_of_a_figure_are_read_in_order() -> None:
    html = figure()

    order = ["headline", "question", "<img", 'class="caption"', 'class="note"', 'class="source"']
    assert sorted(order, key=html.index) == order
    assert "<strong>Note</strong> N er antallet." in html
    assert "height: 45mm" in html  # 43 in whole grid lines


def test_a_wide_figure_keeps_clear_of_a_long_caption(
    typesetter: Typesetter, tmp_path: Path
) -> None:
    """Where caption and picture share the margin column the picture begins below the caption."""
    wide = {"wide": True, "picture": "figure:full", "width_mm": 173.0, "height_mm": 60.0}
    pages = set_pages(
        typesetter, tmp_path, figure(**wide, caption=Markup("Langt forklaret. " * 12 + "Slut"))
    )

    assert pages.starting("Slut").y + 1 < pages.starting("Kant").y - 4  # it is drawn 5 down


def test_a_note_begins_level_with_its_call(typesetter: Typesetter, tmp_path: Path) -> None:
    """Baseline beside baseline, and the line of the call is neither narrowed nor widened."""
    body = f"<p>{FEW * 4}Kaldet.{note(1, 'Anmærkning.')} {FEW * 3}</p>"
    plain = f"<p>{FEW * 4}Kaldet. {FEW * 3}</p>"
    pages = set_pages(typesetter, tmp_path, body)
    without = set_pages(typesetter, tmp_path, plain)

    assert pages.starting("Anmærkning").y == pytest.approx(pages.starting("Kaldet").y, abs=EXACT)
    assert len({round(glyph.y, 1) for glyph in pages.body()}) == len(
        {round(glyph.y, 1) for glyph in without.body()}
    )
    assert max(glyph.x for glyph in pages.body()) < 138


def test_a_note_at_the_foot_ends_no_page(typesetter: Typesetter, tmp_path: Path) -> None:
    """It stays on the page of its call, whole, lifted where it would reach below the text."""
    lines = "<p>Linje.</p>" * 42
    body = f"{lines}<p>Sidste.{note(1, 'Anmærkning. ' * 20 + 'Punktum.')}</p><p>Bagefter.</p>"
    pages = set_pages(typesetter, tmp_path, body)

    assert pages.galley.pages == 2
    assert pages.starting("Sidste").y == pytest.approx(FIRST + 42 * GRID, abs=EXACT)
    assert pages.starting("Punktum").page == 0
    assert pages.starting("Punktum").y < 240.5
    assert pages.starting("Bagefter").y == pytest.approx(FIRST, abs=EXACT)


@pytest.mark.parametrize("more", range(9))
def test_no_line_begins_with_a_note_call(typesetter: Typesetter, tmp_path: Path, more: int) -> None:
    """Wherever the sentence ends on its line: a call is not parted from the full stop."""
    body = f"<p>Samtalen om det, der skete lige nu, gjorde i hans øjne{'n' * more} stor gavn.</p>"
    body = body.replace("</p>", f"{note(1, 'Kort.')}</p>")
    pages = set_pages(typesetter, tmp_path, body)

    call = next(glyph for glyph in pages.glyphs if glyph.char == "1" and glyph.x < 138)
    assert call.x > 24


@pytest.mark.parametrize("kind", ["text", "case", "lessons", "interview"])
def test_a_page_begins_at_its_first_line(typesetter: Typesetter, tmp_path: Path, kind: str) -> None:
    """The space over a heading falls away at the head of a page, also of a named one."""
    body = "<p>Linje.</p>" * 43 + "<h2>Mellemrubrik</h2><p>Efter.</p>"
    pages = set_pages(typesetter, tmp_path, body, kind=kind)

    assert pages.starting("Mellemrubrik").y == pytest.approx(FIRST, abs=EXACT)
    assert pages.starting("Efter").y == pytest.approx(FIRST + GRID, abs=EXACT)


def test_running_head_and_folio_share_the_line_below(
    typesetter: Typesetter, tmp_path: Path
) -> None:
    pages = set_pages(typesetter, tmp_path, TEXT * 12, 37)

    for page, folio in ((0, "37"), (1, "38")):
        assert pages.starting("Tema1:", page).y == pytest.approx(FOOT, abs=EXACT)
        assert pages.starting(folio, page).y == pytest.approx(FOOT, abs=EXACT)


@pytest.mark.parametrize("kind", ["opener", "cover", "keyfigures"])
def test_full_bleed_pages_have_no_foot(typesetter: Typesetter, tmp_path: Path, kind: str) -> None:
    pages = set_pages(typesetter, tmp_path, "<p>Ord.</p>", kind=kind)

    assert "".join(glyph.char for glyph in pages.glyphs) == "Ord."


@pytest.mark.parametrize("theme", ["fjord", "korn", "mos", "hyben", "blomme", "nat", "tegl"])
@pytest.mark.parametrize("kind", ["text", "case", "lessons", "opener", "cover", "interview"])
def test_every_colour_is_one_of_the_palette(
    typesetter: Typesetter, tmp_path: Path, brand: Brand, theme: str, kind: str
) -> None:
    """Print maps exact values: links, rules and grounds may not bring their own."""
    body = HEAD + TEXT + '<p><a href="#x" id="x">henvisning</a></p>' + "".join(BOXES[:-1])
    pages = set_pages(typesetter, tmp_path, body, theme=theme, kind=kind)

    assert pages.colours <= set(brand.cmyk_by_rgb)


def test_only_the_brands_fonts_are_embedded(typesetter: Typesetter, tmp_path: Path) -> None:
    pages = set_pages(typesetter, tmp_path, HEAD + TEXT + "".join(BOXES))

    with pikepdf.open(pages.galley.pdf) as pdf:
        names = {
            re.sub(r"^/[A-Z]{6}\+", "", str(thing.BaseFont))
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Dictionary) and "/BaseFont" in thing
        }
    assert names
    assert all(name.startswith(("Source-Serif-4", "Source-Sans-3")) for name in names), names


def test_page_numbers_do_not_move_the_words_after_them(
    typesetter: Typesetter, tmp_path: Path
) -> None:
    """One digit, two digits or none yet: the reference is as wide."""
    places = set()
    for folio in ("7", "11", "48", "00"):
        body = f'<p>Se side <span class="pr">{folio}</span> og videre.</p>'
        places.add(round(set_pages(typesetter, tmp_path, body).starting("ogvidere").x, 2))

    assert len(places) == 1


@pytest.mark.parametrize(
    "heading",
    ["<h1>{}</h1>", "<h2>{}</h2>", '<p class="standfirst">{}</p>', '<p class="pull">{}</p>'],
)
def test_headings_are_not_hyphenated(typesetter: Typesetter, tmp_path: Path, heading: str) -> None:
    words = "arbejdsmarkedspolitik velfærdsydelser spørgeskemaundersøgelse " * 3
    pages = set_pages(typesetter, tmp_path, heading.format(words))

    assert not {glyph.char for glyph in pages.glyphs} & {"-", "\N{HYPHEN}"}
