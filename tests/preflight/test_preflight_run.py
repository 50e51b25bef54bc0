"""The runner and the profiles: what could not run is said, what a printer asks is data."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from publication.errors import ManifestError
from publication.model import Severity
from publication.preflight import tools
from publication.preflight.checks import CHECKS, Check, Found, error, ranges, run
from publication.preflight.facts import File
from publication.preflight.job import Job
from publication.preflight.profile import DEFAULT, Profile, names, read_profile
from publication.preflight.run import RULES, preflight
from tests.print_galley import ROOT

STYLES = ROOT / "styles" / "preflight"


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    """A file from a stranger: two A4 pages in RGB, without boxes or metadata."""
    pdf = pikepdf.new()
    for _ in range(2):
        pdf.add_blank_page(page_size=(595, 842))
        pdf.pages[-1].Contents = pdf.make_stream(b"1 0 0 rg 100 100 200 200 re f")
    pdf.save(tmp_path / "foreign.pdf")
    return tmp_path / "foreign.pdf"


def profile(**changes: object) -> Profile:
    base = vars(read_profile(STYLES))
    return Profile(**{**base, **changes})


def test_a_strangers_file_is_checked_without_a_job(foreign: Path) -> None:
    findings = preflight(foreign, profile())
    found = {(finding.check, finding.page) for finding in findings}
    assert ("colour.inks", "1-2") in found
    assert ("boxes.complete", "1-2") in found
    assert not any(finding.severity == Severity.NOT_RUN for finding in findings)
    assert [finding.severity for finding in findings] == sorted(
        (finding.severity for finding in findings), reverse=True
    )


def test_what_cannot_be_opened_is_said_in_plain_words(foreign: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.pdf").write_text("Kære trykker")
    with pikepdf.open(foreign) as pdf:
        pdf.save(tmp_path / "locked.pdf", encryption=pikepdf.Encryption(user="u", owner="o"))
    (tmp_path / "folder.pdf").mkdir()
    told = {
        "letter.pdf": "this is no PDF, or a damaged one: unable to find trailer dictionary",
        "locked.pdf": "the file is locked with a password",
        "folder.pdf": "this is a folder",
        "missing.pdf": "there is no such file",
    }
    for name, words in told.items():
        (finding,) = preflight(tmp_path / name, profile())
        assert (finding.check, finding.severity) == ("file.opens", Severity.ERROR)
        assert finding.file == name
        assert finding.message.startswith(words)


def test_a_rule_speaks_once_for_all_pages(foreign: Path) -> None:
    """Two pages alike and one with text: one finding that names them all."""
    with pikepdf.open(foreign, allow_overwriting_input=True) as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        pdf.pages[-1].Contents = pdf.make_stream(b"0 1 0 RG 9 w 0 0 m 99 99 l S")
        pdf.save()
    (finding,) = preflight(foreign, profile(), only=("colour.inks",))
    assert finding.page == "1-3"
    first, second = finding.message.split("; ")
    assert first.startswith("DeviceRGB in ")
    assert first.endswith("(page 1-2)")
    assert second.endswith("(page 3)")


def test_a_rule_without_its_tool_has_not_run(
    foreign: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tools.shutil, "which", lambda name: None)
    findings = preflight(foreign, profile(), only=("ink.total", "readers.qpdf"))
    assert [(f.check, f.severity, f.message) for f in findings] == [
        ("ink.total", Severity.NOT_RUN, "not checked: gs is not installed"),
        ("readers.qpdf", Severity.NOT_RUN, "not checked: qpdf is not installed"),
    ]
    assert [f.hint for f in findings] == ["Install ghostscript.", "Install qpdf."]


@pytest.fixture
def broken_rule() -> Iterator[str]:
    def rule(file: File, profile: Profile, job: Job) -> Iterator[Found]:
        """Broken on purpose."""
        yield error("half a finding")
        raise KeyError("/Missing")

    CHECKS["test.broken"] = Check("test.broken", rule)
    yield "test.broken"
    del CHECKS["test.broken"]


def test_a_rule_that_breaks_has_not_run(foreign: Path, broken_rule: str) -> None:
    (finding,) = preflight(foreign, profile(), only=(broken_rule,))
    assert finding.severity == Severity.NOT_RUN
    assert not finding.hint, "what a rule says of a fault was not found"
    assert "the rule broke on this file (KeyError" in finding.message


def test_a_profile_may_make_a_rule_milder_or_switch_it_off(foreign: Path, tmp_path: Path) -> None:
    mild = profile(severity={"colour.inks": Severity.NOTE})
    (finding,) = preflight(foreign, mild, only=("colour.inks",))
    assert finding.severity == Severity.NOTE
    off = profile(severity={"colour.inks": None})
    assert preflight(foreign, off, only=("colour.inks",)) == ()


def test_mildness_does_not_hide_that_a_rule_did_not_run(
    foreign: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tools.shutil, "which", lambda name: None)
    mild = profile(severity={"ink.total": Severity.NOTE})
    (finding,) = preflight(foreign, mild, only=("ink.total",))
    assert finding.severity == Severity.NOT_RUN


def test_a_profile_builds_on_another() -> None:
    base, uncoated = read_profile(STYLES), read_profile(STYLES, "offset-uncoated", RULES)
    assert (base["total_ink"], uncoated["total_ink"]) == (300, 280)
    assert base["bleed"] == uncoated["bleed"] == 3
    assert uncoated.condition == "FOGRA47"
    assert names(STYLES) == (DEFAULT, "offset-uncoated")


def test_every_mistake_in_a_profile_is_reported(tmp_path: Path) -> None:
    shutil.copy(STYLES / f"{DEFAULT}.toml", tmp_path)
    (tmp_path / "mine.toml").write_text(
        f'base = "{DEFAULT}"\n[limits]\nbleeed = 5\n'
        '[severity]\n"colour.ink" = "off"\n"type.size" = "fatal"\n'
    )
    with pytest.raises(ManifestError) as raised:
        read_profile(tmp_path, "mine", RULES)
    assert [problem.message for problem in raised.value.problems] == [
        "unknown limit 'bleeed'",
        "unknown rule 'colour.ink'",
        "type.size: 'fatal' is no severity",
    ]


def test_a_profile_that_is_not_there_is_told_which_are() -> None:
    with pytest.raises(ManifestError, match="there are: offset-fogra39, offset-uncoated"):
        read_profile(STYLES, "flexo")


def test_a_profile_on_itself_is_refused(tmp_path: Path) -> None:
    shutil.copy(STYLES / f"{DEFAULT}.toml", tmp_path)
    (tmp_path / "loop.toml").write_text('base = "loop"\n')
    with pytest.raises(ManifestError, match="loop is its own base"):
        read_profile(tmp_path, "loop")


def test_every_rule_has_a_hint_of_one_sentence_or_more() -> None:
    assert [check.id for check in CHECKS.values() if not check.hint.endswith(".")] == []


def test_every_limit_of_the_default_profile_is_used() -> None:
    source = "".join(
        path.read_text(encoding="utf-8")
        for path in (ROOT / "publication" / "preflight").rglob("*.py")
    )
    unused = [limit for limit in profile().limits if f'"{limit}"' not in source]
    assert unused == []


def test_page_numbers_are_written_as_ranges() -> None:
    assert ranges([9, 8, 1, 2, 3, 5]) == "1-3, 5, 8-9"
    assert ranges([]) == ""


def test_rules_run_on_an_open_file(foreign: Path, tmp_path: Path) -> None:
    with File(foreign, tmp_path) as file:
        (finding,) = run(file, profile(), Job(edition="print"), only=("colour.inks",))
    assert finding.edition == "print"
