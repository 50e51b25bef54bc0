"""Findings of slow checks, kept by the bytes they were made from: asked once, told every time."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from types import ModuleType

from publication import keeping
from publication.message import message_of, packed
from publication.model import Finding, Place, Severity


def remembered(
    check: ModuleType,
    files: Iterable[Path],
    cache: Path,
    ask: Callable[[], tuple[Finding, ...]],
    about: str = "",
) -> tuple[Finding, ...]:
    """The findings of a check on files; asked anew where files, question or code have changed.

    A check that did not run is not remembered: what it lacked may be there next time.
    """
    path = place_of(check, files, cache, about)
    found = recalled(path)
    if found is None:
        found = ask()
        remember(path, found)
    return found


def place_of(check: ModuleType, files: Iterable[Path], cache: Path, about: str = "") -> Path:
    """Where the answer to a question about files is kept."""
    name = check.__name__.rpartition(".")[2]
    return cache / "checks" / f"{name}-{_key(check, files, about)}.json"


def recalled(path: Path) -> tuple[Finding, ...] | None:
    """An answer from its place; None where there is none that can be read."""
    return keeping.recalled(path, lambda rows: tuple(finding_of(row) for row in rows))


def remember(path: Path, found: Sequence[Finding]) -> None:
    """Keep an answer at its place, unless it is that the check did not run."""
    if any(finding.severity == Severity.NOT_RUN for finding in found):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".new")
    rows = [row_of(finding) for finding in found]
    temporary.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    temporary.replace(path)


def _key(check: ModuleType, files: Iterable[Path], about: str) -> str:
    """Hash of the question, the files' bytes, and the source of the check's package."""
    digest = hashlib.sha256(about.encode())
    package = Path(check.__file__ or "").parent
    sources = sorted(path for path in package.rglob("*") if path.suffix in {".py", ".java"})
    lock = Path(__file__).parent.parent / "requirements.lock"  # another library, another answer
    program = [*sources, Path(__file__), *([lock] if lock.is_file() else [])]
    for path in (*files, *program):
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:32]


def row_of(finding: Finding) -> dict[str, object]:
    """A finding as JSON holds it, with what its messages were made of."""
    words = {"message": packed(finding.message), "hint": packed(finding.hint)}
    return {**asdict(finding), **words}


def finding_of(row: dict[str, object]) -> Finding:
    """A finding as `row_of` has stored it."""
    place = row["place"]
    return Finding(
        check=str(row["check"]),
        severity=Severity(int(str(row["severity"]))),
        message=message_of(row["message"]),
        hint=message_of(row["hint"]),
        place=Place(**place) if isinstance(place, dict) else None,
        edition=str(row["edition"]),
        page=str(row["page"]),
        file=str(row.get("file", "")),
    )
