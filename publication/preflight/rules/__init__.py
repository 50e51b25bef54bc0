"""The rules, in the order they are run: importing this module registers them all."""

from publication.preflight.rules import (  # noqa: I001  # the order is the reports' order
    document,
    identity,
    boxes,
    pages,
    colour,
    ink,
    lettering,
    lines,
    pictures,
    transparency,
    barcode,
    readers,
)

__all__ = [
    "barcode",
    "boxes",
    "colour",
    "document",
    "identity",
    "ink",
    "lettering",
    "lines",
    "pages",
    "pictures",
    "readers",
    "transparency",
]
