"""Nothing is wired to one title: a tiny second one is built by the same script."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pikepdf
import pytest

ROOT = Path(__file__).parent.parent

CODEBOOK = """\
[survey]
id = "lejrbaal"
title = "Twelve scouts"
language = "en"
source = "The Scout Hut"
encoding = "utf-8"
id_variable = "id"
respondent = "scout"
limit = 3

[base.alle]
label = "scouts"

[scale.yes_no.levels]
yes = "Yes"
no = "No"

[question.fire]
text = "Did you light the fire?"

[variable.fire]
label = "Lit the fire"
question = "fire"
scale = "yes_no"
asked = "alle"
"""
TABLES = """\
[options]
alpha = 0.05
confidence = 0.95
resamples = 1000
seed = 1

[groups.alle]
alle = { label = "All scouts", total = true }

[table.fire]
variable = "fire"
groups = "alle"
base = "alle"
"""
MANIFEST = """\
title = "Twelve Scouts"
language = "en"
year = 2021
date = 2021-05-01
survey = "survey"
source = "The Scout Hut"
[[publisher]]
name = "The Scout Hut"
[[chapter]]
id = "camp"
template = "fire.html"
title = "Fire"
"""
FIGURES = """\
[figure.fire]
kind = "likert"
number = 1
rows = ["alle"]
"""
CHAPTER = """\
<header class="head"><h1>Fire</h1></header>
<p>{{ claim("Three quarters", "fire.alle.yes") }} of {{ n("fire") }} {{ base("fire") }} lit it.</p>
{% figure "fire" %}{{ percent("fire.alle.yes") }} lit it{% caption %}Nine of them.{% endfigure %}
"""


@pytest.fixture
def title(tmp_path: Path) -> Path:
    """Twelve respondents, nine of whom lit the fire; one chapter, one figure."""
    return write_title(tmp_path / "scouts")


def write_title(folder: Path, more: Mapping[str, str] = MappingProxyType({})) -> Path:
    """Write the title; `more` are further files, or other ones: path -> text."""
    answers = "\n".join(f"{number},{'yes' if number <= 9 else 'no'}" for number in range(1, 13))
    files = {
        "survey/codebook.toml": CODEBOOK,
        "survey/responses.csv": f"id,fire\n{answers}\n",
        "publication.toml": MANIFEST,
        "tables.toml": TABLES,
        "figures.toml": FIGURES,
        "chapters/fire.html": CHAPTER,
        **more,
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def run(title: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The script on this title, with output and cache beside it."""
    work = title.parent
    command = [sys.executable, str(ROOT / "build.py"), *arguments, "--title", str(title)]
    command += ["--out", str(work / "dist"), "--cache", str(work / "cache")]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1600000000", "COLUMNS": "200"}
    environment.pop("REQUIRE_ALL_CHECKS", None)
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


@pytest.mark.slow
def test_a_second_title_is_built_by_the_same_engine(title: Path) -> None:
    """Every edition, in English, without cover or ISBN."""
    done = run(title, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    with pikepdf.open(title.parent / "dist/web/scouts.pdf") as pdf:
        assert str(pdf.Root.Lang) == "en"
        assert str(pdf.docinfo.Title) == "Twelve Scouts"
    assert (title.parent / "dist/print/body.pdf").is_file()
    assert (title.parent / "dist/proof").is_dir()
    assert (title / "pages.toml").is_file()


@pytest.mark.slow
def test_a_false_claim_stops_the_build_and_leaves_the_last_good_output(title: Path) -> None:
    """File, line, words, value, true words; dist as it was."""
    assert run(title, "build", "-e", "web").returncode == 0
    web = title.parent / "dist/web/scouts.pdf"
    before = web.read_bytes()
    chapter = title / "chapters/fire.html"
    chapter.write_text(CHAPTER.replace("Three quarters", "Almost all"), encoding="utf-8")
    done = run(title, "build", "-e", "web")
    assert done.returncode == 2
    assert "chapters/fire.html:2" in done.stderr
    assert "'Almost all' is true from 90 to 99 %, but fire.alle.yes is 75 %" in done.stderr
    assert "three quarters" in done.stderr
    assert web.read_bytes() == before
    assert sorted(path.name for path in (title.parent / "dist").iterdir()) == ["web"]


BAD_INPUT = [
    ("chapters/fire.html", "fire.alle.yes", "fire.all.yes", "nearest: fire.alle.yes"),
    ("publication.toml", '"fire.html"', '"smoke.html"', "no file chapters/smoke.html"),
    ("survey/responses.csv", "12,no", "12,perhaps", "perhaps"),
    ("survey/codebook.toml", "[variable.fire]", "[variable.smoke]", "smoke"),
    ("tables.toml", 'variable = "fire"', 'variable = "flame"', "flame"),
    ("figures.toml", 'kind = "likert"', 'kind = "pie"', "pie"),
]


@pytest.mark.parametrize(
    ("file", "old", "new", "told"), BAD_INPUT, ids=[row[0] for row in BAD_INPUT]
)
def test_bad_input_gets_one_clear_message(
    title: Path, file: str, old: str, new: str, told: str
) -> None:
    """No traceback: what is wrong, where, and exit code 2."""
    path = title / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    done = run(title, "check")
    assert done.returncode == 2, done.stdout + done.stderr
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_a_missing_file_is_named(title: Path) -> None:
    """The survey's codebook is gone."""
    (title / "survey/codebook.toml").unlink()
    done = run(title, "check")
    assert done.returncode == 2
    assert "codebook.toml" in done.stderr
    assert "Traceback" not in done.stderr
