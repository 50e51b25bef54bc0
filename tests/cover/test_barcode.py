"""The EAN-13 symbol: its modules against another maker's, its drawing read by a scanner."""

from __future__ import annotations

import re
from pathlib import Path

import barcode
import pypdfium2
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from weasyprint import HTML

from publication.cover.barcode import BOX, MODULE, barcode_svg, bars, modules
from publication.errors import ManifestError
from publication.isbn import check_digit
from tests.print_galley import ISBN, ROOT, brand

DIGITS = ISBN.replace("-", "")


def others_modules(digits: str) -> str:
    """The modules by python-barcode, its guard marks written as bars."""
    (row,) = barcode.get("ean13", digits[:12]).build()
    return str(row).replace("G", "1")


def test_modules_are_those_of_python_barcode() -> None:
    assert modules(DIGITS) == others_modules(DIGITS)


@given(st.from_regex(r"97[89][0-9]{9}", fullmatch=True))
def test_modules_of_any_isbn_are_those_of_python_barcode(twelve: str) -> None:
    digits = twelve + check_digit(twelve)
    assert modules(digits) == others_modules(digits)


def test_bars_are_the_black_modules() -> None:
    drawn = ["0"] * 95
    for bar in bars(DIGITS):
        drawn[bar.start : bar.start + bar.width] = "1" * bar.width
    assert "".join(drawn) == modules(DIGITS)
    assert sum(bar.guard for bar in bars(DIGITS)) == 6


def test_quiet_zones_are_free_and_white() -> None:
    svg = barcode_svg(ISBN, brand())
    drawn = re.findall(r"M([\d.]+) [\d.]+h([\d.]+)v", svg)
    edges = [(float(x), float(x) + float(width)) for x, width in drawn]
    assert edges[0][0] >= 11 * MODULE
    assert BOX[0] - edges[-1][1] >= 7 * MODULE
    assert edges[-1][1] - edges[0][0] == pytest.approx(95 * MODULE, abs=0.001)


def test_only_the_palettes_black_and_white_are_used() -> None:
    colours = set(re.findall(r'(?:fill|stroke)="([^"]+)"', barcode_svg(ISBN, brand())))
    assert colours == {"#1a1a1a", "#ffffff"}


def scanned(svg: str, width: float, folder: Path) -> list[str]:
    """What a scanner reads from the picture, typeset at its size and rendered at 400 dpi."""
    (folder / "b.svg").write_text(svg, encoding="utf-8")
    font = (ROOT / "styles" / "fonts" / "OCRB.otf").as_uri()
    style = f'@font-face{{font-family:"OCR B";src:url({font})}}@page{{size:100mm 70mm}}'
    HTML(
        string=f"<style>{style}</style><img src=b.svg style='width:{width}mm'>",
        base_url=f"{folder}/",
    ).write_pdf(folder / "b.pdf")
    with pypdfium2.PdfDocument(folder / "b.pdf") as pdf:
        picture = pdf[0].render(scale=400 / 72).to_pil()
        assert f"ISBN {ISBN}" in pdf[0].get_textpage().get_text_range()
    return [found.text for found in zxingcpp.read_barcodes(picture)]


@pytest.mark.parametrize(("scale", "reduction"), [(1, 0), (0.8, 0), (1, 0.02), (1.5, 0)])
def test_a_scanner_reads_it_back(scale: float, reduction: float, tmp_path: Path) -> None:
    svg = barcode_svg(ISBN, brand(), scale, reduction)
    assert scanned(svg, BOX[0] * scale, tmp_path) == [DIGITS]


@pytest.mark.parametrize("scale", [0.79, 2.01])
def test_sizes_that_do_not_scan_are_refused(scale: float) -> None:
    with pytest.raises(ManifestError, match="does not scan"):
        barcode_svg(ISBN, brand(), scale)


def test_a_wrong_isbn_is_refused() -> None:
    with pytest.raises(ManifestError, match="must be 0"):
        barcode_svg("978-87-93038-66-1", brand())
