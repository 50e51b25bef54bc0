"""What the repairs make of small trees, written out by hand."""

from __future__ import annotations

from publication.finish.elements import Content, Element, Source, parse_source
from publication.finish.notes import set_notes
from publication.finish.tables import set_tables
from publication.finish.tags import repair


def element(kind: str, /, *kids, key: str = "", **source) -> Element:
    """An element whose kids may be given as (page, mcid)."""
    made = [kid if isinstance(kid, Element) else Content(*kid) for kid in kids]
    key = key or f"kapitel.{id(made)}"
    return Element(kind, made, Source(key, **source))


def shape(tree: Element) -> object:
    """Roles and content as nested lists: ["P", (0, 1), ["Link", (0, 2)]]."""
    return [
        tree.role,
        *(shape(kid) if isinstance(kid, Element) else (kid.page, kid.mcid) for kid in tree.kids),
    ]


def test_source_is_read_from_its_nine_fields() -> None:
    source = parse_source("case-1.27|span|mn note|case-1-note-2|en|col|doc-footnote|c.html:4.2|")
    assert source.key == "case-1.27"
    assert source.chapter == "case-1"
    assert source.classes == ("mn", "note")
    assert (source.lang, source.scope, source.role) == ("en", "col", "doc-footnote")
    assert source.place == "c.html:4.2"


def test_paragraph_over_two_pages_is_one() -> None:
    tree = element(
        "Document",
        element("Sect", element("P", (0, 0), key="k.2", tag="p"), key="k.1"),
        element("Sect", element("P", (1, 0), key="k.2", tag="p"), key="k.1"),
    )
    assert repair(tree, "da") == set()
    assert shape(tree) == ["Document", ["Sect", ["P", (0, 0), (1, 0)]]]


def test_span_around_each_line_goes() -> None:
    tree = Element(
        "Document",
        [element("P", Element("Span", [Content(0, 0)]), Element("Span", [Content(0, 1)]))],
    )
    repair(tree, "da")
    assert shape(tree) == ["Document", ["P", (0, 0), (0, 1)]]


def test_anonymous_box_goes_but_list_body_stays() -> None:
    body = element("LBody", element("NonStruct", (0, 1), key="k.3"), key="k.3")
    label = Element("Lbl", [Content(0, 0)], Source("k.3", pseudo="marker"))
    tree = element("Document", element("L", element("LI", label, body, key="k.3"), key="k.2"))
    repair(tree, "da")
    assert shape(tree) == ["Document", ["L", ["LI", ["Lbl", (0, 0)], ["LBody", (0, 1)]]]]


def test_repeated_table_head_becomes_an_artifact() -> None:
    def piece(page: int, row: int) -> Element:
        head = element(
            "THead", element("TR", element("TH", (page, 0), key="k.5"), key="k.4"), key="k.3"
        )
        cells = element("TR", element("TD", (page, 1), key=f"k.{row + 1}"), key=f"k.{row}")
        return element("Table", head, element("TBody", cells, key="k.9"), key="k.2")

    tree = element("Document", piece(0, 10), piece(1, 20))
    assert repair(tree, "da") == {Content(1, 0)}
    assert shape(tree) == [
        "Document",
        [
            "Table",
            ["THead", ["TR", ["TH", (0, 0)]]],
            ["TBody", ["TR", ["TD", (0, 1)]], ["TR", ["TD", (1, 1)]]],
        ],
    ]


def test_decorative_picture_becomes_an_artifact() -> None:
    picture = element("Figure", (0, 3), tag="img", role="presentation")
    tree = element("Document", element("Div", picture), element("P", (0, 4)))
    assert repair(tree, "da") == {Content(0, 3)}
    assert shape(tree) == ["Document", ["P", (0, 4)]]


def test_note_stands_after_the_paragraph_that_calls_it() -> None:
    back = element("Link", (0, 2), role="doc-backlink")
    note = element("Span", back, (0, 3), tag="span", role="doc-footnote", id="n1")
    call = element("Link", (0, 1), role="doc-noteref")
    tree = element("Document", element("P", (0, 0), call, note, (0, 4)))
    set_notes(tree)
    assert shape(tree) == [
        "Document",
        ["P", (0, 0), ["Reference", ["Link", (0, 1)]], (0, 4)],
        ["Note", ["Lbl", ["Link", (0, 2)]], (0, 3)],
    ]
    assert tree.elements[1].id == "n1"


def test_note_in_a_list_item_goes_to_its_end() -> None:
    note = element("Span", (0, 2), role="doc-footnote", id="n1")
    tree = element("L", element("LI", element("LBody", (0, 1), note, (0, 3))))
    set_notes(tree)
    assert shape(tree) == ["L", ["LI", ["LBody", (0, 1), (0, 3), ["Note", (0, 2)]]]]


def test_note_over_two_pages_is_one() -> None:
    back = element("Link", (0, 1), classes=("back",))
    note = element("Span", back, (0, 2), key="k.3", tag="span", role="note", id="n1")
    rest = element("Span", (1, 0), key="k.3", tag="span", role="note", id="n1")
    tree = element("Document", element("P", (0, 0), note), rest, element("P", (1, 1)))
    repair(tree, "da")
    assert shape(tree) == [
        "Document",
        ["P", (0, 0)],
        ["Note", ["Lbl", ["Link", (0, 1)]], (0, 2), (1, 0)],
        ["P", (1, 1)],
    ]


