"""Where in the title's files a thing on a galley page was written: read from its structure tree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary

from publication.model import Place

SOURCE_FIELD = 7
"""The field of /XSrc that holds file and line (typesetting writes it)."""


@dataclass(frozen=True)
class Where:
    """A spot of the galley: page index, what readers call the page, and its marked content."""

    index: int
    page: str
    content: int | None = None


class Origins:
    """The parent tree of a document, kept while finishing takes the tags off the pages."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        root = pdf.Root.get("/StructTreeRoot", Dictionary())
        self._tree: Any = root.get("/ParentTree")
        self._keys = [page.obj.get("/StructParents") for page in pdf.pages]

    def place(self, where: Where) -> Place | None:
        """File and line of the innermost element that marks the spot, where it is known."""
        key = self._keys[where.index] if where.index < len(self._keys) else None
        if self._tree is None or key is None or where.content is None:
            return None
        elements = pikepdf.NumberTree(self._tree).get(int(key))
        if not isinstance(elements, Array) or where.content >= len(elements):
            return None
        return _written_at(elements[where.content])


def _written_at(element: Any) -> Place | None:
    """File and line of an element, or of the nearest one above it."""
    while isinstance(element, Dictionary):
        fields = str(element.get("/XSrc", "")).split("|")
        source = fields[SOURCE_FIELD] if len(fields) > SOURCE_FIELD else ""
        file, _, line = source.rpartition(":")
        if file and line.split(".")[0].isdigit():
            return Place(file, int(line.split(".")[0]))
        element = element.get("/P")
    return None
