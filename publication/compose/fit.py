"""Small adjustments of single paragraphs, from the title's fit.toml: the build only applies them.

A paragraph is known by its chapter and the hash of its own text, so an entry survives whatever
happens to the lines around it. What `build.py fit` proposes is what a typesetter would do by hand:

    word, letter  per cent that words are set apart, or letters, within LIMIT of nothing: of the em
                  for words, of half an em (an average letter's width) for letters
    hyphens       "none": no word of the paragraph is broken; "more": words are broken where the
                  styles would rather leave a hole (three letters at least stay on either line)
    whole         words that are not broken, though others are
    join          two words that stay on one line, "so that": a no-break space between them
"""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from publication.compose.entries import tables_of
from publication.errors import ManifestError
from publication.message import said
from publication.model import Finding, Place, Problem, Severity
from publication.textfile import read_toml

FILE = "fit.toml"  # in the title's folder
LIMIT = 2.0  # per cent: a difference in spacing that no reader sees
BLOCK = re.compile(r"<(?P<tag>p|li)(?P<attributes>(?=[\s>])[^>]*)>(?P<inner>.*?)</(?P=tag)>", re.S)
NESTED = re.compile(r"<(?:p|li|ul|ol|div|table)[\s>]")
TOKEN = re.compile(r"<[^>]*>|&(?:#\w+|\w+);|.", re.S)
VOID = re.compile(r"<(?:br|img|wbr|hr)\b|<[^>]*/>$")
APART = re.compile(r'<\w+ [^>]*class="(?:mn|call)[\s"]')  # not the paragraph's own words
REFERENCE = re.compile(r'<a class="ref"')  # says a page or a figure: its words may change
NBSP = "\N{NO-BREAK SPACE}"
HYPHENS = {
    "none": ("hyphens:manual",),
    "more": ("hyphenate-limit-zone:0", "hyphenate-limit-chars:6 3 3"),
}


@dataclass(frozen=True)
class Adjustment:
    """What is done to one paragraph; nothing at all by default."""

    word: float = 0.0
    letter: float = 0.0
    hyphens: str = ""
    whole: tuple[str, ...] = ()
    join: tuple[str, ...] = ()

    @property
    def style(self) -> str:
        """Its part that is a style of the block."""
        rules = [*HYPHENS.get(self.hyphens, ())]
        rules += [f"word-spacing:{self.word / 100:g}em"] if self.word else []
        rules += [f"letter-spacing:{self.letter / 200:g}em"] if self.letter else []
        return ";".join(rules)


@dataclass(frozen=True)
class Entry:
    """A line of fit.toml: the paragraph, its first words for people, and what is done to it."""

    chapter: str
    text: str
    begins: str
    change: Adjustment
    line: int = field(default=1, compare=False)

    @property
    def key(self) -> tuple[str, str]:
        return self.chapter, self.text


@dataclass(frozen=True)
class Fit:
    """Every adjustment of a title."""

    entries: tuple[Entry, ...] = ()

    def of(self, chapter: str) -> Mapping[str, Adjustment]:
        """Hash of a text -> what is done to it, in one chapter."""
        return {each.text: each.change for each in self.entries if each.chapter == chapter}


NOTHING = Fit()


@dataclass(frozen=True)
class Paragraph:
    """A block of a composed chapter: where its tag and its inside are in the HTML, and its words.

    words   the block's own, without notes; whitespace of any kind is one space
    places  where each character of `words` stands in the HTML, as start and end
    """

    tag: tuple[int, int]
    inside: tuple[int, int]
    src: str
    identity: str
    words: str
    places: tuple[tuple[int, int], ...] = field(repr=False)


def paragraphs(text: str) -> Iterator[Paragraph]:
    """The paragraphs and list items of a composed chapter, with what is known of each."""
    for block in BLOCK.finditer(text):
        if not NESTED.search(block["inner"]):
            yield _paragraph(block)


def _paragraph(block: re.Match[str]) -> Paragraph:
    words: list[str] = []
    places: list[tuple[int, int]] = []
    own: list[str] = []
    for character, start, end, counts in _characters(block["inner"], block.start("inner")):
        if character.isspace() and words[-1:] in ([" "], []):
            continue
        words.append(" " if character.isspace() else character)
        places.append((start, end))
        own += [words[-1]] if counts else []
    src = re.search(r'data-src="([^"]*)"', block["attributes"])
    text = "".join(words).rstrip()
    return Paragraph(
        block.span("attributes"),
        block.span("inner"),
        src[1] if src else "",
        identity(" ".join("".join(own).split())),
        text,
        tuple(places[: len(text)]),
    )


