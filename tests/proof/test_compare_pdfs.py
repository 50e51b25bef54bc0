"""Finished PDFs compared: any of ours with any other, and with drafts; one title, built twice."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from types import SimpleNamespace

import pikepdf
import pytest

from publication import pipeline
from publication.brand import read_brand
from publication.delivery import Delivery
from publication.drafts.commands import approve_draft, compare_drafts
from publication.editions import EDITIONS
from publication.errors import ProofError
from publication.language import read_language
from publication.model import World
from publication.proof.changes import Changes
from publication.proof.pdf.alike import Side
from publication.proof.pdf.compare import compare_files
from publication.proof.pdf.draft import draft_of_pdf
from publication.proof.pdf.records import Facts, Group, ReadPdf, Row, Run, Sheet
from publication.proof.pdf.rows import Piece, rows_of, vocabulary_of
from publication.proof.pdf.rows import text_of as joined
from publication.proof.telling import layout_lines
from publication.report.terminal import Silent
from tests.test_second_title import MANIFEST, ROOT, write_title

pytestmark = pytest.mark.slow

COVER = """
[[chapter]]
id = "{id}"
template = "{id}.html"
kind = "cover"
title = "{id}"
body = false
listed = false
"""
HALF = """
[[chapter]]
id = "half"
template = "half.html"
title = "Half title"
listed = false
"""
BROOK = """
[[chapter]]
id = "water"
template = "water.html"
title = "Water"
"""
DATA = """
[[chapter]]
id = "numbers"
template = "numbers.html"
kind = "data"
title = "The numbers"
body = false
listed = false
web_only = true
"""
HEAD, FIRST = MANIFEST.split("[[chapter]]")
CHAPTERS = f"{HEAD}{COVER.format(id='front')}{HALF}[[chapter]]{FIRST}{BROOK}"
CHAPTERS += f"{COVER.format(id='back')}{DATA}"
NOON = "They gathered wood in the morning and tinder at noon."
EVENING = "They gathered wood in the morning and tinder in the evening."
MOVED = "Whoever had a whistle was asked to leave it at home, and most of them did."
NEW = (
    "A paragraph that was not there before tells of the songs, of which there were many, and of "
    "the one that everybody knew by heart and sang twice."
)
TENTS, BELL, PORRIDGE, KITE, RAIN = (
    "The tents stood in a half circle around the fire, with their doors to the south, so that "
    "nobody had the smoke in the eyes, and the flag could be seen from every one of them.",
    "Somebody rang the bell at seven, and those who had kept watch in the night were allowed to "
    "sleep until eight; the others washed in the brook, which was colder than it looked.",
    "Breakfast was porridge with apples. The apples came from a farmer who had more of them than "
    "he could sell, and who was paid with an afternoon of work in his orchard.",
    "In the wind behind the hill they tried the kite that had been sewn in the winter. It rose at "
    "the third attempt, and it was still up when the shadow of the wood reached the meadow.",
    "Then it rained for two hours. They sat under the largest of the canvases, told stories that "
    "everybody had heard before, and were surprised how much they had forgotten of them.",
)
FIRE = f"""\
<header class="head"><h1>Fire</h1></header>
<p>{{{{ claim("Three quarters", "fire.alle.yes") }}}} of the scouts, {{{{ pct("fire.alle.yes") }}}}
of {{{{ n("fire") }}}}, lit it; water is on {{{{ page("water") }}}}.</p>
<p>{NOON} Nobody was cold.{{% note %}}They had eaten.{{% endnote %}}</p>
<h2>The second evening</h2>
<p>{TENTS}</p>
<p>{MOVED}</p>
<p>{BELL}</p>
<p>{PORRIDGE}</p>
<p>{KITE}</p>
{{% figure "fire" %}}{{{{ percent("fire.alle.yes") }}}} lit it{{% caption %}}Many.{{% endfigure %}}
<p>In the end the embers were put out with water from the brook.</p>
"""
WATER = f"""\
<header class="head"><h1>Water</h1></header>
<p>The brook runs behind the camp. {RAIN}</p>
<ul><li>Boil it first.</li><li>Carry it in buckets.</li></ul>
"""
OLD = {
    "publication.toml": CHAPTERS,
    "chapters/fire.html": FIRE,
    "chapters/water.html": WATER,
    "chapters/front.html": "<h1>Twelve Scouts</h1><p>A cover without a drawing.</p>",
    "chapters/half.html": "<h1>Twelve Scouts</h1>",
    "chapters/back.html": "<p>A summer by the brook.</p>",
    "chapters/numbers.html": "<header class='head'><h1>The numbers</h1></header>\n"
    "<p>Every figure as a table.</p>\n{{ figure_data() }}",
}
"""The title as it was: nine of twelve."""
SONGS = "".join(f"<p>{NEW} It was song number {number}.</p>\n" for number in range(1, 14))
NEW_FIRE = (
    FIRE.replace("Three quarters", "Two thirds")
    .replace(NOON, EVENING)
    .replace("second evening", "second night")
    .replace(f"<p>{MOVED}</p>\n", "")
    .replace(f"<p>{KITE}</p>", f"<p>{KITE}</p>\n<p>{MOVED}</p>")
    .replace("<h2>", f"{SONGS}<h2>")
)
ANSWERS = "id,fire\n" + "".join(f"{n},{'yes' if n <= 8 else 'no'}\n" for n in range(1, 13))
FORMS = ("web", "proof", "body")
FILES = {"web": "web/scouts.pdf", "proof": "proof/scouts-proof.pdf", "body": "print/body.pdf"}
EPOCH = 1_600_000_000


@dataclass(frozen=True)
class Shelf:
    """A title, and the files of it as it was and as it is."""

    title: Path
    world: World

    def file(self, age: str, form: str) -> str:
        return str(self.title.parent / age / FILES[form])

    def compare(self, before: str, after: str, pictured: bool = False) -> Changes:
        return compare_drafts(self.title, before, after, self.world, Silent(), pictured)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """The three files built twice; the later proof carries bars and a list of changes."""
    title = write_title(tmp_path_factory.mktemp("pdfs") / "scouts", OLD)
    world = World(ROOT, title.parent / "out", title.parent / "cache", EPOCH, "abc1234", 2)
    make(title, world, "old")
    approve_draft(title, title.parent / "old", "k1")
    (title / "chapters/fire.html").write_text(NEW_FIRE, encoding="utf-8")
    (title / "survey/responses.csv").write_text(ANSWERS, encoding="utf-8")
    make(title, world, "new")
    return Shelf(title, world)


def make(title: Path, world: World, age: str) -> None:
    """The editions' files, without asking any judge about them."""
    made = pipeline.make_galley(title, world, Silent())
    folder = title.parent / age
    brand = read_brand(world.styles / "brand.toml")
    delivery = Delivery(made.material, made.manuscript, made.galley, brand, world, folder)
    for name in ("web", "print", "proof"):
        (folder / name).mkdir(parents=True)
        EDITIONS[name].make(delivery, folder / name)


