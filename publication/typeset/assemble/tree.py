"""Walking the structure tree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pikepdf import Array, Dictionary, String

from publication.model import Place


def elements(node: Any) -> Iterator[Any]:
    """A structure element and all elements below it, in reading order."""
    waiting = [node]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(kid for kid in reversed(kids(node)) if is_element(kid))


def kids(node: Any) -> list[Any]:
    """What an element holds: elements, MCIDs, object references."""
    content = node.get("/K")
    if content is None:
        return []
    return list(content) if isinstance(content, Array) else [content]


def is_element(kid: Any) -> bool:
    """Whether a kid is a structure element, not content."""
    return isinstance(kid, Dictionary) and "/S" in kid


def prefix_ids(node: Any, chapter: str) -> None:
    """Make IDs of table heads, and what points at them, unique in the joined file."""
    for element in elements(node):
        if "/ID" in element:
            element.ID = String(f"{chapter}-{element.ID}")
        attributes = element.get("/A")
        if isinstance(attributes, Dictionary) and "/Headers" in attributes:
            attributes.Headers = Array([String(f"{chapter}-{name}") for name in attributes.Headers])


def source_of(element: Any) -> Place | None:
    """File and line an element was written at, from its /XSrc or the nearest one above it."""
    while element is not None:
        fields = str(element.get("/XSrc", "")).split("|")
        file, _, line = (fields[7] if len(fields) > 7 else "").rpartition(":")
        number = line.split(".")[0]
        if file and number.isdigit():
            return Place(file, int(number))
        element = element.get("/P")
    return None
