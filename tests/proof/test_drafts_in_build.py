"""Build, approve, change, build again: the whole way through the script, on a tiny title."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

from tests.test_second_title import ROOT, write_title

CHAPTER = """\
<header class="head"><h1>Fire</h1></header>
<p>{{ pct("fire.alle.yes") }} of {{ n("fire") }} {{ base("fire") }} lit it.</p>
<p>They gathered wood in the morning and tinder at noon.</p>
{% figure "fire" %}{{ percent("fire.alle.yes") }} lit it{% caption %}Some of them.{% endfigure %}
<p>Nobody was cold, and nobody was hungry.</p>
"""
ANSWERS = "id,fire\n" + "".join(f"{n},{'yes' if n <= 8 else 'no'}\n" for n in range(1, 13))
"""Eight of twelve: one less than before."""

pytestmark = pytest.mark.slow


def run(title: Path, *arguments: str, cache: str = "cache", out: str = "dist") -> str:
    """What the script prints on this title; the test fails where it fails."""
    done = attempt(title, *arguments, cache=cache, out=out)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def attempt(
    title: Path, *arguments: str, cache: str = "cache", out: str = "dist"
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "build.py"), *arguments]
    command += ["--title", str(title), "--out", str(title.parent / out)]
    if arguments[0] not in {"approve", "sign"}:
        command += ["--cache", str(title.parent / cache)]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1600000000", "COLUMNS": "200"}
    environment.pop("REQUIRE_ALL_CHECKS", None)
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A title whose draft k1 was approved, and then a word and the data changed."""
    folder = tmp_path_factory.mktemp("drafts")
    title = write_title(folder / "scouts", {"chapters/fire.html": CHAPTER})
    run(title, "build", "-e", "proof")
    run(title, "approve", "k1")
    chapter = title / "chapters/fire.html"
    chapter.write_text(CHAPTER.replace("at noon", "in the evening"), encoding="utf-8")
    (title / "survey/responses.csv").write_text(ANSWERS, encoding="utf-8")
    run(title, "build", "-e", "proof")
    return title


def test_the_proof_says_what_it_is_compared_with_and_lists_the_changes(changed: Path) -> None:
    with pypdfium2.PdfDocument(changed.parent / "dist/proof/scouts-proof.pdf") as pdf:
        pages = [page.get_textpage().get_text_range() for page in pdf]
        labels = [pdf.get_page_label(index) for index in range(len(pdf))]
    texts = [" ".join(text.split()) for text in pages]
    assert all("compared with k1" in text for text in texts)
    assert labels[-1] == "Changes 1"
    assert "Changes since k1" in texts[-1]
    assert "in the evening" in texts[-1]
    assert "Draft 2" in texts[0]


def test_the_review_page_tells_them_apart(changed: Path) -> None:
    page = (changed.parent / "dist/proof/index.html").read_text(encoding="utf-8")
    assert "<del>at noon</del>" in page
    assert "<ins>in the evening</ins>" in page
    assert "75 per cent" in page.replace("\u00a0", " ")
    assert '<span class="cause">data</span>' in page


def test_compare_says_the_same_to_machines(changed: Path) -> None:
    told = json.loads(run(changed, "compare", "k1", "--as", "json"))
    assert told["counts"] | {"layout": 0} == {
        "words": 1,
        "numbers": 1,
        "claims": 0,
        "figures": 1,
        "moves": 0,
        "layout": 0,
    }
    (number,) = told["numbers"]
    assert number["causes"] == ["data"]
    assert [round(value, 3) for value in number["values"]] == [0.75, 0.667]
    assert len(number["places"]) == 2  # the sentence and the headline
    assert told["words"][0]["after"]["place"] == "chapters/fire.html:3"


def test_without_colours_marks_tell_what_is_gone_and_new(changed: Path) -> None:
    assert "[-at noon-] {+in the evening+}." in run(changed, "compare", "k1")


def test_a_draft_compared_with_itself_has_not_changed(changed: Path) -> None:
    assert "No changes" in run(changed, "compare", "k1", "k1")


def test_an_unknown_draft_is_said_to_be_unknown(changed: Path) -> None:
    done = attempt(changed, "compare", "k9")
    assert done.returncode == 2
    assert "there are: k1" in done.stderr


def test_a_release_that_may_not_go_out_leaves_everything_as_it_was(changed: Path) -> None:
    """Nothing of it is signed: nothing is put into place."""
    proof = changed.parent / "dist/proof/scouts-proof.pdf"
    before = proof.read_bytes()
    chapter = changed / "chapters/fire.html"
    text = chapter.read_text(encoding="utf-8")
    chapter.write_text(text.replace("Nobody was cold", "No one was cold"), encoding="utf-8")
    done = attempt(changed, "build", "-e", "proof", "--release")
    chapter.write_text(text, encoding="utf-8")
    assert done.returncode == 2
    assert "no page is signed" in done.stderr
    assert "the last good output is as it was" in done.stderr
    assert proof.read_bytes() == before


def test_two_builds_give_the_same_bytes(changed: Path) -> None:
    """Pages, draft and review page, whatever the cache held."""
    run(changed, "build", "-e", "proof", cache="other", out="again")
    for path in (changed.parent / "dist/proof").iterdir():
        assert path.read_bytes() == (changed.parent / "again/proof" / path.name).read_bytes()
