"""Putting finished files in place: a build that dies leaves the last good output untouched."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from publication.model import Edition, Output


@contextmanager
def staging(out: Path) -> Iterator[Path]:
    """A folder beside the output, on the same disk, gone when the build is over."""
    out.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=".building-", dir=out))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def put_in_place(editions: Sequence[Edition], staged: Path, out: Path) -> None:
    """Rename each edition's folder into the output, the old one away first."""
    for edition in editions:
        old, new = out / edition.name, staged / edition.name
        if old.exists():
            old.rename(staged / f"old-{edition.name}")
        new.rename(old)


def delivered(edition: Edition, staged: Path, out: Path) -> Edition:
    """The edition with the paths its files have once they are in place."""

    def moved(output: Output) -> Output:
        return replace(output, path=out / output.path.relative_to(staged))

    return replace(edition, outputs=tuple(moved(output) for output in edition.outputs))
