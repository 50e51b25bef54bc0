"""The print body: what it holds, what it says of itself, and that it is the same every time."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from publication.errors import FinishError
from publication.finish.pages import PT, body_plan
from publication.finish.print import Sheet, finish_print, finish_sheets
from publication.model import Paper, Severity
from tests.print_galley import ISBN, brand, by_hand, galley, html, publication, world, write_galley


@pytest.fixture(scope="module")
def body(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("print")
    return finish_print(galley(), publication(), brand(), world(out), out).outputs[0].path


def millimetres(box: pikepdf.Object) -> list[float]:
    return [round(float(value) / PT, 2) for value in box]  # type: ignore[arg-type]


def test_the_body_is_the_body_pages_and_one_declared_blank(tmp_path: Path) -> None:
    edition = finish_print(galley(), publication(), brand(), world(tmp_path), tmp_path)
    assert [output.pages for output in edition.outputs] == [4]
    assert [(finding.severity, finding.page) for finding in edition.findings] == [
        (Severity.NOTE, "4")
    ]
    assert body_plan(galley(), publication()).blanks == (4,)
    assert not list(tmp_path.glob("*.part"))


def test_the_paper_decides_the_multiple() -> None:
    plan = body_plan(galley(), publication(paper=Paper(multiple=8)))
    assert (plan.count, plan.blanks) == (8, (4, 5, 6, 7, 8))


def test_the_last_page_of_the_body_is_blank(body: Path) -> None:
    with pikepdf.open(body) as pdf:
        assert pdf.pages[-1].Contents.read_bytes().split() == b"0 0 0 1 k 0 0 0 1 K".split()


def test_every_page_has_trim_and_bleed_and_no_other_box(body: Path) -> None:
    with pikepdf.open(body) as pdf:
        for page in pdf.pages:
            assert millimetres(page.TrimBox) == [0, 0, 210, 270]
            assert millimetres(page.BleedBox) == [-3, -3, 213, 273]
            assert millimetres(page.MediaBox) == [-3, -3, 213, 273]
            assert "/CropBox" not in page
            assert "/ArtBox" not in page


def test_nothing_of_the_screen_is_left(body: Path) -> None:
    with pikepdf.open(body) as pdf:
        assert set(pdf.Root.keys()) == {
            "/Type", "/Pages", "/Metadata", "/OutputIntents", "/Lang"
        }  # fmt: skip
        for page in pdf.pages:
            assert not {"/Annots", "/StructParents", "/Tabs"} & set(page.keys())
            operators = {str(operator) for _, operator in pikepdf.parse_content_stream(page)}
            assert not operators & {"BDC", "BMC", "EMC"}
    assert b"XSrc" not in body.read_bytes()


def test_version_and_intent(body: Path) -> None:
    with pikepdf.open(body) as pdf:
        assert pdf.pdf_version == "1.6"
        (intent,) = pdf.Root.OutputIntents
        assert intent.S == pikepdf.Name.GTS_PDFX
        assert str(intent.OutputConditionIdentifier) == "FOGRA39"
        assert str(intent.RegistryName) == "http://www.color.org"
        assert intent.DestOutputProfile.N == 4
        profile = intent.DestOutputProfile.read_bytes()
    assert profile == (world(body.parent).styles / "icc" / "FOGRA39L_coated.icc").read_bytes()


def test_info_and_xmp_say_the_same(body: Path) -> None:
    with pikepdf.open(body) as pdf:
        info = pdf.docinfo
        xmp = pdf.open_metadata()
        assert str(info["/Title"]) == xmp["dc:title"] == "Vi åbner døre"
        assert str(info["/CreationDate"]) == "D:20261122000000Z"
        assert xmp["xmp:CreateDate"] == xmp["xmp:ModifyDate"] == "2026-11-22T00:00:00Z"
        assert str(info["/Producer"]) == xmp["pdf:Producer"]
        assert str(info["/Creator"]) == xmp["xmp:CreatorTool"]
        assert str(info["/Keywords"]) == xmp["pdf:Keywords"] == "prøve, tryk"
        assert info["/Trapped"] == pikepdf.Name("/False")
        assert xmp["pdf:Trapped"] == "False"
        assert xmp["{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"] == "PDF/X-4"
        assert xmp["{http://prismstandard.org/namespaces/basic/2.0/}isbn"] == ISBN


def test_two_makings_are_the_same_bytes(body: Path, tmp_path: Path) -> None:
    again = finish_print(galley(), publication(), brand(), world(tmp_path), tmp_path)
    assert again.outputs[0].path.read_bytes() == body.read_bytes()


def test_another_date_is_another_instance_of_the_same_document(body: Path, tmp_path: Path) -> None:
    later = world(tmp_path)
    later = type(later)(**{**vars(later), "epoch": later.epoch + 86_400})
    path = finish_print(galley(), publication(), brand(), later, tmp_path).outputs[0].path
    with pikepdf.open(body) as one, pikepdf.open(path) as other:
        first, second = one.open_metadata(), other.open_metadata()
        assert first["xmpMM:DocumentID"] == second["xmpMM:DocumentID"]
        assert first["xmpMM:InstanceID"] != second["xmpMM:InstanceID"]


def test_every_stray_colour_is_reported_at_once_with_its_page(tmp_path: Path) -> None:
    text = html().replace("<h1>Tekst", "<h1 style='color:#0000ff'>Tekst")
    text = text.replace("<p>Billede", "<p style='color:#ffff00'>Billede")
    bad = write_galley(tmp_path / "galley.pdf", text)
    with pytest.raises(FinishError) as raised:
        finish_print(bad, publication(), brand(), world(tmp_path), tmp_path)
    messages = [str(problem) for problem in raised.value.problems]
    assert messages == [
        "colour #0000ff on page 1 cannot be printed (not in the palette; nearest is nat #1f3a66)",
        "colour #ffff00 on page 3 cannot be printed (not in the palette; nearest is korn #dba62a)",
    ]
    assert not (tmp_path / "body.pdf").exists()


def test_a_page_without_bleed_or_of_another_size_stops_the_press(tmp_path: Path) -> None:
    with by_hand("", pages=2) as pdf:
        pdf.pages[0].MediaBox = pdf.pages[0].TrimBox
        pdf.pages[1].TrimBox = pikepdf.Array([0, 0, 595.2756, 841.89])
        sheet = Sheet("body", (210, 270), "Prøve")
        with pytest.raises(FinishError) as raised:
            finish_sheets(
                pdf, ["1", "2"], sheet, publication(), brand(), world(tmp_path), tmp_path / "x.pdf"
            )
    assert [problem.message for problem in raised.value.problems] == [
        "page 1 has 0.00 mm of bleed, not 3",
        "page 2 is trimmed to 210.00 x 297.00 mm, not 210 x 270",
    ]


def test_crop_marks_stand_outside_the_bleed_in_all_inks(tmp_path: Path) -> None:
    edition = finish_print(galley(), publication(), brand(), world(tmp_path), tmp_path, marks=True)
    with pikepdf.open(edition.outputs[0].path) as pdf:
        page = pdf.pages[0]
        assert millimetres(page.MediaBox) == [-9, -9, 219, 279]
        assert millimetres(page.BleedBox) == [-3, -3, 213, 273]
        space = page.Resources.ColorSpace.PrintAll
        assert [str(part) for part in space[:3]] == ["/Separation", "/All", "/DeviceCMYK"]
        marks = page.Contents[-1].read_bytes().decode()
        assert marks.count(" l S") == 8
        assert "-11.339 0.000 m -25.512 0.000 l" in marks  # 4 mm to 9 mm left of the corner


def test_the_covers_folds_are_marked_above_and_below(tmp_path: Path) -> None:
    with by_hand("") as pdf:
        sheet = Sheet("cover", (210, 270), "Prøve", marks=True, folds=(100, 105.5))
        path = tmp_path / "cover.pdf"
        finish_sheets(pdf, ["1"], sheet, publication(), brand(), world(tmp_path), path)
    with pikepdf.open(path) as pdf:
        marks = pdf.pages[0].Contents[-1].read_bytes().decode()
    assert marks.count("[2] 0 d") == 4
    assert "283.465 -11.339 m 283.465 -25.512 l" in marks  # 100 mm; 4 to 9 mm below the trim
