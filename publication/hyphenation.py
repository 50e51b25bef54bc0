"""Where words of a language may be broken: a committed list of exceptions beside the patterns.

publication/languages/da-hyphenation.txt has one entry a line, `|` at every place where the word may
be broken, and nowhere else inside the entry:

    spørgeskema|undersøgelse     words that begin so: spørgeskemaundersøgelsen too
    ~|indsats                    the same letters anywhere in a word: beskæftigelses|indsatsen
    trygfonden                   never broken, whatever other entries say

Entries that overlap in a word add up: a place is legal if one of them has it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from publication.errors import ManifestError
from publication.language import LANGUAGES
from publication.model import Place, Problem
from publication.textfile import read_text

MARK, ANYWHERE, COMMENT = "|", "~", "#"
NAME = "-hyphenation.txt"


@dataclass(frozen=True)
class Entry:
    """Letters that the list speaks of. places: how many of them stand before each legal break.

    A place of 0 is before the first letter, one of len(letters) behind the last; those count as
    spoken of only where the entry has them.
    """

    letters: str
    places: tuple[int, ...]
    anywhere: bool = False

    @property
    def whole(self) -> bool:
        """Whether the word is never broken."""
        return not self.places

    def starts(self, word: str) -> list[int]:
        """Where the entry stands in a word (in small letters)."""
        if not self.anywhere:
            return [0] if word.startswith(self.letters) else []
        last = len(word) - len(self.letters)
        return [start for start in range(last + 1) if word.startswith(self.letters, start)]

    def judged(self) -> dict[int, bool]:
        """Every place the entry speaks of, and whether a break is legal there."""
        inside = dict.fromkeys(range(1, len(self.letters)), False)
        return inside | dict.fromkeys(self.places, True)


@dataclass(frozen=True)
class Hyphenation:
    """A language's list. Without entries nothing is known of any word."""

    entries: tuple[Entry, ...] = ()

    def judged(self, word: str) -> dict[int, bool]:
        """Every place of a word that the list speaks of, and whether it may be broken there."""
        found: dict[int, bool] = {}
        lowered = word.lower()
        for entry in sorted(
            self.entries, key=lambda entry: entry.whole
        ):  # these have the last word
            for start in entry.starts(lowered):
                for place, legal in entry.judged().items():
                    known = found.get(start + place, False) and not entry.whole
                    found[start + place] = known or legal
        return {place: legal for place, legal in found.items() if 0 < place < len(word)}

    def shown(self, word: str) -> str:
        """A word as the list breaks it: spørgeskema|undersøgelsen."""
        legal = {place for place, allowed in self.judged(word).items() if allowed}
        return "".join(
            f"{MARK}{letter}" if place in legal else letter for place, letter in enumerate(word)
        )


def read_hyphenation(code: str, folder: Path = LANGUAGES) -> Hyphenation:
    """The list of a language ("da-DK" -> da-hyphenation.txt); an empty one where there is none.

    Raises ManifestError with every line that is no entry.
    """
    path = list_of(code, folder)
    if not path.is_file():
        return Hyphenation()
    entries: list[Entry] = []
    problems: list[Problem] = []
    for number, line in enumerate(read_text(path, file=str(path)).splitlines(), 1):
        text = line.partition(COMMENT)[0].strip()
        if not text:
            continue
        entry = _entry(text)
        if entry is None:
            place = Place(str(path), number)
            problems.append(Problem(f"{text!r} is no entry", place, "small letters and | only"))
        else:
            entries.append(entry)
    if problems:
        raise ManifestError(problems)
    return Hyphenation(tuple(entries))


def lists(folder: Path = LANGUAGES) -> dict[str, Path]:
    """Every list there is, by the language's code."""
    return {path.name.removesuffix(NAME): path for path in sorted(folder.glob(f"*{NAME}"))}


def list_of(code: str, folder: Path = LANGUAGES) -> Path:
    """Where a language's list stands."""
    return folder / f"{code.replace('_', '-').split('-')[0].lower()}{NAME}"


def _entry(text: str) -> Entry | None:
    """An entry as written, or None where it holds anything but small letters and marks."""
    anywhere = text.startswith(ANYWHERE)
    parts = text.removeprefix(ANYWHERE).split(MARK)
    letters = "".join(parts)
    if not letters.isalpha() or letters != letters.lower():
        return None
    places = [0]
    for part in parts:
        places.append(places[-1] + len(part))
    inner = tuple(places[1:-1])
    if len(set(inner)) < len(inner):
        return None
    return Entry(letters, inner, anywhere)
