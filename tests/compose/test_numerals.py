"""Numbers print as the language prints them and are bound to their estimate."""

from __future__ import annotations

import pytest

from publication.compose.notebook import Notebook
from publication.compose.numerals import Numerals

NB = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("function", "name", "printed"),
    [
        ("pct", "fig5.foreninger.enig", f"28{NB}pct."),
        ("percent", "fig5.foreninger.enig", f"28{NB}%"),
        ("share", "fig5.alle.enig", "24"),  # 23.5 rounds half up
        ("n", "fig5.tilbud.enig", "300"),
        ("n", "fig5", "400"),
        ("margin_of", "fig5.tilbud.enig", f"±5{NB}procentpoint"),
    ],
)
def test_numbers(
    numerals: Numerals, notebook: Notebook, function: str, name: str, printed: str
) -> None:
    """Each function prints its number in <data> and writes down the use."""
    html = getattr(numerals, function)(name)
    assert html == f'<data value="{name}">{printed}</data>'
    assert notebook.uses[-1].printed == printed
    assert notebook.uses[-1].estimates == (name,)
    assert notebook.problems == []


def test_an_unknown_name_is_told_with_the_nearest(numerals: Numerals, notebook: Notebook) -> None:
    """A slip of the pen is answered with the names it may have meant."""
    numerals.pct("fig5.forening.enig")
    (problem,) = notebook.problems
    assert "fig5.forening.enig" in problem.message
    assert "fig5.foreninger.enig" in problem.hint


def test_a_count_is_not_asked_of_a_share(numerals: Numerals, notebook: Notebook) -> None:
    """The kind of number must be the kind of estimate."""
    numerals.count("fig5.alle.enig")
    assert [problem.message for problem in notebook.problems] == [
        "fig5.alle.enig is a share, not a count"
    ]


def test_base_has_the_codebooks_words(numerals: Numerals) -> None:
    """Nobody types the base."""
    assert numerals.base("fig5.alle.enig") == "organisationer med nyskabelser"


def test_a_finding_without_significance_is_a_problem(
    numerals: Numerals, notebook: Notebook
) -> None:
    """The figure's own test is significant, the contrast of agreement is not (D-08)."""
    numerals.compare("fig5.foreninger.enig", "flere end", "fig5.tilbud.enig")
    (problem,) = notebook.problems
    assert "may be chance" in problem.message
    assert "tilsyneladende flere end" in problem.hint


def test_rank_counts_the_rows_of_a_battery(numerals: Numerals, notebook: Notebook) -> None:
    """In a table by group a rank runs along the row's answers."""
    assert numerals.rank("fig5.alle.uenig", 1) == ""
    assert notebook.problems == []
    numerals.rank("fig5.alle.enig", 1)
    assert "is no. 2, not no. 1, of 2" in notebook.problems[0].message
