"""Folders of work under way, and those that killed builds have left behind.

The name of such a folder tells who works in it: <kind><machine>-<process>-<chance>.
"""

from __future__ import annotations

import os
import platform
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

PREFLIGHT = "preflight-"  # plates while they are measured
DAY = 24 * 60 * 60.0  # seconds; no build works so long


def name_of(kind: str) -> str:
    """How the name of a folder of this process begins."""
    return f"{kind}{_machine()}-{os.getpid()}-"


def folder_in(parent: Path, kind: str) -> Path:
    """A new folder of this process; whoever asks for it removes it."""
    return Path(tempfile.mkdtemp(prefix=name_of(kind), dir=parent))


def left_in(parent: Path, kind: str) -> Iterator[Path]:
    """The folders of a kind that nobody works in: their process is gone, or they are a day old."""
    return (path for path in sorted(parent.glob(f"{kind}*")) if path.is_dir() and _left(path, kind))


def sweep(parent: Path, kind: str) -> None:
    """Remove the folders of a kind that nobody works in."""
    for folder in left_in(parent, kind):
        shutil.rmtree(folder, ignore_errors=True)


def _left(folder: Path, kind: str) -> bool:
    own = re.fullmatch(rf"{re.escape(kind + _machine())}-(\d+)-\w+", folder.name)
    return (own is not None and not _alive(int(own[1]))) or _age(folder) > DAY


def _machine() -> str:
    """This machine's name: numbers of processes mean nothing to another."""
    return re.sub(r"\W", "", platform.node())


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:  # it is somebody else's
        return True
    return True


def _age(folder: Path) -> float:
    """Seconds since anything was last put into a folder; 0 where it has gone meanwhile."""
    try:
        return time.time() - folder.stat().st_mtime
    except OSError:
        return 0.0
