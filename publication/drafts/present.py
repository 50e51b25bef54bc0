"""The present state of a title as a draft, from what the build has in hand."""

from __future__ import annotations

import zipfile
from bisect import bisect_left
from collections import defaultdict
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from publication.brand import Brand
from publication.compose.manuscript import Material
from publication.errors import ProofError
from publication.finish.numbering import number_lines
from publication.model import Galley, Manuscript, World
from publication.proof.blocks import Numbers
from publication.proof.pictures import page_pictures
from publication.proof.records import Draft
from publication.proof.snapshot import read_draft, write_draft
from publication.proof.taking import Present, take


def draft_of(material: Material, manuscript: Manuscript, galley: Galley, world: World) -> Draft:
    """Words, numbers, figures and layout of the title; no pictures yet."""
    present = Present(
        publication=material.publication,
        manuscript=manuscript,
        galley=galley,
        estimates=material.estimates,
        artwork=material.artwork,
        tables={name: spec.table for name, spec in material.specs.items()},
        lines=numbers_of(galley),
        date=world.date,
        revision=world.revision,
    )
    return take(present)


def pictured(draft: Draft, galley: Galley, brand: Brand, cache: Path) -> Draft:
    """The draft with small pictures of its pages, drawn once for the same pages."""
    kept = cache / "page-pictures" / f"{galley.pdf.stem}.zip"
    with suppress(ProofError, zipfile.BadZipFile, OSError):  # cut off, or of another version
        return replace(draft, pictures=read_draft(kept).pictures)
    done = replace(draft, pictures=page_pictures(galley.pdf, brand.trim))
    kept.parent.mkdir(parents=True, exist_ok=True)
    write_draft(done, kept)
    return done


def numbers_of(galley: Galley) -> Numbers:
    """The number of every line, as the proof prints them; in the margin that of the nearest."""
    counted: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for line in number_lines(galley.lines):
        counted[line.page].append((line.baseline, line.number))
    return {
        (line.page, line.baseline): _nearest(counted[line.page], line.baseline)
        for line in galley.lines
    }


def _nearest(lines: list[tuple[float, int]], baseline: float) -> int:
    at = bisect_left(lines, (baseline, 0))
    near = lines[max(0, at - 1) : at + 1]
    return min(near, key=lambda line: abs(line[0] - baseline))[1] if near else 0
