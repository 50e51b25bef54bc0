"""The title's small TOML files: read whole, or told what is wrong and where."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from publication.errors import ManifestError
from publication.model import Place, Problem
from publication.textfile import line_of, read_toml

WORDS = {str: "words", bool: "true or false", int: "a whole number", float: "a number"}


def read_entries(path: Path) -> tuple[dict[str, Any], str]:
    """A TOML file as data and as text, for the lines of its entries; nothing where it is not."""
    return read_toml(path) if path.is_file() else ({}, "")


def read_tables(
    path: Path,
    kinds: Mapping[str, type],
    more: Callable[[str, Mapping[str, Any]], Iterable[str]] = lambda key, row: (),
) -> dict[str, dict[str, Any]]:
    """A file of tables only, as `read_entries` has it.

    kinds  field -> what its value must be
    more   what else is wrong with the table of a key
    ManifestError with every entry that is no table, every field that is not among the kinds, and
    every value of another kind, at its line.
    """
    data, text = read_entries(path)
    problems = [
        Problem(message, Place(path.name, line_of(text, key, field)))
        for key, row in data.items()
        for field, message in _mistakes(key, row, kinds)
    ]
    problems += [
        Problem(message, Place(path.name, line_of(text, key)))
        for key, row in data.items()
        if isinstance(row, dict)
        for message in more(key, row)
    ]
    if problems:
        raise ManifestError(problems)
    return data


def _mistakes(key: str, row: Any, kinds: Mapping[str, type]) -> Iterator[tuple[str, str]]:
    """The field concerned, and what is wrong with it."""
    if not isinstance(row, dict):
        yield "", f"{key}: is no table: write [{key}] over its fields"
        return
    for field, value in row.items():
        if field not in kinds:
            yield field, f"{key}: unknown field {field!r}"
        elif not _is(value, kinds[field]):
            yield field, f"{key}: {field} must be {WORDS[kinds[field]]}, not {value!r}"


def _is(value: Any, kind: type) -> bool:
    """Whether a value is of a kind: true is no number, and a whole number is a number."""
    if isinstance(value, bool):
        return kind is bool
    return isinstance(value, (int, float) if kind is float else kind)


def tables_of(
    data: Mapping[str, Any], text: str, name: str, file: str
) -> tuple[list[dict[str, Any]], list[Place]]:
    """The tables [[name]] of a file and where each begins; ManifestError where it has others."""
    rows = data.get(name, [])
    heads = [n for n, line in enumerate(text.splitlines(), 1) if line.startswith(f"[[{name}]]")]
    wrong = [key for key in data if key != name]
    problems = [
        Problem(f"unknown section {key!r}", Place(file, line_of(text, key))) for key in wrong
    ]
    if not isinstance(rows, list) or len(rows) != len(heads):
        problems.append(Problem(f"write [[{name}]] over the fields of each", Place(file, 1)))
    if problems:
        raise ManifestError(problems)
    return rows, [Place(file, line) for line in heads]
