"""A small title, typeset for real: cover, two chapters, back cover, data chapter for the web.

    from tests.typeset.small_book import small_galley
    galley = small_galley(tmp_path)          # a publication.model.Galley; about a second
    print(galley.pdf, galley.pages)

It has what finishing meets: margin notes (on right and left pages), a wide block, links inside and
across chapters, a figure drawn as SVG with live text, a decorative picture, a table and a
paragraph that run over a page, foreign words, a web-only chapter, and a blank page before a
chapter that must begin on the right.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from publication.model import ChapterSpec, ComposedChapter, Galley, World
from publication.typeset.assemble import Binding, assemble
from publication.typeset.pages import settle
from publication.typeset.parallel import typeset
from publication.typeset.stock import Stock

ROOT = Path(__file__).resolve().parents[2]
EPOCH = 1_795_305_600  # 22 November 2026, midnight UTC
WORDS = {"front_cover": "Forside", "back_cover": "Bagside", "go_to": "Gå til {target}"}

FACES = (
    ("Source Serif 4", 400, "normal", "SourceSerif4-Regular"),
    ("Source Serif 4", 400, "italic", "SourceSerif4-It"),
    ("Source Serif 4", 600, "normal", "SourceSerif4-Semibold"),
    ("Source Sans 3", 400, "normal", "SourceSans3-Regular"),
    ("Source Sans 3", 600, "normal", "SourceSans3-Semibold"),
)

STYLE = (
    "".join(
        f'@font-face{{font-family:"{family}";font-weight:{weight};font-style:{style};'
        f"src:url(fonts/{file}.ttf)}}\n"
        for family, weight, style, file in FACES
    )
    + """
@page { size: 210mm 270mm; bleed: 3mm; margin: 25mm 72mm 30mm 20mm;
        @bottom-left { content: string(head) }
        @bottom-right { content: counter(page); font: 600 9pt "Source Sans 3" } }
@page :left { margin: 25mm 20mm 30mm 72mm }
@page cover { margin: 0; background: #1f3a66; @bottom-left { content: none }
              @bottom-right { content: none } }
html { font: 10.2pt/5mm "Source Serif 4"; color: #1a1a1a; hyphens: auto;
       hyphenate-character: "-" }
