"""Digits typed by hand in a chapter: findings, unless they are dates, years, names or marked.

A number about the survey comes from an estimate, a number about the world from sources.toml. What
a program put there stands in <data>; what an author typed on purpose is marked data-literal.
"""

from __future__ import annotations

import html
import re

from publication.message import said
from publication.model import Finding, Place, Severity

PRINTED = re.compile(
    r"<(data|figure|table)\b[^>]*>.*?</\1>"
    r'|<a class="(?:call|back|ref)"[^>]*>.*?</a>'
    r"|<(\w+)[^>]*\bdata-literal\b[^>]*>.*?</\2>",
    re.DOTALL,
)
TOKEN = re.compile(r'<[^>]*?data-src="(?P<src>[^"]+)"[^>]*>|<[^>]*>|(?P<text>[^<]+)')
MONTHS = r"januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december"
ALLOWED = re.compile(
    rf"\b\d{{1,2}}\.?(?:\s*[-–]\s*\d{{1,2}}\.)?\s+(?:{MONTHS})(?:\s+\d{{4}})?"  # dates
    r"|\b(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)?\d\d)?\b"  # years
    r"|\bkl\.\s*\d{1,2}(?:[.:]\d\d)?"  # clock times
    r"|\b(?:COVID|DK|ISBN|FOGRA|PDF/\w+)[-\s]?[\d-]+"  # names
    r"|\b(?:[Ff]igur|[Tt]abel|[Tt]ema|[Cc]ase|[Ii]llustration|[Ss]ide)\s+\d+",
    re.IGNORECASE,
)
OWN = "chapters/"  # what the shared templates print was put there by the program
DIGITS = re.compile(r"\d[\d.,]*")


def typed_digits(body: str) -> list[Finding]:
    """A finding for every number in the text that nothing vouches for."""
    findings: list[Finding] = []
    src = ""
    for found in TOKEN.finditer(PRINTED.sub(" ", body)):
        src = found["src"] or src
        if found["text"] and src.startswith(OWN):
            text = ALLOWED.sub(" ", html.unescape(found["text"]))
            findings += [_finding(digits[0], src) for digits in DIGITS.finditer(text)]
    return findings


def _finding(digits: str, src: str) -> Finding:
    file, _, line = src.rpartition(":")
    place = Place(file, int(line.partition(".")[0] or 0)) if file else None
    return Finding(
        "typed-digits",
        Severity.WARNING,
        said("the number {digits} is typed by hand", digits=digits),
        said("use an estimate, ext() from sources.toml, or <span data-literal>"),
        place,
    )
