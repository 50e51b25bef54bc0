"""A small set of estimates, worked by hand, that the composing tests share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from publication.brand import read_brand
from publication.compose.claims import read_grammar
from publication.compose.manuscript import Material
from publication.compose.notebook import Notebook
from publication.compose.numerals import Numerals
from publication.compose.people import People, Person
from publication.compose.sources import Source, Sources
from publication.language import read_language
from publication.model import (
    Artwork,
    Base,
    ChapterSpec,
    Column,
    Estimate,
    Estimates,
    FigureSpec,
    Manuscript,
    PageMap,
    Publication,
    Row,
    Table,
    Test,
)
from publication.stylesheet import stylesheet

ROOT = Path(__file__).parent.parent.parent


def _table() -> Table:
    """28 of 100 foreninger and 66 of 300 tilbud agree: 28 and 22 per cent, 94 of 400 = 23.5."""
    counts = {"foreninger": (28, 100), "tilbud": (66, 300), "alle": (94, 400)}
    estimates = {
        f"fig5.{row}.{column}": Estimate(
            f"fig5.{row}.{column}", "share", part / n, n, part, 0.2, 0.3, 0.05
        )
        for row, (agree, n) in counts.items()
        for column, part in (("enig", agree), ("uenig", n - agree))
    }
    return Table(
        "fig5",
        "Samarbejdede I med flere end normalt?",
        "group",
        "share",
        Base("nyskabere", "organisationer med nyskabelser"),
        400,
        tuple(Row(row, row.title(), n, row) for row, (_, n) in counts.items()),
        (Column("enig", "enig"), Column("uenig", "uenig")),
        estimates,
        Test("chi2", 6.2, 1, 0.013, 400),
    )


@pytest.fixture
def estimates() -> Estimates:
    """One table by type, and the test of the contrast of agreement: p = 0.22."""
    table = _table()
    contrast = Test("two proportions", 1.5, 1, 0.22, 400)
    pair = ("fig5.foreninger.enig", "fig5.tilbud.enig")
    return Estimates({"fig5": table}, {pair: contrast}, "abc", 400)


@pytest.fixture
def notebook() -> Notebook:
    """The notebook of a chapter called prøve."""
    return Notebook(ChapterSpec("proeve", "proeve.html", title="Prøve"))


@pytest.fixture
def numerals(estimates: Estimates, notebook: Notebook) -> Numerals:
    """The number functions over the small table, in Danish."""
    language = read_language("da-DK")
    return Numerals(estimates, language, read_grammar(language.sections["claims"]), notebook)


@pytest.fixture
def composed(tmp_path: Path, estimates: Estimates) -> Callable[..., Manuscript]:
    """Composes chapters given as text: composed(**{"proeve": "<p>…</p>"})."""
    from publication.compose.manuscript import compose

    def run(page_map: PageMap | None = None, **texts: str) -> Manuscript:
        chapters = tmp_path / "title" / "chapters"
        chapters.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (chapters / f"{name}.html").write_text(text, encoding="utf-8")
        specs = tuple(ChapterSpec(name, f"{name}.html", title=name.title()) for name in texts)
        publication = Publication(
            *("title", tmp_path / "title", "Prøvebog", "", "da-DK", 2020, "2020-10-28"),
            *((), (), tmp_path, specs),
            source="Prøvehuset",
        )
        figure = FigureSpec("fig5", "likert", "fig5", number=1)
        art = Artwork("fig5", "<svg/>", 118, 40, "Søjler", ("", "enig"), (("Tilbud", "22 %"),))
        material = Material(
            publication,
            estimates,
            {"fig5": figure},
            {"fig5": art},
            People({"Vibe Klarup": Person("Vibe Klarup", "Formand", "Rådet", "formand", True)}),
            Sources({"by": Source("by", "15", 15, "", "byer", "Egne tal", "KFUM", 2020)}),
            read_language("da-DK"),
            stylesheet(read_brand(ROOT / "styles/brand.toml"), ROOT / "styles"),
        )
        return compose(material, page_map or PageMap({}, {}, {}))

    return run
