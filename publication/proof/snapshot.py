"""A draft as one file: taken from a build, kept under the title's proofs/ once it is approved.

The file is a zip: draft.json with words, numbers and figures, one record a line, and the pages as
WebP pictures. Nothing in it depends on hour or machine: the same draft gives the same bytes.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from publication.errors import ProofError
from publication.model import Place, Problem
from publication.proof.records import (
    FORMAT,
    Block,
    Draft,
    Leaf,
    Mark,
    Number,
    Picture,
    Rule,
    Span,
)

FOLDER = "proofs"
SUFFIX = ".proof.zip"
NOW = "now"
"""The label that names the present state; no draft may have it."""
LABEL = re.compile(r"[\w][\w.-]{0,39}")
MOST = 1_500_000
"""Bytes of a stored draft: what a repository bears, draft after draft."""
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date a zip gives to a file without one."""
TEXT = "draft.json"


def approve(current: Path, title: Path, label: str) -> Path:
    """Store the draft that was last built under a label; returns the new file.

    current  the draft's file beside the proof PDF (dist/proof/)
    title    the title's folder
    Raises ProofError for a label that cannot name a file, one that is taken, and where nothing
    was built or what was built is of another title.
    """
    problems = [Problem(problem, hint=hint) for problem, hint in _unfit(current, title, label)]
    if problems:
        raise ProofError(problems)
    draft = read_draft(current)
    if draft.title_id != title.name:
        raise ProofError([Problem(f"the draft in {current} is of {draft.title_id}")])
    number = max((kept.number for kept in approved(title)), default=0) + 1
    path = title / FOLDER / f"{label}{SUFFIX}"
    path.parent.mkdir(exist_ok=True)
    write_draft(replace(draft, label=label, number=number), path)
    return path


def _unfit(current: Path, title: Path, label: str) -> Iterable[tuple[str, str]]:
    if not LABEL.fullmatch(label) or label.lower() == NOW:
        yield (
            f"{label!r} cannot be the label of a draft",
            f"up to 40 letters, digits, - _ and .; not {NOW!r}",
        )
    elif (title / FOLDER / f"{label}{SUFFIX}").exists():
        yield f"there is an approved draft {label!r} already", "drafts are never overwritten"
    if not current.is_file():
        yield "there is no draft to approve", "build the proof edition first"


def approved(title: Path) -> tuple[Draft, ...]:
    """The title's approved drafts in the order they were approved, without their pictures."""
    files = sorted((title / FOLDER).glob(f"*{SUFFIX}"))
    return tuple(sorted(map(read_text, files), key=lambda draft: (draft.number, draft.label)))


def find_draft(title: Path, label: str) -> Path:
    """The file of an approved draft; ProofError with the labels there are."""
    path = title / FOLDER / f"{label}{SUFFIX}"
    if not path.is_file():
        known = ", ".join(draft.label for draft in approved(title)) or "none is approved yet"
        raise ProofError([Problem(f"there is no draft {label!r}", hint=f"there are: {known}")])
    return path


def last_approved(title: Path) -> Draft | None:
    """The draft approved last, with its pictures; None before the first."""
    drafts = approved(title)
    return read_draft(find_draft(title, drafts[-1].label)) if drafts else None


# ------------------------------------------------------------------ writing


def write_draft(draft: Draft, path: Path) -> None:
    """Write the draft whole or not at all."""
    temporary = path.with_name(f"{path.name}.new")
    with zipfile.ZipFile(temporary, "w") as archive:
        _put(archive, TEXT, draft_json(draft).encode(), zipfile.ZIP_DEFLATED)
        for index, picture in enumerate(draft.pictures):
            _put(archive, f"pages/{index:03}.webp", picture, zipfile.ZIP_STORED)
    temporary.replace(path)


def _put(archive: zipfile.ZipFile, name: str, data: bytes, method: int) -> None:
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, data, method, 9)


def draft_json(draft: Draft) -> str:
    """The draft without its pictures, one record a line, so that two can be told apart by eye."""
    head: dict[str, Any] = {"format": FORMAT}
    parts: dict[str, Any] = {}
    for name, value in asdict(replace(draft, pictures=())).items():
        if name == "pictures":
            continue
        (parts if isinstance(value, dict | tuple) else head)[name] = value
    lines = [f"{_compact(name)}: {_compact(value)}" for name, value in head.items()]
    for name, value in parts.items():
        if isinstance(value, dict):
            rows = [f"{_compact(key)}: {_compact(row)}" for key, row in value.items()]
            marks = "{}"
        else:
            rows = [_compact(row) for row in value]
            marks = "[]"
        body = ",\n".join(rows)
        lines.append(f"{_compact(name)}: {marks[0]}\n{body}\n{marks[1]}")
    return "{" + ",\n".join(lines) + "}\n"


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


# ------------------------------------------------------------------ reading


def read_draft(path: Path) -> Draft:
    """The stored draft with its pictures; ProofError where the file is none of ours."""
    draft = read_text(path)
    with zipfile.ZipFile(path) as archive:
        names = sorted(name for name in archive.namelist() if name.startswith("pages/"))
        return replace(draft, pictures=tuple(archive.read(name) for name in names))


def read_text(path: Path) -> Draft:
    """The stored draft without its pictures."""
    try:
        with zipfile.ZipFile(path) as archive:
            content = json.loads(archive.read(TEXT))
        if content.pop("format") != FORMAT:
            raise ProofError(
                [Problem(f"{path.name} is of another version", Place(str(path), 1), "approve anew")]
            )
        return _draft(content)
    except (OSError, zipfile.BadZipFile, KeyError, TypeError, ValueError) as error:
        raise ProofError([Problem(f"{path.name} is not a draft: {error}")]) from error


def _draft(content: dict[str, Any]) -> Draft:
    return Draft(
        **content
        | {
            "leaves": tuple(Leaf(**row) for row in content["leaves"]),
            "blocks": tuple(_block(row) for row in content["blocks"]),
            "numbers": {name: Number(**row) for name, row in content["numbers"].items()},
            "rules": {name: Rule(**row) for name, row in content["rules"].items()},
            "figures": {name: _picture(row) for name, row in content["figures"].items()},
        }
    )


def _block(row: Mapping[str, Any]) -> Block:
    return Block(
        **dict(row)
        | {
            "spans": tuple(Span(**span) for span in row["spans"]),
            "marks": tuple(
                Mark(**dict(mark) | {"names": tuple(mark["names"])}) for mark in row["marks"]
            ),
            "foreign": tuple((start, end) for start, end in row["foreign"]),
        }
    )


def _picture(row: Mapping[str, Any]) -> Picture:
    return Picture(
        **dict(row)
        | {"header": tuple(row["header"]), "rows": tuple(tuple(cells) for cells in row["rows"])}
    )
