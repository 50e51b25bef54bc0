"""One chapter's HTML to one tagged PDF: the only user of WeasyPrint, with layout.py.

The PDF is RGB, PDF/UA-1 tagged, with bleed. Every structure element carries /XSrc, a string
`chapter.index|tag|class|id|lang|scope|role|src|pseudo`, so that finishing knows which HTML element
it came from; WeasyPrint forgets all of that. For this one private function is wrapped, which is
why WeasyPrint is pinned to an exact version.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit
from urllib.request import url2pathname

import pydyf
from weasyprint import CSS, HTML
from weasyprint.pdf import tags
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from publication.errors import TypesetError
from publication.model import ChapterGalley, ComposedChapter, Place, Problem
from publication.typeset.fit import misfits
from publication.typeset.hyphens import teach
from publication.typeset.layout import Sources, layout_of, mirror, prune_links
from publication.typeset.linebreaks import hanging_spaces
from publication.typeset.stock import Stock, first_page, place_in, place_of

ONLY_OUR_FONTS = Path(__file__).with_name("fonts.conf")
SVG = {"Content-Type": "image/svg+xml"}


class Fetcher(URLFetcher):  # type: ignore[misc]
    """Answers figure: from the pictures, data:, and files below the readable folders."""

    def __init__(self, stock: Stock) -> None:
        super().__init__(allowed_protocols={"file", "data"}, allow_redirects=False)
        self.pictures = stock.pictures
        self.readable = stock.readable
        self.refused: list[str] = []

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:
        """The content at url; what may not or cannot be read is noted in `refused`."""
        scheme, _, rest = url.partition(":")
        name = unquote(rest)
        if scheme == "figure" and name in self.pictures:
            return URLFetcherResponse(url, self.pictures[name], dict(SVG))
        if scheme == "data" or (scheme == "file" and self._may_read(url)):
            return super().fetch(url, headers)
        self.refused.append(url)
        raise ValueError(f"not to be read: {url}")

    def _may_read(self, url: str) -> bool:
        path = Path(url2pathname(urlsplit(url).path)).resolve()
        return path.is_file() and any(path.is_relative_to(folder) for folder in self.readable)


class Complaints(logging.Handler):
    """Collects what the typesetter says instead of letting it be printed or lost."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        text = " ".join(record.getMessage().split())
        if text not in self.texts:
            self.texts.append(text)

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Listen to the loggers of the typesetter and its font tools."""
        loggers = [logging.getLogger(name) for name in ("weasyprint", "fontTools")]
        before = [logger.propagate for logger in loggers]
        for logger in loggers:
            logger.addHandler(self)
            logger.propagate = False
        try:
            yield
        finally:
            for logger, propagate in zip(loggers, before, strict=True):
                logger.removeHandler(self)
                logger.propagate = propagate


class Typesetter:
    """Sets chapters one after another, keeping fonts and the parsed stylesheet warm."""

    def __init__(self, stock: Stock) -> None:
        self.stock = stock
        teach()
        with _settings(FONTCONFIG_FILE=str(ONLY_OUR_FONTS)):
            self.fonts = FontConfiguration()
        self.fetcher = Fetcher(stock)
        self.heard = Complaints()
        with self.heard.listening():
            self.sheet = self._css(stock.stylesheet)

    def render(self, chapter: ComposedChapter, pdf: Path) -> ChapterGalley:
        """Typeset a chapter into `pdf`; TypesetError lists whatever cannot be read or set."""
        complaints = Complaints()
        complaints.texts.extend(self.heard.texts)
        self.fetcher.refused.clear()
        with complaints.listening(), _settings(SOURCE_DATE_EPOCH="0"):
            html = HTML(
                string=chapter.html, base_url=f"{self.stock.root}/", url_fetcher=self.fetcher
            )
            sources = Sources.of(html.etree_element)
            sheets = [self.sheet, self._css(first_page(chapter))]
            with hanging_spaces():
                document = html.render(font_config=self.fonts, stylesheets=sheets)
            mirror(document)
            prune_links(document)
            with carrying(chapter.spec.id, sources):
                document.write_pdf(pdf, pdf_variant="pdf/ua-1")
        asked = {
            url: _asking(url, html.base_url, html.etree_element, sources)
            for url in self.fetcher.refused
        }
        _check(chapter, html.etree_element, sources, asked)
        layout = layout_of(document.pages, sources)
        decorated = decoration_complaints(html.etree_element)
        said = [text for text in complaints.texts if text not in decorated]
        said += misfits(layout.lines, layout.areas, layout.overruns, layout.strays, chapter.folio)
        return ChapterGalley(
            chapter=chapter.spec.id,
            pdf=pdf,
            pages=len(document.pages),
            lines=layout.lines,
            anchors=layout.anchors,
            complaints=tuple(said),
        )

    def _css(self, text: str) -> CSS:
        return CSS(
            string=text,
            base_url=f"{self.stock.root / 'styles'}/",
            font_config=self.fonts,
            url_fetcher=self.fetcher,
        )


def _check(
    chapter: ComposedChapter, root: Any, sources: Sources, refused: Mapping[str, list[Place]]
) -> None:
    """Stop on pictures that may not be read, by address, and on ids used twice in the chapter."""
    somewhere = place_in(chapter)
    problems = [
        Problem(f"{url} is not a picture of the title, nor a file it may read", place)
        for url, places in refused.items()
        for place in places or [somewhere]
    ]
    seen: dict[str, Any] = {}
    for element in root.iter():
        name = element.get("id") if isinstance(element.tag, str) else None
        if name and name in seen:
            first = sources.src.get(seen[name], "")
            problems.append(
                Problem(
                    f"the anchor {name!r} is used twice",
                    place_of(sources.src.get(element, "")) or somewhere,
                    f"first at {first}" if first else "",
                )
            )
        elif name:
            seen[name] = element
    if problems:
        raise TypesetError(problems)


def _asking(url: str, base: str, root: Any, sources: Sources) -> list[Place]:
    """The lines whose elements ask for an address; none where only the style does."""
    places = (
        place_of(sources.src.get(element, ""))
        for element in root.iter()
        for name in ("src", "data")
        if element.get(name) and unquote(urljoin(base, element.get(name))) == unquote(url)
    )
    return list(dict.fromkeys(filter(None, places)))


def render_chapter(chapter: ComposedChapter, stock: Stock, pdf: Path) -> ChapterGalley:
    """Typeset one chapter into `pdf`, without cache or other processes."""
    return Typesetter(stock).render(chapter, pdf)


def decoration_complaints(root: Any) -> frozenset[str]:
    """What WeasyPrint says of pictures whose empty alt text is meant: they are decoration."""
    pictures = [element for element in root.iter("img") if element.get("alt") != ""]
    needed = {element.get("src") for element in pictures}
    return frozenset(
        f'Image "{element.get("src")}" has no required alt description'
        for element in root.iter("img")
        if element.get("alt") == "" and element.get("src") not in needed
    )


@contextmanager
def carrying(chapter: str, sources: Sources) -> Iterator[None]:
    """Have every structure element say which HTML element it came from (/XSrc).

    The recursion of WeasyPrint's function goes through its module, so the wrapper sees all boxes.
    Links get their own words as description, not the bare address.
    """
    original = tags._build_box_tree

    def build(box: Any, *rest: Any) -> Iterator[Any]:
        origin = getattr(box, "_box", box)
        element = origin.element
        if origin.link_annotation is not None and element is not None:
            origin.link_annotation["Contents"] = pydyf.String(_link_text(element))
        for node in original(box, *rest):
            if element is not None and "XSrc" not in node:
                node["XSrc"] = pydyf.String(_origin(chapter, element, origin, sources))
            yield node

    tags._build_box_tree = build
    try:
        yield
    finally:
        tags._build_box_tree = original


def _origin(chapter: str, element: Any, box: Any, sources: Sources) -> str:
    """`chapter.index|tag|class|id|lang|scope|role|src|pseudo` of the element a box stands for."""
    decorative = element.tag == "img" and element.get("alt") == ""
    fields = [
        f"{chapter}.{sources.number.get(element, 0)}",
        str(element.tag),
        element.get("class", ""),
        element.get("id", ""),
        element.get("lang", ""),
        element.get("scope", ""),
        "presentation" if decorative else element.get("role", ""),
        sources.src.get(element, ""),
        str(box.element_tag or "").partition("::")[2],
    ]
    return "|".join(text.replace("|", "/") for text in fields)


def _link_text(element: Any) -> str:
    """What a link says: its aria-label, else its words, else where it leads."""
    words = element.get("aria-label") or " ".join("".join(element.itertext()).split())
    return words or element.get("title") or element.get("href", "")


@contextmanager
def _settings(**values: str) -> Iterator[None]:
    """Have the font libraries, which take no arguments, read these settings for a while."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
