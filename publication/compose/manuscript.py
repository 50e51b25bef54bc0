"""Fill every chapter template: the manuscript, and the list of what it states."""

from __future__ import annotations

import difflib
import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from markupsafe import Markup

from publication.compose.bases import unnamed_bases
from publication.compose.claims import Grammar, read_grammar
from publication.compose.digits import typed_digits
from publication.compose.figures import FigureFunctions, Pictures, place_of
from publication.compose.fit import NOTHING, Fit, adjusted, stale
from publication.compose.house import Rule, broken_rules
from publication.compose.notebook import Notebook
from publication.compose.numerals import Numerals
from publication.compose.people import People
from publication.compose.references import NEAR, References
from publication.compose.sources import Sources
from publication.compose.texts import Texts
from publication.compose.typography import set_text
from publication.environment import Environment, make_environment, render
from publication.errors import ManuscriptError
from publication.language import Language
from publication.model import (
    Artwork,
    ComposedChapter,
    Estimates,
    FigureSpec,
    FigureText,
    Manuscript,
    PageMap,
    Place,
    Problem,
    Publication,
)

ANCHOR = re.compile(r'\sid="([^"]+)"')
TAG = re.compile(r"<[a-zA-Z][^>]*>")
SOURCE = re.compile(r'\sdata-src="([^"]+)"')
REFERENCE = re.compile(r'href="ref:([^"]+)"')
NEAR_PLACE = re.compile(rf'id="({NEAR}[^"]+)"')
DATA_LINK = re.compile(r'<a class="number-of" href="ref:(data-[^"]+)">(.*?)</a>')
PICTURE = re.compile(r"figure:([\w-]+)")


@dataclass(frozen=True)
class Material:
    """All that the chapters may draw on, read once for the whole title."""

    publication: Publication
    estimates: Estimates
    specs: Mapping[str, FigureSpec]
    artwork: Mapping[str, Artwork]
    people: People
    sources: Sources
    language: Language
    stylesheet: str
    house: tuple[Rule, ...] = ()
    fit: Fit = NOTHING


def compose(material: Material, page_map: PageMap) -> Manuscript:
    """Compose all chapters; ManuscriptError with every problem of every chapter at once."""
    environment = make_environment(material.publication.folder / "chapters")
    grammar = read_grammar(material.language.sections["claims"])
    chapters: list[ComposedChapter] = []
    notebooks: list[Notebook] = []
    figures: dict[str, FigureText] = {}
    problems: list[Problem] = []
    for spec in material.publication.chapters:
        notebook = Notebook(spec)
        notebooks.append(notebook)
        functions = _functions(material, page_map, figures, environment, grammar, notebook)
        try:
            chapters.append(_chapter(material, page_map, environment, functions, notebook))
        except ManuscriptError as error:
            problems += error.problems
        problems += notebook.problems
        problems += _placed_twice(figures, notebook)
        figures |= notebook.figures
    problems += _shared_anchors(chapters)
    if len(chapters) == len(notebooks):  # else ids may be missing with their chapter
        problems += _references_to_nowhere(chapters, notebooks)
    if problems:
        raise ManuscriptError(
            sorted(dict.fromkeys(problems), key=lambda problem: str(problem.place))
        )
    return Manuscript(
        chapters=tuple(_without_dead_data_links(chapters)),
        uses=tuple(use for notebook in notebooks for use in notebook.uses),
        figures=figures,
        stylesheet=material.stylesheet,
        pictures={name: art.svg for name, art in material.artwork.items()},
        findings=tuple(finding for notebook in notebooks for finding in notebook.findings),
    )


def _functions(
    material: Material,
    page_map: PageMap,
    figures: Mapping[str, FigureText],
    environment: Environment,
    grammar: Grammar,
    notebook: Notebook,
) -> dict[str, object]:
    """Everything a chapter may call, bound to its notebook."""
    publication, language = material.publication, material.language
    pictures = Pictures(
        material.specs, material.artwork, material.estimates, language, publication.source
    )
    by_id = {spec.id: spec for spec in publication.chapters}
    return {
        **Numerals(material.estimates, language, grammar, notebook).functions(),
        **FigureFunctions(pictures, environment, notebook).functions(),
        **References(material.specs, by_id, page_map, language, notebook).functions(),
        **Texts(
            publication,
            material.people,
            material.sources,
            language,
            page_map,
            figures,
            material.artwork,
            environment,
            notebook,
        ).functions(),
    }


