"""How long a whole build takes: from clean, with a full cache, and after one edit.

    python benchmarks/build.py [--rounds 3] [--short]

Quote CPU seconds (all processes), medians, and the ratios within one run: machines are noisy.
Memory is what all processes of a build hold together at its peak (proportional set sizes, so that
shared pages count once; Linux only). The title is copied, so nothing of the repository is touched.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from shortened import shorten

ROOT = Path(__file__).resolve().parent.parent
TITLE = ROOT / "publication" / "titles" / "innovation-2020"
STEP = 0.1  # seconds between two looks at the memory


@dataclass(frozen=True)
class Cost:
    """What one build took: CPU and wall in seconds, memory of all its processes in MB."""

    cpu: float
    wall: float
    memory: float


def measure(work: Path, title: Path) -> Cost:
    """Build once into the folder `work`, worker processes and other programs included."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [sys.executable, str(ROOT / "build.py"), "build", "--title", str(title)]
    command += ["--out", str(work / "dist"), "--cache", str(work / "cache")]
    log = work / "log"
    with log.open("w") as told:
        process = subprocess.Popen(command, stdout=told, stderr=subprocess.STDOUT, cwd=ROOT)
        peak = 0.0
        while process.poll() is None:
            peak = max(peak, sum(map(held, family(process.pid))))
            time.sleep(STEP)
    if process.returncode == 2:
        sys.exit(log.read_text(encoding="utf-8"))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(cpu, time.perf_counter() - started, peak)


def family(process: int) -> list[int]:
    """A process and all that came from it."""
    found = [process]
    for each in found:
        for children in Path(f"/proc/{each}/task").glob("*/children"):
            with suppress(OSError):
                found += map(int, children.read_text().split())
    return found


def held(process: int) -> float:
    """The proportional set size of a process in MB; 0 where it has ended meanwhile."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0


def one_round(work: Path, short: bool) -> dict[str, Cost]:
    """Every situation once, on a fresh copy of the title."""
    title = work / TITLE.name
    shutil.copytree(TITLE, title)
    if short:
        shorten(title)
        shutil.rmtree(title / "proofs", ignore_errors=True)  # its drafts are of the whole title
    (title / "pages.toml").unlink(missing_ok=True)
    costs = {each: measure(work, title) for each in ("clean, no page map", "full cache")}
    chapter = title / "chapters" / "forord.html"
    text = chapter.read_text(encoding="utf-8")
    chapter.write_text(text.replace("God læselyst", "Rigtig god læselyst"), encoding="utf-8")
    costs["one word edited"] = measure(work, title)
    shutil.rmtree(work / "cache")
    costs["clean, page map known"] = measure(work, title)
    return costs


def main() -> None:
    """Print a line for each situation."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--short", action="store_true", help="only the chapters of a first draft")
    given = parser.parse_args()
    os.environ.setdefault("SOURCE_DATE_EPOCH", "1600000000")
    results = []
    for _ in range(given.rounds):
        with tempfile.TemporaryDirectory() as name:
            results.append(one_round(Path(name), given.short))
    for situation in results[0]:
        costs = [each[situation] for each in results]
        cpu, wall, memory = (
            statistics.median(getattr(cost, part) for cost in costs)
            for part in ("cpu", "wall", "memory")
        )
        print(f"{situation:24} {cpu:6.1f} s CPU  {wall:6.1f} s wall  {memory:5.0f} MB")  # noqa: T201


if __name__ == "__main__":
    main()
