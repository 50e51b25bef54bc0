"""A short title cut out of a long one: the chapters of a first draft, for `build.py --short`.

It has the front cover, colophon, contents, foreword, the chapter on method and the first one with
figures, a case, a theme's opener, the method appendix and the figures' data. References to what was
cut are replaced by words, so that it builds.
"""

from __future__ import annotations

import re
from pathlib import Path

KEPT = (
    *("forside", "kolofon", "indhold", "forord", "om-undersoegelsen", "omfang", "case-1"),
    *("tema-1-aabner", "metodebilag", "bagside", "tal-bag-figurerne"),
)
CHAPTER = "[[chapter]]"
TEMPLATE = re.compile(r'template = "([^"]+)"')
TARGET = re.compile(r'\bid="([^"]+)"|{% figure "([^"]+)"|{% table "([^"]+)"')
REFERENCE = re.compile(r'{{ (?:ref|page)\("([^"]+)"[^}]*}}')


def shorten(title: Path) -> None:
    """Cut the title in this folder, a copy, down to the chapters of KEPT."""
    manifest = title / "publication.toml"
    head, *specs = manifest.read_text(encoding="utf-8").split(CHAPTER)
    kept = [spec for spec in specs if Path(_template(spec)).stem in KEPT]
    manifest.write_text(head + "".join(CHAPTER + spec for spec in kept), encoding="utf-8")
    files = [title / "chapters" / _template(spec) for spec in kept]
    texts = {path: path.read_text(encoding="utf-8") for path in files}
    there = {name for text in texts.values() for found in TARGET.findall(text) for name in found}
    there |= {found[1] for spec in kept if (found := re.search(r'id = "([^"]+)"', spec))}
    for path, text in texts.items():
        path.write_text(_without(text, there), encoding="utf-8")


def _template(spec: str) -> str:
    found = TEMPLATE.search(spec)
    return found[1] if found else ""


def _without(text: str, there: set[str]) -> str:
    """References only to what is there."""
    return REFERENCE.sub(lambda found: found[0] if found[1] in there else "et andet sted", text)
