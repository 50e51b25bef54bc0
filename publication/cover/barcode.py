"""The ISBN as an EAN-13 symbol: modules, and a drawing in the palette's black on its white.

Measures by ISO/IEC 15420: at 100 % a module is 0.33 mm; 11 modules stay free on the left and 7 on
the right; the guard bars reach 5 modules lower than the others, into the row of digits.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from publication.brand import Brand
from publication.errors import ManifestError
from publication.isbn import check_isbn
from publication.model import Problem

MODULE = 0.33
MODULES = 95
QUIET_LEFT, QUIET_RIGHT = 11, 7
BOX = (38.5, 26.0)
"""The white box at 100 %: quiet zones and a little more, the ISBN above, the digits below (mm)."""

BARS_TOP, BARS_HEIGHT = 3.9, 18.3
GUARD_DROP = 5
DIGIT_GAP = 0.45
FIRST_DIGIT = 9.5
"""The first digit stands so many modules left of the bars."""

FONT = "OCR B"
DIGIT_HEIGHT, DIGIT_WIDTH = 0.773, 0.723
"""Height and advance of a figure in ems of the font."""

_ODD = "0001101 0011001 0010011 0111101 0100011 0110001 0101111 0111011 0110111 0001011"
_PARITY = "OOOOOO OOEOEE OOEEOE OOEEEO OEOOEE OEEOOE OEEEOO OEOEOE OEOEEO OEEOEO"
LEFT_ODD = _ODD.split()
RIGHT = [code.translate(str.maketrans("01", "10")) for code in LEFT_ODD]
LEFT_EVEN = [code[::-1] for code in RIGHT]
PARITY = _PARITY.split()
GUARD, CENTRE = "101", "01010"


@dataclass(frozen=True)
class Bar:
    """A black bar: first module, how many wide, and whether it is a guard bar."""

    start: int
    width: int
    guard: bool


def modules(digits: str) -> str:
    """The 95 modules of 13 digits, left to right, "1" for black. The first digit is the parity."""
    first, left, right = digits[0], digits[1:7], digits[7:]
    sets = {"O": LEFT_ODD, "E": LEFT_EVEN}
    half = "".join(
        sets[parity][int(digit)] for parity, digit in zip(PARITY[int(first)], left, strict=True)
    )
    rest = "".join(RIGHT[int(digit)] for digit in right)
    return GUARD + half + CENTRE + rest + GUARD


def bars(digits: str) -> Iterator[Bar]:
    """The black bars of 13 digits, neighbouring modules joined."""
    row = modules(digits) + "0"
    start = 0
    while (start := row.find("1", start)) >= 0:
        end = row.index("0", start)
        yield Bar(start, end - start, start < 3 or 45 <= start < 50 or start >= 92)
        start = end


def barcode_svg(isbn: str, brand: Brand, scale: float = 1.0, reduction: float = 0.0) -> str:
    """Draw the ISBN as an SVG picture of 38.5 x 26 mm times `scale`.

    `scale` is 0.8 to 2; `reduction` (mm) makes every bar thinner by as much as the press makes it
    thicker. Text stays text, in the font named OCR B. Raises ManifestError for a wrong ISBN, or a
    scale that scanners do not read.
    """
    _check(isbn, scale)
    black, white = brand["k"], brand["papir"]
    left = (BOX[0] - (MODULES + QUIET_LEFT + QUIET_RIGHT) * MODULE) / 2 + QUIET_LEFT * MODULE
    digits = isbn.replace("-", "")
    drawn = "".join(_bar(bar, left, reduction / scale) for bar in bars(digits))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{BOX[0] * scale:g}mm"'
        f' height="{BOX[1] * scale:g}mm" viewBox="0 0 {BOX[0]:g} {BOX[1]:g}">'
        f'<rect width="{BOX[0]:g}" height="{BOX[1]:g}" fill="{white}"/>'
        f'<path fill="{black}" d="{drawn}"/>'
        f'<g font-family="{FONT}" fill="{black}">{_heading(isbn, left)}{_figures(digits, left)}</g>'
        "</svg>"
    )


def _check(isbn: str, scale: float) -> None:
    problems = []
    if wrong := check_isbn(isbn):
        problems.append(Problem(wrong))
    if not 0.8 <= scale <= 2:
        problems.append(
            Problem(f"a barcode at {scale:.0%} does not scan", hint="80 % to 200 %, best 100 %")
        )
    if problems:
        raise ManifestError(problems)


def _bar(bar: Bar, left: float, reduction: float) -> str:
    """One bar as a closed rectangle of the path."""
    x = left + bar.start * MODULE + reduction / 2
    width = bar.width * MODULE - reduction
    height = BARS_HEIGHT + (GUARD_DROP * MODULE if bar.guard else 0)
    return f"M{x:.4f} {BARS_TOP:g}h{width:.4f}v{height:.4f}h{-width:.4f}z"


def _heading(isbn: str, left: float) -> str:
    """The ISBN with its hyphens, from above the first digit to the last bar."""
    words = f"ISBN {isbn}"
    size = (MODULES + FIRST_DIGIT) * MODULE / (len(words) * DIGIT_WIDTH)
    x = left - FIRST_DIGIT * MODULE
    return f'<text x="{x:.3f}" y="{BARS_TOP - 1:.3f}" font-size="{size:.3f}">{words}</text>'


def _figures(digits: str, left: float) -> str:
    """The 13 digits: one in the left quiet zone, six under each half, each under its own bars."""
    size = 7 * MODULE / DIGIT_WIDTH
    baseline = BARS_TOP + BARS_HEIGHT + DIGIT_GAP + size * DIGIT_HEIGHT
    starts = (left - FIRST_DIGIT * MODULE, left + 3.5 * MODULE, left + 49.5 * MODULE)
    groups = (digits[0], digits[1:7], digits[7:])
    return "".join(
        f'<text x="{x:.3f}" y="{baseline:.3f}" font-size="{size:.3f}">{group}</text>'
        for x, group in zip(starts, groups, strict=True)
    )
