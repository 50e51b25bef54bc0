"""References inside the title: by id, never typed. Numbers stand in boxes of fixed width."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from publication.compose.notebook import Notebook
from publication.language import Language
from publication.model import ChapterSpec, FigureSpec, PageMap

NEAR = "near-"  # ids of references whose words follow the layout
WORDS = {
    "figur": "figure_ref",
    "illustration": "illustration_ref",
    "tabel": "table_ref",
}


@dataclass(frozen=True)
class References:
    """What a chapter may call to refer to figures, chapters and pages."""

    specs: Mapping[str, FigureSpec]
    chapters: Mapping[str, ChapterSpec]
    page_map: PageMap
    language: Language
    notebook: Notebook

    def functions(self) -> dict[str, Callable[..., Any]]:
        return {"ref": self.ref, "page": self.page, "folio": self.folio}

    def ref(self, name: str, words: str = "") -> Markup:
        """A link to a figure ("figur 5"), or to a chapter by its title or by given words."""
        if name in self.specs:
            spec = self.specs[name]
            text = words or f"{self.language[WORDS[spec.label]]}\N{NO-BREAK SPACE}{spec.number}"
        elif name in self.chapters:
            text = words or self.chapters[name].title
        elif words:
            text = words
        else:
            self._unknown(name)
            return Markup("<a>?</a>")
        return self._link(name, text)

    def page(self, name: str, near: bool = False) -> Markup:
        """A link to a page: "side 20", its number in a box of fixed width.

        near  says "forrige side", "næste side" or "denne side" where that is so. These words
              follow the layout, so the reference has a place of its own in the page map.
        """
        number = Markup('<span class="pr">{}</span>').format(self.folio(name) or "00")
        words = Markup("{}&nbsp;{}").format(self.language["page_ref"], number)
        if not near:
            return self._link(name, words)
        self.notebook.near += 1
        own = f"{NEAR}{self.notebook.spec.id}-{self.notebook.near}"
        away = self.folio(name) - self.folio(own) if self.folio(name) and self.folio(own) else None
        key = {-1: "previous_page", 0: "this_page", 1: "next_page"}.get(away or 0)
        said = Markup(self.language[key]) if key and away is not None else words
        return Markup('<span id="{}">{}</span>').format(own, self._link(name, said))

    def folio(self, name: str) -> int:
        """The folio a name stands on by the page map; 0 until the first pages are made."""
        return self.page_map.anchors.get(name, 0)

    def _link(self, name: str, text: str | Markup) -> Markup:
        self.notebook.refer(name)
        return Markup('<a class="ref" href="ref:{}">{}</a>').format(name, text)

    def _unknown(self, name: str) -> None:
        known = {*self.specs, *self.chapters}
        near = difflib.get_close_matches(name, known, 4, 0.4)
        hint = f"nearest: {', '.join(near) or 'none'}"
        self.notebook.problem(f"there is nothing called {name!r} to refer to", hint)
