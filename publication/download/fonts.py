"""The brand's fonts inside the page: WOFF2, with no more letters than the page shows."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from publication import subset
from publication.download.kept import kept
from publication.errors import FinishError
from publication.model import Problem, World
from publication.subset import FAMILY_NAMES, subset_of

LIMIT = 300_000
"""Bytes of all fonts together; what goes beyond is left to the reader's own serif and sans."""

LETTERS = (
    "abcdefghijklmnopqrstuvwxyzæøåäéëöüABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅÄÉËÖÜ"
    "0123456789 \N{NO-BREAK SPACE}"
    "%.,:;!?()[]/&@#'*+=<>_×±°§©-\N{NON-BREAKING HYPHEN}–—…»«›‹“”„‘’•→↓"
)
"""What nearly any page is written with: so that a changed sentence rarely means new subsets."""

FEATURES = ["kern", "liga", "lnum", "locl", "onum", "pnum", "tnum"]


@dataclass(frozen=True)
class Face:
    """One cut: the family as the brand names it, and its file."""

    family: str
    weight: int
    style: str
    file: str


FACES = (
    Face("Source Sans 3", 400, "normal", "SourceSans3-Regular.ttf"),
    Face("Source Sans 3", 600, "normal", "SourceSans3-Semibold.ttf"),
    Face("Source Serif 4 Display", 300, "normal", "SourceSerif4Display-Light.ttf"),
    Face("Source Serif 4", 400, "normal", "SourceSerif4-Regular.ttf"),
    Face("Source Serif 4 Subhead", 400, "normal", "SourceSerif4Subhead-Regular.ttf"),
    Face("Source Serif 4 Display", 400, "italic", "SourceSerif4Display-It.ttf"),
    Face("Source Serif 4", 400, "italic", "SourceSerif4-It.ttf"),
    Face("Source Serif 4 Display", 400, "normal", "SourceSerif4Display-Regular.ttf"),
)
"""The cuts the page is set in, the dearest to it first."""


def font_faces(text: str, world: World) -> str:
    """@font-face rules for the page's text, the fonts inside as data: addresses.

    Each cut has every letter of the text, since no style is read here. The cut that would take the
    fonts over LIMIT is left out with those after it: the page names a generic family behind each.
    FinishError where font files are missing.
    """
    letters = "".join(sorted(set(text + LETTERS)))
    fonts = world.styles / "fonts"
    missing = [face.file for face in FACES if not (fonts / face.file).is_file()]
    if missing:
        hint = "the web page is set in it"
        raise FinishError(
            [Problem(f"styles/fonts/{name} is missing", hint=hint) for name in missing]
        )
    program = Path(subset.__file__).read_bytes()
    made_of = [letters.encode(), program, *((fonts / face.file).read_bytes() for face in FACES)]
    files = kept(world.cache, "fonts", made_of, lambda: _subsets(letters, fonts))
    return "".join(_rules(FACES, files))


def _subsets(letters: str, fonts: Path) -> Mapping[str, bytes]:
    return {
        face.file: subset_of(fonts / face.file, letters, FEATURES, FAMILY_NAMES) for face in FACES
    }


def _rules(faces: Sequence[Face], files: Mapping[str, bytes]) -> Iterator[str]:
    used = 0
    for face in faces:
        data = base64.b64encode(files[face.file]).decode()
        used += len(data)
        if used > LIMIT:
            return
        yield (
            f"@font-face{{font-family:'{face.family}';font-weight:{face.weight};"
            f"font-style:{face.style};font-display:swap;"
            f"src:url(data:font/woff2;base64,{data}) format('woff2')}}\n"
        )
