"""Drafts by name: what `approve` and `compare` do."""

from __future__ import annotations

from pathlib import Path

from publication import pipeline
from publication.brand import read_brand
from publication.drafts.edition import DRAFT
from publication.drafts.present import draft_of, pictured
from publication.language import Language, read_language
from publication.model import World
from publication.pipeline import Watch
from publication.proof.changes import Changes
from publication.proof.compare import compare
from publication.proof.records import Draft
from publication.proof.review import review_page
from publication.proof.snapshot import NOW, approve, find_draft, read_draft


def approve_draft(title: Path, out: Path, label: str) -> Path:
    """Store the draft that lies in the proof edition under a label; ProofError where it cannot."""
    return approve(out / "proof" / DRAFT.format(title=title.name), title, label)


def compare_drafts(title: Path, before: str, after: str, world: World, watch: Watch) -> Changes:
    """What differs between two drafts, each by its label or "now"."""
    return compare(
        _named(title, before, world, watch),
        _named(title, after, world, watch),
    )


def changes_page(changes: Changes, world: World) -> str:
    """The review page of two drafts, without findings."""
    brand, language = read_brand(world.styles / "brand.toml"), language_of(changes)
    return review_page(changes.new, changes, (), language, brand, world.styles)


def language_of(changes: Changes) -> Language:
    """The language both drafts are in."""
    return read_language(changes.new.language)


def _named(title: Path, label: str, world: World, watch: Watch) -> Draft:
    if label.lower() != NOW:
        return read_draft(find_draft(title, label))
    made = pipeline.make_galley(title, world, watch)
    draft = draft_of(made.material, made.manuscript, made.galley, world)
    return pictured(draft, made.galley, read_brand(world.styles / "brand.toml"), world.cache)
