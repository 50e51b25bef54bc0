"""Comments find their way home: read, placed, answered, patched, merged and remembered.

The marked PDFs were made by poppler, MuPDF and by hand: tests/proof/fixtures/make_marked.py.
"""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from publication.drafts.comments import placed_comments
from publication.errors import ProofError
from publication.language import read_language
from publication.model import Base, Column, Estimate, Estimates, Row, Table
from publication.proof.comments.ledger import (
    decided,
    noticed,
    read_ledger,
    taken_in,
    with_states,
    write_ledger,
)
from publication.proof.comments.patch import patched, unified_diff
from publication.proof.comments.placing import OTHER_DRAFT, Placing
from publication.proof.comments.reading import read_annotations
from publication.proof.comments.records import Comment
from publication.proof.comments.telling import as_csv, as_html, as_markdown, comment_row
from tests.proof.marked import FIXTURES, TITLE, marked_draft, marked_lines, write_template

YES = Estimate("fig1.alle.ja", "share", 0.84, 100)
TABLE = Table(
    id="fig1",
    question="Har I nyt?",
    by="group",
    measure="share",
    base=Base("alle", "alle"),
    n=100,
    rows=(Row("alle", "Alle", 100),),
    columns=(Column("ja", "Ja"),),
    estimates={"fig1.alle.ja": YES},
)
ESTIMATES = Estimates({"fig1": TABLE}, {}, "c0", 100)


def comments_of(*names: str) -> tuple[Comment, ...]:
    """The comments of some fixtures against the page they show."""
    placing = Placing(marked_draft(), marked_lines())
    return placed_comments([FIXTURES / name for name in names], TITLE, placing, ESTIMATES)


def told(comment: Comment) -> tuple[str, str, str, int, str]:
    return comment.action, comment.words, comment.note, comment.line, comment.place


def one(comments: tuple[Comment, ...], words: str) -> Comment:
    """The comment on these words."""
    return next(comment for comment in comments if comment.words == words)


def diff_of(title: Path, *names: str) -> str:
    """The diff of some fixtures, as written for the root above the title."""
    write_template(title)
    _, edits = patched(comments_of(*names), marked_draft(), title)
    return unified_diff(edits, title, title.parent)


def test_what_poppler_marks_is_found_with_page_line_words_and_template() -> None:
    assert [told(comment) for comment in comments_of("poppler.pdf")] == [
        ("replace", "Krisen", "Nedlukningen", 1, "chapters/a.html:1"),
        ("note", "84 pct.", "Passer det?", 1, "chapters/a.html:1"),
        ("strike", "live bagefter", "", 2, "chapters/a.html:1"),
        ("note", "mange blev", "gentagelse", 3, "chapters/a.html:1"),
        ("note", "", "God slutning", 4, "chapters/a.html:1"),
        ("replace", "gamle", "ældre", 5, "chapters/a.html:3"),
        ("note", "ingen", "hvem?", 6, ""),
    ]


def test_what_mupdf_marks_is_found_and_what_stands_at_no_text_is_kept() -> None:
    found = comments_of("mutool.pdf")
    assert [(each.kind, each.line) for each in found] == [
        ("FreeText", 0),
        ("StrikeOut", 1),
        ("StrikeOut", 2),
        ("Caret", 3),
        ("Ink", 4),
        ("Stamp", 5),
    ]
    assert (found[0].page, found[0].note) == ("1", "Pæn side")
    assert "no line of text" in found[0].unplaced


def test_a_strike_and_its_caret_are_one_replacement_with_its_reply() -> None:
    """As Acrobat groups them; the answer of a colleague goes with it, the pop-up says nothing."""
    found = comments_of("by_hand.pdf")
    held = one(found, "holdt")
    assert (held.action, held.note, held.replies) == ("replace", "i\ngang", ("BD: Enig",))
    assert [each.note for each in found if each.unplaced] == ["Mærke"]


def test_a_computed_number_is_answered_with_its_origin_and_not_patched(tmp_path: Path) -> None:
    marked = one(comments_of("poppler.pdf"), "84 pct.")
    assert marked.answer == "“84 pct.” is computed: fig1.alle.ja = 0.84, n = 100, Har I nyt?"
    assert "pct" not in "".join(
        line for line in diff_of(tmp_path / "t", "poppler.pdf").splitlines() if line[:1] == "+"
    ).replace('{{ pct("fig1.alle.ja") }}', "")


