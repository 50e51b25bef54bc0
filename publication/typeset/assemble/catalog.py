"""What the joined file says of itself: metadata, language, page labels, outline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from publication.model import GalleyPage

XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


def describe(pdf: pikepdf.Pdf, title: str, language: str, pages: Sequence[GalleyPage]) -> None:
    """Title, language, tagged, page labels. No clock times: they would change the bytes."""
    root = pdf.Root
    root.Lang = String(language)
    root.MarkInfo = Dictionary(Marked=True)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    root.PageLabels = Dictionary(Nums=_labels(pages))
    metadata = pdf.make_stream(XMP.format(title=escape(title)).encode())
    metadata.Type, metadata.Subtype = Name.Metadata, Name.XML
    root.Metadata = metadata
    pdf.docinfo["/Title"] = String(title)


def _labels(pages: Sequence[GalleyPage]) -> Array:
    """Page labels as runs: numbers where folios run on, words elsewhere."""
    nums = Array()
    before: GalleyPage | None = None
    for page in pages:
        runs_on = before is not None and page.folio and page.folio == before.folio + 1
        if not (runs_on and before is not None and before.folio):
            style = (
                Dictionary(S=Name.D, St=page.folio)
                if page.folio
                else Dictionary(P=String(page.label))
            )
            nums.append(page.index)
            nums.append(style)
        before = page
    return nums


def write_outline(pdf: pikepdf.Pdf, items: Sequence[Any]) -> None:
    """Hang the chapters' top outline items under one root, in order."""
    if not items:
        return
    root = pdf.make_indirect(Dictionary(Type=Name.Outlines))
    for index, item in enumerate(items):
        item.Parent = root
        for key, other in (("/Prev", index - 1), ("/Next", index + 1)):
            if 0 <= other < len(items):
                item[key] = items[other]
            elif key in item:
                del item[key]
    root.First, root.Last = items[0], items[-1]
    root.Count = len(items) + sum(max(0, int(item.get("/Count", 0))) for item in items)
    pdf.Root.Outlines = root
