"""What goes into the web edition beside its pages: each figure's data, and the list of numbers."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

from publication.finish.attach import Attachment
from publication.language import Language
from publication.model import Artwork, Estimate, Estimates, Manuscript

CSV = "text/csv"
BOM = "\ufeff"
"""Without it spreadsheet programs misread æ, ø and å."""


def enclosures(
    manuscript: Manuscript,
    artwork: Mapping[str, Artwork],
    estimates: Estimates,
    language: Language,
) -> tuple[Attachment, ...]:
    """One CSV per figure that has data, as printed; one with every number the text uses.

    Parted by the language's separator, in UTF-8 with a mark that spreadsheet programs know.
    """
    words = language.sections["enclosures"]
    return (
        *_figures(manuscript, artwork, words),
        Attachment(
            name=words["numbers_file"],
            data=_csv(_numbers(manuscript, estimates, language), words["separator"]),
            media_type=CSV,
            description=words["numbers_about"],
            relationship="Supplement",
        ),
    )


def _figures(
    manuscript: Manuscript, artwork: Mapping[str, Artwork], words: Mapping[str, str]
) -> Iterator[Attachment]:
    for figure in manuscript.figures.values():
        drawn = artwork.get(figure.id)
        if drawn is None or not drawn.rows:
            continue
        yield Attachment(
            name=words["figure_file"].format(id=figure.id),
            data=_csv([drawn.header, *drawn.rows], words["separator"]),
            media_type=CSV,
            description=words["figure_about"].format(label=figure.label, headline=figure.headline),
            anchor=figure.anchor,
        )


def _numbers(
    manuscript: Manuscript, estimates: Estimates, language: Language
) -> Iterator[Sequence[str]]:
    """A row per estimate the text uses, by name, with all the words it is printed as."""
    words = language.sections["enclosures"]
    columns = ("name", "printed", "value", "n", "low", "high", "margin", "base", "question")
    yield [words[column] for column in columns]
    printed: dict[str, list[str]] = {}
    for use in manuscript.uses:
        for name in use.estimates:
            printed.setdefault(name, []).append(use.printed)
    for name in sorted(printed):
        estimate = estimates.get(name)
        if estimate is None:
            continue
        table = estimates.table_of(name)
        told = " / ".join(dict.fromkeys(words for words in printed[name] if words))
        yield [name, told, *_values(estimate, language), table.base.label, table.question]


def _values(estimate: Estimate, language: Language) -> list[str]:
    """Value, base and bounds; shares to a tenth of a per mille, as computed, not as rounded."""
    digits = 0 if estimate.kind == "count" else 4
    bounds = (estimate.low, estimate.high, estimate.margin)
    return [
        language.number(estimate.value, digits),
        str(estimate.n),
        *("" if value is None else language.number(value, digits) for value in bounds),
    ]


def _csv(rows: Iterable[Sequence[str]], separator: str) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return (BOM + out.getvalue()).encode("utf-8")
