"""Colour on its way to the press: streams, forms, patterns, masks, overprint, spot colours."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from publication.brand import Brand
from publication.finish.colour import Press
from publication.finish.origins import Origins, Where
from publication.finish.pictures import Separator, limit_ink
from publication.finish.print import finish_print
from tests.print_galley import ROOT, brand, by_hand, galley, publication, world

PROFILE = (ROOT / "styles" / "icc" / "FOGRA39L_coated.icc").read_bytes()


def press(colours: Brand | None = None) -> Press:
    return Press(colours or brand(), Separator(PROFILE, 300))


def pressed(content: str, resources: Dictionary | None = None, colours: Brand | None = None) -> str:
    """The page's content after conversion, without the two operators every page begins with."""
    with by_hand(content, resources) as pdf:
        work = press(colours)
        work.page(pdf, pdf.pages[0], Where(0, "1"))
        work.settle_groups()
        assert work.palette.strays.problems() == ()
        lines = pdf.pages[0].Contents.read_bytes().decode().splitlines()
    assert lines[:2] == ["0 0 0 1 k", "0 0 0 1 K"]
    return "\n".join(lines[2:])


def strays(content: str, resources: Dictionary | None = None) -> list[str]:
    with by_hand(content, resources) as pdf:
        work = press()
        work.page(pdf, pdf.pages[0], Where(0, "7"))
        return [problem.message for problem in work.palette.strays.problems()]


def operators(pdf: pikepdf.Pdf) -> set[str]:
    """Every operator of every page, form and pattern of a file."""
    streams = [page for page in pdf.pages] + [
        item
        for item in pdf.objects
        if isinstance(item, pikepdf.Stream)
        and (item.get("/Subtype") == Name.Form or "/PatternType" in item)
    ]
    return {str(op) for stream in streams for _, op in pikepdf.parse_content_stream(stream)}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("0.101961 0.101961 0.101961 rg", "0 0 0 1 k"),
        ("0.121569 0.227451 0.4 RG", "1 0.82 0.3 0.2 K"),
        ("1 1 1 rg", "0 0 0 0 k"),
        ("1 g", "0 0 0 0 k"),
        ("/DeviceRGB cs 0.121569 0.227451 0.4 sc", "1 0.82 0.3 0.2 k"),
        ("/P <</MCID 1>> BDC 1 1 1 rg EMC", "0 0 0 0 k"),
    ],
)
def test_palette_colours_map_exactly(before: str, after: str) -> None:
    assert pressed(before) == after


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("0 0 1 rg", "colour #0000ff on page 7 cannot be printed"),
        (".5 G", "colour #808080 on page 7 cannot be printed"),
        ("1 0 0 0 k", "colour cmyk 100/0/0/0 on page 7 cannot be printed"),
        ("/lab-d50 cs 50 0 0 scn", "a colour in lab-d50 on page 7 cannot be printed"),
        ("/s0 sh", "a gradient on page 7 cannot be printed"),
        (
            "BI /W 1 /H 1 /BPC 8 /CS /G ID x EI",
            "an inline image on page 7 cannot be printed",
        ),
    ],
)
def test_what_the_table_does_not_hold_is_a_stray(content: str, message: str) -> None:
    assert message in strays(content)


def test_a_gradient_pattern_is_a_stray() -> None:
    shading = Dictionary(PatternType=2, Shading=Dictionary())
    found = strays("/Pattern cs /p0 scn", Dictionary(Pattern=Dictionary(p0=shading)))
    assert found == ["a gradient on page 7 cannot be printed"]


def test_a_stray_is_traced_to_file_and_line() -> None:
    content = "/P <</MCID 0>> BDC 0 0 1 rg EMC /P <</MCID 1>> BDC /x Do EMC"
    with by_hand(content) as pdf:
        inner = form(pdf, "1 1 0 rg 0 0 9 9 re f")
        pdf.pages[0].Resources.XObject = Dictionary(x=inner)
        sources = ("kapitel.1|h1||||||chapters/a.html:7|", "kapitel.2|p||||||chapters/a.html:9.2|")
        marked = Array([pdf.make_indirect(Dictionary(XSrc=source)) for source in sources])
        pdf.Root.StructTreeRoot = Dictionary(ParentTree=Dictionary(Nums=Array([3, marked])))
        pdf.pages[0].obj.StructParents = 3
        origins = Origins(pdf)
        work = press()
        work.page(pdf, pdf.pages[0], Where(0, "1"))
        problems = work.palette.strays.problems(origins)
    assert [str(problem.place) for problem in problems] == [
        "chapters/a.html:7",
        "chapters/a.html:9",
    ]


