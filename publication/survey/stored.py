"""Estimates as JSON: kept by the checksum of everything they depend on.

This module and what it imports stay free of numpy, scipy and pandas: reading a stored result must
cost milliseconds.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from publication.model import (
    Base,
    Column,
    Estimate,
    Estimates,
    Exclusion,
    Row,
    Table,
    Test,
)
from publication.remembered import finding_of, row_of

RESPONSES = ("codebook.toml", "population.csv", "responses.*")


def estimate_title(survey_folder: Path, tables_file: Path, cache: Path) -> Estimates:
    """The title's estimates: stored ones where nothing changed, else computed and stored.

    cache is a folder; the file in it is named by the checksum of the survey folder's data and
    codebook, the table definitions, and this package's source. Raises SurveyError as load,
    validate and estimate do.
    """
    key = checksum(survey_folder, tables_file)
    path = cache / "estimates" / f"{key}.json"
    kept = read_estimates(path)
    if kept is not None:
        return kept
    from publication.survey import estimate, load, validate

    estimates = estimate(validate(load(survey_folder)), tables_file)
    write_estimates(estimates, path)
    return estimates


def checksum(survey_folder: Path, tables_file: Path) -> str:
    """Of every input and of the source that turns it into numbers; file names count too."""
    digest = hashlib.sha256()
    for path in (*_inputs(survey_folder), tables_file, *_source()):
        digest.update(path.name.encode())
        digest.update(hashlib.sha256(path.read_bytes() if path.exists() else b"-").digest())
    return digest.hexdigest()[:32]


def _inputs(folder: Path) -> list[Path]:
    return [path for pattern in RESPONSES for path in sorted(folder.glob(pattern))]


def _source() -> list[Path]:
    here = Path(__file__).parent
    return [*sorted(here.glob("*.py")), here.parent / "model.py"]


def write_estimates(estimates: Estimates, path: Path) -> None:
    """Store estimates under a temporary name first, so that a file is whole or absent."""
    content = {
        "checksum": estimates.checksum,
        "respondents": estimates.respondents,
        "tables": [asdict(table) for table in estimates.tables.values()],
        "contrasts": [[*names, asdict(test)] for names, test in estimates.contrasts.items()],
        "design_effect": estimates.design_effect,
        "findings": [row_of(finding) for finding in estimates.findings],
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".draft")
    draft.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    draft.replace(path)


def read_estimates(path: Path) -> Estimates | None:
    """Stored estimates, or None where there are none or the file is not whole."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return Estimates(
            tables={row["id"]: _table(row) for row in content["tables"]},
            contrasts={(a, b): Test(**test) for a, b, test in content["contrasts"]},
            checksum=content["checksum"],
            respondents=content["respondents"],
            findings=tuple(map(finding_of, content["findings"])),
            design_effect=content["design_effect"],
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _table(row: dict[str, Any]) -> Table:
    return Table(
        **row
        | {
            "base": Base(**row["base"] | {"words": tuple(row["base"]["words"])}),
            "rows": tuple(Row(**each) for each in row["rows"]),
            "columns": tuple(Column(**each) for each in row["columns"]),
            "estimates": {name: Estimate(**each) for name, each in row["estimates"].items()},
            "test": Test(**row["test"]) if row["test"] else None,
            "exclusions": tuple(Exclusion(**each) for each in row["exclusions"]),
            "n_range": tuple(row["n_range"]) if row["n_range"] else None,
            "suppressed": tuple(row["suppressed"]),
        }
    )
