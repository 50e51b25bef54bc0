"""Other people's readers open and render the file without a complaint."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2

from publication.message import Message, foreign, reason_of, said
from publication.preflight.checks import Found, check, error, warning
from publication.preflight.facts import File
from publication.preflight.job import Job
from publication.preflight.profile import Profile
from publication.preflight.tools import CannotCheckError, RefusedError, run_tool

QPDF_WARNED = 3
"""qpdf's exit code for a file that it could read, but not without repairing."""

OWN_AFFAIRS = ("ICC support is not available",)
"""What a reader says of itself, not of the file."""


@check("readers.qpdf")
def qpdf(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """The file's inner structure is damaged: some programs repair it silently, others stop. Write
    it again."""
    done = run_tool(["qpdf", "--check", str(file.path)])
    if done.code == QPDF_WARNED:
        yield warning(said("qpdf warns: {words}", words=_first(done.err)))
    elif done.code:
        yield error(said("qpdf finds an error: {words}", words=_first(done.err)))


@check("readers.ghostscript")
def ghostscript(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """Ghostscript, a complete interpreter, complains while separating the pages. Look at them on
    the plates."""
    try:
        complaints = file.ink.complaints
    except RefusedError as refusal:
        yield error(reason_of(refusal))
        return
    if complaints:
        words = _first(complaints)
        yield warning(said("{program} says: {words}", program="Ghostscript", words=words))


@check("readers.mupdf")
def mupdf(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """MuPDF complains while drawing the pages. Look at them in another program."""
    done = run_tool(
        ["mutool", "draw", "-q", "-r", "18", "-F", "pgm", "-o", "/dev/null", str(file.path)]
    )
    yield from _complaints("MuPDF", done.code, done.err)


@check("readers.poppler")
def poppler(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """Poppler complains while reading the pages. Look at them in another program."""
    done = run_tool(["pdftocairo", "-q", "-r", "18", "-ps", str(file.path), "/dev/null"])
    loud = run_tool(["pdffonts", str(file.path)])
    yield from _complaints("Poppler", done.code or loud.code, done.err + loud.err)


@check("readers.pdfium")
def pdfium(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """PDFium, the reader of the browsers, cannot open the file as it is."""
    try:
        with pypdfium2.PdfDocument(file.path) as pdf:
            pages = len(pdf)
    except pypdfium2.PdfiumError as fault:
        yield error(said("PDFium cannot open the file: {words}", words=foreign(str(fault))))
        return
    if pages != len(file.pdf.pages):
        wanted = len(file.pdf.pages)
        yield error(said("PDFium sees {pages} pages, not {wanted}", pages=pages, wanted=wanted))


def _complaints(name: str, code: int, log: str) -> Iterator[Found]:
    log = "\n".join(
        line for line in log.splitlines() if not any(words in line for words in OWN_AFFAIRS)
    )
    if code:
        words = _first(log)
        yield error(said("{program} cannot draw the file: {words}", program=name, words=words))
    elif log.strip():
        yield warning(said("{program} says: {words}", program=name, words=_first(log)))


def _first(text: str) -> Message:
    """The first line of what a program said."""
    lines = [line for line in text.strip().splitlines() if line.strip()]
    if not lines:
        raise CannotCheckError(said("the program failed without a word"))
    first = foreign(lines[0].strip()[:200])
    if len(lines) == 1:
        return first
    return said("{words} (and {count} lines more)", words=first, count=len(lines) - 1)