def test_black_text_overprints_and_white_text_knocks_out() -> None:
    text = "BT 0.101961 0.101961 0.101961 rg (a) Tj 1 1 1 rg (b) Tj (c) Tj ET"
    assert pressed(text).splitlines() == [
        "BT", "0 0 0 1 k", "/PrintOver gs", "(a) Tj",
        "0 0 0 0 k", "/PrintKnock gs", "(b) Tj", "(c) Tj", "ET",
    ]  # fmt: skip


def test_overprint_ends_with_the_graphics_state() -> None:
    text = "q BT (a) Tj ET Q BT (b) Tj ET"
    assert pressed(text).count("/PrintOver gs") == 2


def test_thin_black_overprints_broad_black_does_not() -> None:
    assert "/PrintOver gs\n0 0 100 1 re" in pressed("0 0 100 1 re f")
    assert "gs" not in pressed("0 0 100 50 re f")
    assert "/PrintOver gs" in pressed("1 w 0 0 m 9 9 l S")
    assert "gs" not in pressed("1 w 4 0 0 4 0 0 cm 0 0 m 9 9 l S")  # four points thick


def test_black_seen_through_a_slit_is_a_line_and_overprints() -> None:
    # the typesetter draws a rule as the frame of a box, clipped to one of its sides
    slit = "q 0 10 m 100 10 l 100 11 l 0 11 l W* n 0 0 100 50 re 0 1 100 49 re f* Q"
    assert "/PrintOver gs\n0 0 100 50 re" in pressed(slit)
    assert "gs" not in pressed(slit + " 0 0 100 50 re f").split("Q")[1]


def test_a_path_is_never_parted_by_a_graphics_state() -> None:
    lines = pressed("BT (a) Tj ET 1 1 1 rg 0 0 9 9 re 5 5 9 9 re f").splitlines()
    assert lines[-4:] == ["/PrintKnock gs", "0 0 9 9 re", "5 5 9 9 re", "f"]


def form(pdf: pikepdf.Pdf, content: str, **entries: object) -> pikepdf.Object:
    group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)
    made = pdf.make_stream(content.encode())
    for key, value in {"BBox": Array([0, 0, 9, 9]), "Group": group, **entries}.items():
        made[f"/{key}"] = value
    made.Subtype = Name.Form
    return made


def placed(content: str, inner: str, **states: Dictionary) -> tuple[pikepdf.Pdf, pikepdf.Object]:
    """A page that places one form, after conversion."""
    pdf = by_hand(content, Dictionary(ExtGState=Dictionary(**states)))
    made = form(pdf, inner, Resources=Dictionary())
    pdf.pages[0].Resources.XObject = Dictionary(x0=made)
    work = press()
    work.page(pdf, pdf.pages[0], Where(0, "1"))
    work.settle_groups()
    return pdf, made


def test_a_group_that_blends_nothing_is_dropped_so_black_can_overprint() -> None:
    pdf, made = placed("/x0 Do", "BT (a) Tj ET")
    assert "/Group" not in made
    assert "/Group" not in pdf.pages[0]


def test_a_group_seen_through_stays_and_blends_in_cmyk() -> None:
    pdf, made = placed("/half gs /x0 Do", "1 1 1 rg 0 0 9 9 re f", half=Dictionary(ca=0.5))
    assert Name.DeviceCMYK == made.Group.CS
    assert Name.DeviceCMYK == pdf.pages[0].Group.CS


def test_stroke_alpha_is_not_forgotten_when_fill_alpha_is_set() -> None:
    states = {"A": Dictionary(CA=0.5), "a": Dictionary(ca=1)}
    _, made = placed("/A gs /a gs /x0 Do", "0 0 9 9 re f", **states)
    assert Name.DeviceCMYK == made.Group.CS


def test_a_mask_keeps_its_light_as_grey() -> None:
    pdf = by_hand("/m gs 0 0 9 9 re f")
    mask = form(pdf, "1 1 1 rg 0 0 9 9 re f 0.5 0 0 rg f")
    state = Dictionary(SMask=Dictionary(S=Name.Luminosity, G=mask))
    pdf.pages[0].Resources.ExtGState = Dictionary(m=state)
    press().page(pdf, pdf.pages[0], Where(0, "1"))
    assert Name.DeviceGray == mask.Group.CS
    assert mask.read_bytes().split(b"\n") == [
        b"1 g", b"0 0 9 9 re", b"f", b"0.15 g", b"f"
    ]  # fmt: skip


