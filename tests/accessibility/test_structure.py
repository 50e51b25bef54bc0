"""Each check of the structure passes the good file and finds the damage made for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from publication.accessibility import structure
from publication.accessibility.tree import read

Damage = Callable[[pikepdf.Pdf], object]


def elements(pdf: pikepdf.Pdf, role: str) -> list[pikepdf.Object]:
    return [
        thing
        for thing in pdf.objects
        if isinstance(thing, Dictionary) and thing.get("/S") == role and "/P" in thing
    ]


def long_alt(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "/Figure")[0].Alt = String("a" * 301)


def caption_as_alt(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "/Figure")[0].Alt = String("Figur 1 Andel med nyskabelser.")


def jumped_heading(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "/H2")[0].S = Name.H4


def split_paragraph_content(pdf: pikepdf.Pdf) -> None:
    element = elements(pdf, "/P")[0]
    element.K = Array([])


def shared_content(pdf: pikepdf.Pdf) -> None:
    first, second = elements(pdf, "/P")[1:3]
    second.K.append(first.K if isinstance(first.K, int) else first.K[0])


def no_scope(pdf: pikepdf.Pdf) -> None:
    del elements(pdf, "/TH")[0].A.Scope


def short_row(pdf: pikepdf.Pdf) -> None:
    row = elements(pdf, "/TR")[3]
    del row.K[-1]


def lost_destination(pdf: pikepdf.Pdf) -> None:
    tree = pikepdf.NameTree(pdf.Root.Names.Dests)
    del tree["metode"]


def bad_address(pdf: pikepdf.Pdf) -> None:
    for link in (link for page in pdf.pages for link in page.get("/Annots", ())):
        if "/A" in link:
            link.A.URI = String("htp://www example")


def silent_link(pdf: pikepdf.Pdf) -> None:
    link = next(link for page in pdf.pages for link in page.get("/Annots", ()))
    link.Contents = link.Dest


def note_without_way_back(pdf: pikepdf.Pdf) -> None:
    label = elements(pdf, "/Lbl")[0]
    for thing in elements(pdf, "/Lbl"):
        label = thing if thing.P.S == "/Note" else label
    label.S = Name.Span


def note_without_call(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "/Reference")[0].S = Name.Span


def stray_in_list(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "/LBody")[0].S = Name.P


def no_bookmark(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Outlines.First.Title = String("Noget andet")


def odd_language(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "/P")[0].Lang = String("dansk_DK!")


def no_labels(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.PageLabels


ROWS: tuple[tuple[Damage, str, str], ...] = (
    (long_alt, "alternative text", "has 301 characters"),
    (caption_as_alt, "alternative text", "repeats the caption"),
    (jumped_heading, "headings", "»Nye måder« is of level 4 and follows level 1"),
    (split_paragraph_content, "ownership", "belongs to no element"),
    (shared_content, "ownership", "belongs to 2 elements"),
    (no_scope, "tables", "has a header without scope"),
    (short_row, "tables", "has rows of [2, 3] cells"),
    (lost_destination, "links", "leads to 'metode', nowhere"),
    (bad_address, "links", "'htp://www example' is no address"),
    (silent_link, "links", "does not say so"),
    (note_without_way_back, "notes", "no way leads back from the note"),
    (note_without_call, "notes", "nothing calls the note"),
    (stray_in_list, "lists", "a LI holds P"),
    (no_bookmark, "bookmarks", "no bookmark leads to »Innovation på socialområdet«"),
    (odd_language, "language", "'dansk_DK!' is no language"),
    (no_labels, "document", "the file has no page labels"),
)


@pytest.mark.parametrize(
    ("damage", "check", "words"), ROWS, ids=lambda row: getattr(row, "__name__", "")
)
def test_damage_is_found(
    damage: Damage, check: str, words: str, named: Path, tmp_path: Path
) -> None:
    with pikepdf.open(named) as pdf:
        damage(pdf)
        pdf.save(tmp_path / "broken.pdf")
    messages = [
        f.message for f in structure.check(read(tmp_path / "broken.pdf")) if f.check == check
    ]
    assert any(words in message for message in messages), messages


def test_good_file_has_no_findings(named: Path) -> None:
    assert structure.check(read(named)) == ()


def test_file_without_structure_is_told(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(tmp_path / "bare.pdf")
    messages = {finding.message for finding in structure.check(read(tmp_path / "bare.pdf"))}
    assert "the file has no structure" in messages
    assert "the file has no language" in messages
