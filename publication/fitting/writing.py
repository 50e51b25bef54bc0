"""fit.toml, written in the order of the book."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

import tomlkit

from publication.compose.fit import Entry

HEAD = """\
# Small adjustments of single paragraphs, proposed by `python build.py fit` and kept in version
# control. A paragraph is known by its chapter and its own text: change the text, and its entry is
# no longer used. Spacing in per cent (2 at most); what the fields mean stands in compose/fit.py.
"""


def write_fit(path: Path, entries: Iterable[Entry]) -> None:
    """Write the file whole, or not at all."""
    tables = tomlkit.aot()
    for entry in entries:
        table = tomlkit.table()
        table.update({"chapter": entry.chapter, "text": entry.text, "begins": entry.begins})
        kept = {key: value for key, value in asdict(entry.change).items() if value}
        table.update({key: list(v) if isinstance(v, tuple) else v for key, v in kept.items()})
        tables.append(table)
    text = f"{HEAD}\n{tomlkit.dumps({'paragraph': tables})}"
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    temporary.write_text(text, encoding="utf-8")
    temporary.replace(path)
