"""The list of changes at the end of a proof."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pypdfium2

from publication.finish.changes import ChangeList, Entry, Group, Piece, broken
from publication.finish.proof import Bar, ProofHead, finish_proof
from publication.finish.typeface import Typeface
from publication.model import Galley
from tests.finish import small_galley

FONT = small_galley.ROOT / "styles" / "fonts" / "SourceSans3-Regular.ttf"
HEAD = ProofHead("Lille titel", "Udkast 2", "2026-11-22", compared="sammenlignet med k1")
REDLINE = (
    Piece("Naboer hjalp"),
    Piece(" naboer", "gone"),
    Piece(" alle", "new"),
    Piece(" i gaden."),
)


def listed(times: int) -> ChangeList:
    entry = Entry("side 4, linje 10", REDLINE, ("chapters/forord.html:5",))
    return ChangeList("Ændringer siden k1", "Ændringer", (Group("Ord", (entry,) * times),))


def proof(galley: Galley, folder: Path, times: int) -> Path:
    edition = finish_proof(
        galley,
        small_galley.publication(),
        small_galley.brand(),
        small_galley.world(galley.pdf.parent),
        folder,
        HEAD,
        bars=[Bar(1, 40, 45, right=True)],
        listed=listed(times),
    )
    return edition.outputs[0].path


def texts(path: Path, pages: list[int]) -> list[str]:
    with pypdfium2.PdfDocument(path) as pdf:
        return [" ".join(pdf[page].get_textpage().get_text_range().split()) for page in pages]


def test_the_list_follows_the_pages_and_says_what_changed(small: Galley, tmp_path: Path) -> None:
    path = proof(small, tmp_path, 1)
    with pypdfium2.PdfDocument(path) as pdf:
        assert len(pdf) == len(small.pages) + 1
        assert pdf.get_page_label(len(pdf) - 1) == "Ændringer 1"
    (text,) = texts(path, [len(small.pages)])
    assert "sammenlignet med k1" in text
    assert "Ændringer siden k1 Ord" in text
    assert "Naboer hjalp naboer alle i gaden." in text
    assert "chapters/forord.html:5" in text


def test_a_long_list_goes_on_and_loses_nothing(small: Galley, tmp_path: Path) -> None:
    path = proof(small, tmp_path, 60)
    with pypdfium2.PdfDocument(path) as pdf:
        pages = list(range(len(small.pages), len(pdf)))
    found = texts(path, pages)
    assert len(found) > 1
    assert sum(text.count("i gaden.") for text in found) == 60
    assert all("sammenlignet med k1" in text for text in found)


def test_the_lists_pages_are_no_content_of_the_publication(small: Galley, tmp_path: Path) -> None:
    with pikepdf.open(proof(small, tmp_path, 1)) as pdf:
        page = pdf.pages[-1]
        assert page.Contents.read_bytes().startswith(b"/Artifact")
        assert "/StructParents" not in page


def test_the_same_list_gives_the_same_file(small: Galley, tmp_path: Path) -> None:
    first, second = (proof(small, tmp_path / name, 2).read_bytes() for name in "ab")
    assert first == second


def test_lines_break_at_spaces_within_the_measure() -> None:
    face = Typeface(FONT)
    lines = list(broken(REDLINE, face, 10, 80))
    said = ["".join(piece.text for piece in line) for line in lines]
    assert " ".join(said) == "Naboer hjalp naboer alle i gaden."
    assert len(lines) > 1
    assert all(face.width(text.rstrip(), 10) <= 80 for text in said)


def test_a_piece_may_begin_a_line_after_a_space_that_ends_the_one_before() -> None:
    face = Typeface(FONT)
    lines = list(broken([Piece("84 % → "), Piece("83 %")], face, 10, face.width("84 % → ", 10) + 1))
    assert ["".join(piece.text for piece in line) for line in lines] == ["84 % → ", "83 %"]
