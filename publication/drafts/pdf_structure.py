"""The structure tree of a finished PDF as groups of text and drawings, for the proof stage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from publication.accessibility.tree import Link, Node, Piece
from publication.proof.pdf.records import Drawing, Facts, Group, Run
from publication.proof.pdf.rows import Piece as Set
from publication.proof.pdf.rows import rows_of
from publication.proof.records import Kind

KINDS: Mapping[str, Kind] = {
    **{f"H{level}": "heading" for level in range(1, 7)},
    "P": "text",
    "Note": "note",
    "LI": "item",
    "LBody": "item",
    "TOCI": "item",
    "TR": "row",
}
"""Elements that are a block of text."""
KEPT = frozenset({"item", "note", "caption", "headline", "figure-note"})
"""Kinds that the paragraphs in a block have too."""
CELLS = frozenset({"TH", "TD"})
WITHIN = CELLS | {"Span", "Link", "Quote", "Code", "Reference", "Annot"}
"""Elements whose words belong to the block around them."""
SILENT = frozenset({"Lbl"})
"""Numbers of notes and dashes of lists, which nobody writes."""
PICTURES = frozenset({"Figure", "Table"})
DATA = "data-"
"""Begins the name of the place where a figure's data stand as a table."""
NO_BOX = (0.0, 0.0, 0.0, 0.0)


@dataclass
class _Block:
    """A block that is being gathered."""

    kind: Kind
    figure: str = ""
    pieces: list[tuple[Piece, str, int]] = field(default_factory=list)
    cells: int = 0


@dataclass(frozen=True)
class Structure:
    """What the tree tells: blocks of text in reading order, and the figures."""

    groups: tuple[Group, ...]
    drawings: tuple[Drawing, ...]


def structure_of(root: Node, runs: Sequence[Run], facts: Facts) -> Structure:
    """The blocks and figures of a tagged file."""
    placed: dict[tuple[int, int], list[Run]] = defaultdict(list)
    for run in runs:
        placed[run.page, run.mcid].append(run)
    reader = _Reader()
    reader.inside(root, None)
    groups = [_group(block, placed) for block in reader.blocks]
    parted = [part for group in groups if group.rows for part in _without_folio(group)]
    told = tuple(_with_data(parted, facts))
    return Structure(told, tuple(_drawings(reader.pictures, told, facts)))


class _Reader:
    """Walks the tree in reading order."""

    def __init__(self) -> None:
        self.blocks: list[_Block] = []
        self.pictures: list[tuple[str, Node]] = []

    def inside(self, node: Node, block: _Block | None, figure: str = "") -> None:
        """Take in everything under a node; block is the one its words belong to."""
        target = _target(node)
        for kid in node.kids:
            if isinstance(kid, Piece) and block is not None:
                block.pieces.append((kid, target, block.cells))
            elif isinstance(kid, Node) and kid.role not in SILENT and not _is_call(kid, node):
                self._node(kid, block, figure)

    def _node(self, node: Node, block: _Block | None, figure: str) -> None:
        if block is not None and node.role in WITHIN:
            block.cells += node.role in CELLS
            self.inside(node, block, figure)
        elif node.role in KINDS:
            kept = block.kind if block is not None and block.kind in KEPT else KINDS[node.role]
            inner = _Block(kept, figure)
            self.blocks.append(inner)
            self.inside(node, inner, figure)
        elif node.role == "Caption":
            self.inside(node, _Block("caption"), figure)
        elif node.role == "Figure":
            self.pictures.append((figure, node))
        elif any(kid.role in PICTURES for kid in node.nodes):
            self._pictured(node)
        else:
            if node.role == "Table":
                self.pictures.append((figure, node))
            self.inside(node, None, figure)

    def _pictured(self, node: Node) -> None:
        """A figure with its words: those before it are headline and question, the first below
        it is the caption, the rest notes and source."""
        captions = [kid for part in (node, *node.nodes) for kid in part.nodes if _is_caption(kid)]
        figure = next((name for caption in captions for name in _data_links(caption)), "")
        first = len(self.blocks)
        self.inside(node, None, figure)
        if not figure:
            return
        above, below = first, False
        for place in range(first, len(self.blocks)):
            block = self.blocks[place]
            if block.kind == "row":
                block.kind = "data"
            elif block.kind == "caption":
                block.kind = "figure-note" if below else "caption"
                below = True
            elif block.kind == "text":
                block.kind = "headline" if place == above else "figure-note"


