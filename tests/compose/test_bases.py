"""A number that rests on some must say on whom."""

from __future__ import annotations

from dataclasses import replace

import pytest

from publication.compose.bases import unnamed_bases
from publication.model import Base, Estimates

NUMBER = '<data value="fig5.tilbud.enig">22 pct.</data>'


@pytest.fixture
def narrow(estimates: Estimates) -> Estimates:
    """The small table, resting on organisations with new practices."""
    base = Base("nyskabere", "organisationer med nyskabelser", ("nyskab",))
    return replace(estimates, tables={"fig5": replace(estimates.tables["fig5"], base=base)})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{NUMBER} af tilbuddene med nyskabelser er enige.", 0),
        (f"Blandt dem med nyskabelser er {NUMBER} enige. Det er {NUMBER}.", 0),
        (f"{NUMBER} af tilbuddene er enige.", 1),
        (f"{NUMBER} af tilbuddene er enige. De har nyskabelser.", 1),
        (f"<em>{NUMBER}</em> af tilbuddene med <strong>nyskabelser</strong>", 0),
        ("Ingen tal.", 0),
    ],
)
def test_the_base_is_named_before_the_sentence_ends(
    narrow: Estimates, text: str, found: int
) -> None:
    """In the sentence or before it, not after."""
    body = f'<p data-src="chapters/a.html:4">{text}</p>'
    findings = unnamed_bases(body, narrow)
    assert len(findings) == found
    assert all(str(finding.place) == "chapters/a.html:4" for finding in findings)


def test_a_base_without_words_needs_no_naming(estimates: Estimates) -> None:
    """All who answered are all."""
    assert unnamed_bases(f'<p data-src="chapters/a.html:4">{NUMBER} er enige.</p>', estimates) == []


def test_figures_say_their_base_in_the_note(narrow: Estimates) -> None:
    """Headline and caption of a figure are short."""
    body = f'<figure data-src="f:1"><p data-src="chapters/a.html:4">{NUMBER}</p></figure>'
    assert unnamed_bases(body, narrow) == []
