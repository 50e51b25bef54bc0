"""Every rule has a broken file that it finds, and good files in which it finds nothing."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from publication.cover.spread import cover_spread
from publication.finish.print import finish_cover, finish_print
from publication.model import Finding, Paper, Severity
from publication.preflight.checks import CHECKS
from publication.preflight.job import Job
from publication.preflight.profile import Profile, read_profile
from publication.preflight.run import RULES, preflight
from tests.print_galley import ISBN, ROOT, brand, galley, publication, world

MM = 72 / 25.4
BODY = Job(part="body", trim=(210, 270), blanks=(4,), spots=(), bound=True, edition="print")
COVER = Job(
    part="cover", trim=(426, 270), spots=(), isbn=ISBN, spine=6, folds=(210, 216), edition="print"
)
ICC = (ROOT / "styles" / "icc" / "FOGRA39L_coated.icc").read_bytes()

Change = Callable[[pikepdf.Pdf], None]


@pytest.fixture(scope="module")
def profile() -> Profile:
    return read_profile(ROOT / "styles" / "preflight", rules=RULES)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The good body and the good cover."""
    out = tmp_path_factory.mktemp("preflight")
    title = publication(paper=Paper(spine_mm=6))
    finish_print(galley(), title, brand(), world(out), out)
    spread = cover_spread(galley(), title, brand(), world(out), out / "spread.pdf")
    finish_cover(spread.pdf, spread.trim, title, brand(), world(out), out)
    return {"body": out / "body.pdf", "cover": out / "cover.pdf"}


# ------------------------------------------------------------------ how to break a file


def draw(content: str, page: int = 0, **resources: Any) -> Change:
    """Draw something more on a page, in points from the lower left of the trim."""

    def change(pdf: pikepdf.Pdf) -> None:
        target = pdf.pages[page]
        form = pdf.make_stream(content.encode())
        form.Type, form.Subtype = Name.XObject, Name.Form
        form.BBox = Array([-100, -100, 2000, 2000])
        own = {f"/{kind}": Dictionary(value(pdf)) for kind, value in resources.items()}
        form.Resources = Dictionary({"/Font": Dictionary(F=font(pdf)), **own})
        name = target.add_resource(form, Name.XObject)
        target.contents_add(b"q\n", prepend=True)
        target.contents_add(f"\nQ q {name} Do Q".encode())

    return change


def font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """An embedded font that the file has already."""
    fonts = [item for item in pdf.objects if isinstance(item, Dictionary)]
    return next(item for item in fonts if item.get("/Subtype") == Name.Type0)


def text(size: float, colour: str, x: float = 100, y: float = 400) -> str:
    return f"{colour} BT /F {size} Tf {x} {y} Td <00240024> Tj ET"


def states(**parameters: Any) -> Callable[[pikepdf.Pdf], dict[str, Any]]:
    return lambda pdf: {"/G": Dictionary(**parameters)}


def root(name: str, value: Any) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root[f"/{name}"] = value

    return change


def info(name: str, value: Any) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        if value is None:
            del pdf.trailer.Info[name]
        else:
            pdf.trailer.Info[name] = value

    return change


def xmp(old: str, new: str) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        packet = pdf.Root.Metadata.read_bytes().decode()
        assert old in packet
        pdf.Root.Metadata.write(packet.replace(old, new).encode())

    return change


def intent(**entries: Any) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        for name, value in entries.items():
            if value is None:
                del pdf.Root.OutputIntents[0][f"/{name}"]
            else:
                pdf.Root.OutputIntents[0][f"/{name}"] = value

    return change


def other_profile(pdf: pikepdf.Pdf) -> None:
    """An output intent for a screen: class mntr, space RGB."""
    stream = pdf.make_stream(ICC[:12] + b"mntrRGB " + ICC[20:])
    stream.N = 3
    pdf.Root.OutputIntents[0].DestOutputProfile = stream


def page(index: int = 0, **entries: Any) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        for name, value in entries.items():
            if value is None:
                del pdf.pages[index].obj[f"/{name}"]
            else:
                pdf.pages[index].obj[f"/{name}"] = value

    return change


