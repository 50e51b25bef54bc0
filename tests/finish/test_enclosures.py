"""The CSV files of a title with one figure and two numbers, byte for byte."""

from __future__ import annotations

from publication.finish.enclosures import enclosures
from publication.language import read_language
from publication.model import (
    Artwork,
    Base,
    Column,
    Estimate,
    Estimates,
    FigureText,
    Manuscript,
    Place,
    Row,
    Table,
    Use,
)

FIGURE = FigureText("fig1", "Figur 1", "Mange gør det", "Gør I?", "", "", "", "omfang", "fig1")
YES = Estimate("fig1.alle.ja", "share", 0.7042, 843, 594, 0.6725, 0.7342, 0.0308)
TABLE = Table(
    "fig1",
    "Gør I det; altså nu?",
    "group",
    "share",
    Base("alle", "alle organisationer"),
    843,
    (Row("alle", "Alle", 843),),
    (Column("ja", "Ja"),),
    {"fig1.alle.ja": YES},
)
ESTIMATES = Estimates({"fig1": TABLE}, {}, "abc", 903)
DRAWN = Artwork("fig1", "<svg/>", 118, 30, "Søjler", ("", "Ja"), (("Alle", "70 %"),))


def use(printed: str, *names: str) -> Use:
    return Use("pct", printed, names, Place("a.html", 1), "omfang")


def test_figures_and_numbers_become_files_a_spreadsheet_opens() -> None:
    uses = (use("70 pct.", "fig1.alle.ja"), use("syv ud af ti", "fig1.alle.ja"), use("3", "ukendt"))
    manuscript = Manuscript((), uses, {"fig1": FIGURE}, "", {})
    figure, numbers = enclosures(manuscript, {"fig1": DRAWN}, ESTIMATES, read_language("da-DK"))
    assert (figure.name, figure.anchor) == ("fig1.csv", "fig1")
    assert figure.description == "Tallene bag Figur 1: Mange gør det"
    assert figure.data.decode("utf-8-sig") == ";Ja\r\nAlle;70 %\r\n"
    assert figure.data.startswith(b"\xef\xbb\xbf")
    assert (numbers.name, numbers.relationship) == ("alle-tal.csv", "Supplement")
    head, row = numbers.data.decode("utf-8-sig").splitlines()
    assert head.startswith("navn;trykt som;værdi;svar i basen (n);")
    assert row == (
        "fig1.alle.ja;70 pct. / syv ud af ti;0,7042;843;0,6725;0,7342;0,0308;"
        'alle organisationer;"Gør I det; altså nu?"'
    )


def test_motifs_without_data_are_not_enclosed() -> None:
    manuscript = Manuscript((), (), {"fig1": FIGURE}, "", {})
    bare = Artwork("fig1", "<svg/>", 118, 30)
    (numbers,) = enclosures(manuscript, {"fig1": bare}, ESTIMATES, read_language("en"))
    assert numbers.name == "all-numbers.csv"
