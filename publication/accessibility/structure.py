"""What validators do not notice: structure that is lawful and useless.

Each check takes a file as it was read (tree.py) and yields findings; CHECKS lists them all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import urlsplit

from publication.accessibility.tree import Link, Node, Piece, Told
from publication.message import Message, said
from publication.model import Finding, Severity

LONGEST_ALT = 300
"""Characters: what a listener can hold; the data behind a figure stand in its table."""
HEADING = re.compile(r"H([1-6])$")
WITHIN = 30.0
"""Points between a note's way back and the call it must lead to (two lines)."""
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
LISTS = frozenset({"Lbl", "LBody"})
EMPTY_WELL = frozenset({"TD", "TH"})
"""Elements that may be empty."""
CATALOG = {
    "language": said("language"),
    "title": said("title"),
    "title shown": said("title shown"),
    "page labels": said("page labels"),
}
"""What every file must say of itself, as a listener's tree names it."""

Check = Callable[[Told], Iterator[Finding]]


def check(told: Told) -> tuple[Finding, ...]:
    """Run all checks of the structure."""
    return tuple(finding for row in CHECKS for finding in row(told))


def _error(name: str, message: Message, page: int = -1) -> Finding:
    number = str(page + 1) if page >= 0 else ""
    return Finding(name, Severity.ERROR, message, edition="web", page=number)


def _nodes(told: Told, *roles: str) -> Iterator[Node]:
    return (node for node in told.root.walk() if node.role in roles)


# ------------------------------------------------------------------ the tree


def check_document(told: Told) -> Iterator[Finding]:
    """Language, title shown, page labels; a tree that is not empty."""
    for name, value in told.catalog.items():
        if not value:
            yield _error("document", said("the file has no {part}", part=CATALOG[name]))
    if not told.root.kids:
        yield _error("document", said("the file has no structure"))
    for node in told.root.walk():
        if node.lang and not LANGUAGE.match(node.lang):
            yield _error("language", said("{name!r} is no language", name=node.lang), node.page)


def check_ownership(told: Told) -> Iterator[Finding]:
    """All marked content belongs to exactly one element."""
    for piece in sorted(told.drawn - set(told.owned), key=_order):
        what = said("content {number} belongs to no element", number=piece.mcid)
        yield _error("ownership", what, piece.page)
    for piece, times in told.owned.items():
        if piece not in told.drawn:
            what = said("an element owns content {number}, not drawn", number=piece.mcid)
            yield _error("ownership", what, piece.page)
        elif times > 1:
            what = said(
                "content {number} belongs to {count} elements", number=piece.mcid, count=times
            )
            yield _error("ownership", what, piece.page)


def _order(piece: Piece) -> tuple[int, int]:
    return piece.page, piece.mcid


def check_emptiness(told: Told) -> Iterator[Finding]:
    """No element without content, but for cells."""
    for node in told.root.walk():
        if not node.kids and node.role not in EMPTY_WELL and node is not told.root:
            yield _error("structure", said("a {role} without content", role=node.role))


def check_headings(told: Told) -> Iterator[Finding]:
    """No level is jumped; the first heading is of the first level."""
    level = 0
    for node in told.root.walk():
        match = HEADING.match(node.role)
        if match is None:
            continue
        title = told.text(node).strip()
        if int(match[1]) > level + 1:
            yield _error("headings", _jumped(title, match[1], level), node.page)
        if not title:
            yield _error("headings", said("a heading without words"), node.page)
        level = int(match[1])


def _jumped(title: str, level: str, before: int) -> Message:
    if not before:
        return said("»{title}« is of level {level} and is the first", title=title, level=level)
    return said(
        "»{title}« is of level {level} and follows level {before}",
        title=title,
        level=level,
        before=before,
    )


def check_bookmarks(told: Told) -> Iterator[Finding]:
    """Every heading has a bookmark, of its level."""
    marks = Counter((level, _plain(title)) for level, title in told.outline)
    for node in told.root.walk():
        match = HEADING.match(node.role)
        if match is None:
            continue
        title = _plain(told.text(node))
        if not marks[int(match[1]), title]:
            what = said("no bookmark leads to »{title}«", title=title)
            yield _error("bookmarks", what, node.page)
        marks[int(match[1]), title] -= 1


def _plain(text: str) -> str:
    """One space between words; a line that ends with a hyphen of its own needs none."""
    return re.sub(r"\s+", " ", text.replace("\u00ad", "")).replace("- ", "-").strip()


# ------------------------------------------------------------------ figures and tables


def check_figures(told: Told) -> Iterator[Finding]:
    """An alternative text that is there, short, and not the caption again; a box on the page."""
    captions = list(_captions(told))
    for node, caption in captions:
        alt = _plain(node.alt)
        name = f"»{alt[:40]}«"
        if not alt:
            yield _error("alternative text", said("a figure without alternative text"), node.page)
        if len(alt) > LONGEST_ALT:
            what = said("{name} has {count} characters", name=name, count=len(alt))
            yield _error("alternative text", what, node.page)
        if alt and caption and (alt.casefold() in caption or caption in alt.casefold()):
            what = said("{name} repeats the caption", name=name)
            yield _error("alternative text", what, node.page)
        if "BBox" not in node.attributes:
            what = said("{name} does not say where it stands", name=name)
            yield _error("figures", what, node.page)


