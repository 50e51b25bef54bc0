"""Everything of our own that is asked of an accessible file, in one reading of it."""

from __future__ import annotations

from pathlib import Path

from publication.accessibility import extraction, reading, structure
from publication.accessibility.tree import read
from publication.model import Finding, Manuscript


def audit(path: Path, manuscript: Manuscript) -> tuple[Finding, ...]:
    """Structure, order of reading against the chapters, and what other readers extract."""
    told = read(path)
    return (
        *structure.check(told),
        *reading.check(told, manuscript),
        *extraction.check(path, manuscript),
    )
