"""What the file says of itself: PDF/X version, title and dates, trapping, printing condition."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from pikepdf import Array, Name, Stream

from publication.message import foreign, said
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
    stated = _stated(file, PDFX)
    if not stated:
        yield error(said("XMP names no PDF/X"))
    elif stated != "PDF/X-4":
        yield error(said("XMP says {stated!r} where PDF/X-4 is wanted", stated=stated))
    for key in ("/GTS_PDFXVersion", "/GTS_PDFXConformance"):
        if key in file.info:
            what = said("{key} of an older PDF/X is left in the document information", key=key[1:])
            yield error(what)


@check("identity.in-step")
def in_step(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """Title, dates and programs stand twice in a PDF, and both must say the same: else nobody knows
    which version this is. Write both from one source."""
    for key, name in PAIRS:
        info, xmp = file.info.get(key), _stated(file, name)
        if info is None or not xmp:
            where = said("document information") if info is None else said("XMP")
            yield error(said("{key} is missing in the {where}", key=key[1:], where=where))
        elif _comparable(str(info)) != _comparable(xmp):
            yield error(
                said(
                    "{key} is {info!r} in the document information, {xmp!r} in XMP",
                    key=key[1:],
                    info=str(info),
                    xmp=xmp,
                )
            )


@check("identity.complete")
def complete(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """PDF/X-4 wants title, dates and the document's identity in XMP."""
    missing = [name.rsplit("}", 1)[-1] for name in NEEDED if not _stated(file, name)]
    if missing:
        yield error(said("XMP lacks {names}", names=", ".join(missing)))


@check("identity.trapped")
def trapped(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """The file must say whether it is trapped already, or the press traps twice or not at all. Set
    Trapped to False unless you trapped it yourself."""
    info, xmp = str(file.info.get("/Trapped", "")).lstrip("/"), _stated(file, "pdf:Trapped")
    if info not in ("True", "False"):
        value = info or said("missing")
        yield error(said("Trapped is {value} in the document information", value=value))
    elif info != xmp:
        yield error(
            said(
                "Trapped is {value} in the document information, {xmp} in XMP",
                value=info,
                xmp=xmp or said("missing"),
            )
        )


@check("identity.intent")
def intent(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """The output intent names the printing condition that the colours are meant for. There must be
    exactly one for PDF/X, with a registered identifier and a CMYK output profile inside."""
    intents = [item for item in file.root.get("/OutputIntents", Array()) if _is_pdfx(item)]
    if len(intents) != 1:
        yield error(
            said("the file has {count} output intents for PDF/X, not one", count=len(intents))
        )
    for item in intents:
        yield from _intent_faults(item)


def _intent_faults(item: Any) -> Iterator[Found]:
    identifier = str(item.get("/OutputConditionIdentifier", ""))
    if not identifier:
        yield error(said("the output intent names no condition"))
    if str(item.get("/RegistryName", "")).rstrip("/") != REGISTRY and "/Info" not in item:
        yield error(said("the output intent has neither a registry nor an explanation (Info)"))
    profile = item.get("/DestOutputProfile")
    if not isinstance(profile, Stream):
        yield error(said("the output intent has no profile embedded"))
        return
    data = profile.read_bytes()
    kind, space = data[12:16], data[16:20]
    if kind != b"prtr":
        yield error(
            said(
                "the embedded profile is of class {kind}, not an output profile",
                kind=_word(kind),
            )
        )
    if space != b"CMYK" or int(profile.get("/N", 0)) != 4:
        what = said("the embedded profile is for {space}, not for CMYK", space=_word(space))
        yield error(what)


@check("identity.condition")
def condition(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """Colours made for one paper come out wrong on another. Ask the printer for the condition, and
    set it in publication.toml."""
    wanted = job.condition or profile.condition
    for item in file.root.get("/OutputIntents", Array()):
        stated = str(item.get("/OutputConditionIdentifier", ""))
        if _is_pdfx(item) and wanted and stated != wanted:
            yield warning(
                said(
                    "the file is made for {stated}, the press is {wanted}",
                    stated=stated or said("no condition"),
                    wanted=wanted,
                )
            )


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
        yield error(said("colours are tagged with the output intent's own profile"))


def _digest(stream: Any) -> str:
    return hashlib.sha256(stream.read_bytes()).hexdigest() if isinstance(stream, Stream) else ""


def _is_pdfx(item: Any) -> bool:
    return bool(item.get("/S") == Name.GTS_PDFX)


def _stated(file: File, name: str) -> str:
    """A value of XMP as text, empty where it is missing."""
    try:
        found = file.xmp.get(name, "")
    except Exception as fault:
        reason = foreign(str(fault))
        raise CannotCheckError(said("XMP cannot be read ({reason})", reason=reason)) from fault
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
    return data.decode("ascii", "replace").strip() or said("nothing")
