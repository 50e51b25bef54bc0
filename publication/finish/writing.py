"""Writing a finished PDF for the screen: small, quick to show, the same bytes for the same content.

And unmistakable: where the last byte of a stream happens to be a line end, validators cannot tell
it from the line end before `endstream`, and count one byte too few (ISO 19005-3, 6.1.7.1). It
happens to one stream in a hundred, so it is seen to here.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

import pikepdf
from pikepdf import Array, Name, Object, ObjectStreamMode, Pdf, Stream, StreamDecodeLevel

from publication.finish.bookmarks import part_words, put_bookmarks, take_bookmarks
from publication.model import Line

PDF_VERSION = "1.7"
LINE_ENDS = (b"\r", b"\n")
AMBIGUOUS = re.compile(rb"[\r\n]\r?\nendstream")
TRIES = 12
"""Of the streams the writer packs itself, some end badly in every third file of a hundred pages."""
UNTOUCHED = frozenset({"/Metadata", "/ObjStm", "/XRef"})
"""Metadata must be found by programs that know no compression; the others are the file's own."""


def save(pdf: Pdf, path: Path, lines: Iterable[Line] = ()) -> None:
    """Write with object streams, linearised (first page first), without any clock.

    In two steps: qpdf 12 counts bookmarks wrongly in the tables for fast display where they lie in
    object streams, so they are added to the packed file. lines: of the galley, for their titles.
    """
    marks = part_words(take_bookmarks(pdf), lines)
    for thing in pdf.objects:
        if isinstance(thing, Stream):
            _settle(thing)
    packed = BytesIO()
    _write(pdf, packed, ObjectStreamMode.generate)
    for shifts in range(TRIES):
        with pikepdf.open(packed) as again:
            for _ in range(shifts):
                _shift(again)
            put_bookmarks(again, marks)
            _write(again, path, ObjectStreamMode.preserve)
        if not AMBIGUOUS.search(path.read_bytes()):
            return


def _write(pdf: Pdf, target: Path | BytesIO, packing: ObjectStreamMode) -> None:
    pdf.save(
        target,
        min_version=PDF_VERSION,
        object_stream_mode=packing,
        stream_decode_level=StreamDecodeLevel.none,
        compress_streams=True,
        linearize=True,
        deterministic_id=True,
        fix_metadata_version=False,
    )


def _settle(stream: Object) -> None:
    """Compress what is not; see that it does not end in a line end."""
    if str(stream.get("/Type")) in UNTOUCHED:
        return
    if "/Filter" not in stream:
        stream.write(zlib.compress(stream.read_bytes(), 9), filter=Name.FlateDecode)
    if stream.Filter != Name.FlateDecode:
        return
    while _ends_badly(stream) and _is_program(stream):
        stream.write(zlib.compress(stream.read_bytes() + b" ", 9), filter=Name.FlateDecode)
    if _ends_badly(stream):
        parameters = stream.get("/DecodeParms")
        stream.write(
            _as_runs(stream.read_raw_bytes()),
            filter=Array([Name.RunLengthDecode, Name.FlateDecode]),
            decode_parms=Array([None, parameters]) if parameters is not None else None,
        )


def _ends_badly(stream: Object) -> bool:
    return stream.read_raw_bytes().endswith(LINE_ENDS)


def _is_program(stream: Object) -> bool:
    """Whether it is drawing or a character map, where one more blank at the end means nothing."""
    if stream.get("/Type") == Name.EmbeddedFile or "/DecodeParms" in stream:
        return False
    end = stream.read_bytes()[-12:]
    return bool(end) and all(32 <= byte < 127 or byte in b"\r\n\t" for byte in end)


def _as_runs(data: bytes) -> bytes:
    """Run-length encoding without any runs: pieces of 128 bytes, and a mark at the end (0x80)."""
    pieces = (data[start : start + 128] for start in range(0, len(data), 128))
    return b"".join(bytes([len(piece) - 1]) + piece for piece in pieces) + b"\x80"


def _shift(pdf: Pdf) -> None:
    """Give the first and the last page a blank to draw: every object gets another number.

    What the writer itself packs (streams of objects, the table of pages) then comes out otherwise.
    """
    for page in (pdf.pages[0], pdf.pages[-1]):
        page.contents_add(b" ")
        _settle(page.obj.Contents[-1])