def _captions(told: Told) -> Iterator[tuple[Node, str]]:
    """Every figure with the words of the caption that follows it."""
    for parent in told.root.walk():
        nodes = parent.nodes
        for place, node in enumerate(nodes):
            if node.role == "Figure":
                follows = nodes[place + 1] if place + 1 < len(nodes) else None
                is_caption = follows is not None and follows.role == "Caption"
                yield node, _plain(told.text(follows)).casefold() if is_caption and follows else ""


def check_tables(told: Told) -> Iterator[Finding]:
    """Header cells with a scope, one head, and rows of one width."""
    for table in _nodes(told, "Table"):
        cells = [node for node in table.walk() if node.role in ("TH", "TD")]
        name = f"»{_plain(told.text(cells[0]))[:40]}«" if cells else said("a table")
        if not any(cell.role == "TH" for cell in cells):
            yield _error("tables", said("{name} has no headers", name=name), table.page)
        if any(cell.role == "TH" and "Scope" not in cell.attributes for cell in cells):
            what = said("{name} has a header without scope", name=name)
            yield _error("tables", what, table.page)
        if sum(node.role == "THead" for node in table.walk()) > 1:
            what = said("{name} tells its head again on another page", name=name)
            yield _error("tables", what, table.page)
        widths = set(_widths(table))
        if len(widths) > 1:
            counts = ", ".join(map(str, sorted(widths)))
            what = said("{name} has rows of [{counts}] cells", name=name, counts=counts)
            yield _error("tables", what, table.page)


def _widths(table: Node) -> Iterator[int]:
    """Cells of each row, those that reach down from rows above counted."""
    reaching: list[tuple[int, int]] = []
    for row in (node for node in table.walk() if node.role == "TR"):
        spans = [(_span(cell, "ColSpan"), _span(cell, "RowSpan")) for cell in row.nodes]
        yield sum(width for width, _ in spans) + sum(width for width, _ in reaching)
        below = [(width, height - 1) for width, height in (*reaching, *spans)]
        reaching = [(width, height) for width, height in below if height > 0]


def _span(cell: Node, key: str) -> int:
    return int(cell.attributes.get(key, 1))


def check_lists(told: Told) -> Iterator[Finding]:
    """Lists hold items, items a label and a body."""
    for node in _nodes(told, "L", "LI"):
        wanted = {"LI", "Caption"} if node.role == "L" else LISTS
        strays = {kid.role for kid in node.nodes} - wanted
        if strays:
            held = ", ".join(sorted(strays))
            what = said("a {role} holds {held}", role=node.role, held=held)
            yield _error("lists", what, node.page)


# ------------------------------------------------------------------ links and notes


def check_links(told: Told) -> Iterator[Finding]:
    """Links lead somewhere, say where, and hold the words one clicks."""
    links = list(told.root.links())
    for link in links:
        name = f"»{link.contents}«"
        if link.destination and link.destination not in told.destinations:
            what = said("{name} leads to {goal!r}, nowhere", name=name, goal=link.destination)
            yield _error("links", what, link.page)
        if link.address and not _well_formed(link.address):
            what = said("{address!r} is no address", address=link.address)
            yield _error("links", what, link.page)
        if not (link.destination or link.address):
            yield _error("links", said("{name} leads nowhere", name=name), link.page)
        if link.contents.strip() in ("", link.destination):
            goal = link.destination or link.address
            yield _error("links", said("the link to {goal!r} does not say so", goal=goal))
    for node in _nodes(told, "Link"):
        if not any(isinstance(leaf, Link) for leaf in node.leaves()):
            what = said("»{text}« is tagged as a link and is none", text=told.text(node))
            yield _error("links", what, node.page)
        if not told.text(node).strip():
            yield _error("links", said("a link without words"), node.page)


def _well_formed(address: str) -> bool:
    parts = urlsplit(address)
    if parts.scheme in ("http", "https"):
        return "." in parts.netloc and " " not in address
    if parts.scheme == "mailto":
        return re.fullmatch(r"[^@\s]+@[^@\s]+\.[a-z]+", parts.path) is not None
    return parts.scheme == "tel" and parts.path != ""


def check_notes(told: Told) -> Iterator[Finding]:
    """Every note has its own ID, a call that leads to it, and a way back to that call."""
    calls: dict[str, Link] = {
        link.destination: link for node in _nodes(told, "Reference") for link in node.links()
    }
    seen = Counter(node.id for node in _nodes(told, "Note"))
    for note in _nodes(told, "Note"):
        name = f"»{_plain(told.text(note))[:40]}«"
        if not note.id or seen[note.id] > 1:
            what = said("{name} shares its ID {id!r} with another", name=name, id=note.id)
            yield _error("notes", what, note.page)
        call = calls.get(note.id)
        if call is None:
            yield _error("notes", said("nothing calls the note {name}", name=name), note.page)
        elif not _leads_back(note, call, told.destinations):
            what = said("no way leads back from the note {name}", name=name)
            yield _error("notes", what, note.page)


def _leads_back(
    note: Node, call: Link, destinations: Mapping[str, tuple[int, float, float]]
) -> bool:
    """Whether a label of the note leads to where the call stands."""
    for label in (node for node in note.nodes if node.role == "Lbl"):
        for link in label.links():
            page, _, y = destinations.get(link.destination, (-1, 0.0, 0.0))
            if page == call.page and abs(y - call.place[3]) < WITHIN:
                return True
    return False


CHECKS: tuple[Check, ...] = (
    check_document,
    check_ownership,
    check_emptiness,
    check_headings,
    check_bookmarks,
    check_figures,
    check_tables,
    check_lists,
    check_links,
    check_notes,
)
