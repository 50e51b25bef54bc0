"""What the printer gets, built by the script from a small title with cover and two ISBNs."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import zxingcpp

from tests.test_second_title import MANIFEST, ROOT, run, write_title

PRINTED, ONLINE = "978-0-306-40615-7", "978-3-16-148410-0"
"""Numbers that textbooks use as examples; no edition of ours bears them."""

ISBNS = f"""\
[[isbn]]
kind = "trykt"
number = "{PRINTED}"
[[isbn]]
kind = "pdf"
number = "{ONLINE}"
"""
COVERS = """\
[[chapter]]
id = "front"
template = "front.html"
kind = "cover"
theme = "nat"
title = "Front"
listed = false
body = false
[[chapter]]
id = "imprint"
template = "imprint.html"
kind = "front"
title = "Imprint"
"""
BACK = """\
[[chapter]]
id = "back"
template = "back.html"
kind = "cover"
theme = "blomme"
title = "Back"
listed = false
body = false
"""
PAPERS = ["preflight.html", "preflight.json", "ticket.json", "ticket.pdf"]


def manifest(more: str = "") -> str:
    """The small title's manifest with ISBNs, covers and an imprint."""
    head, mark, chapter = MANIFEST.partition("[[chapter]]")
    return f"{head}{ISBNS}{more}{COVERS}{mark}{chapter}{BACK}"


def files(barcode: bool = True, more: str = "") -> Mapping[str, str]:
    """The files that make the title one with a cover."""
    symbol = '{{ motif("barcode", "barcode") }}' if barcode else ""
    back = f'<p class="blurb">Fire.</p>{symbol}'
    return {
        "publication.toml": manifest(more),
        "chapters/front.html": '<section class="cover front"><h1>Twelve Scouts</h1></section>\n',
        "chapters/back.html": f'<section class="cover back">{back}</section>\n',
        "chapters/imprint.html": '<header class="head"><h1>Imprint</h1></header>\n{{ isbns() }}\n',
    }


