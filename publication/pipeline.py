"""The whole build, in the order it happens.

`build` reads as the sentence: gather the title, settle its pages, join the chapters, finish each
edition, check what came out, and put it in place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from publication import preview, typography
from publication.brand import Brand, read_brand
from publication.compose.fit import FILE as FIT
from publication.compose.fit import read_fit
from publication.compose.house import read_house
from publication.compose.manuscript import Material, compose
from publication.compose.people import read_people
from publication.compose.sources import read_sources
from publication.delivery import PLAIN, Delivery, Wishes
from publication.drafts.language import language_findings
from publication.drafts.ledger import comments_now
from publication.drafts.review import write_review
from publication.drafts.signing import demand_release, signed_now
from publication.drawings import Drawn, chosen, write_drawings
from publication.editions import Stage, finish_editions
from publication.errors import TypesetError
from publication.gather import BARCODE, draw, estimate, number_findings
from publication.hyphenation import lists, read_hyphenation
from publication.language import read_language
from publication.manifest import allowed_by, read_publication
from publication.model import (
    ChapterGalley,
    Edition,
    Finding,
    Galley,
    Manuscript,
    PageMap,
    Problem,
    Severity,
    World,
)
from publication.places import demand_cache, demand_output
from publication.proof.signing import Signoff
from publication.remembered import remembered
from publication.replace import put_in_place, staging
from publication.stylesheet import stylesheet
from publication.typeset.assemble import Binding, assemble
from publication.typeset.pages import changed, read_page_map, settle, write_page_map
from publication.typeset.parallel import typeset
from publication.typeset.stock import Stock

ROUNDS = 3  # a page map that still moves after so many rounds never will settle
PAGE_MAP = "pages.toml"


class Watch(Protocol):
    """Somebody who watches a build: told when each stage begins, and how far it is."""

    def stage(self, name: str) -> AbstractContextManager[Stage]: ...


@dataclass(frozen=True)
class Build:
    """What one run made, and everything that was found on the way."""

    material: Material
    manuscript: Manuscript
    galley: Galley
    editions: tuple[Edition, ...]
    findings: tuple[Finding, ...]
    signoff: Signoff | None = None

    @property
    def worst(self) -> Severity:
        return max((finding.severity for finding in self.findings), default=Severity.NOTE)


@dataclass(frozen=True)
class Made:
    """A title typeset and joined, before any edition is finished."""

    material: Material
    manuscript: Manuscript
    galley: Galley


@dataclass(frozen=True)
class Typeset:
    """A title whose pages have settled."""

    manuscript: Manuscript
    galleys: Mapping[str, ChapterGalley]
    page_map: PageMap


def build(
    title: Path,
    world: World,
    editions: Sequence[str],
    watch: Watch,
    wishes: Wishes = PLAIN,
    *,
    release: bool = False,
) -> Build:
    """Make the editions of a title in world.out.

    title     the title's folder
    editions  names of rows of EDITIONS (editions.py)
    wishes    what is made on demand only
    release   whether it must be fit to go out: every page signed, and no errors

    Raises PublicationError with every problem of the stage that could not go on, ReleaseError with
    all that a release still wants; world.out and the title's pages.toml are then as they were.
    """
    demand_output(world)
    brand = read_brand(world.styles / "brand.toml")
    made = make_galley(title, world, watch)
    setting = look_at_setting(made, brand, world, watch)
    language = read_through(made, world, watch)
    with staging(world.out) as folder:
        shared = (made.material, made.manuscript, made.galley)
        delivery = Delivery(*shared, brand, world, folder, wishes)
        finished = finish_editions(editions, delivery, watch.stage)
        findings = [*findings_of(made.material, made.manuscript), *made.galley.findings]
        findings += [*setting, *language]
        findings += [finding for edition in finished for finding in edition.findings]
        signoff, notes = signed_now(*shared, world)
        findings += [*notes, *comments_now(*shared, world)]
        if release:
            demand_release(signoff, findings)
        if "proof" in editions:
            with watch.stage("review") as stage:
                stage.update(write_review(delivery, findings))
        put_in_place(finished, folder, world.out)
    write_page_map(title / PAGE_MAP, made.galley.page_map)
    return Build(made.material, made.manuscript, made.galley, finished, tuple(findings), signoff)


def make_galley(title: Path, world: World, watch: Watch) -> Made:
    """The title as far as all editions share it: numbers, words and typeset pages."""
    brand = read_brand(world.styles / "brand.toml")
    material = gather(title, world, brand, watch)
    pages = settle_pages(material, title, world, watch)
    return Made(material, pages.manuscript, join(material, pages, world, watch))


def check(title: Path, world: World, watch: Watch) -> tuple[Material, Manuscript]:
    """Everything that can be known without typesetting: numbers, claims, people, references."""
    brand = read_brand(world.styles / "brand.toml")
    material = gather(title, world, brand, watch)
    with watch.stage("compose") as stage:
        manuscript = compose(material, read_page_map(title / PAGE_MAP))
        stage.update(
            f"{len(manuscript.chapters)} chapters, {len(manuscript.uses)} numbers and claims"
        )
    return material, manuscript


def findings_of(material: Material, manuscript: Manuscript) -> tuple[Finding, ...]:
    """What is to be said of numbers and words, before anything is typeset."""
    numbers = number_findings(material.publication, material.estimates)
    return (*numbers, *manuscript.findings)


def draw_figures(title: Path, world: World, names: Sequence[str], watch: Watch) -> Drawn:
    """Draw a title's figures and motifs, those of these names or all, into world.out/figures.

    FigureError names every unknown one, and everything that cannot be drawn.
    """
    demand_output(world)
    brand = read_brand(world.styles / "brand.toml")
    material = gather(title, world, brand, watch)
    drawable = {name: art for name, art in material.artwork.items() if name != BARCODE}
    wanted = chosen(drawable, names)
    with watch.stage("write") as stage:
        drawn = write_drawings(wanted, brand, world, stage.update)
        stage.update(f"{len(drawn.pictures)} pictures, {drawn.painted} of them painted anew")
    return drawn


def make_preview(title: Path, world: World, watch: Watch) -> Path:
    """Write the contact sheet of all spreads into world.out/preview; the page that shows them."""
    demand_output(world)
    made = make_galley(title, world, watch)
    bleed = read_brand(world.styles / "brand.toml").bleed
    material = made.material
    words = material.language.sections["preview"]
    with watch.stage("preview") as stage, staging(world.out) as folder:
        target = folder / preview.NAME
        shown = preview.write_preview(made.galley, material.publication, words, bleed, target)
        put_in_place([Edition(preview.NAME, ())], folder, world.out)
        stage.update(f"{len(shown)} spreads and covers")
    return world.out / preview.NAME / preview.SHEET


def gather(title: Path, world: World, brand: Brand, watch: Watch) -> Material:
    """Read the title's files, estimate its numbers and draw its pictures."""
    demand_cache(world)
    publication = read_publication(
        title, world.root / "data", allowed_by(world.styles, brand.themes)
    )
    language = read_language(publication.language)
    styles = stylesheet(brand, world.styles)  # before the fonts are drawn with
    sources = read_sources(title / "sources.toml")
    with watch.stage("estimate") as stage:
        estimates = estimate(publication, world)
        stage.update(f"{estimates.respondents} respondents, {len(estimates.names())} estimates")
    with watch.stage("draw") as stage:
        specs, artwork = draw(publication, estimates, sources, brand, language, world)
        stage.update(f"{len(artwork)} pictures")
    return Material(
        publication=publication,
        estimates=estimates,
        specs=specs,
        artwork=artwork,
        people=read_people(title / "people.toml"),
        sources=sources,
        language=language,
        stylesheet=styles,
        house=read_house(title / "house.toml"),
        fit=read_fit(title / FIT),
    )


