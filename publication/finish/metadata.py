"""Document information and XMP of the printed files, the output intent, and their identity.

Both say the same, in step: PDF/X-4 (ISO 15930-7) wants Title, dates, Creator, Producer and Trapped
equal in both. Nothing is taken from the clock.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, String

REGISTRY = "http://www.color.org"
"""Where the printing condition's identifier is registered: the ICC characterization registry."""

CREATOR = "Publication"


@dataclass(frozen=True)
class Card:
    """What a printed file says of itself. `seed` is of the content: same seed, same identity."""

    title: str
    author: str
    description: str
    keywords: tuple[str, ...]
    language: str
    isbn: str
    name: str
    seed: str
    epoch: int
    creator: str = CREATOR
    producer: str = f"pikepdf {pikepdf.__version__}"

    @property
    def moment(self) -> datetime:
        return datetime.fromtimestamp(self.epoch, UTC)

    @property
    def document_id(self) -> str:
        """The same for every making of this file of this title."""
        return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{self.isbn}/{self.title}/{self.name}"))

    @property
    def instance_id(self) -> str:
        """Another one whenever the content or the date is another."""
        return str(uuid.uuid5(uuid.UUID(self.document_id), f"{self.seed}/{self.epoch}"))


def describe_file(pdf: pikepdf.Pdf, card: Card) -> None:
    """Write Info and XMP, replacing whatever the galley said."""
    date = card.moment.strftime("D:%Y%m%d%H%M%SZ")
    entries = {
        "/Title": card.title,
        "/Author": card.author,
        "/Subject": card.description,
        "/Keywords": ", ".join(card.keywords),
        "/Creator": card.creator,
        "/Producer": card.producer,
        "/CreationDate": date,
        "/ModDate": date,
    }
    pdf.trailer.Info = info = pdf.make_indirect(Dictionary(Trapped=Name("/False")))
    for name, value in entries.items():
        if value:
            info[name] = String(value)
    stream = pdf.make_stream(_packet(card).encode("utf-8"))
    stream.Type, stream.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = stream


def set_intent(pdf: pikepdf.Pdf, profile: bytes, condition: str, info: str) -> None:
    """State the printing condition: registered identifier, registry, and the profile itself."""
    stream = pdf.make_stream(profile)
    stream.N = 4
    pdf.Root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFX,
                OutputConditionIdentifier=String(condition),
                OutputCondition=String(info),
                RegistryName=String(REGISTRY),
                Info=String(info),
                DestOutputProfile=stream,
            )
        ]
    )


def _packet(card: Card) -> str:
    """The XMP packet. Every value that Info has too is written from the same field."""
    date = card.moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    simple = {
        "dc:format": "application/pdf",
        "dc:identifier": f"urn:isbn:{card.isbn}" if card.isbn else "",
        "prism:isbn": card.isbn,
        "pdf:Keywords": ", ".join(card.keywords),
        "pdf:Producer": card.producer,
        "pdf:Trapped": "False",
        "pdfxid:GTS_PDFXVersion": "PDF/X-4",
        "xmp:CreatorTool": card.creator,
        "xmp:CreateDate": date,
        "xmp:ModifyDate": date,
        "xmp:MetadataDate": date,
        "xmpMM:DocumentID": f"uuid:{card.document_id}",
        "xmpMM:InstanceID": f"uuid:{card.instance_id}",
        "xmpMM:VersionID": "1",
        "xmpMM:RenditionClass": "default",
    }
    lines = [f"<{name}>{escape(value)}</{name}>" for name, value in simple.items() if value]
    lines += _lists(card)
    body = "\n   ".join(lines)
    spaces = "\n    ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
        ' <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        f'  <rdf:Description rdf:about=""\n    {spaces}>\n   {body}\n'
        "  </rdf:Description>\n </rdf:RDF>\n</x:xmpmeta>\n"
        '<?xpacket end="w"?>'
    )


NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
    "prism": "http://prismstandard.org/namespaces/basic/2.0/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
}


def _lists(card: Card) -> list[str]:
    """Dublin Core values that RDF keeps in containers."""
    rows = [
        ("dc:title", "Alt", (card.title,)),
        ("dc:description", "Alt", (card.description,)),
        ("dc:creator", "Seq", (card.author,)),
        ("dc:subject", "Bag", card.keywords),
        ("dc:language", "Bag", (card.language,)),
    ]
    return [_container(*row) for row in rows if any(row[2])]


def _container(name: str, kind: str, values: tuple[str, ...]) -> str:
    lang = ' xml:lang="x-default"' if kind == "Alt" else ""
    items = "".join(f"<rdf:li{lang}>{escape(value)}</rdf:li>" for value in values)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>"
