"""RGB to press colours in every content stream of the galley: pages, forms, tiling patterns.

Palette colours go through the exact table, never through a profile; pictures go through the
profile; K-only black text and hairlines overprint, so that a press a hair out of register shows no
white rim round a letter. Marked content is dropped on the way: a printed sheet has no tags.
"""

from __future__ import annotations

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator

from publication.brand import Brand
from publication.finish.ink import Ink
from publication.finish.origins import Where
from publication.finish.palette import Instruction, Palette
from publication.finish.pictures import Separator
from publication.finish.stream import Stream, unparse


class Press:
    """Rewrites streams, each once; remembers which of them need transparency."""

    def __init__(self, brand: Brand, separator: Separator) -> None:
        self.palette = Palette(brand)
        self.separator = separator
        self._transparent: dict[tuple[int, int], bool] = {}
        self._groups: dict[tuple[int, int], pikepdf.Object] = {}
        self._blended: set[tuple[int, int]] = set()

    def page(self, pdf: pikepdf.Pdf, page: pikepdf.Page, where: Where) -> None:
        """Convert one page and all it uses; `where` is what problems say of it."""
        resources = page.obj.get("/Resources", Dictionary())
        stream = Stream(self, resources, where, Ink(fill_black=True, stroke_black=True))
        body = stream.rewrite(page)
        page.obj.Resources = stream.own_resources()
        start: list[Instruction] = [([0, 0, 0, 1], Operator("k")), ([0, 0, 0, 1], Operator("K"))]
        page.obj.Contents = pdf.make_stream(unparse(start + body))
        if stream.transparent:
            page.obj.Group = Dictionary(
                Type=Name.Group, S=Name.Transparency, CS=Name.DeviceCMYK, I=True, K=False
            )

    def form(self, form: pikepdf.Object, resources: Any, where: Where, ink: Ink) -> bool:
        """Convert a form or pattern once; tell whether anything in it is transparent."""
        key = form.objgen
        if key in self._transparent:
            return self._transparent[key]
        self._transparent[key] = False  # a form that calls itself is no reason to hang
        stream = Stream(self, form.get("/Resources", resources), where, ink)
        form.write(unparse(stream.rewrite(form)))
        form.Resources = stream.own_resources()
        for name in ("/StructParents", "/StructParent", "/PieceInfo"):
            if name in form:
                del form[name]
        if "/Group" in form:
            self._groups[key] = form
        self._transparent[key] = stream.transparent
        return stream.transparent

    def blend(self, form: pikepdf.Object) -> None:
        """Note that a group is painted through transparency, so it must stay a group."""
        self._blended.add(form.objgen)

    def image(self, image: pikepdf.Object, where: Where) -> bool:
        """Separate an RGB picture; tell whether it has a soft mask."""
        space = str(_space_name(image.get("/ColorSpace")))
        if image.get("/ImageMask", False) or space in ("/DeviceGray", "/DeviceCMYK", "/CalGray"):
            pass
        elif space in ("/DeviceRGB", "/CalRGB", "/ICCBased", "/Indexed"):
            self.separator.replace(image)  # type: ignore[arg-type]
        else:
            self.palette.strays.add(f"a picture in {space[1:]}", where, "save it as RGB")
        if "/Interpolate" in image:
            del image["/Interpolate"]
        return "/SMask" in image

    def settle_groups(self) -> None:
        """Drop groups that blend nothing: black in them could not overprint. CMYK the others."""
        for key, form in self._groups.items():
            if key in self._blended or self._transparent[key]:
                form.Group.CS = Name.DeviceCMYK
            else:
                del form["/Group"]


def _space_name(space: Any) -> Any:
    return space[0] if isinstance(space, Array) else space
