"""A language of publication: the program's own words and its grammar of quantity words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from publication.errors import ManifestError
from publication.model import Place, Problem, round_half_up
from publication.textfile import read_toml

LANGUAGES = Path(__file__).parent / "languages"
NARROW = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Language:
    """One file of publication/languages. `words` holds single words, `sections` the rest."""

    code: str
    words: Mapping[str, str]
    sections: Mapping[str, Mapping[str, Any]]

    def __getitem__(self, key: str) -> str:
        return self.words[key]

    def number(self, value: float | int, digits: int = 0) -> str:
        """A number as printed: thousands parted, decimals with the language's mark.

        Years and other names of four digits are not numbers: write them by hand.
        """
        rounded = round_half_up(Decimal(repr(value)), digits)
        text = f"{abs(rounded):,.{digits}f}"
        whole, _, part = text.partition(".")
        whole = whole.replace(",", self["thousands_mark"])
        sign = "\N{MINUS SIGN}" if rounded < 0 else ""
        return f"{sign}{whole}{self['decimal_mark']}{part}" if part else f"{sign}{whole}"

    def sort_key(self, text: str) -> tuple[int, ...]:
        """Order of the language's own alphabet (Danish: æ ø å after z, aa as å)."""
        order = {letter: place for place, letter in enumerate(self["alphabet"])}
        folded = text.lower().replace("aa", "å") if "å" in order else text.lower()
        return tuple(order.get(letter, -1) for letter in folded)


def read_language(code: str, folder: Path = LANGUAGES) -> Language:
    """Read the language of a title ("da-DK" -> da.toml); ManifestError where there is none."""
    path = folder / f"{code.split('-')[0]}.toml"
    if not path.is_file():
        known = ", ".join(sorted(file.stem for file in folder.glob("*.toml")))
        raise ManifestError(
            [Problem(f"no language file for {code!r}", Place(path.name, 1), f"there are: {known}")]
        )
    data, _ = read_toml(path, file=str(path))
    words = data.pop("words")
    return Language(code, words, data)
