"""Files in the web edition: read back whole, tied to their figure, and named in both ways."""

from __future__ import annotations

from pathlib import Path

import page as judge
import pikepdf
import pypdf
import pytest

from publication.finish.attach import Attachment
from publication.finish.web import finish_web
from publication.model import Galley
from tests.finish import small_galley

FILES = (
    Attachment("tal.csv", b"navn;tal\n", "text/csv", "Alle tal i rapporten", "Supplement"),
    Attachment("figur-1.csv", "gruppe;ja\næ;84\n".encode(), "text/csv", "Data", anchor="fig1"),
    Attachment("figur-9.csv", b"x\n", "text/csv", "Data uden figur", anchor="fig9"),
)


@pytest.fixture(scope="module")
def path(small: Galley, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("attached")
    world = small_galley.world(folder)
    brand = small_galley.brand()
    edition = finish_web(small, small_galley.publication(), brand, world, folder, FILES)
    return edition.outputs[0].path


def test_files_come_out_as_they_went_in(path: Path) -> None:
    attached = pypdf.PdfReader(path).attachments
    assert {name: list(data) for name, data in attached.items()} == {
        file.name: [file.data] for file in FILES
    }


def test_file_of_a_figure_is_tied_to_it_and_others_to_the_document(path: Path) -> None:
    with pikepdf.open(path) as pdf:
        (figure,) = (
            thing
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Dictionary)
            and thing.get("/S") == "/Figure"
            and "/AF" in thing
        )
        assert [str(file.F) for file in figure.AF] == ["figur-1.csv"]
        assert [str(file.UF) for file in pdf.Root.AF] == ["figur-9.csv", "tal.csv"]
        assert [str(file.AFRelationship) for file in pdf.Root.AF] == ["/Data", "/Supplement"]


def test_both_standards_hold_with_attachments(path: Path) -> None:
    for profile in (judge.ValidationProfile.PDF_UA_1, judge.ValidationProfile.PDF_A_3A):
        failures = judge.validate_pdf(path, profile=profile).failures
        assert [failure.message for failure in failures] == []
