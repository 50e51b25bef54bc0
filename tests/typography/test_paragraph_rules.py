"""Paragraphs at page breaks, short last lines, hyphens and the rag, on lines made by hand."""

from __future__ import annotations

import pytest

from publication.model import Line
from tests.typography.bench import FULL, galley, line, paragraph, said

HYPHEN = "\N{HYPHEN}"


def over_a_page(before: int, after: int) -> list[Line]:
    """A paragraph with so many lines on page 2 and so many on page 3."""
    first = [line(row=42 - before + place) for place in range(before)]
    return first + [line(row=place, page=1) for place in range(after)]


@pytest.mark.parametrize(
    ("before", "after", "widows", "orphans"),
    [(3, 1, ["3"], []), (1, 3, [], ["2"]), (2, 2, [], []), (4, 0, [], [])],
)
def test_widows_and_orphans(before: int, after: int, widows: list[str], orphans: list[str]) -> None:
    """At least two lines on either side of the page break."""
    made = galley(over_a_page(before, after))
    assert [page for page, _ in said("widow", made)] == widows
    assert [page for page, _ in said("orphan", made)] == orphans


def test_cells_of_tables_are_no_paragraphs() -> None:
    lines = [line(row=42, within="table tr td"), line(row=0, page=1, within="table tr td")]
    assert said("widow", galley(lines)) == said("orphan", galley(lines)) == []


@pytest.mark.parametrize(
    ("last", "fills", "found"),
    [
        ("nu.", 0.03, True),  # under five characters
        ("ældre.", 0.08, True),  # one word under a tenth of 118 mm
        ("ninger.", 0.09, True),
        ("nyskabelser.", 0.16, False),
        ("er nye.", 0.09, False),  # two words
    ],
)
def test_runts(last: str, fills: float, found: bool) -> None:
    lines = [line(), line(last, row=1, fills=fills)]
    expected = [("2", f"a paragraph ends in »{last}«")] if found else []
    assert said("runt", galley(lines)) == expected


@pytest.mark.parametrize("change", [{"end": 120.0}, {"path": "body figure p.caption"}])
def test_one_word_is_enough_in_narrow_columns_and_under_figures(change: dict[str, object]) -> None:
    """48 mm from 72 on: only the four characters count there."""
    lines = [line(**change), line("ældre.", row=1, fills=0.08, **change)]  # type: ignore[arg-type]
    assert said("runt", galley(lines)) == []


def test_a_line_after_an_ordered_break_may_be_short() -> None:
    assert said("runt", galley([line(forced=True), line("Ord", row=1, fills=0.03)])) == []


def test_a_block_of_one_line_is_no_runt() -> None:
    assert said("runt", galley([line("Ord", fills=0.03)])) == []


@pytest.mark.parametrize(("count", "found"), [(2, False), (3, True), (4, True)])
def test_ladders_of_hyphens(count: int, found: bool) -> None:
    """Two in a row pass; authors' own hyphens (COVID-) do not count."""
    lines = [line("ord-"), *(line(f"omstil{HYPHEN}", row=1 + row) for row in range(count))]
    lines.append(line("ling.", row=count + 1))
    expected = [("2", f"{count} lines in a row end in hyphens, the first »omstil{HYPHEN}«")]
    assert said("hyphens", galley(lines)) == (expected if found else [])


def test_a_word_broken_over_a_page() -> None:
    lines = [line(row=41), line(f"en omstil{HYPHEN}", row=42), line("ling er", page=1)]
    expected = [("2", f"»omstil{HYPHEN}« goes on as »ling« on the next page")]
    assert said("broken-word", galley(lines)) == expected


def test_a_word_broken_inside_a_page_is_no_matter() -> None:
    lines = [line(f"en omstil{HYPHEN}"), line("ling er", row=1), line(FULL, page=1)]
    assert said("broken-word", galley(lines)) == []


# ------------------------------------------------------------------ the rag


@pytest.mark.parametrize(("fills", "found"), [(0.84, True), (0.86, False), (1.0, False)])
def test_short_lines(fills: float, found: bool) -> None:
    """85 % of 118 mm is 100.3; the last line may end where it likes."""
    messages = said("rag-short", galley(paragraph(0.98, fills, 0.97, 0.3)))
    assert messages == ([("2", f"a line fills {fills:.1%}: {QUOTED}")] if found else [])


QUOTED = "»… nye måder at arbejde på, mens dørene«"


def test_a_line_before_an_ordered_break_may_be_short() -> None:
    lines = [line(fills=0.4, forced=True), line(row=1)]
    assert said("rag-short", galley(lines)) == []


@pytest.mark.parametrize(
    "change", [{"size": 14.0}, {"end": 120.0}, {"path": "body h2"}, {"path": "body figure p"}]
)
def test_titles_figures_and_narrow_columns_have_no_rag(change: dict[str, object]) -> None:
    lines = [line(fills=0.3, **change), line(row=1, **change)]  # type: ignore[arg-type]
    assert said("rag-short", galley(lines)) == []


@pytest.mark.parametrize(
    ("fills", "found"),
    [
        ((0.99, 0.94, 0.89, 0.99, 0.5), "3 lines grow shorter by turns"),
        ((0.88, 0.93, 0.98, 0.9, 0.5), "3 lines grow longer by turns"),
        ((1.0, 0.95, 0.9, 0.85, 0.98, 0.5), "4 lines grow shorter by turns"),
        ((0.99, 0.94, 0.99, 0.94, 0.5), ""),  # a live edge
        ((0.99, 0.96, 0.93, 0.98, 0.5), ""),  # steps of 3 %: not seen
        ((0.99, 0.94, 0.89), ""),  # the last line ends the paragraph, not a slope
    ],
)
def test_wedges(fills: tuple[float, ...], found: str) -> None:
    """Three full lines that step the same way by 4 % or more each."""
    messages = [
        message.split(",")[0] for _, message in said("rag-wedge", galley(paragraph(*fills)))
    ]
    assert messages == ([found] if found else [])


def test_a_wedge_does_not_reach_over_a_page() -> None:
    lines = [line(row=42, fills=0.99), line(row=0, page=1, fills=0.94)]
    lines += [line(row=1, page=1, fills=0.89), line(row=2, page=1)]
    assert said("rag-wedge", galley(lines)) == []
