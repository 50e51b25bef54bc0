"""A review page with changes of every kind, findings of every weight and pages in every state."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from PIL import Image, ImageDraw

from publication.language import read_language
from publication.model import Finding, Place, Severity
from publication.proof.compare import compare
from publication.proof.records import Block, Draft, Leaf
from publication.proof.review import Signing, review_page
from tests.proof.drafts import block, draft, picture, rule, share
from tests.proof.test_review import BRAND, STYLES

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30">'
    '<rect width="{}" height="9"/></svg>'
)
WIDTHS = (390, 1100, 1400)
"""Windows in CSS pixels: a phone, a small desk, a desk."""
DESK = WIDTHS[-1]
SHOWN_PAGE = "document.querySelector('select[name=sheet]').selectedOptions[0].textContent"
CLIP = "document.querySelector('img.before').style.clipPath"

LABELS = ("1", "2", "3", "4", "Bagside")
SIGNING = Signing(
    {label: f"digest {label}" for label in LABELS},
    {
        "1": ("unsigned", ()),
        "2": ("signed", ("CD", "EF")),
        "3": ("back", ()),
        "4": ("unsigned", ()),
        "Bagside": ("empty", ()),
    },
)
FINDINGS = (
    Finding("spelling", Severity.NOTE, "et ukendt ord", "ret det", Place("chapters/a.html", 4)),
    Finding("glyphs", Severity.ERROR, "et tegn mangler", page="2", edition="web"),
    Finding("ink", Severity.WARNING, "for meget farve", page="1", edition="print"),
    Finding("pdfua", Severity.NOT_RUN, "programmet er her ikke"),
)


@cache
def sheet(words: str) -> bytes:
    """A page's picture, as WebP."""
    image = Image.new("RGB", (210, 270), "white")
    ImageDraw.Draw(image).text((40, 60), words, fill="black")
    kept = io.BytesIO()
    image.save(kept, "WEBP")
    return kept.getvalue()


def texts(year: int) -> Iterator[str | Block]:
    """What the draft of a year says: two lines a paragraph, two of them a page; five pages."""
    new = year == 2
    moved = "Det her afsnit bliver flyttet ned på side to."
    yield f"Foreningerne stillede om på {'få uger' if new else 'en dag'}, og det gik <godt>."
    if not new:
        yield moved
    yield f"[share:fig1.alle.ja|{'52' if new else '48'} pct.] gjorde det, svarer de selv."
    yield f"[claim:fig1.alle.ja|{'Godt' if new else 'Knap'} halvdelen] gjorde det uden videre."
    if new:
        yield moved
    yield "Her er et nyt afsnit." if new else "Dette afsnit går ud."
    yield "Det sidste afsnit bliver stående, hvor det hele tiden har stået."
    yield block("Figuren og dens ord", kind="caption", figure="fig1", chapter="b")
    yield block("En tegning for sig selv", kind="caption", figure="fig2", chapter="b")
    yield block(f"{'Bagsiden siger i dag som i går, hvad bogen handler om. ' * 3}", chapter="b")


def held(year: int) -> Draft:
    """The draft of a year, with pictures of its pages."""
    new = year == 2
    drawn = picture(("Tilbud", "7 %"), svg=SVG.format(20 * year))
    once = draft(
        *texts(year),
        label="" if new else "k1",
        chapters={"a": "Første", "b": "Andet kapitel med et langt navn"},
        numbers={"fig1.alle.ja": share(0.52 if new else 0.48)},
        rules={"fig1": rule(filter={"base.a": "ja / nej" if new else "ja"})},
        figures={
            "fig1": picture(("Tilbud", "52 %" if new else "48 %"), svg=SVG.format(10 * year)),
            "fig2": replace(drawn, id="fig2", table="", chapter="b"),
        },
    )
    count = len(once.leaves)
    assert count == len(LABELS)
    leaves = [Leaf(label, "b" if label == LABELS[-1] else "a") for label in LABELS]
    pictures = [sheet(f"{at + 1}, {year if at < count - 1 else 1}") for at in range(count)]
    return replace(once, leaves=tuple(leaves), pictures=tuple(pictures))


def rich_page(language: str = "da-DK", compared: bool = True, signed: bool = True) -> str:
    """The page as HTML."""
    changes = compare(held(1), held(2)) if compared else None
    signing = SIGNING if signed else None
    words = read_language(language)
    return review_page(held(2), changes, FINDINGS, words, BRAND, STYLES, signing)
