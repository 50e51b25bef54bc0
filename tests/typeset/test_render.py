"""One chapter through WeasyPrint: sides, notes, lines, links, complaints, what it may read."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from publication.errors import TypesetError
from publication.model import ChapterGalley, ChapterSpec, ComposedChapter
from publication.typeset.render import render_chapter
from publication.typeset.stock import Stock, first_page
from tests.typeset.small_book import PICTURES, ROOT, SENTENCE, STYLE, note, page_of

MM = 72 / 25.4
Render = Callable[..., ChapterGalley]


def chapter(body: str, folio: int = 1, **settings: object) -> ComposedChapter:
    spec = ChapterSpec("prøve", "prøve.html", **settings)  # type: ignore[arg-type]
    return ComposedChapter(spec, page_of(body), folio, (), ())


@pytest.fixture
def render(tmp_path: Path) -> Render:
    def run(body: str, folio: int = 1, style: str = STYLE, **settings: object) -> ChapterGalley:
        stock = Stock(style, ROOT, PICTURES)
        return render_chapter(chapter(body, folio, **settings), stock, tmp_path / "chapter.pdf")

    return run


def printed(galley: ChapterGalley, page: int = 0) -> str:
    """The words of a page as a PDF reader finds them."""
    with pypdfium2.PdfDocument(galley.pdf) as pdf:
        return str(pdf[page].get_textpage().get_text_range())


def x_src(galley: ChapterGalley) -> list[str]:
    with pikepdf.open(galley.pdf) as pdf:
        return [
            str(thing.XSrc)
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Dictionary) and "/XSrc" in thing
        ]


@pytest.mark.parametrize(
    ("folio", "start", "css"),
    [
        (7, "any", "@page:first{counter-reset:page 7}"),
        (8, "any", "@page:first{counter-reset:page 8}html{break-before:left}"),
        (0, "any", ""),
        (0, "left", "html{break-before:left}"),
    ],
)
def test_first_page_says_folio_and_side(folio: int, start: str, css: str) -> None:
    assert first_page(chapter("", folio, start=start)) == css


@pytest.mark.parametrize(("folio", "left_edge"), [(7, 20.0), (8, 72.0)])
def test_even_folios_begin_on_the_left(render: Render, folio: int, left_edge: float) -> None:
    """Text stands 20 mm from the trim on right pages, 72 on left ones; no blank comes before."""
    galley = render("<p>Ord</p>", folio)
    assert galley.pages == 1
    assert galley.lines[0].x == pytest.approx(left_edge, abs=0.01)
    assert str(folio) in printed(galley).split()


@pytest.mark.parametrize(("folio", "start", "end"), [(7, 145, 193), (8, 17, 65)])
def test_notes_stand_in_the_outer_margin(
    render: Render, folio: int, start: float, end: float
) -> None:
    body = f"<p>{SENTENCE}{note(1, SENTENCE * 2, 9)}{SENTENCE * 5}</p>"
    lines = [line for line in render(body, folio).lines if line.column == "margin"]
    assert len(lines) > 1
    assert all(start - 0.01 <= line.x and line.right <= end + 0.01 for line in lines)
    assert {line.src for line in lines} == {"one.html:9"}


@pytest.mark.parametrize(("folio", "left_edge"), [(7, 20.0), (8, 17.0)])
def test_wide_blocks_take_the_full_measure(render: Render, folio: int, left_edge: float) -> None:
    """173 mm: from 20 on right pages, from 17 on left ones; its link and anchor move along."""
    body = '<div class="wide" id="bred"><p><a href="https://kfum.dk/">Ord</a></p></div>'
    galley = render(body, folio)
    assert galley.lines[0].x == pytest.approx(left_edge, abs=0.01)
    assert galley.anchors[0].x == pytest.approx(left_edge, abs=0.01)
    with pikepdf.open(galley.pdf) as pdf:
        rectangle = pdf.pages[0].Annots[0].Rect
    assert float(rectangle[0]) == pytest.approx(left_edge * MM, abs=0.1)


def test_a_note_in_a_wide_block_moves_once(render: Render) -> None:
    """It hangs at the text's right edge, so it must land in the margin like any other."""
    body = f'<div class="wide"><p style="width:118mm">Ord {note(1, "Note.", 9)} ord.</p></div>'
    margin = [line for line in render(body, 8).lines if line.column == "margin"]
    assert margin[0].x == pytest.approx(17.0, abs=0.01)