def _characters(inner: str, offset: int) -> Iterator[tuple[str, int, int, bool]]:
    """Characters of the block itself with their places, and whether they tell who it is."""
    open_tags: list[str] = []
    for token in TOKEN.finditer(inner):
        piece = token[0]
        if piece.startswith("</"):
            del open_tags[-1:]
        elif piece.startswith("<"):
            open_tags += [] if VOID.match(piece) else [piece]
        elif not any(map(APART.match, open_tags)):
            counts = not any(map(REFERENCE.match, open_tags))
            yield html.unescape(piece), offset + token.start(), offset + token.end(), counts


def identity(words: str) -> str:
    """Who a paragraph is: twelve hexadecimal digits of the hash of its text."""
    return hashlib.sha256(words.encode()).hexdigest()[:12]


def adjusted(text: str, changes: Mapping[str, Adjustment]) -> tuple[str, frozenset[str]]:
    """The composed chapter with these changes, and the identities that were found in it."""
    met: set[str] = set()
    for block in reversed(list(paragraphs(text)) if changes else []):
        change = changes.get(block.identity)
        if change:
            met.add(block.identity)
            text = _changed(text, block, change)
    return text, frozenset(met)


def _changed(text: str, block: Paragraph, change: Adjustment) -> str:
    """One paragraph changed: from its end to its beginning, so that places stay true."""
    edits = [(*place, NBSP) for place in _joints(block, change.join)]
    for start, end in _runs(block, change.whole):
        edits.append((start, end, f'<span style="hyphens:manual">{text[start:end]}</span>'))
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    if change.style:
        end = block.tag[1]
        text = f'{text[:end]} style="{change.style}"{text[end:]}'
    return text


def _joints(block: Paragraph, pairs: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where the spaces stand that must not break."""
    for pair in pairs:
        at = block.words.find(pair)
        if at >= 0:
            yield block.places[at + pair.index(" ")]


def _runs(block: Paragraph, words: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where words stand in the HTML; one that a tag interrupts is left alone."""
    for word in words:
        at = block.words.find(word)
        if at >= 0:
            start, end = block.places[at][0], block.places[at + len(word) - 1][1]
            between = zip(block.places[at:], block.places[at + 1 : at + len(word)], strict=False)
            if all(here[1] == there[0] for here, there in between):
                yield start, end


def stale(fit: Fit, chapter: str, met: Iterable[str]) -> list[Finding]:
    """A note for every entry whose paragraph is no longer there as it was."""
    lost = set(fit.of(chapter)) - set(met)
    return [
        Finding(
            "fit-stale",
            Severity.NOTE,
            said(
                "the adjustment of »{begins}« is not used: the paragraph has changed",
                begins=entry.begins,
            ),
            said("python build.py fit looks again, and forgets it"),
            Place(FILE, entry.line),
        )
        for entry in fit.entries
        if entry.chapter == chapter and entry.text in lost
    ]


# ------------------------------------------------------------------ the file


def read_fit(path: Path) -> Fit:
    """Read fit.toml; ManifestError with every entry that cannot be used. No file: nothing."""
    if not path.is_file():
        return NOTHING
    data, text = read_toml(path)
    rows, places = tables_of(data, text, "paragraph", path.name)
    problems = [
        Problem(f"paragraph {number}: {wrong}", place)
        for number, (row, place) in enumerate(zip(rows, places, strict=True), 1)
        for wrong in _wrong(row)
    ]
    if problems:
        raise ManifestError(problems)
    return Fit(tuple(_entry(row, place.line) for row, place in zip(rows, places, strict=True)))


KINDS = {each.name for each in fields(Adjustment)}
NAMES = ("chapter", "text", "begins")


def _wrong(row: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with one entry."""
    yield from (f"unknown field {key!r}" for key in sorted(set(row) - KINDS - {*NAMES}))
    yield from (f"{key} is missing" for key in NAMES if not isinstance(row.get(key), str))
    for key in ("word", "letter"):
        value = row.get(key, 0.0)
        if type(value) not in (int, float) or abs(value) > LIMIT:
            yield f"{key} is {value!r}: spacing changes by {LIMIT:g} per cent at most"
    if row.get("hyphens", "") not in ("", *HYPHENS):
        yield f"hyphens is {row['hyphens']!r}: there are {', '.join(HYPHENS)}"
    for key in ("whole", "join"):
        if not isinstance(row.get(key, []), list):
            yield f"{key} must be a list, not {row[key]!r}"
    for pair in row.get("join", ()):
        if len(str(pair).split()) != 2:
            yield f"join {pair!r}: two words with a space between them"


def _entry(row: Mapping[str, Any], line: int) -> Entry:
    change = Adjustment(
        float(row.get("word", 0.0)),
        float(row.get("letter", 0.0)),
        row.get("hyphens", ""),
        tuple(row.get("whole", ())),
        tuple(row.get("join", ())),
    )
    return Entry(row["chapter"], row["text"], row["begins"], change, line)
