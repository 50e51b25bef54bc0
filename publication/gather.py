"""The title's numbers and pictures, from its own files: survey, tables, figures and motifs."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import replace

from figures.chart import draw_all
from figures.motifs import draw_motif, read_motifs
from figures.specs import read_specs
from publication.brand import Brand
from publication.compose.sources import Sources
from publication.cover.barcode import BOX, barcode_svg
from publication.language import Language
from publication.model import (
    Artwork,
    Estimates,
    FigureSpec,
    Finding,
    Place,
    Publication,
    World,
)
from publication.survey import compare_published, estimate_title

BARCODE = "barcode"  # the one picture that is neither figure nor motif


def estimate(publication: Publication, world: World) -> Estimates:
    """Every number of the title, from the cache where nothing changed."""
    return estimate_title(publication.survey, publication.folder / "tables.toml", world.cache)


def number_findings(publication: Publication, estimates: Estimates) -> tuple[Finding, ...]:
    """What disclosure control has to say, and where numbers differ from those published before.

    published.csv in the survey's folder holds what was printed; a survey without it is a first.
    """
    published = publication.survey / "published.csv"
    if not published.is_file():
        return estimates.findings
    folder = os.path.relpath(publication.survey, publication.folder)
    compared = (
        replace(finding, place=Place(f"{folder}/{finding.place.file}", finding.place.line))
        if finding.place
        else finding
        for finding in compare_published(estimates, published)
    )
    return (*estimates.findings, *compared)


def draw(
    publication: Publication,
    estimates: Estimates,
    sources: Sources,
    brand: Brand,
    language: Language,
    world: World,
) -> tuple[Mapping[str, FigureSpec], Mapping[str, Artwork]]:
    """The specs of the numbered figures, and every drawn picture by id."""
    folder = publication.folder
    specs = read_specs(folder / "figures.toml") if (folder / "figures.toml").is_file() else ()
    motifs = read_motifs(folder / "motifs.toml") if (folder / "motifs.toml").is_file() else ()
    fonts = world.styles / "fonts"
    artwork = dict(draw_all(specs, estimates, brand, fonts, world.cache, language))
    values = values_of(estimates, sources)
    artwork |= {motif.id: draw_motif(motif, values, brand) for motif in motifs}
    if (isbn := publication.printed_isbn) is not None:
        alt = language["barcode"].format(number=isbn.number)
        artwork[BARCODE] = Artwork(BARCODE, barcode_svg(isbn.number, brand), *BOX, alt)
    return {spec.id: spec for spec in specs}, artwork


def values_of(estimates: Estimates, sources: Sources) -> Callable[[str], float]:
    """The number behind a name: a share in per cent, a count or mean, or an outside fact."""

    def value(name: str) -> float:
        estimate = estimates.get(name)
        if estimate is not None:
            return 100 * estimate.value if estimate.kind == "share" else estimate.value
        number = sources.number(name)
        if number is None:
            raise KeyError(name)
        return number

    return value
