"""The review page in a real browser: it opens, filters, turns pages and slides, and all can use it.

Keys are tested in test_browser_keys.py, what is saved in test_browser_saved.py.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from publication.language import read_language
from publication.proof.comments.telling import as_html
from tests.axe import violations
from tests.headless import Tab
from tests.proof.marked import TITLE
from tests.proof.reviewed import CLIP, DESK, LABELS, SHOWN_PAGE, WIDTHS, rich_page
from tests.proof.test_comments import comments_of

pytestmark = pytest.mark.slow

SHOWN = "document.querySelectorAll('.change:not([hidden])').length"


def change(tab: Tab, name: str, value: str) -> None:
    """Choose an entry of a list."""
    found = f"document.querySelector('select[name={name}]')"
    tab.run(
        f"{found}.value = {value!r};"
        f"{found}.dispatchEvent(new Event('change', {{ bubbles: true }})); 1"
    )


def text(tab: Tab, selector: str) -> str:
    return str(tab.run(f"document.querySelector('{selector}').textContent"))


@pytest.mark.parametrize("width", WIDTHS)
def test_it_opens_alone_and_without_a_problem(tab: Tab, review: Path, width: int) -> None:
    """Nothing else is asked for, every picture is drawn, and nothing is wider than the window."""
    tab.open(review, width)
    assert tab.complaints == []
    assert tab.requests == [review.as_uri()]
    drawn = (
        "[...document.images].filter(i => i.src && !i.closest('details')).map(i => i.naturalWidth)"
    )
    assert len(tab.run(drawn)) == 4
    assert all(tab.run(drawn))
    assert tab.run("[document.documentElement.scrollWidth, innerWidth]") == [width, width]


def test_what_a_page_complains_of_is_heard(tab: Tab, tmp_path: Path) -> None:
    """The tests above can fail."""
    path = tmp_path / "bad.html"
    path.write_text(
        "<script>console.error('no'); setTimeout(() => { throw Error('none') })</script>"
        "<img src=gone.png>",
        encoding="utf-8",
    )
    tab.open(path, WIDTHS[0])
    tab.run("new Promise(done => setTimeout(done, 100))")
    assert len(tab.complaints) == 3
    assert len(tab.requests) == 2


@pytest.mark.parametrize("language", ["da-DK", "en"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("compared", [True, False])
def test_axe_finds_nothing(
    tab: Tab, tmp_path: Path, language: str, width: int, compared: bool
) -> None:
    """As it opens; with filters set, another page and remarks; and as it is printed."""
    path = tmp_path / "index.html"
    path.write_text(rich_page(language, compared), encoding="utf-8")
    tab.open(path, width)
    found = violations(tab)
    tab.click("input[value=findings]")
    change(tab, "chapter", "a")
    tab.click("button[data-step='1']")
    tab.click("input[name=signed]")
    tab.click("button[name=more]")
    tab.click("button[name=save]")
    tab.run("document.querySelectorAll('details').forEach(each => each.open = true)")
    found += violations(tab)
    tab.media("print")
    assert found + violations(tab) == []


def test_axe_finds_nothing_where_no_signatures_are_taken(tab: Tab, tmp_path: Path) -> None:
    path = tmp_path / "index.html"
    path.write_text(rich_page(signed=False), encoding="utf-8")
    tab.open(path, DESK)
    assert tab.run("document.querySelector('.sign')") is None
    assert violations(tab) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_on_the_page_of_comments(tab: Tab, tmp_path: Path, width: int) -> None:
    path = tmp_path / "comments.html"
    words = read_language("da-DK").sections["comments"]
    found = comments_of("poppler.pdf", "mutool.pdf", "by_hand.pdf", "pdfjs.pdf")
    path.write_text(as_html(found, words, "da", TITLE), encoding="utf-8")
    tab.open(path, width)
    assert tab.complaints == []
    assert violations(tab) == []
    assert tab.run("document.documentElement.scrollWidth") == width


def test_axe_would_find_what_is_wrong(page: Tab) -> None:
    """The test above can fail: a name is taken away, and a colour made pale."""
    page.run("document.querySelector('[name=split]').removeAttribute('aria-label')")
    page.run("document.querySelector('h1').style.color = '#ddd'; 1")
    assert {rule for rule, *_ in violations(page)} == {"label", "color-contrast"}


def test_filters_show_and_hide(page: Tab) -> None:
    """Two stretches of words, a number, a claim, two figures, a move, four findings."""
    assert text(page, ".shown") == "11 af 11 vises"
    page.click("input[value=words]")
    assert page.run("document.querySelector('#words').hidden")
    assert text(page, ".shown") == "9 af 11 vises"
    page.click("input[value=words]")
    change(page, "cause", "filter")
    assert page.run(SHOWN) == 3  # the number, the claim and the figure rest on the filter
    hidden = "document.querySelector('#words .hidden-note').hidden"
    assert page.run(hidden) is False
    change(page, "cause", "")
    change(page, "chapter", "b")
    assert page.run(SHOWN) == 1  # a figure
    change(page, "chapter", "")
    assert page.run(SHOWN) == 11


def test_what_filters_hide_is_printed(page: Tab) -> None:
    page.click("input[value=numbers]")
    height = "document.querySelector('#numbers .change').getBoundingClientRect().height"
    assert page.run(height) == 0
    page.media("print")
    assert page.run(height) > 0
    assert page.run("document.querySelector('.viewer').getBoundingClientRect().height") == 0


def test_dragging_on_the_page_moves_the_edge(page: Tab) -> None:
    box = page.run(
        "(b => [b.x, b.y, b.width])(document.querySelector('.stage').getBoundingClientRect())"
    )
    x, y, width = box
    page.drag((x + 2, y + 90), (x + width / 4, y + 90))
    assert page.run(CLIP) == "inset(0px 75% 0px 0px)"
    assert page.run("document.querySelector('[name=split]').value") == "25"
    seen = "[...document.querySelectorAll('.sides span')].map(e => getComputedStyle(e).visibility)"
    assert page.run(seen) == ["visible", "visible"]
    page.drag((x + width / 4, y + 90), (x, y + 90))
    assert page.run(seen) == ["hidden", "visible"]


def test_pages_are_turned(page: Tab) -> None:
    assert page.run(SHOWN_PAGE) == "1 •"
    page.click("button[data-step='1']")
    assert page.run(SHOWN_PAGE) == "2 •"
    change(page, "sheet", "0")
    assert page.run(SHOWN_PAGE) == "1 •"
    assert text(page, ".caption") == "side 1"


def test_pages_can_be_chosen_by_change_and_by_what_is_left_to_sign(page: Tab) -> None:
    listed = "[...document.querySelector('select[name=sheet]').options].map(o => o.textContent)"
    assert page.run(listed) == ["1 •", "2 •", "3 •", "4 •", "2 (væk)"]
    page.click("input[name=only]")
    assert page.run(listed) == ["1 •", "2 •", "3 •", "4 •", "Bagside", "2 (væk)"]
    page.click("input[name=left]")
    assert page.run(listed) == ["1 •", "3 •", "4 •"]


def test_what_is_written_on_a_page_is_not_shown_on_one_that_is_gone(page: Tab) -> None:
    """Both are called 2."""
    page.click("button[data-step='1']")
    page.click("input[name=signed]")
    assert page.run(SHOWN_PAGE) == "2 • ✓"
    change(page, "sheet", "5")
    assert page.run(SHOWN_PAGE) == "2 (væk)"
    assert text(page, ".caption") == "side 2. Siden er væk."
    assert page.run("document.querySelector('.sign').hidden")
    change(page, "sheet", "1")
    assert page.run("document.querySelector('[name=signed]').checked")


def test_a_change_leads_to_its_page(page: Tab) -> None:
    page.click("#findings a[data-page='2']")
    assert page.run(SHOWN_PAGE).startswith("2")
    assert page.run("document.activeElement.id") == "pages"
    assert page.run("document.querySelector('img.after').alt") == "side 2, nu"
    assert page.run("document.querySelectorAll('.bars span').length") > 0


@pytest.mark.parametrize(
    ("label", "said", "can"),
    [
        ("1", "Ikke godkendt endnu", True),
        ("2", "Godkendt af CD, EF", True),
        ("3", "Skal læses igen: noget er ændret, siden siden blev godkendt", True),
        ("Bagside", "Intet at godkende", False),
    ],
)
def test_every_page_says_how_it_stands(page: Tab, label: str, said: str, can: bool) -> None:
    page.click("input[name=only]")
    change(page, "sheet", str(LABELS.index(label)))
    assert text(page, ".so-far") == said
    assert page.run("document.querySelector('[name=signed]').disabled") is not can


def test_without_a_draft_to_compare_with_there_is_nothing_to_slide(
    tab: Tab, tmp_path: Path
) -> None:
    path = tmp_path / "index.html"
    path.write_text(rich_page(compared=False), encoding="utf-8")
    tab.open(path, DESK)
    seen = "['[name=split]', '.sides', '.compare', '[name=only]', '.sign'].map("
    seen += "s => document.querySelector(s).getBoundingClientRect().height > 0)"
    assert tab.run(seen) == [False, False, False, False, True]
    assert tab.complaints == []


@pytest.mark.parametrize("height", [800, 1000])
def test_the_page_and_its_sign_off_are_seen_together(tab: Tab, review: Path, height: int) -> None:
    """On a desk nobody scrolls to sign the page that is shown."""
    tab.open(review, 1400, height)
    tab.run("document.querySelector('#pages').scrollIntoView(); 1")
    script = "['.stage', '[name=split]', '[name=signed]', '[name=remark]', '[name=save]'].map("
    script += "s => document.querySelector(s).getBoundingClientRect()).map(b => [b.top, b.bottom])"
    for top, bottom in tab.run(script):
        assert 0 <= top < bottom <= height
