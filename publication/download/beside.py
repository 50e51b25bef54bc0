"""The whole download, written beside the web edition's PDF."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from publication.download.citation import cite
from publication.download.metadata import as_json, linked_data
from publication.download.onix import onix
from publication.download.page import page
from publication.download.pictures import cover_pictures
from publication.download.records import Package
from publication.model import Edition, Output

PAGE = "index.html"
INSIDE = frozenset({"thumb.webp"})
"""Pictures that stand in the page, and nowhere else."""


def add_download(edition: Edition, package: Package) -> Edition:
    """Write everything beside the edition's PDF; its files with the page after the PDF.

        index.html  cover.png  cover.webp  card.png  metadata.json  onix.xml  CITATION.cff
        citation.bib  citation.ris  numbers.csv  numbers.json
        data/<figure>.csv|xlsx  figures/<figure>.svg|png

    The same package gives the same bytes: dates are the publication's and World.epoch's.
    """
    folder = package.pdf.path.parent
    pictures = cover_pictures(package)
    citation = cite(package.publication, package.language, package.pdf.pages)
    record = linked_data(package)
    files: dict[str, bytes] = {
        **{name: content for name, content in pictures.items() if name not in INSIDE},
        "metadata.json": as_json(record).encode(),
        "onix.xml": onix(package).encode(),
        "CITATION.cff": citation.cff.encode(),
        "citation.bib": citation.bibtex.encode(),
        "citation.ris": citation.ris.encode(),
        **{f"numbers.{kind}": content for kind, content in package.numbers.items()},
        **_figure_files(package),
    }
    sizes = {name: len(content) for name, content in files.items()}
    files[PAGE] = page(package, pictures, citation, record, sizes).encode()
    _write(folder, files)
    return replace(edition, outputs=(*edition.outputs, _output(folder / PAGE, edition.name)))


def _figure_files(package: Package) -> Mapping[str, bytes]:
    """The figures' files by path: data/fig5.csv, figures/fig5.svg ..."""
    folders = {"csv": "data", "xlsx": "data", "svg": "figures", "png": "figures"}
    return {
        f"{folders[kind]}/{figure.text.id}.{kind}": content
        for figure in package.figures
        for kind, content in figure.files.items()
    }


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    """The folder is the edition's staging: it is put in place as a whole."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _output(path: Path, edition: str) -> Output:
    content = path.read_bytes()
    return Output(edition, path, 0, len(content), hashlib.sha256(content).hexdigest())
