"""One word, one form: spellings that differ from one another through a report."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from publication.message import said
from publication.model import Finding
from publication.proof.lexicon import Lexicon
from publication.proof.reading import Passage, finding, more
from publication.proof.records import Block, Draft

CHECK = "consistency"
SHORTEST = 4
"""Letters: shorter words ("en", "én", "for", "fór") differ in meaning by an accent."""
LONG = 5
"""Letters: of two words that may be one elsewhere both are at least so long; "for ældre" is not
"forældre", but "social området" is meant to be "socialområdet"."""
LETTERS = "æøå"
"""Letters of their own, not letters with an accent."""


@dataclass(frozen=True)
class Seen:
    """A word where it stands."""

    word: str
    block: Block
    offset: int
    opens: bool


def check_consistency(
    draft: Draft, read: Sequence[Passage], lexicon: Lexicon, pairs: Mapping[str, str]
) -> Iterator[Finding]:
    """A finding for every word with two forms: the rarer ones, each where it first stands.

    pairs  beginnings of words of which a report uses one
    """
    seen = [each for passage in read for each in _seen(passage)]
    for forms in _forms(seen).values():
        yield from _rarer(draft, forms, lexicon)
    yield from _parted(draft, read, seen, lexicon)
    yield from _both(draft, seen, pairs)


def _seen(passage: Passage) -> Iterator[Seen]:
    for word, start in passage.words():
        before = passage.text[:start].rstrip(" \u00a0»›(")
        yield Seen(word, passage.block, start, not before or before[-1] in ".:?!|")


def fold(word: str) -> str:
    """A word without hyphens, accents and large letters."""
    parts = []
    for letter in word.lower():
        bare = letter if letter in LETTERS else unicodedata.normalize("NFD", letter)[0]
        parts.append("" if letter == "-" else bare)
    return "".join(parts)


def _forms(seen: Iterable[Seen]) -> dict[str, dict[str, list[Seen]]]:
    """Folded word -> each of its forms -> where it stands."""
    found: dict[str, dict[str, list[Seen]]] = defaultdict(lambda: defaultdict(list))
    for each in seen:
        if len(each.word) >= SHORTEST and not each.word.endswith("-"):
            found[fold(each.word)][_form(each.word)].append(each)
    return found


def _form(word: str) -> str:
    """A word as it is compared: large first letters depend on the sentence and on names."""
    return word[:1].lower() + word[1:]


def _rarer(draft: Draft, forms: Mapping[str, list[Seen]], lexicon: Lexicon) -> Iterator[Finding]:
    if len(forms) < 2:
        return
    usual = max(forms, key=lambda form: len(forms[form]))
    for form, places in forms.items():
        first = places[0]
        known = lexicon.entry(first.word) is not None
        if form == usual or known or _shouted(form, usual):
            continue
        what = said("{word} beside “{usual}”", word=more(first.word, len(places) - 1), usual=usual)
        hint = said(
            "“{usual}” stands {count} times; write one form", usual=usual, count=len(forms[usual])
        )
        yield finding(draft, first.block, first.offset, CHECK, what, hint)


def _shouted(form: str, usual: str) -> bool:
    """Whether one of two is all in large letters: a heading, or an abbreviation that is a word."""
    return form.lower() == usual.lower() and usual[1:].isupper() != form[1:].isupper()


def _parted(
    draft: Draft, read: Sequence[Passage], seen: Sequence[Seen], lexicon: Lexicon
) -> Iterator[Finding]:
    """Two words that stand as one elsewhere: "i gang" beside "igang"."""
    whole = {fold(each.word): each for each in seen if "-" not in each.word}
    told: set[str] = set()
    for passage in read:
        for (left, start), (right, end) in pairwise(passage.words()):
            between = passage.text[start + len(left) : end]
            if between not in {" ", "\u00a0"} or min(len(left), len(right)) < LONG:
                continue
            key = fold(left + right)
            both = f"{left} {right}".lower()
            if key in whole and key not in told and both not in lexicon.lines:
                told.add(key)
                apart = f"{left} {right}"
                what = said("“{apart}” beside “{whole}”", apart=apart, whole=whole[key].word)
                hint = said("write one form, or put “{both}” into words.txt", both=both)
                yield finding(draft, passage.block, start, CHECK, what, hint)


def _both(draft: Draft, seen: Sequence[Seen], pairs: Mapping[str, str]) -> Iterator[Finding]:
    """Both words of a pair of which a report uses one."""
    for pair in pairs.items():
        stems = [[each for each in seen if each.word.lower().startswith(stem)] for stem in pair]
        if all(stems):
            rare, usual = sorted(stems, key=len)
            first = rare[0]
            word, other = more(first.word, len(rare) - 1), usual[0].word
            what = said("{word} beside “{usual}”", word=word, usual=other)
            hint = said(
                "a report uses one of the two; “{usual}” stands {count} times",
                usual=other,
                count=len(usual),
            )
            yield finding(draft, first.block, first.offset, CHECK, what, hint)
