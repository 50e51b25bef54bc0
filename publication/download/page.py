"""index.html: the download page, one file that needs neither script nor another file to be read."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup
from PIL import Image

from publication.brand import Brand
from publication.download import extracts
from publication.download.citation import Citation
from publication.download.figures import contents, figure_parts, key_figures
from publication.download.fonts import font_faces
from publication.download.head import head
from publication.download.metadata import in_page
from publication.download.particulars import accessibility, citation_parts, facts, file_row
from publication.download.records import Package
from publication.environment import make_environment, render

TEMPLATE = "templates/download.html"
MARKS = re.compile(r' data-src="[^"]*"')  # where a block comes from: of no use to readers
FONTS = "/* fonts */"  # their place: which letters they need is known when the page is written
LISTS = ("csv", "json")
EXTRAS = (
    ("cover.png", "cover_png"),
    ("cover.webp", "cover_webp"),
    ("card.png", "card_png"),
    ("metadata.json", "metadata_json"),
    ("onix.xml", "onix_xml"),
    ("CITATION.cff", "cff"),
)
DOOR = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">'
    '<path fill="{}" d="M2 16V0h6a6 6 0 0 1 6 6v10z"/></svg>'
)
"""The half round door, as the page's icon."""


def page(
    package: Package,
    pictures: Mapping[str, bytes],
    citation: Citation,
    record: Mapping[str, Any],
    sizes: Mapping[str, int],
) -> str:
    """The page as HTML.

    pictures  thumb.webp, which is set into it
    record    the linked data, likewise
    sizes     the other files of the download by path, in bytes: the page links to all of them
    """
    style = (package.world.styles / "download.css").read_text(encoding="utf-8")
    theme = extracts.cover_theme(package)
    ground = package.brand[package.brand.themes[theme]["ground"]]
    variables = {
        "page": {**_parts(package, citation, sizes), "theme": theme, "ground": ground},
        "say": package.language.sections["download"],
        "words": package.language.words,
        "style": Markup(f"{FONTS}{palette(package.brand)}\n{style}"),
        "linked_data": Markup(in_page(dict(record))),
        "thumb": Markup(_data(pictures["thumb.webp"], "image/webp")),
        "thumb_size": _size(pictures["thumb.webp"]),
        "icon": Markup(_data(DOOR.format(ground).encode(), "image/svg+xml")),
    }
    html = MARKS.sub("", str(render(make_environment(), TEMPLATE, variables)))
    return html.lstrip().replace(FONTS, font_faces(html, package.world), 1)


def _parts(package: Package, citation: Citation, sizes: Mapping[str, int]) -> dict[str, Any]:
    """What the template asks of `page`."""
    say = package.language.sections["download"]
    return {
        **head(package),
        **key_figures(package),
        "contents": [*contents(package)],
        "figures": [figure_parts(figure, package, sizes) for figure in package.figures],
        "numbers": [file_row(package, f"numbers.{kind}", kind.upper(), sizes) for kind in LISTS],
        "citation": citation_parts(citation, say),
        "facts": [*facts(package)],
        "extras": [file_row(package, name, say[word], sizes) for name, word in EXTRAS],
        **accessibility(package),
    }


def _size(picture: bytes) -> tuple[int, int]:
    """Width and height in px, so that nothing moves while the page is read in."""
    with Image.open(io.BytesIO(picture)) as opened:
        return opened.size


def _data(content: bytes, kind: str) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def palette(brand: Brand) -> str:
    """The brand's colours as custom properties: all of them, and by role on a theme's elements."""
    rows = ";".join(f"--{name}:{colour.hex}" for name, colour in brand.colours.items())
    rules = [f":root{{{rows}}}"]
    for theme, roles in brand.themes.items():
        parts = (f"--{role.replace('_', '-')}:{brand[name]}" for role, name in roles.items())
        rules.append(f".theme-{theme}{{{';'.join(parts)}}}")
    for series, look in brand.series.items():
        rules.append(f".person.{series}{{--person:{brand[look['full']]}}}")
    return "\n".join(rules)
