"""`sign`, and what a build says of it: which pages are signed, and which came back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from publication.compose.manuscript import Material
from publication.drafts.edition import DRAFT
from publication.drafts.present import draft_of
from publication.errors import ProofError, ReleaseError
from publication.message import Message, said
from publication.model import Finding, Galley, Manuscript, Place, Problem, Severity, World
from publication.proof.records import Draft
from publication.proof.signing import (
    PageSign,
    Signature,
    Signoff,
    chosen_pages,
    page_hashes,
    sign_off,
    sign_pages,
)
from publication.proof.signing_files import read_review, read_signatures, write_signatures
from publication.proof.snapshot import read_text

CHECK = "sign-off"
SIGN = "sign on the review page of the proof, or with `build.py sign`"


def sign(title: Path, out: Path, pages: str, chapter: str, by: str, date: str) -> Signoff:
    """Sign pages of the proof that was built last; returns how all pages stand then.

    pages    labels as 7-12,15; chapter: a chapter's id
    by       initials; date: the day, as an ISO date
    Raises ProofError where nothing was built, for unknown pages, and for no name.
    """
    draft = _built(title, out)
    chosen = chosen_pages(draft, pages, chapter)
    if not by.strip() or not chosen:
        wrong = [] if by.strip() else [Problem("nobody signs", hint="--by INITIALS")]
        wrong += (
            [] if chosen else [Problem("no page is named", hint="--pages 7-12 or --chapter ID")]
        )
        raise ProofError(wrong)
    return _kept(title, draft, sign_pages(draft, chosen, by.strip(), date))


def sign_from(title: Path, out: Path, file: Path, date: str) -> tuple[Signoff, tuple[str, ...]]:
    """Sign what a saved review signs; also the pages that read otherwise by now, left unsigned."""
    draft, review = _built(title, out), read_review(file, title.name)
    if review.signed and not review.by:
        raise ProofError([Problem(f"{file.name}: nobody signs", hint="initials are missing")])
    hashes = page_hashes(draft)
    same = [page for page, digest in review.signed.items() if hashes.get(page) == digest]
    places = {leaf.label: index for index, leaf in enumerate(draft.leaves)}
    signatures = sign_pages(draft, [places[page] for page in same], review.by, date)
    other = tuple(page for page in review.signed if page not in same)
    return _kept(title, draft, signatures), other


def standing(title: Path, out: Path) -> Signoff:
    """How the pages of the proof that was built last stand."""
    return sign_off(_built(title, out), read_signatures(title))


def _kept(title: Path, draft: Draft, signatures: tuple[Signature, ...]) -> Signoff:
    known = (*read_signatures(title), *signatures)
    if signatures:
        write_signatures(title, known)
    return sign_off(draft, known)


def _built(title: Path, out: Path) -> Draft:
    """The draft beside the proof: what the proofreader has in hand."""
    path = out / "proof" / DRAFT.format(title=title.name)
    if not path.is_file():
        raise ProofError(
            [Problem("there is no proof to sign", hint="build the proof edition first")]
        )
    return read_text(path)


def signed_now(
    material: Material, manuscript: Manuscript, galley: Galley, world: World
) -> tuple[Signoff | None, tuple[Finding, ...]]:
    """How the present pages stand, and a note for each that came back.

    None where nobody has signed anything.
    """
    signatures = read_signatures(material.publication.folder)
    if not signatures:
        return None, ()
    draft = draft_of(material, manuscript, galley, world)
    standing = sign_off(draft, signatures)
    return standing, tuple(_notes(draft, standing))


def demand_release(standing: Signoff | None, findings: Sequence[Finding]) -> None:
    """Raise ReleaseError with all that a release still wants: no errors, and every page signed."""
    gaps = [
        Problem(f"{finding.check}: {finding.message}", finding.place, finding.hint)
        for finding in findings
        if finding.severity == Severity.ERROR
    ]
    if standing is None:
        gaps.append(Problem("no page is signed", hint=SIGN))
    elif standing.missing:
        gaps.append(Problem(standing.line, hint=SIGN))
    if gaps:
        raise ReleaseError(gaps)


def _notes(draft: Draft, standing: Signoff) -> Iterator[Finding]:
    yield Finding(CHECK, Severity.NOTE, standing.line)
    for page in standing.standing("back"):
        what = said("was signed and reads otherwise now: {what}", what=_changed(draft, page))
        yield Finding(CHECK, Severity.NOTE, what, place=_place(draft, page), page=page.label)


def _changed(draft: Draft, page: PageSign) -> Message:
    if not page.blocks:
        return said("a figure")
    first = " ".join(draft.blocks[page.blocks[0]].text.split())
    shown = f"{first[:60]}{'…' if len(first) > 60 else ''}"
    if len(page.blocks) == 1:
        return said("“{text}”", text=shown)
    return said("“{text}” and {count} more", text=shown, count=len(page.blocks) - 1)


def _place(draft: Draft, page: PageSign) -> Place | None:
    file, _, line = draft.blocks[page.blocks[0]].place.rpartition(":") if page.blocks else ("",) * 3
    return Place(file, int(line)) if file else None
