"""The editions: each a way of finishing the one galley, and the checks it must pass."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from publication.brand import Brand
from publication.compose.manuscript import Material
from publication.model import Edition, Finding, Galley, Manuscript, World
from publication.replace import delivered


@dataclass(frozen=True)
class Delivery:
    """All that an edition is made from. `folder` is where it is staged."""

    material: Material
    manuscript: Manuscript
    galley: Galley
    brand: Brand
    world: World
    folder: Path


Make = Callable[[Delivery, Path], Edition]
Check = Callable[[Delivery, Edition], tuple[Finding, ...]]


@dataclass(frozen=True)
class Row:
    """One edition: how it is made, and what is checked."""

    make: Make
    checks: tuple[Check, ...] = ()


def finish_edition(name: str, delivery: Delivery) -> Edition:
    """Make an edition in its folder and check it; its paths are those it will have in place."""
    row = EDITIONS[name]
    folder = delivery.folder / name
    folder.mkdir(parents=True)
    edition = row.make(delivery, folder)
    found = [finding for check in row.checks for finding in check(delivery, edition)]
    marked = tuple(
        replace(finding, edition=finding.edition or name) for finding in (*edition.findings, *found)
    )
    return delivered(replace(edition, findings=marked), delivery.folder, delivery.world.out)


# Each maker imports what it needs when it is called: one edition does not pay for the others.


def _web(delivery: Delivery, folder: Path) -> Edition:
    from publication.finish.web import finish_web

    material = delivery.material
    return finish_web(delivery.galley, material.publication, delivery.brand, delivery.world, folder)


def _print(delivery: Delivery, folder: Path) -> Edition:
    from publication.finish.print import finish_print

    material = delivery.material
    return finish_print(
        delivery.galley, material.publication, delivery.brand, delivery.world, folder
    )


EDITIONS: Mapping[str, Row] = {
    "web": Row(_web),
    "print": Row(_print),
}
