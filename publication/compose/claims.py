"""Claims: words that state a quantity or a relation, and whether the estimates bear them.

A claim is judged on the number as the reader sees it: shares as whole per cents, counts whole.
The words and the intervals in which they are true stand in publication/languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from publication.model import Estimate, Test

WIDEST = 5.0  # percentage points
SHARE_OF_Q = 0.15
SHARE_OF_COUNT = 0.05
NARROWEST = 1.0


@dataclass(frozen=True)
class Interval:
    """Where a quantity's words are true, in per cent or whole counts. `open` edges are strict."""

    low: float
    high: float
    open_low: bool = False
    open_high: bool = False

    def holds(self, value: float) -> bool:
        above = value > self.low if self.open_low else value >= self.low - 1e-6
        below = value < self.high if self.open_high else value <= self.high + 1e-6
        return above and below


@dataclass(frozen=True)
class Verdict:
    """Whether words are true; if not, why, and which words would be."""

    true: bool
    reason: str = ""
    better: tuple[str, ...] = ()


@dataclass(frozen=True)
class Grammar:
    """The quantity words of one language: [claims] of its file."""

    modifiers: Mapping[str, tuple[str, str]]
    quantities: Mapping[str, float]
    absolutes: Mapping[str, tuple[float, float]]
    numbers: Mapping[str, int]
    patterns: Mapping[str, Any]
    compare: Mapping[str, Mapping[str, Any]]

    @cached_property
    def out_of(self) -> re.Pattern[str]:
        words = "|".join(sorted(map(re.escape, self.numbers), key=len, reverse=True))
        number = rf"(?P<{{}}>\d+|{words})"
        pattern = re.escape(self.patterns["out_of"])
        for name in "ab":
            pattern = pattern.replace(re.escape(f"{{{name}}}"), number.format(name))
        return re.compile(pattern)

    def number(self, word: str) -> int:
        return self.numbers[word] if word in self.numbers else int(word)


def read_grammar(section: Mapping[str, Any]) -> Grammar:
    """The grammar from the [claims] section of a language file."""
    return Grammar(
        modifiers={words: (low, high) for words, (low, high) in section["modifiers"].items()},
        quantities={words: float(value) for words, value in section["quantities"].items()},
        absolutes={words: (low, high) for words, (low, high) in section["absolutes"].items()},
        numbers=section["numbers"],
        patterns=section["patterns"],
        compare=section["compare"],
    )


# ------------------------------------------------------------------ quantities


def interval(words: str, grammar: Grammar, count: bool = False) -> Interval | None:
    """Where the words are true, or None where the grammar does not know them."""
    text = " ".join(words.lower().replace("\N{NO-BREAK SPACE}", " ").split())
    if text in grammar.absolutes:
        return Interval(*grammar.absolutes[text])
    for modifier in sorted(grammar.modifiers, key=len, reverse=True):
        rest = text.removeprefix(modifier).strip() if text.startswith(modifier) else None
        if not rest or (modifier and not text.startswith(f"{modifier} ")):
            continue
        quantity = _quantity(rest, grammar, count)
        if quantity is not None:
            return _around(quantity, grammar.modifiers[modifier], count)
    return None


def _quantity(text: str, grammar: Grammar, count: bool) -> float | None:
    """The value of quantity words without modifier: per cent, or a count."""
    if count:
        digits = re.sub(r"[.,\s]", "", text)
        return float(digits) if digits.isdigit() else _named(text, grammar)
    if text in grammar.quantities:
        return grammar.quantities[text]
    if parts := grammar.out_of.fullmatch(text):
        whole = grammar.number(parts["b"])
        return 100 * grammar.number(parts["a"]) / whole if whole else None
    for pattern in grammar.patterns["percent"]:
        expression = re.escape(pattern).replace(re.escape("{a}"), r"(\d+)")
        if found := re.fullmatch(expression, text):
            return float(found[1])
    return None


def _named(text: str, grammar: Grammar) -> float | None:
    return float(grammar.numbers[text]) if text in grammar.numbers else None


def width(quantity: float, count: bool = False) -> float:
    """How far "about" reaches from a quantity, in its own unit."""
    if count:
        return max(NARROWEST, SHARE_OF_COUNT * quantity)
    return min(WIDEST, max(NARROWEST, SHARE_OF_Q * quantity))


def _around(quantity: float, edges: tuple[str, str], count: bool) -> Interval:
    low, open_low = _edge(edges[0], quantity, count)
    high, open_high = _edge(edges[1], quantity, count)
    return Interval(low, high, open_low, open_high)


def _edge(text: str, quantity: float, count: bool) -> tuple[float, bool]:
    """One edge of the grammar: "-w", "+3w", ">0", "0" -> the value and whether it is strict."""
    strict = text[0] in "<>"
    number = text.lstrip("<>")
    if number.endswith("w"):
        factor = number[:-1]
        step = float(factor + "1" if factor in {"", "+", "-"} else factor)
        return quantity + step * width(quantity, count), strict
    return quantity + float(number), strict


