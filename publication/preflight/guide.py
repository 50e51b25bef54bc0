"""What the command `preflight` says of itself, with the profiles there are."""

from __future__ import annotations

from pathlib import Path

from publication.preflight.profile import titles

HELP = """\
Is a PDF fit for the press? Ours or anybody's: nothing is changed, and no title is needed.

Asked are page boxes and bleed, colours and total ink, fonts, sizes of type and lines as printed,
pictures, transparency, overprinting, and whether other readers open the file. Each finding says
on which pages, how bad, and what to do. A rule that could not run is told, never passed.

\b
  python build.py preflight flyer.pdf
  python build.py preflight body.pdf cover.pdf --profile offset-uncoated
  python build.py preflight flyer.pdf --as html > report.html

\b
Profiles, each a file of styles/preflight; a new one says only where it differs from its base:
{profiles}

\b
Exit code: 0 nothing worse than a warning
           1 an error, or a file that cannot be opened
           2 no such profile or option
"""
"""A line of its own with a backspace keeps the lines of the paragraph below it as they are."""


def preflight_help(profiles: Path) -> str:
    """The help, listing the profiles of a folder by name and title."""
    rows = titles(profiles).items()
    return HELP.format(profiles="\n".join(f"  {name:16} {what}" for name, what in rows))
