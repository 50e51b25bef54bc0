"""Figures from elsewhere, each with its source (sources.toml)."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from publication.compose.entries import read_tables

WORDS = ("value", "unit", "what", "title", "publisher", "pages", "url")
KINDS: Mapping[str, type] = {**dict.fromkeys(WORDS, str), "number": float, "year": int}


@dataclass(frozen=True)
class Source:
    """A fact from outside the survey, or a whole work. `value` is printed as it stands."""

    id: str
    value: str
    number: float | None
    unit: str
    what: str
    title: str
    publisher: str
    year: int | None
    url: str = ""

    @property
    def cited(self) -> str:
        """The work as notes print it: publisher: title, year (once, if the title ends in it)."""
        named = f"{self.publisher}: {self.title}" if self.publisher else self.title
        dated = self.year is None or named.endswith(str(self.year))
        return named if dated else f"{named}, {self.year}"


@dataclass(frozen=True)
class Sources:
    """The outside facts and works of a title, by id. missing: whether there is no sources.toml."""

    sources: Mapping[str, Source]
    missing: bool = False

    def get(self, key: str) -> Source | None:
        return self.sources.get(key)

    def nearest(self, key: str) -> list[str]:
        return difflib.get_close_matches(key, self.sources, 3, 0.5)

    def number(self, key: str) -> float | None:
        found = self.sources.get(key)
        return found.number if found else None


def read_sources(path: Path) -> Sources:
    """Read sources.toml; ManifestError naming every wrong entry. No file: no outside facts."""
    data = read_tables(path, KINDS)
    found = {key: _source(key, row) for key, row in data.items()}
    return Sources(found, missing=not path.is_file())


def _source(key: str, row: Mapping[str, object]) -> Source:
    number, year = row.get("number"), row.get("year")
    return Source(
        key,
        str(row.get("value", "")),
        float(number) if isinstance(number, int | float) else None,
        str(row.get("unit", "")),
        str(row.get("what", "")),
        str(row.get("title", "")),
        str(row.get("publisher", "")),
        year if isinstance(year, int) else None,
        str(row.get("url", "")),
    )
