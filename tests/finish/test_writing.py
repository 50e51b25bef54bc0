"""No stream may end in a line end, and nothing may be lost by seeing to it."""

from __future__ import annotations

import io
import zlib
from pathlib import Path

import pikepdf
from pikepdf import Name, StreamDecodeLevel

from publication.finish.bookmarks import Bookmark, part_words, put_bookmarks, take_bookmarks
from publication.finish.writing import AMBIGUOUS, save
from publication.model import Line


def ending_in_a_line_end() -> bytes:
    """Data whose compressed form ends in a line end: its checksum does."""
    texts = (b"BT %d 0 Td ET" % number for number in range(10_000))
    return next(text for text in texts if zlib.compress(text, 9).endswith((b"\n", b"\r")))


def make(path: Path, content: bytes, kind: Name | None = None) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.pages[0].obj.Contents = pdf.make_stream(b"q Q")
        pdf.Root.PieceInfo = pdf.make_stream(content)
        if kind is not None:
            pdf.Root.PieceInfo.Type = kind
        packet = (
            b'<?xpacket begin="" id="x"?><x:xmpmeta xmlns:x="adobe:ns:meta/"/><?xpacket end="w"?>'
        )
        pdf.Root.Metadata = pdf.make_stream(packet)
        pdf.Root.Metadata.Type, pdf.Root.Metadata.Subtype = Name.Metadata, Name.XML
        save(pdf, path)


def test_drawing_that_would_end_badly_gets_a_blank(tmp_path: Path) -> None:
    content = ending_in_a_line_end()
    make(tmp_path / "a.pdf", content)
    assert not AMBIGUOUS.search((tmp_path / "a.pdf").read_bytes())
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        assert pdf.Root.PieceInfo.read_bytes().rstrip(b" ") == content
        assert pdf.Root.PieceInfo.Filter == Name.FlateDecode


def test_file_that_would_end_badly_is_wrapped_and_stays_as_it_is(tmp_path: Path) -> None:
    content = ending_in_a_line_end()
    make(tmp_path / "a.pdf", content, Name.EmbeddedFile)
    assert not AMBIGUOUS.search((tmp_path / "a.pdf").read_bytes())
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        assert pdf.Root.PieceInfo.read_bytes(StreamDecodeLevel.specialized) == content
        assert list(pdf.Root.PieceInfo.Filter) == [Name.RunLengthDecode, Name.FlateDecode]


def test_metadata_stays_readable_as_text(tmp_path: Path) -> None:
    make(tmp_path / "a.pdf", b"q Q")
    assert b"<x:xmpmeta" in (tmp_path / "a.pdf").read_bytes()


def test_many_files_are_all_unmistakable(tmp_path: Path) -> None:
    """The table that linearising adds differs from file to file: none may end badly."""
    for number in range(150):
        make(tmp_path / "a.pdf", b"% " + b"x" * number)
        assert not AMBIGUOUS.search((tmp_path / "a.pdf").read_bytes())


def test_many_bookmarks_do_not_spoil_the_tables_for_fast_display(tmp_path: Path) -> None:
    """More bookmarks than one object stream holds: qpdf 12 miscounts them there."""
    chapters = tuple(
        Bookmark(f"Kapitel {n}", n % 3, 10.0, 700.0, (Bookmark(f"Afsnit {n}", n % 3, 10.0, 500.0),))
        for n in range(90)
    )
    with pikepdf.new() as pdf:
        for _ in range(3):
            pdf.add_blank_page()
        put_bookmarks(pdf, chapters)
        save(pdf, tmp_path / "a.pdf")
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        said = io.StringIO()
        assert pdf.check_linearization(said), said.getvalue()
        assert pdf.Root.Outlines.Count == 180
        assert take_bookmarks(pdf) == chapters
        assert "/Outlines" not in pdf.Root


def test_file_without_bookmarks_gets_none(tmp_path: Path) -> None:
    make(tmp_path / "a.pdf", b"q Q")
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        assert take_bookmarks(pdf) == ()
        assert "/Outlines" not in pdf.Root


def line(text: str, src: str) -> Line:
    return Line(0, 20, 138, 30, 35, 34, "text", src, text)


def test_titles_broken_by_hand_get_their_space_back() -> None:
    lines = [
        *(line(text, "a.html:1") for text in ("Samarbejde", "på tværs")),
        *(line(text, "b.html:1") for text in ("Målgruppe-", "involvering")),
        *(line(text, "c.html:1") for text in ("Sundhed\u2010", "sudspillet")),
    ]
    titles = ("Samarbejdepå tværs", "Målgruppe-involvering", "Sundhedsudspillet", "Ukendt titel")
    marks = [Bookmark(titles[0], 0, 0, 0, (Bookmark(titles[1], 0, 0, 0),))]
    marks += [Bookmark(title, 0, 0, 0) for title in titles[2:]]
    first, *others = part_words(marks, lines)
    assert first.title == "Samarbejde på tværs"
    assert first.below[0].title == "Målgruppe-involvering"
    assert [mark.title for mark in others] == ["Sundhedsudspillet", "Ukendt titel"]