def test_lines_come_in_reading_order_with_their_words(render: Render) -> None:
    body = (
        f'<p data-src="a.html:1">Først {note(1, "midt i", 2)} og sidst.</p>'
        '<ul data-src="a.html:3"><li data-src="a.html:4">Et <em>punkt</em></li></ul>'
    )
    found = [(line.text, line.src) for line in render(body).lines]
    assert found == [
        ("Først og sidst.", "a.html:1"),
        ("1 midt i", "one.html:2"),
        ("Et punkt", "a.html:4"),
    ]


def test_lines_know_the_block_and_the_note_they_stand_in(render: Render) -> None:
    """Path and size as styled; edges of the text column (118 mm) and of the item's (118 - 5)."""
    body = (
        f'<section class="facts"><p class="flush" id="her">Først {note(1, "midt i", 2)} og<br>'
        'sidst.</p></section><ul style="margin:0;padding-left:5mm"><li>Et punkt</li></ul>'
    )
    first, noted, second, item = render(body).lines
    assert first.path == second.path == "body section.facts p.flush#her"
    assert (first.forced, second.forced) == (True, False)
    assert first.block == second.block != item.block
    assert (first.start, first.end, first.size, first.note) == (20.0, 138.0, 10.2, 0)
    assert noted.path.endswith("p.flush#her span.mn.note#note-1 span.i")
    assert noted.note > 0
    assert (noted.end - noted.start, noted.size) == (48.0, 7.8)
    assert (item.path, item.start, item.end) == ("body ul li", 25.0, 138.0)


def test_dashes_before_items_are_no_lines(render: Render) -> None:
    style = STYLE + 'li::before { content: "–"; float: left; width: 5mm; margin-left: -5mm }'
    lines = render("<ul><li>Et punkt</li></ul>", style=style).lines
    assert [line.text for line in lines] == ["Et punkt"]


def test_one_line_blocks_in_a_line_belong_to_it(render: Render) -> None:
    """A page number stands in a box of fixed width: still one line, one baseline."""
    body = '<p>Se side <span style="display:inline-block;width:8mm">20</span> igen.</p>'
    assert [line.text for line in render(body).lines] == ["Se side 20 igen."]


def test_baselines_are_where_the_glyphs_stand(render: Render) -> None:
    """Compared with the origins a PDF reader gives, within 0.02 mm."""
    galley = render(f"<h1>Titel</h1><p>{SENTENCE * 3}</p>")
    with pypdfium2.PdfDocument(galley.pdf) as pdf:
        text = pdf[0].get_textpage()
        origins = set()
        for index in range(text.count_chars()):
            x, y = pypdfium2.raw.c_double(), pypdfium2.raw.c_double()
            pypdfium2.raw.FPDFText_GetCharOrigin(text.raw, index, x, y)
            origins.add(round(270 - y.value / MM, 2))
    for line in galley.lines:
        assert min(abs(line.baseline - y) for y in origins) < 0.02


def test_elements_say_where_they_come_from(render: Render) -> None:
    """chapter.index|tag|class|id|lang|scope|role|src|pseudo, src from the nearest above."""
    body = (
        '<section data-src="a.html:3"><p class="pull stor" id="p1">Ord '
        '<em lang="en">word</em></p></section><ul><li data-src="a.html:9">Punkt</li></ul>'
    )
    found = x_src(render(body))
    assert "prøve.5|p|pull stor|p1||||a.html:3|" in found
    assert "prøve.6|em|||en|||a.html:3|" in found
    assert any(text.endswith("|a.html:9|marker") for text in found)


def test_empty_alt_means_decoration(render: Render) -> None:
    """Said in the tree as a role, and no reason to complain; a missing alt is."""
    meant = render('<img class="mark" src="figure:door" alt="">')
    assert meant.complaints == ()
    assert any("|presentation|" in text for text in x_src(meant))
    missing = render('<img class="mark" src="figure:door">')
    assert missing.complaints == ('Image "figure:door" has no required alt description',)


def test_links_are_described_by_their_words(render: Render) -> None:
    galley = render('<p><a href="https://kfum.dk/">KFUM <em>online</em></a></p>')
    with pikepdf.open(galley.pdf) as pdf:
        words = [str(link.Contents) for link in pdf.pages[0].Annots]
    assert words == ["KFUM online"]  # one area: the emphasis inside has none of its own


def test_complaints_are_kept_and_nothing_is_printed(
    render: Render, capfd: pytest.CaptureFixture[str]
) -> None:
    """From the stylesheet, from the chapter, and of characters no font has."""
    galley = render("<p>Sne ☃</p>", style=STYLE + "p { float: top; text-shadow: none }")
    assert any("float" in text for text in galley.complaints)
    assert any("U+2603" in text for text in galley.complaints)
    assert capfd.readouterr() == ("", "")


