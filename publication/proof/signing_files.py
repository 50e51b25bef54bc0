"""Signatures as files: proofs/signed.toml, and what the review page saves.

The saved file is JSON: {"format": 1, "title": id, "by": "AB", "signed": {"7": digest, ...},
"remarks": [{"page": "7", "line": 3, "text": "...", "read": digest}]}; the digests are those of
`page_hashes`, so that a page is signed, and a line found, only where the page still says what the
proofreader had in hand.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from publication.errors import ProofError
from publication.model import Place, Problem
from publication.proof.entries import write_entries
from publication.proof.signing import Signature
from publication.textfile import read_toml

SIGNED = "proofs/signed.toml"
HEAD = "# Pages signed by proofreaders, with digests of what they said. Written by `sign`.\n"
FORMAT = 1


@dataclass(frozen=True)
class Remark:
    """What a proofreader wrote on the review page; line 0 speaks of the whole page.

    read  digest of the page that was read; empty where the file does not say
    """

    page: str
    line: int
    text: str
    read: str = ""


@dataclass(frozen=True)
class Review:
    """A file that the review page has saved. signed: page label -> digest of what was read."""

    file: str
    title: str
    by: str
    signed: Mapping[str, str]
    remarks: tuple[Remark, ...]


def read_signatures(title: Path) -> tuple[Signature, ...]:
    """The title's signatures, oldest first; ProofError where the file cannot be read."""
    path = title / SIGNED
    if not path.is_file():
        return ()
    rows = read_toml(path, ProofError, SIGNED)[0].get("signed", [])
    try:
        found = tuple(Signature(**row | {"content": tuple(row["content"])}) for row in rows)
        for text in (text for each in found for text in each.content):
            start, end = text.partition(":")[2].split("-")
            int(start), int(end)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ProofError([Problem(f"cannot be read: {error}", Place(SIGNED, 1))]) from error
    return found


def write_signatures(title: Path, signatures: Iterable[Signature]) -> None:
    """Write all signatures whole; the same one is kept once."""
    write_entries(title / SIGNED, HEAD, "signed", map(asdict, dict.fromkeys(signatures)))


def read_review(path: Path, title_id: str) -> Review:
    """What the review page has saved; ProofError where it is another file, or of another title."""
    try:
        content: Any = json.loads(path.read_text(encoding="utf-8-sig"))
        if content["format"] != FORMAT:
            raise ProofError([Problem(f"{path.name} is of another version")])
        review = Review(
            path.name,
            str(content["title"]),
            str(content.get("by", "")).strip(),
            {str(page): str(digest) for page, digest in dict(content.get("signed", {})).items()},
            tuple(_remarks(content.get("remarks", []))),
        )
    except FileNotFoundError as error:
        raise ProofError([Problem(f"{path.name} is not there")]) from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        hint = "save it from the review page"
        raise ProofError(
            [Problem(f"{path.name} is no saved review: {error}", hint=hint)]
        ) from error
    if review.title != title_id:
        raise ProofError([Problem(f"{path.name} is of another title: {review.title!r}")])
    return review


def _remarks(rows: Sequence[Mapping[str, Any]]) -> Iterable[Remark]:
    for row in rows:
        line, read = int(row.get("line") or 0), str(row.get("read") or "")
        yield Remark(str(row["page"]), line, str(row["text"]).strip(), read)
