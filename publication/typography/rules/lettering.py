"""Letters as they are painted: contrast, fonts and sizes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import inf

from publication.brand import Brand
from publication.message import said
from publication.model import Severity
from publication.typography.book import Book
from publication.typography.checks import Found, rule
from publication.typography.sheets import Lettering, Rgb

WEIGHTS = {"Extra-Light": 200, "Light": 300, "Medium": 500, "Semi-Bold": 600, "Bold": 700}
STYLE = re.compile(rf"-({'|'.join(WEIGHTS)}|Italic|Oblique|Regular)(?=-|$)")


@rule("contrast", Severity.ERROR)
def contrast(book: Book) -> Iterator[Found]:
    """These letters are too pale for what lies behind them (WCAG 1.4.3). Take the theme's text
    colour, or black or white."""
    limits = book.limits
    for page, letters in _all(book):
        large = letters.size >= limits.lettering_large or (
            letters.size >= limits.lettering_large_bold and weight(letters) >= limits.lettering_bold
        )
        least = limits.lettering_contrast_large if large else limits.lettering_contrast
        worst = min((ratio(letters.colour, ground) for ground in letters.grounds), default=21.0)
        if worst < least:
            what = said(
                "{worst:.1f}:1, not {least:g}:1, at {size:g} pt: {start}",
                worst=worst,
                least=least,
                size=letters.size,
                start=_start(letters),
            )
            yield Found(page, what, _src(book, page, letters))


@rule("font", Severity.ERROR)
def font(book: Book) -> Iterator[Found]:
    """A font that is not the brand's has slipped in, often for a character that the brand's lacks.
    Name the brand's family, or type another character."""
    for page, letters in _all(book):
        if family(letters, book.brand) is None and letters.font not in book.limits.lettering_others:
            what = said("{start} is set in {font}", start=_start(letters), font=letters.font)
            yield Found(page, what, _src(book, page, letters))


@rule("size")
def size(book: Book) -> Iterator[Found]:
    """A size or weight that the brand's type scale does not have. Use a role of brand.toml, or
    give it one."""
    told: set[tuple[int, str, float]] = set()
    for page, letters in _all(book):
        key = (page, letters.font, letters.size)
        name = family(letters, book.brand)
        if name is None or key in told or _in_scale(letters, name, book):
            continue
        told.add(key)
        what = said(
            "{font} {size:g} pt: {start}",
            font=letters.font,
            size=letters.size,
            start=_start(letters),
        )
        yield Found(page, what, _src(book, page, letters))


@rule("touch")
def touch(book: Book) -> Iterator[Found]:
    """A letter of a large line reaches down to one of the line under it. Break the title elsewhere,
    or give its role more leading in brand.toml."""
    for page, letters in _all(book):
        below = [each for each in book.sheets[page].letters if each.baseline > letters.baseline]
        for other in below:
            gap = _gap(letters, other)
            if gap < book.limits.lettering_apart:
                what = said(
                    "{gap:.1f} mm between {start} and {other}",
                    gap=max(gap, 0.0),
                    start=_start(letters),
                    other=_start(other),
                )
                yield Found(page, what, _src(book, page, letters))


def _gap(upper: Lettering, lower: Lettering) -> float:
    """The least distance down between inks that stand over one another, mm; large where none do."""
    return min(
        (
            under[1] - over[3]
            for over in upper.inks
            for under in lower.inks
            if under[0] < over[2] and over[0] < under[2]
        ),
        default=inf,
    )


def _all(book: Book) -> Iterator[tuple[int, Lettering]]:
    """Everything painted on every page, web-only ones too."""
    for page, sheet in enumerate(book.sheets):
        for letters in sheet.letters:
            yield page, letters


def _start(letters: Lettering, most: int = 30) -> str:
    """The letters' words, or the first of them."""
    text = letters.text.strip()
    return f"»{text}«" if len(text) <= most else f"»{text[:most]} …«"


def _src(book: Book, page: int, letters: Lettering) -> str:
    line = book.line_at(page, letters.x, letters.baseline)
    return line.src if line else ""


# ------------------------------------------------------------------ fonts


def family(letters: Lettering, brand: Brand) -> str | None:
    """The brand's key of a font's family (text, sans ...), or None where it is not the brand's."""
    bare = STYLE.sub("", letters.font)
    keys = {name.replace(" ", "-"): key for key, name in brand.families.items()}
    return keys.get(bare)


def weight(letters: Lettering) -> int:
    """The weight a font's name tells; 400 where it tells none."""
    return next((WEIGHTS[word] for word in STYLE.findall(letters.font) if word in WEIGHTS), 400)


def _in_scale(letters: Lettering, name: str, book: Book) -> bool:
    """Whether a role of the scale has this family and size; light letters must be meant so."""
    slack = book.limits.lettering_size_slack
    roles = [
        role
        for role in book.brand.scale.values()
        if role.family == name and abs(role.size - letters.size) <= slack
    ]
    return any(role.weight < 400 for role in roles) if weight(letters) < 400 else bool(roles)


# ------------------------------------------------------------------ colours


def ratio(one: Rgb, other: Rgb) -> float:
    """Contrast of two colours, 1 to 21 (WCAG 2.2, contrast ratio)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: Rgb) -> float:
    """Relative luminance of an sRGB colour, 0 to 1 (WCAG 2.2, relative luminance)."""
    red, green, blue = (_linear(part / 255) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
