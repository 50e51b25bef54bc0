"""Files of text that people write: read whole, or one problem with the file and the true line."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from publication.errors import ManifestError, PublicationError
from publication.model import Place, Problem

AT_LINE = re.compile(r" ?\(at (?:line (?P<line>\d+), column \d+|end of document)\)$")
UTF_16 = (b"\xff\xfe", b"\xfe\xff")  # how a file of that encoding begins


def read_text(path: Path, kind: type[PublicationError] = ManifestError, file: str = "") -> str:
    """The text of a UTF-8 file; a byte order mark is no part of it.

    kind  the error raised where the file is missing, cannot be opened, or is not UTF-8
    file  what the problem calls the file: its name, where nothing else is given
    """
    named = file or path.name
    try:
        content = path.read_bytes()
    except OSError as error:
        message = f"{path.name} cannot be read: {error.strerror}"
        raise kind([Problem(message, Place(named, 1))]) from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise kind([_not_utf8(content, error, named)]) from error


def _not_utf8(content: bytes, error: UnicodeDecodeError, file: str) -> Problem:
    """Where the first byte stands that is no UTF-8."""
    if content.startswith(UTF_16):
        return Problem("not utf-8: the file is UTF-16", Place(file, 1), "save it as UTF-8")
    line = content.count(b"\n", 0, error.start) + 1
    shown = content[max(0, error.start - 12) : error.start + 12].decode("latin-1")
    return Problem(f"not utf-8: {shown!r}", Place(file, line), "save it as UTF-8")


def read_toml(
    path: Path, kind: type[PublicationError] = ManifestError, file: str = ""
) -> tuple[dict[str, Any], str]:
    """A TOML file as data and as text, for the lines of its entries; errors as `read_text`."""
    text = read_text(path, kind, file)
    try:
        return tomllib.loads(text), text
    except tomllib.TOMLDecodeError as error:
        place = Place(file or path.name, _line(error, text))
        message = AT_LINE.sub("", str(error))
        raise kind([Problem(f"cannot be read: {message}", place)]) from error


def _line(error: tomllib.TOMLDecodeError, text: str) -> int:
    """The line a TOML error speaks of; the last one where something was not closed."""
    found = AT_LINE.search(str(error))
    return int(found["line"]) if found and found["line"] else max(1, len(text.splitlines()))


def line_of(text: str, section: str, field: str = "") -> int:
    """The line of a TOML table's header, or of a field in it; 1 where it cannot be found."""
    lines = text.splitlines()
    heads = {f"[{section}]", f'["{section}"]'}
    for number, line in enumerate(lines, 1):
        if line.partition("#")[0].strip() in heads:
            return _field_line(lines, number, field) if field else number
    own = re.compile(rf"{re.escape(section)}\s*=")  # as a field of the file itself
    return next((number for number, line in enumerate(lines, 1) if own.match(line)), 1)


def _field_line(lines: Sequence[str], head: int, field: str) -> int:
    """The line of a field under its table's header, which stands on line `head`."""
    for number, line in enumerate(lines[head:], head + 1):
        if line.startswith("["):
            break
        if line.partition("=")[0].strip() == field:
            return number
    return head


def read_rows(
    path: Path, columns: tuple[str, ...], kind: type[PublicationError] = ManifestError
) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a CSV file with their lines; errors as `read_text`.

    columns  names that the header must have
    Raises `kind` as well where the header lacks one of them, and, with the line, for every row that
    has fewer or more cells than the header.
    """
    reader = csv.reader(io.StringIO(read_text(path, kind), newline=""))
    header = next(reader, [])
    lost = [name for name in columns if name not in header]
    if lost:
        hint = f"the header is: {', '.join(header) or 'empty'}"
        message = f"no column {', '.join(map(repr, lost))}"
        raise kind([Problem(message, Place(path.name, 1), hint)])
    rows, problems, line = [], [], reader.line_num + 1
    for cells in reader:
        if cells and len(cells) != len(header):
            message = f"{len(cells)} cells, but the header has {len(header)}"
            problems.append(Problem(message, Place(path.name, line)))
        elif cells:
            rows.append((line, dict(zip(header, cells, strict=True))))
        line = reader.line_num + 1
    if problems:
        raise kind(problems)
    return iter(rows)
