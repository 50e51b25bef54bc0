"""A galley of two short chapters, typeset here, for the tests of finishing and accessibility.

It has what finishing must put right: paragraphs, a list and a table that run over the page, running
heads, a margin note with links both ways, a figure with caption, a foreign word, links between the
chapters and out, a front cover, and a chapter that only the web edition keeps.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pydyf
from weasyprint import HTML
from weasyprint.formatting_structure import boxes
from weasyprint.pdf import tags

from publication.brand import Brand, read_brand
from publication.model import (
    Anchor,
    ChapterSpec,
    Galley,
    GalleyPage,
    Isbn,
    Line,
    PageMap,
    Publication,
    Publisher,
    World,
)

ROOT = Path(__file__).parents[2]
PX = 25.4 / 96
SENTENCE = (
    "Mange foreninger fortæller, at de under nedlukningen fandt nye måder at holde kontakten "
    "på, og at telefonen blev et vigtigere redskab end nogen havde forestillet sig. "
)
FIGURE = (
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='118mm' height='30mm' "
    "viewBox='0 0 118 30'><rect width='60' height='10' fill='%231f3a66'/>"
    "<rect y='12' width='40' height='10' fill='%23c4502c'/>"
    "<text x='2' y='7' font-size='4' font-family='Source Sans 3' fill='%23ffffff'>Tilbud 84</text>"
    "</svg>"
)
FACES = (
    ("Source Serif 4", "SourceSerif4-Regular.ttf", 400, "normal"),
    ("Source Serif 4", "SourceSerif4-It.ttf", 400, "italic"),
    ("Source Serif 4", "SourceSerif4-Semibold.ttf", 600, "normal"),
    ("Source Sans 3", "SourceSans3-Regular.ttf", 400, "normal"),
    ("Source Sans 3", "SourceSans3-Semibold.ttf", 600, "normal"),
)
STYLE = """
@page { size: 210mm 270mm; bleed: 3mm; margin: 25mm 72mm 30mm 20mm;
  @bottom-left { content: 'Innovation på socialområdet'; font: 8pt 'Source Sans 3' }
  @bottom-right { content: counter(page); font: 600 9pt 'Source Sans 3' } }
@page cover { margin: 0; background: #1f3a66; @bottom-left { content: none }
  @bottom-right { content: none } }
html { font: 10.2pt/5mm 'Source Serif 4'; color: #1a1a1a; hyphens: auto;
  hyphenate-limit-chars: 7 3 3 }
