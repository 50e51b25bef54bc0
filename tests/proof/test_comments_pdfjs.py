"""What pdf.js writes, the viewer inside Firefox: no author, ink for a marker drawn by hand.

The marked PDF was made in its own editors, in a browser: tests/proof/fixtures/marked_pdfjs.py.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pikepdf
import pytest

from publication.language import read_language
from publication.proof.comments.ledger import taken_in
from publication.proof.comments.reading import read_annotations
from publication.proof.comments.telling import COLUMNS, as_html, comment_row
from tests.proof.marked import FIXTURES, TITLE
from tests.proof.test_comments import comments_of, one, told

FILE = "pdfjs.pdf"


def test_what_pdfjs_marks_is_found_with_page_line_words_and_template() -> None:
    found = comments_of(FILE)
    assert [(each.kind, *told(each)) for each in found] == [
        ("Highlight", "note", "84 pct.", "Passer det?", 1, "chapters/a.html:1"),
        (
            *("Highlight", "note", "Mange fik hjælp og råd"),
            *("Hvem gav råd – og hvornår?", 2, "chapters/a.html:1"),
        ),
        ("FreeText", "note", "", "Så er det sagt:\ngod slutning", 4, "chapters/a.html:1"),
        ("Highlight", "note", "gamle", "", 5, "chapters/a.html:3"),
        ("Ink", "note", "", "", 5, "chapters/a.html:3"),
        ("Ink", "note", "Det skrev", "", 6, ""),
        ("Stamp", "note", "", "", 6, ""),
    ]
    assert {(each.page, each.unplaced) for each in found} == {("1", "")}


def test_a_marked_number_is_answered_with_its_origin() -> None:
    assert one(comments_of(FILE), "84 pct.").answer.startswith("“84 pct.” is computed: fig1")


@pytest.mark.parametrize(("code", "said"), [("da-DK", "ukendt"), ("en", "unknown")])
def test_who_is_not_named_is_unknown_in_the_titles_language(code: str, said: str) -> None:
    words = read_language(code).sections["comments"]
    found = comments_of(FILE)
    who = COLUMNS.index("who")
    assert {comment_row(each, words)[who] for each in found} == {said}
    assert as_html(found, words, code, TITLE).count(f"<td>{said}</td>") == len(found)
    assert {entry.who for entry in taken_in({}, found).values()} == {""}


def test_a_known_reader_stays_known_beside_one_who_is_not() -> None:
    """Two who mark the same number and ask the same are one comment, by the one with a name."""
    words = read_language("da-DK").sections["comments"]
    held = one(comments_of("poppler.pdf", FILE), "84 pct.")
    assert held.files == ("poppler.pdf", FILE)
    assert comment_row(held, words)[COLUMNS.index("who")] == "MK"


@pytest.mark.parametrize(
    ("fields", "boxes"),
    [
        ({"BS": {"/W": 12}, "InkList": [[50, 160, 100, 160, 100, 142]]}, 2),
        ({"BS": {"/W": 12}, "InkList": [[50, 160, 100, 160], [50, 142, 100]]}, 1),
        ({"InkList": [[50, 160, 100, 160]]}, 1),
        ({"BS": 7, "InkList": 7}, 1),
        ({"BS": {"/W": "/X"}, "InkList": [7, ["/X"]]}, 1),
    ],
)
def test_strokes_of_a_marker_are_read_as_far_as_they_go(
    tmp_path: Path, fields: dict[str, Any], boxes: int
) -> None:
    """Where they say nothing the whole rectangle counts."""
    path = tmp_path / "marker.pdf"
    with pikepdf.open(FIXTURES / "base.pdf") as pdf:
        marker = pikepdf.Dictionary(
            Subtype=pikepdf.Name.Ink,
            IT=pikepdf.Name.InkHighlight,
            Rect=[50, 136, 100, 166],
            **{name: pikepdf.Object.parse(_coded(value)) for name, value in fields.items()},
        )
        pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(marker)])
        pdf.save(path)
    (found,) = read_annotations(path, TITLE)
    assert found.marks
    assert len(found.boxes) == boxes
    assert all(box.left < box.right or box.top < box.bottom for box in found.boxes)


def _coded(value: Any) -> bytes:
    """A value as a PDF writes it."""
    if isinstance(value, list):
        return b"[" + b" ".join(map(_coded, value)) + b"]"
    if isinstance(value, dict):
        return b"<<" + b" ".join(k.encode() + b" " + _coded(v) for k, v in value.items()) + b">>"
    return str(value).encode()
