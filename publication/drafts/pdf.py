"""Finished PDFs of ours, read as drafts: the web PDF, the proof and the printed body."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from publication.accessibility import tree
from publication.drafts.pdf_structure import structure_of
from publication.proof.pdf.draft import draft_of_pdf, stated
from publication.proof.pdf.facts import Wanted, read_facts
from publication.proof.pdf.geometry import groups_of
from publication.proof.pdf.letters import read_letters
from publication.proof.pdf.records import ReadPdf


def read_pdf(path: Path, wanted: Wanted) -> ReadPdf:
    """Read a file whole; ProofError where it is none that can be compared."""
    facts = read_facts(path, wanted)
    pages = list(read_letters(path, range(len(facts.sheets))))
    revision, data = stated(pages[0].stamps, wanted.language["data"]) if pages else ("", "")
    sheets = tuple(
        replace(sheet, blank=page.blank, lines=page.stamps.lines, names=page.stamps.names)
        for sheet, page in zip(facts.sheets, pages, strict=True)
    )
    facts = replace(facts, sheets=sheets, revision=revision, data=data)
    if facts.tagged:
        runs = [run for page in pages for run in page.runs]
        structure = structure_of(tree.read(path).root, runs, facts)
        groups, drawings = structure.groups, structure.drawings
    else:
        groups, drawings = groups_of([page.runs for page in pages]), ()
    word = wanted.language["page_ref"]
    draft = draft_of_pdf(facts, groups, drawings, wanted.publication, word)
    return ReadPdf(facts, groups, drawings, draft)
