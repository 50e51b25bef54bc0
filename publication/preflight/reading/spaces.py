"""Colour spaces of a PDF, as the rules speak of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from pikepdf import Array, Dictionary, Name

from publication.preflight.reading.marks import Paint

DEVICE = {"DeviceGray": 1, "DeviceRGB": 3, "DeviceCMYK": 4}
BY_COMPONENTS = {1: "Gray", 3: "RGB", 4: "CMYK"}
SHORT = {"G": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK", "I": "Indexed"}


@dataclass(frozen=True)
class Space:
    """A colour space: its name, its colorants, and the space beneath (of Indexed and Pattern)."""

    name: str
    colorants: tuple[str, ...] = ()
    base: str = ""

    def paint(self, values: Sequence[float]) -> Paint:
        return Paint(self.name, tuple(values), self.colorants)

    def first(self) -> Paint:
        """The colour that holds when a space has just been chosen."""
        start = {"DeviceCMYK": (0.0, 0.0, 0.0, 1.0), "DeviceRGB": (0.0,) * 3}
        full = (1.0,) * len(self.colorants) or (0.0,)
        return self.paint(start.get(self.name, full))


def read_space(value: Any, resources: Any = None) -> Space:
    """What a colour space is; an unknown one keeps the name it has."""
    if value is None:
        return Space("none")
    if isinstance(value, Name):
        return _named(str(value)[1:], resources)
    if not isinstance(value, Array) or not len(value):
        return Space("unknown")
    kind = str(value[0])[1:]
    if kind in DEVICE or len(value) == 1:
        return _named(kind, None)
    reader: Callable[[str, Any, Any], Space] = _KINDS.get(kind, _plain)
    return reader(kind, value, resources)


def _named(name: str, resources: Any) -> Space:
    name = SHORT.get(name, name)
    if name in DEVICE or name == "Pattern" or resources is None:
        return Space(name)
    found = resources.get("/ColorSpace", Dictionary()).get("/" + name)
    return Space(name) if found is None else read_space(found)


def _plain(kind: str, value: Any, resources: Any) -> Space:
    return Space(kind)


def _icc(kind: str, value: Any, resources: Any) -> Space:
    return Space(f"ICCBased-{BY_COMPONENTS.get(int(value[1].get('/N', 0)), 'unknown')}")


def _separation(kind: str, value: Any, resources: Any) -> Space:
    return Space(kind, (str(value[1])[1:],), read_space(value[2], resources).name)


def _device_n(kind: str, value: Any, resources: Any) -> Space:
    names = tuple(str(name)[1:] for name in value[1])
    return Space(kind, names, read_space(value[2], resources).name)


def _indexed(kind: str, value: Any, resources: Any) -> Space:
    beneath = read_space(value[1], resources)
    return Space(beneath.name, beneath.colorants, "Indexed")


def _pattern(kind: str, value: Any, resources: Any) -> Space:
    return Space(kind, (), read_space(value[1], resources).name)


_KINDS: dict[str, Any] = {
    "ICCBased": _icc,
    "Separation": _separation,
    "DeviceN": _device_n,
    "Indexed": _indexed,
    "I": _indexed,
    "Pattern": _pattern,
}
