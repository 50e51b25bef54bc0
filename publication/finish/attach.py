"""Files inside the web edition: figures' data and the list of numbers, as associated files.

Both standards are heeded: PDF/A-3 (ISO 19005-3, 6.8) wants a relationship and a media type,
PDF/UA-1 (7.11) a name in both forms. A file that belongs to one figure is tied to that figure.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from pikepdf import Array, Dictionary, Name, NameTree, Object, Pdf, String

from publication.finish.elements import Element

Relationship = Literal["Data", "Source", "Supplement", "Alternative", "Unspecified"]


@dataclass(frozen=True)
class Attachment:
    """A file to go along. anchor: the HTML id of the figure it belongs to, or nothing."""

    name: str
    data: bytes
    media_type: str
    description: str
    relationship: Relationship = "Data"
    anchor: str = ""


def attach(pdf: Pdf, document: Element, files: Sequence[Attachment], epoch: int) -> None:
    """Embed the files, sorted by name; `document` is the structure tree, not yet written."""
    if not files:
        return
    places = _figures(document)
    tree = NameTree.new(pdf)
    loose = []
    for file in sorted(files, key=lambda file: file.name):
        specification = _specification(pdf, file, epoch)
        tree[file.name] = specification
        figure = places.get(file.anchor)
        if figure is None:
            loose.append(specification)
        else:
            figure.files = [*figure.files, specification]
    if "/Names" not in pdf.Root:
        pdf.Root.Names = Dictionary()
    pdf.Root.Names.EmbeddedFiles = tree.obj
    if loose:
        pdf.Root.AF = Array(loose)


def _figures(document: Element) -> dict[str, Element]:
    """The figure or table under each HTML element that has an id."""
    found: dict[str, Element] = {}
    for element in document.walk():
        if element.source.tag == "figure" and element.source.id:
            inside = (part for part in element.walk() if part.role in ("Figure", "Table"))
            found[element.source.id] = next(inside, element)
    return found


def _specification(pdf: Pdf, file: Attachment, epoch: int) -> Object:
    date = datetime.fromtimestamp(epoch, UTC).strftime("D:%Y%m%d%H%M%SZ")
    stream = pdf.make_stream(file.data)
    stream.Type = Name.EmbeddedFile
    stream.Subtype = Name("/" + file.media_type)
    stream.Params = Dictionary(
        Size=len(file.data),
        ModDate=String(date),
        CheckSum=String(hashlib.md5(file.data, usedforsecurity=False).digest()),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Filespec,
            F=String(file.name),
            UF=String(file.name),
            Desc=String(file.description),
            AFRelationship=Name("/" + file.relationship),
            EF=Dictionary(F=stream, UF=stream),
        )
    )
