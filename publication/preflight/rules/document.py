"""The document as a whole: version, encryption, and all that a press has no use for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pikepdf import Array, Dictionary, Name, Stream

from publication.message import joined, said
from publication.preflight.checks import Found, check, error, note, warning
from publication.preflight.facts import File
from publication.preflight.job import Job
from publication.preflight.profile import Profile
from publication.preflight.reading.geometry import as_box, common

VERSION = "1.6"

FORBIDDEN = {
    "/AcroForm": said("form fields"),
    "/OpenAction": said("an action on opening"),
    "/AA": said("actions"),
    "/Collection": said("a collection of files"),
    "/XFA": said("an XFA form"),
    "/Requirements": said("requirements on the reader"),
}
"""What a catalog may not hold, and its name in plain words."""

FORBIDDEN_NAMES = {"/JavaScript": said("JavaScript"), "/EmbeddedFiles": said("embedded files")}

PRINTER_MARKS = ("/TrapNet", "/PrinterMark")


@check("document.version")
def version(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """PDF/X-4 is written as PDF 1.6. Older versions lack transparency, newer ones hold what a RIP
    may not know. Save the file as PDF 1.6."""
    stated = str(file.root.get("/Version", Name("/" + file.pdf.pdf_version)))[1:]
    effective = max(stated, file.pdf.pdf_version, key=float)
    if effective != VERSION:
        yield error(
            said("the file is PDF {version}, not {wanted}", version=effective, wanted=VERSION)
        )


@check("document.encrypted")
def encrypted(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """An encrypted file cannot be imposed or separated. Save it without a password."""
    if file.pdf.is_encrypted:
        yield error(said("the file is encrypted"))


@check("document.forbidden")
def forbidden(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """Forms, scripts, actions, films and attached files may change what is seen, or need a program
    that no press has. Remove them."""
    names = file.root.get("/Names", Dictionary())
    found = [words for key, words in FORBIDDEN.items() if key in file.root]
    found += [words for key, words in FORBIDDEN_NAMES.items() if key in names]
    yield from (error(said("the file holds {what}", what=words)) for words in found)
    for number, page in enumerate(file.pdf.pages, 1):
        if "/AA" in page.obj:
            yield error(said("the page has actions"), number)


@check("document.layers")
def layers(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """Layers may be on in one program and off in another. Flatten them, and print what you see."""
    if "/OCProperties" not in file.root:
        return
    properties = file.root.OCProperties
    layers = len(properties.get("/OCGs", Array()))
    yield warning(said("the file has {count} layers", count=layers))
    configurations = [properties.get("/D", Dictionary()), *properties.get("/Configs", Array())]
    if any("/AS" in configuration for configuration in configurations):
        yield error(said("layers are switched by usage: what prints is not what is seen"))
    if len(properties.get("/D", Dictionary()).get("/OFF", Array())):
        yield error(said("the file has hidden layers"))


@check("document.annotations")
def annotated(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """Links, comments and fields have no place on a printed sheet, and some RIPs print them.
    Remove them, or keep them outside the bleed."""
    for number, page in enumerate(file.pdf.pages, 1):
        boxes = file.boxes[number - 1]
        printed = boxes.bleed or boxes.final
        kinds = [
            str(item.get("/Subtype", "/unknown"))[1:]
            for item in page.obj.get("/Annots", Array())
            if _in_print(item, printed)
        ]
        if kinds:
            words = ", ".join(f"{kinds.count(kind)} {kind}" for kind in sorted(set(kinds)))
            yield error(said("annotations inside the bleed: {kinds}", kinds=words), number)


def _in_print(annotation: Any, printed: tuple[float, float, float, float]) -> bool:
    if str(annotation.get("/Subtype")) in PRINTER_MARKS:
        return False
    rectangle = annotation.get("/Rect")
    return rectangle is None or common(as_box(rectangle), printed) is not None


@check("document.oddities")
def oddities(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """PostScript, OPI, alternate pictures, transfer functions and halftone settings take decisions
    that belong to the press. Export again without them."""
    for sheet in file.sheets:
        if sheet.oddities:
            used = joined(sorted(sheet.oddities), ", ")
            yield error(said("the page uses {used}", used=used), sheet.number)


@check("document.lzw")
def lzw(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """LZW compression is forbidden in PDF/X. Save again with Flate compression."""
    streams = (item for item in file.pdf.objects if isinstance(item, Stream))
    count = sum("LZW" in repr(item.get("/Filter", "")) for item in streams)
    if count:
        yield error(said("{count} streams are compressed with LZW", count=count))


@check("document.tags")
def tags(file: File, profile: Profile, job: Job) -> Iterator[Found]:
    """Tags do no harm in print; they only make the file larger."""
    if "/StructTreeRoot" in file.root:
        yield note(said("the file is tagged, which print does not need"))
