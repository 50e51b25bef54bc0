"""The editions: each a way of finishing the one galley, and the checks it must pass."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from publication.delivery import Delivery
from publication.kept import keep_edition, kept_edition
from publication.model import Edition, Finding
from publication.remembered import remembered
from publication.replace import delivered

if TYPE_CHECKING:
    from publication.accessibility.jobs import Job

Make = Callable[[Delivery, Path], Edition]
Check = Callable[[Delivery, Edition], tuple[Finding, ...]]
Papers = Callable[[Delivery, Edition, Path], Edition]
Jobs = Callable[[Delivery, Edition], Sequence["Job"]]

FLAVOURS = ("ua1", "3a")  # what the web edition claims and is judged by


@dataclass(frozen=True)
class Row:
    """One edition: how it is made and checked, and what papers tell of both.

    jobs  what the independent validator is asked about it, together with those of other editions
    """

    make: Make
    checks: tuple[Check, ...] = ()
    jobs: Jobs | None = None
    papers: Papers | None = None


class Stage(Protocol):
    """A stage under way, as whoever watches sees it."""

    def update(self, detail: str) -> None: ...


Stages = Callable[[str], AbstractContextManager[Stage]]


def finish_editions(names: Sequence[str], delivery: Delivery, stage: Stages) -> tuple[Edition, ...]:
    """Make the editions in their folders, check them, and write the papers that tell of both.

    names  rows of EDITIONS
    stage  told when each step begins

    Their paths are those they will have in place. One that was made of the same things before is
    taken from the cache.
    """
    finished = {}
    fresh = []
    for name in names:
        with stage(name) as now:
            kept = kept_edition(name, delivery, delivery.folder / name)
            finished[name] = kept or _made(name, delivery)
            fresh += [] if kept else [name]
            now.update(", ".join(output.path.name for output in finished[name].outputs))
    finished |= _judged([finished[name] for name in fresh], delivery, stage)
    for name in fresh:
        keep_edition(finished[name], delivery, delivery.folder / name)
    out = delivery.world.out
    return tuple(delivered(edition, delivery.folder, out) for edition in finished.values())


def _made(name: str, delivery: Delivery) -> Edition:
    """Make an edition and ask its own checks."""
    row, folder = EDITIONS[name], delivery.folder / name
    folder.mkdir(parents=True)
    edition = row.make(delivery, folder)
    found = [finding for check in row.checks for finding in check(delivery, edition)]
    return _with(edition, found)


def _with(edition: Edition, found: Sequence[Finding]) -> Edition:
    """The edition with more findings, all marked as its own."""
    everything = (*edition.findings, *found)
    marked = tuple(replace(each, edition=each.edition or edition.name) for each in everything)
    return replace(edition, findings=marked)


def _judged(editions: Sequence[Edition], delivery: Delivery, stage: Stages) -> dict[str, Edition]:
    """The editions with what the validator says of them, and with their papers."""
    jobs = [job for edition in editions for job in _jobs(edition, delivery)]
    found: tuple[Finding, ...] = ()
    if jobs:
        from publication.judging import judged

        with stage("judge") as now:
            found = judged(jobs, delivery.world.cache)
            now.update(f"{len({job.path for job in jobs})} files by veraPDF")
    return {
        edition.name: _papered(
            _with(edition, [each for each in found if each.edition == edition.name]), delivery
        )
        for edition in editions
    }


def _jobs(edition: Edition, delivery: Delivery) -> Sequence[Job]:
    ask = EDITIONS[edition.name].jobs
    return ask(delivery, edition) if ask else ()


def _papered(edition: Edition, delivery: Delivery) -> Edition:
    papers = EDITIONS[edition.name].papers
    return papers(delivery, edition, delivery.folder / edition.name) if papers else edition


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


def _claims(delivery: Delivery, edition: Edition) -> Sequence[Job]:
    """PDF/UA-1 and PDF/A-3a."""
    from publication.accessibility.jobs import Job

    return [Job(edition.outputs[0].path, flavour, edition.name) for flavour in FLAVOURS]


def _validated(delivery: Delivery, edition: Edition) -> tuple[Finding, ...]:
    """The same claims by a second validator, which knows nothing of the first."""
    from publication.accessibility import page_validation

    jobs, cache = _claims(delivery, edition), delivery.world.cache
    ask = partial(page_validation.judge, jobs, cache)
    return remembered(page_validation, [edition.outputs[0].path], cache, ask)


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


def _lints(delivery: Delivery, edition: Edition) -> Sequence[Job]:
    from publication.press.edition import lints

    return lints(delivery, edition)


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
    "web": Row(_web, (_validated, _audited, _equal), _claims, _download),
    "print": Row(_print, (_preflighted, _equal), _lints, _press_papers),
    "proof": Row(_proof, (_equal,)),
}
