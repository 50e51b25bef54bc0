"""How long a large survey takes: 1,000,000 respondents, 60 items, from Parquet to estimates.

    python benchmarks/survey.py [ROWS]

The frame is the survey of innovation-2020 drawn again with replacement (so that every filter
holds), with items added to make sixty; all tables of the title are computed with raked weights.
Limits: estimation 20 s CPU; loading and validation 40 s CPU and 4 GB.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

ROWS = 1_000_000
ITEMS = 60
LIMITS = {"load and validate": 40.0, "estimate": 20.0}
MEMORY_GB = 4.0
SURVEY = ROOT / "data" / "innovation-2020"
TABLES = ROOT / "publication" / "titles" / "innovation-2020" / "tables.toml"

EXTRA = """
[variable.{name}]
question = "fremtid"
label = "Ekstra emne {number}"
scale = "forandring"
asked = "besvaret_nyskabelser"
"""


def write_frame(folder: Path, rows: int) -> None:
    """A survey folder with that many respondents. Runs in a process of its own: see main."""
    import numpy as np
    import pandas as pd

    rng = np.random.default_rng(2020)
    small = pd.read_csv(SURVEY / "responses.csv", dtype=str, keep_default_na=False)
    codebook = (SURVEY / "codebook.toml").read_text(encoding="utf-8")
    items = codebook.count("[variable.") - codebook.count("background = true")
    extra = [f"ekstra_{number}" for number in range(1, ITEMS - items + 1)]
    for number, name in enumerate(extra, 1):
        codebook += EXTRA.format(name=name, number=number)
        small[name] = small["fremtid_digitale"].to_numpy()
    (folder / "codebook.toml").write_text(codebook, encoding="utf-8")
    frame = small.iloc[rng.integers(0, len(small), rows)].reset_index(drop=True)
    frame["id"] = [f"{number:07d}" for number in range(rows)]
    frame.to_parquet(folder / "responses.parquet")
    (folder / "population.csv").write_text(_population(rows), encoding="utf-8")
    options = '[options]\nrake = ["type", "ydelse"]\n'
    tables = TABLES.read_text(encoding="utf-8").replace("[options]\n", options)
    (folder / "tables.toml").write_text(tables, encoding="utf-8")


def _population(rows: int) -> str:
    """The margins of the real population, as many times larger as the sample is."""
    lines = (SURVEY / "population.csv").read_text(encoding="utf-8").splitlines()
    scaled = [lines[0]]
    for line in lines[1:]:
        variable, level, sent, _, _, source = line.split(",")
        scaled.append(f"{variable},{level},{int(sent) * rows // 903},,,{source}")
    return "\n".join(scaled) + "\n"


def measure(folder: Path) -> dict[str, float]:
    """CPU seconds of each part."""
    from publication.survey import estimate, load, validate

    seconds = {}
    start = time.process_time()
    survey = validate(load(folder))
    seconds["load and validate"] = time.process_time() - start
    start = time.process_time()
    estimates = estimate(survey, folder / "tables.toml")
    seconds["estimate"] = time.process_time() - start
    say(f"{survey.respondents:,} respondents, {len(survey.codes)} items, ")
    say(f"{len(estimates.tables)} tables, {len(estimates.names())} estimates, ")
    say(f"{len(estimates.contrasts)} contrasts, weighted\n")
    return seconds


def say(text: str) -> None:
    sys.stdout.write(text)


def main() -> int:
    """Write the frame in a child, so that the peak of memory is the pipeline's own."""
    if sys.argv[1:2] == ["--write"]:
        write_frame(Path(sys.argv[2]), int(sys.argv[3]))
        return 0
    import subprocess

    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory() as name:
        subprocess.run([sys.executable, __file__, "--write", name, str(rows)], check=True)
        seconds = measure(Path(name))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    for part, limit in LIMITS.items():
        say(f"{part:18} {seconds[part]:6.1f} s CPU   limit {limit:.0f}\n")
    say(f"{'peak memory':18} {peak:6.2f} GB      limit {MEMORY_GB:.0f}\n")
    slow = any(seconds[part] > limit for part, limit in LIMITS.items())
    return int(slow or peak > MEMORY_GB)


if __name__ == "__main__":
    raise SystemExit(main())
