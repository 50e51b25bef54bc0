"""Messages told in the language of a title, from publication/languages/findings.

A language's file maps English templates to its own, by package, and names checks and editions:

    [checks]
    "typography.widow" = "Horeunge"
    [editions]
    web = "webudgaven"
    [typography]
    "a paragraph ends in {line}" = "et afsnit ender på {line}"

A translation has the placeholders of its original, with the same formats. Two of them, as a list,
are singular and plural by the value `count`. English needs no file.
"""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isfinite
from pathlib import Path

from publication.language import LANGUAGES, Language
from publication.message import Foreign, Message, Value
from publication.textfile import read_toml

FOLDER = LANGUAGES / "findings"
ORIGINAL = "en"
CHECKS, EDITIONS = "checks", "editions"
FORMATTER = string.Formatter()
NBSP = "\N{NO-BREAK SPACE}"

Templates = Mapping[str, str | list[str]]


@dataclass(frozen=True)
class Piece:
    """A part of what is told; `english` where a page in another language must say so."""

    text: str
    english: bool = False


@dataclass(frozen=True)
class Translation:
    """How one language tells messages.

    templates  English template -> its own, or [singular, plural]
    checks     name of a check -> its label
    editions   name of an edition -> what it is called
    """

    language: Language
    templates: Templates
    checks: Mapping[str, str]
    editions: Mapping[str, str]

    def tell(self, text: str) -> str:
        """A message in this language; other text as it is."""
        return "".join(piece.text for piece in self.pieces(text))

    def pieces(self, text: str) -> tuple[Piece, ...]:
        """A message in this language, in stretches that are its own or English.

        Foreign words are English, and so is a message that nobody has translated.
        """
        return tuple(_merged(self._pieces(text)))

    def label(self, check: str) -> str:
        """What a check is called, or nothing where it has its technical name only."""
        return self.checks.get(check, "")

    def edition(self, name: str) -> str:
        """What an edition is called."""
        return self.editions.get(name, name)

    def _pieces(self, text: str) -> Iterator[Piece]:
        original = self.language.code.split("-")[0] == ORIGINAL
        if not isinstance(text, Message) or original:
            yield Piece(str(text))
            return
        template = self._template(text)
        if isinstance(text, Foreign) or template is None:
            yield Piece(str(text), english=True)
            return
        for literal, name, spec, _ in FORMATTER.parse(template):
            yield Piece(literal)
            if name is not None:
                yield from self._value(text.values[name], spec or "")

    def _template(self, message: Message) -> str | None:
        """The template to fill; one of signs alone, without words, needs no translation."""
        found = self.templates.get(message.template)
        if isinstance(found, list):
            return found[message.values.get("count") != 1]
        return message.template if found is None and is_neutral(message.template) else found

    def _value(self, value: Value, spec: str) -> Iterator[Piece]:
        if isinstance(value, str):
            yield from self._pieces(value)
        else:
            yield Piece(self._number(value, spec))

    def _number(self, value: float, spec: str) -> str:
        """A number with the digits its template wants: `.1f`, `.0%`, `g`, or none for a count."""
        if not isfinite(value):
            return str(value)
        if isinstance(value, int) and spec in {"", "d"}:
            return self.language.number(value)
        if spec.endswith("%"):
            return f"{self.language.number(100 * value, _digits(spec))}{NBSP}%"
        if spec.endswith("f"):
            return self.language.number(value, _digits(spec))
        text = format(value, spec)
        if "e" in text or "n" in text:  # a power of ten, or no number at all
            return text.replace(".", self.language["decimal_mark"])
        return self.language.number(float(text), len(text.partition(".")[2]))


def read_translation(language: Language, folder: Path = FOLDER) -> Translation:
    """The table of a language; without a file every message is told in English."""
    path = folder / f"{language.code.split('-')[0]}.toml"
    data = read_toml(path, file=str(path))[0] if path.is_file() else {}
    checks, editions = data.pop(CHECKS, {}), data.pop(EDITIONS, {})
    templates = {said: own for section in data.values() for said, own in section.items()}
    return Translation(language, templates, checks, editions)


def is_neutral(template: str) -> bool:
    """Whether a template has no words of its own, nor marks that every language has otherwise."""
    literals = "".join(literal for literal, *_ in FORMATTER.parse(template))
    return not any(sign.isalpha() or sign in "“”‘’" for sign in literals)


def fields(template: str) -> frozenset[tuple[str, str]]:
    """The placeholders of a template with their formats."""
    return frozenset(
        (name, spec or "") for _, name, spec, _ in FORMATTER.parse(template) if name is not None
    )


def _digits(spec: str) -> int:
    return int(spec.strip(".%f") or 6)


def _merged(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Neighbours in the same language as one."""
    held = Piece("")
    for piece in pieces:
        if piece.text and piece.english != held.english and held.text:
            yield held
            held = piece
        elif piece.text:
            held = Piece(held.text + piece.text, piece.english)
    if held.text:
        yield held
