"""Opens a finished PDF of ours: which file of which title it is, and what it carries beside pages.

A file is ours where its identity (xmpMM:DocumentID) is the one that finishing gives to a file of
its own title and ISBN; which identity it is says which file.
"""

from __future__ import annotations

import csv
import io
import re
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf

from publication.language import Language
from publication.model import Publication
from publication.proof.opened import opened, unfit
from publication.proof.pdf.records import Facts, Form, Sheet
from publication.proof.records import Number

PT = 72 / 25.4
FORMS: Mapping[str, Form] = {"web": "web", "proof": "proof", "body": "body"}
OTHERS = {"cover": "the printed cover", "ticket": "a job ticket"}
"""Files of ours that carry nothing to compare."""
DASH = "\N{EN DASH}"
"""What stands between title and subtitle."""
FIGURE = re.compile(r"(.+)\.csv")


@dataclass(frozen=True)
class Wanted:
    """What the files must be of: the title, and the language its enclosures are written in."""

    publication: Publication
    language: Language


def read_facts(path: Path, wanted: Wanted) -> Facts:
    """What a file tells of itself, its pages without what the proof has set around them.

    Raises ProofError for what is missing, no PDF, encrypted, not ours, or of another title.
    """
    with opened(path) as pdf:
        return _facts(pdf, path, wanted)


def _facts(pdf: pikepdf.Pdf, path: Path, wanted: Wanted) -> Facts:
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as data:
        said = {key: str(data.get(key, "")) for key in IDENTITY}
    form = _form(path, said)
    _same_title(path, said["dc:title"], wanted.publication)
    pages = [index for index, page in enumerate(pdf.pages) if form != "proof" or _stamped(page)]
    labels = _labels(pdf, pages, form)
    found = dict(_enclosed(pdf))
    words = wanted.language.sections["enclosures"]
    figures = {name: rows for name, rows in found.items() if name != words["numbers_file"]}
    numbers = list(_numbers(found.get(words["numbers_file"], ()), wanted.language))
    return Facts(
        path=path,
        form=form,
        title=said["dc:title"],
        date=said["xmp:CreateDate"][:10],
        tagged="/StructTreeRoot" in pdf.Root,
        sheets=tuple(
            Sheet(label, label.isdigit(), False, _trim(pdf.pages[index]))
            for index, label in zip(pages, labels, strict=True)
        ),
        places=dict(_places(pdf)),
        outline=tuple(_outline(pdf)),
        numbers={name: number for name, number, _ in numbers},
        printed={name: printed for name, _, printed in numbers},
        tables={known[1]: rows for name, rows in figures.items() if (known := FIGURE.match(name))},
    )


PRISM = "{http://prismstandard.org/namespaces/basic/2.0/}isbn"
IDENTITY = ("dc:title", PRISM, "xmpMM:DocumentID", "xmp:CreateDate")


def _form(path: Path, said: Mapping[str, str]) -> Form:
    """Which of our files it is; ProofError where it is none, or one without text to compare."""
    for name in (*FORMS, *OTHERS):
        own = uuid.uuid5(uuid.NAMESPACE_URL, f"{said[PRISM]}/{said['dc:title']}/{name}")
        if said["xmpMM:DocumentID"] == f"uuid:{own}":
            if name in OTHERS:
                hint = "give the proof, the web PDF or the print body"
                raise unfit(path, f"is {OTHERS[name]}: it has no pages to compare", hint)
            return FORMS[name]
    hint = "a proof, a web PDF or a print body of this pipeline is wanted"
    raise unfit(path, "was not made by this pipeline, or was saved without its identity", hint)


def _same_title(path: Path, found: str, publication: Publication) -> None:
    """Whether the file calls itself as the title does, with or without the subtitle."""
    said, own = _plain(found), _plain(publication.title)
    if said != own and not said.startswith(f"{own} {DASH}"):
        hint = f"name the title it belongs to with --title; this one is {publication.id}"
        raise unfit(path, f"is of another title: {found!r}", hint)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


# ------------------------------------------------------------------ pages and places


def _stamped(page: pikepdf.Page) -> bool:
    """Whether a page of a proof is one of the publication, and not of its list of changes."""
    return "/TrimBox" in page.obj


def _labels(pdf: pikepdf.Pdf, pages: list[int], form: Form) -> list[str]:
    """What readers call the pages; the printed body has no labels and begins with page 1."""
    if form == "body":
        return [str(index + 1) for index in pages]
    return [str(pdf.pages[index].label) for index in pages]


def _trim(page: pikepdf.Page) -> tuple[float, float, float, float]:
    left, foot, right, head = (float(value) for value in page.trimbox)
    return left, foot, right, head


def _places(pdf: pikepdf.Pdf) -> Iterator[tuple[str, tuple[int, float, float]]]:
    """Every named place: page, mm from the left and the top of the trimmed page."""
    pages = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
    names = pdf.Root.get("/Names", pikepdf.Dictionary())
    if "/Dests" not in names:
        return
    for name, raw in pikepdf.NameTree(names.Dests).items():
        target: Any = raw if isinstance(raw, pikepdf.Array) else raw.D
        page = pages.get(target[0].objgen, -1)
        if page >= 0:
            left, _, _, head = _trim(pdf.pages[page])
            x, y = (float(value) if value is not None else 0.0 for value in (target[2], target[3]))
            yield str(name), (page, (x - left) / PT, (head - y) / PT)


def _outline(pdf: pikepdf.Pdf) -> Iterator[tuple[str, int]]:
    """The bookmarks of the first level: title and page."""
    pages = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
    with pdf.open_outline() as outline:
        for item in outline.root:
            target = item.destination
            if isinstance(target, pikepdf.Array):
                yield " ".join(item.title.split()), pages.get(target[0].objgen, -1)


# ------------------------------------------------------------------ what is enclosed


def _enclosed(pdf: pikepdf.Pdf) -> Iterator[tuple[str, tuple[tuple[str, ...], ...]]]:
    """Every enclosed table: its name and its rows."""
    for name, file in pdf.attachments.items():
        if FIGURE.match(name):
            stream = file.get_file().obj
            text = stream.read_bytes(pikepdf.StreamDecodeLevel.specialized).decode("utf-8-sig")
            first = text.partition("\n")[0]
            mark = ";" if first.count(";") >= first.count(",") else ","
            yield name, tuple(tuple(row) for row in csv.reader(io.StringIO(text), delimiter=mark))


def _numbers(
    rows: tuple[tuple[str, ...], ...], language: Language
) -> Iterator[tuple[str, Number, tuple[str, ...]]]:
    """Name, estimate and printed words of each row of the list of numbers, without its head."""
    for name, printed, value, base, *_ in rows[1:]:
        words = tuple(filter(None, printed.split(" / ")))
        yield name, Number(_kind(words, value, language), _value(value, language), int(base)), words


def _kind(printed: tuple[str, ...], value: str, language: Language) -> str:
    """Share, mean or count: the list does not say, but a share is printed in per cent."""
    if language["decimal_mark"] not in value:
        return "count"
    return "share" if any("%" in each or "pct" in each for each in printed) else "mean"


def _value(text: str, language: Language) -> float:
    plain = text.replace(language["thousands_mark"], "").replace("\N{MINUS SIGN}", "-")
    return float(plain.replace(language["decimal_mark"], "."))
