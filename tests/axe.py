"""axe-core on a page in the browser: what it finds against WCAG 2.2 AA and good practice."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from tests.headless import Tab

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
ASK = """axe.run(document, {runOnly: %s})
  .then(r => r.violations.flatMap(v => v.nodes.map(n => [v.id, n.html, n.failureSummary])))"""


def engine() -> str | None:
    """The script of axe-core, as the package axe-playwright-python brings it."""
    found = find_spec("axe_playwright_python")
    places = found.submodule_search_locations if found else None
    path = Path(places[0]) / "axe.min.js" if places else None
    return path.read_text(encoding="utf-8") if path and path.is_file() else None


def violations(tab: Tab) -> list[Any]:
    """Rule, element and remedy of every violation on the page as it stands now."""
    script = engine()
    if script is None:
        pytest.skip("axe-playwright-python, which brings axe-core, is not installed")
    if not tab.run("!!globalThis.axe"):
        tab.run(f"{script}; 1")
    return list(tab.run(ASK % json.dumps(RULES)))
