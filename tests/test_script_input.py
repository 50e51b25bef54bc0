"""What the script is given from outside: dates, page numbers, titles, encodings."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.test_second_title import write_title

ROOT = Path(__file__).parent.parent


def script(
    title: Path | str, *arguments: str, root: Path = ROOT, **settings: str
) -> subprocess.CompletedProcess[str]:
    """The script of `root` with these settings; its output and cache beside the title."""
    command = [sys.executable, str(root / "build.py"), *arguments, "--title", str(title)]
    plain: Mapping[str, str] = {
        name: value
        for name, value in os.environ.items()
        if name not in {"REQUIRE_ALL_CHECKS", "SOURCE_DATE_EPOCH"}
    }
    return subprocess.run(
        command,
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**plain, "COLUMNS": "200", **settings},
    )


def beside(title: Path) -> tuple[str, ...]:
    return ("--out", str(title.parent / "dist"), "--cache", str(title.parent / "cache"))


@pytest.mark.parametrize(
    "epoch", ["abc", "1e9", " ", "1.5", "-5", "99999999999999", "253402300800", "\u0663"]
)
def test_a_date_that_is_none_is_told_in_one_message(tmp_path: Path, epoch: str) -> None:
    title = write_title(tmp_path / "scouts")
    done = script(title, "check", *beside(title), SOURCE_DATE_EPOCH=epoch)
    assert done.returncode == 2
    assert f"SOURCE_DATE_EPOCH={epoch}" in done.stderr
    assert "from 0 to 253402300799" in " ".join(done.stderr.replace("│", " ").split())
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("epoch", ["", "0", "253402300799"])
def test_the_first_and_the_last_date_will_do(tmp_path: Path, epoch: str) -> None:
    title = write_title(tmp_path / "scouts")
    done = script(title, "check", *beside(title), SOURCE_DATE_EPOCH=epoch)
    assert done.returncode == 0, done.stderr


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    """The program without its git folder."""
    root = tmp_path / "exported"
    for name in ("publication", "figures", "styles"):
        shutil.copytree(
            ROOT / name, root / name, ignore=shutil.ignore_patterns("titles", "__pycache__")
        )
    shutil.copy(ROOT / "build.py", root)
    return root


@pytest.mark.slow
def test_without_git_documents_bear_the_titles_own_date(tmp_path: Path, exported: Path) -> None:
    title = write_title(tmp_path / "scouts")
    done = script(title, "build", "-e", "print", *beside(title), root=exported)
    ticket = json.loads((tmp_path / "dist/print/ticket.json").read_text(encoding="utf-8"))
    assert ticket["date"] == "2021-05-01", done.stderr


@pytest.mark.parametrize("pages", ["0", "5-3", "1-99999999", "1-", "-3", ",", "1,,2", "x", "1-2-3"])
def test_pages_that_cannot_be_are_refused_at_once(tmp_path: Path, pages: str) -> None:
    title = write_title(tmp_path / "scouts")
    done = script(title, "build", "-e", "print", f"--pages={pages}", *beside(title))
    assert done.returncode == 2
    assert f"--pages {pages}: " in done.stderr
    assert not (tmp_path / "dist").exists()


@pytest.mark.slow
def test_plates_of_a_page_that_is_not_there_stop_the_build(tmp_path: Path) -> None:
    title = write_title(tmp_path / "scouts")
    done = script(title, "build", "-e", "print", "--pages", " 1, 98-99 ", *beside(title))
    assert done.returncode == 2
    assert "the printed body has no page 98-99 (its pages are counted from 1 to 4)" in done.stderr
    assert not (tmp_path / "dist/print").exists()


@pytest.mark.parametrize("patch", ["/proc/nope", ".", "no/such/folder/a.patch"])
def test_a_patch_that_cannot_be_written_is_refused_before_the_ledger_is_written(
    tmp_path: Path, patch: str
) -> None:
    title = write_title(tmp_path / "scouts")
    done = script(title, "comments", "--patch", patch, "--done", "abc", *beside(title))
    assert done.returncode == 2
    assert f"--patch {patch}: " in done.stderr
    assert "Traceback" not in done.stderr
    assert not (title / "proofs").exists()


@pytest.mark.slow
def test_a_patch_is_written_where_it_can_be(tmp_path: Path) -> None:
    title, patch = write_title(tmp_path / "scouts"), tmp_path / "a.patch"
    done = script(title, "comments", "--patch", str(patch), *beside(title))
    assert (done.returncode, patch.read_bytes()) == (0, b""), done.stderr


@pytest.mark.parametrize("name", ["", " "])
def test_a_title_without_a_name_is_refused_with_those_there_are(name: str) -> None:
    done = script(name, "check")
    assert done.returncode == 2
    assert "--title names nothing: there are innovation-2020" in done.stderr


def test_a_path_that_leads_nowhere_is_not_looked_up_among_the_titles() -> None:
    """From here it is no folder; from the folder of the titles it would be one."""
    done = script("../titles/innovation-2020", "check")
    assert done.returncode == 2
    assert "there is no title 'innovation-2020': publication.toml is missing" in done.stderr
    assert "there is no template" not in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("form", ["table", "csv"])
def test_a_locale_of_ascii_alone_is_written_to_all_the_same(tmp_path: Path, form: str) -> None:
    """Danish words, as UTF-8."""
    ascii_only = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    asked = ("numbers", "--no-pages", "--as", form, *beside(tmp_path / "title"))
    done = script("innovation-2020", *asked, **ascii_only)
    assert done.returncode == 0, done.stderr
    assert "halvdelen" in done.stdout
    assert "å" in done.stdout
