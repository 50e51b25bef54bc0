"""What a typeset chapter depends on, and how it is kept."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from publication.model import Anchor, ChapterGalley, ChapterSpec, ComposedChapter, Line
from publication.typeset import cache
from publication.typeset.stock import Stock
from tests.typeset.small_book import ROOT, WORDS

LINE = Line(0, 20.0, 99.5, 25.0, 30.0, 28.76, "text", "a.html:3", "Blåbær ‐ ord")
SHEET = "@font-face{font-family:X;src:url(fonts/x.ttf)} p{color:red}"


@pytest.fixture
def stock(tmp_path: Path) -> Stock:
    """A root with a font, a picture, and two SVGs of which the chapter uses one."""
    (tmp_path / "styles/fonts").mkdir(parents=True)
    (tmp_path / "styles/fonts/x.ttf").write_bytes(b"font")
    (tmp_path / "photo.png").write_bytes(b"photo")
    return Stock(SHEET, tmp_path, {"fig1": "<svg>1</svg>", "fig2": "<svg>2</svg>"})


@pytest.fixture
def chapter() -> ComposedChapter:
    html = '<img src="figure:fig1"><img src="photo.png"><a href="ref:x">x</a>'
    return ComposedChapter(ChapterSpec("one", "one.html"), html, 5, (), (), ("fig1",))


def test_the_key_follows_what_the_chapter_is_made_from(
    stock: Stock, chapter: ComposedChapter
) -> None:
    """HTML, folio, side, stylesheet, its own SVG, font bytes and picture bytes; nothing else."""
    key = cache.key_of(chapter, stock)
    right = ChapterSpec("one", "one.html", start="left")
    same = {
        "another figure": (chapter, replace(stock, pictures={**stock.pictures, "fig2": "<svg/>"})),
        "a heading": (replace(chapter, spec=replace(chapter.spec, running_head="Nyt")), stock),
    }
    other = {
        "html": (replace(chapter, html=chapter.html + "."), stock),
        "folio": (replace(chapter, folio=7), stock),
        "side": (replace(chapter, folio=0, spec=right), stock),
        "name": (replace(chapter, spec=replace(chapter.spec, id="two")), stock),
        "stylesheet": (chapter, replace(stock, stylesheet=SHEET + " ")),
        "its figure": (chapter, replace(stock, pictures={"fig1": "<svg/>"})),
    }
    assert {cache.key_of(*given) for given in same.values()} == {key}
    keys = {cache.key_of(*given) for given in other.values()}
    assert len(keys | {key}) == len(other) + 1


@pytest.mark.parametrize("file", ["styles/fonts/x.ttf", "photo.png"])
def test_the_key_follows_the_bytes_of_files(
    stock: Stock, chapter: ComposedChapter, file: str
) -> None:
    before = cache.key_of(chapter, stock)
    (stock.root / file).write_bytes(b"other")
    assert cache.key_of(chapter, stock) != before


def test_machinery_names_every_version() -> None:
    found = cache.machinery()
    assert "weasyprint 70" in found
    assert "libpango-1.0.so.0 1." in found


def stored(folder: Path, key: str) -> ChapterGalley:
    pdf = cache.scratch(folder, key)
    pdf.write_bytes(b"%PDF")
    anchor = Anchor("fig1", 0, 20.0, 25.0)
    return cache.store(folder, key, ChapterGalley("one", pdf, 1, (LINE,), (anchor,), ("uha",)))


def test_a_stored_chapter_comes_back_whole(tmp_path: Path) -> None:
    kept = stored(tmp_path, "k1")
    assert kept == cache.load(tmp_path, "k1", "one")
    assert kept.lines == (LINE,)
    assert kept.pdf.read_bytes() == b"%PDF"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["k1.json", "k1.pdf"]


@pytest.mark.parametrize("missing", ["k1.json", "k1.pdf"])
def test_half_a_chapter_is_none(tmp_path: Path, missing: str) -> None:
    stored(tmp_path, "k1")
    (tmp_path / missing).unlink()
    assert cache.load(tmp_path, "k1", "one") is None


@pytest.mark.parametrize("file", ["k1.json", "k1.pdf"])
@pytest.mark.parametrize("left", [b"", b"%P", b"[]"])
def test_a_chapter_that_was_cut_off_is_none(tmp_path: Path, file: str, left: bytes) -> None:
    stored(tmp_path, "k1")
    (tmp_path / file).write_bytes(left)
    assert cache.load(tmp_path, "k1", "one") is None


def test_pruning_forgets_the_oldest_but_never_what_is_in_use(tmp_path: Path) -> None:
    for age, name in enumerate(["old.pdf", "used.pdf", "used.json", "new.pdf", "newer.pdf"]):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (age, age))
    cache.prune(tmp_path, [tmp_path / "used.pdf"], kept=2)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["new.pdf", "newer.pdf", "used.json", "used.pdf"]


SCRIPT = """
import sys
from pathlib import Path
from tests.typeset.small_book import small_galley
print(small_galley(Path(sys.argv[1])).pdf)
print(*sorted({"weasyprint", "pikepdf", "PIL"} & set(sys.modules)))
"""


def test_a_cached_title_loads_no_typesetter(tmp_path: Path) -> None:
    """The second run gives the same galley and imports neither WeasyPrint nor pikepdf."""
    command = [sys.executable, "-c", SCRIPT, str(tmp_path)]
    runs = [
        subprocess.run(command, check=True, cwd=ROOT, capture_output=True, text=True).stdout
        for _ in range(2)
    ]
    first, second = (run.splitlines() for run in runs)
    assert first[0] == second[0]
    assert first[1:] == ["PIL pikepdf weasyprint"]
    assert second[1:] == [""]


def test_words_of_the_small_book_are_those_of_the_language() -> None:
    """The fixture must not drift from publication/languages/da.toml."""
    from publication.language import read_language

    words = read_language("da-DK").words
    assert {key: words[key] for key in WORDS} == WORDS
