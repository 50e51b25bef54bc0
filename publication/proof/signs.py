"""Signs and spaces as Dansk Sprognævn and the house have them, looked for in the finished text.

Most of them are set by rule when a chapter is composed; this looks at what came out of it, so that
what no rule reached (a number inside a tag, an author's own sign) is found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from publication.message import Message, plain, said
from publication.model import Finding
from publication.proof.blocks import CELL
from publication.proof.reading import Passage, finding
from publication.proof.records import Draft

NBSP = "\N{NO-BREAK SPACE}"
CHECK = "signs"
LETTER = r"[^\W\d_]"
NUMBER_ALONE = re.compile(r"[\d.,]+\s\S+")
"""A key figure: it stands in a line of its own, where nothing can break."""

Found = tuple[int, int, Message, Message]
"""Start and end in the text, what is wrong, what to write."""
Look = Callable[[str, Mapping[str, Any], Mapping[str, str]], Iterator[Found]]


@dataclass(frozen=True)
class Sign:
    """A pattern that finished text never has."""

    pattern: re.Pattern[str]
    wrong: Message
    write: Message


SIGNS: tuple[Sign, ...] = (
    Sign(re.compile(rf"(?<={LETTER})'(?={LETTER})"), said("a straight apostrophe"), plain("’")),
    Sign(re.compile(r"\.\.+"), said("several full stops"), said("an ellipsis (…), or one stop")),
    Sign(re.compile(r"(?<=\s)-{1,2}(?=\s)"), said("a hyphen as a dash"), said("a dash (–)")),
    Sign(re.compile(r"(?<=\d)-(?=\d)"), said("a hyphen between numbers"), said("a dash (–)")),
    Sign(
        re.compile(r"\s[,;:!?)](?=\s|$)|\s\.(?=\s|$)"),
        said("a space before the sign"),
        said("none"),
    ),
    Sign(re.compile(r"\(\s"), said("a space after the bracket"), said("none")),
    Sign(
        re.compile(rf"(?<={LETTER})[,;!?](?={LETTER})|(?<=[a-zæøå])\.(?=[A-ZÆØÅ][a-zæøå])"),
        said("no space after the sign"),
        said("a space"),
    ),
    Sign(re.compile(r"(?<=\w)[,;:]{2,}|,\."), said("two signs together"), said("one")),
)


def check_signs(
    draft: Draft, passage: Passage, rules: Mapping[str, Any], words: Mapping[str, str]
) -> Iterator[Finding]:
    """What is wrong with the signs of a passage.

    rules  section [proofreading] of the language
    words  the language's single words: marks and quotation marks
    """
    for look in LOOKS:
        for start, end, wrong, write in look(passage.text, rules, words):
            what = said("“{text}”: {wrong}", text=passage.around(start, end), wrong=wrong)
            yield finding(draft, passage.block, start, CHECK, what, said("write {say}", say=write))


def _patterns(text: str, rules: Mapping[str, Any], words: Mapping[str, str]) -> Iterator[Found]:
    for sign in SIGNS:
        for found in sign.pattern.finditer(text):
            yield found.start(), found.end(), sign.wrong, sign.write


def _quotes(text: str, rules: Mapping[str, Any], words: Mapping[str, str]) -> Iterator[Found]:
    """Marks of another house, and marks that do not come in pairs."""
    right = plain(f"{words['quote_open']}…{words['quote_close']}")
    alone = said("a quotation mark that has no partner")
    for mark in rules["wrong_quotes"]:
        for found in re.finditer(re.escape(mark), text):
            yield found.start(), found.end(), said("a quotation mark {mark}", mark=mark), right
    depth = 0
    for found in re.finditer(f"[{words['quote_open']}{words['quote_close']}]", text):
        depth += 1 if found[0] == words["quote_open"] else -1
        if depth not in (0, 1):
            yield found.start(), found.end(), alone, right
            return
    if depth:
        yield len(text) - 1, len(text), alone, right


def _decimals(text: str, rules: Mapping[str, Any], words: Mapping[str, str]) -> Iterator[Found]:
    """The other mark between the digits of a decimal number; the time of day has its own."""
    right = words["decimal_mark"]
    wrong = "." if right == "," else ","
    for found in re.finditer(rf"(?<![\d.,])\d+{re.escape(wrong)}\d{{1,2}}(?![\d.,]*\d)", text):
        before = text[: found.start()].rstrip("0123456789.–- \u00a0")
        if not (rules["clock"] and before.endswith(rules["clock"].rstrip("."))):
            what = said("“{mark}” as the decimal mark", mark=wrong)
            yield found.start(), found.end(), what, plain(found[0].replace(wrong, right))


def _units(text: str, rules: Mapping[str, Any], words: Mapping[str, str]) -> Iterator[Found]:
    """An ordinary space between a number and its unit: a line may break there."""
    units = "|".join(re.escape(unit) for unit in rules["percent_words"])
    at = 0
    for cell in text.split(CELL):
        alone = NUMBER_ALONE.fullmatch(cell)
        for found in () if alone else re.finditer(rf"\d ({units})(?!\w)", cell):
            start, end = at + found.start(), at + found.end()
            yield start, end, said("a space that may break the line"), said("a no-break space")
        at += len(cell) + len(CELL)


LOOKS: tuple[Look, ...] = (_patterns, _quotes, _decimals, _units)
DASH = re.compile(r"(?<=\w) –(?= )")


def check_dashes(draft: Draft, passage: Passage) -> Iterator[Finding]:
    """A dash that may begin a line; the titles that templates break by sense are left alone."""
    if not passage.block.src.startswith("chapters/"):
        return
    for found in DASH.finditer(passage.text):
        text = passage.around(*found.span())
        what = said("“{text}”: a dash that may begin a line", text=text)
        hint = said("write a no-break space before")
        yield finding(draft, passage.block, found.start(), CHECK, what, hint)


def check_percent(draft: Draft, passage: Passage, rules: Mapping[str, Any]) -> Iterator[Finding]:
    """The word or sign for per cent that the house uses in this kind of text."""
    right = rules["percent"].get(passage.block.kind)
    if right is None or NUMBER_ALONE.fullmatch(passage.text):
        return
    for word in rules["percent_words"]:
        if word == right:
            continue
        for found in re.finditer(rf"\d[\s{NBSP}]?{re.escape(word)}(?!\w)", passage.text):
            text = passage.around(found.start(), found.end())
            what = said("“{text}”: {word} after a number", text=text, word=word)
            hint = said("write {say} here", say=right)
            yield finding(draft, passage.block, found.start(), "percent", what, hint)
