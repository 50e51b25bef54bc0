"""The job ticket: one record, two forms, and never more said than was done."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from publication.language import read_language
from publication.model import Finding, Output, Paper, Publisher, Severity
from publication.report.ticket import Binding, Piece, Ticket, job_ticket, ticket_html, ticket_json
from publication.stylesheet import loose_stylesheet
from publication.typeset.loose import loose_sheet
from tests.print_galley import ISBN, ROOT, brand, publication, world

SUM = "0123456789abcdef" * 4


@pytest.fixture
def ticket(tmp_path: Path) -> Ticket:
    body = Output("print", tmp_path / "body.pdf", 72, 1_000_000, SUM)
    cover = Output("print", tmp_path / "cover.pdf", 1, 200_000, SUM[::-1])
    return job_ticket(
        publication(publishers=(Publisher("Tænketanken Mandag Morgen"),)),
        brand(),
        world(tmp_path),
        [Piece("body", body, (210, 270), (71, 72)), Piece("cover", cover, (425.5, 270))],
        Binding(5.5, 4.212, by_printer=False, folds=(210, 215.5)),
        "offset-fogra39",
        [Finding("type.mixed", Severity.WARNING, "x"), Finding("a", Severity.NOTE, "y")],
    )


def text(ticket: Ticket) -> str:
    return ticket_html(ticket, read_language("da-DK"))


def test_machines_get_every_field(ticket: Ticket) -> None:
    data = json.loads(ticket_json(ticket))
    assert data["format"] == 1
    assert data["isbn"] == ISBN
    assert [piece["output"]["path"] for piece in data["pieces"]] == ["body.pdf", "cover.pdf"]
    assert data["pieces"][0]["blanks"] == [71, 72]
    assert data["binding"]["folds"] == [210, 215.5]
    assert data["plates"] == ["Cyan", "Magenta", "Yellow", "Black"]
    assert data["checked"] == {
        "profile": "offset-fogra39", "errors": 0, "warnings": 1, "not_run": 0
    }  # fmt: skip
    assert (data["standard"], data["validated"]) == ("PDF/X-4", False)


def test_people_get_the_same_in_danish(ticket: Ticket) -> None:
    page = text(ticket)
    for words in (
        "72, heraf blanke: 71, 72",
        "425,5 × 270 mm",
        "5,5 mm, beregnet: 4,21 mm indmad",
        "falslinjer fra venstre kant: 210 · 215,5 mm",
        "fejl 0, advarsler 1",
        f"EAN-13, {ISBN}",
        SUM,
    ):
        assert words in page
    assert "Ingen uafhængig part har valideret dem" in page


def test_it_fits_one_page_with_room_to_spare(ticket: Ticket, tmp_path: Path) -> None:
    """A long title, many houses, spots, flaps, many blanks: nothing sticks out."""
    full = replace(
        ticket,
        title="Innovation på socialområdet i en lang og meget omstændelig titel",
        subtitle="– om at lære noget i en krisetid, og om hvad der bliver tilbage af det bagefter",
        publishers=tuple(f"Tænketanken nummer {number}" for number in range(1, 9)),
        plates=(*ticket.plates, "PANTONE 186 C", "PANTONE 877 C"),
        paper=Paper(flap_mm=90),
        binding=Binding(6.5, 5.38, by_printer=False, folds=(90, 300, 306.5, 516.5)),
        pieces=(replace(ticket.pieces[0], blanks=tuple(range(2, 60, 2))), *ticket.pieces[1:]),
    )
    style = loose_stylesheet(brand(), ROOT / "styles", "ticket.css")
    for one in (ticket, full):
        galley = loose_sheet("ticket", text(one), style, world(tmp_path))
        assert (galley.pages, galley.complaints) == (1, ())


def test_the_printers_own_spine_is_said_to_be_his(ticket: Ticket) -> None:
    his = replace(ticket, binding=Binding(6, 4.2, by_printer=True), paper=Paper(flap_mm=90))
    assert "6 mm efter trykkeriets mål; flapper på 90 mm" in text(his)


def test_without_isbn_there_is_no_barcode(ticket: Ticket) -> None:
    page = text(replace(ticket, isbn=""))
    assert "Stregkode" not in page
    assert "ISBN" not in page


def test_every_language_has_the_same_words() -> None:
    danish, english = (read_language(code).sections["ticket"] for code in ("da", "en"))
    assert set(danish) == set(english)
