"""Small typography by rule: quotation marks, dashes, spaces that must not break."""

from __future__ import annotations

import pytest

from publication.compose.typography import set_text
from publication.language import read_language

DANISH = read_language("da-DK")


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ('<p>Ordet "nyskabelser"</p>', "<p>Ordet »nyskabelser«</p>"),
        ('<p class="lead">Et <em>"ord"</em></p>', '<p class="lead">Et <em>»ord«</em></p>'),
        ("<p>kaffe - og snak</p>", "<p>kaffe\N{NO-BREAK SPACE}– og snak</p>"),
        ("<p>2016-2018</p>", "<p>2016–2018</p>"),
        ("<p>ISBN 978-87-93038-66-0</p>", "<p>ISBN 978-87-93038-66-0</p>"),
        ("<p>84 pct. af</p>", "<p>84\N{NO-BREAK SPACE}pct. af</p>"),
        ("<p>15 % af</p>", "<p>15\N{NO-BREAK SPACE}% af</p>"),
        ("<p>±4 procentpoint</p>", "<p>±4\N{NO-BREAK SPACE}procentpoint</p>"),
        ("<p>den 11.-29. juni</p>", "<p>den 11.–29.\N{NO-BREAK SPACE}juni</p>"),
        (
            "<p>kl. <span data-literal>9</span></p>",
            "<p>kl.\N{NO-BREAK SPACE}<span data-literal>9</span></p>",
        ),
        ("<p>se figur 3</p>", "<p>se figur\N{NO-BREAK SPACE}3</p>"),
        ("<p>den 11. marts</p>", "<p>den 11.\N{NO-BREAK SPACE}marts</p>"),
        ("<p>KFUM's arbejde</p>", "<p>KFUM’s arbejde</p>"),
        ("<p>(p = 0,007)</p>", "<p>(p\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}0,007)</p>"),
        ("<p>og så ...</p>", "<p>og så …</p>"),
        (
            '<p>af <data value="a.b.c">84 pct.</data>. Og</p>',
            '<p>af <data value="a.b.c">84\N{NO-BREAK SPACE}pct.</data> Og</p>',
        ),
        (
            '<p><data value="source:a">43</data> pct. af dem</p>',
            '<p><data value="source:a">43</data>\N{NO-BREAK SPACE}pct. af dem</p>',
        ),
        ("<p>&#34;Vi har&#34; og KFUM&#39;s</p>", "<p>»Vi har« og KFUM’s</p>"),
        ('<img alt="&#34;a&#34;">', '<img alt="&#34;a&#34;">'),
        ("<p>COVID-19</p>", "<p>COVID-19</p>"),
        ('<style>a { content: "x - y" }</style>', '<style>a { content: "x - y" }</style>'),
        ('<img alt="12 - 14 pct.">', '<img alt="12 - 14 pct.">'),
    ],
)
def test_rules(typed: str, printed: str) -> None:
    """What authors type, and what is set."""
    assert set_text(typed, DANISH) == printed


def test_quotation_marks_are_the_languages_own() -> None:
    """English opens high."""
    assert set_text('<p>"word"</p>', read_language("en")) == "<p>“word”</p>"
