"""Alt text and data are made from the estimates, and agree."""

from __future__ import annotations

from dataclasses import replace

import pytest
from figure_samples import SAMPLES, make_spec, types

from figures.alt import alt_problems, alt_text, data_of
from figures.cells import Cells, select
from figures.chart import draw
from figures.specs import options_of
from publication.brand import Brand
from publication.language import Language
from publication.model import FigureSpec, Table

EXPECTED = {
    "types": "Stablede bjælker om samarbejde. Enig: frivillige sociale foreninger 28 %, sociale "
    "tilbud 22 %. Uenig: frivillige sociale foreninger 37 %, sociale tilbud 39 %.",
    "items": "Stablede bjælker om tre udsagn. Størst andel enig: vi arbejdede mere sammen på "
    "tværs internt, 63 %. Mindst: bestyrelsen var mere inddraget i beslutninger, 13 %.",
    "sizes": "Bjælker om regler. Størst andel enig: sociale tilbud, over 50, 42 %. Mindst: "
    "frivillige sociale foreninger, under 10, 16 %.",
    "partners": "Parvise bjælker om partnere. Frivillige sociale foreninger: højest anden social "
    "forening 17 %, lavest regional forvaltning eller institution 3 %. Sociale tilbud: højest "
    "kommunal forvaltning eller institution 35 %, lavest fond 3 %.",
    "means": "Gennemsnit på en skala fra 1 til 5 om fire forhold. Højest: brug af digitale "
    "løsninger, 3,9. Lavest: inddragelse af bestyrelsen, 2,3.",
    "practices": "Felter, så store som deres andel, om nyskabelser. Størst: digital omstilling, "
    "31 %. Mindst: ny kultur, 5 %.",
    "responses": "Tabel om svar. Svarprocent: 39 %.",
}


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def cells_of(spec: FigureSpec, table: Table, language: Language) -> Cells:
    return select(spec, table, options_of(spec), language)


@pytest.mark.parametrize("name", EXPECTED)
def test_alt_text_says_kind_subject_message_and_extremes(name: str, danish: Language) -> None:
    assert plain(alt_text(cells_of(*SAMPLES[name](), danish))) == EXPECTED[name]


def test_alt_text_follows_the_estimates(danish: Language) -> None:
    """No word of it is stored: another number, another text."""
    table = types()
    name = "fig5.tilbud.enig"
    other = replace(table.estimates[name], value=0.515)
    table = replace(table, estimates={**table.estimates, name: other})
    text = alt_text(cells_of(make_spec("fig5", "likert", subject="x"), table, danish))
    assert "sociale tilbud 52 %" in plain(text)


def test_sentences_that_no_longer_fit_are_left_out(danish: Language) -> None:
    table = types()
    rows = tuple(replace(row, label=row.label * 4) for row in table.rows)
    spec = make_spec("fig5", "likert", subject="samarbejde")
    text = alt_text(cells_of(spec, replace(table, rows=rows), danish))
    assert text.startswith("Stablede bjælker om samarbejde. Enig:")
    assert "Uenig" not in text
    assert len(text) <= 300


def test_data_hold_what_is_drawn_with_interval_and_base(danish: Language) -> None:
    header, rows = data_of(cells_of(make_spec("fig5", "likert"), types(), danish))
    assert header == (
        *("Gruppe", "enig", "hverken eller", "uenig", "ved ikke"),
        *("enig, 95 % sikkerhed", "Antal"),
    )
    assert [plain(cell) for cell in rows[1]] == [
        *("Sociale tilbud", "22 %", "38 %", "39 %", "1 %", "18–26 %", "426")
    ]


def test_data_of_pairs_have_a_column_a_kind(danish: Language) -> None:
    header, rows = data_of(cells_of(*SAMPLES["partners"](), danish))
    assert header == ("Gruppe", "Frivillige sociale foreninger", "Sociale tilbud")
    assert [plain(cell) for cell in rows[0]] == [
        *("Kommunal forvaltning eller institution", "14 %", "35 %")
    ]
    assert rows[-1] == ("Antal", "138", "426")


def test_numbers_that_the_data_do_not_have_are_found(brand: Brand, fonts: object) -> None:
    artwork = draw(*SAMPLES["types"](), brand, fonts)
    assert alt_problems(artwork) == ()
    wrong = replace(artwork, alt=artwork.alt.replace("28", "29"))
    assert [problem.message for problem in alt_problems(wrong)] == [
        "fig5 alt text says 29\N{NO-BREAK SPACE}%, which is not in its data"
    ]


@pytest.mark.parametrize(
    ("alt", "message"), [("", "fig5 has no alt text"), ("a" * 301, "fig5 alt text has 301")]
)
def test_alt_text_of_wrong_length_is_found(
    alt: str, message: str, brand: Brand, fonts: object
) -> None:
    artwork = replace(draw(*SAMPLES["types"](), brand, fonts), alt=alt)
    assert alt_problems(artwork)[0].message.startswith(message)
