"""A PDF that somebody hands in: opened, or told what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pikepdf

from publication.errors import ProofError
from publication.model import Problem


@contextmanager
def opened(path: Path) -> Iterator[pikepdf.Pdf]:
    """The file while it is read; ProofError where it is missing, encrypted, damaged or no PDF."""
    try:
        with pikepdf.open(path) as pdf:
            yield pdf
    except FileNotFoundError as error:
        raise unfit(path, "is not there") from error
    except pikepdf.PasswordError as error:
        raise unfit(path, "is encrypted", "save it without a password") from error
    except (pikepdf.PdfError, IsADirectoryError) as error:
        raise unfit(path, "is not a PDF that can be read") from error


def unfit(path: Path, said: str, hint: str = "") -> ProofError:
    """That a file will not do, and why."""
    return ProofError([Problem(f"{path.name} {said}", hint=hint)])
