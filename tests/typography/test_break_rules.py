"""Words broken at line ends, against the list of joints."""

from __future__ import annotations

import pytest

from publication.hyphenation import Entry, Hyphenation
from tests.typography.bench import galley, line, said

HYPHEN = "\N{HYPHEN}"
LIST = Hyphenation((Entry("spørgeskemaundersøgelse", (11,)), Entry("covid", ())))


def broken(before: str, after: str, within: str = "p") -> list[str]:
    """What is said of a word broken at the end of the first line."""
    lines = [
        line(f"Vi ser en {before}{HYPHEN}", within=within),
        line(f"{after}, ny og god", row=1, within=within),
    ]
    return [message for _, message in said("hyphenation", galley(lines), LIST)]


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("spørgeskema", "undersøgelsen", []),
        (
            "spørgeskemaun",
            "dersøgelsen",
            [
                "»spørgeskemaun-dersøgelsen« is broken at no joint: spørgeskema|undersøgelsen",
            ],
        ),
        ("spørgeskemaundersøgel", "sen", ["»spørgeskemaundersøgel-sen« is broken at no joint: "]),
        ("omstil", "ling", []),  # not listed: any place is believed
        ("Co", "vid", ["»Co-vid« leaves fewer than 3 letters"]),
        ("nyskabels", "er", ["»nyskabels-er« leaves fewer than 3 letters"]),
        ("Cov", "id", ["»Cov-id« leaves fewer than 3 letters"]),
    ],
)
def test_words_are_broken_at_their_joints(before: str, after: str, found: list[str]) -> None:
    messages = broken(before, after)
    assert len(messages) == len(found)
    assert all(got.startswith(want) for got, want in zip(messages, found, strict=True))


def test_authors_own_hyphens_are_no_breaks() -> None:
    lines = [line("under covid-"), line("19 og", row=1)]
    assert said("hyphenation", galley(lines), LIST) == []


@pytest.mark.parametrize(
    ("within", "found"),
    [("p", False), ("h2", True), ("figure.figure figcaption.mn p", True), ("p.standfirst", True)],
)
def test_headings_and_captions_are_not_broken(within: str, found: bool) -> None:
    lines = [line(f"en omstil{HYPHEN}", within=within), line("ling", row=1, within=within)]
    expected = [("2", f"»omstil{HYPHEN}« at the end of a line")] if found else []
    assert said("hyphen-place", galley(lines)) == expected


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("støtte fra Tryg", True),
        ("siger han. Nedluk", False),  # begins a sentence
        ("en ny nedluk", False),
        ("Nedluk", False),  # begins the line: who knows
    ],
)
def test_names_are_not_broken(text: str, found: bool) -> None:
    lines = [line(f"{text}{HYPHEN}"), line("fonden", row=1)]
    word = text.split()[-1]
    expected = [("2", f"the name »{word}{HYPHEN}« is broken")] if found else []
    assert said("hyphen-place", galley(lines)) == expected
