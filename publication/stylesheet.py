"""One stylesheet from the brand and the style files.

What the styles may count on, all as custom properties on the root element:

    --nat, --tegl, ...            every colour of brand.toml
    --text-width, --gutter, ...   every measure of its page, in mm; lists as --trim-1, --trim-2
    --type-h1, --type-body, ...   a role of the type scale, ready for the `font` shorthand
    --size-h1, --leading-h1, ...  its size in points and its leading in mm
    --theme-ground, ...           the roles of a theme, on the element of class theme-<name>

The theme's class must stand on the root element: only there do page margin boxes see it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from publication.brand import Brand, TypeSize
from publication.cuts import missing_cuts
from publication.errors import ManifestError
from publication.model import Place, Problem

ORDER = (
    "page.css",
    "type.css",
    "margin.css",
    "figure.css",
    "table.css",
    "components.css",
    "cover.css",
    "front.css",
    "opener.css",
    "lessons.css",
    "keyfigures.css",
    "data.css",
)
"""The style files, in the order of the cascade."""

PLAIN_KINDS = ("text", "front")  # kinds of chapters that need no styles of their own
KIND = re.compile(r"\.kind-([\w-]+)")

FONT_FILE = re.compile(
    r"(?P<family>SourceSerif4|SourceSans3)(?P<optical>[A-Z][a-z]+)?-(?P<cut>\w+)"
)
FAMILIES = {"SourceSerif4": "Source Serif 4", "SourceSans3": "Source Sans 3"}
CUTS = {
    "Light": (300, "normal"),
    "Regular": (400, "normal"),
    "It": (400, "italic"),
    "Semibold": (600, "normal"),
}
SFNT = (b"\0\1\0\0", b"OTTO", b"true")  # how a font file begins
REFERENCE = re.compile(r"var\(\s*(--[\w-]+)")
DEFINITION = re.compile(r"(--[\w-]+)\s*:")


def stylesheet(brand: Brand, styles: Path) -> str:
    """The whole stylesheet: fonts, brand and style files in their fixed order.

    styles  the folder that holds the style files and fonts/*.ttf
    Raises ManifestError where a file or font is missing, a font file has a name that tells nothing,
    or a style asks for a custom property that neither brand nor styles define.
    """
    return _joined(brand, styles, ORDER)


def kinds_of_chapters(styles: Path) -> frozenset[str]:
    """Every kind a chapter may have: the plain ones, and those that the style files know."""
    files = (styles / name for name in ORDER)
    texts = (path.read_text(encoding="utf-8") for path in files if path.is_file())
    return frozenset(PLAIN_KINDS).union(*(KIND.findall(text) for text in texts))


def loose_stylesheet(brand: Brand, styles: Path, name: str) -> str:
    """The stylesheet of a sheet that is no page of the book: fonts, brand and one style file."""
    return _joined(brand, styles, (name,))


def _joined(brand: Brand, styles: Path, names: Sequence[str]) -> str:
    missing = [name for name in names if not (styles / name).is_file()]
    if missing:
        raise ManifestError(
            [Problem(f"a style file is missing: {name}", Place(name, 1)) for name in missing]
        )
    files = {name: (styles / name).read_text(encoding="utf-8") for name in names}
    head = "\n".join([*_font_faces(styles / "fonts"), _root(brand), *_themes(brand)])
    fonts = f"{styles.name}/fonts"
    problems = [*_unknown(head, files), *missing_cuts(head, files, fonts)]
    if problems:
        raise ManifestError(problems)
    return "\n".join([head, *files.values()])


def _font_faces(folder: Path) -> Iterator[str]:
    """An @font-face for every static font of the folder, told by its file name.

    OCR-B, which the barcode's digits are set in, is the one that is not the brand's.
    """
    yield '@font-face{font-family:"OCR B";src:url("fonts/OCRB.otf") format("opentype")}'
    for path in sorted(folder.glob("*.ttf")):
        match = FONT_FILE.fullmatch(path.stem)
        if match is None or match["cut"] not in CUTS:
            raise ManifestError(
                [Problem("the file name tells neither family nor cut", Place(path.name, 1))]
            )
        with path.open("rb") as file:
            if file.read(4) not in SFNT:
                place = Place(str(path), 1)
                raise ManifestError([Problem("is no font file", place, "put the file anew")])
        family = " ".join(filter(None, (FAMILIES[match["family"]], match["optical"])))
        weight, style = CUTS[match["cut"]]
        yield (
            f'@font-face{{font-family:"{family}";font-weight:{weight};font-style:{style};'
            f'src:url("fonts/{path.name}") format("truetype")}}'
        )


def _root(brand: Brand) -> str:
    """Colours, measures and type roles as custom properties."""
    rows = [f"--{name}:{colour.hex}" for name, colour in brand.colours.items()]
    for name, value in brand.page.items():
        rows += _measures(name.replace("_", "-"), value)
    for size in brand.scale.values():
        rows += _type(size, brand.families[size.family])
    return ":root{\n" + ";\n".join(rows) + "\n}"


def _measures(name: str, value: float | list[float]) -> list[str]:
    if isinstance(value, list):
        return [f"--{name}-{place}:{part:g}mm" for place, part in enumerate(value, 1)]
    return [f"--{name}:{value:g}mm"]


def _type(size: TypeSize, family: str) -> list[str]:
    """A role of the type scale: for the font shorthand, and in parts."""
    name = size.role.replace("_", "-")
    slope = "italic " if size.italic else ""
    generic = "sans-serif" if "Sans" in family else "serif"
    return [
        f"--type-{name}:{slope}{size.weight} {size.size:g}pt/{size.leading:g}mm "
        f'"{family}", {generic}',
        f"--size-{name}:{size.size:g}pt",
        f"--leading-{name}:{size.leading:g}mm",
    ]


def _themes(brand: Brand) -> Iterator[str]:
    """One rule a theme: its colours by role, as values (margin boxes take no second step)."""
    for theme, roles in brand.themes.items():
        rows = (
            f"--theme-{role.replace('_', '-')}:{brand[colour]}" for role, colour in roles.items()
        )
        yield f".theme-{theme}{{" + ";".join(rows) + "}"


def _unknown(head: str, files: dict[str, str]) -> Iterator[Problem]:
    """Every custom property that a style file uses and nobody defines."""
    known = set(DEFINITION.findall(head))
    for text in files.values():
        known.update(DEFINITION.findall(text))
    for name, text in files.items():
        for number, line in enumerate(text.splitlines(), 1):
            for asked in REFERENCE.findall(line):
                if asked not in known:
                    yield Problem(
                        f"no custom property {asked}", Place(name, number), "see brand.toml"
                    )
