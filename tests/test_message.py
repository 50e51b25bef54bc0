"""Messages: English texts that another language can tell again, wherever they have been kept."""

from __future__ import annotations

import json
import pickle
from copy import deepcopy
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pytest

from publication import message, remembered
from publication.language import read_language
from publication.message import (
    NOTHING,
    Foreign,
    Message,
    Value,
    advice,
    foreign,
    joined,
    message_of,
    number,
    packed,
    plain,
    reason_of,
    said,
    unpacked,
)
from publication.model import Finding, Place, Severity
from publication.translation import Piece, Translation, read_translation

SHORT = said("{count} lines under {least:g} pt", count=1200, least=0.25)
NESTED = said("{what} ({program} says: {words})", what=SHORT, program="gs", words=foreign("oh no"))
TEMPLATES: dict[str, str | list[str]] = {
    "{count} lines under {least:g} pt": [
        "én streg under {least:g} pt",
        "{count} streger under {least:g} pt",
    ],
    "{what} ({program} says: {words})": "{what} ({program} siger: {words})",
    "{share:.1%} of {size:.2f} mm": "{size:.2f} mm, deraf {share:.1%}",
    "“{word}”": "»{word}«",
    " or ": " eller ",
}


def telling(code: str = "da-DK") -> Translation:
    return Translation(read_language(code), TEMPLATES, {"a.b": "Et navn"}, {"web": "webudgaven"})


# ------------------------------------------------------------------ what a message is


def test_a_message_is_its_english_text() -> None:
    assert SHORT == "1200 lines under 0.25 pt"
    assert {SHORT: 1}["1200 lines under 0.25 pt"] == 1
    assert SHORT.template == "{count} lines under {least:g} pt"
    assert SHORT.values == {"count": 1200, "least": 0.25}


def test_a_value_that_is_missing_is_told_at_once() -> None:
    with pytest.raises(KeyError, match="word"):
        said("“{word}”", words="x")


def same(one: object, other: object) -> bool:
    """Whether two messages are the same in all they hold."""
    assert isinstance(one, Message)
    assert isinstance(other, Message)
    texts = [(str(each), each.template, type(each)) for each in (one, other)]
    return texts[0] == texts[1] and all(
        same(value, other.values[name])
        if isinstance(value, Message)
        else value == other.values[name]
        for name, value in one.values.items()
    )


@pytest.mark.parametrize("words", [SHORT, NESTED, foreign("oh"), NOTHING, plain("»«")])
def test_it_goes_through_processes_copies_and_records(words: Message) -> None:
    finding = Finding("a.b", Severity.NOTE, words, words)
    assert same(pickle.loads(pickle.dumps(words)), words)
    assert same(deepcopy(words), words)
    assert same(replace(finding, page="7").message, words)
    assert same(asdict(finding)["hint"], words)


@pytest.mark.parametrize("words", [SHORT, NESTED, foreign("oh"), joined(["a", SHORT]), plain("»")])
def test_it_goes_through_json(words: Message) -> None:
    assert same(unpacked(json.loads(json.dumps(packed(words)))), words)


@pytest.mark.parametrize("value", ["a", 3, 2.5])
def test_other_values_go_through_json_as_they_are(value: Value) -> None:
    assert unpacked(json.loads(json.dumps(packed(value)))) == value


def test_numbers_of_numpy_are_stored_too() -> None:
    words = said("{a} and {b:.1f}", a=np.int64(3), b=np.float64(2.5))
    assert json.loads(json.dumps(packed(words)))["values"] == {"a": 3, "b": 2.5}


def test_a_bare_text_that_was_stored_is_somebody_elses() -> None:
    assert isinstance(message_of("Image has no alt"), Foreign)
    assert message_of("") is NOTHING


def test_several_in_a_row() -> None:
    assert joined(["a", SHORT, "b"], ", ") == "a, 1200 lines under 0.25 pt, b"
    assert joined([]) == ""


def test_errors_and_rules_say_it_too() -> None:
    def rule() -> None:
        """Do this
        or that."""

    assert advice(rule).template == "Do this or that."
    assert same(reason_of(ValueError(SHORT)), SHORT)
    assert isinstance(reason_of(OSError(2, "no file")), Foreign)


# ------------------------------------------------------------------ another language


def test_a_language_tells_it_with_its_own_numbers() -> None:
    words = said("{share:.1%} of {size:.2f} mm", share=0.825, size=1234.5)
    assert telling().tell(words) == "1.234,50 mm, deraf 82,5\u00a0%"
    assert telling("en").tell(words) == "82.5% of 1234.50 mm"


@pytest.mark.parametrize(
    ("count", "expected"), [(1, "én streg under 0,25 pt"), (1200, "1.200 streger under 0,25 pt")]
)
def test_singular_and_plural(count: int, expected: str) -> None:
    words = said("{count} lines under {least:g} pt", count=count, least=0.25)
    assert telling().tell(words) == expected


def test_messages_in_messages_and_foreign_words() -> None:
    assert telling().pieces(NESTED) == (
        Piece("1.200 streger under 0,25 pt (gs siger: "),
        Piece("oh no", english=True),
        Piece(")"),
    )


def test_words_between_are_told_too() -> None:
    either = joined([said("“{word}”", word=word) for word in ("en", "én")], said(" or "))
    assert either == "“en” or “én”"
    assert telling().tell(either) == "»en« eller »én«"


def test_what_nobody_has_translated_is_marked_as_english() -> None:
    assert telling().pieces(said("a new thing")) == (Piece("a new thing", english=True),)


def test_texts_of_the_title_are_nobodys_english() -> None:
    assert telling().pieces("juni 2020") == (Piece("juni 2020"),)
    assert telling().pieces(said("{a}: {b}", a="x", b=number(0.5, 2))) == (Piece("x: 0,50"),)


def test_a_language_without_a_table_tells_english_and_says_so(tmp_path: Path) -> None:
    bare = read_translation(read_language("da-DK"), tmp_path)
    assert bare.pieces(SHORT) == (Piece(str(SHORT), english=True),)


def test_large_and_tiny_numbers_keep_their_power() -> None:
    assert telling().tell(said("{p:g}", p=0.0000125)) == "1,25e-05"


def test_checks_and_editions_have_names() -> None:
    assert telling().label("a.b") == "Et navn"
    assert telling().label("c") == ""
    assert [telling().edition(name) for name in ("web", "proof")] == ["webudgaven", "proof"]


# ------------------------------------------------------------------ kept findings


def test_findings_that_were_kept_can_be_told_again(tmp_path: Path) -> None:
    """The second answer comes from the cache, and is Danish as the first."""
    file = tmp_path / "a.pdf"
    file.write_bytes(b"%PDF")
    finding = Finding("a.b", Severity.ERROR, NESTED, SHORT, Place("a.html", 3), page="7")

    def never() -> tuple[Finding, ...]:
        raise AssertionError("asked again")

    first = remembered.remembered(message, [file], tmp_path, lambda: (finding,))
    again = remembered.remembered(message, [file], tmp_path, never)
    assert again == first == (finding,)
    assert same(again[0].message, NESTED)
    assert telling().tell(again[0].hint) == "1.200 streger under 0,25 pt"
