"""Fonts inside the page: the letters it needs and few others."""

from __future__ import annotations

import base64
import io
import os
import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from small_report import ROOT

from publication.download import fonts
from publication.download.fonts import FACES, FEATURES, LETTERS, font_faces
from publication.download.kept import kept
from publication.errors import FinishError
from publication.model import World
from publication.subset import subset_of

SANS = ROOT / "styles" / "fonts" / "SourceSans3-Regular.ttf"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return World(ROOT, Path("/nowhere"), tmp_path_factory.mktemp("cache"), 0)


@pytest.fixture(scope="module")
def rules(world: World) -> str:
    return font_faces("Łódź", world)


def test_every_face_has_the_pages_letters(rules: str) -> None:
    files = re.findall(r"base64,([^)]+)\)", rules)
    assert len(files) == len(FACES)
    for data in files:
        with TTFont(io.BytesIO(base64.b64decode(data))) as font:
            assert font.flavor == "woff2"
            missing = {*map(ord, "Łódź" + LETTERS)} - {*font.getBestCmap()}
            assert {chr(code) for code in missing} <= {"\u2193", "\u2192"}  # arrows


def test_together_they_are_under_the_limit(rules: str) -> None:
    assert 80_000 < len(rules) < fonts.LIMIT / 2


def test_what_goes_over_the_limit_is_left_to_the_reader(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts, "LIMIT", 30_000)
    assert 1 <= font_faces("Łódź", world).count("@font-face") < len(FACES)


def test_figures_of_both_kinds_are_kept() -> None:
    with TTFont(io.BytesIO(subset_of(SANS, "0123456789", FEATURES))) as font:
        features = {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
        assert {"onum", "pnum"} <= features  # its own are lining and tabular


def test_same_bytes_for_the_same_letters() -> None:
    assert subset_of(SANS, "abc", FEATURES) == subset_of(SANS, "abc", FEATURES)


def test_kept_files_are_made_once(tmp_path: Path) -> None:
    made: list[int] = []

    def make() -> dict[str, bytes]:
        made.append(1)
        return {"b": b"2", "a": b"1"}

    first = kept(tmp_path, "thing", [b"told"], make)
    assert kept(tmp_path, "thing", [b"told"], make) == first == {"a": b"1", "b": b"2"}
    assert len(made) == 1
    kept(tmp_path, "thing", [b"told otherwise"], make)
    assert len(made) == 2
    assert len([*(tmp_path / "download").iterdir()]) == 1  # the older one is gone


def test_what_a_killed_build_left_half_written_goes(tmp_path: Path) -> None:
    left = tmp_path / "download" / ".part-abc"
    left.mkdir(parents=True)
    os.utime(left, (0, 0))
    kept(tmp_path, "thing", [b"told"], lambda: {"a": b"1"})
    assert not left.exists()


@pytest.mark.parametrize("file", ["a", "b", ".sums.json"])
def test_kept_files_that_were_cut_off_are_made_again(tmp_path: Path, file: str) -> None:
    """So is one that is gone; the second time all are as they were."""

    def make() -> dict[str, bytes]:
        return {"a": b"long", "b": b"longer"}

    good = kept(tmp_path, "thing", [b"told"], make)
    (path,) = (tmp_path / "download").glob(f"thing-*/{file}")
    path.write_bytes(path.read_bytes()[:2])
    assert kept(tmp_path, "thing", [b"told"], make) == good
    path.unlink()
    assert kept(tmp_path, "thing", [b"told"], make) == good
    assert kept(tmp_path, "thing", [b"told"], lambda: pytest.fail("made again")) == good


def test_fonts_that_are_not_there_are_told_by_their_files(tmp_path: Path) -> None:
    folder = tmp_path / "styles" / "fonts"
    folder.mkdir(parents=True)
    for face in FACES[2:]:
        (folder / face.file).symlink_to(ROOT / "styles" / "fonts" / face.file)
    with pytest.raises(FinishError) as caught:
        font_faces("a", World(tmp_path, tmp_path, tmp_path / "cache", 0))
    assert [problem.message for problem in caught.value.problems] == [
        "styles/fonts/SourceSans3-Regular.ttf is missing",
        "styles/fonts/SourceSans3-Semibold.ttf is missing",
    ]
