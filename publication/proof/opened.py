"""A PDF that somebody hands in: opened, or told what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pikepdf

from publication.errors import ProofError
from publication.model import Problem

TAIL = 2048
"""Bytes; readers look for the end mark in the last 1024."""
OBJECT = re.compile(rb"\d+ \d+ obj\b")


@contextmanager
def opened(path: Path) -> Iterator[pikepdf.Pdf]:
    """The file while it is read; ProofError where it is missing, encrypted, damaged or no PDF.

    A file that would have to be repaired is refused: what was cut off may have held marks.
    """
    try:
        with pikepdf.open(path, attempt_recovery=False) as pdf:
            if _breaks_off(path):
                raise pikepdf.PdfError("objects after the end")
            yield pdf
    except FileNotFoundError as error:
        raise unfit(path, "is not there") from error
    except pikepdf.PasswordError as error:
        raise unfit(path, "is encrypted", "save it without a password") from error
    except IsADirectoryError as error:
        raise unfit(path, "is not a PDF that can be read") from error
    except pikepdf.PdfError as error:
        if _begins_as_pdf(path):
            raise unfit(path, "is damaged or was cut off", "ask for it again") from error
        raise unfit(path, "is not a PDF that can be read") from error


def _breaks_off(path: Path) -> bool:
    """Whether objects follow the last end mark: a reader appended marks, and their end is gone."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - TAIL))
        return bool(OBJECT.search(file.read().rpartition(b"%%EOF")[2]))


def _begins_as_pdf(path: Path) -> bool:
    """Whether it was a PDF once: readers look for the header in the first 1024 bytes."""
    with path.open("rb") as file:
        return b"%PDF-" in file.read(1024)


def unfit(path: Path, said: str, hint: str = "") -> ProofError:
    """That a file will not do, and why."""
    return ProofError([Problem(f"{path.name} {said}", hint=hint)])
