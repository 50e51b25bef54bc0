"""The list of joints: what its entries say of words, and what is no entry."""

from __future__ import annotations

from pathlib import Path

import pytest

from publication.errors import ManifestError
from publication.hyphenation import Entry, Hyphenation, read_hyphenation


def listed(*entries: str, folder: Path) -> Hyphenation:
    (folder / "da-hyphenation.txt").write_text("\n".join(entries), encoding="utf-8")
    return read_hyphenation("da-DK", folder)


@pytest.mark.parametrize(
    ("word", "shown"),
    [
        ("spørgeskemaundersøgelse", "spørgeskema|undersøgelse"),
        ("Spørgeskemaundersøgelsens", "Spørgeskema|undersøgelsens"),  # endings are free
        ("beskæftigelsesindsatsen", "beskæftigelses|ind|satsen"),
        ("indsats", "ind|sats"),  # no break before the first letter
        ("covid", "covid"),
        ("ukendt", "ukendt"),
    ],
)
def test_words_are_shown_with_their_joints(word: str, shown: str, tmp_path: Path) -> None:
    """~ finds its letters anywhere, other entries only where a word begins."""
    entries = ("spørgeskema|undersøgelse  # note", "", "~|ind|sats", "covid")
    assert listed(*entries, folder=tmp_path).shown(word) == shown


def test_only_places_that_an_entry_speaks_of_are_judged(tmp_path: Path) -> None:
    """sam|arbejd says nothing of the places behind its letters."""
    found = listed("sam|arbejd", folder=tmp_path).judged("samarbejder")
    assert found == {1: False, 2: False, 3: True, 4: False, 5: False, 6: False, 7: False, 8: False}


def test_entries_that_overlap_add_up(tmp_path: Path) -> None:
    found = listed("samfunds|", "~|økonomi", folder=tmp_path)
    assert found.shown("samfundsøkonomisk") == "samfunds|økonomisk"
    assert found.judged("samfundsøkonomisk")[10] is False


def test_words_that_are_never_broken_are_not_broken_by_others(tmp_path: Path) -> None:
    """Whichever stands first in the list; behind its letters the other goes on."""
    for entries in (("~|fon|den|", "trygfond"), ("trygfond", "~|fon|den|")):
        assert listed(*entries, folder=tmp_path).shown("trygfondens") == "trygfonden|s"


def test_an_entry_behind_its_start_is_free(tmp_path: Path) -> None:
    assert listed("sats", folder=tmp_path).judged("indsats") == {}


def test_the_same_letters_twice_in_a_word() -> None:
    assert Hyphenation((Entry("an", (0,), anywhere=True),)).shown("banan") == "b|an|an"


def test_lines_that_are_no_entries_are_all_told(tmp_path: Path) -> None:
    with pytest.raises(ManifestError) as caught:
        listed("god|kendt", "ikke god", "Stort", "to||streger", "|", folder=tmp_path)
    assert [str(problem.place) for problem in caught.value.problems] == [
        f"{tmp_path / 'da-hyphenation.txt'}:{number}" for number in (2, 3, 4, 5)
    ]


def test_a_language_without_a_list_knows_nothing(tmp_path: Path) -> None:
    assert read_hyphenation("sv-SE", tmp_path) == Hyphenation()


@pytest.mark.parametrize(
    "shown",
    [
        *(
            "fre|kvens|ta|beller",
            "kryds|ta|bellerne",
            "corona|under|sø|gel|sen",
            "social|om|rå|det",
        ),
        *("rund|bords|sam|talen", "nul|fejls|kul|turen", "vind|tun|nelen", "til|buds|por|talen"),
        *("senior|ana|ly|tiker", "sam|arbejds|partner", "hoved|orga|ni|sa|tion", "mogensen"),
        *("orga|ni|sa|tio|nerne", "orga|ni|sa|tionsform", "døgn|insti|tu|tio|ner", "nyskabelser"),
    ],
)
def test_what_the_danish_list_says(shown: str) -> None:
    """Endings behind an entry are left to the patterns."""
    assert read_hyphenation("da-DK").shown(shown.replace("|", "")) == shown
