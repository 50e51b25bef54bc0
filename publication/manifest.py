"""publication.toml -> Publication, every mistake reported at once."""

from __future__ import annotations

import datetime
import tomllib
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from publication.errors import ManifestError
from publication.isbn import check_isbn
from publication.language import LANGUAGES
from publication.model import (
    ChapterSpec,
    Isbn,
    Paper,
    Place,
    Problem,
    Publication,
    Publisher,
)

MANIFEST = "publication.toml"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Publisher(_Strict):
    name: str = Field(min_length=1)
    address: str = ""
    phone: str = ""
    web: str = ""


class _Isbn(_Strict):
    kind: str = Field(min_length=1)
    number: str

    @field_validator("number")
    @classmethod
    def _sound(cls, number: str) -> str:
        if problem := check_isbn(number):
            raise ValueError(problem)
        return number


class _Paper(_Strict):
    gsm: float = Field(default=130, gt=0, le=400)
    bulk: float = Field(default=0.9, gt=0.4, le=3)
    cover_mm: float = Field(default=0.35, ge=0, le=4)
    glue_mm: float = Field(default=0.4, ge=0, le=2)
    spine_mm: float | None = Field(default=None, gt=0, le=80)
    total_ink: int = Field(default=300, ge=200, le=400)
    multiple: Literal[2, 4, 8, 16] = 4
    flap_mm: float = Field(default=0, ge=0, le=250)


class _Print(_Strict):
    profile: str = "FOGRA39L_coated.icc"
    condition: str = "FOGRA39"
    preflight: str = Field(default="offset-fogra39", pattern=r"^[\w-]+$")


class _Chapter(_Strict):
    id: str = Field(pattern=r"^[a-z0-9-]+$")
    template: str = Field(pattern=r"\.html$")
    kind: str = "text"
    title: str = ""
    running_head: str = ""
    theme: str = "blomme"
    label: str = ""
    start: Literal["left", "right", "any"] = "any"
    listed: bool = True
    body: bool = True
    web_only: bool = False


class _Manifest(_Strict):
    title: str = Field(min_length=1)
    subtitle: str = ""
    description: str = ""
    keywords: tuple[str, ...] = ()
    language: str = "da-DK"
    year: int = Field(ge=1450, le=2200)
    date: datetime.date
    survey: str = Field(min_length=1)
    source: str = ""
    url: str = Field(default="", pattern=r"^(https?://\S+)?$")
    publisher: tuple[_Publisher, ...] = Field(min_length=1)
    isbn: tuple[_Isbn, ...] = ()
    paper: _Paper = _Paper()
    print: _Print = _Print()
    chapter: tuple[_Chapter, ...] = Field(min_length=1)


def read_publication(folder: Path, data: Path, themes: frozenset[str]) -> Publication:
    """Read and check a title's manifest.

    folder  the title's folder, with publication.toml
    data    the folder whose subfolder `survey` holds the survey, unless `survey` is a path
    themes  the themes that brand.toml knows

    Raises ManifestError with every mistake: wrong or unknown fields, an ISBN whose check digit
    fails, chapters without template, ids used twice, a survey that is not there.
    """
    path = folder / MANIFEST
    if not path.is_file():
        known = ", ".join(sorted(p.parent.name for p in folder.parent.glob(f"*/{MANIFEST}")))
        message = f"there is no title {folder.name!r}: {MANIFEST} is missing"
        raise ManifestError([Problem(message, hint=f"titles here: {known or 'none'}")])
    text = path.read_text(encoding="utf-8")
    try:
        manifest = _Manifest.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise ManifestError([Problem(str(error), Place(MANIFEST, _line(error)))]) from error
    except ValidationError as error:
        raise ManifestError([_problem(detail, text) for detail in error.errors()]) from error
    problems = _disagreements(manifest, folder, data, themes, text)
    if problems:
        raise ManifestError(problems)
    return _publication(manifest, folder, data)


