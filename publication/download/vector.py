"""Drawn pictures for browsers: as files of their own, and set into the page."""

from __future__ import annotations

import re

from markupsafe import Markup

HEAD = re.compile(r"<svg\b[^>]*?viewBox=\"([^\"]*)\"[^>]*>")
NAMES = re.compile(r' id="[^"]*"')
FAMILY = re.compile(r'font-family="([^"\',]*\d[^"\',]*)"')


def for_browsers(svg: str) -> str:
    """The picture with its fonts named as CSS wants it.

    "Source Sans 3" is no name there without quotation marks, since a word may not begin with a
    digit: browsers would fall back on their own serif.
    """
    return FAMILY.sub(r"""font-family="'\1'" """[:-1], svg)


def inline(svg: str, alt: str = "", box: str = "") -> Markup:
    """A picture set into the page: as wide as its place, told by its alt text or silent.

    box  what is seen of it, as an SVG viewBox; the whole picture where nothing is said
    """
    bare = NAMES.sub("", for_browsers(svg[svg.index("<svg") :])).strip()
    told = Markup('role="img" aria-label="{}"').format(alt) if alt else 'aria-hidden="true"'
    return Markup(HEAD.sub(lambda head: f'<svg viewBox="{box or head[1]}" {told}>', bare, count=1))
