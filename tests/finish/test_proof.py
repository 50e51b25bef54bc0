"""The proof: the true page, and beside it numbers, marks and bars where they belong."""

from __future__ import annotations

from pathlib import Path

import page as judge
import pikepdf
import pypdfium2
import pytest

from publication.finish.numbering import NumberedLine, line_at, number_lines
from publication.finish.proof import Bar, Mark, ProofHead, finish_proof
from publication.model import Edition, Galley, Line
from tests.finish import small_galley

POINTS = 72 / 25.4
HEAD = ProofHead("Lille titel", "3. korrektur", "22. november 2026", "git abc1234", "data 5d6e7f8")


def line(baseline: float, page: int = 0, column: str = "text", text: str = "ord") -> Line:
    return Line(page, 20, 138, baseline - 4, baseline + 1, baseline, column, "a.html:1", text)


def make_proof(galley: Galley, folder: Path, **extra) -> Edition:
    return finish_proof(
        galley,
        small_galley.publication(),
        small_galley.brand(),
        small_galley.world(galley.pdf.parent),
        folder,
        HEAD,
        **extra,
    )


@pytest.fixture(scope="module")
def proof(small: Galley, tmp_path_factory: pytest.TempPathFactory) -> Path:
    marked = next(line for line in small.lines if line.page == 1)
    edition = make_proof(
        small,
        tmp_path_factory.mktemp("proof"),
        marks=[
            Mark(1, marked.baseline, "fig5.foreninger.enig"),
            Mark(1, marked.baseline, "fig5.tilbud.enig"),
        ],
        bars=[Bar(1, marked.top, marked.bottom)],
    )
    assert edition.findings == ()
    return edition.outputs[0].path


def words_at(path: Path, page: int, box: tuple[float, float, float, float]) -> str:
    """The text in a part of the sheet: left, bottom, right, top in mm from the trim's corner."""
    with pypdfium2.PdfDocument(path) as pdf:
        left, bottom, right, top = (value * POINTS for value in box)
        text = pdf[page].get_textpage()
        found = text.get_text_bounded(left=left, bottom=bottom, right=right, top=top)
        text.close()
    return " ".join(found.split())


def test_lines_are_numbered_from_the_top_of_each_page() -> None:
    lines = [line(40), line(45), line(45.3), line(30), line(35, page=1), line(50, column="margin")]
    assert number_lines(lines) == (
        NumberedLine(0, 1, 30),
        NumberedLine(0, 2, 40),
        NumberedLine(0, 3, 45),
        NumberedLine(1, 1, 35),
    )


def test_a_height_is_named_by_its_nearest_line() -> None:
    numbered = number_lines([line(30), line(35), line(40)])
    assert [line_at(numbered, 0, y) for y in (10, 36.9, 38, 200)] == [1, 2, 3, 3]
    assert line_at(numbered, 7, 30) is None


def test_sheet_has_the_proportion_of_a4_and_keeps_the_trim(proof: Path) -> None:
    with pikepdf.open(proof) as pdf:
        for page in pdf.pages:
            left, bottom, right, top = (float(value) for value in page.MediaBox)
            size = (right - left) / POINTS, (top - bottom) / POINTS
            assert size == pytest.approx((250, 354), abs=0.01)
            assert size[1] / size[0] == pytest.approx(297 / 210, abs=0.002)
            assert [float(value) for value in page.TrimBox] == pytest.approx(
                [0, 0, 210 * POINTS, 270 * POINTS], abs=0.01
            )


def test_head_line_says_which_draft_this_is(proof: Path) -> None:
    head = words_at(proof, 1, (0, 272, 210, 294))
    assert head == f"{HEAD.text} 1 (2/8)"
    assert "3. korrektur · 22. november 2026 · git abc1234 · data 5d6e7f8" in head


def test_every_fifth_number_stands_left_of_its_line(small: Galley, proof: Path) -> None:
    numbered = [line for line in number_lines(small.lines) if line.page == 1]
    fifths = [str(line.number) for line in numbered if line.number % 5 == 0]
    assert len(fifths) >= 4
    assert words_at(proof, 1, (-20, 0, -1, 270)) == " ".join(fifths)
    fifth = next(line for line in numbered if line.number == 5)
    height = 270 - fifth.baseline
    assert words_at(proof, 1, (-20, height - 1, -1, height + 3)) == "5"


def test_marks_stand_right_of_their_line_and_not_on_each_other(small: Galley, proof: Path) -> None:
    marked = next(line for line in small.lines if line.page == 1)
    names = words_at(proof, 1, (210.5, 0, 230, 270))
    assert names == "fig5.foreninger.enig fig5.tilbud.enig"
    height = 270 - marked.baseline
    assert words_at(proof, 1, (210.5, height - 0.5, 230, height + 1.5)) == "fig5.foreninger.enig"


def test_long_names_are_broken_and_the_same_number_is_marked_once(
    small: Galley, tmp_path: Path
) -> None:
    long = "tabel1.foreninger.gennemfoerelsesprocent"
    marks = [Mark(1, 50, long), Mark(1, 51.2, long), Mark(1, 80, "fig1.alle.ja")]
    path = make_proof(small, tmp_path, marks=marks).outputs[0].path
    assert words_at(path, 1, (210.5, 0, 230, 270)) == (
        "tabel1.foreninger. gennemfoerelsesprocent fig1.alle.ja"
    )


def test_change_bar_has_the_height_of_its_lines(small: Galley, proof: Path) -> None:
    marked = next(line for line in small.lines if line.page == 1)
    with pypdfium2.PdfDocument(proof) as pdf:
        red = (0xC4, 0x50, 0x2C)
        image = pdf[1].render(scale=2, may_draw_forms=False).to_pil().convert("RGB")
    x = round((14 - 2.6) * POINTS * 2)
    rows = [y for y in range(image.height) if image.getpixel((x, y)) == red]
    top, bottom = ((24 + value) * POINTS * 2 for value in (marked.top, marked.bottom))
    assert (rows[0], rows[-1]) == (pytest.approx(top, abs=2), pytest.approx(bottom, abs=2))


def test_bleed_does_not_show(proof: Path) -> None:
    """The cover is blue to the bleed; on the sheet it ends at the trim."""
    with pypdfium2.PdfDocument(proof) as pdf:
        image = pdf[0].render(scale=2).to_pil().convert("RGB")
    y = round((24 + 100) * POINTS * 2)
    inside, outside = (round((14 + offset) * POINTS * 2) for offset in (1.0, -1.5))
    assert image.getpixel((inside, y)) == (0x1F, 0x3A, 0x66)
    assert image.getpixel((outside, y)) == (255, 255, 255)


def test_proof_is_as_accessible_as_the_web_edition(proof: Path) -> None:
    report = judge.validate_pdf(proof, profile=judge.ValidationProfile.PDF_UA_1)
    assert [failure.message for failure in report.failures] == []


def test_same_galley_gives_the_same_proof(small: Galley, tmp_path: Path) -> None:
    made = [make_proof(small, tmp_path / name).outputs[0].sha256 for name in ("a", "b")]
    assert made[0] == made[1]
