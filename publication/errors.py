"""What can stop a build.

PublicationError
├── ManifestError      publication.toml, figures.toml, people.toml, sources.toml or brand.toml
├── SurveyError        data or codebook: missing, unreadable, or not fitting each other
├── FigureError        a figure that cannot be drawn
├── ManuscriptError    a chapter template: syntax, unknown name, false claim
├── TypesetError       the typesetter failed, or pages do not settle
├── FinishError        a galley that cannot become an edition
├── ProofError         a draft that cannot be stored, found or compared
└── ReleaseError       a release that was asked for and may not go out yet

A build that is stopped leaves the last good output untouched. Trouble that does not stop an
edition from being made is a `Finding` (model.py), not an error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from publication.model import Problem


class PublicationError(Exception):
    """A build cannot go on; `problems` lists everything that is wrong, at once."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class ManifestError(PublicationError):
    """The title's own files are wrong."""


class SurveyError(PublicationError):
    """The survey cannot be trusted."""


class FigureError(PublicationError):
    """A figure cannot be drawn."""


class ManuscriptError(PublicationError):
    """A chapter cannot be composed, or says what the survey does not bear."""


class TypesetError(PublicationError):
    """The chapters cannot be typeset."""


class FinishError(PublicationError):
    """An edition cannot be made from the galley."""


class ProofError(PublicationError):
    """A draft cannot be approved, found or compared."""


class ReleaseError(PublicationError):
    """Pages are not signed, or a check found an error."""
