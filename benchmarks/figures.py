"""How long drawing takes: all figures cold and warm, from the cache, and stand-alone.

    python benchmarks/figures.py [--rounds 3]

CPU seconds of this process, medians. The survey is estimated beforehand and not counted.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from publication.brand import Brand, read_brand  # noqa: E402
from publication.model import Artwork, Estimates, FigureText  # noqa: E402

TITLE = ROOT / "publication" / "titles" / "innovation-2020"
FONTS = ROOT / "styles" / "fonts"
LIMITS = {"drawn, warm": 5.0, "from the cache": 0.2, "stand-alone SVG and PNG": 6.0}
COLD = "import time; import figures.sheet, figures.chart; print(time.process_time())"


def timed(work: Callable[[], object]) -> float:
    """CPU seconds of a piece of work."""
    started = time.process_time()
    work()
    return time.process_time() - started


def words_of(artwork: Artwork) -> FigureText:
    """Words of the usual length beside a figure."""
    return FigureText(
        id=artwork.id,
        label=artwork.id,
        headline="Hver fjerde fandt flere at samarbejde med",
        question="Hvor enig eller uenig er du i, at I samarbejdede med flere end normalt? " * 2,
        caption="",
        note="N = 582. Der er sammenhæng mellem type og svar. " * 3,
        source="Tænketanken Mandag Morgen og Bikubenfonden.",
        chapter="",
        anchor=artwork.id,
    )


def one_round(estimates: Estimates, brand: Brand) -> dict[str, float]:
    """Every situation once, in an empty cache."""
    from figures.chart import draw_all
    from figures.specs import read_specs
    from figures.standalone import standalone

    specs = read_specs(TITLE / "figures.toml")
    with tempfile.TemporaryDirectory() as name:
        cache = Path(name)
        drawn = timed(lambda: draw_all(specs, estimates, brand, FONTS, cache))
        kept = timed(lambda: draw_all(specs, estimates, brand, FONTS, cache))
        artworks = draw_all(specs, estimates, brand, FONTS, cache)
        alone = timed(
            lambda: [standalone(art, words_of(art), brand, FONTS) for art in artworks.values()]
        )
    return dict(zip(LIMITS, (drawn, kept, alone), strict=True))


def main() -> None:
    """Print a line for each situation; exit 1 where one is over its limit."""
    import figures.sheet  # noqa: F401  "warm" means with matplotlib imported
    from publication.survey import estimate_title

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as name:
        survey = ROOT / "data" / "innovation-2020"
        estimates = estimate_title(survey, TITLE / "tables.toml", Path(name))
    brand = read_brand(ROOT / "styles" / "brand.toml")
    results = [one_round(estimates, brand) for _ in range(rounds)]
    run = subprocess.run(
        [sys.executable, "-c", COLD], cwd=ROOT, capture_output=True, text=True, check=True
    )
    sys.stdout.write(f"{'imports':26}{float(run.stdout):8.2f} s\n")
    medians = {name: statistics.median(each[name] for each in results) for name in LIMITS}
    for name, limit in LIMITS.items():
        sys.stdout.write(f"{name:26}{medians[name]:8.2f} s   at most {limit} s\n")
    if any(medians[name] > limit for name, limit in LIMITS.items()):
        sys.exit(1)


if __name__ == "__main__":
    main()
