"""Work that a build need not do twice: files kept under the hash of what they were made from."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from publication.keeping import recalled, sum_of, whole
from publication.leftovers import folder_in, sweep

Files = Mapping[str, bytes]
PART = ".part-"
SUMS = ".sums.json"  # of the files beside it


def kept(cache: Path, name: str, told: Iterable[bytes], make: Callable[[], Files]) -> Files:
    """The files of a step by name, made anew where what it was told, or its code, has changed.

    Only the newest are kept; one that is not as it was kept counts as gone, and so do the others.
    """
    folder = cache / "download"
    place = folder / f"{name}-{_key(told)}"
    sums = recalled(place / SUMS, dict)
    if sums is not None and whole(place, sums):
        return {file: (place / file).read_bytes() for file in sorted(sums)}
    made = make()
    folder.mkdir(parents=True, exist_ok=True)
    sweep(folder, PART)
    draft = folder_in(folder, PART)
    for file, content in made.items():
        (draft / file).write_bytes(content)
    sums = {file: sum_of(content) for file, content in made.items()}
    (draft / SUMS).write_text(json.dumps(sums), encoding="utf-8")
    for older in folder.glob(f"{name}-*"):
        shutil.rmtree(older, ignore_errors=True)
    draft.rename(place)
    return dict(sorted(made.items()))


def _key(told: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    sources = (path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))
    for part in (*told, *sources):
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()[:24]
