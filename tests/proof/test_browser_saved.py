"""From the reader's keys to the ledger: what the review page saves is what the script takes.

A tiny title is built, its review page used in a real browser, and the file that the browser keeps
given to `sign` and `comments`.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from publication.drafts.edition import DRAFT
from tests.headless import Tab, arrived
from tests.proof.test_browser_keys import reach
from tests.proof.test_drafts_in_build import CHAPTER, attempt, run
from tests.test_second_title import MANIFEST, write_title

SAID = "document.querySelector('.saved').textContent"
WOOD = '[[chapter]]\nid = "wood"\ntemplate = "wood.html"\ntitle = "Wood"\n'
TWO = {
    "publication.toml": MANIFEST + WOOD,
    "chapters/fire.html": CHAPTER,
    "chapters/wood.html": '<header class="head"><h1>Wood</h1></header>\n<p>It was wet.</p>\n',
}
"""The title in two chapters of a page each."""
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A title's folder; its proof is built beside it."""
    title = write_title(tmp_path_factory.mktemp("saved") / "scouts", TWO)
    run(title, "build", "-e", "proof")
    return title


@pytest.fixture
def title(built: Path, tmp_path: Path) -> Path:
    """The built title as a copy of its own, nothing signed and no comment taken."""
    shutil.copytree(built.parent, tmp_path / "work")
    return tmp_path / "work" / "scouts"


@pytest.fixture
def page(tab: Tab, title: Path, tmp_path: Path) -> Iterator[Tab]:
    """Its review page, open; what it hands over is kept in `kept`."""
    tab.open(title.parent / "dist/proof/index.html", 1280)
    (tmp_path / "kept").mkdir()
    tab.keep_downloads(tmp_path / "kept")
    yield tab
    assert tab.complaints == []


@pytest.fixture
def saved(page: Tab, tmp_path: Path) -> Path:
    """Page 1 signed, two remarks on it, one on page 2; the file that the browser keeps."""
    reach(page, "input[name=signed]")
    page.press(" ")
    remark(page, "", "“Lit it” – who did, and why?")
    reach(page, "button[name=more]")
    page.press("Enter")
    page.write_text("2")
    page.press("Tab")
    page.write_text("Tinder")
    reach(page, "button[data-step='1']")
    page.press("Enter")
    remark(page, "1", "Æ")
    reach(page, "input[name=by]")
    page.write_text("MØ K")
    page.press("Tab")
    page.press("Enter")
    return arrived(tmp_path / "kept")


def remark(page: Tab, line: str, text: str) -> None:
    reach(page, "input[name=line]")
    page.write_text(line)
    page.press("Tab")
    page.write_text(text)


def comments(title: Path, file: Path) -> list[dict[str, str]]:
    """What `comments` says of a file, row by row."""
    told = run(title, "comments", str(file), "--as", "csv")
    return list(csv.DictReader(io.StringIO(told)))


def test_the_page_says_what_is_saved_and_where(saved: Path, page: Tab) -> None:
    assert saved.name == "review-MØ_K.json"
    assert page.run(SAID) == (
        "Saved in the file review-MØ_K.json. Pages signed: 1. Remarks: 3. "
        "Send the file to the editor."
    )
    content = json.loads(saved.read_text(encoding="utf-8"))
    assert [content[key] for key in ("format", "title", "by")] == [1, "scouts", "MØ K"]


def test_signed_pages_count_as_signed(saved: Path, title: Path) -> None:
    assert "signed: 0 of" in run(title, "sign")
    first = run(title, "sign", "--from", str(saved))
    assert first.startswith("signed: 1 of")
    assert run(title, "sign") == first
    kept = (title / "proofs/signed.toml").read_text(encoding="utf-8")
    assert 'by = "MØ K"' in kept


def test_remarks_come_home_with_page_line_and_template(saved: Path, title: Path) -> None:
    found = comments(title, saved)
    assert [(row["Page"], row["Line"], row["Comment"], row["Template"]) for row in found] == [
        ("1", "", "“Lit it” – who did, and why?", ""),
        ("1", "2", "Tinder", "chapters/fire.html:2"),
        ("2", "1", "Æ", "chapters/wood.html:1"),
    ]
    assert {row["By"] for row in found} == {"MØ K"}
    assert {row["File"] for row in found} == {saved.name}


