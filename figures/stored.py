"""Figures drawn before: kept in the cache folder under a hash of everything they depend on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from publication import subset
from publication.brand import Brand
from publication.keeping import recalled
from publication.language import Language
from publication.model import Artwork, FigureSpec, Table


def key_of(
    spec: FigureSpec, table: Table, brand: Brand, fonts: Path, language: Language | None
) -> str:
    """The hash of a figure's entry, estimates, brand, words, fonts and of the drawing itself."""
    words = language.sections["figures"] if language else ""
    return digest([asdict(replace(spec, place=None)), asdict(table), words], brand, fonts)


def digest(told: object, brand: Brand, fonts: Path) -> str:
    """The hash of what a picture tells, and of brand, fonts and drawing, which all share."""
    parts = (
        json.dumps(told, sort_keys=True, default=_plain),
        json.dumps(asdict(brand), sort_keys=True, default=_plain),
        _folder(fonts, "*.ttf"),
        _folder(Path(__file__).parent, "*.py"),
        Path(subset.__file__).read_text(encoding="utf-8"),
    )
    return hashlib.blake2b("\n".join(parts).encode(), digest_size=12).hexdigest()


def load(folder: Path, spec: FigureSpec, key: str) -> Artwork | None:
    """The figure as it was drawn under the same key, None where it was not."""
    return recalled(_path(folder, spec), lambda kept: _artwork(kept, key))


def _artwork(kept: dict[str, Any], key: str) -> Artwork | None:
    if kept["key"] != key:
        return None
    artwork = kept["artwork"]
    artwork["header"] = tuple(artwork["header"])
    artwork["rows"] = tuple(tuple(row) for row in artwork["rows"])
    return Artwork(**artwork)


def save(folder: Path, spec: FigureSpec, key: str, artwork: Artwork) -> None:
    """Keep a figure; it is whole or it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    path = _path(folder, spec)
    draft = path.with_suffix(".part")
    draft.write_text(json.dumps({"key": key, "artwork": asdict(artwork)}), encoding="utf-8")
    draft.replace(path)


def _path(folder: Path, spec: FigureSpec) -> Path:
    return folder / f"{spec.id}.json"


def _plain(value: object) -> Any:
    return dict(value) if isinstance(value, Mapping) else str(value)


@lru_cache(maxsize=4)
def _folder(folder: Path, pattern: str) -> str:
    """The hash of a folder's files: fonts and code do not change while a build runs."""
    digest = hashlib.blake2b(digest_size=12)
    for path in sorted(folder.glob(pattern)):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