body, p, h1, h2, figure { margin: 0; font-size: inherit; font-weight: inherit }
h1 { string-set: head content(); font-weight: 600; bookmark-level: 1 }
h2 { font-weight: 600; margin-top: 10mm; break-after: avoid }
a { color: #5c3654; text-decoration: none }
p { orphans: 2; widows: 2 }
.cover { page: cover; color: #ffffff; padding: 20mm; height: 230mm }
.mn { float: right; clear: right; width: 0; margin: 0 }
.mn > .i { display: block; width: 48mm; margin-left: 7mm; padding-top: .8mm;
           font: 7.8pt/3.75mm "Source Sans 3"; hyphens: manual }
.wide { width: 173mm; margin: 10mm -55mm 10mm 0 }
.wide img { width: 173mm; height: 40mm; display: block }
.mark { width: 22mm; height: 10mm; display: block }
table { width: 100%; border-collapse: collapse; margin: 10mm 0;
        font: 8.6pt/5mm "Source Sans 3" }
th, td { text-align: left; padding: 1.25mm 0; border-bottom: .3pt solid #949494 }
"""
)

CHART = """<svg xmlns="http://www.w3.org/2000/svg" width="173mm" height="40mm"
 viewBox="0 0 173 40"><rect x="0" y="10" width="84" height="8.5" fill="#1f3a66"/>
<rect x="84.3" y="10" width="16" height="8.5" fill="#949494"/>
<text x="2" y="16" font-family="Source Sans 3" font-size="3.2" font-weight="600"
 fill="#ffffff">84 %</text></svg>"""
DOOR = """<svg xmlns="http://www.w3.org/2000/svg" width="22mm" height="10mm" viewBox="0 0 22 10">
<path d="M6 10 V5 A5 5 0 0 1 16 5 V10 Z" fill="#5c3654"/></svg>"""
PICTURES: Mapping[str, str] = {"fig1": CHART, "door": DOOR}

SENTENCE = "Foreninger og tilbud har prøvet nye måder at arbejde på, mens dørene var lukkede. "


def page_of(body: str, title: str = "Prøvebog") -> str:
    """A whole HTML document around a chapter's content."""
    return (
        f'<!DOCTYPE html><html lang="da-DK"><head><title>{title}</title></head>'
        f"<body>{body}</body></html>"
    )


def note(number: int, text: str, line: int) -> str:
    """A margin note as chapters have it: a float without width, its words in an inner block."""
    return (
        f'<span class="mn note" role="note" id="note-{number}" data-src="one.html:{line}">'
        f'<span class="i">{number} {text}</span></span>'
    )


def chapter_one() -> str:
    """Five pages: notes on a right and on a left page, a link ahead, a table over a page."""
    notes = {2: note(1, "En kort note ved en højreside.", 12), 21: note(2, "En venstresides.", 31)}
    paragraphs = "".join(
        f'<p data-src="one.html:{10 + index}">{SENTENCE}'
        + notes.get(index, "")
        + SENTENCE * 5
        + "</p>"
        for index in range(30)
    )
    rows = "".join(
        f'<tr data-src="one.html:{60 + row}"><th scope="row">Række {row}</th>'
        f"<td>{row} %</td><td>{100 - row} %</td></tr>"
        for row in range(40)
    )
    return page_of(
        '<section id="one"><h1 data-src="one.html:1">Dørene går op</h1>'
        '<p data-src="one.html:3">Se <a href="ref:fig1">figur 1</a> og '
        '<a href="ref:part-two">næste afsnit</a>, eller '
        '<a href="https://www.socialstyrelsen.dk/">styrelsen</a>. '
        '<span lang="en">Social innovation</span> er <em>ikke</em> nyt.</p>'
        + paragraphs
        + '<table id="table1" data-src="one.html:58"><caption>Tabel 1</caption><thead><tr>'
        '<th scope="col">Svar</th><th scope="col">Ja</th><th scope="col">Nej</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></section>"
    )


def chapter_two() -> str:
    """Two pages or so: a wide figure with alt text, a decorative picture, a link back."""
    return page_of(
        '<section id="two"><h1 data-src="two.html:1">Figuren</h1>'
        + f'<p data-src="two.html:2">{SENTENCE * 40}</p>' * 2
        + '<h2 id="part-two" data-src="two.html:4">Et afsnit</h2>'
        '<p data-src="two.html:5">Tilbage til <a href="ref:table1">tabel 1</a>.</p>'
        '<figure class="wide" id="fig1" data-src="two.html:6">'
        '<img src="figure:fig1" alt="84 % af tilbuddene svarer ja.">'
        "<figcaption>Figur 1. Nyt i tilbud.</figcaption></figure>"
        f'<img class="mark" src="figure:door" alt=""><p data-src="two.html:9">{SENTENCE * 9}</p>'
        "</section>"
    )


def spec(name: str, **settings: object) -> ChapterSpec:
    return ChapterSpec(name, f"{name}.html", **settings)  # type: ignore[arg-type]


SPECS = (
    spec("cover-front", kind="cover", body=False),
    spec("one", title="Dørene går op", start="right"),
    spec("two", title="Figuren", start="right"),
    spec("cover-back", kind="cover", body=False),
    spec("data", title="Tal bag figurerne", body=False, web_only=True),
)


def composed(folios: Mapping[str, int]) -> tuple[ComposedChapter, ...]:
    """The chapters, begun at the folios given (0 where none)."""
    html = {
        "cover-front": page_of('<div class="cover"><p data-src="cover.html:1">Åbne døre</p></div>'),
        "one": chapter_one(),
        "two": chapter_two(),
        "cover-back": page_of('<div class="cover"><p data-src="back.html:1">Bagpå</p></div>'),
        "data": page_of('<h1 data-src="data.html:1">Tal bag figurerne</h1><p>84, 16</p>'),
    }
    return tuple(
        ComposedChapter(
            spec=each,
            html=html[each.id],
            folio=folios.get(each.id, 0),
            anchors=(),
            references=(),
            pictures=("fig1", "door") if each.id == "two" else (),
        )
        for each in SPECS
    )


def world_in(folder: Path, processes: int = 1) -> World:
    """A world whose cache and output lie below `folder`."""
    return World(ROOT, folder / "dist", folder / "cache", EPOCH, processes=processes)


def small_galley(folder: Path, processes: int = 1) -> Galley:
    """Typeset and join the small title below `folder` (its cache); pages settle in two rounds."""
    world = world_in(folder, processes)
    page_map = settle(SPECS)
    for _ in range(2):
        galleys = typeset(composed(page_map.first), Stock(STYLE, ROOT, PICTURES), world)
        page_map = settle(SPECS, galleys)
    return assemble(galleys, SPECS, page_map, world, Binding("Prøvebog", "da-DK", WORDS))
