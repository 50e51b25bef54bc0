"""Drafts by name: what `approve` and `compare` do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from publication import pipeline
from publication.brand import read_brand
from publication.drafts.edition import DRAFT
from publication.drafts.pdf import read_pdf
from publication.drafts.present import draft_of, pictured
from publication.errors import ProofError
from publication.language import Language, read_language
from publication.manifest import allowed_by, read_publication
from publication.model import Problem, World
from publication.pipeline import Watch
from publication.proof.changes import Changes
from publication.proof.compare import compare
from publication.proof.pdf.alike import Side
from publication.proof.pdf.compare import compare_files, with_pictures
from publication.proof.pdf.facts import Wanted
from publication.proof.pdf.records import ReadPdf
from publication.proof.records import Draft
from publication.proof.review import review_page
from publication.proof.snapshot import NOW, approve, find_draft, read_draft


def approve_draft(title: Path, out: Path, label: str) -> Path:
    """Store the draft that lies in the proof edition under a label; ProofError where it cannot."""
    return approve(out / "proof" / DRAFT.format(title=title.name), title, label)


def compare_drafts(
    title: Path, before: str, after: str, world: World, watch: Watch, pictured: bool = False
) -> Changes:
    """What differs between two drafts, each by its label, as "now", or as a PDF of ours.

    pictured  whether pictures of a PDF's pages are wanted
    Raises ProofError with everything that is wrong with either.
    """
    if not (is_pdf(before) or is_pdf(after)):
        drafts = [_named(title, name, world, watch) for name in (before, after)]
        return compare(*drafts)
    brand = read_brand(world.styles / "brand.toml")
    publication = read_publication(
        title, world.root / "data", allowed_by(world.styles, brand.themes)
    )
    wanted = Wanted(publication, read_language(publication.language))
    old, new = _sides(title, (before, after), wanted, world, watch)
    changes = compare_files(old, new, wanted.language["page_ref"])
    return with_pictures(changes, old, new) if pictured else changes


def is_pdf(name: str) -> bool:
    """Whether somebody names a file, and not a draft by its label."""
    return Path(name).suffix.lower() == ".pdf"


def _sides(
    title: Path, names: tuple[str, str], wanted: Wanted, world: World, watch: Watch
) -> list[Side]:
    """Both sides; what is wrong with the files is said before anything is typeset."""
    read, problems = dict[str, ReadPdf](), list[Problem]()
    for name in dict.fromkeys(names):
        try:
            if is_pdf(name):
                read[name] = read_pdf(Path(name), wanted)
            elif name.lower() != NOW:
                find_draft(title, name)
        except ProofError as error:
            problems += error.problems
    if problems:
        raise ProofError(problems)
    alike = len({Path(name).name for name in names}) == 1
    sides = []
    for name in names:
        held = read.get(name)
        label = name if alike else Path(name).name
        draft = replace(held.draft, label=label) if held else _named(title, name, world, watch)
        sides.append(Side(draft, held))
    return sides


def changes_page(changes: Changes, world: World) -> str:
    """The review page of two drafts, without findings."""
    brand, language = read_brand(world.styles / "brand.toml"), language_of(changes)
    return review_page(changes.new, changes, None, language, brand, world.styles)


def language_of(changes: Changes) -> Language:
    """The language both drafts are in."""
    return read_language(changes.new.language)


def _named(title: Path, label: str, world: World, watch: Watch) -> Draft:
    if label.lower() != NOW:
        return read_draft(find_draft(title, label))
    made = pipeline.make_galley(title, world, watch)
    draft = draft_of(made.material, made.manuscript, made.galley, world)
    return pictured(draft, made.galley, read_brand(world.styles / "brand.toml"), world.cache)
