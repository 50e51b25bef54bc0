"""What the maker of a file knows of it, and a stranger does not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Part = Literal["body", "cover", ""]


@dataclass(frozen=True)
class Job:
    """What the file is to be. Everything left empty is not asked of it.

    part    body, cover, or "" for a file we know nothing of
    trim    width and height in mm
    blanks  pages that are meant to be empty, from 1
    spots   names of the spot colours ordered
    isbn    what the barcode must say, with or without hyphens
    spine   width of the spine in mm, and `folds`, where it lies from the left trim
    bound   whether the body is glued: then text keeps away from the spine
    condition  the printing condition that the colours are made for
    total_ink  the most ink the paper carries, per cent, instead of the profile's
    edition what findings call the file
    """

    part: Part = ""
    trim: tuple[float, float] | None = None
    blanks: tuple[int, ...] | None = None
    multiple: int | None = None
    spots: tuple[str, ...] | None = None
    isbn: str = ""
    spine: float | None = None
    folds: tuple[float, ...] = ()
    bound: bool = False
    condition: str = ""
    total_ink: float | None = None
    edition: str = ""