def settle_pages(material: Material, title: Path, world: World, watch: Watch) -> Typeset:
    """Compose and typeset until no page number changes any more.

    The page map of the last build is the first guess; only chapters that rest on a number that
    moved are typeset again. TypesetError where the pages do not settle.
    """
    specs = material.publication.chapters
    page_map = read_page_map(title / PAGE_MAP)
    if set(page_map.first) != {spec.id for spec in specs}:
        page_map = settle(specs)
    moved: tuple[str, ...] = ()
    for _ in range(ROUNDS):
        manuscript = _compose(material, page_map, watch)
        galleys = _typeset(manuscript, world, watch)
        after = settle(specs, galleys)
        moved = changed(manuscript.chapters, page_map, after)
        page_map = after
        if not moved:
            return Typeset(manuscript, galleys, page_map)
    raise TypesetError(
        [
            Problem(f"the pages of chapter {chapter} do not settle", hint="fix its length or start")
            for chapter in moved
        ]
    )


def _compose(material: Material, page_map: PageMap, watch: Watch) -> Manuscript:
    with watch.stage("compose") as stage:
        manuscript = compose(material, page_map)
        stage.update(
            f"{len(manuscript.chapters)} chapters, {len(manuscript.uses)} numbers and claims"
        )
    return manuscript


def _typeset(manuscript: Manuscript, world: World, watch: Watch) -> Mapping[str, ChapterGalley]:
    """Typeset the chapters that are not in the cache."""
    ready: list[str] = []
    with watch.stage("typeset") as stage:

        def done(chapter: str) -> None:
            ready.append(chapter)
            stage.update(f"{len(ready)} of {len(manuscript.chapters)} chapters")

        stock = Stock(manuscript.stylesheet, world.root, manuscript.pictures)
        return typeset(manuscript.chapters, stock, world, done)


def join(material: Material, pages: Typeset, world: World, watch: Watch) -> Galley:
    """Join the chapters to the one galley."""
    publication, words = material.publication, material.language.words
    with watch.stage("assemble") as stage:
        binding = Binding(publication.title, publication.language, words)
        galley = assemble(pages.galleys, publication.chapters, pages.page_map, world, binding)
        stage.update(f"{len(galley.pages)} pages")
    return galley


def look_at_setting(made: Made, brand: Brand, world: World, watch: Watch) -> tuple[Finding, ...]:
    """What can be measured of good setting, looked for in the galley once for all editions."""
    language = made.material.publication.language
    files = [world.styles / name for name in ("brand.toml", "typography.toml")]
    with watch.stage("look") as stage:
        limits = typography.read_limits(files[1])
        found = remembered(
            typography,
            [made.galley.pdf, *files, *lists().values()],
            world.cache,
            lambda: typography.check_typography(
                made.galley, brand, limits, read_hyphenation(language)
            ),
            made.galley.pdf.name,
        )
        stage.update(f"{len(found)} places" if found else "nothing to mend")
    return found


def read_through(made: Made, world: World, watch: Watch) -> tuple[Finding, ...]:
    """Spelling, signs and one form for one word, in the finished text of all editions."""
    with watch.stage("read") as stage:
        found = language_findings(made.material, made.manuscript, made.galley, world)
        stage.update(f"{len(found)} places" if found else "nothing to mend")
    return found
