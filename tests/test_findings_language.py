"""Whatever a check may say can be told in Danish: no message and no check without a translation.

That every finding's words are messages is for mypy to see (Finding.message); here is what it cannot
see: the templates, and what the language's file makes of them.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path

import pytest

from publication import message, typography
from publication.accessibility import page_validation, verapdf
from publication.accessibility.jobs import STANDARDS, check_name
from publication.brand import read_brand
from publication.drafts.comments import origin
from publication.language import read_language
from publication.message import Message, foreign, joined, said
from publication.model import Base, Estimate, Estimates, Finding, Place, Severity, Table
from publication.preflight.run import CHECKS
from publication.proof.comments.placing import OTHER_DRAFT
from publication.proof.comments.records import Comment
from publication.proof.comments.telling import COLUMNS, comment_row
from publication.proof.located import pages_of
from publication.proof.records import Mark
from publication.proof.review import review_page
from publication.translation import fields, is_neutral, read_translation
from tests.proof.drafts import draft

ROOT = Path(__file__).parent.parent
HOME = Path(message.__file__)
FOLDER = HOME.parent / "languages" / "findings"
DANISH = read_translation(read_language("da-DK"))


def modules() -> list[Path]:
    """Every module that may say something; where messages are made is left out."""
    folders = (ROOT / "publication", ROOT / "figures")
    found = [path for folder in folders for path in sorted(folder.rglob("*.py"))]
    return [path for path in found if path != HOME]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def calls(path: Path, *names: str) -> Iterator[ast.Call]:
    """The calls of functions of these names in a module."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in names:
                yield node


def literal(call: ast.Call) -> str | None:
    """The template of a call of `said`, where it is written out."""
    first = call.args[0] if call.args else None
    held = first.value if isinstance(first, ast.Constant) else None
    return held if isinstance(held, str) else None


def templates() -> dict[str, list[str]]:
    """Every template of the program, with the modules that say it."""
    found: dict[str, list[str]] = {}
    for path in modules():
        for call in calls(path, "said"):
            template = literal(call)
            if template is not None:
                found.setdefault(template, []).append(str(path.relative_to(ROOT)))
    for rule in (*typography.RULES.values(), *CHECKS.values()):
        found.setdefault(rule.hint.template, []).append(rule.id)
    return found


TEMPLATES = templates()
NEEDED = {template for template in TEMPLATES if not is_neutral(template)}
OWN = [
    (template, own)
    for template, held in DANISH.templates.items()
    for own in ([held] if isinstance(held, str) else held)
]
"""Every translation, singular and plural by themselves."""

ALIKE = {"XMP", "OPI", "JavaScript", "n", "n = {count}", "under {least:g} pt"}
"""Templates that are the same in both languages, those of names and units alone apart."""
FOREIGN_MARKS = re.compile(r"[“”\"]|(?<!\w)'|'(?!\w)")
POINTS = re.compile(r"\d\.\d")
VERSIONS = re.compile(r"PDF 1\.6|WCAG 1\.4\.3|1\.200")
"""Points between digits that are none of a decimal number."""


# ------------------------------------------------------------------ the program


def test_there_is_something_to_look_at() -> None:
    """The walk finds what the program is known to say, in every way that it can be said."""
    assert len(NEEDED) > 400
    assert (
        "publication/typeset/fit.py" in TEMPLATES["two lines overprint ({page}): {one} / {other}"]
    )
    assert "widow" in TEMPLATES[typography.RULES["widow"].hint.template]


def test_every_template_is_written_where_it_is_said() -> None:
    """A template that is put together elsewhere could not be found, and would stay English."""
    strays = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in modules()
        for call in calls(path, "said")
        if literal(call) is None
    ]
    assert strays == []


def test_messages_are_made_by_said_alone() -> None:
    """`Message("text")` would be told in English for ever; so would a finding's bare text."""
    strays = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in modules()
        for call in calls(path, "Message", "Finding")
        if getattr(call.func, "id", "") == "Message" or any(map(is_bare, words_of(call)))
    ]
    assert strays == []


def words_of(call: ast.Call) -> list[ast.expr]:
    """What a finding says and advises."""
    named = [each.value for each in call.keywords if each.arg in {"message", "hint"}]
    return [*call.args[2:4], *named]


