"""veraPDF's 2b profile as a lint of our printed files: silent on good ones, heard on bad ones."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from publication.accessibility import verapdf
from publication.accessibility.jobs import PRINT_LINT, Job
from publication.finish.print import finish_print
from publication.model import Severity
from tests.print_galley import brand, galley, publication, world

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(verapdf.find_tool().missing), reason="veraPDF is not here"),
]


@pytest.fixture
def body(tmp_path: Path) -> Path:
    """The small galley's body, finished for the press."""
    finish_print(galley(), publication(), brand(), world(tmp_path), tmp_path)
    return tmp_path / "body.pdf"


def in_rgb(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].contents_add(b"q 1 0 0 rg 10 10 20 20 re f Q")


def without_font_file(pdf: pikepdf.Pdf) -> None:
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor":
            for key in ("/FontFile2", "/FontFile3"):
                if key in thing:
                    del thing[key]


def without_profile(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OutputIntents[0].DestOutputProfile = pdf.make_stream(b"no profile", N=4)


def without_group(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        if "/Group" in page:
            del page.Group


DAMAGE = {
    "6.2.4.3-2": in_rgb,
    "6.2.11.4.1-1": without_font_file,
    "6.2.3-1": without_profile,
    "6.2.10-2": without_group,
}


def test_it_hears_rgb_fonts_profiles_and_page_groups_and_nothing_else(
    body: Path, tmp_path: Path
) -> None:
    """All files in one run of Java."""
    jobs = [Job(body, "2b", "print", PRINT_LINT)]
    for rule, change in DAMAGE.items():
        path = tmp_path / f"{rule}.pdf"
        with pikepdf.open(body) as pdf:
            change(pdf)
            pdf.save(path)
        jobs.append(Job(path, "2b", "print", PRINT_LINT))
    found = verapdf.judge(jobs, tmp_path)
    assert {finding.severity for finding in found} == {Severity.ERROR}
    said = {(finding.file, finding.message.split(":")[0]) for finding in found}
    assert {(f"{rule}.pdf", f"rule {rule}") for rule in DAMAGE} <= said
    assert "body.pdf" not in {finding.file for finding in found}