def told(changes: Changes) -> list[str]:
    """What is said of the pages."""
    return list(layout_lines(changes, read_language("en").sections["review"]))


def texts(changes: Changes) -> set[tuple[str, str]]:
    """What is gone and what is new in every change of words."""
    return {
        tuple(
            " ".join("".join(run.text for run in change.runs if run.stroke == stroke).split())
            for stroke in ("gone", "new")
        )  # type: ignore[misc]
        for change in changes.words
    }


# ------------------------------------------------------------------ one build


@pytest.mark.parametrize(("first", "second"), list(product(FORMS, FORMS)))
def test_files_of_one_build_are_the_same(shelf: Shelf, first: str, second: str) -> None:
    """Web, proof and print body: same words, same moves (none), same figures, in either order."""
    changes = shelf.compare(shelf.file("new", first), shelf.file("new", second))
    assert {kind: n for kind, n in changes.counts.items() if n} == {}
    assert not changes.any
    assert changes.references == 0


@pytest.mark.parametrize("form", ["web", "proof"])
def test_pages_of_one_file_only_are_told_as_pages(shelf: Shelf, form: str) -> None:
    """The body has neither cover nor data, but a blank that fills it up to four pages: that is said
    once, and is no change."""
    changes = shelf.compare(shelf.file("old", "body"), shelf.file("old", form))
    assert not changes.any
    assert "Only in body.pdf: 4." in told(changes)
    name = Path(FILES[form]).name
    assert f"Only in {name}: Front cover, Back cover, The numbers 1." in told(changes)
    assert [leaf.label for leaf in changes.new.leaves] == [
        leaf.label for leaf in changes.old.leaves
    ]


@pytest.mark.parametrize("form", FORMS)
def test_the_present_state_is_the_same_as_its_files(shelf: Shelf, form: str) -> None:
    changes = shelf.compare(shelf.file("new", form), "now")
    assert {kind: n for kind, n in changes.counts.items() if n} == {}


