"""publication.toml -> Publication, every mistake reported at once."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
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
from publication.stylesheet import kinds_of_chapters
from publication.textfile import read_toml

MANIFEST = "publication.toml"
ICC_HEADER = 128  # bytes: its length, colour space and signature stand in it


@dataclass(frozen=True)
class Allowed:
    """What a manifest may name: themes of the brand, kinds that have styles, files of styles/.

    profiles  name of an output profile -> why the press cannot use the file; "" where it can
    """

    themes: frozenset[str]
    kinds: frozenset[str]
    profiles: Mapping[str, str]
    preflights: frozenset[str]


def allowed_by(styles: Path, themes: Iterable[str]) -> Allowed:
    """What the folder of styles and the brand's themes allow."""
    return Allowed(
        frozenset(themes),
        kinds_of_chapters(styles),
        {path.name: _unusable(path) for path in sorted((styles / "icc").glob("*.icc"))},
        frozenset(path.stem for path in (styles / "preflight").glob("*.toml")),
    )


def _unusable(profile: Path) -> str:
    """Why a file is no whole ICC profile of a CMYK press, by its header (ISO 15076-1, 7.2)."""
    with profile.open("rb") as file:
        header = file.read(ICC_HEADER)
    if header[36:40] != b"acsp":
        return "is no ICC profile"
    if int.from_bytes(header[:4], "big") != profile.stat().st_size:
        return "is not whole"
    return "" if header[16:20] == b"CMYK" else "is no profile of CMYK"


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


def read_publication(folder: Path, data: Path, allowed: Allowed) -> Publication:
    """Read and check a title's manifest.

    folder  the title's folder, with publication.toml
    data    the folder whose subfolder `survey` holds the survey, unless `survey` is a path
    allowed the themes, kinds and profiles there are

    Raises ManifestError with every mistake: wrong or unknown fields, an ISBN whose check digit
    fails, chapters without template, ids used twice, a survey that is not there, and names of
    themes, kinds, languages or profiles that nobody knows.
    """
    path = folder / MANIFEST
    if not path.is_file():
        known = ", ".join(sorted(p.parent.name for p in folder.parent.glob(f"*/{MANIFEST}")))
        message = f"there is no title {folder.name!r}: {MANIFEST} is missing"
        raise ManifestError([Problem(message, hint=f"titles here: {known or 'none'}")])
    rows, text = read_toml(path)
    problems: list[Problem] = []
    try:
        manifest = _Manifest.model_validate(rows)
    except ValidationError as error:
        problems += [_problem(detail, text) for detail in error.errors()]
    problems += _disagreements(rows, folder, data, allowed, text)
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
        survey=_survey(manifest.survey, folder, data),
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


def _survey(name: str, folder: Path, data: Path) -> Path:
    """The survey's folder: by a path from the title's folder, else by its name in data/."""
    own = (folder / name).resolve()
    return own if own.is_dir() else data / name


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
    rows: Mapping[str, Any], folder: Path, data: Path, allowed: Allowed, text: str
) -> Iterator[Problem]:
    """What each field alone cannot tell: ids, files, themes, kinds, languages, profiles.

    rows  the file as it was read: a field of the wrong type is told elsewhere, and skipped here
    """
    yield from _chapters(rows, folder, allowed, text)
    survey = rows.get("survey")
    if isinstance(survey, str) and survey and not _survey(survey, folder, data).is_dir():
        place = Place(MANIFEST, _find(text, ["survey"], 0))
        yield Problem(f"there is no survey folder data/{survey}", place)
    code = rows.get("language")
    if isinstance(code, str) and not (LANGUAGES / f"{code.split('-')[0]}.toml").is_file():
        place = Place(MANIFEST, _find(text, ["language"], 0))
        known = ", ".join(sorted(file.stem for file in LANGUAGES.glob("*.toml")))
        yield Problem(f"no language {code!r}", place, f"there are: {known}")
    yield from _press(rows, allowed, text)
    kinds = [row.get("kind") for row in _tables(rows, "isbn")]
    for kind in sorted({kind for kind in kinds if isinstance(kind, str) and kinds.count(kind) > 1}):
        place = Place(MANIFEST, _find(text, ["isbn", "kind"], 1))
        yield Problem(f"two ISBNs of the kind {kind!r}", place)


def _tables(rows: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """The tables of a name; what is no table is told by its type, and empty here."""
    found = rows.get(name, [])
    listed = found if isinstance(found, list) else []
    return [row if isinstance(row, dict) else {} for row in listed]


def _chapters(
    rows: Mapping[str, Any], folder: Path, allowed: Allowed, text: str
) -> Iterator[Problem]:
    """Chapters whose id is taken, whose file or look is not there."""
    looks = {"theme": ("brand.toml has", allowed.themes), "kind": ("there are", allowed.kinds)}
    seen: set[str] = set()
    for number, row in enumerate(_tables(rows, "chapter")):
        name, template = row.get("id"), row.get("template")
        place = Place(MANIFEST, _find(text, ["chapter", "id"], number))
        if isinstance(name, str) and name in seen:
            yield Problem(f"two chapters are called {name!r}", place)
        seen |= {name} if isinstance(name, str) else set()
        if isinstance(template, str) and not (folder / "chapters" / template).is_file():
            yield Problem(f"chapter {name}: there is no file chapters/{template}", place)
        for key, (have, known) in looks.items():
            value = row.get(key, _Chapter.model_fields[key].default)
            if isinstance(value, str) and value not in known:
                at = Place(MANIFEST, _find(text, ["chapter", key], number))
                hint = f"{have}: {', '.join(sorted(known))}"
                yield Problem(f"chapter {name}: no {key} {value!r}", at, hint)
        if row.get("web_only") is True and row.get("body", True) is True:
            yield Problem(f"chapter {name}: web_only needs body = false", place)


def _press(rows: Mapping[str, Any], allowed: Allowed, text: str) -> Iterator[Problem]:
    """Profiles of the press that are not there, or no profile."""
    press = rows.get("print", {})
    own = press if isinstance(press, dict) else {}
    files = {"profile": ("icc", allowed.profiles), "preflight": ("preflight", allowed.preflights)}
    for key, (folder, known) in files.items():
        value = own.get(key, _Print.model_fields[key].default)
        if not isinstance(value, str):
            continue
        place = Place(MANIFEST, _find(text, ["print", key], 0))
        if value not in known:
            hint = f"styles/{folder} has: {', '.join(sorted(known)) or 'none'}"
            yield Problem(f"print.{key}: no {key} {value!r}", place, hint)
        elif wrong := allowed.profiles.get(value, "") if key == "profile" else "":
            yield Problem(f"print.{key}: styles/icc/{value} {wrong}", place, "put the file anew")
