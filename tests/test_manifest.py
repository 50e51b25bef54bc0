"""The manifest says every mistake at once, with its line and what would be right."""

from __future__ import annotations

from pathlib import Path

import pytest

from publication.errors import ManifestError
from publication.manifest import Allowed, allowed_by, read_publication

ALLOWED = Allowed(
    frozenset({"nat", "blomme"}),
    frozenset({"text", "cover"}),
    {"FOGRA39L_coated.icc": "", "broken.icc": "is no ICC profile"},
    frozenset({"offset-fogra39", "offset-uncoated"}),
)
STYLES = Path(__file__).parent.parent / "styles"
GOOD = """\
title = "Prøvebog"
year = 2020
date = 2020-10-28
survey = "undersøgelse"
[[publisher]]
name = "Huset"
[[isbn]]
kind = "trykt"
number = "978-87-93038-66-0"
[[chapter]]
id = "forord"
template = "forord.html"
"""


@pytest.fixture
def title(tmp_path: Path) -> Path:
    """A title with one chapter, and a survey folder beside it."""
    (tmp_path / "data/undersøgelse").mkdir(parents=True)
    chapters = tmp_path / "titles/prøve/chapters"
    chapters.mkdir(parents=True)
    (chapters / "forord.html").write_text("<p>x</p>", encoding="utf-8")
    return chapters.parent


def told(title: Path, manifest: str) -> list[str]:
    """The problems of a manifest, as lines."""
    (title / "publication.toml").write_text(manifest, encoding="utf-8")
    with pytest.raises(ManifestError) as caught:
        read_publication(title, title.parent.parent / "data", ALLOWED)
    return [str(problem) for problem in caught.value.problems]


def test_a_good_manifest_becomes_a_publication(title: Path) -> None:
    """Fields, defaults and the survey's folder."""
    (title / "publication.toml").write_text(GOOD, encoding="utf-8")
    publication = read_publication(title, title.parent.parent / "data", ALLOWED)
    assert publication.title == "Prøvebog"
    assert publication.date == "2020-10-28"
    assert publication.survey.name == "undersøgelse"
    assert publication.chapters[0].kind == "text"
    isbn = publication.isbn("trykt")
    assert isbn is not None
    assert isbn.digits == "9788793038660"
    assert publication.isbn("pdf") is None


def test_a_wrong_isbn_stops_the_build(title: Path) -> None:
    """Its check digit must be 0, not 1."""
    (line,) = told(title, GOOD.replace("66-0", "66-1"))
    assert line.startswith("publication.toml:9: isbn.1.number:")
    assert "check digit" in line


def test_all_mistakes_are_told_at_once(title: Path) -> None:
    """Unknown field, missing field, wrong type."""
    lines = told(
        title,
        GOOD.replace("year = 2020", 'year = "long ago"')
        .replace('title = "Prøvebog"', 'titel = "Prøvebog"')
        .replace('name = "Huset"', 'name = ""'),
    )
    text = "\n".join(lines)
    assert "publication.toml:1: titel: no such field" in text
    assert "title: Field required" in text
    assert "publication.toml:2: year:" in text
    assert "publication.toml:6: publisher.1.name:" in text


def test_disagreements_with_files_and_brand_are_told(title: Path) -> None:
    """A template, a survey, a language and a theme that are not there, and an id used twice."""
    lines = told(
        title,
        GOOD.replace("undersøgelse", "andet").replace("title =", 'language = "xx"\ntitle =')
        + 'theme = "grøn"\n[[chapter]]\nid = "forord"\ntemplate = "efterord.html"\n',
    )
    text = "\n".join(lines)
    assert "no theme 'grøn'" in text
    assert "brand.toml has: blomme, nat" in text
    assert "publication.toml:16: two chapters are called 'forord'" in text
    assert "there is no file chapters/efterord.html" in text
    assert "there is no survey folder data/andet" in text
    assert "no language 'xx'" in text


