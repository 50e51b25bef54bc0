"""What the eye can tell apart, computed: contrast, lightness, colour vision deficiencies.

Every figure is checked as drawn: marks against the page, neighbours against each other, text
against what lies under it, and that nothing is told by colour alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from xml.etree import ElementTree

from figures.text import MM_PER_POINT, SMALLEST
from publication.model import Problem

Linear = tuple[float, float, float]
Matrix = tuple[Linear, Linear, Linear]

MARK_RATIO = 3.0  # WCAG 2.2, 1.4.11
TEXT_RATIO = 4.5  # WCAG 2.2, 1.4.3
LIGHTNESS_STEP = 8.0  # L*, the report's own rule for adjacent levels
PARTING = 0.5 * MM_PER_POINT  # page between neighbours: half a point at least

# Full dichromacy as linear RGB matrices: Machado, Oliveira and Fernandes, "A Physiologically-based
# Model for Simulation of Color Vision Deficiency", IEEE TVCG 15 (2009), severity 1.0.
DEFICIENCIES: Mapping[str, Matrix] = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def linear(colour: str) -> Linear:
    """A hex colour as linear light (IEC 61966-2-1)."""

    def channel(value: int) -> float:
        part = value / 255
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    value = colour.lstrip("#")
    red, green, blue = (channel(int(value[at : at + 2], 16)) for at in (0, 2, 4))
    return red, green, blue


def luminance(light: Linear) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2)."""
    red, green, blue = light
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(first: str, second: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    dark, light = sorted((luminance(linear(first)), luminance(linear(second))))
    return (light + 0.05) / (dark + 0.05)


def lightness(light: Linear) -> float:
    """L* of the CIE, 0 to 100: how light it looks in greyscale."""
    value = luminance(light)
    return 116 * value ** (1 / 3) - 16 if value > 216 / 24389 else value * 24389 / 27


def seen(colour: str, deficiency: str) -> Linear:
    """The colour as someone with the deficiency sees it, in linear light."""
    light = linear(colour)
    rows = DEFICIENCIES[deficiency]
    red, green, blue = (
        min(1.0, max(0.0, sum(part * value for part, value in zip(row, light, strict=True))))
        for row in rows
    )
    return red, green, blue


def steps(first: str, second: str) -> Mapping[str, float]:
    """Difference of L* between two colours in greyscale and under each deficiency."""
    plain = abs(lightness(linear(first)) - lightness(linear(second)))
    others = {
        name: abs(lightness(seen(first, name)) - lightness(seen(second, name)))
        for name in DEFICIENCIES
    }
    return {"greyscale": plain, **others}


# ------------------------------------------------------------------ a drawn figure


@dataclass(frozen=True)
class Mark:
    """A shape that stands for an estimate. Box in mm: left, top, right, bottom."""

    name: str
    fill: str
    edge: str
    box: tuple[float, float, float, float]

    def holds(self, x: float, y: float) -> bool:
        left, top, right, bottom = self.box
        return left <= x <= right and top <= y <= bottom


@dataclass(frozen=True)
class Words:
    """A line of text as drawn: its start in mm, its size in points."""

    text: str
    x: float
    y: float
    size: float
    colour: str
    anchor: str


def read_marks(svg: str) -> tuple[tuple[Mark, ...], tuple[Words, ...]]:
    """The named shapes and the lines of text of a picture of ours."""
    marks: list[Mark] = []
    words: list[Words] = []
    for element in ElementTree.fromstring(svg).iter():
        tag = element.tag.rpartition("}")[2]
        if tag == "rect" and "." in element.get("id", ""):
            marks.append(_mark(element))
        elif tag == "text":
            words.append(_words(element))
    return tuple(marks), tuple(words)


def _mark(element: ElementTree.Element) -> Mark:
    x, y, width, height = (float(element.get(key, "0")) for key in ("x", "y", "width", "height"))
    inset = float(element.get("stroke-width", "0")) / 2
    box = (x - inset, y - inset, x + width + inset, y + height + inset)
    return Mark(element.get("id", ""), element.get("fill", ""), element.get("stroke", ""), box)


def _words(element: ElementTree.Element) -> Words:
    return Words(
        "".join(element.itertext()),
        float(element.get("x", "0")),
        float(element.get("y", "0")),
        float(element.get("font-size", "0")) / MM_PER_POINT,
        element.get("fill", ""),
        element.get("text-anchor", ""),
    )


def problems(svg: str, page: str) -> tuple[Problem, ...]:
    """Everything in a picture that some reader could not see; `page` is the paper's colour."""
    marks, words = read_marks(svg)
    found = [*_faint(marks, page), *_alike(marks), *_small(words), *_unreadable(words, marks, page)]
    return tuple(Problem(message) for message in found)


def _faint(marks: tuple[Mark, ...], page: str) -> Iterator[str]:
    for mark in marks:
        best = max(ratio(colour, page) for colour in (mark.fill, mark.edge) if colour[:1] == "#")
        if best < MARK_RATIO:
            yield f"{mark.name}: {best:.1f}:1 against the page, needs {MARK_RATIO:.0f}:1"


def _alike(marks: tuple[Mark, ...]) -> Iterator[str]:
    for first, second in combinations(marks, 2):
        gap = _gap(first, second)
        if gap is None:
            continue
        if gap < PARTING - 0.011:  # drawn to hundredths of a mm
            yield f"{first.name} and {second.name} are parted by {gap:.2f} mm only"
        for view, step in steps(first.fill, second.fill).items():
            if step < LIGHTNESS_STEP:
                yield f"{first.name} and {second.name} differ by {step:.1f} L* in {view}"


def _gap(first: Mark, second: Mark) -> float | None:
    """The page between two marks in mm, None where they are no neighbours."""
    across = max(second.box[0] - first.box[2], first.box[0] - second.box[2])
    down = max(second.box[1] - first.box[3], first.box[1] - second.box[3])
    near = 0.6
    if min(across, down) < -0.5 and -near < max(across, down) < near:
        return max(across, down)
    return None


def _small(words: tuple[Words, ...]) -> Iterator[str]:
    for line in words:
        if line.size < SMALLEST - 0.01:
            yield f"text of {line.size:.1f} pt: {line.text}"


def _unreadable(words: tuple[Words, ...], marks: tuple[Mark, ...], page: str) -> Iterator[str]:
    for line in words:
        inside = {"": 0.3, "middle": 0.0, "end": -0.3}[line.anchor]
        under = [mark.fill for mark in marks if mark.holds(line.x + inside, line.y - 0.3)]
        contrast = ratio(line.colour, under[-1] if under else page)
        if contrast < TEXT_RATIO:
            yield f"text at {contrast:.1f}:1, needs {TEXT_RATIO}:1: {line.text}"


def untold(svg: str, expected: tuple[str, ...]) -> tuple[Problem, ...]:
    """Words that must stand in the picture, or colour alone would tell them: those missing."""
    _, words = read_marks(svg)
    drawn = " ".join(line.text for line in words).replace("\N{NO-BREAK SPACE}", " ")
    return tuple(
        Problem(f"told by colour alone: {text!r} is not written in the picture")
        for text in expected
        if text not in drawn
    )