def test_git_applies_the_corrections(tmp_path: Path) -> None:
    title = tmp_path / "title"
    diff = diff_of(title, "poppler.pdf", "by_hand.pdf")
    (tmp_path / "x.patch").write_text(diff, encoding="utf-8")
    subprocess.run(["git", "init", "-q", "."], cwd=tmp_path, check=True)
    subprocess.run(["git", "apply", "x.patch"], cwd=tmp_path, check=True)
    assert (title / "chapters" / "a.html").read_text(encoding="utf-8") == (
        '<p>Nedlukningen gav nye vaner, og {{ pct("fig1.alle.ja") }} af dem blev i gang i. '
        "Mange fik\nhjælp og råd af hinanden, og mange blev ved med det hele vejen igennem.</p>\n"
        '<p>Nye <em>venner</em> kom til, og "ældre" blev.</p>\n'
    )


def test_an_inserted_word_gets_its_space(tmp_path: Path) -> None:
    write_template(tmp_path)
    caret = [each for each in comments_of("mutool.pdf") if each.kind == "Caret"]
    _, edits = patched(caret, marked_draft(), tmp_path)
    assert "+hjælp og gode råd af hinanden" in unified_diff(edits, tmp_path, tmp_path)


def test_words_that_stand_twice_in_the_template_are_told_apart_by_their_neighbours(
    tmp_path: Path,
) -> None:
    path = write_template(tmp_path)
    path.write_text(
        path.read_text(encoding="utf-8").replace("hjælp og", "Krisen Krisen hjælp og"),
        encoding="utf-8",
    )
    found, edits = patched([one(comments_of("poppler.pdf"), "Krisen")], marked_draft(), tmp_path)
    assert [edit.start for edit in edits] == [3]
    assert found[0].answer == ""


def test_a_template_that_reads_otherwise_is_not_patched(tmp_path: Path) -> None:
    write_template(tmp_path).write_text("<p>Andet.</p>\n", encoding="utf-8")
    found, edits = patched([one(comments_of("poppler.pdf"), "Krisen")], marked_draft(), tmp_path)
    assert edits == ()
    assert "do not stand in the template" in found[0].answer


def test_template_code_in_a_correction_is_refused(tmp_path: Path) -> None:
    write_template(tmp_path)
    held = one(comments_of("poppler.pdf"), "Krisen")
    assert held.change is not None
    sly = replace(held, change=replace(held.change, new="{{ 1 }}"))
    found, edits = patched([sly], marked_draft(), tmp_path)
    assert (edits, found[0].answer) == ((), "the correction holds template code")


def test_duplicates_are_joined_and_disagreement_is_shown(tmp_path: Path) -> None:
    found = comments_of("poppler.pdf", "mutool.pdf")
    same = one(found, "live bagefter")
    assert (same.authors, same.files) == (("MK", "JS"), ("poppler.pdf", "mutool.pdf"))
    first, second = (each for each in found if each.words == "Krisen")
    assert (first.against, second.against) == ((second.key,), (first.key,))
    write_template(tmp_path)
    _, edits = patched(found, marked_draft(), tmp_path)
    assert {"Nedlukningen", "Corona"}.isdisjoint(edit.new for edit in edits)


def test_the_ledger_is_read_back_and_keeps_decisions(tmp_path: Path) -> None:
    found = comments_of("poppler.pdf")
    ledger = taken_in({}, found)
    key = one(found, "Krisen").key
    write_ledger(tmp_path, decided(ledger, key, "declined", 'Nej, "krisen"\nbliver'))
    again = taken_in(read_ledger(tmp_path), comments_of("poppler.pdf"))
    assert len(again) == len(found)
    state = one(with_states(found, again), "Krisen")
    assert (state.state, state.reason) == ("declined", 'Nej, "krisen"\nbliver')


def test_the_same_file_read_again_after_the_text_changed_adds_nothing() -> None:
    ledger, before = taken_in({}, comments_of("poppler.pdf")), marked_draft()
    blocks = tuple(
        replace(each, src="chapters/b.html:9", text="z" * len(each.text)) for each in before.blocks
    )
    placing = Placing(replace(before, blocks=blocks), marked_lines())
    later = placed_comments([FIXTURES / "poppler.pdf"], TITLE, placing, ESTIMATES)
    assert taken_in(ledger, later) == ledger


def test_a_correction_is_done_when_the_text_reads_as_asked() -> None:
    found, before = comments_of("poppler.pdf"), marked_draft()
    ledger = taken_in({}, found)
    assert {entry.state for entry in noticed(ledger, before).values()} == {"open"}
    text = before.blocks[0].text.replace("Krisen", "Nedlukningen")
    after = replace(before, blocks=(replace(before.blocks[0], text=text), *before.blocks[1:]))
    done = [entry.words for entry in noticed(ledger, after).values() if entry.state == "done"]
    assert done == ["Krisen"]


