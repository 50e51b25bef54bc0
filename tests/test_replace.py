"""The last good output outlives whatever happens to a build."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from publication.leftovers import folder_in, name_of, sweep
from publication.model import Edition
from publication.replace import STAGED, mend, put_in_place, staging

NAMES = ("web", "print")
EDITIONS = [Edition(name, ()) for name in NAMES]


def written(folder: Path, text: str, names: tuple[str, ...] = NAMES) -> Path:
    """A folder with editions of one file each."""
    for name in names:
        (folder / name).mkdir(parents=True)
        (folder / name / "a.pdf").write_text(text)
    return folder


def texts(out: Path) -> dict[str, str]:
    """What stands in the output, by edition, and every folder that is none."""
    return {each.name: "".join(f.read_text() for f in each.glob("*.pdf")) for each in out.iterdir()}


def built(out: Path, before: Callable[[], object] = lambda: None) -> None:
    """New editions, put in place; `before` is done when they are made."""
    with staging(out) as folder:
        written(folder, "new")
        before()
        put_in_place(EDITIONS, folder, out)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """An output with the last good editions."""
    return written(tmp_path / "dist", "good")


@pytest.fixture
def stops(monkeypatch: pytest.MonkeyPatch) -> Callable[[int, BaseException, bool], None]:
    """Have the n-th renaming stop the build, before or after it is done."""
    original, done = Path.rename, iter(range(1, 100))

    def arrange(turn: int, reason: BaseException, after: bool) -> None:
        def rename(self: Path, target: Path) -> Path:
            last = next(done) == turn
            if last and not after:
                raise reason
            moved = original(self, target)
            if last:
                raise reason
            return moved

        monkeypatch.setattr(Path, "rename", rename)

    return arrange


def test_the_new_editions_take_the_place_of_the_old(out: Path) -> None:
    built(out)
    assert texts(out) == {"web": "new", "print": "new"}


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("turn", [1, 2, 3, 4])
@pytest.mark.parametrize("reason", [KeyboardInterrupt(), OSError("disk"), SystemExit(143)], ids=str)
def test_whatever_stops_it_the_old_editions_stand(
    out: Path,
    stops: Callable[[int, BaseException, bool], None],
    reason: BaseException,
    turn: int,
    after: bool,
) -> None:
    """All of them: no new web PDF beside an old print body."""
    with pytest.raises(type(reason)):
        built(out, lambda: stops(turn, reason, after))
    assert texts(out) == {"web": "good", "print": "good"}


def test_a_first_edition_that_was_stopped_leaves_nothing(
    tmp_path: Path, stops: Callable[[int, BaseException, bool], None]
) -> None:
    out = tmp_path / "dist"
    with pytest.raises(KeyboardInterrupt):
        built(out, lambda: stops(2, KeyboardInterrupt(), False))
    assert texts(out) == {}


def test_an_edition_that_was_not_made_leaves_all_as_they_were(out: Path) -> None:
    with pytest.raises(FileNotFoundError, match="print"), staging(out) as folder:
        put_in_place(EDITIONS, written(folder, "new", ("web",)), out)
    assert texts(out) == {"web": "good", "print": "good"}


KILLED = """
import os, signal, sys
from pathlib import Path
from publication.replace import staging
out = Path(sys.argv[1])
with staging(out) as folder:
    (out / "web").rename(folder / "old-web")
    (folder / "web").mkdir()
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_killed_build_is_put_right_by_the_next(out: Path) -> None:
    """Its folder goes, and the edition it had already moved away comes back."""
    subprocess.run([sys.executable, "-c", KILLED, str(out)], check=False)
    assert "web" not in texts(out)
    mend(out)
    assert texts(out) == {"web": "good", "print": "good"}


def test_a_build_under_way_is_left_alone(out: Path) -> None:
    with staging(out) as folder:
        mend(out)
        assert folder.is_dir()


def test_folders_of_others_go_when_they_are_a_day_old(tmp_path: Path) -> None:
    """Another machine's, or of an older program: nobody knows whether their process lives."""
    for name, hours in {".building-abc": 25, ".building-other-1-x": 23, "else-abc": 99}.items():
        (tmp_path / name).mkdir()
        then = (tmp_path / name).stat().st_mtime - hours * 3600
        os.utime(tmp_path / name, (then, then))
    own = folder_in(tmp_path, STAGED)
    assert own.name.startswith(name_of(STAGED))
    sweep(tmp_path, STAGED)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        [".building-other-1-x", "else-abc", own.name]
    )