p, ul, h1, h2, table, figure { margin: 0 0 5mm }
h1 { font: 36pt/15mm 'Source Serif 4' } h2 { font: 600 13pt/5mm 'Source Serif 4' }
a { color: #5c3654; text-decoration: none }
.cover { page: cover; padding: 20mm; color: #ffffff }
.chapter { break-before: page }
.mn { float: right; clear: right; width: 0; margin: 0; line-height: 3.75mm }
.mn > .i { display: block; width: 48mm; margin-left: 7mm; font: 7.8pt/3.75mm 'Source Sans 3' }
.call { font: 600 6.6pt/0 'Source Sans 3'; vertical-align: super }
table { width: 100%; font: 8.6pt/5mm 'Source Sans 3'; border-collapse: collapse }
td, th { padding: 1.25mm 0; text-align: left; border-bottom: .3pt solid #949494 }
img { display: block; width: 118mm; height: 30mm }
.deco { background: #f4f0e8; height: 10mm }
"""


def html() -> str:
    """The two chapters as one document; each section is a chapter."""
    rows = "".join(
        f'<tr><th scope="row">Gruppe {i}</th><td>{i} %</td><td>{100 - i} %</td></tr>'
        for i in range(1, 41)
    )
    points = "".join(f"<li>Punkt {i}: {SENTENCE}</li>" for i in range(1, 5))
    faces = "".join(
        f"@font-face{{font-family:'{family}';font-weight:{weight};font-style:{style};"
        f"src:url({(ROOT / 'styles/fonts' / file).as_uri()})}}"
        for family, file, weight, style in FACES
    )
    return f"""<html lang="da"><head><title>Innovation på socialområdet</title>
<style>{faces}{STYLE}</style></head><body>
<section class="cover" id="forside" data-src="forside.html:1">
<h1 data-src="forside.html:2">Innovation på socialområdet</h1>
<p data-src="forside.html:3">Læring i en krisetid</p></section>
<section class="chapter" id="omfang"><header class="head">
<h1 data-src="omfang.html:1">Omfang</h1>
<p class="standfirst" data-src="omfang.html:2">Knap halvdelen har fundet nye veje.</p></header>
<p data-src="omfang.html:3">{SENTENCE}<a class="call" role="doc-noteref" id="omfang-call-1"
 href="#omfang-note-1">1</a><span class="mn note" role="doc-footnote" id="omfang-note-1"><span
 class="i"><a role="doc-backlink" href="#omfang-call-1">1</a> Tallet er fra
 <a href="https://www.example.dk/tal">kilden</a>.</span></span>{SENTENCE * 2}</p>
<p data-src="omfang.html:4">Et ord på engelsk: <span lang="en">mutual learning</span>, et
 <em>fremhævet</em> ord og <strong>et fedt</strong>. Se <a href="#metode">side 4</a>.</p>
<figure id="fig1"><img src="{FIGURE}" alt="Søjler: 84 procent af tilbuddene har nyskabelser."
 data-src="omfang.html:5"><figcaption data-src="omfang.html:6"><strong>Figur 1</strong>
 Andel med nyskabelser.</figcaption></figure>
<h2 data-src="omfang.html:7">Nye måder</h2>
<p data-src="omfang.html:8">{SENTENCE * 14}</p>
<ul data-src="omfang.html:9">{points}</ul><p data-src="omfang.html:10">{SENTENCE * 9}</p>
<div class="deco"></div></section>
<section class="chapter" id="metode"><h1 data-src="metode.html:1">Metode</h1>
<p data-src="metode.html:2">{SENTENCE * 6}</p>
<table data-src="metode.html:3"><caption>Tabel 1. Svar efter gruppe.</caption><thead><tr>
<th scope="col">Gruppe</th><th scope="col">Ja</th><th scope="col">Nej</th></tr></thead>
<tbody>{rows}</tbody></table>
<p data-src="metode.html:4">Se også <a href="#fig1">figur 1</a>.</p></section>
<section class="chapter" id="tal"><h1 data-src="tal.html:1">Tal bag figurerne</h1>
<p data-src="tal.html:2">Alle tal.</p></section>
</body></html>"""


def _wrap_tags(chapter_of: dict[Any, str], index: dict[Any, int]) -> Any:
    """Carry each element's identity into the structure tree; returns what undoes it."""
    original = tags._build_box_tree

    def build(box: Any, *rest: Any) -> Any:
        for element in original(box, *rest):
            real = getattr(box, "_box", box)
            source = real.element
            if source is not None and "XSrc" not in element:
                element["XSrc"] = pydyf.String(_key(source, real, chapter_of, index))
            yield element

    tags._build_box_tree = build
    return lambda: setattr(tags, "_build_box_tree", original)


def _key(source: Any, box: Any, chapter_of: dict[Any, str], index: dict[Any, int]) -> str:
    pseudo = box.element_tag.split("::")[1] if "::" in (box.element_tag or "") else ""
    fields = [source.get(name, "") for name in ("class", "id", "lang", "scope", "role", "data-src")]
    head = f"{chapter_of.get(source, '')}.{index[source]}"
    return "|".join([head, source.tag, *fields, pseudo])


def _lines(page: int, box: Any, source: str = "") -> list[Line]:
    """Every line of a page with text in it, from the layout."""
    if isinstance(box, boxes.MarginBox):
        return []
    element = getattr(box, "element", None)
    source = (element.get("data-src") if element is not None else None) or source
    if isinstance(box, boxes.LineBox):
        texts = [b for b in box.descendants() if isinstance(b, boxes.TextBox)]
        if not texts:
            return []
        first = texts[0]
        x = first.position_x * PX
        right = max(text.position_x + text.width for text in texts) * PX
        top, baseline = box.position_y * PX, (first.position_y + first.baseline) * PX
        column = "margin" if x > 140 else "text"
        words = "".join(text.text for text in texts)
        bottom = top + box.height * PX
        return [Line(page, x, right, top, bottom, baseline, column, source, words)]
    found = []
    for child in getattr(box, "children", ()):
        found += _lines(page, child, source)
    return found


def brand() -> Brand:
    return read_brand(ROOT / "styles/brand.toml")


def world(folder: Path) -> World:
    return World(ROOT, folder / "out", folder / "cache", 1_790_000_000, "abc1234")


def publication() -> Publication:
    chapters = (
        ChapterSpec("forside", "forside.html", kind="cover", body=False),
        ChapterSpec("omfang", "omfang.html", title="Omfang"),
        ChapterSpec("metode", "metode.html", title="Metode"),
        ChapterSpec("tal", "tal.html", body=False, web_only=True),
    )
    return Publication(
        id="lille",
        folder=ROOT,
        title="Innovation på socialområdet",
        subtitle="Læring i en krisetid",
        language="da",
        year=2021,
        date="2021-03-01",
        publishers=(Publisher("Rådet for Socialt Udsatte"), Publisher("Frivilligrådet")),
        isbns=(Isbn("pdf", "978-87-93038-66-0"),),
        survey=ROOT,
        chapters=chapters,
        description="En undersøgelse af nyskabelser.",
        keywords=("innovation", "socialområdet"),
    )


def galley(folder: Path) -> Galley:
    """Typeset the two chapters into folder/galley.pdf."""
    folder.mkdir(parents=True, exist_ok=True)
    source = HTML(string=html(), base_url=str(ROOT))
    tree = source.etree_element
    index = {element: i for i, element in enumerate(tree.iter())}
    chapter_of = {
        element: section.get("id") for section in tree.iter("section") for element in section.iter()
    }
    undo = _wrap_tags(chapter_of, index)
    try:
        document = source.render()
        path = folder / "galley.pdf"
        document.write_pdf(path, pdf_variant="pdf/ua-1")
    finally:
        undo()
    pages, anchors, lines = [], [], []
    chapter, folio = "forside", 0
    for number, page in enumerate(document.pages):
        starts = [name for name in page.anchors if name in ("forside", "omfang", "metode", "tal")]
        chapter = starts[0] if starts else chapter
        body = chapter not in ("forside", "tal")
        folio = folio + 1 if chapter != "forside" else 0
        label = "Forside" if chapter == "forside" else str(folio)
        pages.append(GalleyPage(number, chapter, folio, label, body, web_only=chapter == "tal"))
        anchors += [Anchor(n, number, x * PX, y * PX) for n, (x, y, *_) in page.anchors.items()]
        lines += _lines(number, page._page_box)
    return Galley(path, tuple(pages), tuple(lines), tuple(anchors), PageMap({}, {}, {}))
