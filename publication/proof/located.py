"""Where a finding stands, as readers name pages: a check of a finished file counts its pages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from publication.model import Finding
from publication.proof.telling import page_name

COVER = "cover.pdf"
STRETCH = re.compile(r"(\d+)(?:-(\d+))?")

Page = tuple[str, str]
"""What is told, and the label of the page it leads to; no label where no page of ours is meant."""


def pages_of(finding: Finding, labels: Sequence[str], words: Mapping[str, str]) -> list[Page]:
    """The pages of a finding, in stretches.

    labels  of all pages of the title, in order
    words   section [review] of the language
    """
    if not finding.page:
        return []
    if not finding.edition:  # nothing is finished yet: the page goes by its label
        pages = [(finding.page, finding.page if finding.page in labels else "")]
    else:
        pages = [_stretch(part, finding, labels) for part in finding.page.split(", ")]
    (text, label), single = pages[0], len(pages) == 1
    return [(page_name(text, words), label)] if single and label in {"", text} else pages


def _stretch(part: str, finding: Finding, labels: Sequence[str]) -> Page:
    """One page, or some that follow one another, by the labels they have."""
    found = STRETCH.fullmatch(part)
    if found is None:
        return part, ""
    first, last = (_label(int(number or found[1]), finding, labels) for number in found.groups())
    if not first or not last:
        return part.replace("-", "–"), ""
    return (first if first == last else f"{first}–{last}"), first


def _label(number: int, finding: Finding, labels: Sequence[str]) -> str:
    """The label of a file's page, from 1: the body begins with page 1, others hold every page."""
    if finding.edition == "print":
        return str(number) if finding.file != COVER and str(number) in labels else ""
    return labels[number - 1] if 0 < number <= len(labels) else ""