def shown(estimate: Estimate) -> float:
    """The number the reader sees: a whole per cent or a whole count."""
    return estimate.percent if estimate.kind == "share" else round(estimate.value)


def judge(words: str, estimate: Estimate, grammar: Grammar) -> Verdict:
    """Do the words hold of the estimate? If not, say the number and better words."""
    if estimate.kind == "mean":
        return Verdict(False, "quantity words speak of shares and counts, not of means")
    count = estimate.kind == "count"
    found = interval(words, grammar, count)
    value = shown(estimate)
    unit = "" if count else " %"
    if found is None:
        reason = f"the grammar does not know the words {words!r}"
        return Verdict(False, reason, better(estimate, grammar))
    if found.holds(value):
        return Verdict(True)
    reason = (
        f"{words!r} is true from {_plain(found.low)} to {_plain(found.high)}{unit}, "
        f"but {estimate.name} is {_plain(value)}{unit}"
    )
    return Verdict(False, reason, better(estimate, grammar))


def _plain(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def better(estimate: Estimate, grammar: Grammar, most: int = 4) -> tuple[str, ...]:
    """Words that would be true of the estimate, the closest first."""
    if estimate.kind != "share":
        return (str(round(estimate.value)),)
    value = estimate.percent
    return tuple(dict.fromkeys(words for _, words in sorted(_true_words(value, grammar))))[:most]


PLAIN_MODIFIERS = 3  # of a language's list: none, "just under", and their like come first


def _true_words(value: float, grammar: Grammar) -> Iterator[tuple[float, str]]:
    """Every true wording with how far its quantity lies from the value, plain ones nearer."""
    tenths = {
        grammar.patterns["out_of"].format(a=tenth, b=10): 10.0 * tenth for tenth in range(1, 10)
    }
    for words, quantity in {**grammar.quantities, **tenths}.items():
        for rank, (modifier, edges) in enumerate(grammar.modifiers.items()):
            if _around(quantity, edges, count=False).holds(value):
                penalty = 0.0 if rank < PLAIN_MODIFIERS else 0.01 * rank
                penalty += 0.005 if words in tenths else 0.0
                yield abs(quantity - value) + penalty, f"{modifier} {words}".strip()


# ------------------------------------------------------------------ comparisons


def judge_comparison(
    first: Estimate, words: str, second: Estimate, test: Test | None, grammar: Grammar
) -> Verdict:
    """Do the words hold of first against second? Findings need the contrast's own test."""
    rule = grammar.compare.get(" ".join(words.lower().split()))
    if rule is None:
        known = tuple(sorted(grammar.compare))
        return Verdict(False, f"the grammar does not know the comparison {words!r}", known[:6])
    reason = _relation_fails(first, second, rule) or _test_fails(test, rule)
    if not reason:
        return Verdict(True)
    return Verdict(
        False,
        f"{words!r} does not hold of {first.name} ({_value(first)}) "
        f"and {second.name} ({_value(second)}): {reason}",
        _better_comparisons(first, second, test, grammar),
    )


def _value(estimate: Estimate) -> str:
    if estimate.kind == "mean":
        return f"{estimate.value:.2f}"
    return f"{_plain(shown(estimate))}{' %' if estimate.kind == 'share' else ''}"


def _relation_fails(first: Estimate, second: Estimate, rule: Mapping[str, Any]) -> str:
    a, b = first.value, second.value
    if first.kind != second.kind:
        return "a share, a mean and a count cannot be compared"
    if rule["relation"] == "same":
        apart = abs(shown(first) - shown(second))
        return "" if apart <= rule["points"] else f"they are {_plain(apart)} points apart"
    if (a > b) != (rule["relation"] == "more") or a == b:
        return "the difference goes the other way" if a != b else "they are equal"
    low, high = rule.get("ratio", (0.0, float("inf")))
    ratio = a / b if b else float("inf")
    return "" if low <= ratio <= high else f"the ratio is {ratio:.2f}"


def _test_fails(test: Test | None, rule: Mapping[str, Any]) -> str:
    if not rule.get("tested"):
        return ""
    if test is None:
        return "there is no test of this contrast"
    if test.significant:
        return ""
    return f"the difference may be chance ({test.method}, p = {test.p_value:.3f})"


def _better_comparisons(
    first: Estimate, second: Estimate, test: Test | None, grammar: Grammar
) -> tuple[str, ...]:
    """The comparisons of the grammar that would hold here."""
    return tuple(
        words
        for words, rule in grammar.compare.items()
        if not _relation_fails(first, second, rule) and not _test_fails(test, rule)
    )[:4]


def rank_of(estimate: Estimate, among: Mapping[str, Estimate]) -> int:
    """The place of an estimate among others, the largest first; equals share the better place."""
    return 1 + sum(other.value > estimate.value for other in among.values())
