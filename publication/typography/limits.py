"""The thresholds of the typography check, from styles/typography.toml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from publication.errors import ManifestError
from publication.model import Place, Problem
from publication.textfile import line_of, read_toml


@dataclass(frozen=True)
class Limits:
    """What passes. Names are section_key of the file, where each has its reason and unit."""

    paragraph_orphan_lines: float
    paragraph_widow_lines: float
    paragraph_runt_characters: float
    paragraph_runt_share: float
    paragraph_runt_measure: float
    paragraph_hyphens: float
    rag_shortest: float
    rag_wedge_lines: float
    rag_wedge_step: float
    rag_measure: float
    rag_size: float
    column_drift: float
    column_overshoot: float
    column_heading_lines: float
    column_facing_lines: float
    column_filled: float
    page_slack: float
    page_ink_slack: float
    page_bleed_edge: float
    page_foot: float
    note_drift_lines: float
    note_below: float
    lettering_contrast: float
    lettering_contrast_large: float
    lettering_large: float
    lettering_large_bold: float
    lettering_bold: float
    lettering_ground: float
    lettering_size_slack: float
    lettering_apart: float
    lettering_others: tuple[str, ...]
    hyphenation_part: float
    hyphenation_without: tuple[str, ...]


WORDS = tuple(field.name for field in fields(Limits) if "tuple" in str(field.type))


def read_limits(path: Path) -> Limits:
    """Read the file; ManifestError with every limit that is missing, unknown or no limit at all."""
    data, text = read_toml(path, file=str(path))
    loose = [name for name, rows in data.items() if not isinstance(rows, dict)]
    if loose:
        message = f"{', '.join(loose)}: a limit stands in a section"
        raise ManifestError([Problem(message, Place(str(path), line_of(text, loose[0])))])
    places = {
        f"{section}_{key}": Place(str(path), line_of(text, section, key))
        for section, rows in data.items()
        for key in rows
    }
    found = {
        f"{section}_{key}": value for section, rows in data.items() for key, value in rows.items()
    }
    problems = list(_problems(found, places, Place(str(path), 1)))
    if problems:
        raise ManifestError(problems)
    values: dict[str, Any] = {
        name: tuple(value) if name in WORDS else value for name, value in found.items()
    }
    return Limits(**values)


def _problems(
    found: Mapping[str, Any], places: Mapping[str, Place], file: Place
) -> Iterator[Problem]:
    """Every name that is wrong or missing, and every value of the wrong kind."""
    known = [field.name for field in fields(Limits)]
    yield from (
        Problem(f"unknown limit {name}", places[name]) for name in found if name not in known
    )
    yield from (Problem(f"no limit {name}", file) for name in known if name not in found)
    for name, value in found.items():
        if name in known and not _fits(value, words := name in WORDS):
            kind = "list of words" if words else "number"
            yield Problem(f"limit {name}: {value!r} is no {kind}", places[name])


def _fits(value: Any, words: bool) -> bool:
    """Whether a value is a list of words, or a number from 0 upwards."""
    if words:
        return isinstance(value, list) and all(isinstance(word, str) for word in value)
    return isinstance(value, int | float) and not isinstance(value, bool) and value >= 0
