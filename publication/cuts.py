"""Which cuts of the brand's fonts a stylesheet asks for, and which of them have no file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from publication.model import Problem

Cut: TypeAlias = tuple[str, int, str]
"""Family, weight, style."""

FACE = re.compile(
    r'@font-face\{font-family:"(?P<family>[^"]+)";font-weight:(?P<weight>\d+);font-style:(?P<style>\w+)'
)
ROLE = re.compile(r"--type-(?P<role>[\w-]+):(?P<font>[^;}\n]+)")
ASKED = re.compile(r"var\(\s*--type-(?P<role>[\w-]+)")
SHORTHAND = re.compile(r"\bfont:\s*(?P<font>[^;}]+)")
FONT = re.compile(r'(?P<slope>italic\s+)?(?P<weight>[1-9]00)\s+[^"]*"(?P<family>[^"]+)"')
NAMES = {
    (300, "normal"): "Light",
    (400, "normal"): "Regular",
    (400, "italic"): "It",
    (600, "normal"): "Semibold",
    (600, "italic"): "SemiboldIt",
}
"""How the file of a weight and style is called after its family."""


def missing_cuts(head: str, files: Mapping[str, str], folder: str) -> Iterator[Problem]:
    """A problem for every cut that the style files ask for and no rule of the head brings.

    head    the @font-face rules and the brand's type roles
    files   style file -> its text
    folder  where fonts are looked for, as readers are told it
    """
    there = {_cut(rule) for rule in FACE.finditer(head)}
    roles = {rule["role"]: rule["font"] for rule in ROLE.finditer(head)}
    askers: dict[Cut, list[str]] = {}
    for name, text in files.items():
        fonts = [roles.get(asked["role"], "") for asked in ASKED.finditer(text)]
        fonts += [rule["font"] for rule in SHORTHAND.finditer(text)]
        for font in filter(None, map(FONT.match, fonts)):
            askers.setdefault(_cut(font), []).append(name)
    for cut in sorted(askers.keys() - there):
        by = ", ".join(dict.fromkeys(askers[cut]))
        yield Problem(f"{folder}/{file_of(*cut)} is missing", hint=f"words are set in it by {by}")


def file_of(family: str, weight: int, style: str) -> str:
    """The name of the file that brings a cut."""
    name = NAMES.get((weight, style), f"{weight}{'It' if style == 'italic' else ''}")
    return f"{family.replace(' ', '')}-{name}.ttf"


def _cut(found: re.Match[str]) -> Cut:
    named = found.groupdict()
    style = named.get("style") or ("italic" if named["slope"] else "normal")
    return named["family"], int(named["weight"]), style
