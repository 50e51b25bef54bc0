"""A figure that leaves the report: with headline, question, note and source, as SVG and PNG."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, unescape

from figures.stored import digest
from figures.text import Faces, Font
from publication.brand import Brand, TypeSize
from publication.keeping import recalled, sum_of, whole
from publication.model import Artwork, FigureText
from publication.subset import subset_of

if TYPE_CHECKING:
    from figures.sheet import Sheet

PIXELS = 1200  # twice the 600 px that a figure takes on a web page
MARGIN = 6.0
FEATURES = ["kern"]
TEXT = re.compile(r">([^<]*)<")


@dataclass(frozen=True)
class Line:
    """A line of words: its text, font, and its baseline in mm."""

    text: str
    font: Font
    baseline: float


def standalone(artwork: Artwork, text: FigureText, brand: Brand, fonts: Path) -> tuple[str, bytes]:
    """A figure as SVG (its letters inside) and as PNG 1200 px wide, both with its words.

    The SVG stays under 40 kB and needs no font on the reader's machine.
    """
    from figures.raster import png_of

    faces = Faces(fonts)
    above, below, height = _words(artwork, text, brand, faces)
    sheet = _sheet(artwork, brand, faces, height)
    for line in (*above, *below):
        sheet.text(MARGIN, line.baseline, line.text, line.font, brand["k"])
    top = _top(above)
    bare = _joined(sheet.svg(), artwork, top)
    return _dressed(bare, artwork, text, faces), png_of(bare, brand, faces, PIXELS)


def standalone_all(
    artworks: Mapping[str, Artwork],
    texts: Mapping[str, FigureText],
    brand: Brand,
    fonts: Path,
    cache: Path,
) -> Mapping[str, tuple[str, bytes]]:
    """SVG and PNG of every figure that has words, by id; those unchanged from the cache."""
    made = {}
    for name in (each for each in artworks if each in texts):
        artwork, text = artworks[name], texts[name]
        key = digest([asdict(artwork), asdict(text)], brand, fonts)
        kept = _kept(cache / "figures", name, key)
        made[name] = kept or standalone(artwork, text, brand, fonts)
        if not kept:
            _keep(cache / "figures", name, key, made[name])
    return made


def _kept(folder: Path, name: str, key: str) -> tuple[str, bytes] | None:
    """The pair as it was kept; None where one is missing or not what it was."""
    svg, png = (folder / f"{name}-{key}.{kind}" for kind in ("svg", "png"))
    sums = recalled(folder / f"{name}-{key}.sums", dict)
    if not sums or not whole(folder, sums):
        return None
    return svg.read_text(encoding="utf-8"), png.read_bytes()


def _keep(folder: Path, name: str, key: str, made: tuple[str, bytes]) -> None:
    """Keep the newest pair only, and the sums of both by which they are known to be whole."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {f"{name}-{key}.svg": made[0].encode(), f"{name}-{key}.png": made[1]}
    sums = json.dumps({file: sum_of(content) for file, content in files.items()}).encode()
    for file, content in {**files, f"{name}-{key}.sums": sums}.items():
        path = folder / file
        for older in folder.glob(f"{name}-*{path.suffix}"):
            older.unlink()
        draft = path.with_suffix(".part")
        draft.write_bytes(content)
        draft.replace(path)


def _sheet(artwork: Artwork, brand: Brand, faces: Faces, height: float) -> Sheet:
    """White paper with the rule that opens every figure."""
    from figures.sheet import Sheet

    sheet = Sheet(artwork.width + 2 * MARGIN, height, brand, faces)
    sheet.rect(0, 0, sheet.width, height, brand["papir"])
    sheet.line(brand["k"], 0.75, [(MARGIN, MARGIN), (sheet.width - MARGIN, MARGIN)])
    return sheet


def _words(
    artwork: Artwork, text: FigureText, brand: Brand, faces: Faces
) -> tuple[list[Line], list[Line], float]:
    """The lines over and under the picture, and the height of the whole in mm."""
    top = MARGIN
    above: list[Line] = []
    for words, role in ((text.headline, "headline"), (text.question, "question")):
        top = _set(above, words, brand.scale[role], brand, faces, top, artwork.width)
    foot = _top(above) + artwork.height + 2.5
    below: list[Line] = []
    for words in (text.note, f"{text.label}. {text.source}" if text.source else text.label):
        foot = _set(below, words, brand.scale["note"], brand, faces, foot, artwork.width)
    return above, below, foot + MARGIN - 2


def _top(above: list[Line]) -> float:
    """Where the picture begins: a line under the last one over it."""
    return (above[-1].baseline if above else MARGIN) + 5.0


def _set(
    lines: list[Line],
    words: str,
    role: TypeSize,
    brand: Brand,
    faces: Faces,
    top: float,
    width: float,
) -> float:
    """Set words in lines from `top` down; returns where the next may begin."""
    font = Font(role.size, role.weight, role.italic, brand.families[role.family])
    for line in faces.wrap(words, font, width) if words else ():
        top += role.leading
        lines.append(Line(line, font, top))
    return top


def _joined(frame: str, artwork: Artwork, top: float) -> str:
    """The frame's SVG with the picture inside, `top` mm from its head."""
    inner = artwork.svg.partition(">")[2].rpartition("</svg>")[0].strip()
    group = f'<g transform="translate({MARGIN:g} {top:.2f})">\n{inner}\n</g>'
    return frame.replace("</svg>", f"{group}\n</svg>")


def _dressed(svg: str, artwork: Artwork, text: FigureText, faces: Faces) -> str:
    """Title and description for those who listen, and the letters it is set with."""
    head, _, rest = svg.partition(">")
    used = [font for font in faces.files if _uses(svg, font)]
    rules = "".join(_font_face(faces.files[font], font, _letters(svg)) for font in used)
    told = f"<title>{escape(text.headline)}</title>\n<desc>{escape(artwork.alt)}</desc>"
    return f'{head} role="img">\n{told}\n<style>{rules}</style>{rest}'


def _letters(svg: str) -> str:
    """Every letter that stands between tags."""
    return "".join(sorted(set("".join(map(unescape, TEXT.findall(svg)))) - {"\n"}))


def _uses(svg: str, font: tuple[str, int, bool]) -> bool:
    """Whether a line of the picture is set in this very cut."""
    family, weight, italic = font
    return any(
        f"font-family=\"'{family}'\"" in line
        and (f'font-weight="{weight}"' in line or (weight == 400 and "font-weight" not in line))
        and italic == ('font-style="italic"' in line)
        for line in svg.splitlines()
    )


def _font_face(path: Path, font: tuple[str, int, bool], letters: str) -> str:
    family, weight, italic = font
    data = base64.b64encode(subset_of(path, letters, FEATURES)).decode()
    style = "italic" if italic else "normal"
    return (
        f"@font-face{{font-family:'{family}';font-weight:{weight};font-style:{style};"
        f"src:url(data:font/woff2;base64,{data})}}"
    )
