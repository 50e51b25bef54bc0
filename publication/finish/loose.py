"""A loose sheet beside an edition: as typeset, without what only finishing needs to know."""

from __future__ import annotations

from pathlib import Path

import pikepdf

from publication.finish.pages import save_whole


def finish_loose(sheet: Path, out: Path) -> None:
    """Write the typeset PDF to `out`; its structure no longer tells of templates."""
    with pikepdf.open(sheet) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary) and "/XSrc" in thing:
                del thing["/XSrc"]
        save_whole(out, lambda part: pdf.save(part, deterministic_id=True))
