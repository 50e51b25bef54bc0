"""The frozen records handed from stage to stage: read this first.

    Publication   the title's manifest                 manifest ->
    Estimates     every number, addressed by name      survey   ->
    Artwork       one drawn figure or motif            figures  ->
    Manuscript    composed HTML, chapter by chapter    compose  ->
    Galley        typeset pages, before finishing      typeset  ->
    Edition       one finished form of the galley      finish   ->
    Finding       something a check reports            preflight, proof, and every stage

Lengths are millimetres unless a name says points (pt). Shares run from 0 to 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import IntEnum
from pathlib import Path
from typing import Literal

from publication.message import NOTHING, Message

# ------------------------------------------------------------------ where and what went wrong


@dataclass(frozen=True, order=True)
class Place:
    """A line of a source file, as an editor knows it.

    file  relative to the title's folder; the whole path, for a file that no title owns
    """

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True)
class Problem:
    """One thing that stops a build: what is wrong, where, and what to do about it."""

    message: str
    place: Place | None = None
    hint: str = ""

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{where}{self.message}{hint}"


class Severity(IntEnum):
    """How bad a finding is; the worst one decides the exit code."""

    NOTE = 0
    NOT_RUN = 1
    WARNING = 2
    ERROR = 3


@dataclass(frozen=True)
class Finding:
    """What a check reports about something that was built. `file` names one of the edition's."""

    check: str
    severity: Severity
    message: Message
    hint: Message = NOTHING
    place: Place | None = None
    edition: str = ""
    page: str = ""
    file: str = ""


# ------------------------------------------------------------------ the title


@dataclass(frozen=True)
class World:
    """What a build takes from outside: folders, the date, the revision. Nothing else is read."""

    root: Path
    out: Path
    cache: Path
    epoch: int
    revision: str = ""
    processes: int = 2

    @property
    def styles(self) -> Path:
        return self.root / "styles"

    @property
    def date(self) -> str:
        """The epoch's day, in UTC: 2020-10-28."""
        return datetime.fromtimestamp(self.epoch, UTC).date().isoformat()


@dataclass(frozen=True)
class Isbn:
    """An ISBN with its hyphens, and the kind of edition it belongs to (trykt, pdf)."""

    kind: str
    number: str

    @property
    def digits(self) -> str:
        return self.number.replace("-", "")


@dataclass(frozen=True)
class Publisher:
    """A house that publishes the title."""

    name: str
    address: str = ""
    phone: str = ""
    web: str = ""


Start = Literal["left", "right", "any"]


@dataclass(frozen=True)
class ChapterSpec:
    """One chapter of the title: its template, its look, and the page it may begin on.

    kind    picks the page style (cover, front, text, opener, case, lessons, keyfigures, data ...)
    theme   a theme of brand.toml
    label   what the contents list prints before the title (Case, Perspektiv, Tema 1)
    listed  whether the contents list shows it
    body    False for the covers and the web-only chapter: no folio, not in the printed body
    """

    id: str
    template: str
    kind: str = "text"
    title: str = ""
    running_head: str = ""
    theme: str = "blomme"
    label: str = ""
    start: Start = "any"
    listed: bool = True
    body: bool = True
    web_only: bool = False


@dataclass(frozen=True)
class Paper:
    """Body paper and cover board, for the spine. gsm in g/m2, bulk in cm3/g, the rest in mm.

    spine_mm   the printer's own figure, instead of the computed one
    total_ink  the most ink one spot of the paper carries, per cent (four full inks: 400)
    multiple   the body's pages come in such numbers
    flap_mm    width of the cover's flaps, 0 for none
    """

    gsm: float = 130
    bulk: float = 0.9
    cover_mm: float = 0.35
    glue_mm: float = 0.4
    spine_mm: float | None = None
    total_ink: int = 300
    multiple: int = 4
    flap_mm: float = 0

    def filled(self, pages: int) -> int:
        """So many pages, filled up to the multiple."""
        return pages + -pages % max(1, self.multiple)


@dataclass(frozen=True)
class Publication:
    """The manifest of a title, checked (manifest.py).

    url        address of the folder where the web edition will stand; empty while nobody knows it
    preflight  the printer's profile: a file of styles/preflight
    """

    id: str
    folder: Path
    title: str
    subtitle: str
    language: str
    year: int
    date: str
    publishers: tuple[Publisher, ...]
    isbns: tuple[Isbn, ...]
    survey: Path
    chapters: tuple[ChapterSpec, ...]
    paper: Paper = Paper()
    description: str = ""
    keywords: tuple[str, ...] = ()
    source: str = ""
    output_profile: str = "FOGRA39L_coated.icc"
    output_condition: str = "FOGRA39"
    url: str = ""
    preflight: str = "offset-fogra39"

    def isbn(self, kind: str) -> Isbn | None:
        """The ISBN of one kind of edition, or None where no number was given to it."""
        return next((isbn for isbn in self.isbns if isbn.kind == kind), None)

    @property
    def printed_isbn(self) -> Isbn | None:
        """The ISBN of the printed edition, which the back cover carries as a barcode."""
        return self.isbn("trykt") or self.isbn("print")