def _is_caption(node: Node) -> bool:
    return node.role == "Caption"


def _data_links(node: Node) -> Iterator[str]:
    """The figures whose data a caption leads to."""
    for link in node.links():
        if link.destination.startswith(DATA):
            yield link.destination.removeprefix(DATA)


def _is_call(node: Node, parent: Node) -> bool:
    """Whether an element is the number of a note in the text."""
    return node.role == "Reference" and parent.role != "TOCI"


def _target(node: Node) -> str:
    """The name of the place that a link leads to."""
    if node.role != "Link":
        return ""
    return next((kid.destination for kid in node.kids if isinstance(kid, Link)), "")


def _group(block: _Block, placed: Mapping[tuple[int, int], Sequence[Run]]) -> Group:
    pieces = [
        Set(run, link, cell)
        for piece, link, cell in block.pieces
        for run in placed.get((piece.page, piece.mcid), ())
    ]
    return Group(block.kind, rows_of(pieces), block.figure)


def _without_folio(group: Group) -> Iterator[Group]:
    """An entry of the contents and its page number, which the program sets, as two blocks."""
    numbers = tuple(row for row in group.rows if row.text.isdigit() and row.links)
    words = tuple(row for row in group.rows if row not in numbers)
    if group.kind == "item" and len(numbers) == 1 and words:
        yield replace(group, rows=words)
        yield replace(group, kind="folio", rows=numbers)
    else:
        yield group


# ------------------------------------------------------------------ figures


def _with_data(groups: Iterable[Group], facts: Facts) -> Iterator[Group]:
    """The groups, with the tables of the figures' data as what they are."""
    places = sorted(
        (page, top, name.removeprefix(DATA))
        for name, (page, _, top) in facts.places.items()
        if _is_data(name)
    )
    for group in groups:
        first = group.rows[0]
        above = [name for page, top, name in places if (page, top) <= (first.page, first.baseline)]
        yield replace(group, kind="data", figure=above[-1]) if above else group


def _is_data(name: str) -> bool:
    return name.startswith(DATA)


def _drawings(
    pictures: Iterable[tuple[str, Node]], groups: Sequence[Group], facts: Facts
) -> Iterator[Drawing]:
    """Every figure that is told of, in reading order; one without a name has none."""
    captions = {group.figure: group.rows[0] for group in groups if group.kind == "caption"}
    first = min((page for name, (page, *_) in facts.places.items() if _is_data(name)), default=0)
    tables = {**dict(_tables(groups, first)), **facts.tables}
    for figure, node in pictures:
        if not (figure or node.alt):
            continue
        caption = captions.get(figure)
        header, *rows = (tuple(map(_plain, row)) for row in tables.get(figure, ((),)))
        yield Drawing(
            id=figure,
            label=_plain(caption.text[: caption.links[0][1]]) if caption else "",
            page=node.page,
            alt=_plain(node.alt),
            box=_box(node),
            header=header,
            rows=tuple(rows),
        )


def _tables(
    groups: Iterable[Group], first: int
) -> Iterator[tuple[str, tuple[tuple[str, ...], ...]]]:
    """The figures' data as the pages from the first one on print them."""
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for group in groups:
        if group.kind == "data" and group.rows[0].page >= first and group.rows[-1].apart:
            cells = [group.rows[0].text]
            for row in group.rows[1:]:
                cells[-1:] = [cells[-1], row.text] if row.apart else [f"{cells[-1]} {row.text}"]
            found[group.figure].append(tuple(cells))
    for name, rows in found.items():
        yield name, tuple(rows)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _box(node: Node) -> tuple[float, float, float, float]:
    values = [float(value) for value in node.attributes.get("BBox", NO_BOX)]
    return values[0], values[1], values[2], values[3]
