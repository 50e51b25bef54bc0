"""What lies in the cache is believed only where it is whole: JSON that reads, files that add up.

Whoever keeps files stores the sums of their bytes beside them. A file that was cut off, changed or
lost is as good as none: its maker makes it anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

Told = TypeVar("Told")
BROKEN = (OSError, ValueError, LookupError, TypeError, AttributeError)


def recalled(path: Path, read: Callable[[Any], Told]) -> Told | None:
    """What `read` makes of a JSON file of the cache; None where file or content cannot be read."""
    try:
        return read(json.loads(path.read_bytes()))
    except BROKEN:
        return None


def sum_of(content: bytes) -> str:
    """Size and SHA-256 of bytes, as they are stored: 1024-9f86..."""
    return f"{len(content)}-{hashlib.sha256(content).hexdigest()}"


def sums_of(folder: Path) -> dict[str, str]:
    """The sums of all files of a folder and the folders in it, by path."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): sum_of(path.read_bytes()) for path in files}


def whole(folder: Path, sums: Mapping[str, str]) -> bool:
    """Whether every file named lies in the folder, byte for byte as it was kept."""
    try:
        return all(sum_of((folder / name).read_bytes()) == each for name, each in sums.items())
    except BROKEN:
        return False
