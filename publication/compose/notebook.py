"""What a chapter collects while it is filled: its uses, references, pictures and problems."""

from __future__ import annotations

from dataclasses import dataclass, field

from publication.environment import here
from publication.model import ChapterSpec, FigureText, Finding, Place, Problem, Use


@dataclass
class Notebook:
    """One chapter's notes to the composer. Every problem is kept, so all are told at once."""

    spec: ChapterSpec
    uses: list[Use] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    references: list[tuple[str, Place]] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    figures: dict[str, FigureText] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    notes: int = 0
    near: int = 0

    def problem(self, message: str, hint: str = "", place: Place | None = None) -> None:
        self.problems.append(Problem(message, place or here(), hint))

    def refer(self, name: str) -> None:
        """Keep a reference; whether it leads somewhere is known when all chapters are filled."""
        self.references.append((name, here()))

    def use(self, kind: str, printed: str, *estimates: str, source: str = "") -> None:
        place = here()
        self.uses.append(Use(kind, printed, estimates, place, self.spec.id, source))