def test_neighbours_that_are_both_corrected_are_both_done() -> None:
    """Either correction changes what stands around the other."""
    before = marked_draft()
    entry = taken_in({}, comments_of("poppler.pdf"))
    first = next(each for each in entry.values() if each.words == "Krisen")
    text = before.blocks[0].text
    new = replace(first, key="1", old="nye", new="gode", left="Krisen gav ", right=" vaner, og")
    other = replace(first, key="2", right=" gav nye vaner, og")
    ledger = {"1": new, "2": other}
    half = text.replace("Krisen", "Nedlukningen")
    both = half.replace("nye", "gode")

    def states(words: str) -> list[str]:
        blocks = (replace(before.blocks[0], text=words), *before.blocks[1:])
        found = noticed(ledger, replace(before, blocks=blocks))
        return [found[key].state for key in ("1", "2")]

    assert states(text) == ["open", "open"]
    assert states(half) == ["open", "done"]
    assert states(both) == ["done", "done"]


def test_a_block_struck_out_whole_is_done_when_it_is_gone() -> None:
    before = marked_draft()
    first = next(iter(taken_in({}, comments_of("poppler.pdf")).values()))
    struck = replace(first, key="1", old=before.blocks[0].text, new="", left="", right="")
    without = replace(before, blocks=before.blocks[1:])
    assert noticed({"1": struck}, before)["1"].state == "open"
    assert noticed({"1": struck}, without)["1"].state == "done"


@pytest.mark.parametrize(("key", "reason"), [("00000000", "x"), ("", "x")])
def test_a_decision_on_an_unknown_comment_is_refused(key: str, reason: str) -> None:
    with pytest.raises(ProofError, match="no comment"):
        decided({}, key, "declined", reason)


def test_nothing_is_declined_without_a_reason() -> None:
    ledger = taken_in({}, comments_of("poppler.pdf"))
    with pytest.raises(ProofError, match="without a reason"):
        decided(ledger, next(iter(ledger)), "declined")


def test_a_page_of_another_draft_is_listed_and_not_guessed(tmp_path: Path) -> None:
    lines = [replace(line, text="Noget helt andet står her nu") for line in marked_lines()]
    before = marked_draft()
    blocks = tuple(replace(block, text="z" * len(block.text)) for block in before.blocks)
    placing = Placing(replace(before, blocks=blocks), lines)
    found = placed_comments([FIXTURES / "poppler.pdf"], TITLE, placing, ESTIMATES)
    assert len(found) == 7
    assert {each.unplaced for each in found} == {
        "the line reads otherwise in the present draft: the file is of another one"
    }


def test_a_word_that_was_changed_meanwhile_is_not_taken_for_another() -> None:
    """Five letters of six are the same, and still it is not what was marked."""
    before, lines = marked_draft(), marked_lines()
    text = before.blocks[0].text.replace("Krisen", "Crisen")
    after = replace(before, blocks=(replace(before.blocks[0], text=text), *before.blocks[1:]))
    lines = [replace(each, text=each.text.replace("Krisen", "Crisen")) for each in lines]
    found = placed_comments([FIXTURES / "poppler.pdf"], TITLE, Placing(after, lines), ESTIMATES)
    assert [each.note for each in found if each.unplaced] == ["Nedlukningen"]


def test_what_is_no_pdf_locked_missing_or_of_another_title_is_said(tmp_path: Path) -> None:
    text = tmp_path / "note.pdf"
    text.write_text("hello", encoding="utf-8")
    for path, said in (
        (text, "not a PDF"),
        (FIXTURES / "locked.pdf", "is encrypted"),
        (tmp_path / "none.pdf", "is not there"),
        (tmp_path, "not a PDF"),
    ):
        with pytest.raises(ProofError, match=said):
            read_annotations(path, TITLE)
    with pytest.raises(ProofError, match="of another title: 'Prøve'"):
        read_annotations(FIXTURES / "base.pdf", "Innovation")


@pytest.mark.parametrize("left", [0.33, 0.6, 0.95])
@pytest.mark.parametrize("linearized", [False, True])
def test_a_file_that_was_cut_off_is_refused_since_marks_may_be_missing(
    tmp_path: Path, linearized: bool, left: float
) -> None:
    whole, cut = tmp_path / "whole.pdf", tmp_path / "cut.pdf"
    with pikepdf.open(FIXTURES / "poppler.pdf") as pdf:
        pdf.save(whole, linearize=linearized)
    assert read_annotations(whole, TITLE)
    cut.write_bytes(whole.read_bytes()[: int(whole.stat().st_size * left)])
    with pytest.raises(ProofError, match=r"cut.pdf is damaged or was cut off \(ask for it again"):
        read_annotations(cut, TITLE)


