"""All chapters of a title: those in the cache taken from it, the others typeset by workers.

Workers are forked after the typesetter was imported, so they share its memory, and keep fonts and
the parsed stylesheet warm from chapter to chapter. The longest chapter goes first. Fork before any
thread is started: a thread's locks do not survive a fork.
"""

from __future__ import annotations

import multiprocessing
import signal
import tempfile
import time
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import TYPE_CHECKING

from publication.errors import TypesetError
from publication.interruption import NO_ROOM
from publication.model import ChapterGalley, ComposedChapter, Problem, World
from publication.typeset import cache
from publication.typeset.stock import Stock, place_in

if TYPE_CHECKING:
    from publication.typeset.render import Typesetter

LIMIT = 120.0  # seconds a chapter may take; a note that fits nowhere can make pages without end
FORK = multiprocessing.get_context("fork")
Done = Callable[[str], None]
Outcome = ChapterGalley | tuple[Problem, ...]


@dataclass(frozen=True)
class Job:
    """A chapter to typeset, and the key it is kept under."""

    chapter: ComposedChapter
    key: str

    @property
    def id(self) -> str:
        return self.chapter.spec.id

    def failed(self, what: str, hint: str = "") -> tuple[Problem, ...]:
        """The one problem of a chapter that was not typeset."""
        place = place_in(self.chapter)
        return (Problem(f"chapter {self.id!r} {what}", place, hint),)


@dataclass
class Shop:
    """Where chapters are set: what they are set from, and what has come out so far."""

    stock: Stock
    folder: Path
    done: Done
    found: dict[str, ChapterGalley] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def take(self, job: Job, outcome: Outcome) -> None:
        """Note a chapter's galley, or what went wrong with it."""
        if isinstance(outcome, ChapterGalley):
            self.found[job.id] = outcome
            self.done(job.id)
        else:
            self.problems.extend(outcome)


def typeset(
    chapters: Sequence[ComposedChapter],
    stock: Stock,
    world: World,
    done: Done = lambda chapter: None,
    limit: float = LIMIT,
) -> dict[str, ChapterGalley]:
    """Typeset every chapter that is not in the cache; chapter id -> galley, in the order given.

    done   called with each chapter's id as it is at hand
    limit  seconds one chapter may take in a worker; without workers there is no limit
    TypesetError lists what went wrong in all chapters: files refused, a crash, time run out.
    """
    shop = Shop(stock, cache.folder_of(world), done)
    jobs: list[Job] = []
    for chapter in chapters:
        job = Job(chapter, cache.key_of(chapter, stock))
        galley = cache.load(shop.folder, job.key, job.id)
        if galley:
            shop.take(job, galley)
        else:
            jobs.append(job)
    if jobs:
        jobs.sort(key=lambda job: len(job.chapter.html), reverse=True)
        workers = min(world.processes, len(jobs))
        _in_workers(shop, jobs, workers, limit) if workers > 1 else _here(shop, jobs)
        if shop.problems:
            raise TypesetError(list(dict.fromkeys(shop.problems)))
        cache.prune(shop.folder, [galley.pdf for galley in shop.found.values()])
    return {chapter.spec.id: shop.found[chapter.spec.id] for chapter in chapters}


def _here(shop: Shop, jobs: Sequence[Job]) -> None:
    """Typeset in this process."""
    from publication.typeset.render import Typesetter  # only where something is typeset

    typesetter = Typesetter(shop.stock)
    for job in jobs:
        shop.take(job, _attempt(typesetter, job, shop.folder))


def _attempt(typesetter: Typesetter, job: Job, folder: Path) -> Outcome:
    """Typeset and keep one chapter; whatever is wrong comes back as problems."""
    scratch = cache.scratch(folder, job.key)
    try:
        return cache.store(folder, job.key, typesetter.render(job.chapter, scratch))
    except TypesetError as error:
        return error.problems
    except Exception as error:
        if isinstance(error, OSError) and _unwritable(error, folder):
            hint = "mend that, or give another folder with --cache"
            return (Problem(f"{folder} cannot be written to: {error.strerror}", hint=hint),)
        frame = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(frame.filename).name}, line {frame.lineno}"
        return job.failed(f"cannot be typeset: {type(error).__name__}: {error}", where)
    finally:
        with suppress(OSError):  # a worker has to come home and say what was wrong
            scratch.unlink()


