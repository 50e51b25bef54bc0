"""Where a build writes: found fit for it before any work is done, and cleared of what others left.

Nothing is made here but nameless files to try with, which are gone at once.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from publication.errors import PublicationError
from publication.leftovers import PREFLIGHT, sweep
from publication.model import Problem, World
from publication.replace import mend

TRIED = b"\0" * 65_536  # a disk that does not take so much is full
SHELVES = ("checks", "download", "drawings", "editions", "estimates", "figures", "galleys")


def demand_cache(world: World) -> None:
    """PublicationError where the cache, or a shelf of it, cannot be written to."""
    _demand(_cache_problems(world))


def demand_output(world: World) -> None:
    """PublicationError where output or cache cannot be written to; else clear both of leftovers.

    Killed builds leave staging folders in the output and plates in the cache.
    """
    _demand([*_problems("output", world.out, "--out"), *_cache_problems(world)])
    mend(world.out)
    sweep(world.cache, PREFLIGHT)


def _demand(problems: Sequence[Problem]) -> None:
    if problems:
        raise PublicationError(problems)


def _cache_problems(world: World) -> list[Problem]:
    return [*_problems("cache", world.cache, "--cache", SHELVES)]


def _problems(
    name: str, folder: Path, option: str, shelves: Sequence[str] = ()
) -> Iterator[Problem]:
    """What keeps anybody from writing to a folder; the first thing is enough."""
    for place in (folder, *(folder / shelf for shelf in shelves)):
        reason = _reason(place)
        if reason:
            message = f"the {name} {place} cannot be written to: {reason.strerror or reason}"
            yield Problem(message, hint=f"mend that, or give another folder with {option}")
            return


def _reason(folder: Path) -> OSError | None:
    """Why nothing can be written to a folder, or made where it will be; None where it can."""
    try:
        there = next(each for each in (folder, *folder.parents) if each.exists())
        with tempfile.TemporaryFile(dir=there) as file:
            file.write(TRIED)
            file.flush()
    except OSError as reason:
        return reason
    return None
