"""Tables made by hand, with plausible numbers: every kind of chart once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import sqrt

from publication.model import Base, Column, Estimate, FigureSpec, Row, Table

Share = Mapping[str, Sequence[float]]


def wilson(share: float, n: int) -> tuple[float, float]:
    """The 95 % interval of Wilson, written out."""
    z = 1.959964
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return middle - half, middle + half


def make_table(
    id: str,
    rows: Sequence[tuple[str, str, int, str]],
    columns: Sequence[tuple[str, str]],
    shares: Share,
    by: str = "group",
    measure: str = "share",
) -> Table:
    """A table of shares: rows (key, label, n, series), columns (key, label), shares by row."""
    estimates = {}
    for key, _, n, _ in rows:
        for (column, _), value in zip(columns, shares[key], strict=True):
            name = f"{id}.{key}.{column}"
            low, high = wilson(value, n)
            estimates[name] = Estimate(name, "share", value, n, value * n, low, high, 0.05)
    return Table(
        id=id,
        question="Hvor enig er du?",
        by=by,  # type: ignore[arg-type]
        measure=measure,  # type: ignore[arg-type]
        base=Base("nyskabere", "organisationer med nyskabelser"),
        n=sum(n for _, _, n, _ in rows),
        rows=tuple(Row(key, label, n, series) for key, label, n, series in rows),
        columns=tuple(Column(key, label) for key, label in columns),
        estimates=estimates,
    )


FORENINGER = ("foreninger", "Frivillige sociale foreninger", 138, "foreninger")
TILBUD = ("tilbud", "Sociale tilbud", 426, "tilbud")
AGREEMENT = (("enig", "enig"), ("hverken", "hverken eller"), ("uenig", "uenig"))
ASIDE = (("ikke_relevant", "ikke relevant"), ("ved_ikke", "ved ikke"))


def types() -> Table:
    """Two kinds of organisation, three answers and don't know (as figure 5)."""
    shares = {"foreninger": (0.28, 0.33, 0.37, 0.02), "tilbud": (0.22, 0.38, 0.39, 0.01)}
    return make_table("fig5", (FORENINGER, TILBUD), (*AGREEMENT, ASIDE[1]), shares)


def items() -> Table:
    """Statements, with an answer that does not concern all (as figure 15)."""
    rows = (
        ("paa_tvaers", "Vi arbejdede mere sammen på tværs internt", 582, "alle"),
        ("centralt", "Beslutninger blev taget mere centralt", 582, "alle"),
        ("bestyrelse", "Bestyrelsen var mere inddraget i beslutninger", 582, "alle"),
    )
    shares = {
        "paa_tvaers": (0.63, 0.21, 0.11, 0.03, 0.02),
        "centralt": (0.57, 0.25, 0.14, 0.02, 0.02),
        "bestyrelse": (0.13, 0.24, 0.28, 0.31, 0.04),
    }
    return make_table("fig15", rows, (*AGREEMENT, *ASIDE), shares, by="item")


def yes_no() -> Table:
    shares = {"foreninger": (0.70, 0.30), "tilbud": (0.84, 0.16)}
    return make_table("fig1", (FORENINGER, TILBUD), (("ja", "ja"), ("nej", "nej")), shares)


def sizes() -> Table:
    """Two kinds by three sizes, one of them with few answers (as figure 12)."""
    names = (("lille", "under 10"), ("mellem", "10-50"), ("stor", "over 50"))
    bases = {"foreninger": (96, 29, 18), "tilbud": (110, 213, 116)}
    agree = {"foreninger": (0.16, 0.21, 0.33), "tilbud": (0.29, 0.32, 0.42)}
    rows, shares = [], {}
    for kind in ("foreninger", "tilbud"):
        for (size, label), n, share in zip(names, bases[kind], agree[kind], strict=True):
            rows.append((f"{kind}_{size}", label, n, kind))
            shares[f"{kind}_{size}"] = (share,)
    return make_table("fig12", rows, AGREEMENT[:1], shares)


PARTNERS = (
    ("kommunal", "Kommunal forvaltning eller institution", 0.14, 0.35),
    ("social_forening", "Anden social forening", 0.17, 0.06),
    ("fond", "Fond", 0.16, 0.03),
    ("socialt_tilbud", "Andet socialt tilbud", 0.09, 0.13),
    ("uformel", "Uformelt netværk eller fællesskab", 0.12, 0.04),
    ("regional", "Regional forvaltning eller institution", 0.03, 0.10),
    ("uddannelse", "Uddannelse eller forskning", 0.05, 0.08),
    ("privat", "Privat virksomhed", 0.07, 0.07),
    ("andre", "Andre", 0.17, 0.14),
)


def partners() -> Table:
    """Shares of ticks by kind (as figure 6)."""
    columns = [(key, label) for key, label, _, _ in PARTNERS]
    shares = {
        "foreninger": [first for _, _, first, _ in PARTNERS],
        "tilbud": [second for _, _, _, second in PARTNERS],
    }
    return make_table("fig6", (FORENINGER, TILBUD), columns, shares, measure="ticks")


