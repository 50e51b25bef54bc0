"""The editions: each a way of finishing the one galley, and the checks it must pass."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from publication.delivery import Delivery
from publication.kept import kept_edition
from publication.model import Edition, Finding
from publication.remembered import remembered
from publication.replace import delivered

Make = Callable[[Delivery, Path], Edition]
Check = Callable[[Delivery, Edition], tuple[Finding, ...]]
Papers = Callable[[Delivery, Edition, Path], Edition]

FLAVOURS = ("ua1", "3a")  # what the web edition claims and is judged by


@dataclass(frozen=True)
class Row:
    """One edition: how it is made, what is checked, and what papers tell of both."""

    make: Make
    checks: tuple[Check, ...] = ()
    papers: Papers | None = None


def finish_edition(name: str, delivery: Delivery) -> Edition:
    """Make an edition in its folder and check it; its paths are those it will have in place."""
    folder = delivery.folder / name
    edition = kept_edition(name, delivery, folder, partial(_finished, name, delivery, folder))
    return delivered(edition, delivery.folder, delivery.world.out)


def _finished(name: str, delivery: Delivery, folder: Path) -> Edition:
    """Make an edition, check it, and write the papers that tell of both."""
    row = EDITIONS[name]
    folder.mkdir(parents=True)
    edition = row.make(delivery, folder)
    found = [finding for check in row.checks for finding in check(delivery, edition)]
    marked = tuple(
        replace(finding, edition=finding.edition or name) for finding in (*edition.findings, *found)
    )
    edition = replace(edition, findings=marked)
    if row.papers:
        edition = row.papers(delivery, edition, folder)
    return edition


# Each maker and check imports what it needs when it is called: one edition does not pay for the
# others. Judges that take seconds are asked once for the same bytes (remembered.py).


def _web(delivery: Delivery, folder: Path) -> Edition:
    """The PDF, with the figures' data and the list of numbers inside."""
    from publication.finish.enclosures import enclosures
    from publication.finish.web import finish_web

    material = delivery.material
    inside = enclosures(
        delivery.manuscript, material.artwork, material.estimates, material.language
    )
    return finish_web(
        delivery.galley, material.publication, delivery.brand, delivery.world, folder, inside
    )


def _download(delivery: Delivery, edition: Edition, folder: Path) -> Edition:
    """The page, the figures' files and the rest that lies beside the PDF."""
    from publication.download.beside import add_download
    from publication.webfiles import package_of

    return add_download(edition, package_of(delivery, edition, FLAVOURS))


def _print(delivery: Delivery, folder: Path) -> Edition:
    from publication.press.edition import make_print

    return make_print(delivery, folder)


def _proof(delivery: Delivery, folder: Path) -> Edition:
    """The marked pages, and the draft that `approve` stores."""
    from publication.drafts.edition import make_proof

    return make_proof(delivery, folder)


def _judged(delivery: Delivery, edition: Edition) -> tuple[Finding, ...]:
    """PDF/UA-1 and PDF/A-3a by two validators that know nothing of each other."""
    from publication.accessibility import page_validation, verapdf
    from publication.accessibility.jobs import Job

    cache = delivery.world.cache
    pdf = edition.outputs[0].path
    jobs = [Job(pdf, flavour, edition.name) for flavour in FLAVOURS]
    return (
        *remembered(page_validation, [pdf], cache, lambda: page_validation.judge(jobs, cache)),
        *remembered(verapdf, [pdf], cache, lambda: verapdf.judge(jobs, cache)),
    )


def _audited(delivery: Delivery, edition: Edition) -> tuple[Finding, ...]:
    """What the judges do not notice: structure, reading order, and what other readers extract."""
    from publication.accessibility import audit

    pdf, manuscript = edition.outputs[0].path, delivery.manuscript
    words = hashlib.sha256("".join(each.html for each in manuscript.chapters).encode())
    ask = partial(audit.audit, pdf, manuscript)
    return remembered(audit, [pdf], delivery.world.cache, ask, words.hexdigest())


def _preflighted(delivery: Delivery, edition: Edition) -> tuple[Finding, ...]:
    from publication.press.edition import preflighted

    return preflighted(delivery, edition)


def _linted(delivery: Delivery, edition: Edition) -> tuple[Finding, ...]:
    from publication.press.edition import linted

    return linted(delivery, edition)


def _press_papers(delivery: Delivery, edition: Edition, folder: Path) -> Edition:
    from publication.press.papers import add_papers

    return add_papers(delivery, edition, folder)


def _equal(delivery: Delivery, edition: Edition) -> tuple[Finding, ...]:
    """The same glyphs at the same places as in the galley."""
    from publication.finish import equal

    publication, brand = delivery.material.publication, delivery.brand
    parts = [delivery.galley.pdf, edition.outputs[0].path]
    return remembered(
        equal,
        parts,
        delivery.world.cache,
        lambda: equal.equal_editions(delivery.galley, publication, brand.trim, [edition]),
    )


EDITIONS: Mapping[str, Row] = {
    "web": Row(_web, (_judged, _audited, _equal), _download),
    "print": Row(_print, (_preflighted, _linted, _equal), _press_papers),
    "proof": Row(_proof, (_equal,)),
}
