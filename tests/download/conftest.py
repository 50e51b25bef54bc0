"""The small report, and its download once."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_report import package as make_package

from publication.download.beside import add_download
from publication.download.records import Package
from publication.model import Edition


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Package:
    return make_package(tmp_path_factory.mktemp("download"))


@pytest.fixture(scope="session")
def folder(report: Package) -> Path:
    """The folder of the web edition with everything beside the PDF."""
    add_download(Edition("web", (report.pdf,)), report)
    return report.pdf.path.parent


@pytest.fixture(scope="session")
def index(folder: Path) -> str:
    """The download page."""
    return (folder / "index.html").read_text(encoding="utf-8")
