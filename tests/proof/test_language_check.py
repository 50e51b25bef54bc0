"""Spelling, doubled words, signs, per cent, and one form for one word."""

from __future__ import annotations

from pathlib import Path

import pytest

from publication.language import read_language
from publication.model import Finding, Place, Severity
from publication.proof.language import check_language
from publication.proof.lexicon import Lexicon, read_lexicon
from publication.proof.records import Block
from publication.proof.spelling import SpellingMissingError, ask, suggestions
from tests.proof.drafts import block, draft

DANISH = read_language("da-DK")
GENITIVES = ("s", "’s")
NONE = Lexicon({})


def found(
    *texts: str | Block, lexicon: Lexicon = NONE, check: str = "", program: str = "hunspell"
) -> list[Finding]:
    findings = check_language(draft(*texts), DANISH, lexicon, program)
    return [each for each in findings if each.check == check or not check]


def lexicon(*entries: str, names: tuple[str, ...] = ()) -> Lexicon:
    lines = {entry: number for number, entry in enumerate(entries, 1)}
    return Lexicon(lines, frozenset(names), GENITIVES)


# ------------------------------------------------------------------ spelling


def test_an_unknown_word_has_page_line_source_and_a_better_one() -> None:
    (finding,) = found("Foreningerne stillede om og fandt nye vejje.", check="spelling")
    assert finding.message == "line 2: “vejje” is not in the dictionary"
    assert "“veje”" in finding.hint
    assert (finding.page, finding.place) == ("1", Place("chapters/a.html", 1))
    assert finding.severity == Severity.WARNING


def test_a_word_that_is_unknown_often_is_told_once() -> None:
    (finding,) = found("En vejje.", "To vejje. Tre vejje.", check="spelling")
    assert "(and 2 more)" in finding.message


def test_the_titles_own_words_their_genitives_and_names_are_right() -> None:
    text = "Turborådets nyskabb. Nyskabb fra Würtz’s KFUMX."
    own = lexicon("Turborådet", "nyskabb", "KFUMX", names=("Würtz",))
    assert found(text, lexicon=own, check="spelling") == []


def test_a_small_name_is_not_the_name() -> None:
    assert len(found("kfumx", lexicon=lexicon("KFUMX"), check="spelling")) == 1


def test_other_languages_addresses_and_abbreviations_are_not_read() -> None:
    foreign = block("En varmestue to gooo her", foreign=((13, 20),))
    address = (
        "Se www.taenketankenx.dk, skriv til axbx@cxd.dk eller DK-1472. 84\u00a0pct. "
        "ISBN 978-87-93038-66-0"
    )
    assert found(foreign, address, check="spelling") == []


def test_data_of_figures_are_not_read_twice() -> None:
    assert found(block("vejje | 84", kind="data"), check="spelling") == []


def test_without_hunspell_the_check_says_that_it_did_not_run() -> None:
    (finding,) = found("Nye vejje.", program="/nowhere/hunspell", check="spelling")
    assert finding.severity == Severity.NOT_RUN
    assert "hunspell-da" in finding.hint


def test_without_the_dictionary_too() -> None:
    with pytest.raises(SpellingMissingError, match="no dictionary xx_XX"):
        ask(["ord"], "xx_XX")


def test_a_word_is_never_a_command() -> None:
    """hunspell reads lines that begin with signs as orders to itself."""
    assert suggestions(["vejje"], "da_DK")["vejje"][0] == "veje"
    assert ask([], "da_DK") == frozenset()


