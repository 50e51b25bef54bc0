"""Files of a title that the program writes and people may mend: a head, then one table an entry."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path


def write_entries(path: Path, head: str, name: str, rows: Iterable[Mapping[str, object]]) -> None:
    """Write such a file whole or not at all: `head`, and every row as a table [[name]]."""
    path.parent.mkdir(exist_ok=True)
    temporary = path.with_name(f"{path.name}.new")
    parts = [head, *(f"\n[[{name}]]\n{_toml(row)}" for row in rows)]
    temporary.write_text("".join(parts), encoding="utf-8")
    temporary.replace(path)


def _toml(row: Mapping[str, object]) -> str:
    return "".join(
        f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in row.items()
    ).replace("\x7f", "")
