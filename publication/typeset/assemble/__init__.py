"""Join the typeset chapters to the one galley of the title; no other part of typeset knows PDF."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from publication.keeping import recalled, sum_of
from publication.message import Foreign, Message, foreign, joined, said
from publication.model import (
    Anchor,
    ChapterGalley,
    ChapterSpec,
    Finding,
    Galley,
    GalleyPage,
    Line,
    PageMap,
    Place,
    Severity,
    World,
)
from publication.remembered import finding_of, row_of
from publication.typeset.pages import galley_pages

PLACED = re.compile(r"(?P<file>[^\s:]+):(?P<line>\d+)(?:\.\S*)?: (?P<what>.*)", re.DOTALL)


@dataclass(frozen=True)
class Binding:
    """What the joined file says of itself: title and language, and the language's own words.

    words  front_cover, back_cover (page labels), go_to (link description, with {target})
    """

    title: str
    language: str
    words: Mapping[str, str]


def assemble(
    galleys: Mapping[str, ChapterGalley],
    specs: Iterable[ChapterSpec],
    page_map: PageMap,
    world: World,
    binding: Binding,
) -> Galley:
    """Join the chapters in the order of the galley; nothing is done where it was done before.

    The file is RGB, tagged, with bleed, one font program a face, and stands in the cache under a
    name made of its content. TypesetError where links lead nowhere or two anchors share a name.
    """
    specs = tuple(specs)
    pages = galley_pages(specs, page_map, binding.words)
    folder = world.cache / "galleys"
    path = folder / f"galley-{_key(galleys, pages, binding)[:32]}.pdf"
    notes = path.with_suffix(".json")
    findings = recalled(notes, lambda data: _joined_before(data, path))
    if findings is None:
        from publication.typeset.assemble.join import join  # pikepdf only where something is joined

        folder.mkdir(parents=True, exist_ok=True)
        temporary = folder / f".{os.getpid()}-{path.name}"
        findings = join(galleys, pages, binding.title, binding.language, binding.words, temporary)
        temporary.replace(path)
        data = {"sum": sum_of(path.read_bytes()), "findings": [row_of(each) for each in findings]}
        text = json.dumps(data, ensure_ascii=False)
        notes.with_suffix(".new").write_text(text, encoding="utf-8")
        notes.with_suffix(".new").replace(notes)
    return Galley(
        pdf=path,
        pages=pages,
        lines=tuple(_lines(galleys, pages)),
        anchors=tuple(_anchors(galleys, pages)),
        page_map=page_map,
        findings=(*_complaints(galleys, pages), *findings),
    )


def _joined_before(data: dict[str, Any], pdf: Path) -> list[Finding] | None:
    """What was found while joining; None where the file is not the one that was joined then."""
    if data["sum"] != sum_of(pdf.read_bytes()):
        return None
    return [finding_of(row) for row in data["findings"]]


def first_index(pages: Iterable[GalleyPage]) -> dict[str, int]:
    """Galley index of each chapter's first page."""
    found: dict[str, int] = {}
    for page in pages:
        if not page.blank:
            found.setdefault(page.chapter, page.index)
    return found


def _key(
    galleys: Mapping[str, ChapterGalley], pages: tuple[GalleyPage, ...], binding: Binding
) -> str:
    """Hash of the chapters' own keys (their file names), the pages, the binding and this code."""
    digest = hashlib.sha256()
    for source in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(source.read_bytes())
    for name, galley in galleys.items():
        digest.update(f"{name} {galley.pdf.name} {galley.pages}\n".encode())
    digest.update(repr((pages, binding.title, binding.language)).encode())
    digest.update(repr(sorted(binding.words.items())).encode())
    return digest.hexdigest()


def _lines(galleys: Mapping[str, ChapterGalley], pages: Iterable[GalleyPage]) -> Iterable[Line]:
    for chapter, start in first_index(pages).items():
        for line in galleys[chapter].lines:
            yield replace(line, page=line.page + start)


def _anchors(galleys: Mapping[str, ChapterGalley], pages: Iterable[GalleyPage]) -> Iterable[Anchor]:
    for chapter, start in first_index(pages).items():
        for anchor in galleys[chapter].anchors:
            yield replace(anchor, page=anchor.page + start)


def _complaints(
    galleys: Mapping[str, ChapterGalley], pages: Iterable[GalleyPage]
) -> Iterable[Finding]:
    """One finding for each thing the typesetter said, with the chapters it was said of."""
    told: dict[str, list[str]] = {}
    for chapter in first_index(pages):
        for text in galleys[chapter].complaints:
            told.setdefault(text, []).append(chapter)
    for text, chapters in told.items():
        placed = PLACED.match(text)
        what = _what(text, placed["what"] if placed else text)
        if placed:
            place = Place(placed["file"], int(placed["line"]))
            yield Finding("typesetter", Severity.WARNING, what, place=place)
            continue
        where = joined(chapters, ", ")
        if len(chapters) > 3:
            where = said("{count} chapters", count=len(chapters))
        yield Finding(
            "typesetter", Severity.WARNING, said("{what} [{where}]", what=what, where=where)
        )


def _what(complaint: str, text: str) -> Message:
    """A complaint without its place: our own can be told in any language, WeasyPrint's cannot."""
    if not isinstance(complaint, Message) or isinstance(complaint, Foreign):
        return foreign(text)
    own = complaint.values.get("what", complaint)
    return own if isinstance(own, Message) else complaint
