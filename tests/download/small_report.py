"""A report of four pages with all that a download tells: covers, key figures, figures, a table."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pikepdf

from publication.brand import Brand, read_brand
from publication.download.records import FigureFiles, Judgement, Package
from publication.language import read_language
from publication.model import (
    Anchor,
    Artwork,
    Base,
    ChapterSpec,
    Column,
    ComposedChapter,
    Estimate,
    Estimates,
    FigureText,
    Galley,
    GalleyPage,
    Isbn,
    Line,
    Manuscript,
    Output,
    PageMap,
    Publication,
    Publisher,
    Row,
    Table,
    World,
)

ROOT = Path(__file__).parents[2]
EPOCH = 1603843200  # 28 October 2020
POINTS = 72 / 25.4
NAT, TEGL = (31, 58, 102), (196, 80, 44)
COVER = """\
<html><body><section class="cover front"><img class="motif" src="figure:cover-front"
 alt="To døre i hinanden."><h1>Under tag</h1></section></body></html>
"""
BACK = """\
<html><body><section class="cover back"><p class="statement">Hver anden dør var åben.</p>
<p class="blurb">Vi spurgte <data value="fig1.tilbud.ja">84</data> pct. af dem &amp;
re\u00adsten.</p></section></body></html>
"""
KEYS = """\
<html><body><section class="keyfigures"><h1>To tal om<br>et forår</h1><ol>
<li><p class="number"><data value="fig1.tilbud.ja">84</data><span class="unit">\N{NO-BREAK SPACE}%
</span></p><p class="words"><strong>af tilbuddene</strong> åbnede en dør</p>
<p class="reference"><a class="ref" href="ref:fig1">figur 1</a></p></li>
<li><p class="number"><data value="fig1.alle.antal">843</data></p>
<p class="words">svarede</p></li></ol></section></body></html>
"""
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="118mm" height="20mm" viewBox="0 0 118 20">'
    '<rect width="84" height="8" id="door" fill="#1f3a66"/>'
    '<text x="2" y="6" font-family="Source Sans 3" font-size="3.1" fill="#ffffff">84 %</text></svg>'
)
SPECS = (
    ChapterSpec("forside", "f.html", "cover", "Forside", theme="nat", listed=False, body=False),
    ChapterSpec("tal", "t.html", "keyfigures", "To tal", theme="tegl", listed=False),
    ChapterSpec("tema-1", "o.html", "opener", "Åbne døre", theme="fjord", label="Tema 1"),
    ChapterSpec("bagside", "b.html", "cover", "Bagside", theme="nat", listed=False, body=False),
)


def publication() -> Publication:
    return Publication(
        id="under-tag",
        folder=ROOT,
        title="Under tag",
        subtitle="– døre og mennesker",
        language="da-DK",
        year=2020,
        date="2020-10-28",
        publishers=(
            Publisher("Huset & Søn", "Gade 1, 1000 Byen", "33 11 11 00", "www.huset.dk"),
            Publisher("Fonden"),
        ),
        isbns=(Isbn("trykt", "978-87-93038-66-0"),),
        survey=ROOT,
        chapters=SPECS,
        description="Om døre, 100 % af dem.",
        keywords=("døre", "tag"),
        source="Huset",
    )


def brand() -> Brand:
    return read_brand(ROOT / "styles" / "brand.toml")


def estimates() -> Estimates:
    """84 per cent of the services, of 843 organisations in all."""
    table = Table(
        id="fig1",
        question="Åbnede I en dør?",
        by="group",
        measure="share",
        base=Base("alle", "organisationer"),
        n=843,
        rows=(Row("tilbud", "Tilbud", 623, "tilbud"), Row("alle", "Alle", 843)),
        columns=(Column("ja", "ja"), Column("antal", "antal")),
        estimates={
            "fig1.tilbud.ja": Estimate("fig1.tilbud.ja", "share", 0.84, 623),
            "fig1.alle.antal": Estimate("fig1.alle.antal", "count", 843, 843),
        },
    )
    return Estimates({"fig1": table}, {}, "0" * 12, 843)


def galley(pdf: Path) -> Galley:
    """Front cover, key figures on page 1, a theme on page 2, back cover."""
    pages = tuple(
        GalleyPage(index, spec.id, folio, label, spec.body)
        for index, (spec, folio, label) in enumerate(
            zip(SPECS, (0, 1, 2, 0), ("Forside", "1", "2", "Bagside"), strict=True)
        )
    )
    anchors = (*(Anchor(spec.id, at, 0, 0) for at, spec in enumerate(SPECS)),)
    lines = tuple(
        Line(0, 14, 100, top, top + 10, top + 8, "full", "chapters/f.html:1", words)
        for top, words in ((20.0, "Under"), (30.0, "tag"), (250.0, "Huset"))
    )
    return Galley(pdf, pages, lines, (*anchors, Anchor("fig1", 2, 20, 40)), PageMap({}, {}, {}))


def manuscript() -> Manuscript:
    words = (COVER, KEYS, "<html><body><p>Tekst</p></body></html>", BACK)
    chapters = tuple(
        ComposedChapter(spec, html, 0, (), ()) for spec, html in zip(SPECS, words, strict=True)
    )
    return Manuscript(chapters, (), {"fig1": text("fig1", "Figur\N{NO-BREAK SPACE}1")}, "", {})


def text(name: str, label: str) -> FigureText:
    return FigureText(
        id=name,
        label=label,
        headline="84 % åbnede en dør",
        question='Hvad siger I til "Døren stod åben"?',
        caption="84 % af tilbuddene svarer ja.",
        note="N = 843 organisationer.",
        source="Huset",
        chapter="tema-1",
        anchor=name,
    )


def figure(name: str, label: str, html: str = "", width: float = 118) -> FigureFiles:
    rows = (("Tilbud", "84\N{NO-BREAK SPACE}%"), ("Foreninger", "70\N{NO-BREAK SPACE}%"))
    art = Artwork(name, SVG, width, 20, "Bjælker om døre.", ("Gruppe", "ja"), rows, html)
    files = {"csv": b"Gruppe;ja\r\n", "xlsx": b"PK", "svg": SVG.encode(), "png": b"\x89PNG"}
    return FigureFiles(text(name, label), art, files)


def package(folder: Path) -> Package:
    """The report finished in folder/web; of its two validators one was not there."""
    pdf = folder / "web" / "under-tag.pdf"
    pdf.parent.mkdir(parents=True)
    write_pdf(pdf)
    content = pdf.read_bytes()
    output = Output("web", pdf, 4, len(content), hashlib.sha256(content).hexdigest())
    figures = (
        figure("fig1", "Figur\N{NO-BREAK SPACE}1"),
        figure("fig2", "Figur\N{NO-BREAK SPACE}2", width=173),
        figure("tabel1", "Tabel\N{NO-BREAK SPACE}1", "<table></table>"),
    )
    motif = SVG.replace('viewBox="0 0 118 20"', 'viewBox="-3 -3 216 276"')
    return Package(
        publication=publication(),
        manuscript=manuscript(),
        galley=galley(pdf),
        estimates=estimates(),
        pdf=output,
        artwork={
            "cover-front": Artwork("cover-front", motif, 216, 276),
            "contents-tema-1": Artwork("contents-tema-1", motif, 22, 20),
        },
        figures=figures,
        numbers={"csv": b"name\n", "json": b"[]\n"},
        judgements=(
            Judgement("PDF/UA-1", "veraPDF", "passed"),
            Judgement("PDF/UA-1", "page-validation", "not_run"),
            Judgement("reading", "", "failed"),
        ),
        brand=brand(),
        language=read_language("da-DK"),
        world=World(ROOT, folder, folder / "cache", EPOCH),
    )


def bare(whole: Package) -> Package:
    """The same without covers, key figures, figures, ISBN, keywords, in English."""
    told = replace(
        whole.publication,
        language="en",
        subtitle="",
        isbns=(),
        keywords=(),
        publishers=(Publisher("The House"),),
    )
    chapters = tuple(each for each in whole.manuscript.chapters if each.spec.id == "tema-1")
    galley = replace(
        whole.galley,
        pages=(GalleyPage(0, "tema-1", 1, "1", True),),
        anchors=(Anchor("tema-1", 0, 0, 0),),
        lines=(),
    )
    return replace(
        whole,
        publication=told,
        manuscript=replace(whole.manuscript, chapters=chapters, figures={}),
        galley=galley,
        artwork={},
        figures=(),
        judgements=(),
        language=read_language("en"),
    )


def _filled(rgb: tuple[int, int, int], height: float) -> str:
    """A rectangle of the page's width from its foot up, in mm."""
    red, green, blue = (value / 255 for value in rgb)
    return f"{red} {green} {blue} rg 0 0 {210 * POINTS} {height * POINTS} re f"


def write_pdf(path: Path) -> None:
    """Four pages of 210 x 270 mm; the first blue, with a red rectangle from 100 mm down."""
    with pikepdf.new() as pdf:
        for number in range(4):
            page = pdf.add_blank_page(page_size=(210 * POINTS, 270 * POINTS))
            if number == 0:
                drawing = f"{31 / 255} {58 / 255} {102 / 255} rg 0 0 596 766 re f "
                drawing += (
                    f"{196 / 255} {80 / 255} {44 / 255} rg 0 0 {210 * POINTS} {170 * POINTS} re f"
                )
                page.Contents = pdf.make_stream(drawing.encode())
        pdf.save(path, deterministic_id=True)
