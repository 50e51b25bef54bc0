"""The small typography of running text, applied by rule in this one place.

Authors type straight quotation marks, spaced hyphens and ordinary spaces. The rules are those of
Dansk Sprognævn for quotation marks, dashes and the spaces that must not break.
"""

from __future__ import annotations

import re

from publication.language import Language

NBSP = "\N{NO-BREAK SPACE}"
SPLIT = re.compile(r"(<[^>]*>|&[a-z0-9#]+;)", re.IGNORECASE)
DOUBLE_STOP = re.compile(r"\.(</data>)\.(?!\.)")  # an abbreviation's full stop ends a sentence
UNIT_AFTER_TAG = re.compile(
    r"(?<=\d)(</(?:data|span|strong)>) (?=pct\.|%|procent(?:point)?\b|kr\.)"
)
QUOTE_ENTITY = re.compile(r"&(#34|#39|quot);(?![^<>]*>)")  # in text, not in attributes
QUOTES = {"#34": '"', "quot": '"', "#39": "'"}
UNTOUCHED = re.compile(r"<(style|script|svg|pre|code)\b.*?</\1>", re.DOTALL | re.IGNORECASE)

NUMBERED = r"[Ff]igur|[Tt]abel|[Ss]ide|[Tt]ema|[Cc]ase|[Kk]l\.|nr\.|[Nn]ote"
NUMBERED_TAG = re.compile(rf"\b({NUMBERED}) (<(?:data|span)\b[^>]*>)(?=\d)")
MONTHS = (
    "januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december"
    "|January|February|March|April|May|June|July|August|September|October|November|December"
)

# Pattern and replacement, in order. \N{EN DASH} between spaces; no break before the unit of a
# number, between initials and names, between a reference word and its number, or round an = of
# statistics.
RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?<=\s)--?(?=\s)"), "\N{EN DASH}"),
    (re.compile(r"(?<![\d-])(\d{1,4})-(\d{1,4})(?![\d-])"), "\\1\N{EN DASH}\\2"),
    (re.compile(r"(?<=\d\.)-(?=\d{1,2}\. )"), "\N{EN DASH}"),
    (re.compile(r"(?<=\S) (?=\N{EN DASH} )"), NBSP),
    (re.compile(r"(?<=\d) (?=(?:pct\.|%|procent(?:point)?\b|kr\.|mio\.|mm\b|km\b))"), NBSP),
    (re.compile(rf"\b({NUMBERED}) (?=\d)"), rf"\1{NBSP}"),
    (re.compile(rf"(?<=\d\.) (?=(?:{MONTHS})\b)"), NBSP),
    (re.compile(r"\b([pnN]) = (?=\d)"), rf"\1{NBSP}={NBSP}"),
    (re.compile(r"\.\.\."), "\N{HORIZONTAL ELLIPSIS}"),
    (re.compile(r"(?<=\w)'(?=\w)"), "\N{RIGHT SINGLE QUOTATION MARK}"),
)


def set_text(html: str, language: Language) -> str:
    """Apply the rules to the text of an HTML fragment, leaving tags and entities alone."""
    html = DOUBLE_STOP.sub(r".\1", html)
    html = NUMBERED_TAG.sub(rf"\1{NBSP}\2", html)
    html = UNIT_AFTER_TAG.sub(rf"\1{NBSP}", html)
    html = QUOTE_ENTITY.sub(lambda match: QUOTES[match[1]], html)
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match[0])
        return f"<keep {len(kept) - 1}>"

    parts = SPLIT.split(UNTOUCHED.sub(keep, html))
    quotes = _Quotes(language)
    done = "".join(part if part.startswith(("<", "&")) else quotes(_ruled(part)) for part in parts)
    return re.sub(r"<keep (\d+)>", lambda match: kept[int(match[1])], done)


def _ruled(text: str) -> str:
    for pattern, replacement in RULES:
        text = pattern.sub(replacement, text)
    return text


class _Quotes:
    """Straight double quotation marks, opened and closed by turns through a text."""

    def __init__(self, language: Language) -> None:
        self.marks = (language["quote_open"], language["quote_close"])
        self.open = False

    def __call__(self, text: str) -> str:
        return re.sub('"', self._next, text)

    def _next(self, _: re.Match[str]) -> str:
        mark = self.marks[self.open]
        self.open = not self.open
        return mark
