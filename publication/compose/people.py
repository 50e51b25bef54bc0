"""People, once each: one spelling and one title everywhere (people.toml)."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from publication.compose.entries import read_tables
from publication.language import Language

KINDS = {"name": str, "title": str, "organisation": str, "who": str, "listed": bool}


@dataclass(frozen=True)
class Person:
    """Somebody the title names. `who` follows the name and a comma in running text."""

    name: str
    title: str
    organisation: str
    who: str
    listed: bool


@dataclass(frozen=True)
class People:
    """The people of a title, by full name. missing: whether there is no people.toml at all."""

    persons: Mapping[str, Person]
    missing: bool = False

    def get(self, name: str) -> Person | None:
        return self.persons.get(name)

    def nearest(self, name: str) -> list[str]:
        return difflib.get_close_matches(name, self.persons, 3, 0.6)

    def listed(self, language: Language) -> tuple[Person, ...]:
        """The contributor list, by first name in the order of the language's alphabet."""
        chosen = (person for person in self.persons.values() if person.listed)
        return tuple(sorted(chosen, key=lambda person: language.sort_key(person.name)))


def read_people(path: Path) -> People:
    """Read people.toml; ManifestError naming every wrong entry. No file: nobody."""
    data = read_tables(path, KINDS, _wrong)
    return People(
        {
            key: Person(
                row["name"],
                row.get("title", ""),
                row.get("organisation", ""),
                row.get("who", ""),
                row.get("listed", False),
            )
            for key, row in data.items()
        },
        missing=not path.is_file(),
    )


def _wrong(key: str, row: Mapping[str, object]) -> list[str]:
    """What is wrong with one entry."""
    wrong: list[str] = []
    if row.get("name") != key:
        wrong.append(f"{key}: its name is written {row.get('name')!r}; write it one way")
    if row.get("listed") and not row.get("organisation"):
        wrong.append(f"{key}: is in the contributor list but has no organisation")
    return wrong
