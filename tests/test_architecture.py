"""The import rule: model <- stages, figures <- pipeline <- build.py; one home a heavy library."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
STAGES = {
    *("survey", "compose", "typeset", "finish", "cover", "preflight", "proof", "report"),
    *("accessibility", "typography", "download", "figures"),
}
GROUND = {  # below the stages
    *("model", "errors", "brand", "language", "hyphenation", "isbn", "environment"),
    *("message", "translation", "keeping", "leftovers"),
}
HOMES = {
    "weasyprint": ("publication/typeset/",),
    "jinja2": ("publication/environment.py",),
    "matplotlib": ("figures/",),
    "pikepdf": tuple(
        f"publication/{place}"
        for place in (
            *("typeset/assemble/", "finish/", "cover/"),
            *("preflight/", "proof/", "accessibility/", "typography/"),
        )
    ),
    "pandas": ("publication/survey/", "figures/"),
    "typer": ("build.py",),
}
HOMES["pypdf"] = HOMES["pikepdf"]


def sources() -> list[Path]:
    """Every module of the program."""
    folders = [ROOT / "publication", ROOT / "figures"]
    return [ROOT / "build.py", *(path for folder in folders for path in folder.rglob("*.py"))]


def imported(path: Path) -> set[str]:
    """The dotted names a module imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def stage_of(name: str) -> str | None:
    """The stage a dotted name belongs to, if any."""
    parts = name.split(".")
    first = parts[0] if parts[0] == "figures" else (parts[1:2] or [""])[0]
    belongs = parts[0] in {"publication", "figures"} and first in STAGES
    return first if belongs else None


def stage_modules() -> list[Path]:
    """The modules that belong to a stage."""
    return [path for path in sources() if stage_of(dotted(path))]


def dotted(path: Path) -> str:
    """The dotted name of a module."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


@pytest.mark.parametrize("path", stage_modules(), ids=dotted)
def test_stages_do_not_import_one_another(path: Path) -> None:
    """A stage knows the records and the ground below it, never another stage."""
    own = stage_of(dotted(path))
    others = {stage for name in imported(path) if (stage := stage_of(name)) not in {None, own}}
    assert others == set()


@pytest.mark.parametrize("name", sorted(GROUND))
def test_the_ground_imports_no_stage(name: str) -> None:
    """Records, errors, brand and language lie below every stage."""
    stages = {stage_of(used) for used in imported(ROOT / "publication" / f"{name}.py")}
    assert stages <= {None}


@pytest.mark.parametrize("library", sorted(HOMES))
def test_heavy_libraries_have_one_home(library: str) -> None:
    """WeasyPrint only typesets, matplotlib only draws, pikepdf only joins, finishes and checks."""
    strays = [
        str(path.relative_to(ROOT))
        for path in sources()
        if any(name.split(".")[0] == library for name in imported(path))
        and not str(path.relative_to(ROOT)).startswith(HOMES[library])
    ]
    assert strays == []
