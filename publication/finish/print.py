"""The print edition: the galley's body as a PDF built to PDF/X-4, and any other sheet likewise.

Words matter here: a file is built to the standard and checked by our own rules; no free validator
of PDF/X-4 exists, so nothing says "validated".
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Dictionary, Name

from publication.brand import Brand
from publication.errors import FinishError
from publication.finish.boxes import set_boxes, trim_problem
from publication.finish.colour import Press
from publication.finish.metadata import Card, describe_file, set_intent
from publication.finish.origins import Origins, Where
from publication.finish.pages import BodyPlan, body_plan, describe, keep, save_whole
from publication.finish.pictures import Separator, profile_name
from publication.message import said
from publication.model import (
    Edition,
    Finding,
    Galley,
    Problem,
    Publication,
    Severity,
    World,
)

EDITION = "print"
PDF_VERSION = "1.6"

ROOT_KEPT = frozenset({"/Type", "/Pages", "/Metadata", "/OutputIntents", "/Lang"})
"""What the catalog of a printed file may hold: no tags, outline, names, labels, actions, layers."""

PAGE_KEPT = frozenset(
    {"/Type", "/Parent", "/Contents", "/Resources", "/Group", "/MediaBox", "/BleedBox", "/TrimBox"}
)


@dataclass(frozen=True)
class Sheet:
    """How a file is finished: its name in the reports, trim (mm), title, crop and fold marks."""

    name: str
    trim: tuple[float, float]
    title: str
    marks: bool = False
    folds: tuple[float, ...] = ()


def finish_print(
    galley: Galley,
    publication: Publication,
    brand: Brand,
    world: World,
    out: Path,
    marks: bool = False,
) -> Edition:
    """Make `out`/body.pdf: the body pages in CMYK, padded to the paper's multiple with blanks.

    Raises FinishError with every colour and page that cannot be printed.
    """
    plan = body_plan(galley, publication)
    sheet = Sheet("body", brand.trim, publication.title, marks)
    path = out / "body.pdf"
    with pikepdf.open(galley.pdf) as pdf:
        keep(pdf, (page.index for page in plan.pages))
        _add_blanks(pdf, plan)
        labels = [page.label for page in plan.pages]
        finish_sheets(pdf, labels, sheet, publication, brand, world, path)
    output = describe(EDITION, path, plan.count)
    return Edition(EDITION, (output,), tuple(_padding(plan)))


def finish_cover(
    spread: Path,
    trim: tuple[float, float],
    publication: Publication,
    brand: Brand,
    world: World,
    out: Path,
    marks: bool = False,
    folds: tuple[float, ...] = (),
) -> Edition:
    """Make `out`/cover.pdf of a cover spread in RGB, trimmed to `trim` mm, folded at `folds`.

    Raises FinishError as finish_print does.
    """
    path = out / "cover.pdf"
    sheet = Sheet("cover", trim, publication.title, marks, folds)
    with pikepdf.open(spread) as pdf:
        finish_sheets(pdf, ["cover"], sheet, publication, brand, world, path)
    return Edition(EDITION, (describe(EDITION, path, 1),))


def finish_sheets(
    pdf: pikepdf.Pdf,
    labels: Sequence[str],
    sheet: Sheet,
    publication: Publication,
    brand: Brand,
    world: World,
    path: Path,
) -> None:
    """Finish an open RGB document for the press and write it to `path`.

    Raises FinishError: a page of another trim or without bleed, a colour outside the palette, a
    gradient. `labels` are what problems call the pages.
    """
    names = [*labels, *map(str, range(len(labels) + 1, len(pdf.pages) + 1))]
    origins = Origins(pdf)
    strip(pdf)
    problems = _wrong_boxes(pdf, names, sheet, brand.bleed)
    profile = (world.styles / "icc" / publication.output_profile).read_bytes()
    press = Press(brand, Separator(profile, publication.paper.total_ink))
    for index, (page, name) in enumerate(zip(pdf.pages, names, strict=True)):
        press.page(pdf, page, Where(index, name))
    press.settle_groups()
    problems += press.palette.strays.problems(origins)
    if problems:
        raise FinishError(problems)
    card = _card(pdf, publication, sheet, world)
    for page in pdf.pages:
        set_boxes(page, brand.bleed, sheet.marks, sheet.folds)
    set_intent(pdf, profile, publication.output_condition, profile_name(profile))
    describe_file(pdf, card)
    save_whole(path, lambda part: _save(pdf, part))


def strip(pdf: pikepdf.Pdf) -> None:
    """Remove all that serves the screen: tags, links, outline, names."""
    for key in set(pdf.Root.keys()) - ROOT_KEPT:
        del pdf.Root[key]
    for page in pdf.pages:
        for key in set(page.obj.keys()) - PAGE_KEPT:
            del page.obj[key]


def _wrong_boxes(
    pdf: pikepdf.Pdf, names: Sequence[str], sheet: Sheet, bleed: float
) -> list[Problem]:
    found = (
        (name, trim_problem(page, sheet.trim, bleed))
        for name, page in zip(names, pdf.pages, strict=True)
    )
    return [Problem(f"page {name} {problem}") for name, problem in found if problem]


def _add_blanks(pdf: pikepdf.Pdf, plan: BodyPlan) -> None:
    """Append empty pages with the boxes of the last one."""
    if not plan.added or not plan.pages:
        return
    last = pdf.pages[-1]
    for _ in range(plan.added):
        blank = Dictionary(
            Type=Name.Page,
            MediaBox=last.MediaBox,
            TrimBox=last.TrimBox,
            Resources=Dictionary(),
            Contents=pdf.make_stream(b""),
        )
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(blank)))


def _padding(plan: BodyPlan) -> list[Finding]:
    """Declare the blanks: an empty page that nobody announced is an error at the printer's."""
    if not plan.added:
        return []
    pages = ", ".join(str(number) for number in plan.blanks[-plan.added :])
    return [
        Finding(
            "padding",
            Severity.NOTE,
            said(
                "{pages} pages filled up to {count} with blank ones",
                pages=len(plan.pages),
                count=plan.count,
            ),
            edition=EDITION,
            page=pages,
            file="body.pdf",
        )
    ]


def _card(pdf: pikepdf.Pdf, publication: Publication, sheet: Sheet, world: World) -> Card:
    """What the file says of itself; its identity comes from what is on its pages."""
    isbn = publication.printed_isbn
    seed = hashlib.sha256()
    for page in pdf.pages:
        seed.update(page.obj.Contents.read_bytes())
    return Card(
        title=sheet.title,
        author=", ".join(publisher.name for publisher in publication.publishers),
        description=publication.description,
        keywords=publication.keywords,
        language=publication.language,
        isbn=isbn.number if isbn else "",
        name=sheet.name,
        seed=seed.hexdigest(),
        epoch=world.epoch,
    )


def _save(pdf: pikepdf.Pdf, path: Path) -> None:
    pdf.save(
        path,
        min_version=PDF_VERSION,
        force_version=PDF_VERSION,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
    )
