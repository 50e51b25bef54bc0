"""What a librarian and a careful reader ask: facts, files and their sizes, what was checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from publication.download.citation import Citation
from publication.download.extracts import has_data_chapter
from publication.download.records import Judgement, Package
from publication.language import Language
from publication.model import Publisher


def citation_parts(citation: Citation, say: Mapping[str, str]) -> dict[str, Any]:
    """The reference in words, and the forms that can be shown and had as files."""
    forms = (
        ("cite_bibtex", citation.bibtex, "citation.bib"),
        ("cite_ris", citation.ris.replace("\r", ""), "citation.ris"),
    )
    rows = [{"name": say[word], "text": text, "path": path} for word, text, path in forms]
    return {"text": citation.text, "forms": rows}


def facts(package: Package) -> Iterator[tuple[str, list[str]]]:
    """What a librarian asks of an edition."""
    publication, say = package.publication, package.language.sections["download"]
    numbers = [f"{isbn.number} ({isbn.kind})" for isbn in publication.isbns]
    if publication.isbn("pdf") is None:
        numbers.append(say["isbn_none"])
    yield say["publishers"], [publisher.name for publisher in publication.publishers]
    yield say["published"], [_date(publication.date, say)]
    yield "ISBN", numbers
    yield say["extent"], [say["extent_pages"].format(pages=len(package.galley.body))]
    yield say["in_language"], [say["language_name"]]
    if publication.keywords:
        yield say["keywords"], [", ".join(publication.keywords)]
    yield say["file"], [f"{package.pdf.path.name}, {file_size(package.pdf.size, package.language)}"]
    yield say["checksum"], [package.pdf.sha256]


def _date(date: str, say: Mapping[str, Any]) -> str:
    """28. oktober 2020."""
    year, month, day = (int(part) for part in date.split("-"))
    return str(say["date"]).format(day=day, month=say["months"][month - 1], year=year)


def accessibility(package: Package) -> dict[str, Any]:
    """What the file was checked for, by whom, with what result, and what nobody checked."""
    say = package.language.sections["download"]
    names = [
        f"{publisher.name} ({_telephone(publisher, say)})" if publisher.phone else publisher.name
        for publisher in package.publication.publishers
    ]
    people = say["and"].join(filter(None, (", ".join(names[:-1]), names[-1])))
    return {
        "data_chapter": has_data_chapter(package),
        "judgements": [_judgement(judgement, say) for judgement in package.judgements],
        "not_judged": [say["not_people"], say["not_words"], say["not_plain"]],
        "contact": say["contact"].format(publishers=people),
    }


def _telephone(publisher: Publisher, say: Mapping[str, str]) -> str:
    words = say["telephone"].format(number=publisher.phone)
    return words[0].lower() + words[1:]


def _judgement(judgement: Judgement, say: Mapping[str, str]) -> dict[str, str]:
    return {
        "subject": say.get(judgement.subject, judgement.subject),
        "judge": judgement.judge or say["own_check"],
        "outcome": say[judgement.outcome],
    }


def file_row(package: Package, path: str, words: str, sizes: Mapping[str, int]) -> dict[str, str]:
    return {"path": path, "words": words, "size": file_size(sizes[path], package.language)}


def file_size(number: int, language: Language) -> str:
    """A file's size as people read it, in the language's numerals."""
    large = number >= 1_000_000
    value = number / (1e6 if large else 1e3)
    words = language.number(max(value, 1), int(large))
    return f"{words}\N{NO-BREAK SPACE}{'MB' if large else 'kB'}"
