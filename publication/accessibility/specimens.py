"""Two tiny PDFs, one sound and one broken, to see that a judge is awake before it is believed."""

from __future__ import annotations

from pathlib import Path

from pikepdf import Array, Dictionary, Name, Pdf, String

XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Specimen</rdf:li></rdf:Alt></dc:title>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


def write_specimens(folder: Path) -> tuple[Path, Path]:
    """Write sound.pdf (PDF/UA-1) and broken.pdf (its figure has no alternative text)."""
    folder.mkdir(parents=True, exist_ok=True)
    sound, broken = folder / "sound.pdf", folder / "broken.pdf"
    with _specimen() as pdf:
        pdf.save(sound, deterministic_id=True)
        del pdf.Root.StructTreeRoot.K.K.Alt
        pdf.save(broken, deterministic_id=True)
    return sound, broken


def _specimen() -> Pdf:
    """One page with one figure, a filled square: no font is needed."""
    pdf = Pdf.new()
    page = pdf.add_blank_page(page_size=(100, 100))
    page.obj.Contents = pdf.make_stream(b"/Figure <</MCID 0>> BDC 10 10 80 80 re f EMC")
    page.obj.StructParents = 0
    page.obj.Tabs = Name.S
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root))
    figure = pdf.make_indirect(
        Dictionary(Type=Name.StructElem, S=Name.Figure, P=document, Pg=page.obj, K=0)
    )
    figure.Alt = String("A square")
    figure.A = Dictionary(O=Name.Layout, BBox=Array([10, 10, 90, 90]))
    document.K, root.K = figure, document
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array([0, Array([figure])])))
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.Lang = String("en")
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    metadata = pdf.make_stream(XMP.encode("utf-8"))
    metadata.Type, metadata.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = metadata
    return pdf
