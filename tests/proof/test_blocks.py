"""Typeset lines and composed HTML laid over one another."""

from __future__ import annotations

from pathlib import Path

from publication.model import (
    ChapterSpec,
    ComposedChapter,
    Galley,
    GalleyPage,
    Line,
    PageMap,
    Place,
    Use,
)
from publication.proof.blocks import blocks_of
from publication.proof.records import Block, Mark
from publication.proof.streams import streams_of

SRC = "chapters/a.html:3"


def line(text: str, y: float, block: int = 1, path: str = "body p", **fields: object) -> Line:
    given = {"x": 20.0, "right": 138.0, "column": "text", "src": SRC, "start": 20.0}
    return Line(
        page=0,
        top=y,
        bottom=y + 5,
        baseline=y + 4,
        text=text,
        path=path,
        block=block,
        **{**given, **fields},  # type: ignore[arg-type]
    )


def blocks(html: str, *lines: Line, uses: tuple[Use, ...] = (), kind: str = "text") -> list[Block]:
    spec = ChapterSpec("a", "a.html", kind)
    chapter = ComposedChapter(spec, f"<html><body>{html}</body></html>", 1, (), ())
    galley = Galley(
        Path("x.pdf"), (GalleyPage(0, "a", 1, "1", True),), lines, (), PageMap({}, {}, {})
    )
    numbers = {(held.page, held.baseline): n for n, held in enumerate(lines, 1)}
    return list(blocks_of([chapter], uses, galley, "da-DK", numbers))


def paragraph(inner: str) -> str:
    return f'<p data-src="{SRC}">{inner}</p>'


def test_hyphens_of_line_breaks_are_gone_and_those_of_authors_stay() -> None:
    (block,) = blocks(
        paragraph("Sommer- og Faaborg-Midtfyns nyska\u00adbelser"),
        line("Sommer-", 20),
        line("og Faaborg-", 25),
        line("Midtfyns nyska\N{HYPHEN}", 30),
        line("belser", 35),
    )
    assert block.text == "Sommer- og Faaborg-Midtfyns nyskabelser"
    assert [block.text[span.start : span.end] for span in block.spans] == [
        "Sommer- ",
        "og Faaborg-",
        "Midtfyns nyska",
        "belser",
    ]


def test_a_number_is_a_mark_with_the_kind_of_its_use() -> None:
    use = Use("claim", "Knap halvdelen", ("fig3.alle.ja",), Place("chapters/a.html", 3), "a")
    (block,) = blocks(
        paragraph('<data value="fig3.alle.ja">Knap halvdelen</data> gjorde.'),
        line("Knap halvdelen gjorde.", 20),
        uses=(use,),
    )
    assert block.marks == (Mark("claim", ("fig3.alle.ja",), "Knap halvdelen", 0, 14),)


def test_a_page_number_is_a_mark_that_names_its_goal() -> None:
    (block,) = blocks(
        paragraph('se <a href="ref:case-1">side&nbsp;<span class="pr">22</span></a>.'),
        line("se side\u00a022.", 20),
    )
    assert block.marks == (Mark("reference", ("case-1",), "22", 8, 10),)


def test_the_number_of_a_note_is_no_part_of_what_is_said() -> None:
    call = '<a class="call" href="ref:n">1</a>'
    note = '<span class="mn note"><span class="i"><a class="back">1</a>&nbsp;Kilden.</span></span>'
    text, margin = blocks(
        paragraph(f"Døren åbner.{call}{note} Den er bred."),
        line("Døren åbner.1 Den er bred.", 20),
        line("1\u00a0Kilden.", 20, block=2, path="body p span.mn.note#n span.i", note=3),
    )
    assert text.text == "Døren åbner. Den er bred."
    assert (margin.text, margin.kind) == ("Kilden.", "note")


def test_a_cover_of_that_class_is_read() -> None:
    """Only a link called "back" is a note's number: the back cover speaks."""
    (block,) = blocks(
        f'<section class="cover back">{paragraph("I foråret lukkede landet.")}</section>',
        line("I foråret lukkede landet.", 20),
    )
    assert block.text == "I foråret lukkede landet."


def test_words_in_another_language_are_known() -> None:
    (block,) = blocks(
        paragraph('en varmestue <span lang="en">to go</span> her'),
        line("en varmestue to go her", 20),
    )
    assert [block.text[start:end] for start, end in block.foreign] == ["to go"]


def test_the_cells_of_a_row_are_one_block() -> None:
    cells = ["Gruppe", "Ja", "Tilbud", "84"]
    html = "".join(f'<td data-src="{SRC}">{cell}</td>' for cell in cells)
    path = "body table tbody tr td"
    found = blocks(
        f"<table>{html}</table>",
        *(
            line(cell, 20 + 5 * (n // 2), n + 1, path, start=20.0 + 50 * (n % 2))
            for n, cell in enumerate(cells)
        ),
    )
    assert [(block.text, block.kind) for block in found] == [
        ("Gruppe | Ja", "row"),
        ("Tilbud | 84", "row"),
    ]


def test_words_that_a_stylesheet_sets_are_taken_as_typeset() -> None:
    (block,) = blocks(paragraph(""), line("Fra tegne\N{HYPHEN}", 20), line("brættet", 25))
    assert block.text == "Fra tegnebrættet"


def test_kinds_by_where_a_line_stands() -> None:
    paths = {
        "body h2": "heading",
        "body p.label": "label",
        "body aside.mn div.i": "note",
        "body ul li p": "item",
        "body figure.figure#fig1 div.words p.headline": "headline",
        "body figure.figure#fig1 figcaption.mn div.i p.caption": "caption",
        "body figure.figure#fig1 figcaption.mn div.i p.note": "figure-note",
        "body figure.figure#fig1 div.words p.question": "figure-note",
        "body nav.contents a.entry span.folio": "folio",
    }
    for path, kind in paths.items():
        (block,) = blocks(paragraph("Ord"), line("Ord", 20, path=path))
        assert block.kind == kind, path


def test_the_data_of_a_figure_name_it() -> None:
    path = "body section.numbers#data-fig5 p.note"
    (block,) = blocks(paragraph("Note"), line("Note", 20, path=path), kind="data")
    assert (block.kind, block.figure) == ("data", "fig5")


def test_what_is_not_read_makes_no_stream() -> None:
    html = "<head><title>T</title><style>p {}</style></head><p data-src='a:1'>Ord<br>her</p>"
    assert ["".join(each.text) for each in streams_of(html, "da")] == ["Ord her"]