def is_bare(words: ast.expr) -> bool:
    """Whether words are a text as it stands, or put together of texts."""
    return isinstance(words, ast.Constant | ast.JoinedStr | ast.BinOp)


# ------------------------------------------------------------------ the language's file


def test_every_template_is_translated() -> None:
    missing = {name: TEMPLATES[name] for name in sorted(NEEDED - set(DANISH.templates))}
    assert missing == {}


def test_no_translation_is_left_of_what_is_said_no_more() -> None:
    assert sorted(set(DANISH.templates) - set(TEMPLATES)) == []


def test_no_two_packages_translate_a_template_twice() -> None:
    lines = (FOLDER / "da.toml").read_text(encoding="utf-8").splitlines()
    first = lines.index("[proof]")  # names of checks and editions come before
    keys = [line.partition(" = ")[0] for line in lines[first:] if line.startswith('"')]
    assert sorted({key for key in keys if keys.count(key) > 1}) == []


def test_a_translation_has_the_same_placeholders() -> None:
    """With the same formats; a singular may do without the number."""
    strays = [
        own
        for template, own in OWN
        if fields(own) - spare(template) != fields(template) - spare(template) or "!r" in own
    ]
    assert strays == []


def spare(template: str) -> set[tuple[str, str]]:
    """The placeholder that a singular may leave out."""
    return {("count", "")} if isinstance(DANISH.templates[template], list) else set()


def test_a_translation_is_danish() -> None:
    """It is another text, in the language's own marks; decimals have a comma."""
    assert [own for template, own in OWN if own == template and is_english(template)] == []
    assert [own for _, own in OWN if FOREIGN_MARKS.search(own)] == []
    assert [own for _, own in OWN if own.count("»") != own.count("«")] == []
    assert [own for _, own in OWN if POINTS.search(VERSIONS.sub("", own))] == []


def is_english(template: str) -> bool:
    """Whether a template has words that Danish has otherwise."""
    return template not in ALIKE and bool(re.search(r"[a-z]{3}", bare(template)))


def bare(template: str) -> str:
    """The words of a template without its placeholders."""
    return re.sub(r"\{[^}]*\}", "", template)


def test_whatever_is_said_is_told_in_danish_throughout() -> None:
    """Told with values of the right kind, nothing of it is left in English."""
    left = []
    for template in NEEDED:
        values = {name: 1234.5 if spec else name for name, spec in fields(template)}
        pieces = DANISH.pieces(said(template, **values))
        left += [template] if not pieces or any(piece.english for piece in pieces) else []
    assert left == []


# ------------------------------------------------------------------ names of checks


def checks() -> set[str]:
    """Every name a finding may go by."""
    found = {f"typography.{rule}" for rule in typography.RULES} | set(CHECKS)
    judges = (verapdf.JUDGE, page_validation.JUDGE)
    found |= {check_name(judge, flavour) for judge, flavour in product(judges, STANDARDS)}
    for path in modules():
        names = constants(path)
        for call, place in [
            *((call, 0) for call in calls(path, "Finding", "_error")),
            *((call, 3) for call in calls(path, "finding")),
        ]:
            if len(call.args) > place:
                first = call.args[place]
                held = getattr(first, "value", None) or names.get(getattr(first, "id", ""))
                found |= {held} if isinstance(held, str) else set()
    return found


def constants(path: Path) -> dict[str, str]:
    """The texts that a module has names for."""
    return {
        node.targets[0].id: node.value.value
        for node in tree(path).body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    }


def test_every_check_has_a_name_that_people_know() -> None:
    names = checks()
    assert {"doubled-word", "house-rule", "type.mixed", "reading order", "links"} <= names
    assert sorted(names ^ set(DANISH.checks)) == []
    assert [name for name in DANISH.checks.values() if len(name.split()) > 6] == []


# ------------------------------------------------------------------ the review page

STYLES = ROOT / "styles"
FINDINGS = (
    Finding(
        "PDF/UA-1 by veraPDF",
        Severity.ERROR,
        said("rule {rule}: {words}, {count} times", rule="7.1", words=foreign("No tag"), count=3),
        foreign("root/pages[0]"),
        edition="web",
        page="2",
    ),
    Finding(
        "lines.mixed",
        Severity.WARNING,
        joined(
            [
                said(
                    "{count} lines {what}; the thinnest {size:.2f} pt, page {page}, {where}",
                    count=1234,
                    what=said("under {least:g} pt", least=0.25),
                    size=0.125,
                    page=2,
                    where=said(
                        "{left:.0f} mm from the left, {top:.0f} from the top", left=3.6, top=7.0
                    ),
                )
            ]
        ),
        CHECKS["lines.mixed"].hint,
        Place("chapters/a.html", 3),
        edition="print",
        page="1-2, 9",
        file="body.pdf",
    ),
)


