"""Stored estimates are the computed ones, read without the heavy libraries."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tiny_survey import CODEBOOK, TABLES, tiny, write

from publication.survey import estimate, estimate_title
from publication.survey.stored import checksum, read_estimates, write_estimates

ROOT = Path(__file__).parents[2]


def test_what_is_stored_is_read_back_the_same(tmp_path):
    codebook = CODEBOOK.replace("limit = 1", "limit = 5")
    found = estimate(tiny(tmp_path, codebook=codebook), tmp_path / "tables.toml")
    write_estimates(found, tmp_path / "e.json")
    assert read_estimates(tmp_path / "e.json") == found


def test_a_second_call_reads_and_a_changed_input_computes(tmp_path):
    write(tmp_path)
    tables, cache = tmp_path / "tables.toml", tmp_path / "cache"
    first = estimate_title(tmp_path, tables, cache)
    (stored,) = (cache / "estimates").iterdir()
    stamp = stored.stat().st_mtime_ns
    assert estimate_title(tmp_path, tables, cache) == first
    assert stored.stat().st_mtime_ns == stamp
    tables.write_text(TABLES + "\n# a word\n", encoding="utf-8")
    assert estimate_title(tmp_path, tables, cache).checksum != first.checksum
    assert len(list((cache / "estimates").iterdir())) == 2


def test_every_input_is_in_the_checksum(tmp_path):
    write(tmp_path)
    seen = {checksum(tmp_path, tmp_path / "tables.toml")}
    for name in ("responses.csv", "codebook.toml", "population.csv", "tables.toml"):
        path = tmp_path / name
        path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
        seen.add(checksum(tmp_path, tmp_path / "tables.toml"))
    assert len(seen) == 5


def test_a_file_that_is_not_whole_is_computed_again(tmp_path):
    write(tmp_path)
    tables, cache = tmp_path / "tables.toml", tmp_path / "cache"
    first = estimate_title(tmp_path, tables, cache)
    (stored,) = (cache / "estimates").iterdir()
    stored.write_text(stored.read_text(encoding="utf-8")[:-40], encoding="utf-8")
    assert estimate_title(tmp_path, tables, cache) == first


def test_a_cached_call_imports_no_heavy_library(tmp_path):
    write(tmp_path)
    estimate_title(tmp_path, tmp_path / "tables.toml", tmp_path / "cache")
    code = (
        "import sys; from pathlib import Path; from publication.survey import estimate_title;"
        "folder = Path(sys.argv[1]);"
        "estimate_title(folder, folder / 'tables.toml', folder / 'cache');"
        "heavy = {'numpy', 'scipy', 'pandas', 'pyarrow', 'pydantic'} & set(sys.modules);"
        "sys.exit(f'imported {heavy}' if heavy else 0)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, "")
