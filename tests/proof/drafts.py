"""Small drafts for the tests of proofs: blocks of text on pages of two lines."""

from __future__ import annotations

import re
from dataclasses import replace

from publication.proof.records import (
    Block,
    Draft,
    Leaf,
    Mark,
    Number,
    Picture,
    Rule,
    Span,
)

MARKED = re.compile(r"\[(\w+):([^|\]]+)\|([^\]]*)\]")
"""[share:fig1.alle.ja|84 pct.] is a number that the program has set."""
LINE = 30
LINES = 4
"""Letters a line and lines a page, so that text runs on as in a book."""


def block(text: str, at: tuple[int, int] = (0, 0), **fields: object) -> Block:
    """A block whose first line stands at (page, line); marks are written as MARKED says."""
    plain, marks = "", []
    last = 0
    for found in MARKED.finditer(text):
        plain += text[last : found.start()]
        names = tuple(found[2].split())
        marks.append(Mark(found[1], names, found[3], len(plain), len(plain) + len(found[3])))
        plain += found[3]
        last = found.end()
    plain += text[last:]
    given: dict[str, object] = {"chapter": "a", "src": "chapters/a.html:1", "kind": "text"}
    return Block(
        **{**given, **fields},  # type: ignore[arg-type]
        text=plain,
        spans=tuple(spans(plain, at)),
        marks=tuple(marks),
    )


def spans(text: str, at: tuple[int, int]) -> list[Span]:
    """Lines of LINE letters, LINES on each page, 5 mm apart."""
    page, line = at
    found = []
    for start in range(0, max(1, len(text)), LINE):
        top = 20.0 + 5 * line
        end = min(len(text), start + LINE)
        found.append(Span(page, line + 1, top, top + 5, top + 4, start, end))
        page, line = (page, line + 1) if line + 1 < LINES else (page + 1, 0)
    return found


def draft(*texts: str | Block, label: str = "k1", **fields: object) -> Draft:
    """A draft of one chapter whose blocks follow one another over as many pages as they take."""
    blocks: list[Block] = []
    page, line = 0, 0
    for number, text in enumerate(texts, 1):
        src = f"chapters/a.html:{number}"
        if isinstance(text, str):
            held = block(text, (page, line), src=src)
        else:
            held = replace(text, spans=tuple(spans(text.text, (page, line))))
        blocks.append(held)
        last = held.spans[-1]
        page, line = (last.page, last.number) if last.number < LINES else (last.page + 1, 0)
    pages = 1 + max((held.spans[-1].page for held in blocks), default=0)
    given: dict[str, object] = {
        "title_id": "prøve",
        "title": "Prøve",
        "language": "da-DK",
        "number": 1,
        "date": "2020-10-28",
        "revision": "abc1234",
        "checksum": "c0",
        "data": "d0",
        "chapters": {"a": "Første"},
        "leaves": tuple(Leaf(str(n + 1), "a") for n in range(pages)),
        "numbers": {},
        "rules": {},
        "figures": {},
    }
    return Draft(label=label, blocks=tuple(blocks), **{**given, **fields})  # type: ignore[arg-type]


def share(value: float, n: int = 100) -> Number:
    return Number("share", value, n)


def rule(**fields: object) -> Rule:
    return Rule(question="Har I nyt?", **fields)  # type: ignore[arg-type]


def picture(*rows: tuple[str, ...], svg: str = "<svg/>", page: int = 0) -> Picture:
    """Figure 1, by group, with a share of yes."""
    return Picture("fig1", "Figur 1", "a", page, ("Gruppe", "ja"), rows, "alt", svg, "fig1")
