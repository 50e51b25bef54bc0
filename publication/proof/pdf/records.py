"""What a finished PDF of ours tells of itself: records handed from reading to comparing.

Heights and widths are in mm from the upper left corner of the trimmed page, sizes in points.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from publication.proof.records import Draft, Kind, Number

Form = Literal["web", "proof", "body"]
"""Which of our files it is: the download, the proof, the printed body."""
Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points, as the file counts."""


@dataclass(frozen=True)
class Run:
    """Letters that the file sets in one go.

    mcid    number of the marked content they stand in; -1 for none
    hidden  whether they are the hyphen of a word that the line's end has parted
    """

    page: int
    mcid: int
    text: str
    left: float
    right: float
    baseline: float
    size: float
    hidden: bool = False


@dataclass(frozen=True)
class Row:
    """What stands on one line, or in one cell of it.

    joined  whether its last word goes on in the next row; None where the file does not say
    apart   whether it begins a new cell of its row
    links   stretches of the text that lead to a place of the file, each with the place's name
    """

    page: int
    text: str
    left: float
    right: float
    baseline: float
    size: float
    joined: bool | None = False
    apart: bool = False
    links: tuple[tuple[int, int, str], ...] = ()


@dataclass(frozen=True)
class Group:
    """Rows that belong together, in reading order: a paragraph, a heading, a row of a table.

    drawn  whether they are lettered one by one, as in drawings
    """

    kind: Kind
    rows: tuple[Row, ...]
    figure: str = ""
    drawn: bool = False


@dataclass(frozen=True)
class Fitted:
    """Rows of a file that are one block. guide: which of another draft's blocks, -1 for none."""

    group: Group
    guide: int


@dataclass(frozen=True)
class Drawing:
    """A figure in a tagged file. box: where it lies on its page."""

    id: str
    label: str
    page: int
    alt: str
    box: Box
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A page: its label, and what the proof has set beside it.

    body    whether it is counted, as the pages of the printed body are
    blank   whether nothing is set or drawn on it
    lines   baselines of the lines that count, from the top
    names   (height, estimate) of each number's name
    """

    label: str
    body: bool
    blank: bool
    trim: Box
    lines: tuple[float, ...] = ()
    names: tuple[tuple[float, str], ...] = ()


@dataclass(frozen=True)
class Facts:
    """What a file says of itself before any page is read.

    sheets   pages of the publication, without those that a proof adds at its end
    places   named places: page, and mm from the left and the top
    numbers  estimates by name, where the file encloses them; printed: all words they are set in
    tables   figure -> its data as a table of printed strings, where the file encloses it
    """

    path: Path
    form: Form
    title: str
    date: str
    tagged: bool
    sheets: tuple[Sheet, ...]
    places: Mapping[str, tuple[int, float, float]] = field(default_factory=dict)
    outline: tuple[tuple[str, int], ...] = ()
    numbers: Mapping[str, Number] = field(default_factory=dict)
    printed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    tables: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    revision: str = ""
    data: str = ""


@dataclass(frozen=True)
class ReadPdf:
    """A file as read: what it says of itself, its groups of text, its figures, and the draft."""

    facts: Facts
    groups: tuple[Group, ...]
    drawings: tuple[Drawing, ...]
    draft: Draft
