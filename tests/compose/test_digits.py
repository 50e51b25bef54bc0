"""Digits that nobody vouches for are found, with their line."""

from __future__ import annotations

import pytest

from publication.compose.digits import typed_digits


@pytest.mark.parametrize(
    "body",
    [
        "<p>Fra den 11. marts til 29. juni 2020</p>",
        "<p>11.-29. juni</p>",
        "<p>I 2016-2018 og i 2020</p>",
        "<p>COVID-19, DK-1472 og ISBN 978-87-93038-66-0</p>",
        "<p>kl. 9.30</p>",
        '<p><data value="fig1.tilbud.ja">84 pct.</data> af tilbuddene</p>',
        "<p>ring <span data-literal>33 93 93 23</span></p>",
        '<p>Tema 1<a class="call" href="ref:n">1</a></p>',
        "<table><tr><td>2.304</td></tr></table>",
    ],
)
def test_what_may_be_typed(body: str) -> None:
    """Dates, years, clock times, names, literals and what the program printed itself."""
    assert typed_digits(f'<p data-src="chapters/a.html:1">x</p>{body}') == []


def test_a_typed_number_is_found_with_its_line() -> None:
    """The finding says the number and where it stands."""
    body = '<p data-src="chapters/a.html:3">ok</p><p data-src="chapters/a.html:7.2">84 pct.</p>'
    (finding,) = typed_digits(body)
    assert "84" in finding.message
    assert str(finding.place) == "chapters/a.html:7"


def test_text_after_an_inline_tag_belongs_to_its_block() -> None:
    """An <em> does not end the paragraph's line."""
    body = '<p data-src="chapters/c.html:4">a <em>b</em> 17 tilbud</p>'
    assert [str(finding.place) for finding in typed_digits(body)] == ["chapters/c.html:4"]
