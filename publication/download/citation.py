"""How to cite the report: as text, as BibTeX, as RIS, and as a CITATION.cff file."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from publication.download.records import address, full_title, web_address
from publication.language import Language
from publication.model import Publication

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
BABEL = {"da": "danish", "en": "english"}
ISO_639_2 = {"da": "dan", "en": "eng"}
TEX = str.maketrans(
    {sign: f"\\{sign}" for sign in "&%$#_{}"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    | {"–": "--", "\N{NO-BREAK SPACE}": "~"}
)


@dataclass(frozen=True)
class Citation:
    """The reference in words, and as the files that reference managers read."""

    text: str
    bibtex: str
    ris: str
    cff: str


def cite(publication: Publication, language: Language, pages: int) -> Citation:
    """The reference in every form. `pages` is the number of pages of the PDF."""
    return Citation(
        text=_text(publication, language),
        bibtex=_bibtex(publication, language, pages),
        ris=_ris(publication, language),
        cff=_cff(publication, language, pages),
    )


def authors(publication: Publication, language: Language) -> str:
    """The publishers' names as one phrase: they stand as the report's authors."""
    names = [publisher.name for publisher in publication.publishers]
    joint = str(language.sections["download"]["and"])
    return joint.join(filter(None, (", ".join(names[:-1]), names[-1])))


def code_of(language: str) -> str:
    """The language without its country: "da-DK" is "da"."""
    return language.partition("-")[0]


def _text(publication: Publication, language: Language) -> str:
    """In the order of the common styles: authors, year, title, kind, ISBN, address."""
    kind = language.sections["download"]["report"]
    head = f"{authors(publication, language)} ({publication.year})."
    parts = [head, f"{full_title(publication)} [{kind}]."]
    isbn = _isbn(publication)
    parts += [f"ISBN {isbn}."] if isbn else []
    parts += [address(publication)] if publication.url else []
    return " ".join(parts)


def _isbn(publication: Publication) -> str:
    """The PDF's own number, else the printed edition's."""
    found = publication.isbn("pdf") or publication.printed_isbn
    return found.number if found else ""


def _bibtex(publication: Publication, language: Language, pages: int) -> str:
    names = " and ".join(f"{{{_tex(each.name)}}}" for each in publication.publishers)
    month = MONTHS[int(publication.date[5:7]) - 1]
    fields = {
        "author": f"{{{names}}}",
        "title": f"{{{{{_tex(full_title(publication))}}}}}",
        "institution": f"{{{_tex(authors(publication, language))}}}",
        "type": f"{{{_tex(language.sections['download']['report'])}}}",
        "year": f"{{{publication.year}}}",
        "month": month,
        "isbn": _braced(_isbn(publication)),
        "pagetotal": f"{{{pages}}}",
        "url": f"{{{address(publication)}}}" if publication.url else "",
        "langid": _braced(BABEL.get(code_of(publication.language), "")),
        "keywords": _braced(_tex(", ".join(publication.keywords))),
        "abstract": _braced(_tex(publication.description)),
    }
    rows = ",\n".join(f"  {name} = {value}" for name, value in fields.items() if value)
    return f"@techreport{{{_key(publication)},\n{rows}\n}}\n"


def _tex(words: str) -> str:
    return words.translate(TEX)


def _braced(words: str) -> str:
    return f"{{{words}}}" if words else ""


def _key(publication: Publication) -> str:
    """A key of letters, digits and hyphens, the year last."""
    name = re.sub(r"[^A-Za-z0-9-]+", "-", publication.id).strip("-")
    year = str(publication.year)
    return name if name.endswith(year) else f"{name}-{year}"


def _ris(publication: Publication, language: Language) -> str:
    """Lines of a tag, two spaces, a hyphen and a space, as the format has it; ends in CRLF."""
    isbn = _isbn(publication)
    rows = [
        ("TY", "RPRT"),
        *(("AU", f"{publisher.name},") for publisher in publication.publishers),
        ("TI", full_title(publication)),
        ("PY", str(publication.year)),
        ("DA", publication.date.replace("-", "/")),
        ("PB", authors(publication, language)),
        ("SN", isbn),
        ("LA", code_of(publication.language)),
        ("AB", publication.description),
        *(("KW", word) for word in publication.keywords),
        ("UR", address(publication) if publication.url else ""),
        ("ER", ""),
    ]
    lines = (f"{tag}  - {value}" for tag, value in rows if value or tag == "ER")
    return "".join(f"{line}\r\n" for line in lines)


def _cff(publication: Publication, language: Language, pages: int) -> str:
    """Citation File Format 1.2.0: the download as a data set, the report as what to cite."""
    publishers = [_entity(each.name, each.web) for each in publication.publishers]
    code = ISO_639_2.get(code_of(publication.language), "")
    lines = [
        "cff-version: 1.2.0",
        "type: dataset",
        f"message: {_yaml(_text(publication, language))}",
        f"title: {_yaml(full_title(publication))}",
        *_listed("authors", publishers),
        f"date-released: {publication.date}",
        *([f"abstract: {_yaml(publication.description)}"] if publication.description else []),
        *_listed("keywords", [[_yaml(word)] for word in publication.keywords]),
        *([f"url: {_yaml(address(publication))}"] if publication.url else []),
        "preferred-citation:",
    ]
    report = [
        "type: report",
        f"title: {_yaml(full_title(publication))}",
        *_listed("authors", publishers),
        "institution:",
        *(f"  {line}" for line in publishers[0]),
        f"year: {publication.year}",
        f"month: {int(publication.date[5:7])}",
        f"date-published: {publication.date}",
        f"pages: {pages}",
        *([f"isbn: {_yaml(_isbn(publication))}"] if _isbn(publication) else []),
        *([f"languages: [{code}]"] if code else []),
        *([f"url: {_yaml(address(publication))}"] if publication.url else []),
    ]
    return "\n".join([*lines, *(f"  {line}" for line in report)]) + "\n"


def _entity(name: str, site: str) -> list[str]:
    website = [f"website: {_yaml(web_address(site))}"] if site else []
    return [f"name: {_yaml(name)}", *website]


def _listed(name: str, items: list[list[str]]) -> list[str]:
    """A YAML list of blocks under a name, nothing where the list is empty."""
    lines = [f"{name}:"] if items else []
    for item in items:
        lines += [f"  - {item[0]}", *(f"    {line}" for line in item[1:])]
    return lines


def _yaml(words: str) -> str:
    """A string in quotation marks: what JSON writes is YAML too."""
    return json.dumps(words, ensure_ascii=False)
