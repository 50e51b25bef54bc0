"""What lies beside body and cover: job ticket, preflight report, and plates as pictures on demand.

All of it tells what the checks found, so it is written after them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from publication.accessibility import verapdf
from publication.accessibility.jobs import check_name
from publication.delivery import Delivery
from publication.finish.loose import finish_loose
from publication.finish.pages import describe
from publication.message import NOTHING, message_of, reason_of, said
from publication.model import Edition, Finding, Output, Severity
from publication.preflight.run import applying
from publication.preflight.separations import draw_separations
from publication.preflight.tools import CannotCheckError
from publication.press.edition import FLAVOUR
from publication.press.jobs import plan_of, press_jobs, profile_of, sheet_of
from publication.report.preflight import Examined, preflight_html, preflight_json
from publication.report.ticket import Binding, Piece, Ticket, job_ticket, ticket_html, ticket_json
from publication.stylesheet import loose_stylesheet
from publication.typeset.loose import loose_sheet

LINT = check_name(verapdf.JUDGE, FLAVOUR)
LINT_HINT = (
    "Fonts, profiles and syntax as an archive wants them, by an independent validator. "
    "Its rules on colour and metadata are not asked: they are another standard's."
)


def add_papers(delivery: Delivery, edition: Edition, folder: Path) -> Edition:
    """Write ticket and report into the edition's folder; the edition with them and their faults."""
    files = [*examined(delivery, edition)]
    ticket = _ticket(delivery, edition)
    title, date = delivery.material.publication.title, delivery.world.date
    report = preflight_html(files, title, date, ours=True)
    texts = {
        "ticket.json": ticket_json(ticket),
        "preflight.html": report,
        "preflight.json": preflight_json(files),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    sheet, complaints = _ticket_sheet(ticket, delivery, folder)
    papers = (sheet, *(describe(edition.name, folder / name, 0) for name in texts))
    found = (*complaints, *_separations(delivery, edition, folder))
    return replace(
        edition, outputs=edition.outputs + papers, findings=edition.findings + tuple(found)
    )


def examined(delivery: Delivery, edition: Edition) -> Iterator[Examined]:
    """Body and cover with the rules that were asked of them, and what these found."""
    profile = profile_of(delivery)
    for output, job in zip(edition.outputs, press_jobs(delivery), strict=False):
        rules = {**applying(profile, job), LINT: LINT_HINT}
        own = (found for found in edition.findings if found.file == output.path.name)
        findings = tuple(sorted(own, key=lambda finding: -finding.severity))
        yield Examined(output.path, profile.name, rules, findings)


def _ticket(delivery: Delivery, edition: Edition) -> Ticket:
    """The record that both forms of the ticket are written from."""
    publication, sheet = delivery.material.publication, sheet_of(delivery)
    pieces = [Piece("body", edition.outputs[0], delivery.brand.trim, plan_of(delivery).blanks)]
    pieces += [Piece("cover", output, sheet.trim) for output in edition.outputs[1:]]
    spine, folds = sheet.spine, sheet.folds if len(pieces) > 1 else ()
    return job_ticket(
        publication,
        delivery.brand,
        delivery.world,
        pieces,
        Binding(spine.width, spine.block, spine.by_printer, folds),
        publication.preflight,
        edition.findings,
    )


def _ticket_sheet(
    ticket: Ticket, delivery: Delivery, folder: Path
) -> tuple[Output, tuple[Finding, ...]]:
    """The ticket as one page of PDF; a warning where it is more, or something sticks out."""
    html = ticket_html(ticket, delivery.material.language)
    style = loose_stylesheet(delivery.brand, delivery.world.styles, "ticket.css")
    galley = loose_sheet("ticket", html, style, delivery.world)
    path = folder / "ticket.pdf"
    finish_loose(galley.pdf, path)
    told = [message_of(text) for text in galley.complaints]
    if galley.pages > 1:
        told.append(said("the ticket takes {count} pages", count=galley.pages))
    found = (
        Finding("ticket", Severity.WARNING, words, edition="print", file=path.name)
        for words in told
    )
    return describe("print", path, galley.pages), tuple(found)


def _separations(delivery: Delivery, edition: Edition, folder: Path) -> Iterator[Finding]:
    """Plates and ink maps in separations/, where they were wished: a note says how many."""
    pages = delivery.wishes.separations
    if pages is None:
        return
    limit = delivery.material.publication.paper.total_ink
    for output, job in zip(edition.outputs, press_jobs(delivery), strict=False):
        out = folder / "separations" / job.part
        wanted = pages if job.part == "body" else ()
        try:
            drawn = len(draw_separations(output.path, out, limit, wanted))
        except CannotCheckError as reason:
            told = said("not drawn: {reason}", reason=reason_of(reason))
            severity, hint = Severity.NOT_RUN, reason.hint
        else:
            told = said("{count} pictures in separations/{part}", count=drawn, part=job.part)
            severity, hint = Severity.NOTE, NOTHING
        yield Finding("separations", severity, told, hint, edition="print", file=output.path.name)
