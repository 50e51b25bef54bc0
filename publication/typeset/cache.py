"""Typeset chapters kept under the hash of everything they are made from.

A chapter's files are <key>.pdf and <key>.json (lines, anchors, complaints). Both are renamed into
place when whole, the JSON last: where it stands, the PDF stands too. No typesetter is loaded here.
"""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import re
from collections.abc import Iterable
from dataclasses import astuple
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from publication.hyphenation import lists
from publication.keeping import recalled, sum_of
from publication.message import message_of, packed
from publication.model import Anchor, ChapterGalley, ComposedChapter, Line, World
from publication.typeset.stock import Stock, first_page

LIBRARIES = (
    *("weasyprint", "pydyf", "pyphen", "tinycss2", "tinyhtml5", "cssselect2"),
    *("fonttools", "pillow"),
)
NATIVE = {
    "libpango-1.0.so.0": "pango_version_string",
    "libharfbuzz.so.0": "hb_version_string",
}
ADDRESS = re.compile(r"""url\(\s*['"]?([^'")]+)|\b(?:src|href)\s*=\s*["']([^"']+)""")
FIGURE = re.compile(r"figure:([^\s\"'()<>]+)")
ELSEWHERE = re.compile(r"[a-zA-Z][\w.+-]+:|#")  # addresses that name no file
KEPT = 600  # files kept in the cache; a title of thirty chapters uses some seventy a round


def folder_of(world: World) -> Path:
    """Where typeset chapters and joined galleys are kept; made if need be."""
    folder = world.cache / "galleys"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def key_of(chapter: ComposedChapter, stock: Stock) -> str:
    """Hash of everything the typeset chapter depends on.

    HTML, stylesheet, folio and side, its SVGs, the bytes of files it reads (fonts, pictures, lists
    of hyphenation), the typesetter's libraries and this package's source. No date: chapters carry
    none.
    """
    names = {unquote(name) for name in FIGURE.findall(chapter.html)} | set(chapter.pictures)
    pictures = {name: stock.pictures.get(name, "") for name in sorted(names)}
    texts = [chapter.spec.id, chapter.html, first_page(chapter), stock.stylesheet]
    read = [
        *_files(stock.stylesheet, stock.root / "styles"),
        *_files(chapter.html, stock.root),
        *(path for svg in pictures.values() for path in _files(svg, stock.root)),
        *lists().values(),
    ]
    digest = hashlib.sha256()
    for text in (*texts, *pictures, *pictures.values(), machinery()):
        digest.update(f"{len(text)}:{text}".encode())
    for path in dict.fromkeys(read):
        digest.update(_file_hash(path, path.stat().st_mtime_ns, path.stat().st_size))
    return digest.hexdigest()


def _files(text: str, base: Path) -> list[Path]:
    """Files a stylesheet, a chapter or an SVG refers to, in order of appearance."""
    found = ((css or attribute).strip() for css, attribute in ADDRESS.findall(text))
    paths = (base / unquote(name.split("?")[0]) for name in found if not ELSEWHERE.match(name))
    return [path for path in dict.fromkeys(paths) if path.is_file()]


@cache
def _file_hash(path: Path, changed: int, size: int) -> bytes:
    """Hash of a file's bytes, read once as long as the file stays the same."""
    return hashlib.sha256(path.read_bytes()).digest()


@cache
def machinery() -> str:
    """Versions of what typesets, and a hash of this package's own source."""
    digest = hashlib.sha256()
    for source in sorted(Path(__file__).parent.glob("*.*")):
        if source.suffix in {".py", ".conf"}:
            digest.update(source.read_bytes())
    named = [f"{name} {version(name)}" for name in LIBRARIES]
    return " ".join([*named, *(_native(*row) for row in NATIVE.items()), digest.hexdigest()])


def _native(library: str, function: str) -> str:
    """The version a C library gives of itself; nothing where it goes by another name."""
    try:
        ask = getattr(ctypes.CDLL(library), function)
    except OSError:
        return f"{library} ?"
    ask.restype = ctypes.c_char_p
    return f"{library} {ask().decode()}"


def load(folder: Path, key: str, chapter: str) -> ChapterGalley | None:
    """A chapter typeset before; None where there is none, or its files are not as they were."""
    pdf = folder / f"{key}.pdf"
    return recalled(pdf.with_suffix(".json"), lambda data: _galley(data, pdf, chapter))


def _galley(data: dict[str, Any], pdf: Path, chapter: str) -> ChapterGalley | None:
    if data["sum"] != sum_of(pdf.read_bytes()):
        return None
    return ChapterGalley(
        chapter=chapter,
        pdf=pdf,
        pages=data["pages"],
        lines=tuple(Line(*row) for row in data["lines"]),
        anchors=tuple(Anchor(*row) for row in data["anchors"]),
        complaints=tuple(map(message_of, data["complaints"])),
    )


def scratch(folder: Path, key: str) -> Path:
    """Where a chapter is written until it is whole; the process makes the name its own."""
    return folder / f".{key}.{os.getpid()}.pdf"


def store(folder: Path, key: str, galley: ChapterGalley) -> ChapterGalley:
    """Keep a chapter just typeset: rename its PDF, write what its layout knew beside it."""
    pdf, notes = folder / f"{key}.pdf", folder / f"{key}.json"
    data = {
        "sum": sum_of(galley.pdf.read_bytes()),
        "pages": galley.pages,
        "lines": [astuple(line) for line in galley.lines],
        "anchors": [astuple(anchor) for anchor in galley.anchors],
        "complaints": [packed(text) for text in galley.complaints],
    }
    temporary = galley.pdf.with_suffix(".json")
    temporary.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    galley.pdf.replace(pdf)
    temporary.replace(notes)
    loaded = load(folder, key, galley.chapter)
    assert loaded is not None, "stored a moment ago"
    return loaded


def prune(folder: Path, in_use: Iterable[Path], kept: int = KEPT) -> None:
    """Forget the oldest files, so that the cache does not grow for ever."""
    used = {path.with_suffix("") for path in in_use}
    files = [path for path in folder.iterdir() if path.with_suffix("") not in used]
    files.sort(key=lambda path: path.stat().st_mtime_ns, reverse=True)
    for path in files[kept:]:
        path.unlink(missing_ok=True)
