"""The independent readers and renderers of PDF: found by name, run with a limit."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass

from publication.message import NOTHING, Message, said

SECONDS = 600


PACKAGES = {
    "gs": "ghostscript",
    "mutool": "mupdf-tools",
    "pdftocairo": "poppler-utils",
    "pdffonts": "poppler-utils",
}
"""Programs whose package has another name."""


class CannotCheckError(Exception):
    """A rule lacks what it needs to run: a tool, a profile, a readable part of the file.

    `hint` says how to get it, where that is known.
    """

    def __init__(self, reason: Message, hint: Message = NOTHING) -> None:
        super().__init__(reason)
        self.hint = hint


class RefusedError(CannotCheckError):
    """A tool that is there gave the file up."""


@dataclass(frozen=True)
class Run:
    """How a tool ended, and what it said."""

    code: int
    out: str
    err: str


def run_tool(command: Sequence[str]) -> Run:
    """Run a tool to its end. Raises CannotCheckError where it is not installed or does not end."""
    if shutil.which(command[0]) is None:
        package = PACKAGES.get(command[0], command[0])
        raise CannotCheckError(
            said("{program} is not installed", program=command[0]),
            said("Install {package}.", package=package),
        )
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise CannotCheckError(
            said("{program} did not end within {seconds} s", program=command[0], seconds=SECONDS)
        ) from None
    out, err = (text.decode("utf-8", "replace") for text in (done.stdout, done.stderr))
    return Run(done.returncode, out, err)