def test_a_file_taken_twice_adds_nothing(saved: Path, title: Path) -> None:
    first = comments(title, saved)
    ledger = (title / "proofs/comments.toml").read_text(encoding="utf-8")
    assert comments(title, saved) == first
    assert (title / "proofs/comments.toml").read_text(encoding="utf-8") == ledger


def rebuilt(title: Path) -> None:
    """Another draft: the first page says something else, the second what it said."""
    chapter = title / "chapters/fire.html"
    text = CHAPTER.replace("They gathered wood", "Everybody gathered wood")
    chapter.write_text(text, encoding="utf-8")
    run(title, "build", "-e", "proof")


def test_a_file_of_another_draft_signs_nothing_that_reads_otherwise(
    saved: Path, title: Path
) -> None:
    rebuilt(title)
    done = attempt(title, "sign", "--from", str(saved))
    assert done.returncode == 1
    assert done.stdout.startswith("signed: 0 of")
    assert "not signed, since they read otherwise now: 1" in done.stderr
    assert not (title / "proofs/signed.toml").exists()


def test_remarks_of_another_draft_are_listed_and_not_placed_on_other_lines(
    saved: Path, title: Path
) -> None:
    """The page that still says the same keeps its line."""
    rebuilt(title)
    done = attempt(title, "comments", str(saved), "--as", "csv")
    assert f"{saved.name} is of another draft" in done.stderr
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [(row["Comment"], row["Template"]) for row in rows] == [
        ("“Lit it” – who did, and why?", ""),
        ("Tinder", ""),
        ("Æ", "chapters/wood.html:1"),
    ]
    assert [("otherwise" in row["Answer"]) for row in rows] == [False, True, False]


@pytest.mark.parametrize("command", [("sign", "--from"), ("comments",)])
def test_a_file_of_another_title_is_refused(
    saved: Path, title: Path, command: tuple[str, ...]
) -> None:
    other = shutil.copytree(title, title.parent / "guides")
    proof = title.parent / "dist/proof"
    shutil.copy(proof / DRAFT.format(title="scouts"), proof / DRAFT.format(title="guides"))
    done = attempt(other, *command, str(saved))
    assert done.returncode == 2
    assert f"{saved.name} is of another title: 'scouts'" in done.stderr


@pytest.mark.parametrize("command", [("sign", "--from"), ("comments",)])
@pytest.mark.parametrize("damage", ["half", "empty", "bytes"])
def test_a_damaged_file_is_refused(
    saved: Path, title: Path, command: tuple[str, ...], damage: str
) -> None:
    whole = saved.read_bytes()
    harmed = {"half": whole[: len(whole) // 2], "empty": b"", "bytes": b"\xff\xfe" + whole}
    saved.write_bytes(harmed[damage])
    done = attempt(title, *command, str(saved))
    assert done.returncode == 2
    assert f"{saved.name} is no saved review" in done.stderr
    assert "save it from the review page" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (title / "proofs").exists()


def test_nothing_is_saved_without_initials_or_without_anything_to_save(
    page: Tab, tmp_path: Path
) -> None:
    reach(page, "button[name=save]")
    page.press("Enter")
    assert page.run(SAID) == "There is nothing to save yet."
    reach(page, "input[name=signed]")
    page.press(" ")
    reach(page, "button[name=save]")
    page.press("Enter")
    assert page.run(SAID) == "Write your initials first."
    assert page.run("document.activeElement.name") == "by"
    assert list((tmp_path / "kept").iterdir()) == []


def test_leaving_asks_before_what_is_written_is_lost(page: Tab) -> None:
    page.reload()
    assert page.questions == []
    reach(page, "textarea")
    page.write_text("x")
    page.reload()
    assert page.questions == ["beforeunload"]


def test_leaving_asks_nothing_once_all_is_saved(saved: Path, page: Tab) -> None:
    assert saved.is_file()
    page.reload()
    assert page.questions == []
