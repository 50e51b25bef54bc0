"""People, outside facts, notes and generated lists: what else a chapter may call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from publication.compose.calls import checked
from publication.compose.notebook import Notebook
from publication.compose.people import People
from publication.compose.sources import Source, Sources
from publication.environment import Environment, here, render
from publication.language import Language
from publication.model import Artwork, ChapterSpec, FigureText, PageMap, Place, Publication

TEXT_FUNCTIONS = (
    *("name", "who", "ext", "cite", "source_list"),
    *("contents", "contributors", "isbns", "figure_data"),
)


@dataclass(frozen=True)
class Texts:
    """Names, sources, notes, and the lists that the program makes for the author."""

    publication: Publication
    people: People
    sources: Sources
    language: Language
    page_map: PageMap
    figures: Mapping[str, FigureText]
    artwork: Mapping[str, Artwork]
    environment: Environment
    notebook: Notebook

    def functions(self) -> dict[str, Callable[..., Any]]:
        names = [
            "name",
            "who",
            "ext",
            "cite",
            "contents",
            "contributors",
            "isbns",
            "figure_data",
            "source_list",
        ]
        called = checked({name: getattr(self, name) for name in names})
        return {**called, "_note": self.note, "_margin": self.margin}

    # -------------------------------------------------------------- people and sources

    def name(self, name: str) -> Markup:
        """A person's name, as people.toml spells it."""
        self._person(name)
        return Markup('<span class="name">{}</span>').format(name)

    def who(self, name: str) -> Markup:
        """A person's name, and after a comma the title as running text has it."""
        person = self._person(name)
        spelt = Markup('<span class="name">{}</span>').format(name)
        return Markup("{}, {}").format(spelt, person.who) if person and person.who else spelt

    def _person(self, name: str) -> Any:
        person = self.people.get(name)
        if self.people.missing:
            self._no_file("people.toml")
        elif person is None:
            near = ", ".join(self.people.nearest(name)) or "none"
            self.notebook.problem(
                f"{name!r} is not in people.toml", f"nearest: {near}; add or correct the name"
            )
        return person

    def _no_file(self, file: str) -> None:
        """The same problem whoever asks: it is told once."""
        self.notebook.problem(f"{file} is missing, and chapters ask for it", place=Place(file, 1))

    def ext(self, key: str) -> Markup:
        """The value of an outside fact, as sources.toml prints it."""
        source = self._source(key)
        if source is None:
            return Markup("<data>?</data>")
        if not source.value:
            self.notebook.problem(f"{key} is a work without a value", "use cite() for works")
        self.notebook.use("external", source.value, source=key)
        return Markup('<data value="source:{}">{}</data>').format(key, source.value)

    def cite(self, key: str) -> Markup:
        """A margin note with the source of an outside fact."""
        source = self._source(key)
        if source is None:
            return Markup("")
        return self.note(Markup("{}.").format(source.cited), (here().line,))

    def source_list(self) -> Markup:
        """Every work of sources.toml (entries without a value), in alphabetical order."""
        found = self.sources.sources.values()
        works = {source.cited for source in found if source.title and not source.value}
        ordered = sorted(works, key=self.language.sort_key)
        return render(self.environment, "templates/sources.html", {"works": ordered})

    def _source(self, key: str) -> Source | None:
        source = self.sources.get(key)
        if self.sources.missing:
            self._no_file("sources.toml")
        elif source is None:
            near = ", ".join(self.sources.nearest(key)) or "none"
            self.notebook.problem(f"{key!r} is not in sources.toml", f"nearest: {near}")
        return source

    # -------------------------------------------------------------- notes

    def note(self, body: Markup, lines: tuple[int, ...]) -> Markup:
        """A numbered margin note, linked both ways with its call. Inline: it stands in a line."""
        self.notebook.notes += 1
        number, chapter = self.notebook.notes, self.notebook.spec.id
        call, note = f"call-{chapter}-{number}", f"note-{chapter}-{number}"
        src = f"{here().file}:{lines[0]}"
        return Markup(
            '<a class="call" id="{call}" href="ref:{note}">{number}</a>'
            '<span class="mn note" id="{note}" role="note" data-src="{src}"><span class="i">'
            '<a class="back" href="ref:{call}">{number}</a>&nbsp;{body}</span></span>'
        ).format(call=call, note=note, number=number, src=src, body=body)

    def margin(self, *arguments: Any) -> Markup:
        """An unnumbered margin block of a kind ("key", "voice", "credit" ...)."""
        *kinds, body, lines = arguments
        src = f"{here().file}:{lines[0]}"
        return Markup(
            '<aside class="mn {}" data-src="{}"><div class="i" data-src="{}">{}</div></aside>'
        ).format(" ".join(kinds), src, src, body)

    # -------------------------------------------------------------- lists

    def contents(self) -> Markup:
        """The contents list: label, title and folio of every listed chapter."""
        entries = [self._entry(spec) for spec in self.publication.chapters if spec.listed]
        return render(self.environment, "templates/contents.html", {"entries": entries})

    def _entry(self, spec: ChapterSpec) -> Mapping[str, Any]:
        picture = f"contents-{spec.id}"
        if picture in self.artwork:
            self.notebook.pictures.append(picture)
        return {
            "id": spec.id,
            "label": spec.label,
            "title": spec.title,
            "theme": spec.theme,
            "kind": spec.kind,
            "folio": self.page_map.first.get(spec.id, 0),
            "picture": f"figure:{picture}" if picture in self.artwork else "",
        }

    def contributors(self) -> Markup:
        """Everybody the title talked with, in the order of the language's alphabet."""
        people = self.people.listed(self.language)
        return render(self.environment, "templates/people.html", {"people": people})

    def isbns(self) -> Markup:
        """Every ISBN of the title with its kind."""
        isbns = self.publication.isbns
        return render(self.environment, "templates/isbns.html", {"isbns": isbns})

    def figure_data(self) -> Markup:
        """The data of every figure placed so far, as tables."""
        figures = [
            {
                "id": words.id,
                "label": words.label,
                "headline": words.headline,
                "question": words.question,
                "note": words.table_note,
                "source": words.source,
                "header": self.artwork[words.id].header,
                "rows": self.artwork[words.id].rows,
            }
            for words in self.figures.values()
        ]
        variables = {"figures": figures, "words": self.language}
        return render(self.environment, "templates/data.html", variables)
