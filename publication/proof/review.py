"""The review page: what changed, what the checks found, and the pages before and now, in one file.

It needs nothing but itself: no network, no fonts, no other file. Without scripts everything can be
read but the pictures of the pages.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from publication.brand import Brand
from publication.environment import make_environment, render
from publication.language import Language
from publication.model import Finding, Severity
from publication.proof.bars import bars_of
from publication.proof.changes import Changes
from publication.proof.located import pages_of
from publication.proof.records import Draft, Picture
from publication.proof.telling import layout_lines, page_name, told, unseen_line
from publication.translation import read_translation

TEMPLATE = "templates/review.html"
SCRIPT = Path(__file__).parent.parent / "templates" / "review.js"
STYLE = "review.css"
SOURCE = re.compile(r' data-src="[^"]*"')
"""Where blocks were written serves typesetting, not a browser."""

FAMILY = re.compile(r"""(font-family="'[^"]*')(")""")
"""Fonts of a figure; a browser that has not got them takes any sans serif."""
QUOTED = re.compile(r'"([^"]*)"')

KINDS = ("words", "numbers", "claims", "figures", "moves", "layout", "findings")
SEVERITIES: Mapping[Severity, str] = {
    Severity.ERROR: "severity_error",
    Severity.WARNING: "severity_warning",
    Severity.NOT_RUN: "severity_not_run",
    Severity.NOTE: "severity_note",
}
UNIT = 100
"""Positions on a page are per cent of its height."""


@dataclass(frozen=True)
class Signing:
    """What readers sign, by the label of the page.

    digests  of what the page says: they go into the file that a reader saves
    states   signed, back (signed, and otherwise now), unsigned or empty; and who has signed
    """

    digests: Mapping[str, str]
    states: Mapping[str, tuple[str, tuple[str, ...]]]


@dataclass(frozen=True)
class Sheet:
    """A page in the viewer. before and after are places in the pool of pictures, -1 for none.

    bars  where something differs: top and height in per cent of the page, and whether right of it
    """

    label: str
    was: str
    before: int
    after: int
    changed: bool
    bars: tuple[tuple[float, float, int], ...]


def review_page(
    draft: Draft,
    changes: Changes | None,
    findings: Sequence[Finding] | None,
    language: Language,
    brand: Brand,
    styles: Path,
    signing: Signing | None = None,
) -> str:
    """The page as HTML.

    draft    the present state, with pictures
    changes  since the last approved draft; None before the first
    findings of all checks; None where none was run, and nothing is said of them
    styles   folder of the stylesheet
    signing  what is signed with each page; without it the page takes no signatures
    """
    words = language.sections["review"]
    labels = [leaf.label for leaf in draft.leaves]
    pool = _Pool()
    sheets = list(_sheets(draft, changes, pool, brand))
    states = list(signing.states.values()) if signing else []
    used = [pool.coded(index) for index in range(len(pool))]
    variables = {
        "draft": draft,
        "changes": changes,
        "findings": sorted(findings or (), key=lambda each: (-each.severity, each.check)),
        "severities": SEVERITIES,
        "kinds": _kinds(changes, words, findings is not None),
        "counts": {**(changes.counts if changes else {}), "findings": len(findings or ())},
        "causes": _causes(changes),
        "layout": list(layout_lines(changes, words)) if changes else [],
        "unseen": unseen_line(changes, words) if changes else "",
        "pages": {
            "pictures": used,
            "sheets": [_row(sheet) for sheet in sheets],
            "states": {page: [state, ", ".join(by)] for page, (state, by) in signing.states.items()}
            if signing
            else {},
            "digests": dict(signing.digests) if signing else {},
            "title": draft.title_id,
        },
        "signing": signing is not None,
        "signed": sum(state == "signed" for state, _ in states),
        "to_sign": sum(state != "empty" for state, _ in states),
        "words": words,
        "telling": read_translation(language),
        "language": language.code,
        "told": lambda place: told(place, words),
        "page_name": lambda label: page_name(label, words),
        "chapters": {leaf.label: leaf.chapter for leaf in draft.leaves},
        "pages_of": lambda finding: pages_of(finding, labels, words),
        "quoted": lambda text: _quoted(text, language),
        "drawn": _drawn,
        "value": lambda value, kind: _value(value, kind, language),
        "style": Markup(_style(brand, styles)),
        "script": Markup(SCRIPT.read_text(encoding="utf-8")),
    }
    return SOURCE.sub("", str(render(make_environment(), TEMPLATE, variables)))


