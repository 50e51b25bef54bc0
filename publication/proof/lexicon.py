"""The words a title knows beyond the dictionary: its words.txt, and the names it has listed.

One word (or phrase) a line; what follows # is the reason. A phrase of two words allows what the
check would else ask about: a word that is meant twice, two words that are one elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from publication.textfile import read_text

NAME = "words.txt"
PART = re.compile(r"[^\W\d_][\w’'\-]*")


@dataclass(frozen=True)
class Lexicon:
    """What is right though no dictionary has it.

    lines      entry -> its line in words.txt
    names      words of people's and organisations' names
    genitives  endings that any entry may take
    """

    lines: dict[str, int]
    names: frozenset[str] = frozenset()
    genitives: tuple[str, ...] = ()

    def entry(self, word: str) -> str | None:
        """The entry or name that makes a word right: itself, its genitive, or begun large."""
        stems = [word, *self._stems(word)]
        for stem in stems:
            small = stem[:1].lower() + stem[1:]
            for form in (stem, small):
                if form in self.lines or form in self.names:
                    return form
        return None

    def _stems(self, word: str) -> Iterable[str]:
        return (word[: -len(end)] for end in self.genitives if word.endswith(end))


def read_lexicon(path: Path, names: Iterable[str], genitives: Iterable[str]) -> Lexicon:
    """Read words.txt (none: no words) and cut names into their parts."""
    text = read_text(path) if path.is_file() else ""
    lines: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        entry = " ".join(line.partition("#")[0].split())
        if entry:
            lines.setdefault(entry, number)
    parts = frozenset(part for name in names for part in PART.findall(name))
    return Lexicon(lines, parts, tuple(genitives))
