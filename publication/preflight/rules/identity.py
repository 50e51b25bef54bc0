"""What the file says of itself: PDF/X version, title and dates, trapping, printing condition."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from pikepdf import Array, Name, Stream

from publication.preflight.checks import Found, check, error, warning
from publication.preflight.facts import File
from publication.preflight.job import Job
from publication.preflight.profile import Profile
from publication.preflight.tools import CannotCheckError

PDFX = "{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"
MM = "{http://ns.adobe.com/xap/1.0/mm/}"
REGISTRY = "http://www.color.org"

PAIRS = (
    ("/Title", "dc:title"),
    ("/Producer", "pdf:Producer"),
    ("/Creator", "xmp:CreatorTool"),
    ("/CreationDate", "xmp:CreateDate"),
    ("/ModDate", "xmp:ModifyDate"),
)
"""The same fact in the document information and in XMP."""

NEEDED = (
    "dc:title", "xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate",
    f"{MM}DocumentID", f"{MM}VersionID", f"{MM}RenditionClass",
)  # fmt: skip

PDF_DATE = re.compile(
    r"D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:Z|([+-])(\d\d)'?(\d\d)?'?)?$"
)


@check("identity.version")
def version(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """A file built to PDF/X-4 says so in its XMP; a printer's workflow looks there. Export to
    PDF/X-4, or add pdfxid:GTS_PDFXVersion."""
    said = _said(file, PDFX)
    if said != "PDF/X-4":
        yield error(f"XMP says {said!r} where PDF/X-4 is wanted" if said else "XMP names no PDF/X")
    for key in ("/GTS_PDFXVersion", "/GTS_PDFXConformance"):
        if key in file.info:
            yield error(f"{key[1:]} of an older PDF/X is left in the document information")


@check("identity.in-step")
def in_step(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """Title, dates and programs stand twice in a PDF, and both must say the same: else nobody knows
    which version this is. Write both from one source."""
    for key, name in PAIRS:
        info, xmp = file.info.get(key), _said(file, name)
        if info is None or not xmp:
            where = "document information" if info is None else "XMP"
            yield error(f"{key[1:]} is missing in the {where}")
        elif _comparable(str(info)) != _comparable(xmp):
            yield error(f"{key[1:]} is {str(info)!r} in the document information, {xmp!r} in XMP")


@check("identity.complete")
def complete(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """PDF/X-4 wants title, dates and the document's identity in XMP."""
    missing = [name.rsplit("}", 1)[-1] for name in NEEDED if not _said(file, name)]
    if missing:
        yield error(f"XMP lacks {', '.join(missing)}")


@check("identity.trapped")
def trapped(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """The file must say whether it is trapped already, or the press traps twice or not at all. Set
    Trapped to False unless you trapped it yourself."""
    info, xmp = str(file.info.get("/Trapped", "")).lstrip("/"), _said(file, "pdf:Trapped")
    if info not in ("True", "False"):
        yield error(f"Trapped is {info or 'missing'} in the document information")
    elif info != xmp:
        yield error(f"Trapped is {info} in the document information, {xmp or 'missing'} in XMP")


@check("identity.intent")
def intent(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """The output intent names the printing condition that the colours are meant for. There must be
    exactly one for PDF/X, with a registered identifier and a CMYK output profile inside."""
    intents = [item for item in file.root.get("/OutputIntents", Array()) if _is_pdfx(item)]
    if len(intents) != 1:
        yield error(f"the file has {len(intents)} output intents for PDF/X, not one")
    for item in intents:
        yield from _intent_faults(item)


def _intent_faults(item: Any) -> Iterator[Found]:
    identifier = str(item.get("/OutputConditionIdentifier", ""))
    if not identifier:
        yield error("the output intent names no condition")
    if str(item.get("/RegistryName", "")).rstrip("/") != REGISTRY and "/Info" not in item:
        yield error("the output intent has neither a registry nor an explanation (Info)")
    profile = item.get("/DestOutputProfile")
    if not isinstance(profile, Stream):
        yield error("the output intent has no profile embedded")
        return
    data = profile.read_bytes()
    kind, space = data[12:16], data[16:20]
    if kind != b"prtr":
        yield error(f"the embedded profile is of class {_word(kind)}, not an output profile")
    if space != b"CMYK" or int(profile.get("/N", 0)) != 4:
        yield error(f"the embedded profile is for {_word(space)}, not for CMYK")


@check("identity.condition")
def condition(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """Colours made for one paper come out wrong on another. Ask the printer for the condition, and
    set it in publication.toml."""
    wanted = job.condition or profile.condition
    for item in file.root.get("/OutputIntents", Array()):
        said = str(item.get("/OutputConditionIdentifier", ""))
        if _is_pdfx(item) and wanted and said != wanted:
            yield warning(f"the file is made for {said or 'no condition'}, the press is {wanted}")


@check("identity.same-profile")
def same_profile(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """Colours tagged with the output intent's own profile are converted twice by some RIPs. Write
    them as plain DeviceCMYK."""
    intents = [item.get("/DestOutputProfile") for item in file.root.get("/OutputIntents", Array())]
    own = {_digest(item) for item in intents if isinstance(item, Stream)}
    tagged = {
        _digest(item[1])
        for item in file.pdf.objects
        if isinstance(item, Array) and len(item) == 2 and item[0] == Name.ICCBased
    }
    if own & tagged:
        yield error("colours are tagged with the output intent's own profile")


def _digest(stream: Any) -> str:
    return hashlib.sha256(stream.read_bytes()).hexdigest() if isinstance(stream, Stream) else ""


def _is_pdfx(item: Any) -> bool:
    return bool(item.get("/S") == Name.GTS_PDFX)


def _said(file: File, name: str) -> str:
    """A value of XMP as text, empty where it is missing."""
    try:
        found = file.xmp.get(name, "")
    except Exception as fault:
        raise CannotCheckError(f"XMP cannot be read ({fault})") from fault
    return ", ".join(found) if isinstance(found, list | set) else str(found or "")


def _comparable(value: str) -> str | datetime:
    """A date as a moment, whichever way it is written; other text as it is."""
    if match := PDF_DATE.match(value):
        return _pdf_moment(match)
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return value.strip()
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _pdf_moment(match: re.Match[str]) -> datetime:
    parts = [
        int(part) if part else default
        for part, default in zip(match.groups()[:6], (0, 1, 1, 0, 0, 0), strict=True)
    ]
    sign, hours, minutes = match.groups()[6:]
    shift = timedelta(hours=int(hours or 0), minutes=int(minutes or 0)) * (-1 if sign == "-" else 1)
    return datetime(*parts, tzinfo=timezone(shift))  # type: ignore[arg-type, misc]


def _word(data: bytes) -> str:
    return data.decode("ascii", "replace").strip() or "none"
