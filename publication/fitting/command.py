"""The command: settle the pages, try out chapter by chapter, write what helps."""

from __future__ import annotations

import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from publication import pipeline
from publication.brand import read_brand
from publication.compose.fit import FILE, NOTHING, Entry, Fit
from publication.compose.manuscript import Material, compose
from publication.errors import ManifestError
from publication.fitting.bench import Bench
from publication.fitting.search import CURABLE, Search, still_there
from publication.fitting.writing import write_fit
from publication.hyphenation import read_hyphenation
from publication.model import ComposedChapter, PageMap, Problem, World
from publication.typeset.render import Typesetter
from publication.typeset.stock import Stock
from publication.typography import read_limits


@dataclass(frozen=True)
class Fitted:
    """What came of it: findings by rule before and after, and the entries now in the file."""

    before: Counter[str]
    after: Counter[str]
    entries: tuple[Entry, ...]
    left: tuple[str, ...]


def fit(
    title: Path, world: World, watch: pipeline.Watch, only: Sequence[str], seconds: float
) -> Fitted:
    """Search the chapters (those of `only`) for small changes and write them to fit.toml.

    Entries of other chapters stay; those whose paragraph has changed are forgotten. After `seconds`
    nothing more is tried, and what was found is written. ManifestError names unknown chapters.
    """
    brand = read_brand(world.styles / "brand.toml")
    material = pipeline.gather(title, world, brand, watch)
    _known(material, only)
    page_map = pipeline.settle_pages(material, title, world, watch).page_map
    chapters = _plain(material, page_map)
    with tempfile.TemporaryDirectory(prefix="fit-") as scratch:
        stock = Stock(material.stylesheet, world.root, _pictures(material))
        bench = Bench(
            Typesetter(stock),
            Path(scratch),
            brand,
            read_limits(world.styles / "typography.toml"),
            read_hyphenation(material.publication.language),
        )
        fitted = _search(chapters, material.fit, bench, watch, only, seconds)
    write_fit(title / FILE, fitted.entries)
    return fitted


def summary(fitted: Fitted) -> Iterator[str]:
    """Findings before and after by rule, and the places that no small change cures."""
    for rule in CURABLE:
        if fitted.before[rule]:
            yield f"  {rule:<12} {fitted.before[rule]:>3} -> {fitted.after[rule]}"
    yield from (f"  left: {place}" for place in fitted.left)
    yield f"{len(fitted.entries)} paragraphs in {FILE}"


def _known(material: Material, only: Sequence[str]) -> None:
    ids = [spec.id for spec in material.publication.chapters]
    problems = [
        Problem(f"there is no chapter {name!r}", hint=", ".join(ids))
        for name in only
        if name not in ids
    ]
    if problems:
        raise ManifestError(problems)


def _plain(material: Material, page_map: PageMap) -> Sequence[ComposedChapter]:
    """The chapters without any adjustment."""
    return compose(replace(material, fit=NOTHING), page_map).chapters


def _pictures(material: Material) -> dict[str, str]:
    return {name: art.svg for name, art in material.artwork.items()}


def _search(
    chapters: Sequence[ComposedChapter],
    known: Fit,
    bench: Bench,
    watch: pipeline.Watch,
    only: Sequence[str],
    seconds: float,
) -> Fitted:
    """Chapter by chapter, as long as there is time."""
    end = time.monotonic() + seconds
    before: Counter[str] = Counter()
    after: Counter[str] = Counter()
    entries: list[Entry] = []
    left: list[str] = []
    for chapter in chapters:
        changes = still_there(chapter, known.of(chapter.spec.id))
        search = Search(chapter, bench, lambda: time.monotonic() < end, changes)
        if not chapter.spec.web_only and (not only or chapter.spec.id in only):
            with watch.stage(chapter.spec.id) as stage:
                was, now = search.run()
                before += was.counts
                after += now.counts
                left += [f"{each.src}: {each.what}" for rule, each in now.found if rule in CURABLE]
                stage.update(f"{_curable(was.counts)} -> {_curable(now.counts)}")
        entries += search.entries()
    return Fitted(before, after, tuple(entries), tuple(left))


def _curable(counts: Counter[str]) -> int:
    return sum(counts[rule] for rule in CURABLE)