def page(code: str = "da-DK") -> str:
    brand = read_brand(STYLES / "brand.toml")
    html = review_page(draft("Noget."), None, FINDINGS, read_language(code), brand, STYLES)
    return " ".join(html.split())


def test_the_page_tells_findings_in_danish() -> None:
    html = page()
    assert "<strong>Tynde streger i raster:</strong> 1.234 streger under 0,25 pt; den" in html
    assert "den tyndeste 0,13 pt, side 2, 4 mm fra venstre, 7 fra oven" in html
    assert "En tynd streg i raster, i hvidt eller i flere farver" in html
    assert "trykudgaven <small><code>body.pdf</code> <code>lines.mixed</code></small>" in html


def test_words_of_other_programs_are_marked_as_english() -> None:
    html = page()
    assert 'regel 7.1: <span lang="en">No tag</span>, 3 gange' in html
    assert '<span lang="en">root/pages[0]</span>' in html
    assert "Tilgængelighed (PDF/UA-1) ifølge veraPDF" in html


def test_an_english_page_is_as_the_terminal_has_it() -> None:
    html = page("en")
    assert "1234 lines under 0.25 pt; the thinnest 0.12 pt" in html
    assert 'lang="en">No tag' not in html


# ------------------------------------------------------------------ comments


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (
            "da-DK",
            (
                "overstregning",
                "Står ikke ved nogen tekst: linjen lyder anderledes i dette udkast: "
                "filen hører til et andet; »84 pct.« er beregnet: fig1.ja = 0,8437, n = 1.204",
            ),
        ),
        (
            "en",
            (
                "Highlight",
                "Stands at no text: the line reads otherwise in the present draft: "
                "the file is of another one; “84 pct.” is computed: fig1.ja = 0.8437, n = 1204",
            ),
        ),
    ],
)
def test_comments_are_answered_in_the_title_s_language(
    code: str, expected: tuple[str, str]
) -> None:
    language = read_language(code)
    estimate = Estimate("fig1.ja", "share", 0.8437, 1204)
    ja, base = {estimate.name: estimate}, Base("alle", "alle")
    table = Table("fig1", "", "group", "share", base, 1204, (), (), ja)
    mark = Mark("share", ("fig1.ja",), "84 pct.", 0, 7)
    answer = origin(mark, Estimates({"fig1": table}, {}, "", 1204))
    comment = Comment(
        *(("key",), "Highlight", "note", ("a.pdf",), ("AB",), "7", 3, "84 pct.", "?"),
        answer=answer,
        unplaced=OTHER_DRAFT,
    )
    row = comment_row(comment, language.sections["comments"], read_translation(language).tell)
    assert (row[COLUMNS.index("kind")], row[COLUMNS.index("answer")]) == expected


LABELS = ("Forside", "1", "2", "3", "Bagside")


@pytest.mark.parametrize(
    ("edition", "file", "where", "expected"),
    [
        ("", "", "2", [("side 2", "2")]),
        ("", "", "Forside", [("Forside", "Forside")]),
        ("web", "a.pdf", "1", [("Forside", "Forside")]),
        ("proof", "", "3", [("side 2", "2")]),
        ("print", "body.pdf", "2", [("side 2", "2")]),
        ("print", "", "1-2, 3, 9", [("1–2", "1"), ("3", "3"), ("9", "")]),
        ("print", "cover.pdf", "1", [("side 1", "")]),
        ("web", "a.pdf", "77", [("side 77", "")]),
        ("web", "", "", []),
    ],
)
def test_pages_go_by_what_readers_call_them(
    edition: str, file: str, where: str, expected: list[tuple[str, str]]
) -> None:
    """A check of a finished file counts its pages, of which the cover is the first in the web's."""
    finding = Finding("a", Severity.NOTE, Message("x"), edition=edition, page=where, file=file)
    words = read_language("da-DK").sections["review"]
    assert pages_of(finding, LABELS, words) == expected
