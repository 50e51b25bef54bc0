"""What went wrong in the 2020 edition, and which rule catches it now.

Numbers are those of the list of discrepancies between and inside the originals. Every row is
composed with the title's own survey, people, sources and house rules.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from publication.errors import PublicationError
from publication.model import Severity, World
from publication.pipeline import check
from publication.report.terminal import Silent

ROOT = Path(__file__).parent.parent
TITLE = ROOT / "publication/titles/innovation-2020"
MANIFEST = """
[[chapter]]
id = "proeve"
template = "proeve.html"
title = "Prøve"
"""

CAUGHT = [
    ("D-01 fieldwork in May", "Svarene kom i maj 2020.", "house-rule"),
    ("D-02 number asked", "Vi spurgte mere end 2.500.", "house-rule"),
    (
        "D-02 as a claim",
        'Vi spurgte {{ claim("over 2.500", "tabel1.alle.udsendt") }}.',
        "tabel1.alle.udsendt is 2304",
    ),
    ("D-03 typed respondents", "Der svarede 236 foreninger.", "typed-digits"),
    ("D-04 typed completions", "Der gennemførte 417 tilbud.", "typed-digits"),
    (
        "D-05 one number, false word",
        '{{ claim("ni ud af ti", "fig1.alle.ja") }} indførte nyskabelser.',
        "fig1.alle.ja is 80 %",
    ),
    (
        "D-07 just over half for 49",
        '{{ claim("godt halvdelen", "fig2.partnere.ja") }} med nyskabelser',
        "fig2.partnere.ja is 49 %",
    ),
    (
        "D-08 finding without test",
        'Foreningerne {{ compare("fig5.foreninger.enig", "oftere end", "fig5.tilbud.enig") }}',
        "may be chance",
    ),
    ("D-09 base left out", '{{ pct("fig14.aabne.enig") }} af organisationerne', "base"),
    ("D-10 ticks read as organisations", '{{ pct("fig6.tilbud.kommunal") }} af tilbuddene', "base"),
    (
        "D-12 size as a finding",
        '{{ compare("fig12.foreninger_stor.enig", "flere end", "fig12.foreninger_lille.enig") }}',
        "may be chance",
    ),
    (
        "D-12b board and size",
        '{{ compare("fig16.lille.enig", "flere end", "fig16.stor.enig") }}',
        "may be chance",
    ),
    (
        "D-13 majority for 44",
        '{{ claim("størstedelen", "fig13.tilbud.positivt") }} med nyskabelser',
        "fig13.tilbud.positivt is 44 %",
    ),
    (
        "D-14 a third for 29",
        '{{ claim("en tredjedel", "fig11.alle.enig") }} med nyskabelser',
        "fig11.alle.enig is 30 %",
    ),
    (
        "D-18 involvement and learning",
        '{{ compare("fig10.mere.enig", "flere end", "fig10.ikke_mere.enig") }}',
        "may be chance",
    ),
    ("D-23 name spelt two ways", '{{ name("Mads Røke Clausen") }}', "not in people.toml"),
    ("D-23 typed", "Mads Røke Clausen", "house-rule"),
    ("D-24 surname missing", '{{ name("Helle Vibeke") }}', "not in people.toml"),
    ("D-29 answer label", "De er helt enige.", "house-rule"),
    ("D-30 name spelt three ways", "Mathias Heilsen", "house-rule"),
    ("D-32 organisation variants", "Red Barnets Ungdom", "house-rule"),
    ("D-34 municipal services", "de kommunale tilbud", "house-rule"),
    ("D-35 name of the law", "socialloven", "house-rule"),
    ("D-36 name of the confederation", "Faglig Hovedorganisation", "house-rule"),
    ("D-37 source under two names", "Innovationsbarometret", "house-rule"),
    ("D-40 reference to nowhere", '{{ page("side-51") }}', "nothing called 'side-51'"),
    ("D-49 misprints", "varmetuer og rådmænd", "house-rule"),
    ("D-59 number without source", '{{ ext("medarbejdere") }} begyndte', "not in sources.toml"),
]


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], list[str]]:
    """What the check says of a paragraph: problems, or findings with their check's name."""
    work = tmp_path_factory.mktemp("title")
    title = work / TITLE.name
    (title / "chapters").mkdir(parents=True)
    for path in TITLE.glob("*.toml"):
        shutil.copy(path, title)
    (title / "pages.toml").unlink(missing_ok=True)
    head = (TITLE / "publication.toml").read_text(encoding="utf-8").split("[[chapter]]")[0]
    (title / "publication.toml").write_text(head + MANIFEST, encoding="utf-8")
    world = World(ROOT, work / "dist", work / "cache", 1_600_000_000)

    def run(text: str) -> list[str]:
        (title / "chapters/proeve.html").write_text(f"<p>{text}</p>", encoding="utf-8")
        try:
            _, manuscript = check(title, world, Silent())
        except PublicationError as error:
            return [str(problem) for problem in error.problems]
        return [
            f"{finding.check}: {finding.place} {finding.message}"
            for finding in manuscript.findings
            if finding.severity >= Severity.WARNING
        ]

    return run


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "told"), [row[1:] for row in CAUGHT], ids=[row[0] for row in CAUGHT]
)
def test_what_was_wrong_in_2020_is_caught(
    said: Callable[[str], list[str]], text: str, told: str
) -> None:
    """Each old mistake is told, with the line it stands on."""
    lines = said(text)
    assert any(told in line and "chapters/proeve.html:1" in line for line in lines), lines


@pytest.mark.slow
def test_what_is_right_passes(said: Callable[[str], list[str]]) -> None:
    """The rules do not cry over a good sentence."""
    text = (
        "Blandt dem med nyskabelser fandt "
        '{{ claim("knap halvdelen", "fig2.partnere.ja") }}'
        ' nye partnere. Tilbuddene indførte {{ compare("fig1.tilbud.ja", "oftere end",'
        ' "fig1.foreninger.ja") }} foreningerne noget nyt, siger {{ name("Mads Roke Clausen") }}.'
    )
    assert said(text) == []
