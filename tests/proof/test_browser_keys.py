"""The review page by keyboard alone: real keys, in a real browser."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.headless import Tab
from tests.proof.reviewed import CLIP, SHOWN_PAGE, WIDTHS

MANY = 100
"""More than there is to stop at."""
pytestmark = pytest.mark.slow

STOPS = """[...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
  .filter(e => !e.disabled && (e.className === 'skip' || e.checkVisibility())
    && !e.closest('[hidden]'))"""
NUMBERED = f"{STOPS}.forEach((e, at) => {{ e.dataset.stop = at }}); {STOPS}.length"
AT = """(e => e === document.body || !e ? null : {
  stop: e.dataset.stop,
  tag: e.tagName + (e.name ? '.' + e.name : ''),
  ring: getComputedStyle(e).outlineStyle !== 'none'
    ? parseFloat(getComputedStyle(e).outlineWidth) : 0,
  seen: (b => [[b.left + b.width / 2, b.top + Math.min(b.height, 24) / 2]].some(([x, y]) => {
    const over = document.elementFromPoint(x, y);
    return !!over && (e.contains(over) || over.contains(e)
      && over.closest('label, p, li, form, div, section, fieldset, header, main, body') === over);
  }) && b.width > 0 && b.left >= 0 && b.right <= innerWidth)(e.getClientRects()[0]),
  top: e.getClientRects()[0].top + scrollY,
})(document.activeElement)"""


def walk(tab: Tab, back: bool = False) -> list[dict[str, Any]]:
    """Every place the Tab key stops at, until it leaves the page, or begins again at its end."""
    found: list[dict[str, Any]] = []
    for _ in range(MANY):
        tab.press("Tab", shift=back)
        at = tab.run(AT)
        if found and (at is None or at["stop"] == found[0]["stop"]):
            return found
        found += [at] if at else []
    raise AssertionError(f"the keyboard never leaves the page: {found[-1]}")


def reach(tab: Tab, selector: str) -> None:
    """Press Tab until the place is reached, going round by the end of the page if need be."""
    for _ in range(2 * MANY):
        tab.press("Tab")
        if tab.run(f"document.activeElement.matches({selector!r})"):
            return
    raise AssertionError(f"the keyboard does not reach {selector}")


@pytest.mark.parametrize("width", WIDTHS)
def test_the_keyboard_reaches_everything_once_in_order_and_leaves(
    tab: Tab, review: Path, width: int
) -> None:
    """Forwards and backwards; wherever it is, a ring shows it and nothing lies over it."""
    tab.open(review, width)
    everything = [str(at) for at in range(tab.run(NUMBERED))]
    there = walk(tab)
    assert [at["stop"] for at in there] == everything
    assert [at for at in there if at["ring"] < 2] == []
    assert [at for at in there if not at["seen"]] == []
    back = walk(tab, back=True)
    assert [at["stop"] for at in back] == everything[::-1]
    assert [at for at in back if at["ring"] < 2 or not at["seen"]] == []


@pytest.mark.parametrize("part", [".filters", "main", ".controls", ".sign"])
@pytest.mark.parametrize("width", WIDTHS)
def test_the_order_of_stops_is_that_of_the_page(
    tab: Tab, review: Path, width: int, part: str
) -> None:
    """From the top down, and in a row from left to right."""
    tab.open(review, width)
    boxes = f"{STOPS}.filter(e => e.closest({part!r})).map(e => e.getClientRects()[0])"
    places = tab.run(f"{boxes}.map(b => [b.left, b.top, b.bottom])")
    assert len(places) > 2
    for (left, _, bottom), (later_left, later_top, later_bottom) in pairwise(places):
        assert later_top >= bottom - 2 or (later_left > left and later_bottom > bottom - 40)


def test_a_ring_that_is_taken_away_would_be_missed(page: Tab) -> None:
    page.run("document.querySelector('style').append(':focus-visible { outline: none }'); 1")
    page.run(NUMBERED)
    assert {at["ring"] for at in walk(page)} == {0}


def test_skip_links_lead_to_the_changes_and_to_the_pages(page: Tab) -> None:
    page.press("Tab")
    page.press("Enter")
    assert page.run("document.activeElement.id") == "changes"
    page.press("Tab")
    assert page.run("document.activeElement.closest('#words') !== null")
    page.press("Tab", shift=True)
    page.run("document.activeElement.blur(), scrollTo(0, 0)")
    reach(page, "a.skip[href='#pages']")
    page.press("Enter")
    assert page.run("document.activeElement.id") == "pages"
    page.press("Tab")
    assert page.run("document.activeElement.dataset.step") == "-1"


def test_filters_are_set(page: Tab) -> None:
    shown = "document.querySelector('.shown').textContent"
    reach(page, "input[value=words]")
    page.press(" ")
    assert page.run(shown) == "9 af 11 vises"
    page.press(" ")
    reach(page, "select[name=chapter]")
    page.press("End")
    assert page.run(shown) == "1 af 11 vises"
    page.press("Home")
    reach(page, "select[name=cause]")
    page.press("ArrowDown")
    assert page.run("document.querySelector('select[name=cause]').value") != ""
    assert page.run(shown) != "11 af 11 vises"
    page.press("ArrowUp")
    assert page.run(shown) == "11 af 11 vises"


def test_pages_are_chosen_and_turned(page: Tab) -> None:
    reach(page, "main a[data-page='3']")
    page.press("Enter")
    assert page.run(SHOWN_PAGE).startswith("3")
    page.press("PageUp")
    assert page.run(SHOWN_PAGE).startswith("2")
    page.press("PageDown")
    assert page.run(SHOWN_PAGE).startswith("3")
    reach(page, "button[data-step='-1']")
    page.press("Enter")
    page.press(" ")
    assert page.run(SHOWN_PAGE).startswith("1")
    reach(page, "select[name=sheet]")
    page.press("ArrowDown")
    assert page.run(SHOWN_PAGE).startswith("2")
    reach(page, "input[name=left]")
    page.press(" ")
    assert page.run(SHOWN_PAGE).startswith("1")  # somebody has signed page 2


def test_the_slider_slides(page: Tab) -> None:
    reach(page, "input[name=split]")
    for _ in range(3):
        page.press("ArrowRight")
    assert page.run(CLIP) == "inset(0px 97% 0px 0px)"
    page.press("End")
    assert page.run(CLIP) == "inset(0px 0% 0px 0px)"
    page.press("Home")
    assert page.run(CLIP) == "inset(0px 100% 0px 0px)"
    page.press("PageDown")  # turns the page here too, as it is said below the slider
    assert page.run(SHOWN_PAGE).startswith("2")


def test_a_figure_that_was_drawn_anew_opens(page: Tab) -> None:
    reach(page, "summary")
    page.press("Enter")
    assert page.run("document.querySelector('details').open")


def test_what_is_written_stays_with_its_page(page: Tab) -> None:
    """A tick, two remarks, other pages and back; keys that turn pages are letters in a remark."""
    reach(page, "input[name=signed]")
    page.press(" ")
    reach(page, "textarea")
    page.write_text("Æblegrød?")
    page.press("PageDown")
    assert page.run(SHOWN_PAGE) == "1 • ✓"
    reach(page, "button[name=more]")
    page.press("Enter")
    assert page.run("document.activeElement.name") == "line"
    page.write_text("2x")
    page.press("Tab")
    page.write_text("Komma her.")
    written = "[document.querySelector('[name=signed]').checked, "
    written += "...[...document.querySelectorAll('.rows [name]')].map(e => e.value)]"
    assert page.run(written) == [True, "", "Æblegrød?", "2", "Komma her."]
    reach(page, "input[name=signed]")
    page.press("PageDown")
    assert page.run(written) == [False, "", ""]
    page.press("PageUp")
    assert page.run(written) == [True, "", "Æblegrød?", "2", "Komma her."]
    told = "Ikke gemt endnu. Godkendte sider: 1. Bemærkninger: 2."
    assert page.run("document.querySelector('.saved').textContent") == told
