"""Figures and motifs in the chapters: number, words, picture, note and source as one block."""

from __future__ import annotations

import difflib
import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from publication.compose.notebook import Notebook
from publication.compose.notes import note
from publication.environment import Environment, here, render
from publication.language import Language
from publication.model import Artwork, Estimates, FigureSpec, FigureText, Place

FULL_WIDTH = 173  # mm: text column, gutter and margin column; moves out on left pages


def plain(markup: str) -> str:
    """The text of an HTML fragment: no tags, no entities, single spaces."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", markup)).split())


@dataclass(frozen=True)
class Pictures:
    """What a title has to place: figures with numbers and words, motifs without."""

    specs: Mapping[str, FigureSpec]
    artwork: Mapping[str, Artwork]
    estimates: Estimates
    language: Language
    source: str

    def label(self, figure: str) -> str:
        """ "Figur 5"."""
        spec = self.specs[figure]
        return f"{self.language[_word(spec)]}\N{NO-BREAK SPACE}{spec.number}"


def _word(spec: FigureSpec) -> str:
    """The key of the language's word for a kind of figure."""
    return {"figur": "figure", "illustration": "illustration", "tabel": "table"}[spec.label]


@dataclass(frozen=True)
class FigureFunctions:
    """What a chapter may call to place pictures."""

    pictures: Pictures
    environment: Environment
    notebook: Notebook

    def functions(self) -> dict[str, Callable[..., Any]]:
        return {
            "_figure": self.figure,
            "motif": self.motif,
            "motif_key": self.motif_key,
            "artwork": self.artwork,
        }

    def figure(
        self, name: str, headline: Markup, caption: Markup, lines: tuple[int, ...]
    ) -> Markup:
        """One figure or table of the title, whole: the words come from the chapter."""
        place = here()
        spec, art = self.pictures.specs.get(name), self.pictures.artwork.get(name)
        if spec is None or art is None:
            near = difflib.get_close_matches(name, self.pictures.specs, 3, 0.4)
            hint = f"nearest: {', '.join(near) or 'none'}"
            self.notebook.problem(f"there is no figure {name!r}", hint, place)
            return Markup("")
        table = self.pictures.estimates.tables.get(spec.table)
        words = self._words(name, headline, caption, art.key)
        self.notebook.figures[name] = words
        self.notebook.places[name] = place
        self.notebook.pictures.append(name)
        variables = {
            "figure": spec,
            "anchor": name,
            "label": self.pictures.language[_word(spec)],
            "number": spec.number,
            "headline": headline,
            "caption": caption,
            "headline_src": f"{place.file}:{lines[0]}",
            "caption_src": f"{place.file}:{lines[-1]}",
            "question": words.question if table else "",
            "picture": f"figure:{name}",
            "alt": art.alt,
            "width_mm": art.width,
            "height_mm": art.height,
            "wide": spec.width > 150,
            "note": words.note,
            "source": words.source,
            "table": Markup(art.html),
            "words": self.pictures.language,
        }
        return render(self.environment, "templates/figure.html", variables)

    def _words(self, name: str, headline: Markup, caption: Markup, key: str) -> FigureText:
        spec = self.pictures.specs[name]
        table = self.pictures.estimates.tables.get(spec.table)
        language = self.pictures.language
        return FigureText(
            id=name,
            label=self.pictures.label(name),
            headline=plain(headline),
            question=str(spec.options.get("question", "")) or (table.question if table else ""),
            caption=plain(caption),
            note=f"{note(table, language.sections['note'])} {key}".strip() if table else key,
            source=self.pictures.source,
            chapter=self.notebook.spec.id,
            anchor=name,
            reading=key,
        )

    def motif(self, name: str, classes: str = "") -> Markup:
        """A drawn motif: a picture with alt text where it tells something, else decoration."""
        art = self.artwork(name)
        if art is None:
            return Markup("")
        if art.width == FULL_WIDTH:
            classes = f"wide {classes}"
        if art.alt:
            return Markup(
                '<img class="motif {}" src="figure:{}" alt="{}" style="width:{}mm;height:{}mm">'
            ).format(classes, name, art.alt, art.width, art.height)
        return Markup(
            '<span class="motif {}" style="width:{}mm;height:{}mm;'
            'background:url(figure:{}) 0 0 / 100% 100% no-repeat"></span>'
        ).format(classes, art.width, art.height, name)

    def motif_key(self, name: str) -> Markup:
        """The line that tells a reader what a motif's sizes mean; its numbers are estimates."""
        art = self.artwork(name)
        return Markup("<span data-literal>{}</span>").format(art.key if art else "")

    def artwork(self, name: str) -> Artwork | None:
        """A drawn picture's record, for templates that place text by its geometry."""
        art = self.pictures.artwork.get(name)
        if art is None:
            near = difflib.get_close_matches(name, self.pictures.artwork, 3, 0.4)
            hint = f"nearest: {', '.join(near) or 'none'}"
            self.notebook.problem(f"there is no picture {name!r}", hint)
            return None
        self.notebook.pictures.append(name)
        return art


def place_of(src: str) -> Place:
    """The place that a data-src speaks of: "chapters/forord.html:12.3" is line 12."""
    file, _, line = src.rpartition(":")
    return Place(file, int(line.partition(".")[0] or 0))
