"""The language check in the build: the finished text read with the title's own words."""

from __future__ import annotations

from publication.compose.manuscript import Material
from publication.drafts.present import draft_of
from publication.model import Finding, Galley, Manuscript, World
from publication.proof.language import check_language
from publication.proof.lexicon import NAME, read_lexicon


def language_findings(
    material: Material, manuscript: Manuscript, galley: Galley, world: World
) -> tuple[Finding, ...]:
    """What the language check says of the title as it is typeset."""
    rules = material.language.sections["proofreading"]
    people = material.people.persons.values()
    names = [name for person in people for name in (person.name, person.organisation)]
    lexicon = read_lexicon(material.publication.folder / NAME, names, rules["genitives"])
    draft = draft_of(material, manuscript, galley, world)
    return check_language(draft, material.language, lexicon)
