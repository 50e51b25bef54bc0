"""The title's numbers and pictures, from its own files: survey, tables, figures and motifs."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from figures.chart import draw_all
from figures.motifs import draw_motif, read_motifs
from figures.specs import read_specs
from publication.brand import Brand
from publication.compose.sources import Sources
from publication.cover.barcode import BOX, barcode_svg
from publication.errors import SurveyError
from publication.language import Language
from publication.message import said
from publication.model import (
    Artwork,
    Estimates,
    FigureSpec,
    Finding,
    Place,
    Problem,
    Publication,
    Severity,
    World,
)
from publication.survey import compare_published, estimate_title
from publication.survey.codebook import says_published

TABLES = "tables.toml"  # in the title's folder
BARCODE = "barcode"  # the one picture that is neither figure nor motif


def estimate(publication: Publication, world: World) -> Estimates:
    """Every number of the title, from the cache where nothing changed."""
    try:
        return estimate_title(publication.survey, publication.folder / TABLES, world.cache)
    except SurveyError as error:
        raise SurveyError([_moved(problem, publication) for problem in error.problems]) from error


def _moved(problem: Problem, publication: Publication) -> Problem:
    """A problem of a file of the survey's folder, at its place as seen from the title's."""
    if problem.place is None or problem.place.file == TABLES:
        return problem
    return replace(problem, place=_in_survey(problem.place, publication))


def _in_survey(place: Place, publication: Publication) -> Place:
    folder = os.path.relpath(publication.survey, publication.folder)
    return replace(place, file=f"{folder}/{place.file}")


def number_findings(publication: Publication, estimates: Estimates) -> tuple[Finding, ...]:
    """What disclosure control has to say, and where numbers differ from those published before.

    published.csv in the survey's folder holds what was printed; a survey without it is a first,
    unless its codebook or deviations.toml speak of numbers that were published.
    """
    published = publication.survey / "published.csv"
    if not published.is_file():
        return (*estimates.findings, *_not_compared(publication))
    try:
        found = compare_published(estimates, published)
    except SurveyError as error:
        raise SurveyError([_moved(problem, publication) for problem in error.problems]) from error
    compared = (
        replace(finding, place=_in_survey(finding.place, publication)) if finding.place else finding
        for finding in found
    )
    return (*estimates.findings, *compared)


def _not_compared(publication: Publication) -> Iterator[Finding]:
    """That published numbers were not compared, where the survey says that there are some."""
    codebook = publication.survey / "codebook.toml"
    if publication.survey.joinpath("deviations.toml").is_file() or says_published(codebook):
        message = said("the numbers published before were not compared: published.csv is missing")
        place = _in_survey(Place("published.csv", 1), publication)
        yield Finding("published", Severity.NOT_RUN, message, said("bring the file back"), place)


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
