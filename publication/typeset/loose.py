"""A loose sheet: a page that belongs to no book, set by the same typesetter and kept likewise."""

from __future__ import annotations

from publication.model import ChapterGalley, ChapterSpec, ComposedChapter, World
from publication.typeset.parallel import typeset
from publication.typeset.stock import Stock


def loose_sheet(name: str, html: str, stylesheet: str, world: World) -> ChapterGalley:
    """Typeset a whole HTML document; its PDF lies in the cache.

    name  of its template, without ending
    What sticks out is in the complaints; that it fits so many pages is the caller's to ask.
    """
    spec = ChapterSpec(name, f"templates/{name}.html", kind="sheet", listed=False, body=False)
    chapter = ComposedChapter(spec, html, 0, (), ())
    return typeset([chapter], Stock(stylesheet, world.root), world)[name]
