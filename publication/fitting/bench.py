"""One chapter on the bench: typeset by itself and looked at by the rules of typography."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from publication.brand import Brand
from publication.compose.fit import Adjustment, adjusted
from publication.hyphenation import Hyphenation
from publication.model import ChapterGalley, ComposedChapter, Galley, GalleyPage, PageMap
from publication.typeset.render import Typesetter
from publication.typography import RULES
from publication.typography.book import Book
from publication.typography.checks import Found
from publication.typography.limits import Limits

PAINTED = ("contrast", "font", "size", "margins", "empty-page")  # nothing that breaks could change
NO_MAP = PageMap({}, {}, {})


@dataclass(frozen=True)
class Look:
    """A chapter as it came out, and what the rules say of it."""

    galley: ChapterGalley
    book: Book
    found: tuple[tuple[str, Found], ...]

    @property
    def counts(self) -> Counter[str]:
        return Counter(rule for rule, _ in self.found)

    @property
    def pages(self) -> tuple[int, Mapping[str, int]]:
        """How many there are, and on which every anchor stands: neither may change."""
        return self.galley.pages, {anchor.name: anchor.page for anchor in self.galley.anchors}

    def better_than(self, before: Look) -> bool:
        """Whether it has less to mend by some rule, and no more by any."""
        same = self.pages == before.pages
        calm = len(self.galley.complaints) <= len(before.galley.complaints)
        return same and calm and self.counts < before.counts


@dataclass(frozen=True)
class Bench:
    """What trying out needs: a warm typesetter, a folder to work in, and the rules' measures."""

    typesetter: Typesetter
    folder: Path
    brand: Brand
    limits: Limits
    hyphenation: Hyphenation

    def look(self, chapter: ComposedChapter, changes: Mapping[str, Adjustment]) -> Look:
        """Typeset a chapter with these changes (0.1-0.9 s) and look at it by every rule."""
        text, _ = adjusted(chapter.html, changes)
        pdf = self.folder / f"{chapter.spec.id}.pdf"
        return self.judge(chapter, self.typesetter.render(replace(chapter, html=text), pdf))

    def judge(self, chapter: ComposedChapter, made: ChapterGalley) -> Look:
        """What the rules say of a chapter that has been typeset."""
        first, spec = chapter.folio, chapter.spec
        pages = tuple(
            GalleyPage(index, spec.id, first + index if first else 0, str(first + index), spec.body)
            for index in range(made.pages)
        )
        galley = Galley(made.pdf, pages, made.lines, made.anchors, NO_MAP)
        book = Book(galley, self.brand, self.limits, self.hyphenation)
        rules = [rule for name, rule in RULES.items() if name not in PAINTED]
        return Look(
            made, book, tuple((rule.id, each) for rule in rules for each in rule.look(book))
        )
