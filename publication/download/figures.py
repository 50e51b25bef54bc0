"""Key figures, contents and figures, as the page shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from publication.download import extracts
from publication.download.particulars import file_row
from publication.download.records import FigureFiles, Package
from publication.download.vector import inline
from publication.language import Language

FULL_WIDTH = 150  # mm: a figure wider than this takes the margin column too
FILES = (("data", "csv"), ("data", "xlsx"), ("figures", "svg"), ("figures", "png"))
KEPT = re.compile(r"(?<=\d) (?=%)|(?<=\b[Nnp]) (?=[=<])|(?<=\b[Nnp]\s[=<]) (?=\d)")
"""Spaces where no line may end: before a per cent sign, and around the sign of "N = 843"."""


def key_figures(package: Package) -> dict[str, Any]:
    """The key figures with the shape of their doors, and the share of the widest."""
    _, keys = extracts.key_figures(package)
    labels = {figure.text.id: figure.text.label for figure in package.figures}
    shown = [
        {
            **vars(key),
            "shape": package.brand.series[key.series]["shape"],
            "label": labels.get(key.figure, ""),
        }
        for key in keys
    ]
    return {"key_figures": shown, "widest": max([key.percent or 0 for key in keys] or [0]) or 100}


def contents(package: Package) -> Iterator[dict[str, Any]]:
    for entry in extracts.contents(package):
        motif = inline(package.artwork[entry.motif].svg) if entry.motif else ""
        yield {**vars(entry), "picture": motif}


def figure_parts(figure: FigureFiles, package: Package, sizes: Mapping[str, int]) -> dict[str, Any]:
    """A figure's words, picture, data as a table, and files."""
    text, artwork, language = figure.text, figure.artwork, package.language
    say = language.sections["download"]
    listed = [
        file_row(package, f"{folder}/{text.id}.{kind}", say[f"file_{kind}"], sizes)
        for folder, kind in FILES
    ]
    words = {name: _set(value, language) for name, value in vars(text).items()}
    return {
        **words,
        "theme": extracts.theme_of(package, text.chapter),
        "wide": artwork.width > FULL_WIDTH,
        "picture": "" if artwork.html else inline(artwork.svg, artwork.alt),
        "table": _table(artwork.header, artwork.rows, text.label),
        "leaf": extracts.leaf_of(package.galley, text.anchor),
        "files": listed,
    }


def _set(words: str, language: Language) -> str:
    """Plain words as they are set: the language's quotation marks, numbers kept with their sign."""
    quoted = re.sub(r'"([^"]*)"', rf"{language['quote_open']}\1{language['quote_close']}", words)
    return KEPT.sub("\N{NO-BREAK SPACE}", quoted)


def _table(header: tuple[str, ...], rows: tuple[tuple[str, ...], ...], label: str) -> Markup:
    """Data as a table with its heads; its name is the figure's label."""
    head = Markup("").join(Markup('<th scope="col">{}</th>').format(cell) for cell in header)
    body = Markup("").join(
        Markup('<tr><th scope="row">{}</th>{}</tr>\n').format(
            row[0], Markup("").join(Markup("<td>{}</td>").format(cell) for cell in row[1:])
        )
        for row in rows
    )
    return Markup(
        '<table aria-label="{}">\n<thead><tr>{}</tr></thead>\n<tbody>\n{}</tbody>\n</table>'
    ).format(label, head, body)
