"""The language check: spelling, doubled words, signs, per cent, and one form for one word.

It reads the finished text, not the templates, so numbers, notes and composed words are read too.
Every finding has its page, the line on it, and the line of the template.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from publication.language import Language
from publication.message import reason_of, said
from publication.model import Finding, Severity
from publication.proof.consistency import check_consistency
from publication.proof.lexicon import Lexicon
from publication.proof.reading import Passage, either, finding, more, passages
from publication.proof.records import Block, Draft
from publication.proof.signs import check_dashes, check_percent, check_signs
from publication.proof.spelling import PROGRAM, SpellingMissingError, ask, suggestions

SPELLING = "spelling"
DOUBLED = re.compile(r"(?<![\w-])([^\W\d_]+)[ \u00a0]+(\1)(?![\w-])", re.IGNORECASE)


def check_language(
    draft: Draft, language: Language, lexicon: Lexicon, program: str = PROGRAM
) -> tuple[Finding, ...]:
    """Everything the check has to say, in the order of the pages.

    language  words and section [proofreading] of the title's language
    program   the hunspell to ask; one finding NOT_RUN where it or its dictionary is missing
    """
    rules = language.sections["proofreading"]
    read = list(passages(draft))
    found = [
        each
        for passage in read
        for each in (
            *_doubled(draft, passage, lexicon),
            *check_signs(draft, passage, rules, language.words),
            *check_dashes(draft, passage),
            *check_percent(draft, passage, rules),
        )
    ]
    found += check_consistency(draft, read, lexicon, rules["pairs"])
    found += _spelling(draft, read, lexicon, rules, program)
    order = {leaf.label: index for index, leaf in enumerate(draft.leaves)}
    return tuple(sorted(found, key=lambda each: order.get(each.page, -1)))


def _doubled(draft: Draft, passage: Passage, lexicon: Lexicon) -> Iterator[Finding]:
    for match in DOUBLED.finditer(passage.text):
        if f"{match[1]} {match[2]}".lower() not in lexicon.lines:
            what = said("“{text}”: the same word twice", text=passage.around(*match.span()))
            hint = said("drop one, or put “{words}” into words.txt", words=match[0].lower())
            yield finding(draft, passage.block, match.start(), "doubled-word", what, hint)


def _spelling(
    draft: Draft,
    read: Sequence[Passage],
    lexicon: Lexicon,
    rules: Mapping[str, Any],
    program: str,
) -> Iterator[Finding]:
    """A finding for every unknown word, where it first stands."""
    places = _places(read, rules["abbreviations"])
    try:
        unknown = [
            word
            for word in ask(places, rules["dictionary"], program)
            if lexicon.entry(word) is None
        ]
        better = suggestions(unknown, rules["dictionary"], program)
    except SpellingMissingError as missing:
        hint = said("install hunspell and {package}", package=rules["package"])
        yield Finding(SPELLING, Severity.NOT_RUN, reason_of(missing), hint)
        return
    for word in unknown:
        block, start = places[word][0]
        what = said("{word} is not in the dictionary", word=more(word, len(places[word]) - 1))
        hint = said("A word that is right goes into words.txt")
        if better.get(word):
            hint = said("{near}? {hint}", near=either(better[word]), hint=hint)
        yield finding(draft, block, start, SPELLING, what, hint)


def _places(
    read: Iterable[Passage], abbreviations: Iterable[str]
) -> dict[str, list[tuple[Block, int]]]:
    """Every word and where it stands; abbreviations the language has are left out."""
    short = frozenset(abbreviations)
    places: dict[str, list[tuple[Block, int]]] = defaultdict(list)
    for passage in read:
        for word, start in passage.words():
            stop = passage.text[start + len(word) : start + len(word) + 1]
            if len(word) > 1 and f"{word}{stop}".lower() not in short:
                places[word].append((passage.block, start))
    return places