def test_a_spot_colour_becomes_its_own_plate(tmp_path: Path) -> None:
    table = brand()
    colours = {**table.colours, "fjord": replace(table.colours["fjord"], spot="PANTONE 7716 C")}
    content = "0.113725 0.45098 0.45098 rg 0 0 100 100 re f"
    with by_hand(content) as pdf:
        work = press(replace(table, colours=colours))
        work.page(pdf, pdf.pages[0], Where(0, "1"))
        assert b"/Spot-fjord cs\n1 scn" in pdf.pages[0].Contents.read_bytes()
        pdf.save(tmp_path / "spot.pdf")
    plates = separations(tmp_path / "spot.pdf")
    assert plates["PANTONE 7716 C"].min() == 0
    assert plates["Cyan"].min() == 255


def separations(pdf: Path) -> dict[str, np.ndarray]:
    """The plates of page 1 as Ghostscript makes them, overprint honoured; 0 is full ink."""
    subprocess.run(
        ["gs", "-q", "-dSAFER", "-dNOPAUSE", "-dBATCH", "-sDEVICE=tiffsep", "-r36",
         "-dOverprint=/enable", f"-sOutputFile={pdf.with_suffix('')}-%d.tif", str(pdf)],
        check=True, capture_output=True,
    )  # fmt: skip
    found = pdf.parent.glob(f"{pdf.stem}-1(*).tif")
    return {path.name.split("(")[1][:-5]: np.asarray(Image.open(path)) for path in found}


def test_ink_under_black_bars_is_kept_and_under_white_bars_taken_away(tmp_path: Path) -> None:
    ground = "0.121569 0.227451 0.4 rg 0 0 300 300 re f "
    bars = "".join(f"0 {y} 300 1.9 re " for y in range(0, 300, 2))
    for colour, kept in (("0.101961 0.101961 0.101961", True), ("1 1 1", False)):
        with by_hand(f"{ground} {colour} rg {bars} f") as pdf:
            press().page(pdf, pdf.pages[0], Where(0, "1"))
            pdf.save(tmp_path / "bars.pdf")
        cyan = separations(tmp_path / "bars.pdf")["Cyan"][-90:-10, 20:100]
        assert bool(cyan.max() == 0) is kept


def test_the_whole_galley_comes_out_in_cmyk(tmp_path: Path) -> None:
    path = finish_print(galley(), publication(), brand(), world(tmp_path), tmp_path).outputs[0].path
    with pikepdf.open(path) as pdf:
        assert not operators(pdf) & {"rg", "RG", "g", "G", "sh", "sc", "SC"}
        spaces = {
            str(item.ColorSpace)
            for item in pdf.objects
            if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == Name.Image
        }
    assert spaces == {"/DeviceCMYK"}
    assert b"DeviceRGB" not in path.read_bytes()


def test_total_ink_is_limited_and_black_is_spared() -> None:
    inks = np.array([[[255, 255, 255, 255], [100, 100, 100, 0]]], dtype=np.uint8)
    limited = limit_ink(inks, 300)
    assert limited[0, 0].tolist() == [170, 170, 170, 255]  # 200 % left for three inks
    assert limited[0, 1].tolist() == [100, 100, 100, 0]


@pytest.mark.parametrize(
    ("rgb", "low", "high"),
    [((255, 255, 255), 0, 0), ((0, 0, 0), 280, 300), ((128, 0, 0), 150, 300)],
)
def test_pictures_keep_within_the_limit(rgb: tuple[int, int, int], low: int, high: int) -> None:
    inked = np.asarray(Separator(PROFILE, 300).separate(Image.new("RGB", (4, 4), rgb)))
    total = inked.sum(axis=2) / 2.55
    assert low <= total.min()
    assert total.max() <= high


@pytest.mark.parametrize("jpeg", [False, True])
def test_a_picture_prints_the_same_from_flate_and_from_jpeg(jpeg: bool, tmp_path: Path) -> None:
    with by_hand("q 200 0 0 200 0 0 cm /i Do Q") as pdf:
        source = Image.new("RGB", (16, 16), (200, 40, 40))
        image = pdf.make_stream(source.tobytes())
        image.Subtype, image.Width, image.Height = Name.Image, 16, 16
        image.ColorSpace, image.BitsPerComponent = Name.DeviceRGB, 8
        if jpeg:
            source.save(tmp_path / "red.jpg", quality=95)
            image.write((tmp_path / "red.jpg").read_bytes(), filter=Name.DCTDecode)
        pdf.pages[0].Resources.XObject = Dictionary(i=image)
        press().page(pdf, pdf.pages[0], Where(0, "1"))
        pdf.save(tmp_path / "red.pdf")
    expected = np.asarray(Separator(PROFILE, 300).separate(Image.new("RGB", (1, 1), (200, 40, 40))))
    plates = separations(tmp_path / "red.pdf")
    for ink, value in zip(("Cyan", "Magenta", "Yellow", "Black"), expected[0, 0], strict=True):
        middle = 255 - int(plates[ink][-50, 50])
        assert middle == pytest.approx(int(value), abs=4)