def test_what_the_proof_sets_around_its_pages_is_no_text(shelf: Shelf) -> None:
    """Head line, numbers of lines, names of numbers, and the list of changes at the end."""
    changes = shelf.compare(shelf.file("new", "proof"), shelf.file("new", "web"))
    words = " ".join(block.text for block in changes.old.blocks)
    assert words == " ".join(block.text for block in changes.new.blocks)
    with pikepdf.open(shelf.file("new", "proof")) as pdf:
        assert str(pdf.pages[-1].label).startswith("Changes")
        assert len(pdf.pages) > len(changes.old.leaves)
    assert "fire.alle.yes" not in words
    assert "abc1234" not in words
    assert changes.old.revision == "abc1234"


# ------------------------------------------------------------------ two builds

WRITTEN = {("at noon", "in the evening"), ("evening", "night")} | {
    ("", f"{NEW} It was song number {number}.") for number in range(1, 14)
}
"""What somebody has written anew."""


@pytest.mark.parametrize(("first", "second"), list(product(FORMS, FORMS)))
def test_changed_words_are_found_between_any_two_files(
    shelf: Shelf, first: str, second: str
) -> None:
    """A word, a heading, new paragraphs; the one that moved is a move, and what only runs on to
    other lines and pages is nothing. Numbers without a name are words."""
    changes = shelf.compare(shelf.file("old", first), shelf.file("new", second))
    found = texts(changes)
    assert found >= WRITTEN
    assert [move.text for move in changes.moves] == [MOVED]
    assert all(re.search(r"75|±|Page|page|2", gone) for gone, _ in found - WRITTEN), found - WRITTEN


@pytest.mark.parametrize("form", FORMS)
def test_a_file_differs_from_a_draft_as_its_own_draft_does(shelf: Shelf, form: str) -> None:
    """The draft knows its numbers by name, so the PDF's are known by it too."""
    between = shelf.compare("k1", "now")
    changes = shelf.compare("k1", shelf.file("new", form))
    assert texts(changes) == texts(between)
    assert {each.names for each in changes.numbers} == {("fire.alle.yes",)}
    assert [(c.before, c.after) for c in changes.claims] == [("Three quarters", "Two thirds")]
    assert {move.text for move in changes.moves} == {move.text for move in between.moves}


@pytest.mark.parametrize("form", ["web", "proof"])
def test_a_number_is_named_where_the_file_tells_its_name(shelf: Shelf, form: str) -> None:
    """The web PDF encloses the list of numbers, the proof has the names in its margin; why a
    number is new, neither knows."""
    changes = shelf.compare(shelf.file("old", form), shelf.file("new", form))
    assert {each.names for each in changes.numbers} == {("fire.alle.yes",)}
    assert {(each.before, each.after) for each in changes.numbers} == {("75", "67")}
    assert all(each.causes == () for each in changes.numbers)


def test_values_are_known_from_the_web_pdf(shelf: Shelf) -> None:
    changes = shelf.compare(shelf.file("old", "web"), shelf.file("new", "web"))
    (number,) = changes.numbers
    assert number.values == (0.75, 0.6667)
    assert number.bases == (12, 12)


def test_without_a_name_a_number_is_a_word(shelf: Shelf) -> None:
    """The printed body names nothing, and says so."""
    changes = shelf.compare(shelf.file("old", "body"), shelf.file("new", "body"))
    assert changes.numbers == ()
    assert any("75" in gone and "67" in new for gone, new in texts(changes))
    assert any("which number it is" in line for line in told(changes))


@pytest.mark.parametrize(("first", "second"), [("web", "web"), ("web", "proof"), ("proof", "web")])
def test_page_numbers_in_references_only_follow(shelf: Shelf, first: str, second: str) -> None:
    """Water begins a page later; the reference to it is no change of words."""
    changes = shelf.compare(shelf.file("old", first), shelf.file("new", second))
    assert changes.references == 1
    assert any(line.startswith("One page reference follows") for line in told(changes))


@pytest.mark.parametrize(("first", "second"), [("web", "proof"), ("proof", "proof")])
def test_figures_are_compared_by_data_and_drawing(shelf: Shelf, first: str, second: str) -> None:
    """The proof prints the data that the web PDF encloses; both are drawn before and after."""
    changes = shelf.compare(shelf.file("old", first), shelf.file("new", second))
    (figure,) = changes.figures
    assert figure.id == "fire"
    assert ("75 %", "67 %") in {(cell.before, cell.after) for cell in figure.cells}
    assert figure.before is not None
    assert figure.after is not None
    assert figure.before.svg.startswith("<svg")
    assert figure.before.svg != figure.after.svg
    assert any("67" in run.text for runs in figure.texts for run in runs if run.stroke == "new")


