"""Web, printed body and proof show the same glyphs in the same places; the check sees if not."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from publication.finish.equal import Glyph, difference, differences, equal_editions, glyphs, lines
from publication.finish.print import finish_print
from publication.finish.proof import ProofHead, finish_proof
from publication.model import Edition, Galley
from tests.finish import small_galley

TRIM = (210.0, 270.0)
SETTING = (small_galley.publication(), small_galley.brand())


@pytest.fixture(scope="module")
def editions(
    small: Galley, web: Edition, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Edition, ...]:
    folder = tmp_path_factory.mktemp("editions")
    world = small_galley.world(folder)
    body = finish_print(small, *SETTING, world, folder / "print")
    proof = finish_proof(small, *SETTING, world, folder / "proof", ProofHead("a", "b", "c"))
    return web, body, proof


def test_editions_of_one_galley_are_equal(small: Galley, editions: tuple[Edition, ...]) -> None:
    assert equal_editions(small, SETTING[0], TRIM, editions) == ()


def test_lines_of_a_page_are_those_the_layout_has(small: Galley, web: Edition) -> None:
    with pypdfium2.PdfDocument(web.outputs[0].path) as pdf:
        seen = lines(glyphs(pdf[2], TRIM))
    laid = [line for line in small.lines if line.page == 2 and line.column == "text"]
    words = ["".join(line.text.split()).replace("\u2010", "-") for line in laid]
    assert words[0] in seen
    assert words[-1] in seen


def shifted(path: Path, target: Path, operators: bytes) -> Path:
    """A copy whose second page begins with other operators."""
    with pikepdf.open(path) as pdf:
        pdf.pages[1].contents_add(operators, prepend=True)
        pdf.save(target)
    return target


def test_a_moved_page_is_told(small: Galley, web: Edition, tmp_path: Path) -> None:
    moved = shifted(web.outputs[0].path, tmp_path / "moved.pdf", b"1 0 0 1 0.1 0 cm")
    (finding,) = differences(small.pdf, moved, [(0, 0), (1, 1)], TRIM, "web")
    assert (finding.page, finding.edition) == ("2", "web")
    assert "glyphs differ from the galley" in finding.message


def test_a_lost_page_is_told(small: Galley, web: Edition, tmp_path: Path) -> None:
    with pikepdf.open(web.outputs[0].path) as pdf:
        del pdf.pages[1:]
        pdf.save(tmp_path / "short.pdf")
    found = list(differences(small.pdf, tmp_path / "short.pdf", [(0, 0), (1, 1)], TRIM))
    assert [finding.message for finding in found] == ["the page is missing"]


@pytest.mark.parametrize(
    ("character", "aside", "equal"),
    [("a", 0.05, True), ("a", 0.3, False), ("-", 0.3, True), ("-", 0.6, False)],
)
def test_hyphens_may_be_read_a_little_aside(character: str, aside: float, equal: bool) -> None:
    """pdfium adds up a spaced line otherwise where its last hyphen is shown by itself."""
    here, there = Glyph(100.0, 200.0, character), Glyph(100.0, 200.0 + aside, character)
    assert (difference([here], [there]) == "") is equal
