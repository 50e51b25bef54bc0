"""Page labels: what a reader calls each page, as printed (Forside, 1, 2 ..., Bagside)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pikepdf import Array, Dictionary, Name, Pdf, String

from publication.model import GalleyPage


def set_page_labels(pdf: Pdf, pages: Sequence[GalleyPage]) -> None:
    """Write the labels as a number tree: one entry per run of counted pages or per word."""
    pdf.Root.PageLabels = Dictionary(Nums=Array([*_entries(pages)]))


def _entries(pages: Sequence[GalleyPage]) -> Iterator[int | Dictionary]:
    expected: int | None = None
    for index, page in enumerate(pages):
        number = int(page.label) if page.label.isdigit() else None
        if number is None:
            yield index
            yield Dictionary(P=String(page.label)) if page.label else Dictionary()
            expected = None
            continue
        if number != expected:
            yield index
            yield Dictionary(S=Name.D, St=number)
        expected = number + 1
