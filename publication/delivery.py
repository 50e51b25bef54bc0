"""What an edition is made from, and what whoever ordered it wishes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from publication.brand import Brand
from publication.compose.manuscript import Material
from publication.model import Galley, Manuscript, World


@dataclass(frozen=True)
class Wishes:
    """What is made on demand only.

    marks        crop marks around the printed sheets
    separations  plates and ink maps as pictures: page numbers of the body, all if empty, or None
    """

    marks: bool = False
    separations: tuple[int, ...] | None = None


PLAIN = Wishes()


@dataclass(frozen=True)
class Delivery:
    """All that an edition is made from. `folder` is where it is staged."""

    material: Material
    manuscript: Manuscript
    galley: Galley
    brand: Brand
    world: World
    folder: Path
    wishes: Wishes = PLAIN
