"""The title's small TOML files: read whole, or told what is wrong and where."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from publication.errors import ManifestError
from publication.model import Place, Problem


def read_entries(path: Path) -> tuple[dict[str, Any], str]:
    """A TOML file as data and as text, for the lines of its entries; nothing where it is not."""
    if not path.is_file():
        return {}, ""
    text = path.read_text(encoding="utf-8")
    try:
        return tomllib.loads(text), text
    except tomllib.TOMLDecodeError as error:
        _, _, rest = str(error).partition("line ")
        line = rest.partition(",")[0]
        place = Place(path.name, int(line) if line.isdigit() else 1)
        raise ManifestError([Problem(str(error), place)]) from error


def line_of(text: str, key: str) -> int:
    """The line of a TOML table's header, 1 where it cannot be found."""
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() in {f"[{key}]", f'["{key}"]'}:
            return number
    return 1
