"""Takes a draft from what a build has in hand: words, numbers, figures and pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from publication.model import Artwork, Estimates, Galley, Manuscript, Publication
from publication.proof.blocks import Numbers, blocks_of
from publication.proof.origin import ANSWERS, WEIGHTS, checksum, rule_of
from publication.proof.records import Block, Draft, Leaf, Number, Picture, Rule
from publication.textfile import read_toml


@dataclass(frozen=True)
class Present:
    """A title as it stands.

    lines   (page, baseline) -> number of the line, as the proof prints it
    tables  figure id -> the table it shows
    """

    publication: Publication
    manuscript: Manuscript
    galley: Galley
    estimates: Estimates
    artwork: Mapping[str, Artwork]
    tables: Mapping[str, str]
    lines: Numbers
    date: str
    revision: str


def take(present: Present, pictures: tuple[bytes, ...] = ()) -> Draft:
    """The present state as a draft that is not approved yet."""
    publication, galley = present.publication, present.galley
    blocks = blocks_of(
        present.manuscript.chapters,
        present.manuscript.uses,
        galley,
        publication.language,
        present.lines,
    )
    numbers = dict(_numbers(blocks, present.estimates))
    figures = dict(_figures(present))
    tables = {name.partition(".")[0] for name in numbers} | {f.table for f in figures.values()}
    return Draft(
        title_id=publication.id,
        title=publication.title,
        language=publication.language,
        label="",
        number=0,
        date=present.date,
        revision=present.revision,
        checksum=present.estimates.checksum,
        data=checksum(publication.survey, ANSWERS),
        chapters={spec.id: spec.title for spec in publication.chapters},
        leaves=tuple(Leaf(p.label, p.chapter, p.blank, p.body) for p in galley.pages),
        blocks=blocks,
        numbers=numbers,
        rules=dict(_rules(publication, present.estimates, tables)),
        figures=figures,
        pictures=pictures,
    )


def _numbers(blocks: Iterable[Block], estimates: Estimates) -> Iterator[tuple[str, Number]]:
    """The estimates that the text prints, by name."""
    names = sorted({name for block in blocks for mark in block.marks for name in mark.names})
    for name in names:
        found = estimates.get(name)
        table = estimates.tables.get(name)
        if found is not None:
            yield name, Number(found.kind, found.value, found.n)
        elif table is not None:  # the base of a whole table
            yield name, Number("n", table.n, table.n)


def _rules(
    publication: Publication, estimates: Estimates, wanted: set[str]
) -> Iterator[tuple[str, Rule]]:
    tables = _toml(publication.folder / "tables.toml")
    codebook = _toml(publication.survey / "codebook.toml")
    margins = checksum(publication.survey, WEIGHTS)
    for name in sorted(wanted & set(estimates.tables)):
        yield name, rule_of(estimates.tables[name], tables, codebook, margins)


def _toml(path: Path) -> Mapping[str, Any]:
    """A file that the survey has read already; nothing where the title has none."""
    return read_toml(path)[0] if path.is_file() else {}


def _figures(present: Present) -> Iterator[tuple[str, Picture]]:
    """Every picture that stands in a chapter, in the order of the text."""
    pages = {anchor.name: anchor.page for anchor in present.galley.anchors}
    first: dict[str, int] = {}
    for leaf in present.galley.pages:
        first.setdefault(leaf.chapter, leaf.index)
    seen: set[str] = set()
    for chapter in present.manuscript.chapters:
        anchored = {
            figure: text
            for figure, text in present.manuscript.figures.items()
            if text.chapter == chapter.spec.id
        }
        for name in dict.fromkeys((*chapter.pictures, *anchored)):
            art, text = present.artwork.get(name), anchored.get(name)
            if art is None or name in seen:
                continue
            seen.add(name)
            page = pages.get(text.anchor if text else name, first.get(chapter.spec.id, -1))
            yield (
                name,
                Picture(
                    id=name,
                    label=text.label if text else "",
                    chapter=chapter.spec.id,
                    page=page,
                    header=art.header,
                    rows=art.rows,
                    alt=art.alt,
                    svg=art.svg or art.html,
                    table=present.tables.get(name, ""),
                ),
            )