def _value(value: float | None, kind: str, language: Language) -> str:
    """An estimate with a digit more than is printed."""
    if value is None:
        return ""
    if kind in {"mean", "count", "n", "margin"}:
        return language.number(value, 0 if kind in {"count", "n"} else 3)
    return f"{language.number(100 * value, 1)}\N{NO-BREAK SPACE}%"


def _quoted(text: str, language: Language) -> str:
    """A codebook's straight quotation marks as the language has them."""
    return QUOTED.sub(rf"{language['quote_open']}\1{language['quote_close']}", text)


def _drawn(picture: Picture | None) -> str:
    """A figure as the address of a picture; nothing where it is a table of words."""
    if picture is None or not picture.svg.lstrip().startswith("<svg"):
        return ""
    svg = FAMILY.sub(r"\1, sans-serif\2", picture.svg)
    coded = base64.b64encode(svg.encode()).decode("ascii")
    return f"data:image/svg+xml;base64,{coded}"


def _kinds(changes: Changes | None, words: Mapping[str, str], checked: bool) -> list[str]:
    """The kinds that have a section of their own."""
    counts: Mapping[str, int] = changes.counts if changes else {}
    told_of = {kind for kind, count in counts.items() if count}
    if checked:
        told_of.add("findings")
    if changes and any(layout_lines(changes, words)):
        told_of.add("layout")
    if changes and changes.unseen:
        told_of.add("numbers")
    return [kind for kind in KINDS if kind in told_of]


def _causes(changes: Changes | None) -> list[str]:
    """The causes that occur, in a fixed order."""
    if changes is None:
        return []
    numbers = {cause for change in (*changes.numbers, *changes.claims) for cause in change.causes}
    figures = {cause for change in changes.figures for cause in change.causes}
    return sorted(numbers | figures)


def _style(brand: Brand, styles: Path) -> str:
    """The stylesheet with the brand's colours as its variables."""
    colours = "".join(f"--{name}:{colour.hex};" for name, colour in brand.colours.items())
    return f":root{{{colours}}}\n{(styles / STYLE).read_text(encoding='utf-8')}"


# ------------------------------------------------------------------ the pages


class _Pool:
    """Pictures, each once: most pages of a draft are those of the last one."""

    def __init__(self) -> None:
        self.places: dict[bytes, int] = {}

    def __len__(self) -> int:
        return len(self.places)

    def place(self, pictures: Sequence[bytes], index: int) -> int:
        if not 0 <= index < len(pictures):
            return -1
        return self.places.setdefault(pictures[index], len(self.places))

    def coded(self, place: int) -> str:
        return base64.b64encode(list(self.places)[place]).decode("ascii")


def _sheets(draft: Draft, changes: Changes | None, pool: _Pool, brand: Brand) -> Iterator[Sheet]:
    """Every page now, with the one it was, then those that are gone."""
    if changes is None:
        for index, leaf in enumerate(draft.leaves):
            yield Sheet(leaf.label, "", -1, pool.place(draft.pictures, index), False, ())
        return
    old, new = changes.old, changes.new
    bars: dict[int, list[tuple[float, float, int]]] = {}
    height = brand.trim[1] / UNIT
    for bar in bars_of(changes):
        place = round(bar.top / height, 2), round((bar.bottom - bar.top) / height, 2)
        bars.setdefault(bar.page, []).append((*place, int(bar.right)))
    for pair in changes.pages:
        now = new.leaves[pair.after].label if pair.after >= 0 else ""
        was = old.leaves[pair.before].label if pair.before >= 0 else ""
        yield Sheet(
            now or was,
            was,
            pool.place(old.pictures, pair.before),
            pool.place(new.pictures, pair.after),
            pair.changed,
            tuple(bars.get(pair.after, ())) if pair.after >= 0 else (),
        )


def _row(sheet: Sheet) -> list[object]:
    """A sheet as the script reads it."""
    return [sheet.label, sheet.was, sheet.before, sheet.after, int(sheet.changed), sheet.bars]
