"""Whole editions kept by what they were made from: a build that changes nothing makes nothing.

Finishing is deterministic, so an edition is known by its ingredients: the galley, what the
manuscript states, the pictures, the brand, the words of the language, the drafts it is compared
with, the world it is made in, and the program itself.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from publication.delivery import Delivery
from publication.keeping import recalled, sums_of, whole
from publication.model import Edition, Output, Severity
from publication.remembered import finding_of, row_of

PROGRAM = Path(__file__).parent
CODE = {".py", ".html", ".js", ".java", ".toml", ".css"}
STORED = "edition.json"
KEPT = 2  # states of an edition that are kept: the last, and the one before it


def kept_edition(name: str, delivery: Delivery, folder: Path) -> Edition | None:
    """The edition from the cache, its files put into `folder`; None where it must be made.

    Paths of its outputs lie in `folder`. One of which a file is not as it was kept is made anew.
    """
    place = _place(name, delivery)
    edition = recalled(place / STORED, lambda record: _read(record, place, folder))
    if edition is not None:
        shutil.copytree(place, folder, ignore=shutil.ignore_patterns(STORED))
    return edition


def keep_edition(edition: Edition, delivery: Delivery, folder: Path) -> None:
    """Keep a finished edition, whose files lie in `folder`.

    One with a check that did not run is not kept: what the check lacked may be there next time.
    """
    if any(finding.severity == Severity.NOT_RUN for finding in edition.findings):
        return
    place = _place(edition.name, delivery)
    _keep(edition, folder, place)
    _prune(place.parent, edition.name)


def _place(name: str, delivery: Delivery) -> Path:
    return delivery.world.cache / "editions" / f"{name}-{key_of(delivery)}"


def key_of(delivery: Delivery) -> str:
    """Hash of everything an edition is made from."""
    digest = hashlib.sha256()
    for part in _ingredients(delivery):
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()[:32]


def _ingredients(delivery: Delivery) -> Iterator[bytes]:
    material, world = delivery.material, delivery.world
    yield from (
        repr(each).encode()
        for each in (
            *(delivery.galley.pdf.name, delivery.galley.pages, material.estimates.checksum),
            *(material.publication, material.artwork, material.people, material.sources),
            *(delivery.manuscript.uses, delivery.manuscript.figures, delivery.wishes),
            *(world.epoch, world.revision),
        )
    )
    yield from (chapter.html.encode() for chapter in delivery.manuscript.chapters)
    lock = world.root / "requirements.lock"  # another library may write other bytes
    yield lock.read_bytes() if lock.is_file() else b""
    drafts = material.publication.folder / "proofs"
    folders = (PROGRAM, world.root / "figures", world.styles, drafts)
    for path in (path for folder in folders for path in _files(folder)):
        yield path.read_bytes()


def _files(folder: Path) -> Iterable[Path]:
    """The files of a folder that may matter: of the program its sources, of others all."""
    if not folder.is_dir():
        return ()
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    titles = PROGRAM / "titles"  # what matters of a title is in the manuscript already
    inside = (path for path in found if titles not in path.parents or folder != PROGRAM)
    return [path for path in inside if folder != PROGRAM or path.suffix in CODE]


def _keep(edition: Edition, folder: Path, place: Path) -> None:
    """Copy the finished files to their place in the cache, whole or not at all."""
    temporary = place.with_name(f".{place.name}")
    shutil.rmtree(temporary, ignore_errors=True)
    shutil.copytree(folder, temporary)
    record = {
        "name": edition.name,
        "sums": sums_of(temporary),
        "outputs": [
            asdict(output) | {"path": str(output.path.relative_to(folder))}
            for output in edition.outputs
        ],
        "findings": [row_of(finding) for finding in edition.findings],
    }
    (temporary / STORED).write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    shutil.rmtree(place, ignore_errors=True)
    temporary.rename(place)


def _read(record: dict[str, Any], place: Path, folder: Path) -> Edition | None:
    """The edition of a record, its outputs in `folder`; None where its files are not whole."""
    if not whole(place, record["sums"]):
        return None
    outputs = tuple(Output(**row) for row in record["outputs"])
    return Edition(
        record["name"],
        tuple(replace(output, path=folder / output.path) for output in outputs),
        tuple(finding_of(row) for row in record["findings"]),
    )


def _prune(shelf: Path, name: str) -> None:
    """Throw away all but the newest states of an edition."""
    states = sorted(shelf.glob(f"{name}-*"), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in states[KEPT:]:
        shutil.rmtree(old, ignore_errors=True)
