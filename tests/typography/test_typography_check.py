"""The table of rules, how findings are gathered, the limits, and a small title typeset for real."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from publication.errors import ManifestError
from publication.model import Place, Severity
from publication.typography import RULES, check_typography, read_limits
from publication.typography.checks import Found, Rule, place_of, run
from tests.typeset.small_book import small_galley
from tests.typography.bench import ROOT, brand, galley, limits, line, said

TESTED = re.compile(r'(?:said|checked)\(\s*"([\w-]+)"|\["([\w-]+)"\]')


def test_every_rule_has_a_page_that_it_finds_fault_with() -> None:
    """The other files of this folder call every rule by name."""
    texts = [path.read_text("utf-8") for path in Path(__file__).parent.glob("test_*_rules.py")]
    called = {first or second for text in texts for first, second in TESTED.findall(text)}
    assert called >= set(RULES)


def test_every_rule_says_what_to_do() -> None:
    for rule in RULES.values():
        assert rule.hint.endswith(".")
        assert rule.hint.count(". ") >= 1, rule.id


def test_what_cannot_be_printed_is_an_error() -> None:
    errors = {rule.id for rule in RULES.values() if rule.severity == Severity.ERROR}
    assert errors == {"margins", "font", "contrast", "note-split", "note-page"}


def test_one_finding_for_a_rule_and_page() -> None:
    """Four lines off the grid on page 2, one on page 3: three are named, one is counted."""
    words = ["Bil", "Bog", "Dør", "Tag"]
    lines = [line(text, row=row + 0.5, block=row + 1) for row, text in enumerate(words)]
    lines.append(line("Hus", row=0.5, page=1, block=9))
    first, second = check_typography(galley(lines), brand(), limits(), only=["grid"])
    off = "7.09 pt off the grid"
    assert first.message == f"{off}: »Bil«; {off}: »Bog«; {off}: »Dør«; and 1 more"
    assert (first.check, first.page, first.place) == ("typography.grid", "2", Place("a.html", 1))
    assert (second.message, second.page) == (f"{off}: »Hus«", "3")


def test_a_rule_that_breaks_has_not_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(book: object) -> list[Found]:
        """Nothing. Nothing to do."""
        raise ZeroDivisionError("by zero")

    monkeypatch.setitem(RULES, "broken", Rule("broken", Severity.ERROR, broken))
    (finding,) = run(None, ["broken"])  # type: ignore[arg-type]
    assert finding.severity == Severity.NOT_RUN
    assert "ZeroDivisionError" in finding.message


def test_web_only_pages_are_not_laid_out_for_paper() -> None:
    made = galley([line(row=0.5)])
    web = tuple(replace(page, web_only=True) for page in made.pages)
    assert said("grid", replace(made, pages=web)) == []


@pytest.mark.parametrize(
    ("src", "place"),
    [
        ("chapters/a.html:7", Place("chapters/a.html", 7)),
        ("a.html:7.2", Place("a.html", 7)),
        ("", None),
        ("a.html", None),
    ],
)
def test_places(src: str, place: Place | None) -> None:
    assert place_of(src) == place


# ------------------------------------------------------------------ limits

FILE = ROOT / "styles" / "typography.toml"


def test_every_limit_has_its_reason() -> None:
    """A comment stands over every number, or over the group it closes."""
    text = FILE.read_text("utf-8")
    names = re.findall(r"^(\w+) =", text, re.MULTILINE)
    reasoned = re.findall(r"^#[^\n]*\n((?:\w+ = [^\n]*\n)+)", text, re.MULTILINE)
    assert Counter(names) == Counter(re.findall(r"^(\w+) =", "".join(reasoned), re.MULTILINE))


def test_wrong_limits_are_all_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "typography.toml"
    text = FILE.read_text("utf-8")
    text = text.replace("shortest = 0.85", 'shortest = "most"').replace("below = 1", "under = 1")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ManifestError) as caught:
        read_limits(path)
    assert [problem.message for problem in caught.value.problems] == [
        "unknown limit note_under",
        "no limit note_below",
        "limit rag_shortest: 'most' is no number",
    ]


# ------------------------------------------------------------------ for real


def test_a_small_title_typeset_for_real(tmp_path: Path) -> None:
    """What the small title does on purpose, and nothing else: its foot stands in the middle of the
    margin (lower than the brand's), its covers have no kind, its figure is never mentioned, and the
    letters in its chart measure 3.2 mm (9.07 pt).
    """
    found = check_typography(small_galley(tmp_path), brand(), limits())
    rules = Counter(finding.check.removeprefix("typography.") for finding in found)
    assert rules == {"margins": 12, "figure-spread": 1, "size": 1}
    assert {finding.message for finding in found if finding.page == "9"} == {
        "»Figuren« stands 4.3 mm below the foot; »9« stands 4.1 mm below the foot"
    }
