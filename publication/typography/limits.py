"""The thresholds of the typography check, from styles/typography.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from publication.errors import ManifestError
from publication.model import Place, Problem


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
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    found = {
        f"{section}_{key}": value for section, rows in data.items() for key, value in rows.items()
    }
    problems = list(_problems(found, path.name))
    if problems:
        raise ManifestError(problems)
    values: dict[str, Any] = {
        name: tuple(value) if name in WORDS else value for name, value in found.items()
    }
    return Limits(**values)


def _problems(found: Mapping[str, Any], file: str) -> list[Problem]:
    """Every name that is wrong or missing, and every value of the wrong kind."""
    known = [field.name for field in fields(Limits)]
    place = Place(file, 1)
    unknown = [Problem(f"unknown limit {name}", place) for name in found if name not in known]
    missing = [Problem(f"no limit {name}", place) for name in known if name not in found]
    wrong = [
        Problem(f"limit {name}: {value!r} is no {'list of words' if words else 'number'}", place)
        for name, value in found.items()
        if name in known and not _fits(value, words := name in WORDS)
    ]
    return unknown + missing + wrong


def _fits(value: Any, words: bool) -> bool:
    """Whether a value is a list of words, or a number from 0 upwards."""
    if words:
        return isinstance(value, list) and all(isinstance(word, str) for word in value)
    return isinstance(value, int | float) and not isinstance(value, bool) and value >= 0