def _chapter(
    material: Material,
    page_map: PageMap,
    environment: Environment,
    functions: Mapping[str, object],
    notebook: Notebook,
) -> ComposedChapter:
    """One chapter: its template filled, set by the rules of typography, put into the base."""
    spec, language = notebook.spec, material.language
    given = {"publication": material.publication, "chapter": spec, "words": language}
    body = render(environment, f"chapters/{spec.template}", {**given, **functions})
    if not body.strip():
        notebook.problem("the chapter is empty", place=Place(f"chapters/{spec.template}", 1))
    notebook.findings += typed_digits(str(body))
    notebook.findings += broken_rules(str(body), material.house)
    notebook.findings += unnamed_bases(str(body), material.estimates)
    folio = page_map.first.get(spec.id, 0) if spec.body else 0
    page = render(
        environment,
        "templates/base.html",
        {
            **given,
            "language": material.publication.language,
            "body": Markup(set_text(str(body), language)),
        },
    )
    text, met = adjusted(str(page), material.fit.of(spec.id))
    notebook.findings += stale(material.fit, spec.id, met)
    return ComposedChapter(
        spec=spec,
        html=text,
        folio=folio,
        anchors=tuple(html.unescape(name) for name in ANCHOR.findall(text)),
        references=tuple(dict.fromkeys([*REFERENCE.findall(text), *NEAR_PLACE.findall(text)])),
        pictures=tuple(dict.fromkeys(PICTURE.findall(text))),
    )


def _without_dead_data_links(chapters: list[ComposedChapter]) -> list[ComposedChapter]:
    """A figure's number leads to its data, where the title has a chapter of them."""
    known = {anchor for chapter in chapters for anchor in chapter.anchors}

    def kept(link: re.Match[str]) -> str:
        return link[0] if link[1] in known else f'<span class="number-of">{link[2]}</span>'

    return [replace(chapter, html=DATA_LINK.sub(kept, chapter.html)) for chapter in chapters]


def _placed_twice(placed: Mapping[str, FigureText], notebook: Notebook) -> list[Problem]:
    return [
        Problem(
            f"figure {name} stands in {placed[name].chapter} and in {notebook.spec.id}",
            notebook.places[name],
            "place it once and refer to it with ref()",
        )
        for name in notebook.figures
        if name in placed
    ]


def _shared_anchors(chapters: list[ComposedChapter]) -> list[Problem]:
    """An id may stand once in the whole title, since links find it by name alone."""
    owners: dict[str, tuple[str, Place]] = {}
    problems: list[Problem] = []
    for chapter in chapters:
        for anchor, place in _anchors(chapter):
            if anchor in owners:
                owner, first = owners[anchor]
                message = f"the id {anchor!r} stands in {owner} and {chapter.spec.id}"
                problems.append(Problem(message, place, f"it stands at {first} already"))
            owners.setdefault(anchor, (chapter.spec.id, place))
    return problems


def _anchors(chapter: ComposedChapter) -> Iterator[tuple[str, Place]]:
    """Every id of a chapter, at the line of its element or of the block it stands in."""
    place = Place(f"chapters/{chapter.spec.template}", 1)
    for tag in TAG.finditer(chapter.html):
        if src := SOURCE.search(tag[0]):
            place = place_of(src[1])
        if found := ANCHOR.search(tag[0]):
            yield html.unescape(found[1]), place


def _references_to_nowhere(
    chapters: list[ComposedChapter], notebooks: list[Notebook]
) -> list[Problem]:
    """Every reference whose name no chapter, figure or id of the title has."""
    known = {anchor for chapter in chapters for anchor in chapter.anchors}
    return [
        Problem(
            f"there is nothing called {name!r} to refer to",
            place,
            f"nearest: {', '.join(difflib.get_close_matches(name, known, 4, 0.4)) or 'none'}",
        )
        for notebook in notebooks
        for name, place in notebook.references
        if name not in known
    ]
