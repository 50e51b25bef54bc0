"""From a survey folder to every number of a title.

    load      folder                -> Responses   as delivered
    validate  Responses             -> Survey      trusted, or every disagreement at once
    estimate  Survey, tables.toml   -> Estimates   addressed by name

`estimate_title` does the three in one and keeps the result: a call that finds nothing changed
reads one JSON file and imports neither numpy, scipy nor pandas. Hence the late imports here.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from publication.survey.estimation import estimate
    from publication.survey.population import representativity
    from publication.survey.published import compare_published
    from publication.survey.reading import load
    from publication.survey.stored import estimate_title
    from publication.survey.validation import validate

__all__ = [
    "compare_published",
    "estimate",
    "estimate_title",
    "load",
    "representativity",
    "validate",
]

_HOMES = {
    "compare_published": "published",
    "estimate": "estimation",
    "estimate_title": "stored",
    "load": "reading",
    "representativity": "population",
    "validate": "validation",
}


def __getattr__(name: str) -> Any:
    """Import a stage when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
