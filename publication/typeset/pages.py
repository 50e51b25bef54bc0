"""The page map: which folio every chapter and anchor has, and which pages the galley is made of.

The map is kept in the title's pages.toml, committed like a lock file. A chapter's HTML depends on
it (its first folio, and the page numbers it prints), so the title settles by going round: compose
and typeset with the map at hand, settle a new one, and again where it changed.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import tomlkit

from publication.errors import TypesetError
from publication.model import (
    ChapterGalley,
    ChapterSpec,
    ComposedChapter,
    GalleyPage,
    PageMap,
    Place,
    Problem,
)
from publication.textfile import read_toml

HEAD = """\
# Where every chapter and anchor stands. Written by the build and kept in version control like a
# lock file: page numbers in the text are set from it. Do not edit; delete it to start over.
"""
UNSEEN = 2  # pages a chapter is taken to have before it was ever typeset


def read_page_map(path: Path) -> PageMap:
    """Read pages.toml; an empty map where there is none. TypesetError where it is not one."""
    if not path.is_file():
        return PageMap({}, {}, {})
    hint = "delete it; the next build writes it anew"
    try:
        data, _ = read_toml(path, TypesetError)
        tables = [
            {str(name): int(number) for name, number in data[key].items()}
            for key in ("first", "count", "anchors")
        ]
    except TypesetError as error:
        (told,) = error.problems
        message = f"not a page map: {told.message}"
        raise TypesetError([Problem(message, told.place, hint)]) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise TypesetError(
            [Problem(f"not a page map: {error}", Place(path.name, 1), hint)]
        ) from error
    return PageMap(*tables)


def write_page_map(path: Path, page_map: PageMap) -> bool:
    """Write pages.toml, in the order of the book, where it changed; says whether it did."""
    anchors = sorted(page_map.anchors.items(), key=lambda row: (row[1], row[0]))
    tables = {"first": page_map.first, "count": page_map.count, "anchors": dict(anchors)}
    text = "\n".join([HEAD, *(_table(name, rows) for name, rows in tables.items())])
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return False
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    temporary.write_text(text, encoding="utf-8")
    temporary.replace(path)
    return True


def _table(name: str, rows: Mapping[str, int]) -> str:
    table = tomlkit.table()
    for key, number in rows.items():
        table.add(key, number)
    return tomlkit.dumps({name: table})


def in_order(specs: Iterable[ChapterSpec]) -> tuple[ChapterSpec, ...]:
    """The chapters as the galley has them: front cover, body, back cover, web-only chapters."""
    specs = tuple(specs)
    bodies = [index for index, spec in enumerate(specs) if spec.body and not spec.web_only]
    start = bodies[0] if bodies else len(specs)
    outside = [(index, spec) for index, spec in enumerate(specs) if not spec.body]
    return (
        *(spec for index, spec in outside if index < start and not spec.web_only),
        *(specs[index] for index in bodies),
        *(spec for index, spec in outside if index > start and not spec.web_only),
        *(spec for spec in specs if spec.web_only),
    )


def settle(
    specs: Iterable[ChapterSpec], galleys: Mapping[str, ChapterGalley] | None = None
) -> PageMap:
    """Folios from page counts: the body begins with 1 on a right-hand page and runs through.

    Chapters not typeset yet count as two pages. Covers and web-only chapters have folio 0.
    """
    galleys = galleys or {}
    first: dict[str, int] = {}
    count: dict[str, int] = {}
    folio = 1
    for spec in in_order(specs):
        galley = galleys.get(spec.id)
        pages = galley.pages if galley else UNSEEN
        folio += _blanks(spec, folio)
        in_body = spec.body and not spec.web_only
        first[spec.id], count[spec.id] = (folio if in_body else 0), pages
        folio += pages if in_body else 0
    anchors = {
        name: number
        for chapter, start in first.items()
        for name, number in _anchors(chapter, start, galleys.get(chapter))
    }
    return PageMap(first, count, anchors)


def _blanks(spec: ChapterSpec, folio: int) -> int:
    """Pages left empty before a chapter that must begin on the other side."""
    wanted = {"left": 0, "right": 1}.get(spec.start)
    in_body = spec.body and not spec.web_only
    return int(in_body and wanted is not None and folio % 2 != wanted)


def _anchors(chapter: str, start: int, galley: ChapterGalley | None) -> list[tuple[str, int]]:
    """Anchors of a chapter with their folios; its own id is the anchor of its first page."""
    placed = galley.anchors if galley else ()
    named = {anchor.name: start + anchor.page if start else 0 for anchor in placed}
    return list({chapter: start, **named}.items())


def changed(
    chapters: Sequence[ComposedChapter], before: PageMap, after: PageMap
) -> tuple[str, ...]:
    """Ids of the chapters whose HTML rests on something that moved from one map to the other."""

    def moved(chapter: ComposedChapter) -> bool:
        if before.first.get(chapter.spec.id) != after.first.get(chapter.spec.id):
            return True
        names = chapter.references
        return any(before.anchors.get(name) != after.anchors.get(name) for name in names)

    return tuple(chapter.spec.id for chapter in chapters if moved(chapter))


def galley_pages(
    specs: Iterable[ChapterSpec], page_map: PageMap, words: Mapping[str, str]
) -> tuple[GalleyPage, ...]:
    """The pages of the galley, blanks among them; a blank belongs to the chapter before it.

    words  `front_cover` and `back_cover` label the covers (Forside, Bagside); pages of a web-only
    chapter are labelled by its label or title and a number.
    """
    pages: list[GalleyPage] = []
    before = ""
    for spec in in_order(specs):
        start, count = page_map.first[spec.id], page_map.count[spec.id]
        body = spec.body and not spec.web_only
        last = next((page.folio for page in reversed(pages) if page.folio), 0)
        for folio in range(last + 1, start if body else 0):
            pages.append(
                GalleyPage(len(pages), before or spec.id, folio, str(folio), True, blank=True)
            )
        for number in range(count):
            folio = start + number if body else 0
            label = str(folio) if body else _label(spec, number, bool(last), words)
            pages.append(
                GalleyPage(len(pages), spec.id, folio, label, body, web_only=spec.web_only)
            )
        before = spec.id
    return tuple(pages)


def _label(spec: ChapterSpec, number: int, after_body: bool, words: Mapping[str, str]) -> str:
    """What a reader calls a page without folio."""
    if spec.web_only:
        return f"{spec.label or spec.title or spec.id} {number + 1}"
    name = words["back_cover" if after_body else "front_cover"]
    return name if number == 0 else f"{name} {number + 1}"