def test_dash_that_the_stylesheet_draws_is_a_label() -> None:
    dash = Element("NonStruct", [Content(0, 0)], Source("k.2", tag="li", pseudo="before"))
    body = element("LBody", dash, element("NonStruct", (0, 1), key="k.2", tag="li"), key="k.2")
    tree = element("Document", element("L", element("LI", body, key="k.2"), key="k.1", tag="ul"))
    repair(tree, "da")
    assert shape(tree) == ["Document", ["L", ["LI", ["Lbl", (0, 0)], ["LBody", (0, 1)]]]]


def test_margin_block_that_nothing_calls_is_no_note() -> None:
    aside = element("Span", (0, 1), tag="span", classes=("mn", "key"))
    tree = element("Document", element("P", (0, 0), aside, (0, 2)))
    repair(tree, "da")
    assert shape(tree) == ["Document", ["P", (0, 0), (0, 2)], ["P", (0, 1)]]


def test_headers_of_a_cell_are_those_of_its_row_and_of_all_its_columns() -> None:
    head = element("TR", element("TH"), element("TH", scope="col"), element("TH", scope="col"))
    wide = element("TD")
    wide.attributes = {"Table": {"ColSpan": 2}}
    body = element("TR", element("TH", scope="row"), wide)
    tree = element("Document", element("Table", element("THead", head), element("TBody", body)))
    set_tables(tree)
    scopes = [cell.attributes["Table"]["Scope"] for cell in (*head.elements, body.elements[0])]
    assert scopes == ["Column", "Column", "Column", "Row"]
    assert [str(name) for name in wide.attributes["Table"]["Headers"]] == [
        "t1-2-1",
        "t1-1-2",
        "t1-1-3",
    ]


def test_row_header_over_two_rows_rules_both() -> None:
    tall = element("TH", scope="row")
    tall.attributes = {"Table": {"RowSpan": 2}}
    first, second = element("TD"), element("TD")
    rows = element("TR", tall, first), element("TR", second)
    set_tables(element("Document", element("Table", element("TBody", *rows))))
    headers = [[str(n) for n in cell.attributes["Table"]["Headers"]] for cell in (first, second)]
    assert headers == [["t1-1-1"], ["t1-1-1"]]


def test_list_in_a_list_belongs_to_the_item_before() -> None:
    inner = element("L", element("LI", element("LBody", (0, 1))), tag="ul")
    tree = element(
        "Document", element("L", element("LI", element("LBody", (0, 0))), inner, tag="ul")
    )
    repair(tree, "da")
    assert shape(tree) == [
        "Document",
        ["L", ["LI", ["LBody", (0, 0), ["L", ["LI", ["LBody", (0, 1)]]]]]],
    ]


def test_blocks_of_an_item_stand_in_its_body() -> None:
    item = element(
        "LI", element("P", (0, 1)), element("P", (0, 2)), Element("Lbl", [Content(0, 0)])
    )
    tree = element("Document", element("L", item, tag="ol"))
    repair(tree, "da")
    assert shape(tree) == [
        "Document",
        ["L", ["LI", ["Lbl", (0, 0)], ["LBody", ["P", (0, 1)], ["P", (0, 2)]]]],
    ]


def test_contents_list_is_a_toc_of_references() -> None:
    items = element("LI", element("LBody", element("Link", (0, 0))))
    tree = element("Document", element("NonStruct", element("L", items, tag="ol"), tag="nav"))
    repair(tree, "da")
    assert shape(tree) == ["Document", ["Div", ["TOC", ["TOCI", ["Reference", ["Link", (0, 0)]]]]]]


def test_caption_follows_its_figure() -> None:
    picture = element("Figure", (0, 1), tag="img")
    picture.alt = "Søjler"
    caption, headline = element("Caption", (0, 0)), element("P", (0, 2))
    group = element("NonStruct", caption, headline, picture, tag="figure")
    tree = element("Document", group)
    repair(tree, "da")
    assert shape(tree) == [
        "Document",
        ["Div", ["P", (0, 2)], ["Figure", (0, 1)], ["Caption", (0, 0)]],
    ]


def test_only_a_foreign_language_is_told() -> None:
    own = element("Span", (0, 0), tag="em", lang="da")
    foreign = element("Span", (0, 1), tag="span", lang="en")
    tree = element("Document", element("P", own, foreign))
    repair(tree, "da")
    assert [(e.role, e.lang) for e in tree.walk()][2:] == [("Span", ""), ("Span", "en")]


def test_loose_text_becomes_a_paragraph_and_empty_elements_go() -> None:
    tree = element("Document", element("Div", (0, 0)), element("Div"), element("P"))
    repair(tree, "da")
    assert shape(tree) == ["Document", ["P", (0, 0)]]


def test_caption_of_a_table_ends_it() -> None:
    rows = element("TBody", element("TR", element("TD", (0, 1))))
    table = element("NonStruct", element("Table", rows), tag="div")
    caption = element("Caption", element("P", (0, 2)), classes=("mn",))
    tree = element("Document", element("NonStruct", table, caption, tag="figure"))
    repair(tree, "da")
    assert shape(tree) == [
        "Document",
        ["Div", ["Table", ["TBody", ["TR", ["TD", (0, 1)]]], ["Caption", ["P", (0, 2)]]]],
    ]
