"""How thick the bound book is: pages, paper, board and glue."""

from __future__ import annotations

from dataclasses import dataclass

from publication.model import Paper

STEP = 0.5
"""Printers give and take a spine in half millimetres."""

TEXT_FROM = 5.0
"""Thinner spines (mm) bear no text: the fold may wander by a millimetre to either side."""


@dataclass(frozen=True)
class Spine:
    """A spine in mm: its width, the body block alone, and who said so."""

    width: float
    block: float
    by_printer: bool

    @property
    def bears_text(self) -> bool:
        return self.width >= TEXT_FROM


def spine_of(pages: int, paper: Paper) -> Spine:
    """Compute the spine of so many pages (the added blanks counted).

    Block = pages x g/m2 x bulk / 2000; to it come two covers and the glue; the sum is rounded up
    to half a millimetre. The printer's own figure (`spine_mm`) overrides.
    """
    block = pages * paper.gsm * paper.bulk / 2000
    if paper.spine_mm is not None:
        return Spine(paper.spine_mm, block, by_printer=True)
    whole = block + 2 * paper.cover_mm + paper.glue_mm
    steps = -(-round(whole, 6) // STEP)
    return Spine(steps * STEP, block, by_printer=False)
