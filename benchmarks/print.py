"""What the print hand-off costs, step by step: body and cover finished, checked, and told of.

    python benchmarks/print.py [--rounds 3]

CPU seconds of this process and of the programs it asks (Ghostscript, Java, poppler), medians. The
galley is typeset beforehand and not counted. Exit 1 where finishing and preflight take too long.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from publication.brand import read_brand  # noqa: E402
from publication.delivery import Delivery  # noqa: E402
from publication.editions import finish_editions  # noqa: E402
from publication.model import Edition, World  # noqa: E402
from publication.pipeline import make_galley  # noqa: E402
from publication.report.terminal import Silent  # noqa: E402

TITLE = ROOT / "publication" / "titles" / "innovation-2020"
LIMIT = 25.0
"""Seconds of CPU for finishing and preflight of 72 pages, ink included."""

BOUND = ("finish body and cover", "preflight")
PAGES = 72


def cpu() -> float:
    """CPU seconds so far, child processes included."""
    parts = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(part.ru_utime + part.ru_stime for part in parts)


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """CPU and wall seconds of a piece of work."""
    before, started = cpu(), time.perf_counter()
    work()
    return cpu() - before, time.perf_counter() - started


def one_round(delivery: Delivery, folder: Path) -> dict[str, tuple[float, float]]:
    """Every step once with nothing remembered, then the whole edition with everything."""
    from publication.judging import judged
    from publication.press.edition import lints, make_print, preflighted
    from publication.press.papers import add_papers

    world = replace(delivery.world, cache=folder / "cache", out=folder / "dist")
    world.cache.mkdir(parents=True)
    fresh = replace(delivery, world=world, folder=folder / "staged")
    out = fresh.folder / "print"
    out.mkdir(parents=True)
    made: list[Edition] = []
    steps: dict[str, Callable[[], object]] = {
        "finish body and cover": lambda: made.append(make_print(fresh, out)),
        "preflight": lambda: preflighted(fresh, made[0]),
        "veraPDF": lambda: judged(lints(fresh, made[0]), world.cache),
        "ticket and report": lambda: add_papers(fresh, made[0], out),
    }
    taken = {name: timed(step) for name, step in steps.items()}
    again = replace(fresh, folder=folder / "again")
    finish_editions(["print"], again, Silent().stage)  # the comparison is remembered from now on
    last = replace(fresh, folder=folder / "last")
    return {
        **taken,
        "all of it, remembered": timed(lambda: finish_editions(["print"], last, Silent().stage)),
    }


def main() -> None:
    """Print a line for each step."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        world = World(ROOT, work / "dist", work / "cache", 1_600_000_000)
        made = make_galley(TITLE, world, Silent())
        brand = read_brand(world.styles / "brand.toml")
        delivery = Delivery(made.material, made.manuscript, made.galley, brand, world, work)
        results = [one_round(delivery, work / f"round-{number}") for number in range(rounds)]
        pages = len(made.galley.body)
    medians = {
        step: [
            statistics.median(row) for row in zip(*(each[step] for each in results), strict=True)
        ]
        for step in results[0]
    }
    for step, (used, wall) in medians.items():
        sys.stdout.write(f"{step:24}{used:8.2f} s CPU{wall:8.2f} s wall\n")
    bound = sum(medians[step][0] for step in BOUND)
    most = LIMIT * pages / PAGES
    sys.stdout.write(
        f"{'finish and preflight':24}{bound:8.2f} s CPU, {pages} pages, at most {most:.0f}\n"
    )
    if bound > most:
        sys.exit(1)


if __name__ == "__main__":
    main()
