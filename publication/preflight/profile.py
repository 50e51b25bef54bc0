"""What a printer asks for, as data: styles/preflight/*.toml.

A profile may build on another (`base`) and say only where it differs. `limits` are the thresholds
of the rules; `severity` changes how bad a rule's findings are, or turns the rule off.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from publication.errors import ManifestError
from publication.model import Place, Problem, Severity
from publication.textfile import read_toml

DEFAULT = "offset-fogra39"

SEVERITIES: Mapping[str, Severity | None] = {
    "error": Severity.ERROR,
    "warning": Severity.WARNING,
    "note": Severity.NOTE,
    "off": None,
}


@dataclass(frozen=True)
class Profile:
    """A printer's demands. severity: rule id -> the severity of all its findings, None for off."""

    name: str
    title: str
    condition: str
    limits: Mapping[str, float]
    severity: Mapping[str, Severity | None]

    def __getitem__(self, limit: str) -> float:
        return self.limits[limit]


def read_profile(folder: Path, name: str = DEFAULT, rules: frozenset[str] = frozenset()) -> Profile:
    """Read a profile by name, its base first.

    Raises ManifestError with every unknown limit, rule or severity. `rules` are the ids there are;
    without them rule names are not checked.
    """
    data, problems = _read(folder, name, ())
    known = _limits_of_default(folder)
    file = f"{name}.toml"
    problems += [
        Problem(
            f"unknown limit {limit!r}", Place(file, 1), f"there are: {', '.join(sorted(known))}"
        )
        for limit in data["limits"]
        if limit not in known
    ]
    problems += _severity_problems(data["severity"], rules, file)
    if problems:
        raise ManifestError(problems)
    return Profile(
        name=name,
        title=data["title"],
        condition=data["condition"],
        limits={key: float(value) for key, value in data["limits"].items()},
        severity={rule: SEVERITIES[word] for rule, word in data["severity"].items()},
    )


def names(folder: Path) -> tuple[str, ...]:
    """The profiles there are."""
    return tuple(sorted(path.stem for path in folder.glob("*.toml")))


def titles(folder: Path) -> dict[str, str]:
    """The profiles there are, by name, with what each is for."""
    return {name: str(_read(folder, name, ())[0]["title"]) for name in names(folder)}


def _read(folder: Path, name: str, seen: tuple[str, ...]) -> tuple[dict[str, Any], list[Problem]]:
    """A profile merged over its base."""
    path = folder / f"{name}.toml"
    empty: dict[str, Any] = {"title": name, "condition": "", "limits": {}, "severity": {}}
    if name in seen:
        return empty, [Problem(f"profile {name} is its own base", Place(path.name, 1))]
    if not path.exists():
        there = ", ".join(names(folder))
        return empty, [
            Problem(f"there is no preflight profile {name!r}", hint=f"there are: {there}")
        ]
    own, _ = read_toml(path, file=str(path))
    base: dict[str, Any] = empty
    problems: list[Problem] = []
    if "base" in own:
        base, problems = _read(folder, own["base"], (*seen, name))
    merged = {**base, **own}
    for table in ("limits", "severity"):
        merged[table] = {**base[table], **own.get(table, {})}
    return merged, problems


def _limits_of_default(folder: Path) -> set[str]:
    return set(_read(folder, DEFAULT, ())[0]["limits"])


def _severity_problems(
    severity: Mapping[str, str], rules: frozenset[str], file: str
) -> list[Problem]:
    unknown = [rule for rule in severity if rules and rule not in rules]
    wrong = [(rule, word) for rule, word in severity.items() if word not in SEVERITIES]
    return [
        *(Problem(f"unknown rule {rule!r}", Place(file, 1)) for rule in unknown),
        *(
            Problem(f"{rule}: {word!r} is no severity", Place(file, 1), ", ".join(SEVERITIES))
            for rule, word in wrong
        ),
    ]
