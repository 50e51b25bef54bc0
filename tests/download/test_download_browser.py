"""The page in a real Chromium, on a phone and on a desk: what readers see, hear and can reach."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_report import ROOT

from tests.axe import violations
from tests.headless import Tab

PICTURES = ROOT / ".cache" / "screenshots"
WIDTHS = (390, 1280)
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", params=WIDTHS)
def page(request: pytest.FixtureRequest, tab: Tab, folder: Path) -> Tab:
    """The page at one width, its data tables open."""
    tab.open(folder / "index.html", request.param)
    tab.picture(PICTURES / f"download-{request.param}.png")
    tab.run("document.querySelectorAll('details').forEach(each => each.open = true)")
    return tab


def test_nothing_is_wider_than_the_window(page: Tab) -> None:
    width, window = page.run("[document.documentElement.scrollWidth, innerWidth]")
    assert width == window


def test_it_stands_alone(page: Tab, folder: Path) -> None:
    """Nothing but the page itself was asked for, and nothing was complained of."""
    assert {*page.requests} == {(folder / "index.html").as_uri()}
    assert page.complaints == []


def test_fonts_of_the_brand_are_there(page: Tab) -> None:
    faces = page.run("[...document.fonts].map(face => [face.family, face.status])")
    assert len(faces) == 8
    used = {family for family, status in faces if status == "loaded"}
    assert {"Source Sans 3", "Source Serif 4", "Source Serif 4 Display"} <= {
        family.strip('"') for family in used
    }
    drawn = page.run("getComputedStyle(document.querySelector('article svg text')).fontFamily")
    assert drawn.strip("\"'") == "Source Sans 3"


def test_what_can_be_reached_has_a_name(page: Tab) -> None:
    """As the browser tells a screen reader."""
    nodes = page.accessible()
    named = {"link", "image", "heading", "region", "navigation", "table", "DisclosureTriangle"}
    nameless = [
        node["role"]["value"]
        for node in nodes
        if node["role"]["value"] in named and not node.get("name", {}).get("value", "").strip()
    ]
    assert nameless == []
    roles = [node["role"]["value"] for node in nodes]
    assert [roles.count(role) for role in ("banner", "main", "contentinfo")] == [1, 1, 1]


def test_one_name_leads_to_one_place(page: Tab) -> None:
    """Links that read alike go to the same address."""
    script = "[...document.querySelectorAll('a')].map(a => [a.innerText.trim(), a.href])"
    places: dict[str, set[str]] = {}
    hidden = "document.querySelectorAll('.vh').forEach(each => each.className = '')"
    page.run(hidden)
    for words, address in page.run(script):
        places.setdefault(words, set()).add(address)
    assert {words for words, addresses in places.items() if len(addresses) > 1} == set()


def test_keyboard_reaches_the_skip_link_first(page: Tab) -> None:
    page.run("document.body.focus()")
    for kind in ("keyDown", "keyUp"):
        page.ask(
            "Input.dispatchKeyEvent", type=kind, key="Tab", code="Tab", windowsVirtualKeyCode=9
        )
    assert page.run("document.activeElement.className") == "skip"
    seen = page.run("document.activeElement.getBoundingClientRect().left")
    assert seen == 0


TARGETS = """
[...document.querySelectorAll('a, summary')].filter(e => !e.closest('p.reference'))
.map(e => [e.textContent.trim().slice(0, 40), e.getBoundingClientRect()])
.filter(([, box]) => box.width && (box.height < 24 || box.width < 24))
.map(([words, box]) => `${words}: ${box.width} x ${box.height}`)
"""


def test_targets_are_large_enough(page: Tab) -> None:
    """24 x 24 CSS px, WCAG 2.2, 2.5.8."""
    assert page.run(TARGETS) == []


CONTRAST = """
(() => {
  const parts = text => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const ground = element => {
    for (let e = element; e; e = e.parentElement) {
      const colour = parts(getComputedStyle(e).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const poor = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const element = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || element.closest('svg, script, style')) continue;
    const style = getComputedStyle(element), size = parseFloat(style.fontSize);
    const [a, b] = [light(parts(style.color)), light(ground(element))];
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    if (ratio < (large ? 3 : 4.5)) poor.push(`${walk.currentNode.data.trim()} ${ratio}`);
  }
  return poor;
})()
"""


def test_words_stand_out_from_their_ground(page: Tab) -> None:
    """4.5:1, large words 3:1, WCAG 1.4.3; letters inside figures are tested with the figures."""
    assert page.run(CONTRAST) == []


def test_wide_figures_scroll_by_themselves(page: Tab) -> None:
    """On a phone; the keyboard reaches what scrolls."""
    script = "[...document.querySelectorAll('.figure.wide .picture')].map("
    script += "e => [e.scrollWidth > e.clientWidth, e.tabIndex])"
    narrow = page.run("innerWidth") < 600
    assert page.run(script) == [[narrow, 0]]


def test_it_reads_without_style(tab: Tab, folder: Path) -> None:
    """The order of the source is the order of sense: title, abstract, key figures, contents."""
    tab.open(folder / "index.html", 1280)
    tab.run("document.querySelectorAll('style').forEach(each => each.remove())")
    heads = tab.run("[...document.querySelectorAll('h1, h2')].map(each => each.textContent)")
    assert heads == [
        *("Under tag", "Om rapporten", "To tal om et forår", "Indhold", "Figurer og tal"),
        *("Henvis til rapporten", "Om udgaven", "Filens tilgængelighed"),
    ]


def test_axe_finds_nothing(page: Tab) -> None:
    assert violations(page) == []
