"""The review page: complete in itself, and what it says; the part that moves is in test_browser."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from publication.brand import read_brand
from publication.language import read_language
from publication.model import Finding, Place, Severity
from publication.proof.compare import compare
from publication.proof.records import Draft
from publication.proof.review import Signing, review_page
from tests.proof.drafts import block, draft, picture, rule, share

STYLES = Path(__file__).parents[2] / "styles"
BRAND = read_brand(STYLES / "brand.toml")
SVG = '<svg xmlns="http://www.w3.org/2000/svg"><text font-family="\'Source Sans 3\'">a</text></svg>'
SIGNING = Signing(
    {label: f"digest {label}" for label in ("1", "2", "3")},
    {"1": ("unsigned", ()), "2": ("signed", ("CD",)), "3": ("empty", ())},
)
FINDINGS = (
    Finding("spelling", Severity.NOTE, "en <b>note</b>", "hint", Place("chapters/a.html", 4)),
    Finding("glyphs", Severity.ERROR, "noget er galt", page="2", edition="web"),
)


def before() -> Draft:
    return draft(
        "Foreningerne stillede om på få dage, og det gik godt.",
        "[share:fig1.alle.ja|84 pct.] gjorde det, svarer de.",
        "[claim:fig1.alle.ja|Knap halvdelen] gjorde det, svarer de.",
        "Det her afsnit bliver flyttet hele vejen ned.",
        "Det sidste afsnit bliver stående, hvor det er.",
        "Og det gør det, der kommer efter det sidste.",
        block("Figuren & dens ord", kind="caption", figure="fig1"),
        numbers={"fig1.alle.ja": share(0.48)},
        rules={"fig1": rule(filter={"base.a": "ja"})},
        figures={"fig1": picture(("Tilbud", "84 %"), svg=SVG)},
        pictures=(b"one", b"two", b"three"),
    )


def after() -> Draft:
    return draft(
        "Foreningerne stillede om på få <uger>, og det gik godt.",
        "[share:fig1.alle.ja|83 pct.] gjorde det, svarer de.",
        "[claim:fig1.alle.ja|Godt halvdelen] gjorde det, svarer de.",
        "Det sidste afsnit bliver stående, hvor det er.",
        "Og det gør det, der kommer efter det sidste.",
        block("Figuren & dens ord", kind="caption", figure="fig1"),
        "Det her afsnit bliver flyttet hele vejen ned.",
        label="",
        numbers={"fig1.alle.ja": share(0.52)},
        rules={"fig1": rule(filter={"base.a": "ja / nej"})},
        figures={"fig1": picture(("Tilbud", "83 %"), svg=f"{SVG} ")},
        pictures=(b"one", b"zwei", b"three"),
    )


def page(language: str = "da-DK", compared: bool = True) -> str:
    changes = compare(before(), after()) if compared else None
    words = read_language(language)
    return review_page(after(), changes, FINDINGS, words, BRAND, STYLES, SIGNING)


def sections(html: str) -> list[str]:
    return re.findall(r'<section id="(\w+)" data-kind', html)


def test_every_kind_of_change_has_its_section() -> None:
    """Pages are told of too: blocks that moved have pushed others along."""
    kinds = ["words", "numbers", "claims", "figures", "moves", "layout", "findings"]
    assert sections(page()) == kinds


def test_it_asks_for_nothing_outside_itself() -> None:
    html = page()
    assert "default-src 'none'" in html
    addresses = re.findall(r'(?:src|href)="([^"]*)"', html)
    assert all(address.startswith(("data:", "#")) for address in addresses)
    assert "url(" not in html
    assert "@import" not in html


def test_words_are_never_markup() -> None:
    html = page()
    assert "&lt;uger&gt;" in html
    assert "<uger>" not in html
    assert "en &lt;b&gt;note&lt;/b&gt;" in html


def test_redline_numbers_and_causes_are_told() -> None:
    html = page()
    assert "<del>dage</del>" in html
    assert re.search(r"<del>84 pct.</del> <span[^>]*>→</span> <ins>83 pct.</ins>", html)
    assert "base.a: ja → ja / nej" in html
    assert "48,0\u00a0% → 52,0\u00a0%" in html
    assert '<span class="cause">filter</span>' in html


def test_places_are_text_that_an_editor_can_open() -> None:
    assert "<code>chapters/a.html:1</code>" in page()


def test_findings_come_the_worst_first() -> None:
    html = page()
    assert html.index("noget er galt") < html.index("en &lt;b&gt;note")
    assert "severity-error" in html


@pytest.mark.parametrize(("found", "told"), [((), True), (None, False)])
def test_only_checks_that_were_run_found_nothing(found: tuple[()] | None, told: bool) -> None:
    """Two drafts are compared without asking the checks: then nothing is said of them."""
    words, changes = read_language("da-DK"), compare(before(), after())
    html = review_page(after(), changes, found, words, BRAND, STYLES)
    assert ("Kontrollerne fandt intet." in html, "findings" in sections(html)) == (told, told)


def test_every_picture_is_there_once() -> None:
    held = re.search(r'<script type="application/json" id="sheets">(.*?)</script>', page())
    assert held is not None
    data = json.loads(held[1])
    assert len(data["pictures"]) == 4  # three now, and the one page that was another
    assert [row[0] for row in data["sheets"]] == ["1", "2", "3"]


def test_where_typesetting_marked_blocks_nothing_is_left() -> None:
    assert "data-src" not in page()


def test_before_the_first_approval_there_are_findings_and_pages() -> None:
    html = page(compared=False)
    assert "Ingen godkendt korrektur at sammenligne med endnu" in html
    assert sections(html) == ["findings"]


def test_it_speaks_english_too() -> None:
    html = page("en")
    assert "<h2>Moved only" in html
    assert '<html lang="en">' in html


def test_colours_are_the_brands_and_can_be_read() -> None:
    """Every pair of text and ground has 4.5:1 (WCAG 2.2, 1.4.3)."""
    pairs = [
        ("k", "papir"),
        ("k", "kalk"),
        ("k70", "papir"),
        ("k70", "kalk"),
        ("tegldyb", "kalk"),
        ("mosdyb", "moslys"),
        ("nat", "papir"),
        ("papir", "tegldyb"),
        ("k", "kornlys"),
    ]
    assert {pair: contrast(*pair) for pair in pairs if contrast(*pair) < 4.5} == {}
    css = (STYLES / "review.css").read_text("utf-8")
    assert re.findall(r"#[0-9a-fA-F]{3,6}\b", css) == []
    assert set(re.findall(r"var\(--([\w-]+)\)", css)) <= set(BRAND.colours)


def contrast(first: str, second: str) -> float:
    """WCAG's contrast ratio of two colours of the brand."""
    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def luminance(name: str) -> float:
    parts = (value / 255 for value in BRAND.colours[name].rgb)
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_how_many_pages_are_signed_and_who_has() -> None:
    html = page()
    assert "1 af 2 sider er godkendt" in html
    held = re.search(r'id="sheets">(.*?)</script>', html)
    assert held is not None
    assert json.loads(held[1])["states"]["2"] == ["signed", "CD"]


def test_two_drafts_compared_take_no_signatures() -> None:
    words = read_language("da-DK")
    html = review_page(after(), compare(before(), after()), (), words, BRAND, STYLES)
    assert 'class="sign"' not in html