def test_lines_are_counted_as_the_proof_counts_them(shelf: Shelf) -> None:
    changes = shelf.compare(shelf.file("old", "web"), shelf.file("new", "proof"))
    between = shelf.compare("k1", "now")

    def place(found: Changes) -> tuple[str, int]:
        (change,) = [c for c in found.words if any("in the evening" in r.text for r in c.runs)]
        assert change.after is not None
        return change.after.page, change.after.line

    assert place(changes) == place(between)
    assert place(changes)[1] > 0


def test_pages_that_look_otherwise_with_the_same_words_are_named(
    shelf: Shelf, tmp_path: Path
) -> None:
    """A printed page on which something else is drawn, as no words tell."""
    path = tmp_path / "body.pdf"
    with pikepdf.open(shelf.file("new", "body")) as pdf:
        page = pdf.pages[1]
        page.contents_add(pdf.make_stream(b"q 0 0 0 1 k 200 400 60 60 re f Q"))
        pdf.save(path)
    changes = shelf.compare(shelf.file("new", "body"), str(path))
    assert not changes.any
    assert "Same words, but looks otherwise: page 2." in told(changes)


# ------------------------------------------------------------------ what cannot be compared


def encrypted(shelf: Shelf, path: Path) -> None:
    with pikepdf.open(shelf.file("new", "web")) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(owner="o", user="u"))


def no_pdf(shelf: Shelf, path: Path) -> None:
    path.write_text("Dear sir or madam", encoding="utf-8")


def foreign(shelf: Shelf, path: Path) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(path)


def other_title(shelf: Shelf, path: Path) -> None:
    more = {"publication.toml": MANIFEST.replace("Twelve Scouts", "Thirteen Rovers")}
    title = write_title(path.parent / "rovers", more)
    made = pipeline.make_galley(title, shelf.world, Silent())
    brand = read_brand(shelf.world.styles / "brand.toml")
    folder = path.parent / "made"
    folder.mkdir()
    delivery = Delivery(made.material, made.manuscript, made.galley, brand, shelf.world, folder)
    shutil.copy(EDITIONS["web"].make(delivery, folder).outputs[0].path, path)


def nothing(shelf: Shelf, path: Path) -> None:
    """No file at all."""


WRONG: list[tuple[Callable[[Shelf, Path], None], str]] = [
    (nothing, "wrong.pdf is not there"),
    (no_pdf, "wrong.pdf is not a PDF that can be read"),
    (encrypted, "wrong.pdf is encrypted (save it without a password)"),
    (foreign, "wrong.pdf was not made by this pipeline"),
    (other_title, "wrong.pdf is of another title: 'Thirteen Rovers'"),
]


@pytest.mark.parametrize(("spoil", "said"), WRONG, ids=[row[0].__name__ for row in WRONG])
def test_a_file_that_cannot_be_compared_gets_one_clear_message(
    shelf: Shelf, tmp_path: Path, spoil: Callable[[Shelf, Path], None], said: str
) -> None:
    path = tmp_path / "wrong.pdf"
    spoil(shelf, path)
    with pytest.raises(ProofError) as caught:
        shelf.compare(str(path), shelf.file("new", "web"))
    (problem,) = caught.value.problems
    assert said in str(problem)


def test_everything_wrong_is_said_at_once(shelf: Shelf, tmp_path: Path) -> None:
    with pytest.raises(ProofError) as caught:
        shelf.compare(str(tmp_path / "gone.pdf"), "k9")
    assert [problem.message for problem in caught.value.problems] == [
        "gone.pdf is not there",
        "there is no draft 'k9'",
    ]


def test_the_printed_cover_is_refused_by_name(shelf: Shelf, tmp_path: Path) -> None:
    """It is one of ours, but a sheet without pages of text."""
    path = tmp_path / "cover.pdf"
    with pikepdf.open(shelf.file("new", "body")) as pdf:
        with pdf.open_metadata(set_pikepdf_as_editor=False) as data:
            data["xmpMM:DocumentID"] = f"uuid:{identity('cover')}"
        pdf.save(path)
    with pytest.raises(ProofError, match=r"cover\.pdf is the printed cover"):
        shelf.compare(str(path), "now")


