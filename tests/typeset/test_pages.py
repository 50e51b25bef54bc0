"""Folios, blanks and labels worked out by hand, and the file they are kept in."""

from __future__ import annotations

from pathlib import Path

import pytest

from publication.errors import TypesetError
from publication.model import Anchor, ChapterGalley, ChapterSpec, ComposedChapter, PageMap
from publication.typeset.pages import (
    changed,
    galley_pages,
    in_order,
    read_page_map,
    settle,
    write_page_map,
)

WORDS = {"front_cover": "Forside", "back_cover": "Bagside"}
SPECS = (
    ChapterSpec("forside", "forside.html", body=False),
    ChapterSpec("titel", "titel.html", start="right"),
    ChapterSpec("tema", "tema.html", start="left"),
    ChapterSpec("metode", "metode.html", start="right"),
    ChapterSpec("bagside", "bagside.html", body=False),
    ChapterSpec("tal", "tal.html", title="Tal", body=False, web_only=True),
)


def galley(chapter: str, pages: int, *anchors: Anchor) -> ChapterGalley:
    return ChapterGalley(chapter, Path(f"{chapter}.pdf"), pages, (), anchors)


FIRST = {"forside": 0, "titel": 1, "tema": 4, "metode": 7, "bagside": 0, "tal": 0}
COUNTS = {"forside": 1, "titel": 2, "tema": 3, "metode": 4, "bagside": 1, "tal": 2}
GALLEYS = {
    name: galley(name, pages, Anchor(f"{name}-midt", pages - 1, 20, 100))
    for name, pages in COUNTS.items()
}


def test_folios_run_through_the_body_with_blanks_where_a_side_demands_them() -> None:
    """titel 1-2, blank 3, tema 4-6 from the left, metode 7-10 from the right."""
    page_map = settle(SPECS, GALLEYS)
    assert dict(page_map.first) == FIRST
    assert dict(page_map.count) == COUNTS
    assert page_map.anchors["tema"] == 4
    assert page_map.anchors["tema-midt"] == 6
    assert page_map.anchors["tal-midt"] == 0


def test_chapters_never_seen_count_two_pages() -> None:
    assert settle(SPECS).first == FIRST


def test_galley_pages_have_index_folio_and_label() -> None:
    pages = galley_pages(SPECS, settle(SPECS, GALLEYS), WORDS)
    assert [page.index for page in pages] == list(range(14))
    assert [page.label for page in pages] == [
        *("Forside", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"),
        *("Bagside", "Tal 1", "Tal 2"),
    ]
    assert [page.index for page in pages if page.blank] == [3]
    assert pages[3].chapter == "titel"
    assert [page.folio for page in pages if page.body] == list(range(1, 11))
    assert [page.index for page in pages if page.web_only] == [12, 13]


def test_galley_order_puts_web_only_last() -> None:
    mixed = (SPECS[5], *SPECS[:5])
    assert [spec.id for spec in in_order(mixed)] == [spec.id for spec in SPECS]


def test_the_map_is_written_once_in_a_stable_order_and_read_back(tmp_path: Path) -> None:
    path, page_map = tmp_path / "pages.toml", settle(SPECS, GALLEYS)
    assert write_page_map(path, page_map)
    assert not write_page_map(path, page_map)
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert text.index("titel = 1") < text.index("tema = 4") < text.index("metode = 7")
    assert read_page_map(path) == page_map
    assert [file.name for file in tmp_path.iterdir()] == ["pages.toml"]


def test_no_file_is_an_empty_map(tmp_path: Path) -> None:
    assert read_page_map(tmp_path / "pages.toml") == PageMap({}, {}, {})


@pytest.mark.parametrize("text", ["first = 3", "[first]\na = 'x'", "[first", "[first]\na = 1\n"])
def test_a_broken_map_says_what_to_do(tmp_path: Path, text: str) -> None:
    (tmp_path / "pages.toml").write_text(text, encoding="utf-8")
    with pytest.raises(TypesetError, match=r"pages\.toml:1: not a page map: .*delete it"):
        read_page_map(tmp_path / "pages.toml")


def test_changed_names_the_chapters_that_moved_or_point_at_what_moved() -> None:
    """metode moves by two pages; titel refers to it, tema does not."""
    references = {"titel": ("metode",), "tema": ("titel",)}
    chapters = [
        ComposedChapter(spec, "", 1, (), references.get(spec.id, ())) for spec in SPECS[1:4]
    ]
    before = settle(SPECS, GALLEYS)
    after = settle(SPECS, {**GALLEYS, "tema": galley("tema", 5, Anchor("tema-midt", 2, 0, 0))})
    assert changed(chapters, before, before) == ()
    assert changed(chapters, before, after) == ("titel", "metode")
