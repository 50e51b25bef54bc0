"""All figures on one page, for the designer: as drawn, with what they say to those who listen."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from publication.model import Artwork

STYLE = """
body { font: 14px/1.45 'Source Sans 3', 'Source Sans Pro', sans-serif; margin: 2rem;
  color: #1a1a1a; display: grid; gap: 3rem 2rem;
  grid-template-columns: repeat(auto-fill, minmax(130mm, 1fr)) }
article { break-inside: avoid } article.wide { grid-column: 1 / -1 }
h2 { font-size: 1rem; margin: 0 0 .75rem; border-top: 1px solid; padding-top: .25rem }
h2 small { font-weight: 400; color: #5b5b5b; margin-left: .75rem }
p { max-width: 118mm; color: #5b5b5b } svg { display: block }
table { border-collapse: collapse; font-size: 12px } td, th { padding: 0 .75rem 0 0;
  text-align: right; font-weight: 400 } td:first-child, th:first-child { text-align: left }
"""


def contact_sheet(artworks: Iterable[Artwork], fonts: str = "") -> str:
    """One HTML page with every picture at its true size, its alt text and its data.

    fonts   address of the folder with the font files, as seen from the page
    """
    body = "\n".join(_entry(artwork) for artwork in artworks)
    return (
        '<!doctype html>\n<html><head><meta charset="utf-8"><title>Figures</title>\n'
        f"<style>{_faces(fonts)}{STYLE}</style></head>\n<body>\n{body}\n</body></html>\n"
    )


def _entry(artwork: Artwork) -> str:
    size = f"{artwork.width:g} × {artwork.height:g} mm · {len(artwork.svg.encode()) / 1000:.1f} kB"
    wide = ' class="wide"' if artwork.width > 150 else ""
    return (
        f'<article{wide} id="{escape(artwork.id)}">'
        f"<h2>{escape(artwork.id)}<small>{size}</small></h2>\n"
        f"{artwork.svg}<p>{escape(artwork.alt)}</p>{_data(artwork)}</article>"
    )


def _data(artwork: Artwork) -> str:
    head = "".join(f"<th>{escape(cell)}</th>" for cell in artwork.header)
    rows = "".join(
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in artwork.rows
    )
    return f"<details><summary>data</summary><table><tr>{head}</tr>{rows}</table></details>"


def _faces(fonts: str) -> str:
    if not fonts:
        return ""
    files = ((400, "SourceSans3-Regular.ttf"), (600, "SourceSans3-Semibold.ttf"))
    return "".join(
        "@font-face{font-family:'Source Sans 3';"
        f"font-weight:{weight};src:url({escape(fonts)}/{file})}}"
        for weight, file in files
    )