MEANS = (
    ("digitale", "Brug af digitale løsninger", 3.9),
    ("medarbejdere", "Medarbejdernes holdning til at prøve nyt", 3.5),
    ("rammer", "Love, regler og andre rammer", 2.9),
    ("bestyrelse", "Inddragelse af bestyrelsen", 2.3),
)


def means() -> Table:
    """Means with t intervals on a scale from 1 to 5 (as figure 17)."""
    estimates = {
        f"fig17.{key}.gennemsnit": Estimate(
            f"fig17.{key}.gennemsnit", "mean", value, 600, low=value - 0.09, high=value + 0.09
        )
        for key, _, value in MEANS
    }
    return Table(
        id="fig17",
        question="Hvor meget ændrer det sig?",
        by="item",
        measure="mean",
        base=Base("besvaret", "organisationer"),
        n=696,
        rows=tuple(Row(key, label, 600) for key, label, _ in MEANS),
        columns=(Column("gennemsnit", "Gennemsnit"),),
        estimates=estimates,
    )


def practices() -> Table:
    """Coded open answers (as illustration 1)."""
    shown = (
        ("digital", "Digital omstilling", 0.31),
        ("arbejdsgange", "Ændringer i arbejdsgange", 0.17),
        ("udgaaende", "To-go: udgående indsats", 0.14),
        ("telefon", "Telefonisk kontakt", 0.11),
        ("natur", "Ud i naturen", 0.09),
        ("en_til_en", "Én-til-én", 0.07),
        ("samarbejder", "Nye samarbejder", 0.06),
        ("kultur", "Ny kultur", 0.05),
    )
    columns = [(key, label) for key, label, _ in shown]
    shares = {"alle": [share for _, _, share in shown]}
    return make_table("ill1", (("alle", "Alle", 109, "alle"),), columns, shares)


def responses() -> Table:
    """Counts and shares (as table 1)."""
    values = {
        "alle": (2304, 903, 0.392),
        "tilbud": (1762, 668, 0.379),
        "foreninger": (542, 235, 0.434),
    }
    columns = (("udsendt", "Udsendte"), ("svaret", "Har svaret"), ("svarprocent", "Svarprocent"))
    estimates = {}
    for row, numbers in values.items():
        for (column, _), value in zip(columns, numbers, strict=True):
            name = f"tabel1.{row}.{column}"
            kind = "share" if value < 1 else "count"
            estimates[name] = Estimate(name, kind, value, int(numbers[0]))  # type: ignore[arg-type]
    return Table(
        id="tabel1",
        question="",
        by="group",
        measure="count",
        base=Base("alle", "organisationer"),
        n=2304,
        rows=(
            Row("alle", "I alt", 2304),
            Row("tilbud", "Tilbud", 1762, "tilbud"),
            Row("foreninger", "Foreninger", 542, "foreninger"),
        ),
        columns=tuple(Column(key, label) for key, label in columns),
        estimates=estimates,
    )


COMMON = {"aside": ("ikke_relevant", "ved_ikke"), "language": "da"}
NAMES = {"foreninger": "Frivillige sociale foreninger", "tilbud": "Sociale tilbud"}


def make_spec(id: str, kind: str, width: float = 118, **options: object) -> FigureSpec:
    return FigureSpec(id, kind, id, width, number=1, options={**COMMON, **options})


SAMPLES: Mapping[str, Callable[[], tuple[FigureSpec, Table]]] = {
    "types": lambda: (make_spec("fig5", "likert", subject="samarbejde"), types()),
    "items": lambda: (make_spec("fig15", "likert", subject="tre udsagn"), items()),
    "yes_no": lambda: (make_spec("fig1", "likert", subject="nyskabelser"), yes_no()),
    "sizes": lambda: (
        make_spec("fig12", "bars", blocks=True, names=NAMES, measure="Er enige", subject="regler"),
        sizes(),
    ),
    "partners": lambda: (
        make_spec(
            "fig6",
            "pairs",
            173,
            sort="value",
            last=("andre",),
            strong=("kommunal",),
            intervals=False,
            names={"foreninger": "Foreninger", "tilbud": "Tilbud"},
            subject="partnere",
        ),
        partners(),
    ),
    "means": lambda: (
        make_spec(
            "fig17",
            "dots",
            sort="value",
            strong=("digitale",),
            ends=("slet ikke", "markant"),
            subject="fire forhold",
        ),
        means(),
    ),
    "practices": lambda: (
        make_spec("ill1", "treemap", texts={"digital": "Terapi på skærm"}, subject="nyskabelser"),
        practices(),
    ),
    "responses": lambda: (
        make_spec(
            "tabel1", "table", summary=("svarprocent",), heading="Svarprocent", subject="svar"
        ),
        responses(),
    ),
}