def annotate(pdf: pikepdf.Pdf) -> None:
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([100, 100, 200, 120]))
    pdf.pages[1].obj.Annots = Array([pdf.make_indirect(link)])


def layers(pdf: pikepdf.Pdf) -> None:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Lag")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))


def lzw(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Contents.write(b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01", filter=Name.LZWDecode)


def image(
    width: int, height: int, bits: int = 8, space: Name = Name.DeviceCMYK, **more: Any
) -> Callable[[pikepdf.Pdf], dict[str, Any]]:
    """A picture of nothing, as a resource."""

    def make(pdf: pikepdf.Pdf) -> dict[str, Any]:
        parts = {"/DeviceCMYK": 4, "/DeviceRGB": 3}.get(str(space), 1)
        stream = pdf.make_stream(bytes(-(-width * parts * bits // 8) * height))
        stream.Subtype, stream.Width, stream.Height = Name.Image, width, height
        stream.ColorSpace, stream.BitsPerComponent = space, bits
        for name, value in more.items():
            stream[f"/{name}"] = value
        return {"/I": stream}

    return make


def separation(
    name: str, *alternates: tuple[float, ...]
) -> Callable[[pikepdf.Pdf], dict[str, Any]]:
    def make(pdf: pikepdf.Pdf) -> dict[str, Any]:
        return {
            f"/S{n}": pdf.make_indirect(Array([Name.Separation, Name(f"/{name}"), Name.DeviceCMYK,
                Dictionary(FunctionType=2, Domain=Array([0, 1]), N=1,
                           C0=Array([0, 0, 0, 0]), C1=Array(list(alternate)))]))
            for n, alternate in enumerate(alternates)
        }  # fmt: skip

    return make


def two_spellings(pdf: pikepdf.Pdf) -> None:
    draw("/S0 cs 1 scn 0 0 9 9 re f", ColorSpace=separation("PANTONE 300 C", (1, 0.4, 0, 0)))(pdf)
    draw("/S0 cs 1 scn 0 0 9 9 re f", ColorSpace=separation("Pantone 300C", (1, 0.4, 0, 0)))(pdf)


def same_profile(pdf: pikepdf.Pdf) -> None:
    stream = pdf.Root.OutputIntents[0].DestOutputProfile
    space = pdf.make_indirect(Array([Name.ICCBased, stream]))
    draw("/C cs 0 0 0 1 scn 0 0 9 9 re f", ColorSpace=lambda pdf: {"/C": space})(pdf)


def naked_font(pdf: pikepdf.Pdf) -> None:
    descriptor = font(pdf).DescendantFonts[0].FontDescriptor
    del descriptor.FontFile2


def whole_font(pdf: pikepdf.Pdf) -> None:
    font(pdf).BaseFont = Name("/SourceSerif4-Bold")


def courier(pdf: pikepdf.Pdf) -> None:
    base = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Courier)
    draw("BT /C 12 Tf 100 100 Td (x) Tj ET", Font=lambda pdf: {"/C": base})(pdf)


def masked(pdf: pikepdf.Pdf) -> None:
    group = pdf.make_stream(b"1 1 1 rg 0 0 99 99 re f")
    group.Subtype, group.BBox, group.Resources = Name.Form, Array([0, 0, 99, 99]), Dictionary()
    group.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)
    mask = Dictionary(S=Name.Luminosity, G=group)
    draw("/G gs 0 0 9 9 re f", ExtGState=states(SMask=mask))(pdf)


def transparent_without_group(pdf: pikepdf.Pdf) -> None:
    draw("/G gs 0 0 0 1 k 0 0 9 9 re f", ExtGState=states(ca=0.5))(pdf)
    if "/Group" in pdf.pages[0].obj:
        del pdf.pages[0].obj.Group


def no_barcode(pdf: pikepdf.Pdf) -> None:
    draw("0 0 0 0 k 0 0 590 200 re f")(pdf)


def over_barcode(content: str) -> Change:
    """Draw with the barcode's lower left corner as the origin."""
    return draw(f"q 1 0 0 1 {(210 - 15 - 38.5) * MM} {15 * MM} cm {content} Q")


@dataclass(frozen=True)
class Broken:
    """A way to break a file: which rule finds it, on which file, and words of what it says."""

    rule: str
    change: Change
    words: str
    severity: Severity = Severity.ERROR
    part: str = "body"
    job: dict[str, Any] | None = None


E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE
GREY_OVER = states(op=True, OP=True, OPM=1)

BROKEN = [
    Broken("document.version", root("Version", Name("/1.7")), "PDF 1.7, not 1.6"),
    Broken("document.forbidden", root("AcroForm", Dictionary()), "form fields"),
    Broken("document.forbidden", root("Names", Dictionary(JavaScript=Dictionary())), "JavaScript"),
    Broken("document.forbidden", page(AA=Dictionary()), "the page has actions"),
    Broken("document.layers", layers, "hidden layers"),
    Broken("document.annotations", annotate, "1 Link"),
    Broken("document.oddities", draw("/G gs", ExtGState=states(TR=Name.Identity)), "transfer"),
    Broken("document.oddities", draw("/I Do", XObject=image(20, 20, OPI=Dictionary())), "OPI"),
    Broken("document.lzw", lzw, "1 streams are compressed with LZW"),
    Broken("document.tags", root("StructTreeRoot", Dictionary()), "is tagged", N),
    Broken("identity.version", xmp("PDF/X-4", "PDF/X-3"), "'PDF/X-3' where PDF/X-4 is wanted"),
    Broken("identity.version", info("/GTS_PDFXVersion", String("PDF/X-3:2003")), "older PDF/X"),
    Broken("identity.in-step", info("/Title", String("En anden")), "Title is 'En anden'"),
    Broken("identity.in-step", xmp("2026-11-22T00:00:00Z", "2026-11-21T00:00:00Z"), "ModDate is"),
    Broken("identity.in-step", info("/Creator", None), "Creator is missing in the document info"),
    Broken("identity.complete", xmp("xmpMM:VersionID", "xmpMM:Manager"), "XMP lacks VersionID"),
    Broken("identity.trapped", info("/Trapped", Name("/Unknown")), "Trapped is Unknown"),
    Broken("identity.trapped", xmp("Trapped>False", "Trapped>True"), "True in XMP"),
    Broken("identity.intent", root("OutputIntents", Array()), "0 output intents"),
    Broken("identity.intent", other_profile, "is of class mntr"),
    Broken("identity.intent", other_profile, "is for RGB, not for CMYK"),
    Broken("identity.intent", intent(DestOutputProfile=None), "no profile embedded"),
    Broken("identity.intent", intent(OutputConditionIdentifier=String("")), "names no condition"),
    Broken("identity.intent", intent(RegistryName=None, Info=None), "neither a registry"),
    Broken(
        "identity.condition",
        intent(OutputConditionIdentifier=String("FOGRA47")),
        "made for FOGRA47, the press is FOGRA39",
        W,
    ),
    Broken("identity.same-profile", same_profile, "own profile"),
    Broken("boxes.complete", page(TrimBox=None), "no trim box"),
    Broken("boxes.complete", page(ArtBox=Array([0, 0, 9, 9])), "both a trim box and an art box"),
    Broken("boxes.complete", page(MediaBox=Array([0, 0, 595, 765])), "larger than the sheet"),
    Broken("boxes.complete", page(CropBox=Array([0, 0, 595, 765])), "a crop box hides"),
    Broken("boxes.same-size", page(TrimBox=Array([0, 0, 595.28, 700])), "not 210 x 270"),
    Broken("boxes.same-size", page(Rotate=90), "turned by 90"),
    Broken("boxes.same-size", page(UserUnit=2), "scaled by 2"),
    Broken(
        "boxes.bleed",
        page(BleedBox=Array([-8.504, -8.504, 603.78, 770])),
        "1.64 mm of bleed on the top, 3 are wanted",
    ),
    Broken("boxes.inked-bleed", draw("0 0 0 1 k 0 100 50 100 re f"), "on the left, 36 mm", W),
    Broken("boxes.safe", draw(text(10, "0 0 0 1 k", x=11)), "text 3.9 mm from the cut", W),
    Broken("boxes.safe", draw(text(10, "0 0 0 1 k", x=6)), "text 2.1 mm from the cut"),
    Broken("boxes.gutter", draw(text(10, "0 0 0 1 k", x=28)), "text 9.9 mm from the spine", W),
    Broken("pages.count", lambda pdf: pdf.pages.__delitem__(3), "1 blank ones are missing", W),
    Broken("pages.cover", lambda pdf: pdf.add_blank_page() and None, "2 pages", part="cover"),
    Broken("pages.empty", lambda pdf: None, "the page is empty", W, job={"blanks": ()}),
    Broken("pages.empty", draw("0 0 99 99 re f", page=3), "but something is on it", W),
    Broken("pages.empty", lambda pdf: None, "blank as declared: 4", N),
    Broken("pages.spine", lambda pdf: None, "leaves 6.0 mm", part="cover",
           job={"trim": (427, 270), "spine": 7}),
    Broken("colour.inks", draw("1 0 0 rg 0 0 9 9 re f"), "DeviceRGB in fill"),
    Broken("colour.inks", draw("/I Do", XObject=image(20, 20, space=Name.DeviceRGB)), "in image"),
    Broken(
        "colour.defaults",
        lambda pdf: setattr(
            pdf.pages[0].obj.Resources, "ColorSpace", Dictionary(DefaultCMYK=Name.DeviceCMYK)
        ),
        "redefines colour: DefaultCMYK",
    ),
    Broken(
        "colour.spots",
        draw("/S0 cs 1 scn 0 0 9 9 re f", ColorSpace=separation("Guld", (0, 0.2, 0.6, 0.2))),
        "'Guld' is not ordered",
    ),
    Broken("colour.spots", lambda pdf: None, "ordered, but not used", W, job={"spots": ("Guld",)}),
    Broken("colour.spot-names", two_spellings, "PANTONE 300 C, Pantone 300C"),
    Broken(
        "colour.spot-names",
        draw(
            "/S0 cs 1 scn 0 0 9 9 re f /S1 cs 1 scn 0 0 9 9 re f",
            ColorSpace=separation("Guld", (0, 0.2, 0.6, 0.2), (0, 0.3, 0.6, 0.2)),
        ),
        "2 different alternates",
    ),
    Broken(
        "colour.registration",
        draw("/S0 cs 1 scn 0 0 9 9 re f", ColorSpace=separation("All", (1, 1, 1, 1))),
        "registration colour in a fill",
    ),
    Broken("ink.total", draw("1 1 1 .3 k 100 100 90 90 re f"), "330 % of ink on 10"),
    Broken("ink.total", draw("1 1 1 .1 k 100 100 90 90 re f"), "310 % of ink on 10", W),
    Broken("ink.total", draw("1 1 1 0 k 100 100 90 90 re f"), "(limit 280 %)", W,
           job={"total_ink": 280}),
    Broken("type.embedded", naked_font, "is not embedded"),
    Broken("type.subset", whole_font, "SourceSerif4-Bold is embedded whole", W),
    Broken("type.courier", courier, "set in Courier", W),
    Broken("type.size", draw(text(4.5, "0 0 0 1 k")), "the smallest 4.5 pt"),
    Broken("type.size", draw(".5 0 0 .5 0 0 cm " + text(9, "0 0 0 1 k")), "the smallest 4.5 pt"),
    Broken("type.mixed", draw(text(5.5, "1 .8 0 0 k")), "of several inks under 6 pt"),
    Broken("type.mixed", draw(text(8, "1 .8 0 0 k")), "of several inks under 9 pt", W),
    Broken("type.negative", draw(text(6.5, "0 0 0 0 k")), "in white under 7 pt", W),
    Broken("type.rich-black", draw(text(11, ".5 .5 .5 1 k")), "in rich black"),
    Broken("type.overprint", draw(text(11, "0 0 0 1 k")), "does not overprint", W),
    Broken("lines.width", draw("0 0 0 1 K 0 w 99 99 m 9 9 l S"), "the thinnest 0.00 pt"),
    Broken("lines.width", draw("0 0 0 1 K .2 w 99 99 m 9 9 l S"), "the thinnest 0.20 pt", W),
    Broken("lines.width", draw("0 0 0 1 k 99 99 90 .1 re f"), "the thinnest 0.10 pt"),
    Broken("lines.mixed", draw("0 0 0 .5 K .3 w 99 99 m 9 9 l S"), "in screened, white", W),
    Broken("lines.overprint", draw("0 0 0 1 K 1 w 99 99 m 9 9 l S"), "does not overprint", W),
    Broken(
        "overprint.white",
        draw("/G gs 0 0 0 0 k 99 99 90 90 re f", ExtGState=GREY_OVER),
        "1 white marks overprint",
    ),
    Broken(
        "overprint.grey",
        draw("/G gs 0 g 99 99 90 90 re f", ExtGState=GREY_OVER),
        "1 marks in DeviceGray overprint",
        W,
    ),
    # 20 pixels on 20 points are 72 pixels an inch
    Broken("pictures.resolution", draw("20 0 0 20 9 9 cm /I Do", XObject=image(20, 20)), "72 pix"),
    Broken("pictures.resolution", draw("20 0 0 20 9 9 cm /I Do", XObject=image(50, 50)), "180", W),
    Broken("pictures.resolution", draw("20 0 0 20 9 9 cm /I Do", XObject=image(200, 200)),
           "more than 450 is waste", W),
    Broken(
        "pictures.bitmaps",
        draw("20 0 0 20 9 9 cm /I Do", XObject=image(99, 99, 1, Name.DeviceGray)),
        "356 pixels an inch",
    ),
    Broken(
        "pictures.storage",
        draw("20 0 0 20 9 9 cm /I Do", XObject=image(20, 20, 16)),
        "16 bits a channel",
        W,
    ),
    Broken("transparency.blend-space", transparent_without_group, "no blending space on a page"),
    Broken(
        "transparency.blend-space",
        page(1, Group=Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)),
        "blended in DeviceRGB",
    ),
    Broken("transparency.mask-space", masked, "a soft mask in DeviceRGB"),
    Broken("barcode.reads", no_barcode, "no barcode can be read", part="cover"),
    Broken("barcode.reads", lambda pdf: None, f"says {ISBN.replace('-', '')}", part="cover",
           job={"isbn": "979-10-90636-07-1"}),
    Broken("barcode.quiet", over_barcode("0 0 0 1 k 2 30 5 5 re f"), "not white", part="cover"),
    Broken("barcode.black", over_barcode("0 .1 0 0 k 30 30 20 5 re f"), "in Magenta", part="cover"),
    Broken("barcode.place", lambda pdf: None, "mm from trim or spine", W, part="cover",
           job={"folds": (200, 206)}),
]  # fmt: skip


def found_in(
    file: Path, job: Job, profile: Profile, only: tuple[str, ...] = ()
) -> tuple[Finding, ...]:
    return preflight(file, profile, job, only=only)


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: f"{case.rule}: {case.words}")
def test_the_rule_finds_it(
    case: Broken, files: dict[str, Path], profile: Profile, tmp_path: Path
) -> None:
    job = COVER if case.part == "cover" else BODY
    job = Job(**{**vars(job), **(case.job or {})})
    with pikepdf.open(files[case.part]) as pdf:
        case.change(pdf)
        pdf.save(
            tmp_path / "broken.pdf",
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            compress_streams=False,
        )
    findings = found_in(tmp_path / "broken.pdf", job, profile, (case.rule,))
    said = [(finding.severity, finding.message) for finding in findings]
    assert any(s == case.severity and case.words in words for s, words in said), said
    assert all(finding.check == case.rule and finding.hint for finding in findings)
    assert all(finding.edition == "print" for finding in findings)


@pytest.mark.parametrize(("part", "job"), [("body", BODY), ("cover", COVER)])
def test_good_files_pass_all_rules(
    part: str, job: Job, files: dict[str, Path], profile: Profile
) -> None:
    findings = found_in(files[part], job, profile)
    assert [finding for finding in findings if finding.severity > Severity.NOTE] == []


def test_crop_marks_are_no_ink_on_the_page(profile: Profile, tmp_path: Path) -> None:
    title = publication(paper=Paper(spine_mm=6))
    finish_print(galley(), title, brand(), world(tmp_path), tmp_path, marks=True)
    findings = found_in(tmp_path / "body.pdf", BODY, profile)
    assert [finding for finding in findings if finding.severity > Severity.NOTE] == []


def test_every_rule_has_its_broken_file() -> None:
    elsewhere = {"document.encrypted", "barcode.size"} | {
        rule for rule in CHECKS if rule.startswith("readers.")
    }
    assert set(CHECKS) - {case.rule for case in BROKEN} == elsewhere


def test_an_encrypted_file_is_found(
    files: dict[str, Path], profile: Profile, tmp_path: Path
) -> None:
    with pikepdf.open(files["body"]) as pdf:
        pdf.save(tmp_path / "locked.pdf", encryption=pikepdf.Encryption(owner="o", user=""))
    (finding,) = found_in(tmp_path / "locked.pdf", BODY, profile, ("document.encrypted",))
    assert finding.message == "the file is encrypted"


def test_a_barcode_too_small_is_found(
    files: dict[str, Path], profile: Profile, tmp_path: Path
) -> None:
    with pikepdf.open(files["cover"]) as pdf:
        page = pdf.pages[0]
        page.contents_add(b"q .7 0 0 .7 0 0 cm\n", prepend=True)
        page.contents_add(b"\nQ")
        pdf.save(tmp_path / "small.pdf")
    (finding,) = found_in(tmp_path / "small.pdf", COVER, profile, ("barcode.size",))
    assert finding.message == "the barcode is printed at 70%"


@pytest.mark.parametrize("aside", [0.0, 0.15, 0.3, 0.45, 0.6])
def test_a_barcode_is_read_wherever_its_bars_fall(
    aside: float, files: dict[str, Path], profile: Profile, tmp_path: Path
) -> None:
    """At 0.6 pt aside a reader of 300 dpi sees 0711783038660 in some lines of the symbol too."""
    with pikepdf.open(files["cover"]) as pdf:
        page = pdf.pages[0]
        page.contents_add(f"q 1 0 0 1 {aside} 0 cm\n".encode(), prepend=True)
        page.contents_add(b"\nQ")
        pdf.save(tmp_path / "aside.pdf")
    assert found_in(tmp_path / "aside.pdf", COVER, profile, ("barcode.reads",)) == ()


def test_a_damaged_file_is_found_by_other_readers(
    files: dict[str, Path], profile: Profile, tmp_path: Path
) -> None:
    with pikepdf.open(files["body"]) as pdf:
        pdf.pages[0].obj.Contents = pdf.make_stream(b"q (unclosed Tj 1 0 0 1 cm /Nothing Do")
        pdf.save(tmp_path / "bad.pdf")
    data = (tmp_path / "bad.pdf").read_bytes()
    (tmp_path / "bad.pdf").write_bytes(data.replace(b"startxref", b"startxxxx"))
    rules = tuple(rule for rule in CHECKS if rule.startswith("readers."))
    findings = found_in(tmp_path / "bad.pdf", BODY, profile, rules)
    assert {finding.check for finding in findings if finding.severity >= Severity.WARNING} >= {
        "readers.qpdf", "readers.ghostscript", "readers.mupdf", "readers.poppler"
    }  # fmt: skip


def test_gs_is_there_for_these_tests() -> None:
    assert subprocess.run(["gs", "--version"], capture_output=True, check=True).stdout
