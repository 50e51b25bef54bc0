"""How long a whole build takes: from clean, with a full cache, and after one edit.

    python benchmarks/build.py [--rounds 3]

Quote CPU seconds (all processes), medians, and the ratios within one run: machines are noisy.
The title is copied, so nothing of the repository is touched.
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
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TITLE = ROOT / "publication" / "titles" / "innovation-2020"


def measure(work: Path, title: Path) -> tuple[float, float]:
    """CPU seconds and wall seconds of one build, its worker processes included."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [sys.executable, str(ROOT / "build.py"), "build", "--title", str(title)]
    command += ["--out", str(work / "dist"), "--cache", str(work / "cache")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    if done.returncode == 2:
        sys.exit(done.stderr)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu, time.perf_counter() - started


def main() -> None:
    """Print a line for each situation."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    os.environ.setdefault("SOURCE_DATE_EPOCH", "1600000000")
    figures: dict[str, list[tuple[float, float]]] = {}
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as name:
            work = Path(name)
            title = work / TITLE.name
            shutil.copytree(TITLE, title)
            (title / "pages.toml").unlink(missing_ok=True)
            for situation in ("clean, no page map", "full cache"):
                figures.setdefault(situation, []).append(measure(work, title))
            chapter = title / "chapters" / "forord.html"
            chapter.write_text(chapter.read_text().replace("God læselyst", "Rigtig god læselyst"))
            figures.setdefault("one word edited", []).append(measure(work, title))
            shutil.rmtree(work / "cache")
            figures.setdefault("clean, page map known", []).append(measure(work, title))
    for situation, pairs in figures.items():
        cpu, wall = (statistics.median(column) for column in zip(*pairs, strict=True))
        print(f"{situation:24} {cpu:6.1f} s CPU  {wall:6.1f} s wall")  # noqa: T201
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{'largest single process':24} {peak:6.0f} MB")  # noqa: T201


if __name__ == "__main__":
    main()