def _unwritable(error: OSError, folder: Path) -> bool:
    """Whether it is the cache that is at fault, and so will be for every other chapter."""
    return error.errno in NO_ROOM or str(error.filename or "").startswith(f"{folder}/")


@dataclass
class Worker:
    """A forked typesetter, the line to it, and the chapter it has in hand."""

    process: ForkProcess
    line: Connection
    job: Job | None = None
    deadline: float = 0.0

    def begin(self, job: Job, limit: float) -> None:
        self.job, self.deadline = job, time.monotonic() + limit
        self.line.send(job)

    def stop(self) -> str:
        """End the worker, at once; says how it had ended if it had."""
        self.line.close()
        self.process.join(0.2)  # one that died has its reason ready
        code = self.process.exitcode
        if code is None:
            self.process.kill()
            self.process.join()
        return signal.Signals(-code).name if code and code < 0 else f"exit code {code}"


def _in_workers(shop: Shop, jobs: list[Job], count: int, limit: float) -> None:
    """Hand the jobs to `count` workers, replacing those that die or take too long."""
    import publication.typeset.render  # noqa: F401  before the fork: its memory is shared

    busy: dict[Connection, Worker] = {}
    idle: list[Worker] = []
    with tempfile.TemporaryDirectory(prefix="typeset-") as fonts:
        try:
            while jobs or busy:
                while jobs and len(busy) < count:
                    others = [worker.line for worker in (*busy.values(), *idle)]
                    worker = idle.pop() if idle else _hire(shop, Path(fonts), others)
                    busy[worker.line] = worker
                    worker.begin(jobs.pop(0), limit)
                _collect(shop, busy, idle, limit)
        finally:
            for worker in (*busy.values(), *idle):
                worker.stop()


def _collect(shop: Shop, busy: dict[Connection, Worker], idle: list[Worker], limit: float) -> None:
    """Wait for the next worker to finish, die or run out of time."""
    patience = min(worker.deadline for worker in busy.values()) - time.monotonic()
    for line in wait(list(busy), max(0.0, patience)):
        assert isinstance(line, Connection)
        worker = busy.pop(line)
        assert worker.job is not None, "busy workers have a job"
        try:
            outcome: Outcome = line.recv()
            idle.append(worker)
        except (EOFError, OSError):
            outcome = worker.job.failed(f"brought the typesetter down ({worker.stop()})")
        shop.take(worker.job, outcome)
    for worker in [late for late in busy.values() if late.deadline <= time.monotonic()]:
        assert worker.job is not None, "busy workers have a job"
        busy.pop(worker.line).stop()
        hint = "a note or picture that fits on no page?"
        shop.take(worker.job, worker.job.failed(f"took more than {limit:g} s", hint))


def _hire(shop: Shop, fonts: Path, others: Sequence[Connection]) -> Worker:
    """Fork a worker. `others` are lines to its fellows, which it must not hold open."""
    ours, theirs = FORK.Pipe()
    process = FORK.Process(
        target=_work, args=(theirs, shop.stock, shop.folder, fonts, [*others, ours]), daemon=True
    )
    process.start()
    theirs.close()
    return Worker(process, ours)


def _work(
    line: Connection, stock: Stock, folder: Path, fonts: Path, foreign: Sequence[Connection]
) -> None:
    """A worker's life: typeset what comes down the line until it is closed."""
    from publication.typeset.render import Typesetter

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends its workers
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # what the parent does about it is not for them
    tempfile.tempdir = str(fonts)  # removed by the parent, however this process ends
    for other in foreign:
        other.close()
    typesetter = Typesetter(stock)
    try:
        while True:
            line.send(_attempt(typesetter, line.recv(), folder))
    except (EOFError, OSError):  # the parent has closed the line, or is gone
        return
