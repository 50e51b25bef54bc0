"""Words asked of hunspell, all at once."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable

from publication.message import foreign, said

PROGRAM = "hunspell"
PATIENCE = 60
"""Seconds: more means that hunspell hangs."""
ASKED = 60
"""Unknown words for which better ones are asked; each costs hunspell a tenth of a second."""
OFFERED = 3


class SpellingMissingError(Exception):
    """hunspell or its dictionary is not there; the message says which."""


def ask(words: Iterable[str], dictionary: str, program: str = PROGRAM) -> frozenset[str]:
    """The words that are in no dictionary. Raises SpellingMissingError."""
    given = sorted(set(words))
    answer = _run(program, dictionary, "-l", given)
    return frozenset(given) & frozenset(answer.splitlines())


def suggestions(
    words: Iterable[str], dictionary: str, program: str = PROGRAM
) -> dict[str, tuple[str, ...]]:
    """The nearest words to some unknown ones; those beyond ASKED have none."""
    given = sorted(set(words))[:ASKED]
    found: dict[str, tuple[str, ...]] = {}
    # "^" keeps hunspell from reading a word as a command
    for line in _run(program, dictionary, "-a", [f"^{word}" for word in given]).splitlines():
        if line.startswith("& "):
            head, _, tail = line.partition(":")
            found[head.split()[1]] = tuple(word.strip() for word in tail.split(",")[:OFFERED])
    return found


def _run(program: str, dictionary: str, mode: str, lines: list[str]) -> str:
    if not lines:
        return ""
    command = [program, "-d", dictionary, "-i", "utf-8", mode]
    try:
        done = subprocess.run(
            command,
            input="\n".join([*lines, ""]),
            capture_output=True,
            encoding="utf-8",
            timeout=PATIENCE,
            check=False,
        )
    except FileNotFoundError:
        raise SpellingMissingError(said("{program} is not installed", program=program)) from None
    except subprocess.TimeoutExpired:
        raise SpellingMissingError(
            said("{program} did not answer in {seconds} s", program=program, seconds=PATIENCE)
        ) from None
    if done.returncode or "Can't open" in done.stderr:
        last = done.stderr.strip().splitlines()[-1:] or [f"exit code {done.returncode}"]
        raise SpellingMissingError(
            said(
                "{program} has no dictionary {dictionary}: {words}",
                program=program,
                dictionary=dictionary,
                words=foreign(last[0]),
            )
        )
    return done.stdout
