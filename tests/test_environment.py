"""Every block tag knows its file and line before a template is parsed."""

from __future__ import annotations

import pytest

from publication.environment import mark_blocks


@pytest.mark.parametrize(
    ("source", "marked"),
    [
        ("<p>a</p>", '<p data-src="c.html:1{T}">a</p>'),
        ("\n\n<h2 id='x'>a</h2>", "\n\n<h2 data-src=\"c.html:3{T}\" id='x'>a</h2>"),
        ("<em>a</em>", "<em>a</em>"),
        ("<pre>a</pre>", "<pre>a</pre>"),
        ("{# <p>no</p> #}", "{# <p>no</p> #}"),
        ("<!-- <p>no</p> -->", "<!-- <p>no</p> -->"),
        ('{{ "<p>" }}', '{{ "<p>" }}'),
        ('<td class="{{ a > b }}">x', '<td data-src="c.html:1{T}" class="{{ a > b }}">x'),
        ('<p data-src="other:9">x', '<p data-src="other:9">x'),
    ],
)
def test_marks(source: str, marked: str) -> None:
    """{T} stands for the words that add a loop's turn."""
    turn = "{% if loop is defined %}.{{ loop.index }}{% endif %}"
    assert mark_blocks(source, "c.html") == marked.replace("{T}", turn)


def test_lines_stay_where_they_are() -> None:
    """Marking adds no line, so that every message speaks of the author's own lines."""
    source = "<p>\na\n</p>\n<ul>\n<li>b</li>\n</ul>\n"
    assert mark_blocks(source, "c.html").count("\n") == source.count("\n")
