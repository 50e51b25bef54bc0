"""A number speaks of its base: the paragraph must have named it by the end of the sentence.

Most numbers of a survey rest on some of those who answered. A sentence that gives one without
saying so speaks of all. What names a base stands in the codebook (`words`). Figures are spared:
their notes say whom they show.
"""

from __future__ import annotations

import html
import re

from publication.message import said
from publication.model import Estimates, Finding, Place, Severity

FIGURE = re.compile(r"<figure\b.*?</figure>", re.DOTALL)
BLOCK = re.compile(
    r'<(aside|p|li|tr|h[1-6])\b[^>]*data-src="(?P<src>[^"]+)"[^>]*>(?P<body>.*?)</\1>', re.DOTALL
)
NUMBER = re.compile(r'<data value="(?P<names>[^"]+)">(?P<text>.*?)</data>', re.DOTALL)
SENTENCE_END = re.compile(r"(?<!pct)(?<!ca)(?<!\d)[.!?](?=\s|$)")


def unnamed_bases(body: str, estimates: Estimates) -> list[Finding]:
    """A finding for every number whose paragraph has not named its base."""
    findings: list[Finding] = []
    for block in BLOCK.finditer(FIGURE.sub("", body)):
        text = block["body"]
        for number in NUMBER.finditer(text):
            for name in number["names"].split():
                missing = _missing(name, _up_to_sentence_end(text, number.end()), estimates)
                if missing:
                    findings.append(_finding(name, missing, block["src"]))
    return findings


def _up_to_sentence_end(text: str, start: int) -> str:
    """The paragraph's words up to the end of the sentence that the number stands in."""
    rest = SENTENCE_END.search(text, start)
    part = text[: rest.end() if rest else len(text)]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", part)).lower().split())


def _missing(name: str, text: str, estimates: Estimates) -> str:
    """The label of the base that was not named, or nothing."""
    table = estimates.tables.get(name.split(".", 1)[0])
    if table is None or not table.base.words:
        return ""
    named = any(word.lower() in text for word in table.base.words)
    return "" if named else table.base.label


def _finding(name: str, label: str, src: str) -> Finding:
    file, _, line = src.rpartition(":")
    return Finding(
        "base",
        Severity.WARNING,
        said(
            "{name} speaks only of {label}, which the paragraph has not said",
            name=name,
            label=label,
        ),
        said("name the base in the sentence or before it"),
        Place(file, int(line.partition(".")[0])),
    )