def _publication(manifest: _Manifest, folder: Path, data: Path) -> Publication:
    return Publication(
        id=folder.name,
        folder=folder,
        title=manifest.title,
        subtitle=manifest.subtitle,
        language=manifest.language,
        year=manifest.year,
        date=manifest.date.isoformat(),
        publishers=tuple(Publisher(**row.model_dump()) for row in manifest.publisher),
        isbns=tuple(Isbn(**row.model_dump()) for row in manifest.isbn),
        survey=_survey(manifest, folder, data),
        chapters=tuple(ChapterSpec(**row.model_dump()) for row in manifest.chapter),
        paper=Paper(**manifest.paper.model_dump()),
        description=manifest.description,
        keywords=manifest.keywords,
        source=manifest.source,
        url=manifest.url,
        output_profile=manifest.print.profile,
        output_condition=manifest.print.condition,
        preflight=manifest.print.preflight,
    )


def _survey(manifest: _Manifest, folder: Path, data: Path) -> Path:
    """The survey's folder: by a path from the title's folder, else by its name in data/."""
    own = (folder / manifest.survey).resolve()
    return own if own.is_dir() else data / manifest.survey


def _line(error: tomllib.TOMLDecodeError) -> int:
    """The line a TOML error speaks of: its message ends in (at line 3, column 5)."""
    _, _, rest = str(error).partition("line ")
    number = rest.partition(",")[0]
    return int(number) if number.isdigit() else 1


def _problem(detail: Any, text: str) -> Problem:
    """One pydantic error as a problem with a line of the file."""
    keys = [key for key in detail["loc"] if isinstance(key, str)]
    turn = next((key for key in detail["loc"] if isinstance(key, int)), 0)
    name = ".".join(str(key + 1 if isinstance(key, int) else key) for key in detail["loc"])
    message = detail["msg"].removeprefix("Value error, ")
    if detail["type"] == "extra_forbidden":
        message = "no such field"
    return Problem(f"{name}: {message}", Place(MANIFEST, _find(text, keys, turn)))


def _find(text: str, keys: list[str], turn: int) -> int:
    """The line of a field: the turn-th table of that name, then the key in it."""
    lines = text.splitlines()
    start = 0
    if len(keys) > 1:
        headers = [
            number
            for number, line in enumerate(lines)
            if line.split("#")[0].strip() in {f"[[{keys[0]}]]", f"[{keys[0]}]"}
        ]
        start = headers[min(turn, len(headers) - 1)] if headers else 0
    wanted = keys[-1] if keys else ""
    for number in range(start, len(lines)):
        if lines[number].partition("=")[0].strip() == wanted:
            return number + 1
        if number > start and len(keys) > 1 and lines[number].startswith("["):
            break
    return start + 1


def _disagreements(
    manifest: _Manifest, folder: Path, data: Path, themes: frozenset[str], text: str
) -> list[Problem]:
    """What each field alone cannot tell: ids, files, themes, languages, profiles."""
    problems: list[Problem] = []
    seen: set[str] = set()
    for number, chapter in enumerate(manifest.chapter):
        place = Place(MANIFEST, _find(text, ["chapter", "id"], number))
        if chapter.id in seen:
            problems.append(Problem(f"two chapters are called {chapter.id!r}", place))
        seen.add(chapter.id)
        if not (folder / "chapters" / chapter.template).is_file():
            message = f"chapter {chapter.id}: there is no file chapters/{chapter.template}"
            problems.append(Problem(message, place))
        if chapter.theme not in themes:
            hint = f"brand.toml has: {', '.join(sorted(themes))}"
            problems.append(
                Problem(f"chapter {chapter.id}: no theme {chapter.theme!r}", place, hint)
            )
        if chapter.web_only and chapter.body:
            problems.append(Problem(f"chapter {chapter.id}: web_only needs body = false", place))
    if not _survey(manifest, folder, data).is_dir():
        place = Place(MANIFEST, _find(text, ["survey"], 0))
        problems.append(Problem(f"there is no survey folder data/{manifest.survey}", place))
    if not (LANGUAGES / f"{manifest.language.split('-')[0]}.toml").is_file():
        place = Place(MANIFEST, _find(text, ["language"], 0))
        known = ", ".join(sorted(file.stem for file in LANGUAGES.glob("*.toml")))
        problems.append(Problem(f"no language {manifest.language!r}", place, f"there are: {known}"))
    kinds = [isbn.kind for isbn in manifest.isbn]
    problems += [
        Problem(
            f"two ISBNs of the kind {kind!r}", Place(MANIFEST, _find(text, ["isbn", "kind"], 1))
        )
        for kind in sorted({kind for kind in kinds if kinds.count(kind) > 1})
    ]
    return problems
