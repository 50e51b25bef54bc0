"""What copying, searching and indexing get out of the file: are its words the manuscript's?

Asked of two readers that know nothing of each other, pdfium and poppler. Lost spaces make words
that the manuscript has not, hyphens left in words break those it has: both show as missing words.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import pypdfium2

from publication.accessibility.reading import html_blocks
from publication.message import Message, said
from publication.model import Finding, Manuscript, Severity

CHECK = "text extraction"
WORD = re.compile(r"[^\W\d_]{2,}")
MARK = "[\u00ad\ufffe\u0002]"
"""How readers give the hyphen at a line's end."""
DIVIDED = re.compile(rf"{MARK}\s*(?=[a-zæøåäöü])")
OWN_HYPHEN = re.compile(r"(?<=[^\W\d_])-\s*(?=[^\W\d_])")
"""Between parts of a word: some readers drop it at a line's end, so it is dropped everywhere."""
BEFORE_MARK = re.compile(rf"([^\W\d_]+){MARK}")
SHOWN = 8
PATIENCE = 60


def check(path: Path, manuscript: Manuscript) -> tuple[Finding, ...]:
    """One error per reader that misses words, naming some; NOT_RUN for a reader not installed."""
    html = [chapter.html for chapter in manuscript.chapters]
    wanted = Counter(word for chapter in html for word in manuscript_words(chapter))
    found: list[Finding] = []
    for name, read in READERS.items():
        text = read(path)
        if text is None:
            found.append(Finding(CHECK, Severity.NOT_RUN, _lacking(name)))
            continue
        missing = _without_divided(wanted - Counter(words_of(text)), text)
        if missing:
            total = sum(missing.values())
            found.append(Finding(CHECK, Severity.ERROR, _told(name, total, missing), edition="web"))
    return tuple(found)


def _told(reader: str, total: int, missing: Iterable[str]) -> Message:
    words = ", ".join(sorted(missing)[:SHOWN])
    return said("{reader} misses {count} words: {words}", reader=reader, count=total, words=words)


def _lacking(reader: str) -> Message:
    return said("{program} is not installed", program=reader)


def words_of(text: str) -> list[str]:
    """The words of extracted text, those divided at a line's end made whole."""
    return WORD.findall(OWN_HYPHEN.sub("", DIVIDED.sub("", text)).casefold())


def _without_divided(missing: Counter[str], text: str) -> Counter[str]:
    """Without words that are divided between two pages: no reader puts those together."""
    beginnings = {match.casefold() for match in BEFORE_MARK.findall(text)}
    pieces = set(re.findall(r"[^\W\d_]+", text.casefold()))
    return Counter(
        {
            word: times
            for word, times in missing.items()
            if not any(
                word.startswith(start) and word[len(start) :] in pieces for start in beginnings
            )
        }
    )


def manuscript_words(html: str) -> list[str]:
    """The printed words of a chapter; alternative texts are told, not printed."""
    printed = re.sub(r'\salt="[^"]*"', "", html)
    words: list[str] = []
    for block in html_blocks(printed):
        words += words_of(block.text.replace("\u00ad", ""))
    return words


def by_pdfium(path: Path) -> str:
    """The text as Chromium and everything built on it sees it."""
    parts = []
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            text = page.get_textpage()
            parts.append(text.get_text_range())
            text.close()
    return "\n".join(parts)


def by_poppler(path: Path) -> str | None:
    """The text as pdftotext gives it; None where it is not installed."""
    program = shutil.which("pdftotext")
    if program is None:
        return None
    command = [program, "-enc", "UTF-8", str(path), "-"]
    done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=True)
    return done.stdout.decode("utf-8")


READERS: dict[str, Callable[[Path], str | None]] = {"pdfium": by_pdfium, "poppler": by_poppler}
