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

    def page(self, name: str) -> Markup:
        """A link to a page: "side 20", its number in a box of fixed width."""
        number = Markup('<span class="pr">{}</span>').format(self.folio(name) or "00")
        return self._link(name, Markup("{}&nbsp;{}").format(self.language["page_ref"], number))

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
