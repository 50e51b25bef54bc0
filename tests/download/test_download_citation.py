"""How the report is cited, form by form."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from small_report import publication

from publication.download.citation import cite
from publication.language import read_language
from publication.model import Isbn

DANISH = read_language("da-DK")


def test_text() -> None:
    assert cite(publication(), DANISH, 4).text == (
        "Huset & Søn og Fonden (2020). Under tag – døre og mennesker [Rapport]. "
        "ISBN 978-87-93038-66-0."
    )


def test_text_ends_with_the_address_where_there_is_one() -> None:
    placed = replace(publication(), url="https://huset.dk/tag/", isbns=())
    assert cite(placed, DANISH, 4).text.endswith("[Rapport]. https://huset.dk/tag/")


def test_own_isbn_comes_first() -> None:
    """978-0-306-40615-7 is the standard's own example."""
    both = replace(publication(), isbns=(*publication().isbns, Isbn("pdf", "978-0-306-40615-7")))
    assert "ISBN 978-0-306-40615-7." in cite(both, DANISH, 4).text


def test_bibtex() -> None:
    told = cite(publication(), DANISH, 4).bibtex
    assert told.startswith("@techreport{under-tag-2020,\n")
    assert r"  author = {{Huset \& Søn} and {Fonden}}," in told
    assert "  title = {{Under tag -- døre og mennesker}}," in told
    assert r"  abstract = {Om døre, 100 \% af dem.}" in told
    assert "  month = oct,\n" in told
    assert told.count("{") == told.count("}")
    assert "url" not in told


@pytest.mark.parametrize(("id", "key"), [("tag-2020", "tag-2020"), ("ål og tag", "l-og-tag-2020")])
def test_bibtex_key(id: str, key: str) -> None:
    told = cite(replace(publication(), id=id), DANISH, 4).bibtex
    assert told.startswith(f"@techreport{{{key},")


def test_ris() -> None:
    lines = cite(publication(), DANISH, 4).ris.split("\r\n")
    assert lines[0] == "TY  - RPRT"
    assert lines[-2:] == ["ER  - ", ""]
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in lines[:-1])
    assert {"AU  - Huset & Søn,", "AU  - Fonden,", "KW  - døre", "DA  - 2020/10/28"} <= {*lines}


def test_cff_has_what_the_format_requires() -> None:
    """Citation File Format 1.2.0: version, message, title, authors; report as what to cite."""
    told = cite(publication(), DANISH, 4).cff
    head, _, report = told.partition("preferred-citation:\n")
    assert re.findall(r"^([a-z-]+):", head, re.MULTILINE) == [
        *("cff-version", "type", "message", "title", "authors", "date-released", "abstract"),
        "keywords",
    ]
    assert re.findall(r"^  ([a-z-]+):", report, re.MULTILINE) == [
        *("type", "title", "authors", "institution", "year", "month", "date-published", "pages"),
        *("isbn", "languages"),
    ]
    assert '  - name: "Huset & Søn"\n    website: "https://www.huset.dk"\n' in head
    assert "  type: report\n" in report
    assert "  pages: 4\n" in report


def test_cff_leaves_out_what_is_not_known() -> None:
    told = cite(replace(publication(), isbns=(), keywords=(), description=""), DANISH, 4).cff
    assert not re.search("isbn|keywords|abstract|url", told)