def test_marks_that_were_appended_and_cut_off_are_missed(tmp_path: Path) -> None:
    """What stood before them is a whole PDF, and opens without a word."""
    cut = tmp_path / "cut.pdf"
    with pikepdf.open(FIXTURES / "poppler.pdf") as pdf:
        pdf.save(cut)
    assert read_annotations(cut, TITLE)
    with cut.open("ab") as file:
        file.write(b"99 0 obj\n<< /Type /Annot /Subtype /Text /Conte")
    with pytest.raises(ProofError, match="damaged or was cut off"):
        read_annotations(cut, TITLE)


def test_all_files_that_cannot_be_read_are_told_at_once(tmp_path: Path) -> None:
    placing = Placing(marked_draft(), marked_lines())
    with pytest.raises(ProofError) as error:
        placed_comments([tmp_path / "a.pdf", tmp_path / "b.pdf"], TITLE, placing, ESTIMATES)
    assert len(error.value.problems) == 2


def test_remarks_of_the_review_page_are_comments_too(tmp_path: Path) -> None:
    path = tmp_path / "gennemsyn-MK.json"
    remarks = [
        {"page": "1", "line": 5, "text": "Pænt"},
        {"page": "1", "line": 0, "text": "Hele siden"},
        {"page": "99", "line": 0, "text": "Væk"},
        {"page": "1", "line": 77, "text": "Hvor?"},
        {"page": "1", "line": 5, "text": "Dengang", "read": "0" * 16},
    ]
    content = {"format": 1, "title": "prøve", "by": "MK", "signed": {}, "remarks": remarks}
    path.write_text(json.dumps(content), encoding="utf-8")
    placing = Placing(marked_draft(), marked_lines())
    found = placed_comments([path], TITLE, placing, ESTIMATES)
    assert {each.authors for each in found} == {("MK",)}
    assert [(each.note, each.place, str(each.unplaced)) for each in found] == [
        ("Væk", "", "the present draft has no page 99"),
        ("Hele siden", "", ""),
        ("Pænt", "chapters/a.html:3", ""),
        ("Dengang", "", str(OTHER_DRAFT)),
        ("Hvor?", "", "page 1 of the present draft has no line 77"),
    ]


def test_odd_annotations_are_read_as_far_as_they_go(tmp_path: Path) -> None:
    """A ring of replies, corners that are no numbers, UTF-16 with zeros, an entry that is none."""
    path = tmp_path / "odd.pdf"
    with pikepdf.open(FIXTURES / "base.pdf") as pdf:
        first = pdf.make_indirect(
            pikepdf.Dictionary(
                Subtype=pikepdf.Name.Highlight,
                QuadPoints=pikepdf.Array([pikepdf.Name.X] * 8),
                Rect=pikepdf.Array([50, 155, 100, 172]),
                Contents=pikepdf.String("\ufeffH\x00ej"),
            )
        )
        broken = pikepdf.Dictionary(Subtype=pikepdf.Name.Text, Contents=pikepdf.String("uden"))
        pdf.pages[0].Annots = pikepdf.Array([first, pdf.make_indirect(broken), 7])
        pdf.save(path)
    found = read_annotations(path, TITLE)
    assert [(each.note, len(each.boxes)) for each in found] == [("Hej", 1), ("uden", 0)]


def test_a_ring_of_replies_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "ring.pdf"
    with pikepdf.open(FIXTURES / "base.pdf") as pdf:
        a, b = (
            pdf.make_indirect(
                pikepdf.Dictionary(
                    Subtype=pikepdf.Name.Text,
                    Rect=pikepdf.Array([50, 155, 60, 165]),
                    Contents=pikepdf.String(note),
                )
            )
            for note in ("en", "to")
        )
        a.IRT, b.IRT = b, a
        pdf.pages[0].Annots = pikepdf.Array([a, b])
        pdf.save(path)
    assert {each.note for each in read_annotations(path, TITLE)} == {"en", "to"}


@pytest.mark.parametrize("code", ["da-DK", "en"])
def test_every_form_tells_every_comment(code: str) -> None:
    words = read_language(code).sections["comments"]
    found = comments_of("poppler.pdf", "mutool.pdf", "by_hand.pdf")
    page = as_html(found, words, code, TITLE)
    for comment in found:
        assert f'id="c-{comment.key}"' in page
        assert comment.key in as_csv(found, words)
        assert comment.key in as_markdown(found, words)


def test_forms_bear_what_people_write() -> None:
    words = read_language("en").sections["comments"]
    sly = replace(comments_of("by_hand.pdf")[0], note="=1|<b>\nx", replies=())
    assert comment_row(sly, words)[7] == "=1|<b>\nx"
    assert "'=1" in as_csv([sly], words)
    assert "=1\\|&lt;b><br>x" in as_markdown([sly], words)
    assert "=1|&lt;b&gt;" in as_html([sly], words, "en", TITLE)
