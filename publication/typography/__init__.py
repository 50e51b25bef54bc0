"""What can be measured of good typesetting, looked for in the finished pages."""

from __future__ import annotations

from collections.abc import Collection

from publication.brand import Brand
from publication.hyphenation import Hyphenation
from publication.model import Finding, Galley
from publication.typography import rules
from publication.typography.book import Book
from publication.typography.checks import RULES, run
from publication.typography.limits import Limits, read_limits

__all__ = ["RULES", "Limits", "check_typography", "read_limits"]

NOTHING_LISTED = Hyphenation()
FAMILIES = tuple(rules.__all__)


def check_typography(
    galley: Galley,
    brand: Brand,
    limits: Limits,
    hyphenation: Hyphenation = NOTHING_LISTED,
    only: Collection[str] = (),
) -> tuple[Finding, ...]:
    """Look at every page of the galley by every rule (or those of `only`).

    At most one finding for a rule and page, with the page's label and the place in the chapters.
    hyphenation is the language's list (publication.hyphenation.read_hyphenation).
    """
    return run(Book(galley, brand, limits, hyphenation), only)
