"""A page of six lines as a draft, as galley lines and as a template: what the marked PDFs show.

The PDFs are those of tests/proof/fixtures, made by make_marked.py from the same lines.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from publication.model import Line
from publication.proof.records import Block, Draft, Mark, Span
from tests.proof.drafts import draft, share

FIXTURES = Path(__file__).parent / "fixtures"
TITLE = "Prøve"
PT = 72 / 25.4
LEFT, HEIGHT = 50, 300
PRINTED = (
    (250, 0, "Krisen gav nye vaner, og 84 pct. af dem "),
    (232, 0, "blev holdt i live bagefter. Mange fik "),
    (214, 0, "hjælp og råd af hinanden, og mange blev "),
    (196, 0, "ved med det hele vejen igennem."),
    (160, 1, "Nye venner kom til, og »gamle« blev."),
    (142, 2, "Det skrev ingen."),
)
"""Baseline in points from below, number of the block, and what the line says."""
SOURCES = ("chapters/a.html:1", "chapters/a.html:3", "")
TEMPLATE = (
    '<p>Krisen gav nye vaner, og {{ pct("fig1.alle.ja") }} af dem blev holdt i live bagefter. '
    "Mange fik\nhjælp og råd af hinanden, og mange blev ved med det hele vejen igennem.</p>\n"
    '<p>Nye <em>venner</em> kom til, og "gamle" blev.</p>\n'
)


def marked_draft() -> Draft:
    """The draft of the page: two blocks that somebody wrote, and one that the program set."""
    blocks = []
    for number, src in enumerate(SOURCES):
        text, spans = "", []
        held = [(index, row) for index, row in enumerate(PRINTED) if row[1] == number]
        for index, (y, _, words) in held:
            base = (HEIGHT - y) / PT
            end = len(text) + len(words)
            spans.append(Span(0, index + 1, base - 4.6, base + 1.7, base, len(text), end))
            text += words
        at = text.find("84 pct.")
        mark = Mark("share", ("fig1.alle.ja",), "84 pct.", at, at + 7)
        blocks.append(Block("a", src, "text", text, tuple(spans), (mark,) if at >= 0 else ()))
    empty = draft("x", title=TITLE, numbers={"fig1.alle.ja": share(0.84)})
    return replace(empty, blocks=tuple(blocks))


def marked_lines() -> list[Line]:
    """The lines of the galley, as wide as the page."""
    lines = []
    for y, number, words in PRINTED:
        base = (HEIGHT - y) / PT
        lines.append(
            Line(
                page=0,
                x=LEFT / PT,
                right=350 / PT,
                top=base - 4.6,
                bottom=base + 1.7,
                baseline=base,
                column="text",
                src=SOURCES[number],
                text=words,
            )
        )
    return lines


def write_template(title: Path) -> Path:
    """The chapter of the page in a title's folder."""
    path = title / "chapters" / "a.html"
    path.parent.mkdir(parents=True)
    path.write_text(TEMPLATE, encoding="utf-8")
    return path
