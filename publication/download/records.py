"""What the download is made from: the title as it was built, its files, what the judges said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from publication.brand import Brand
from publication.language import Language
from publication.model import (
    Artwork,
    Estimates,
    FigureText,
    Galley,
    Manuscript,
    Output,
    Publication,
    World,
)

Outcome = Literal["passed", "failed", "not_run"]


@dataclass(frozen=True)
class Leaf:
    """A page of the PDF: its number as viewers count, from 1, and the label printed on it."""

    number: int
    label: str


@dataclass(frozen=True)
class Judgement:
    """What was asked of the PDF, who judged it, and how it went.

    subject   a standard's name ("PDF/UA-1"), or a key of the language's [download] words
    judge     a validator's name; empty for a check of our own
    """

    subject: str
    judge: str
    outcome: Outcome


@dataclass(frozen=True)
class FigureFiles:
    """A figure with its words and its files: csv, xlsx, svg, png -> content."""

    text: FigureText
    artwork: Artwork
    files: Mapping[str, bytes]


@dataclass(frozen=True)
class Package:
    """A finished web edition and all that its download tells.

    pdf       the edition's file
    artwork   every drawn picture by id
    figures   those of the manuscript, in the order of the text
    numbers   the list of numbers: csv, json -> content
    """

    publication: Publication
    manuscript: Manuscript
    galley: Galley
    estimates: Estimates
    pdf: Output
    artwork: Mapping[str, Artwork]
    figures: tuple[FigureFiles, ...]
    numbers: Mapping[str, bytes]
    judgements: tuple[Judgement, ...]
    brand: Brand
    language: Language
    world: World


def full_title(publication: Publication) -> str:
    """Title and subtitle; a subtitle may bring its own dash."""
    subtitle = publication.subtitle.lstrip("–- ")
    return f"{publication.title} – {subtitle}" if subtitle else publication.title


def address(publication: Publication, name: str = "") -> str:
    """Where a file of the download will be found: a whole address where the title has one."""
    return f"{publication.url.rstrip('/')}/{name}" if publication.url else name


def web_address(site: str) -> str:
    """A publisher's site as an address: "www.bikubenfonden.dk" has no scheme of its own."""
    return site if "://" in site or not site else f"https://{site}"