def test_words_txt_is_read_with_reasons(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_text("# heading\nGrenaa # as the municipality writes it\n\nder  der\n", "utf-8")
    read = read_lexicon(path, ["Anne-Lise O’Hara", "KFUM’s Sociale Arbejde"], GENITIVES)
    assert read.lines == {"Grenaa": 2, "der der": 4}
    assert {"Anne-Lise", "O’Hara", "KFUM’s", "Arbejde"} <= read.names
    assert read_lexicon(tmp_path / "none.txt", [], ()).lines == {}


# ------------------------------------------------------------------ doubled words


def test_a_word_twice_is_found_over_a_line_break() -> None:
    """The second "og" is the first word of line 2."""
    text = "Foreningerne stillede hurtig og og fandt veje."
    (finding,) = found(text, check="doubled-word")
    assert "“Foreningerne stillede hurtig og og fandt veje”" not in finding.message
    assert "og og" in finding.message


@pytest.mark.parametrize("text", ["den krise, der, der kom", "en-en", "to To-lærer", "33 33 93"])
def test_what_is_not_the_same_word_twice(text: str) -> None:
    assert found(text, check="doubled-word") == []


def test_a_word_meant_twice_stands_in_words_txt() -> None:
    assert found("dem der der", lexicon=lexicon("der der"), check="doubled-word") == []


# ------------------------------------------------------------------ signs


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ('han sagde "ja"', 'a quotation mark "'),
        ("han sagde “ja”", "a quotation mark “"),
        ("han sagde »ja", "no partner"),
        ("han sagde «ja»", "no partner"),
        ("KFUM's hus", "a straight apostrophe"),
        ("og så ...", "several full stops"),
        ("en dør - to døre", "a hyphen as a dash"),
        ("en dør – to døre", "a dash that may begin a line"),
        ("fra 12-14 år", "a hyphen between numbers"),
        ("en dør , to døre", "a space before the sign"),
        ("en dør .", "a space before the sign"),
        ("( en dør)", "a space after the bracket"),
        ("en dør,to døre", "no space after the sign"),
        ("en dør.To døre", "no space after the sign"),
        ("en dør,, to døre", "two signs together"),
        ("i snit 3.9 point", "“.” as the decimal mark"),
        ("af 84 pct. af dem", "a space that may break the line"),
    ],
)
def test_signs_that_no_finished_text_has(text: str, wrong: str) -> None:
    assert wrong in " / ".join(each.message for each in found(text, check="signs"))


@pytest.mark.parametrize(
    "text",
    [
        "»Ja«, sagde hun. Og så … nej\u00a0– »aldrig«.",
        "KFUM’s hus, 2.304 adresser og 3,9 i snit",
        "åbent kl. 9–12.30 og igen kl. 14.15",
        "den 11.\u00a0marts, 5.000 kr. (se side 3)",
        "f.eks. tal på op til 1.800.000, jf. § 12.",
        "23 %",
        "12 % | af de ledige",
        "www.taenketanken.mm.dk",
    ],
)
def test_signs_that_are_right(text: str) -> None:
    assert found(text, check="signs") == []


def test_titles_that_templates_break_by_sense_may_begin_with_a_dash() -> None:
    title = block("Målgruppe – borgeren", src="templates/opener.html:3")
    assert found(title, check="signs") == []


# ------------------------------------------------------------------ per cent


@pytest.mark.parametrize(
    ("kind", "text", "right"),
    [
        ("text", "84\u00a0% af dem", "pct."),
        ("text", "84\u00a0procent af dem", "pct."),
        ("caption", "84\u00a0pct. af dem", "%"),
    ],
)
def test_per_cent_by_the_house_rule(kind: str, text: str, right: str) -> None:
    (finding,) = found(block(text, kind=kind), check="percent")
    assert finding.hint == f"write {right} here"


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("text", "84\u00a0pct. af dem, i hele procent og 3 procentpoint mere"),
        ("caption", "84\u00a0% af dem"),
        ("item", "23 %"),
        ("label", "Der er lys i 84\u00a0procent af dørene"),
    ],
)
def test_per_cent_that_is_right(kind: str, text: str) -> None:
    assert found(block(text, kind=kind), check="percent") == []


# ------------------------------------------------------------------ one form


@pytest.mark.parametrize(
    ("texts", "rare"),
    [
        (("en nyskabelse", "en ny-skabelse, nyskabelse"), "ny-skabelse"),
        (("ideen, ideen", "idéen"), "idéen"),
        (("TrygFonden, TrygFonden", "Trygfonden"), "Trygfonden"),
        (("socialområdet, socialområdet", "social området"), "social området"),
        (("ressourcer, ressourcer", "resurser"), "resurser"),
    ],
)
def test_two_forms_of_one_word(texts: tuple[str, ...], rare: str) -> None:
    (finding,) = found(*texts, check="consistency")
    assert f"“{rare}”" in finding.message


@pytest.mark.parametrize(
    "texts",
    [
        ("Kommunen svarede. kommunen", "Aarhus Kommune og en kommune"),
        ("én gang og en gang", "for og fór"),
        ("OVERSKRIFT", "overskrift"),
        ("for ældre", "forældre"),
        ("social- og sundhed", "social"),
    ],
)
def test_what_is_not_one_word_with_two_forms(texts: tuple[str, ...]) -> None:
    assert found(*texts, check="consistency") == []


def test_a_form_somebody_has_decided_on_stands_in_words_txt() -> None:
    texts = ("alle veje, alle", "Vigerslev Allé")
    assert found(*texts, lexicon=lexicon("Allé"), check="consistency") == []


def test_findings_come_in_the_order_of_the_pages() -> None:
    text = "Her står der vejje, og her er der altså lidt mere at læse om det, der skete."
    pages = [each.page for each in found(*[text.replace("vejje", f"vej{n}je") for n in "abc"])]
    assert pages == sorted(pages)
