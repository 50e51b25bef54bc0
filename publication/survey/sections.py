"""Where things stand in a TOML file, so that a problem is shown at the line of its section."""

from __future__ import annotations

import re

from pydantic import ValidationError

from publication.model import Place, Problem


class Sections:
    """Where the sections of a TOML file begin, for messages: line 1 for one without a header."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        headers = re.compile(r"^\[([^\]]+)\]", re.MULTILINE)
        self.lines = {m[1]: text.count("\n", 0, m.start()) + 1 for m in headers.finditer(text)}

    def __getitem__(self, section: str) -> Place:
        return Place(self.file, self.lines.get(section, 1))


def misshapen(file: str, text: str, error: ValidationError) -> list[Problem]:
    """What pydantic found, at the line of the section it found it in."""
    sections = Sections(file, text)
    problems = []
    for detail in error.errors():
        message = detail["msg"].removeprefix("Value error, ")
        parts = [str(part) for part in detail["loc"]]
        place = next(
            (sections[name] for name in (".".join(parts[:2]), parts[0]) if name in sections.lines),
            Place(file, 1),
        )
        problems.append(Problem(f"{'.'.join(parts)}: {message}", place))
    return problems
