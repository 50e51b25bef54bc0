"""Places that cannot be written to, and runs that are ended from outside: told in a line."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from publication.errors import PublicationError
from publication.interruption import StoppedError, interruptible
from publication.leftovers import PREFLIGHT
from publication.model import World
from publication.places import demand_cache, demand_output
from tests.test_second_title import CHAPTER, MANIFEST, ROOT, run, write_title


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(ROOT, tmp_path / "dist", tmp_path / "cache", 0)


def problems(call: Callable[[World], None], world: World) -> list[str]:
    """What is told of places; nothing where all are fit."""
    try:
        call(world)
    except PublicationError as error:
        return [str(problem) for problem in error.problems]
    return []


def test_places_that_are_not_there_yet_are_fit_and_are_not_made(world: World) -> None:
    assert problems(demand_output, world) == []
    assert not world.out.exists()
    assert not world.cache.exists()


def test_both_places_are_told_at_once_with_the_way_out(world: World) -> None:
    world.out.touch()
    world.cache.touch()
    assert problems(demand_output, world) == [
        f"the {name} {place} cannot be written to: Not a directory "
        f"(mend that, or give another folder with {option})"
        for name, place, option in (
            ("output", world.out, "--out"),
            ("cache", world.cache, "--cache"),
        )
    ]
    assert len(problems(demand_cache, world)) == 1  # without output nothing is said of it


def test_a_shelf_of_the_cache_that_cannot_be_written_to_is_named(world: World) -> None:
    world.cache.mkdir()
    (world.cache / "galleys").touch()
    (told,) = problems(demand_cache, world)
    assert f"the cache {world.cache / 'galleys'} cannot be written to" in told


def test_a_folder_that_is_read_only_is_told(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the system refuses it; root, who runs these tests at times, may write anywhere."""

    def refuse(**_: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr("publication.places.tempfile.TemporaryFile", refuse)
    assert "Permission denied" in problems(demand_cache, world)[0]


def test_leftovers_of_both_places_go(world: World) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    mark = subprocess.check_output(
        [sys.executable, "-c", "from publication.leftovers import name_of; print(name_of(''))"],
        text=True,
        cwd=ROOT,
    ).strip()  # of a process that is gone
    (world.out / f".building-{mark}x").mkdir(parents=True)
    (world.cache / f"{PREFLIGHT}{mark}x" / "plates").mkdir(parents=True)
    demand_output(world)
    assert [*world.out.iterdir(), *world.cache.iterdir()] == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_unwinds_what_is_under_way(number: signal.Signals) -> None:
    cleared = False

    def work() -> None:
        nonlocal cleared
        try:
            os.kill(os.getpid(), number)
            time.sleep(5)
        finally:
            cleared = True

    before = signal.getsignal(number)
    with pytest.raises(StoppedError) as caught, interruptible():
        work()
    assert cleared
    assert caught.value.code == 128 + number
    assert signal.getsignal(number) is before


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "/x/a.pdf"), "/x/a.pdf cannot be"),
        (shutil.Error([("/a", "/b", "[Errno 28] No space left")]), "/b cannot be written: [Errno"),
    ],
)
def test_a_full_disk_is_a_problem(error: OSError, told: str) -> None:
    with pytest.raises(PublicationError, match="make room") as caught, interruptible():
        raise error
    assert told in str(caught.value)


def test_a_fault_of_ours_is_shown_as_it_is() -> None:
    with pytest.raises(FileNotFoundError), interruptible():
        Path("/nowhere/at/all").read_bytes()


# ------------------------------------------------------------------ the script


def long_title(folder: Path) -> Path:
    """A title whose chapters keep two typesetters at work for a while."""
    more = {"publication.toml": MANIFEST}
    for name in ("a", "b", "c"):
        more["publication.toml"] += (
            f'[[chapter]]\nid = "{name}"\ntemplate = "{name}.html"\ntitle = "{name.upper()}"\n'
        )
        head = f'<header class="head"><h1>{name.upper()}</h1></header>'
        more[f"chapters/{name}.html"] = head + "<p>Wood and more wood.</p>" * 3000
    return write_title(folder, {"chapters/fire.html": CHAPTER, **more})


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_build_that_is_ended_says_so_in_a_line(tmp_path: Path, number: signal.Signals) -> None:
    """While chapters are typeset: no traceback of a worker, nothing left behind."""
    title, out, cache = long_title(tmp_path / "scouts"), tmp_path / "dist", tmp_path / "cache"
    command = [sys.executable, str(ROOT / "build.py"), "build", "--title", str(title)]
    command += ["--out", str(out), "--cache", str(cache)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    while not list(cache.glob("galleys/*.pdf")) and time.monotonic() < deadline:
        time.sleep(0.02)  # the short chapter has come out, the long ones are under way
    process.send_signal(number)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 128 + number
    assert told.split("\n")[-2].startswith(f"stopped: {number.name} came in between")
    assert "Traceback" not in told
    assert not out.exists() or not list(out.iterdir())


@pytest.mark.parametrize("option", ["--out", "--cache"])
def test_a_file_where_a_folder_should_be_stops_the_build_at_once(
    tmp_path: Path, option: str
) -> None:
    title = write_title(tmp_path / "scouts")
    (tmp_path / option.replace("--out", "dist").removeprefix("--")).touch()
    done = run(title, "build")
    assert done.returncode == 2
    assert f"give another folder with {option}" in done.stderr
    assert "estimate" not in done.stdout


@pytest.mark.slow
def test_what_was_cut_off_in_the_cache_is_not_delivered(tmp_path: Path) -> None:
    """Every file of ours to a half, on every shelf: the same bytes come out."""
    title, cache, out = write_title(tmp_path / "scouts"), tmp_path / "cache", tmp_path / "dist"
    assert run(title, "build", "-e", "web", "-e", "proof").returncode == 0
    good = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    for path in [path for path in cache.rglob("*") if path.is_file()]:
        if path.suffix != ".class":  # which no edition is made from
            path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    done = run(title, "build", "-e", "web", "-e", "proof")
    assert done.returncode == 0, done.stderr
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == good
    assert {path.parent.name for path in good} >= {"web", "proof"}
