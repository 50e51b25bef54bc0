"""How a table's numbers come about, read from its definition: what may be the cause of a change.

The title's tables.toml and the survey's codebook.toml, as parsed, become flat pairs. Words for
readers (labels, questions) are left out: they change what is printed, never a number.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from publication.model import Table
from publication.proof.records import Rule

Toml = Mapping[str, Any]
WORDS = frozenset({"label", "question", "columns", "test", "groups", "base"})
"""Keys of a table's section that are words, or told apart below."""
ANSWERS = ("responses.*",)
WEIGHTS = ("population.csv",)


def rule_of(table: Table, tables: Toml, codebook: Toml, margins: str = "") -> Rule:
    """The rule of one table.

    tables, codebook  the two files as parsed; what is missing in them is left out
    margins           checksum of the population's margins
    """
    section = tables.get("table", {}).get(table.id, {})
    return Rule(
        question=table.question,
        base=table.base.label,
        filter=dict(_filter(section, tables, codebook)),
        definition=dict(_definition(section, codebook)),
        weights=_weights(tables, codebook, margins) if table.weighted else "",
    )


def _filter(section: Toml, tables: Toml, codebook: Toml) -> Iterator[tuple[str, str]]:
    """Who is counted: the base's conditions, each row's, and those of completed answers."""
    base = section.get("base", "")
    for name, levels in codebook.get("base", {}).get(base, {}).get("where", {}).items():
        yield f"base.{name}", " / ".join(levels)
    for row, group in tables.get("groups", {}).get(section.get("groups", "alle"), {}).items():
        conditions = group.get("where", {})
        yield (
            f"row.{row}",
            "; ".join(f"{name}: {' / '.join(levels)}" for name, levels in conditions.items()),
        )


def _definition(section: Toml, codebook: Toml) -> Iterator[tuple[str, str]]:
    """What is counted: the section's own keys, and the levels and merges of its scales."""
    for key, value in section.items():
        if key not in WORDS:
            yield from _flat(key, value)
    scales = {
        codebook.get("variable", {}).get(name, {}).get("scale", "") for name in _variables(section)
    }
    for scale in sorted(scales - {""}):
        found = codebook.get("scale", {}).get(scale, {})
        yield f"{scale}.levels", " / ".join(found.get("levels", {}))
        yield f"{scale}.missing", " / ".join(found.get("missing", {}))
        for name, merge in found.get("merge", {}).items():
            yield f"{scale}.{name}", " / ".join(merge.get("levels", ()))


def _variables(section: Toml) -> Iterator[str]:
    yield from filter(None, (section.get("variable", ""), section.get("strata", "")))
    yield from section.get("items", {}).values()
    yield from section.get("ticks", {}).values()


def _flat(key: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _flat(f"{key}.{name}", inner)
    elif isinstance(value, list):
        yield key, " / ".join(map(str, value))
    else:
        yield key, str(value)


def _weights(tables: Toml, codebook: Toml, margins: str) -> str:
    """By what is weighted: the survey's own weights, the margins raked to, and their values."""
    raked = tables.get("options", {}).get("rake", ())
    own = codebook.get("survey", {}).get("weight", "")
    return " ".join(filter(None, (own, *raked, margins if raked else "")))


def checksum(folder: Path, patterns: tuple[str, ...]) -> str:
    """Of the files in a folder that match, their names included; 16 digits."""
    digest = hashlib.sha256()
    for path in sorted(path for pattern in patterns for path in folder.glob(pattern)):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
