"""Pictures separated for the press: RGB through the output profile, total ink limited."""

from __future__ import annotations

import hashlib
import io
import zlib
from functools import cached_property
from typing import Any

import numpy as np
import pikepdf
from numpy.typing import NDArray
from pikepdf import Array, Name
from PIL import Image, ImageCms

JPEG_QUALITY = 92
"""Of pictures that came as JPEG; without chroma subsampling, since inks are no chroma."""

COMPRESSION = 6


class Separator:
    """Turns RGB pictures into CMYK ones through one profile, each picture once.

    `total_ink` is the most that one spot may carry, in per cent (all four inks full: 400).
    """

    def __init__(self, profile: bytes, total_ink: float) -> None:
        self.profile = profile
        self.total_ink = total_ink
        self._done: dict[bytes, tuple[bytes, bool]] = {}

    @cached_property
    def _transform(self) -> Any:
        """sRGB to press, relative colorimetric with black point compensation."""
        return ImageCms.buildTransform(
            ImageCms.createProfile("sRGB"),
            ImageCms.ImageCmsProfile(io.BytesIO(self.profile)),
            "RGB",
            "CMYK",
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )

    def separate(self, picture: Image.Image) -> Image.Image:
        """The picture in CMYK, nowhere above the ink limit."""
        inked = ImageCms.applyTransform(picture.convert("RGB"), self._transform)
        return Image.fromarray(limit_ink(np.asarray(inked), self.total_ink), "CMYK")

    def replace(self, image: pikepdf.Stream) -> None:
        """Put the CMYK version in place of an RGB image XObject; its soft mask stays."""
        jpeg = _filters(image)[-1:] == ["/DCTDecode"]
        key = hashlib.sha256(image.read_raw_bytes() + repr(image.get("/ColorSpace")).encode())
        if key.digest() not in self._done:
            picture = pikepdf.PdfImage(image).as_pil_image()
            self._done[key.digest()] = _packed(self.separate(picture), jpeg)
        data, inverted = self._done[key.digest()]
        image.write(data, filter=Name.DCTDecode if jpeg else Name.FlateDecode)
        image.ColorSpace = Name.DeviceCMYK
        image.BitsPerComponent = 8
        for name in ("/DecodeParms", "/Decode", "/Intent"):
            if name in image:
                del image[name]
        if inverted:
            image.Decode = Array([1, 0] * 4)


def limit_ink(inks: NDArray[np.uint8], total: float) -> NDArray[np.uint8]:
    """Scale cyan, magenta and yellow down where all four together exceed `total` per cent.

    Black stays: it carries the drawing. `inks` is height x width x 4, 255 = full.
    """
    room = total * 2.55 - inks[..., 3].astype(np.float32)
    colour = inks[..., :3].sum(axis=2, dtype=np.float32)
    scale = np.where(colour > room, room / np.maximum(colour, 1), 1).astype(np.float32)
    limited = inks.copy()
    limited[..., :3] = np.floor(inks[..., :3] * np.clip(scale, 0, 1)[..., None])
    return limited


def profile_name(profile: bytes) -> str:
    """What the profile calls itself."""
    opened = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    return " ".join(ImageCms.getProfileDescription(opened).split())[:120] or "CMYK"


def _packed(picture: Image.Image, jpeg: bool) -> tuple[bytes, bool]:
    """The samples as the file stores them, and whether they are stored inverted."""
    if not jpeg:
        return zlib.compress(picture.tobytes(), COMPRESSION), False
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=JPEG_QUALITY, subsampling=0)
    return out.getvalue(), True  # Pillow writes CMYK JPEG the Adobe way: 255 is no ink


def _filters(image: pikepdf.Stream) -> list[str]:
    found = image.get("/Filter", Array())
    return [str(found)] if isinstance(found, Name) else [str(name) for name in found]