def test_lines_that_do_not_fit_are_complaints(render: Render) -> None:
    galley = render(f'<p data-src="a.html:5" style="white-space:nowrap">{SENTENCE * 2}</p>', 12)
    assert len(galley.complaints) == 1
    assert galley.complaints[0].startswith("a.html:5: a line runs ")
    assert "(page 12)" in galley.complaints[0]


@pytest.mark.parametrize(("folio", "count"), [(7, 0), (8, 1)])
def test_blocks_off_the_page_are_complaints(render: Render, folio: int, count: int) -> None:
    """173 mm fit from the inner margin of a right page, not of a left one unless it is moved."""
    body = '<div data-src="a.html:5" style="width:173mm">Ord</div>'
    said = [f"a.html:5: div reaches 32.0 mm beyond the bleed (page {folio})"] * count
    assert list(render(body, folio).complaints) == said


@pytest.mark.parametrize(
    "address",
    [
        "figure:nothing",
        "https://example.org/a.png",
        "file:///etc/hostname",
        "styles/../pyproject.toml",
        "ftp://example.org/a.png",
    ],
)
def test_only_given_folders_and_pictures_are_read(render: Render, address: str) -> None:
    with pytest.raises(TypesetError, match=r"^chapters/prøve\.html:1: .* is not a picture"):
        render(f'<img src="{address}" alt="x">')


def test_a_picture_that_is_not_there_is_told_with_every_line_that_asks_for_it(
    render: Render,
) -> None:
    body = (
        '<p data-src="a.html:3">x <img src="nope ø.png" alt="x"></p>'
        '<div data-src="a.html:8.2"><p><img src="nope ø.png" alt="y"></p></div>'
    )
    with pytest.raises(TypesetError) as caught:
        render(body)
    assert [str(problem.place) for problem in caught.value.problems] == ["a.html:3", "a.html:8"]


def test_links_out_of_a_readable_folder_are_refused(tmp_path: Path) -> None:
    inside = tmp_path / "billeder"
    inside.mkdir()
    (tmp_path / "secret.svg").write_text(PICTURES["door"], encoding="utf-8")
    (inside / "door.svg").symlink_to(tmp_path / "secret.svg")
    stock = Stock(STYLE, ROOT, {}, (inside,))
    body = f'<img src="{(inside / "door.svg").as_uri()}" alt="x">'
    with pytest.raises(TypesetError):
        render_chapter(chapter(body), stock, tmp_path / "x.pdf")


def test_pictures_of_the_title_are_read_from_its_folder(tmp_path: Path) -> None:
    (tmp_path / "door.svg").write_text(PICTURES["door"], encoding="utf-8")
    stock = Stock(STYLE, ROOT, {}, (tmp_path,))
    body = f'<img src="{(tmp_path / "door.svg").as_uri()}" alt="En dør">'
    assert render_chapter(chapter(body), stock, tmp_path / "x.pdf").complaints == ()


def test_an_id_twice_in_a_chapter_stops_with_both_places(render: Render) -> None:
    body = '<p id="a" data-src="a.html:3">x</p><p id="a" data-src="a.html:8">y</p>'
    with pytest.raises(TypesetError) as caught:
        render(body)
    assert str(caught.value) == "a.html:8: the anchor 'a' is used twice (first at a.html:3)"


SCRIPT = """
import sys
from pathlib import Path
from publication.typeset.render import Typesetter
from publication.typeset.stock import Stock
from tests.typeset.small_book import PICTURES, ROOT, STYLE, composed
typesetter = Typesetter(Stock(STYLE, ROOT, PICTURES))
chapters = {chapter.spec.id: chapter for chapter in composed({"one": 1, "two": 9})}
for name in sys.argv[2:]:
    typesetter.render(chapters[name], Path(sys.argv[1]) / f"{name}.pdf")
"""


@pytest.mark.slow
def test_the_same_bytes_in_every_process_and_order(tmp_path: Path) -> None:
    """Other hash seeds, another order of chapters, another date, other system fonts."""
    first, second = tmp_path / "first", tmp_path / "second"
    runs = [(first, "1", ["one", "two"]), (second, "2", ["two", "one"])]
    for folder, seed, names in runs:
        folder.mkdir()
        environment = {**os.environ, "PYTHONHASHSEED": seed, "SOURCE_DATE_EPOCH": seed}
        subprocess.run(
            [sys.executable, "-c", SCRIPT, str(folder), *names],
            check=True,
            cwd=ROOT,
            env=environment,
        )
    for name in ("one", "two"):
        assert (first / f"{name}.pdf").read_bytes() == (second / f"{name}.pdf").read_bytes()
