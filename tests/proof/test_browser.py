"""The review page in a real browser: it opens, filters, turns pages and slides, by keyboard too.

Chromium runs a script at the end of the page, which uses the page as people do and writes down what
it saw. Errors that the page throws are caught and written down as well.
"""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.proof.test_review import page

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser")
WATCH = """<script>window.problems = [];
addEventListener("error", (event) => problems.push(String(event.message)));
addEventListener("securitypolicyviolation", (event) => problems.push(event.blockedURI));</script>"""
USE = """<script>
const seen = {};
const $ = (selector) => document.querySelector(selector);
const change = (element) => element.dispatchEvent(new Event("change", { bubbles: true }));
const press = (element, key) =>
  element.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));

seen.status = $(".shown").textContent;
seen.sections = [...document.querySelectorAll("main section:not([hidden])")].length;
$("input[value=words]").click();
seen.withoutWords = $("#words").hidden;
seen.fewer = $(".shown").textContent;
$("input[value=words]").click();
const cause = $("select[name=cause]");
cause.value = "filter";
change(cause);
seen.byCause = [...document.querySelectorAll(".change:not([hidden])")].length;
cause.value = "";
change(cause);

const split = $("input[name=split]");
const label = () => $("select[name=sheet]").selectedOptions[0].textContent;
seen.firstPage = label();
split.value = 30;
split.dispatchEvent(new Event("input"));
seen.clip = $("img.before").style.clipPath;
$("button[data-step='1']").click();
seen.nextPage = label();
press($("#pages"), "PageUp");
seen.previousPage = label();
$("input[name=only]").click();
seen.allPages = $("select[name=sheet]").options.length;
document.querySelector("main a[data-page='1']").click();
seen.linked = label();
seen.focused = document.activeElement.id;
seen.bars = document.querySelectorAll(".bars span").length;
seen.alt = $("img.after").alt;

const pen = $(".sign");
seen.state = $(".so-far").textContent;
pen.addEventListener("saved", (event) => { seen.saved = event.detail; });
pen.save.click();
seen.asked = $(".saved").textContent;
pen.signed.click();
pen.remark.value = "Se lige her.";
pen.remark.dispatchEvent(new Event("input", { bubbles: true }));
$("button[data-step='1']").click();
seen.otherPage = [pen.signed.checked, pen.remark.value];
$("button[data-step='-1']").click();
seen.kept = [pen.signed.checked, pen.remark.value];
pen.by.value = "A/B";
pen.save.click();
seen.told = $(".saved").textContent;

const order = [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
  .filter((element) => !element.closest("[hidden]"));
seen.unreachable = order.filter((element) => element.tabIndex < 0 && !element.disabled).length;
seen.unnamed = order.filter((element) => !(element.textContent.trim()
  || element.ariaLabel || (element.labels && element.labels.length))).length;
seen.problems = problems;
const note = document.createElement("pre");
note.id = "seen";
note.textContent = JSON.stringify(seen);
document.body.append(note);
</script>"""


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the script saw."""
    if BROWSER is None:
        pytest.skip("no Chromium here")
    folder = tmp_path_factory.mktemp("review")
    path = folder / "index.html"
    used = page().replace("<body>", f"<body>{WATCH}").replace("</body>", f"{USE}</body>")
    path.write_text(used, encoding="utf-8")
    return run(path, folder / "profile")


def run(path: Path, profile: Path) -> dict[str, Any]:
    command = [
        *(BROWSER or "", "--headless=new", "--no-sandbox", "--disable-gpu", "--dump-dom"),
        *(f"--user-data-dir={profile}", "--window-size=1280,1600", path.as_uri()),
    ]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120, check=True)
    found = re.search(r'<pre id="seen">(.*?)</pre>', done.stdout, re.DOTALL)
    assert found, done.stdout[-2000:]
    return dict(json.loads(html.unescape(found[1])))


pytestmark = pytest.mark.slow


def test_it_opens_without_a_problem(seen: dict[str, Any]) -> None:
    assert seen["problems"] == []


def test_filters_show_and_hide(seen: dict[str, Any]) -> None:
    """A word, a number, a claim, a figure, a move, two findings: 7 in 7 sections, with pages."""
    assert seen["status"] == "7 af 7 vises"
    assert seen["sections"] == 7
    assert seen["withoutWords"] is True
    assert seen["fewer"] == "6 af 7 vises"
    assert seen["byCause"] == 3  # the number, the claim and the figure rest on the filter


def test_the_slider_divides_the_page(seen: dict[str, Any]) -> None:
    assert seen["clip"] == "inset(0px 70% 0px 0px)"


def test_pages_are_turned_by_button_and_by_key(seen: dict[str, Any]) -> None:
    assert seen["firstPage"] == seen["previousPage"] != seen["nextPage"]
    assert seen["allPages"] == 3


def test_a_change_leads_to_its_page(seen: dict[str, Any]) -> None:
    assert seen["linked"].startswith("1")
    assert seen["focused"] == "pages"
    assert seen["bars"] > 0
    assert seen["alt"] == "side 1, nu"


def test_everything_can_be_reached_and_has_a_name(seen: dict[str, Any]) -> None:
    assert seen["unreachable"] == 0
    assert seen["unnamed"] == 0


def test_sign_off_and_remarks_are_saved_as_one_file(seen: dict[str, Any]) -> None:
    """What the page hands over is what `sign --from` takes."""
    assert seen["state"] == "Ikke godkendt endnu"
    assert seen["asked"] == "Skriv dine initialer først."
    assert seen["otherPage"] == [False, ""]
    assert seen["kept"] == [True, "Se lige her."]
    assert seen["told"] == (
        "1 sider og 1 bemærkninger i filen gennemsyn-A_B.json. Send den til redaktøren."
    )
    assert json.loads(seen["saved"]) == {
        "format": 1,
        "title": "prøve",
        "by": "A/B",
        "signed": {"1": "digest 1"},
        "remarks": [{"page": "1", "line": 0, "text": "Se lige her."}],
    }