# ------------------------------------------------------------------ numbers


@dataclass(frozen=True)
class Base:
    """Those an estimate speaks of: the codebook's key and its words in the title's language.

    words   parts of words by which a sentence names this base ("nyskab"); none where it needs none
    """

    key: str
    label: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Test:
    """A significance test. p_value below alpha means the groups differ (or the answers do)."""

    __test__ = False  # not a test case, whatever pytest makes of the name

    method: str
    statistic: float
    df: int
    p_value: float
    n: int
    alpha: float = 0.05
    effect: float | None = None

    @property
    def significant(self) -> bool:
        return self.p_value < self.alpha


@dataclass(frozen=True)
class Estimate:
    """A number computed from the survey.

    name      table.row.column, e.g. fig5.foreninger.enig
    value     share 0..1, mean in scale points, or count
    count     answers (or ticks) behind a share, weighted where weights are in use
    n         its base, unweighted
    low, high 95 % interval: Wilson for shares, t for means
    margin    half width by the normal approximation, as the method appendix defines it
    """

    name: str
    kind: Literal["share", "mean", "count"]
    value: float
    n: int
    count: float | None = None
    low: float | None = None
    high: float | None = None
    margin: float | None = None

    @property
    def percent(self) -> int:
        """The share as a whole per cent, half rounded up (as one rounds by hand)."""
        exact = Decimal(repr(self.value)) * 100
        return int(round_half_up(exact, 0))

    @property
    def margin_points(self) -> int | None:
        """The margin in whole percentage points, half rounded up."""
        if self.margin is None:
            return None
        return int(round_half_up(Decimal(repr(self.margin)) * 100, 0))


def round_half_up(number: Decimal, digits: int) -> Decimal:
    """Round as by hand; floating dust below 1e-9 does not decide a half."""
    cleaned = number.quantize(Decimal(1).scaleb(-9), ROUND_HALF_UP)
    return cleaned.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


@dataclass(frozen=True)
class Row:
    """A row of a table: a group of organisations, or an item of a battery.

    series  tilbud, foreninger or alle: which colour and which door it has
    """

    key: str
    label: str
    n: int
    series: str = "alle"


@dataclass(frozen=True)
class Column:
    """A column of a table: an answer level, a ticked option, or a mean."""

    key: str
    label: str


@dataclass(frozen=True)
class Exclusion:
    """Answers left out of a table: the level and, by row key, how many and which share."""

    level: str
    label: str
    counts: Mapping[str, int]
    shares: Mapping[str, float]


@dataclass(frozen=True)
class Table:
    """One question's estimates: rows by columns, with base, test and what was left out.

    by       "group" (rows are groups of organisations) or "item" (rows are items of a battery)
    measure  "share" of organisations, "ticks" (share of ticks), "mean", "count"
    suppressed  keys of rows left out because their base is under the disclosure limit
    weighted    shares and means are of weighted answers; every n counts respondents all the same
    """

    id: str
    question: str
    by: Literal["group", "item"]
    measure: Literal["share", "ticks", "mean", "count"]
    base: Base
    n: int
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    estimates: Mapping[str, Estimate]
    test: Test | None = None
    exclusions: tuple[Exclusion, ...] = ()
    n_range: tuple[int, int] | None = None
    filter: str = ""
    reconstructed: bool = False
    suppressed: tuple[str, ...] = ()
    weighted: bool = False

    def __getitem__(self, cell: tuple[str, str]) -> Estimate:
        row, column = cell
        return self.estimates[f"{self.id}.{row}.{column}"]


@dataclass(frozen=True)
class Estimates:
    """Every number of the title, addressed by name.

    contrasts  the test of the difference between two estimates, by the two names in table order
    checksum   of survey, codebook and table definitions: changes when any number may change
    findings   what disclosure control has to say
    design_effect  what weights cost (Kish): respondents / design_effect is the effective n
    """

    tables: Mapping[str, Table]
    contrasts: Mapping[tuple[str, str], Test]
    checksum: str
    respondents: int
    findings: tuple[Finding, ...] = ()
    design_effect: float = 1.0

    def get(self, name: str) -> Estimate | None:
        table = self.tables.get(name.split(".", 1)[0])
        return table.estimates.get(name) if table else None

    def table_of(self, name: str) -> Table:
        return self.tables[name.split(".", 1)[0]]

    def contrast(self, first: str, second: str) -> Test | None:
        """The test of first against second, in whichever order it was stored."""
        return self.contrasts.get((first, second)) or self.contrasts.get((second, first))

    def names(self) -> tuple[str, ...]:
        return tuple(name for table in self.tables.values() for name in table.estimates)


# ------------------------------------------------------------------ pictures


