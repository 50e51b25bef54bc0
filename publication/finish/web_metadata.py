"""What the web edition says of itself: Info, XMP with PDF/UA and PDF/A identity, viewer hints.

Info and XMP are written from the same fields and hold no time but the build's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from xml.sax.saxutils import escape, quoteattr

from pikepdf import Array, Dictionary, Name, Pdf, String

from publication.finish.metadata import CREATOR, Card
from publication.model import Publication, World

PRISM = "http://prismstandard.org/namespaces/basic/2.0/"
PDFUA = "http://www.aiim.org/pdfua/ns/id/"
SPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "pdfuaid": PDFUA,
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "prism": PRISM,
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}


@dataclass(frozen=True)
class Extension:
    """A property outside the schemas PDF/A knows; it must be described in the file itself."""

    prefix: str
    uri: str
    schema: str
    name: str
    type: str
    description: str


EXTENSIONS = (
    Extension(
        "pdfuaid",
        PDFUA,
        "PDF/UA identification schema",
        "part",
        "Integer",
        "Part of ISO 14289 that the file follows",
    ),
    Extension("prism", PRISM, "PRISM basic metadata", "isbn", "Text", "ISBN of this edition"),
)


def card_of(publication: Publication, world: World, name: str, seed: str) -> Card:
    """The publication's data as a file states them. `seed` is of the content."""
    isbn = publication.isbn("pdf")
    return Card(
        title=full_title(publication),
        author="; ".join(publisher.name for publisher in publication.publishers),
        description=publication.description,
        keywords=publication.keywords,
        language=publication.language,
        isbn=isbn.number if isbn else "",
        name=name,
        seed=seed,
        epoch=world.epoch,
    )


def full_title(publication: Publication) -> str:
    """Title and subtitle; a subtitle may bring its own dash."""
    subtitle = publication.subtitle.lstrip("–- ")
    return f"{publication.title} – {subtitle}" if subtitle else publication.title


def describe_web(
    pdf: Pdf, card: Card, authors: Iterable[str], universal: bool, archival: str = ""
) -> None:
    """Write Info, XMP, language and viewer preferences.

    universal  whether the file claims PDF/UA-1
    archival   the PDF/A claim, "3A" or "3B", or nothing
    """
    _write_info(pdf, card)
    stream = pdf.make_stream(_packet(card, tuple(authors), universal, archival).encode("utf-8"))
    stream.Type, stream.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = stream
    pdf.Root.Lang = String(card.language)
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.Root.PageMode = Name.UseOutlines
    pdf.Root.PageLayout = Name.SinglePage
    if archival:
        set_screen_intent(pdf)


def set_screen_intent(pdf: Pdf) -> None:
    """State that the colours are sRGB, with the profile embedded (PDF/A, ISO 19005-3 6.2.3)."""
    profile = pdf.make_stream((files("pikepdf") / "pdfa" / "data" / "sRGB.icc").read_bytes())
    profile.N = 3
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB"),
        Info=String("sRGB IEC61966-2.1"),
        RegistryName=String("http://www.color.org"),
        DestOutputProfile=profile,
    )
    pdf.Root.OutputIntents = Array([intent])


def _write_info(pdf: Pdf, card: Card) -> None:
    date = card.moment.strftime("D:%Y%m%d%H%M%SZ")
    entries = {
        "/Title": card.title,
        "/Author": card.author,
        "/Subject": card.description,
        "/Keywords": ", ".join(card.keywords),
        "/Creator": CREATOR,
        "/Producer": card.producer,
        "/CreationDate": date,
        "/ModDate": date,
    }
    info = Dictionary({name: String(value) for name, value in entries.items() if value})
    pdf.trailer.Info = pdf.make_indirect(info)


def _packet(card: Card, authors: tuple[str, ...], universal: bool, archival: str) -> str:
    date = datetime.fromtimestamp(card.epoch, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    simple = {
        "dc:format": "application/pdf",
        "dc:identifier": f"urn:isbn:{card.isbn}" if card.isbn else "",
        "prism:isbn": card.isbn,
        "pdf:Keywords": ", ".join(card.keywords),
        "pdf:Producer": card.producer,
        "xmp:CreatorTool": CREATOR,
        "xmp:CreateDate": date,
        "xmp:ModifyDate": date,
        "xmp:MetadataDate": date,
        "xmpMM:DocumentID": f"uuid:{card.document_id}",
        "xmpMM:InstanceID": f"uuid:{card.instance_id}",
        "pdfuaid:part": "1" if universal else "",
        "pdfaid:part": archival[:1],
        "pdfaid:conformance": archival[1:],
    }
    containers = [
        ("dc:title", "Alt", (card.title,)),
        ("dc:description", "Alt", (card.description,) if card.description else ()),
        ("dc:creator", "Seq", authors),
        ("dc:publisher", "Bag", authors),
        ("dc:subject", "Bag", card.keywords),
        ("dc:language", "Bag", (card.language,)),
    ]
    lines = [f"<{name}>{escape(value)}</{name}>" for name, value in simple.items() if value]
    lines += [_container(*row) for row in containers if row[2]]
    if archival:
        lines += _extensions({name for name, value in simple.items() if value})
    spaces = " ".join(f"xmlns:{prefix}={quoteattr(uri)}" for prefix, uri in SPACES.items())
    body = "\n".join(lines)
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        f'<rdf:Description rdf:about="" {spaces}>\n{body}\n</rdf:Description>\n'
        '</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end="w"?>'
    )


def _container(name: str, kind: str, values: tuple[str, ...]) -> str:
    lang = ' xml:lang="x-default"' if kind == "Alt" else ""
    items = "".join(f"<rdf:li{lang}>{escape(value)}</rdf:li>" for value in values)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>"


def _extensions(used: set[str]) -> Iterator[str]:
    """The descriptions PDF/A wants of properties it does not know (ISO 19005-3, 6.6.2.3)."""
    rows = [row for row in EXTENSIONS if f"{row.prefix}:{row.name}" in used]
    yield "<pdfaExtension:schemas><rdf:Bag>"
    for row in rows:
        yield (
            '<rdf:li rdf:parseType="Resource">'
            f"<pdfaSchema:schema>{row.schema}</pdfaSchema:schema>"
            f"<pdfaSchema:namespaceURI>{row.uri}</pdfaSchema:namespaceURI>"
            f"<pdfaSchema:prefix>{row.prefix}</pdfaSchema:prefix>"
            '<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">'
            f"<pdfaProperty:name>{row.name}</pdfaProperty:name>"
            f"<pdfaProperty:valueType>{row.type}</pdfaProperty:valueType>"
            "<pdfaProperty:category>external</pdfaProperty:category>"
            f"<pdfaProperty:description>{row.description}</pdfaProperty:description>"
            "</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li>"
        )
    yield "</rdf:Bag></pdfaExtension:schemas>"