@pytest.fixture(scope="module", autouse=True)
def no_revision(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No revision on the tickets: commits made meanwhile must not make two builds differ."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GIT_DIR", str(tmp_path_factory.mktemp("no-repository")))
        yield


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Web and print edition of the title, without any fault."""
    title = write_title(tmp_path_factory.mktemp("handoff") / "scouts", files())
    done = run(title, "build", "-e", "print", "-e", "web")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 errors" not in done.stdout
    return title.parent / "dist"


def words(pdf: Path) -> str:
    """All text of a PDF."""
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def report(folder: Path) -> dict[str, dict[str, object]]:
    """The preflight report for machines, by file."""
    data = json.loads((folder / "preflight.json").read_text(encoding="utf-8"))
    return {file["file"]: file for file in data["files"]}


@pytest.mark.slow
def test_body_cover_ticket_and_report_are_handed_over(dist: Path) -> None:
    names = sorted(path.name for path in (dist / "print").iterdir())
    assert names == ["body.pdf", "cover.pdf", *PAPERS]
    ticket = json.loads((dist / "print/ticket.json").read_text(encoding="utf-8"))
    assert [piece["part"] for piece in ticket["pieces"]] == ["body", "cover"]
    assert ticket["checked"]["errors"] == 0
    assert ticket["isbn"] == PRINTED
    checked = report(dist / "print")
    assert set(checked) == {"body.pdf", "cover.pdf"}
    assert all("ink.total" in file["passed"] for file in checked.values())  # type: ignore[operator]


@pytest.mark.slow
def test_the_ticket_for_people_is_one_page_of_real_text(dist: Path) -> None:
    path = dist / "print/ticket.pdf"
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) == 1
        fonts = {
            str(font.BaseFont)[8:].rstrip(",") for font in pdf.pages[0].Resources.Font.values()
        }
        assert fonts <= {"Source-Sans-3", "Source-Sans-3-Semi-Bold", "Source-Serif-4-Display-Light"}
        assert not any(isinstance(o, pikepdf.Dictionary) and "/XSrc" in o for o in pdf.objects)
    text = words(path)
    assert "Twelve Scouts" in text
    assert PRINTED in text


@pytest.mark.slow
def test_every_edition_prints_both_isbns_with_their_kind(dist: Path) -> None:
    for name in ("print/body.pdf", "web/scouts.pdf"):
        text = words(dist / name)
        assert f"ISBN {PRINTED} (trykt)" in text
        assert f"ISBN {ONLINE} (pdf)" in text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "own"),
    [("print/body.pdf", PRINTED), ("print/cover.pdf", PRINTED), ("web/scouts.pdf", ONLINE)],
)
def test_metadata_take_the_editions_own_isbn(dist: Path, name: str, own: str) -> None:
    with pikepdf.open(dist / name) as pdf:
        xmp = str(pdf.open_metadata())
    assert f"urn:isbn:{own}" in xmp
    assert xmp.count("urn:isbn:") == 1


@pytest.mark.slow
def test_a_till_reads_the_printed_isbn_on_the_cover(dist: Path) -> None:
    """Read back by the build, and once more here."""
    passed = report(dist / "print")["cover.pdf"]["passed"]
    assert {"barcode.reads", "barcode.size", "barcode.black", "barcode.quiet"} <= set(passed)  # type: ignore[call-overload]
    with pypdfium2.PdfDocument(dist / "print/cover.pdf") as pdf:
        picture = pdf[0].render(scale=300 / 72).to_pil()
    (symbol,) = zxingcpp.read_barcodes(picture)
    assert symbol.text == PRINTED.replace("-", "")


@pytest.mark.slow
def test_a_cover_without_its_barcode_fails_the_build(tmp_path: Path) -> None:
    title = write_title(tmp_path / "scouts", files(barcode=False))
    done = run(title, "build", "-e", "print")
    assert done.returncode == 1, done.stdout + done.stderr
    wanted = PRINTED.replace("-", "")
    assert f"no barcode can be read on the cover; it should say {wanted}" in done.stdout


@pytest.mark.slow
def test_marks_flaps_and_plates_on_demand(tmp_path: Path) -> None:
    """Marks lie outside the bleed; the sheet grows by two flaps; plates of the pages asked for."""
    title = write_title(tmp_path / "scouts", files(more="[paper]\nflap_mm = 80\n"))
    done = run(title, "build", "-e", "print", "--marks", "--separations", "--pages", "2-3")
    assert done.returncode == 0, done.stdout + done.stderr
    folder = tmp_path / "dist/print"
    with pikepdf.open(folder / "cover.pdf") as pdf:
        page = pdf.pages[0]
        trim, media = ([float(v) * 25.4 / 72 for v in box] for box in (page.TrimBox, page.MediaBox))
    ticket = json.loads((folder / "ticket.json").read_text(encoding="utf-8"))
    spine = ticket["binding"]["spine"]
    assert trim[2] - trim[0] == pytest.approx(2 * (210 + 80) + spine, abs=0.01)
    assert trim[0] - media[0] == pytest.approx(3 + 1 + 5, abs=0.01)
    assert ticket["binding"]["folds"] == [80, 290, 290 + spine, 500 + spine]
    drawn = sorted(path.name for path in (folder / "separations/body").iterdir())
    plates = ["black", "cyan", "ink", "magenta", "yellow"]
    assert drawn == [f"00{page}-{plate}.png" for page in (2, 3) for plate in plates]
    assert len(list((folder / "separations/cover").iterdir())) == len(plates)


@pytest.mark.slow
def test_the_same_bytes_whatever_the_cache_holds(dist: Path, tmp_path: Path) -> None:
    """Every file of the hand-off, the papers too."""
    title = write_title(tmp_path / "scouts", files())
    assert run(title, "build", "-e", "print").returncode == 0
    for path in sorted((dist / "print").iterdir()):
        assert path.read_bytes() == (tmp_path / "dist/print" / path.name).read_bytes(), path.name


def preflight(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The command for anybody's PDF."""
    command = [sys.executable, str(ROOT / "build.py"), "preflight", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def flyer(tmp_path: Path) -> Path:
    """A stranger's file: one A4 page in RGB."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    pdf.pages[0].Contents = pdf.make_stream(b"1 0 0 rg 100 100 200 200 re f")
    pdf.save(tmp_path / "flyer.pdf")
    return tmp_path / "flyer.pdf"


def test_a_strangers_file_is_told_what_is_wrong(flyer: Path) -> None:
    done = preflight(str(flyer))
    assert done.returncode == 1
    assert "colour.inks" in done.stdout
    assert "A press prints ink." in done.stdout
    data = json.loads(preflight(str(flyer), "--as", "json").stdout)
    (file,) = data["files"]
    assert (file["file"], file["profile"]) == ("flyer.pdf", "offset-fogra39")
    page = preflight(str(flyer), "--as", "html", "-p", "offset-uncoated").stdout
    assert "Preflight: flyer.pdf" in page
    assert "Built to PDF/X-4" not in page


def test_what_cannot_be_opened_does_not_stop_the_others(flyer: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.pdf").write_text("Dear printer", encoding="utf-8")
    with pikepdf.open(flyer) as pdf:
        pdf.save(tmp_path / "locked.pdf", encryption=pikepdf.Encryption(user="u", owner="o"))
    named = [str(tmp_path / name) for name in ("missing.pdf", "letter.pdf", "locked.pdf")]
    done = preflight(*named, str(flyer))
    assert done.returncode == 1
    for told in ("no such file", "is no PDF", "locked with a password", "colour.inks"):
        assert told in done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_our_own_files_pass_as_a_strangers(dist: Path) -> None:
    done = preflight(str(dist / "print/body.pdf"), str(dist / "print/cover.pdf"))
    assert done.returncode == 0, done.stdout
    assert done.stdout.count("0 errors") == 2


def test_the_profiles_are_listed() -> None:
    done = preflight("--help")
    for word in ("offset-fogra39", "Sheet-fed offset, uncoated paper", "Exit code"):
        assert word in done.stdout
    done = preflight("x.pdf", "--profile", "flexo")
    assert done.returncode == 2
    assert "offset-uncoated" in done.stderr