@dataclass(frozen=True)
class FigureSpec:
    """How one figure is drawn; its words stand in the chapter that places it.

    kind     a row of the CHARTS table (likert, bars, dots, treemap, table) or of MOTIFS
    table    the estimates it shows (empty for a motif that names its estimates in options)
    width    118 (text column) or 173 (full measure), mm
    label    "figur", "illustration", "tabel"; motifs have none and carry no number
    place    where its entry begins
    """

    id: str
    kind: str
    table: str = ""
    width: float = 118
    label: str = "figur"
    number: int = 0
    options: Mapping[str, object] = field(default_factory=dict)
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Artwork:
    """One drawn figure: SVG of exactly width x height mm, real text, palette colours only.

    alt     what it shows, from its own data; empty for decoration
    header, rows  the data as a table of printed strings
    key     one line that tells readers how to read a motif
    """

    id: str
    svg: str
    width: float
    height: float
    alt: str = ""
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    html: str = ""
    key: str = ""


# ------------------------------------------------------------------ text


@dataclass(frozen=True)
class Use:
    """A number or claim printed in the text, bound to what it rests on."""

    kind: str
    printed: str
    estimates: tuple[str, ...]
    place: Place
    chapter: str
    source: str = ""


@dataclass(frozen=True)
class FigureText:
    """The words that stand with a figure, as composed: plain text, without markup.

    reading  the end of the note, which tells how to read the picture
    """

    id: str
    label: str
    headline: str
    question: str
    caption: str
    note: str
    source: str
    chapter: str
    anchor: str
    reading: str = ""

    @property
    def table_note(self) -> str:
        """The note where the numbers stand without the picture."""
        return self.note.removesuffix(self.reading).strip()


@dataclass(frozen=True)
class ComposedChapter:
    """A chapter as HTML, ready to typeset: every block has data-src="file:line[.turn]"."""

    spec: ChapterSpec
    html: str
    folio: int
    anchors: tuple[str, ...]
    references: tuple[str, ...]
    pictures: tuple[str, ...] = ()


@dataclass(frozen=True)
class Manuscript:
    """The composed title and the list of everything it states."""

    chapters: tuple[ComposedChapter, ...]
    uses: tuple[Use, ...]
    figures: Mapping[str, FigureText]
    stylesheet: str
    pictures: Mapping[str, str]
    findings: tuple[Finding, ...] = ()


# ------------------------------------------------------------------ pages


@dataclass(frozen=True)
class Line:
    """A typeset line. x, right, top, bottom, baseline in mm from the trim corner, y down.

    column  "text", "margin" or "full"; src is the data-src of the block it belongs to
    path    the blocks it stands in, outermost first, as a stylesheet names them:
            "body.kind-text#omfang figure.figure#fig1 div.words p.headline"
    block   number of its block's element within the chapter; lines of one block share it
    note    likewise of the margin note it belongs to, 0 for none
    start, end  edges of what its block leaves for lines, as x and right
    size    of its letters, in points
    forced  whether a line break was asked for after it
    """

    page: int
    x: float
    right: float
    top: float
    bottom: float
    baseline: float
    column: str
    src: str
    text: str
    path: str = ""
    block: int = 0
    note: int = 0
    start: float = 0.0
    end: float = 0.0
    size: float = 0.0
    forced: bool = False


@dataclass(frozen=True)
class Anchor:
    """A named place: page index within its chapter (or in the galley), x and y in mm."""

    name: str
    page: int
    x: float
    y: float


@dataclass(frozen=True)
class ChapterGalley:
    """One chapter typeset: a PDF in the cache, and what the layout knew."""

    chapter: str
    pdf: Path
    pages: int
    lines: tuple[Line, ...]
    anchors: tuple[Anchor, ...]
    complaints: tuple[str, ...] = ()


@dataclass(frozen=True)
class PageMap:
    """Where things stand: the title's pages.toml.

    first   chapter id -> folio of its first page (0 where a chapter has no folio)
    count   chapter id -> number of pages
    anchors anchor name -> folio
    """

    first: Mapping[str, int]
    count: Mapping[str, int]
    anchors: Mapping[str, int]


@dataclass(frozen=True)
class GalleyPage:
    """A page of the galley. folio is 0 where none counts; label is what the reader calls it."""

    index: int
    chapter: str
    folio: int
    label: str
    body: bool
    web_only: bool = False
    blank: bool = False


@dataclass(frozen=True)
class Galley:
    """The title, typeset once: joined PDF in RGB with bleed and structure, before finishing."""

    pdf: Path
    pages: tuple[GalleyPage, ...]
    lines: tuple[Line, ...]
    anchors: tuple[Anchor, ...]
    page_map: PageMap
    findings: tuple[Finding, ...] = ()

    @property
    def body(self) -> tuple[GalleyPage, ...]:
        """The pages of the printed body."""
        return tuple(page for page in self.pages if page.body and not page.web_only)

    @property
    def covers(self) -> tuple[GalleyPage, ...]:
        """The pages of the cover: front first, back last."""
        return tuple(page for page in self.pages if not page.body and not page.web_only)


# ------------------------------------------------------------------ what comes out


@dataclass(frozen=True)
class Output:
    """One finished file."""

    edition: str
    path: Path
    pages: int
    size: int
    sha256: str


@dataclass(frozen=True)
class Edition:
    """One way of finishing the galley: its files and what was found while making them."""

    name: str
    outputs: tuple[Output, ...]
    findings: tuple[Finding, ...] = ()
