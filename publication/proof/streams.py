"""The words of a composed chapter, block by block: what typesetting cut into lines.

Lines know where words stand, the HTML knows what they are: which the program has set, which are
numbers of notes, which are in another language. A stream is the text of one block of the HTML with
that knowledge on each of its letters; blocks.py lays the typeset lines over it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser

VOID = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
SILENT = frozenset({"head", "style", "script", "svg", "title"})
CALLS = frozenset({"call", "back"})
"""Classes of links that are note numbers: set by the program, and no part of what is said."""
PAGES = frozenset({"pr", "folio"})
"""Classes of page numbers inside references."""
APART = frozenset({"mn"})
"""Classes of what is set outside the text it is written in."""
INVISIBLE = frozenset("\N{SOFT HYPHEN}\N{HYPHEN}\N{ZERO WIDTH SPACE}")
"""Letters that come and go with the line breaks."""


def is_letter(character: str) -> bool:
    """Whether a character is there wherever the line breaks."""
    return not character.isspace() and character not in INVISIBLE


@dataclass(frozen=True)
class Said:
    """A stretch that the program has set: what it rests on, as the HTML names it."""

    kind: str
    names: tuple[str, ...]


@dataclass
class Stream:
    """The text of one block. `said`, `foreign` and `omitted` have one entry a character."""

    src: str
    text: list[str] = field(default_factory=list)
    said: list[tuple[int, Said] | None] = field(default_factory=list)
    foreign: list[bool] = field(default_factory=list)
    omitted: list[bool] = field(default_factory=list)

    @cached_property
    def places(self) -> Sequence[int]:
        """Where in the text each letter stands."""
        return [at for at, character in enumerate(self.text) if is_letter(character)]

    @cached_property
    def letters(self) -> str:
        return "".join(self.text[at] for at in self.places)


@dataclass(frozen=True)
class _Open:
    """An element that is not closed yet, with what its text takes from it."""

    tag: str
    stream: Stream
    said: tuple[int, Said] | None
    anchor: str
    foreign: bool
    omitted: bool
    silent: bool


class _Reader(HTMLParser):
    """Cuts a document into streams; every data-src and every margin note begins one."""

    def __init__(self, language: str) -> None:
        super().__init__(convert_charrefs=True)
        self.language = language.partition("-")[0]
        self.streams: list[Stream] = [Stream("")]
        self.open = [_Open("", self.streams[0], None, "", False, False, False)]
        self.count = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        outer = self.open[-1]
        if tag == "br":
            self.handle_data(" ")
        if tag in VOID:
            return
        classes = set(given.get("class", "").split())
        stream = outer.stream
        if "data-src" in given or classes & APART:
            stream = Stream(given.get("data-src") or stream.src)
            self.streams.append(stream)
        anchor = given["href"][4:] if given.get("href", "").startswith("ref:") else outer.anchor
        language = given.get("lang", "").partition("-")[0]
        inner = _Open(
            tag,
            stream,
            self._said(tag, given, classes, anchor) or outer.said,
            anchor,
            language != self.language if language else outer.foreign,
            outer.omitted or (tag == "a" and bool(classes & CALLS)),
            outer.silent or tag in SILENT,
        )
        self.open.append(inner)

    def _said(
        self, tag: str, given: dict[str, str], classes: set[str], anchor: str
    ) -> tuple[int, Said] | None:
        self.count += 1
        if tag == "data" and given.get("value"):
            return self.count, Said("data", tuple(given["value"].split()))
        if classes & PAGES:
            return self.count, Said("reference", (anchor,))
        return None

    def handle_endtag(self, tag: str) -> None:
        for depth in range(len(self.open) - 1, 0, -1):
            if self.open[depth].tag == tag:
                del self.open[depth:]
                return

    def handle_data(self, data: str) -> None:
        inner = self.open[-1]
        if inner.silent:
            return
        stream = inner.stream
        stream.text += data
        stream.said += [inner.said] * len(data)
        stream.foreign += [inner.foreign] * len(data)
        stream.omitted += [inner.omitted] * len(data)


def streams_of(html: str, language: str) -> tuple[Stream, ...]:
    """The blocks of a chapter's HTML that have letters, in the order they are written."""
    reader = _Reader(language)
    reader.feed(html)
    reader.close()
    return tuple(stream for stream in reader.streams if stream.letters)


@dataclass(frozen=True)
class Slice:
    """A part of a stream, as text, with what is known of it; offsets are of this text.

    offsets  for each letter of the stream's part where it stands, or would stand, in the text
    """

    text: str
    marks: tuple[tuple[Said, int, int], ...]
    foreign: tuple[tuple[int, int], ...]
    offsets: tuple[int, ...]


def cut(stream: Stream, first: int, last: int) -> Slice:
    """The part from one letter to another (the last not included), spaces made single."""
    start = stream.places[first]
    end = stream.places[last - 1] + 1
    text: list[str] = []
    offsets: list[int] = []
    said: list[tuple[int, Said] | None] = []
    foreign: list[bool] = []
    for at in range(start, end):
        character = stream.text[at]
        if is_letter(character):
            offsets.append(len(text))
        if stream.omitted[at] or character in INVISIBLE:
            continue
        if character.isspace() and character != "\N{NO-BREAK SPACE}":
            if not text or text[-1].isspace():
                continue
            character = " "
        text.append(character)
        said.append(stream.said[at])
        foreign.append(stream.foreign[at])
    while text and text[0].isspace():  # what is left of a note's number
        text, said, foreign = text[1:], said[1:], foreign[1:]
        offsets = [max(0, at - 1) for at in offsets]
    marks = tuple(_marks(said))
    return Slice("".join(text), marks, tuple(_stretches(foreign)), tuple(offsets))


def _marks(said: Sequence[tuple[int, Said] | None]) -> Iterator[tuple[Said, int, int]]:
    start = 0
    for at in range(1, len(said) + 1):
        if at == len(said) or said[at] != said[start]:
            found = said[start] if said else None
            if found is not None:
                yield found[1], start, at
            start = at


def _stretches(flags: Sequence[bool]) -> Iterator[tuple[int, int]]:
    start = 0
    for at in range(1, len(flags) + 1):
        if at == len(flags) or flags[at] != flags[start]:
            if flags[start]:
                yield start, at
            start = at