def identity(name: str) -> str:
    """What finishing calls a file of the title, by its own words."""
    from publication.finish.metadata import Card

    bare = SimpleNamespace(isbn="", title="Twelve Scouts", name=name)
    return str(Card.document_id.fget(bare))  # type: ignore[attr-defined]


# ------------------------------------------------------------------ hyphens


def rows(*lines: str, joined: bool | None) -> Iterator[Row]:
    for number, line in enumerate(lines):
        row = Row(0, line, 20.0, 120.0, 20.0 + 5 * number, 10.0)
        yield replace(row, joined=joined) if line.endswith("-") else row


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("fire-", "wood burns"), "firewood burns"),
        (("north-", "east of it"), "north-east of it"),
        (("Winston-", "Salem"), "Winston-Salem"),
        (("summer-", "and winter camp"), "summer- and winter camp"),
    ],
)
def test_a_doubtful_hyphen_is_decided_by_the_words_that_are_known(
    lines: tuple[str, ...], text: str
) -> None:
    """The printed body sets the hyphen of a parted word as any other."""
    known = vocabulary_of(["firewood, and north-east", "and " * 30])
    assert joined(list(rows(*lines, joined=None)), known)[0] == text


def test_the_hyphen_of_a_tagged_file_is_only_there_for_the_line() -> None:
    """The file says itself which hyphen is no letter."""
    first, end, second = (
        Run(0, 1, "Somebody rang the por", 20.0, 120.0, 20.0, 10.0),
        Run(0, 1, "\u00ad", 120.0, 121.0, 20.0, 10.0, hidden=True),
        Run(0, 2, "ridge bell.", 20.0, 60.0, 25.0, 10.0),
    )
    pieces = [Piece(run) for run in (first, end, second)]
    assert joined(rows_of(pieces), vocabulary_of([]))[0] == "Somebody rang the porridge bell."


def test_where_paragraphs_are_not_known_their_breaks_are_no_change(tmp_path: Path) -> None:
    """A file without tags whose paragraph seems to end with its page."""
    path = tmp_path / "body.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        pdf.save(path)
    facts = Facts(path, "body", "T", "", False, (Sheet("1", True, False, (0, 0, 595, 842)),))
    title = SimpleNamespace(id="t", title="T", language="en", chapters=())

    def side(*groups: tuple[str, ...]) -> Side:
        held = tuple(Group("text", tuple(rows(*lines, joined=None))) for lines in groups)
        read = draft_of_pdf(facts, held, (), title, "page")  # type: ignore[arg-type]
        return Side(read, ReadPdf(facts, held, (), read))

    whole = side(("They gathered wood at", "noon. The bell rang, and", "all came at once."))
    parted = side(("They gathered wood", "at noon."), ("The bell rang, and all", "came at once."))
    changes = compare_files(whole, parted, "page")
    assert not changes.any


# ------------------------------------------------------------------ the script


def run(shelf: Shelf, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "build.py"), "compare", *arguments]
    command += ["--title", str(shelf.title), "--cache", str(shelf.world.cache)]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(EPOCH), "COLUMNS": "200"}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


def test_the_script_tells_machines(shelf: Shelf) -> None:
    done = run(shelf, shelf.file("old", "web"), shelf.file("new", "body"), "--as", "json")
    assert done.returncode == 0, done.stderr
    data = json.loads(done.stdout)
    assert (data["before"]["label"], data["after"]["label"]) == ("scouts.pdf", "body.pdf")
    kinds = [(note["kind"], note["file"]) for note in data["notes"]]
    assert kinds == [("only_in", "scouts.pdf"), ("unknown", "")]


def test_the_script_writes_a_page_with_the_pages_of_both_files(shelf: Shelf) -> None:
    done = run(shelf, shelf.file("old", "web"), shelf.file("new", "web"), "--as", "html")
    assert done.returncode == 0, done.stderr
    assert "<del>at noon</del>" in done.stdout
    found = re.search(r'id="sheets">(.*?)</script>', done.stdout, re.DOTALL)
    assert found
    sheets = json.loads(found[1])
    assert all(before >= 0 for _, was, before, *_ in sheets["sheets"] if was)
    assert len(sheets["pictures"]) > len(sheets["sheets"]) / 2
    assert "Approved draft" not in done.stdout


def test_the_script_ends_with_two_where_a_file_cannot_be_read(shelf: Shelf) -> None:
    done = run(shelf, "gone.pdf", shelf.file("new", "web"))
    assert done.returncode == 2
    assert "gone.pdf is not there" in done.stderr
    assert "Traceback" not in done.stderr
