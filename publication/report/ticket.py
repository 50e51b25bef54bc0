"""The job ticket: what the printer must know, for machines (JSON) and for people (one page).

Both are written from one record, so they cannot differ.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from publication.brand import Brand
from publication.environment import make_environment, render
from publication.language import Language
from publication.model import Finding, Output, Paper, Publication, Severity, World

TEMPLATE = "templates/ticket.html"
FORMAT = 1
"""Version of the JSON's shape: raised whenever a reader would have to change."""


@dataclass(frozen=True)
class Piece:
    """One file for the press. trim in mm; blanks are page numbers in the file, from 1."""

    part: str
    output: Output
    trim: tuple[float, float]
    blanks: tuple[int, ...] = ()


@dataclass(frozen=True)
class Binding:
    """The bound book, in mm. folds are measured from the left edge of the trimmed cover sheet."""

    spine: float
    block: float
    by_printer: bool
    folds: tuple[float, ...] = ()


@dataclass(frozen=True)
class Checked:
    """What preflight found, counted."""

    profile: str
    errors: int
    warnings: int
    not_run: int


@dataclass(frozen=True)
class Ticket:
    """Everything on the ticket. Lengths in mm."""

    title: str
    subtitle: str
    isbn: str
    publishers: tuple[str, ...]
    date: str
    revision: str
    pieces: tuple[Piece, ...]
    bleed: float
    plates: tuple[str, ...]
    paper: Paper
    binding: Binding
    condition: str
    standard: str
    validated: bool
    checked: Checked


def job_ticket(
    publication: Publication,
    brand: Brand,
    world: World,
    pieces: Iterable[Piece],
    binding: Binding,
    profile: str,
    findings: Iterable[Finding],
) -> Ticket:
    """Gather the ticket from what was built. `findings` are those of all the pieces."""
    isbn = publication.printed_isbn
    spots = sorted({colour.spot for colour in brand.colours.values() if colour.spot})
    return Ticket(
        title=publication.title,
        subtitle=publication.subtitle,
        isbn=isbn.number if isbn else "",
        publishers=tuple(publisher.name for publisher in publication.publishers),
        date=datetime.fromtimestamp(world.epoch, UTC).strftime("%Y-%m-%d"),
        revision=world.revision,
        pieces=tuple(pieces),
        bleed=brand.bleed,
        plates=("Cyan", "Magenta", "Yellow", "Black", *spots),
        paper=publication.paper,
        binding=binding,
        condition=publication.output_condition,
        standard="PDF/X-4",
        validated=False,
        checked=_count(profile, findings),
    )


def ticket_json(ticket: Ticket) -> str:
    """The ticket for machines; paths without folders, keys in the record's order."""
    data = {"format": FORMAT, **asdict(ticket)}
    for piece, row in zip(ticket.pieces, data["pieces"], strict=True):
        row["output"] = {**asdict(piece.output), "path": piece.output.path.name}
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def ticket_html(ticket: Ticket, language: Language) -> str:
    """The ticket for people: one A4 page, ready to be typeset."""
    words = language.sections["ticket"]
    return str(
        render(
            make_environment(),
            TEMPLATE,
            {
                "ticket": ticket,
                "words": words,
                "language": language.code,
                "pieces": [_piece_rows(piece, ticket, language, words) for piece in ticket.pieces],
                "rows": list(_rows(ticket, language, words)),
            },
        )
    )


def _count(profile: str, findings: Iterable[Finding]) -> Checked:
    severities = [finding.severity for finding in findings]
    return Checked(
        profile,
        severities.count(Severity.ERROR),
        severities.count(Severity.WARNING),
        severities.count(Severity.NOT_RUN),
    )


Rows = list[tuple[str, str]]


def _piece_rows(
    piece: Piece, ticket: Ticket, language: Language, words: Mapping[str, str]
) -> dict[str, object]:
    """A piece's heading and its rows: label, value."""
    blanks = ", ".join(map(str, piece.blanks))
    told = words["blanks"].format(pages=blanks) if blanks else words["no_blanks"]
    width, height = (_mm(side, language) for side in piece.trim)
    rows: Rows = [
        (words["file"], piece.output.path.name),
        (words["checksum"], piece.output.sha256),
        (words["pages"], f"{piece.output.pages}, {told}"),
        (words["trim"], words["size"].format(width=width, height=height)),
        (words["bleed"], words["bleed_all"].format(bleed=_mm(ticket.bleed, language))),
        (words["paper"], _paper(piece.part, ticket.paper, language, words)),
    ]
    return {"heading": words[piece.part], "rows": rows}


def _paper(part: str, paper: Paper, language: Language, words: Mapping[str, str]) -> str:
    if part == "cover":
        return words["paper_cover"].format(caliper=language.number(paper.cover_mm, 2))
    gsm, bulk = language.number(paper.gsm), language.number(paper.bulk, 2)
    return words["paper_body"].format(gsm=gsm, bulk=bulk)


def _rows(ticket: Ticket, language: Language, words: Mapping[str, str]) -> Rows:
    """What holds for all pieces."""
    spots = ", ".join(ticket.plates[4:])
    checked = ticket.checked
    rows = [
        (words["plates"], words["plates_spots"].format(spots=spots) if spots else "CMYK"),
        (words["condition"], words["condition_words"].format(condition=ticket.condition)),
        (words["ink"], words["ink_words"].format(ink=ticket.paper.total_ink)),
        (words["black"], words["black_words"]),
        (words["binding"], words["glued"]),
        (words["spine"], "; ".join(_spine(ticket, language, words))),
        (words["barcode"], words["barcode_words"].format(isbn=ticket.isbn)),
        (
            words["checked"],
            words["checked_words"].format(
                profile=checked.profile,
                errors=checked.errors,
                warnings=checked.warnings,
                missing=checked.not_run,
            ),
        ),
    ]
    return [row for row in rows if ticket.isbn or row[0] != words["barcode"]]


def _spine(ticket: Ticket, language: Language, words: Mapping[str, str]) -> list[str]:
    """How thick the spine is and why, where the sheet is folded."""
    binding, paper = ticket.binding, ticket.paper
    spine = _mm(binding.spine, language)
    said = words["spine_printer"].format(spine=spine)
    if not binding.by_printer:
        said = words["spine_computed"].format(
            spine=spine,
            block=language.number(binding.block, 2),
            cover=language.number(paper.cover_mm, 2),
            glue=language.number(paper.glue_mm, 2),
        )
    parts = [said]
    if binding.folds:
        folds = " · ".join(_mm(fold, language) for fold in binding.folds)
        parts.append(words["folds"].format(folds=folds))
    if paper.flap_mm:
        parts.append(words["flaps"].format(flap=_mm(paper.flap_mm, language)))
    return parts


def _mm(value: float, language: Language) -> str:
    """A length as printed: no decimals that say nothing."""
    return language.number(value, 0 if float(round(value, 1)).is_integer() else 1)
