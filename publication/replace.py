"""Putting finished files in place: a build that dies leaves the last good output untouched.

The last good edition is only ever renamed: away into the staging folder, and back where anything
goes wrong before the new one stands. A build that was killed in between is put right by the next.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from publication.leftovers import folder_in, left_in
from publication.model import Edition, Output

STAGED = ".building-"
OLD = "old-"  # the edition that was in place, while the new one takes it


@contextmanager
def staging(out: Path) -> Iterator[Path]:
    """A folder beside the output, on the same disk, gone when the build is over."""
    out.mkdir(parents=True, exist_ok=True)
    folder = folder_in(out, STAGED)
    try:
        yield folder
    finally:
        _clear(folder, out)


def put_in_place(editions: Sequence[Edition], staged: Path, out: Path) -> None:
    """Rename each edition's folder into the output, the old one away first: all of them or none.

    Whatever interrupts it, the old ones are put back before it goes on.
    """
    names = [edition.name for edition in editions]
    if missing := [name for name in names if not (staged / name).is_dir()]:
        raise FileNotFoundError(f"not made: {', '.join(missing)}")
    try:
        for name in names:
            if (out / name).exists():
                (out / name).rename(staged / f"{OLD}{name}")
            (staged / name).rename(out / name)
    except BaseException:
        for name in names:
            _undo(name, staged, out)
        raise


def mend(out: Path) -> None:
    """Clear away what killed builds have left in the output; what they had moved, put back."""
    for folder in left_in(out, STAGED):
        _clear(folder, out)


def _undo(name: str, staged: Path, out: Path) -> None:
    """Take a new edition away again, if it got so far, and put the old one back."""
    old, new, place = staged / f"{OLD}{name}", staged / name, out / name
    taken = old.exists()
    if place.exists() and not new.exists():
        place.rename(new)
    if taken:
        old.rename(place)


def _clear(folder: Path, out: Path) -> None:
    """Remove a staging folder, never with the only copy of an edition in it."""
    for old in folder.glob(f"{OLD}*"):
        place = out / old.name.removeprefix(OLD)
        if not place.exists():
            old.rename(place)
    shutil.rmtree(folder, ignore_errors=True)


def delivered(edition: Edition, staged: Path, out: Path) -> Edition:
    """The edition with the paths its files have once they are in place."""

    def moved(output: Output) -> Output:
        return replace(output, path=out / output.path.relative_to(staged))

    return replace(edition, outputs=tuple(moved(output) for output in edition.outputs))
