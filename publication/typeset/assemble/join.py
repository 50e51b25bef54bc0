"""Chapter PDFs to one PDF: pages, structure tree, names, outline, links. The order matters.

Pages are copied first: the copier then knows them, and what is copied after (structure tree,
outline) points at the copies. Sources stay open until the joined file is written.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from publication.errors import TypesetError
from publication.model import ChapterGalley, Finding, GalleyPage, Problem
from publication.typeset.assemble.catalog import describe, write_outline
from publication.typeset.assemble.check import check
from publication.typeset.assemble.links import (
    Destination,
    read_destinations,
    write_links,
    write_names,
)
from publication.typeset.assemble.share import share
from publication.typeset.assemble.tree import elements, prefix_ids, source_of

BOXES = ("/MediaBox", "/TrimBox", "/BleedBox")


@dataclass
class Book:
    """The file being joined, and what has been gathered for it so far.

    parents       the ParentTree: StructParents number of a page or annotation, what it points at
    destinations  anchor name -> where it is
    """

    pdf: pikepdf.Pdf
    root: Any
    document: Any
    parents: list[Any] = field(default_factory=list)
    destinations: dict[str, Destination] = field(default_factory=dict)
    outline: list[Any] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def join(
    galleys: Mapping[str, ChapterGalley],
    pages: Sequence[GalleyPage],
    title: str,
    language: str,
    words: Mapping[str, str],
    path: Path,
) -> list[Finding]:
    """Write the joined file to `path`; returns what its own check finds."""
    with pikepdf.new() as pdf, ExitStack() as sources:
        book = _new_book(pdf)
        for (chapter, blank), run in groupby(pages, lambda page: (page.chapter, page.blank)):
            count = len(list(run))
            if blank:
                _add_blanks(book, count)
                continue
            source = sources.enter_context(pikepdf.open(galleys[chapter].pdf))
            _add_chapter(book, chapter, source)
        write_links(book.pdf, book.parents, book.destinations, book.problems, words["go_to"])
        if book.problems:
            raise TypesetError(book.problems)
        describe(pdf, title, language, pages)
        write_outline(pdf, book.outline)
        write_names(pdf, book.destinations)
        book.root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(book.parents)))
        book.root.ParentTreeNextKey = len(book.parents) // 2
        share(pdf)
        findings = check(pdf)
        pdf.save(
            path,
            min_version="1.7",
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
        )
    return findings


def _new_book(pdf: pikepdf.Pdf) -> Book:
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    document = pdf.make_indirect(
        Dictionary(Type=Name.StructElem, S=Name.Document, P=root, K=Array())
    )
    root.K = Array([document])
    pdf.Root.StructTreeRoot = root
    return Book(pdf, root, document)


def _add_chapter(book: Book, chapter: str, source: pikepdf.Pdf) -> None:
    """Add one chapter's pages and everything that speaks of them."""
    start = len(book.pdf.pages)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # names are lost, it says: they are copied below
        book.pdf.pages.extend(source.pages)
    pages = [book.pdf.pages[index].obj for index in range(start, len(book.pdf.pages))]
    tree = book.pdf.copy_foreign(source.Root.StructTreeRoot)
    _number(book, pages, tree)
    for document in tree.K:
        for kid in document.K:
            kid.P = book.document
            book.document.K.append(kid)
            prefix_ids(kid, chapter)
    found = read_destinations(source, pages)
    found.setdefault(chapter, (pages[0], 0.0, float(pages[0].TrimBox[3])))
    _gather_destinations(book, chapter, found)
    if "/Outlines" in source.Root:
        book.outline.extend(_siblings(book.pdf.copy_foreign(source.Root.Outlines)))


def _number(book: Book, pages: Sequence[Any], tree: Any) -> None:
    """Give pages and annotations new numbers in the one ParentTree."""
    nums = tree.ParentTree.Nums
    old = {int(nums[index]): nums[index + 1] for index in range(0, len(nums), 2)}
    for page in pages:
        key = len(book.parents) // 2
        book.parents += [key, old[int(page.StructParents)]]
        page.StructParents = key
        for annotation in page.get("/Annots", []):
            if "/StructParent" in annotation:
                key = len(book.parents) // 2
                book.parents += [key, old[int(annotation.StructParent)]]
                annotation.StructParent = key


def _gather_destinations(book: Book, chapter: str, found: Mapping[str, Destination]) -> None:
    """Add a chapter's anchors; its own id names its first page. A name may stand only once."""
    for name, destination in found.items():
        if name in book.destinations:
            places = [source_of(node) for node in elements(book.document) if _id_of(node) == name]
            hint = f"first at {places[0]}" if places and places[0] else ""
            place = places[-1] if places else None
            book.problems.append(
                Problem(f"the anchor {name!r} is used twice (chapter {chapter})", place, hint)
            )
        book.destinations[name] = destination


def _id_of(node: Any) -> str:
    fields = str(node.get("/XSrc", "")).split("|")
    return fields[3] if len(fields) > 3 else ""


def _add_blanks(book: Book, count: int) -> None:
    """Add empty pages with the boxes of the page before."""
    model = book.pdf.pages[-1].obj
    for _ in range(count):
        page = Dictionary(
            Type=Name.Page,
            Resources=Dictionary(),
            Contents=book.pdf.make_stream(b"q Q"),  # some readers choke on no content at all
            Tabs=Name.S,
        )
        for box in BOXES:
            page[box] = Array([float(number) for number in model[box]])
        book.pdf.pages.append(pikepdf.Page(book.pdf.make_indirect(page)))


def _siblings(outline: Any) -> Iterator[Any]:
    """The top items of a chapter's outline."""
    item = outline.get("/First")
    while item is not None:
        yield item
        item = item.get("/Next")