def test_broken_toml_says_its_line(title: Path) -> None:
    """The line of the slip, not a traceback."""
    (line,) = told(title, "title = \n")
    assert line.startswith("publication.toml:1:")


def test_a_title_that_is_not_there_names_those_that_are(title: Path) -> None:
    """A slip in --title is answered with the titles there are."""
    (title / "publication.toml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(ManifestError, match="titles here: prøve"):
        read_publication(title.parent / "prøv", title.parent.parent / "data", ALLOWED)


def test_paper_and_printer_are_the_titles_own(title: Path) -> None:
    """Flaps in mm, 0 where none are asked for; the printer's preflight profile."""
    more = '[paper]\nflap_mm = 90\n[print]\npreflight = "offset-uncoated"\n'
    (title / "publication.toml").write_text(GOOD + more, encoding="utf-8")
    publication = read_publication(title, title.parent.parent / "data", ALLOWED)
    assert (publication.paper.flap_mm, publication.preflight) == (90, "offset-uncoated")
    (title / "publication.toml").write_text(GOOD, encoding="utf-8")
    plain = read_publication(title, title.parent.parent / "data", ALLOWED)
    assert (plain.paper.flap_mm, plain.preflight) == (0, "offset-fogra39")


def test_flaps_that_no_sheet_bears_are_refused(title: Path) -> None:
    (problem,) = told(title, GOOD + "[paper]\nflap_mm = -5\n")
    assert problem.startswith("publication.toml:14: paper.flap_mm: ")


def test_what_a_manifest_names_must_be_there(title: Path) -> None:
    """Kinds, profiles and languages are told beside fields of the wrong type, in one go."""
    lines = told(
        title,
        GOOD.replace("year = 2020", 'year = "x"\nlanguage = "xx-YY"')
        + 'kind = "covre"\n[print]\nprofile = "none.icc"\npreflight = "laser"\n',
    )
    text = "\n".join(lines)
    assert "publication.toml:2: year: " in text
    assert "publication.toml:3: no language 'xx-YY'" in text
    assert "publication.toml:14: chapter forord: no kind 'covre' (there are: cover, text)" in text
    assert "publication.toml:16: print.profile: no profile 'none.icc'" in text
    assert "publication.toml:17: print.preflight: no preflight 'laser'" in text
    assert len(lines) == 5


def test_a_profile_that_is_no_profile_is_told(title: Path) -> None:
    (line,) = told(title, GOOD + '[print]\nprofile = "broken.icc"\n')
    assert line.startswith("publication.toml:14: print.profile: styles/icc/broken.icc is no ICC")


def test_what_is_allowed_is_read_from_the_styles(tmp_path: Path) -> None:
    """Kinds that stylesheets know, and whether a profile is one."""
    known = allowed_by(STYLES, ["nat"])
    assert {"text", "front", "cover", "keyfigures", "data"} <= known.kinds
    assert known.profiles["FOGRA39L_coated.icc"] == ""
    assert "offset-fogra39" in known.preflights
    whole = (STYLES / "icc/FOGRA39L_coated.icc").read_bytes()
    (tmp_path / "icc").mkdir()
    (tmp_path / "icc/junk.icc").write_bytes(b"junk")
    (tmp_path / "icc/cut.icc").write_bytes(whole[:5000])
    (tmp_path / "icc/rgb.icc").write_bytes(whole[:16] + b"RGB " + whole[20:])
    assert allowed_by(tmp_path, []).profiles == {
        "cut.icc": "is not whole",
        "junk.icc": "is no ICC profile",
        "rgb.icc": "is no profile of CMYK",
    }


def test_a_byte_that_is_no_utf_8_is_told_with_its_line(title: Path) -> None:
    (title / "publication.toml").write_bytes(GOOD.encode("latin-1"))
    with pytest.raises(ManifestError, match=r"publication\.toml:1: not utf-8"):
        read_publication(title, title.parent.parent / "data", ALLOWED)
