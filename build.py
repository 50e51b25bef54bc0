"""Build the publication: from the survey to the printed report, the web PDF and the proof.

python build.py                      every edition of the default title, into dist/
python build.py build --edition web  one edition
python build.py check                numbers, claims, people and references, without typesetting
python build.py numbers              every number and claim, with what it rests on
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from publication.errors import PublicationError
from publication.model import Severity, World

ROOT = Path(__file__).resolve().parent
TITLES = ROOT / "publication" / "titles"
DEFAULT_TITLE = "innovation-2020"
EDITION_NAMES = ("web", "print", "proof")
STOPPED = 2  # exit code: nothing was built
FAILED = 1  # exit code: built, but a check found an error

app = typer.Typer(
    help=__doc__,
    rich_markup_mode=None,
    no_args_is_help=False,
    pretty_exceptions_enable=False,
    add_completion=False,
)
console = Console(highlight=False)
complain = Console(stderr=True, highlight=False)

Title = Annotated[
    str, typer.Option("--title", "-t", help="A title's name, or the path of its folder.")
]
Out = Annotated[Path, typer.Option("--out", "-o", help="Where the editions are put.")]
Cache = Annotated[Path, typer.Option(help="Where work is kept for the next build.")]
Processes = Annotated[int, typer.Option("--processes", "-j", min=1, help="Typesetters at once.")]


@app.callback(invoke_without_command=True)
def main(context: typer.Context) -> None:
    """Build every edition of the default title where no command is given."""
    for library in ("OPENBLAS", "OMP", "MKL"):  # their threads would be alive at the fork
        os.environ.setdefault(f"{library}_NUM_THREADS", "1")
    if context.invoked_subcommand is None:
        build()


@app.command()
def build(
    title: Title = DEFAULT_TITLE,
    edition: Annotated[
        list[str] | None,
        typer.Option(
            "--edition", "-e", help=f"{', '.join(EDITION_NAMES)}; all where none is named."
        ),
    ] = None,
    out: Out = ROOT / "dist",
    cache: Cache = ROOT / ".cache",
    processes: Processes = 2,
) -> None:
    """Typeset the title once and finish it into its editions."""
    from publication.pipeline import build as run
    from publication.report.terminal import Progress, closing_table, findings_list

    wanted = _editions(edition or list(EDITION_NAMES))
    with told(title) as folder:
        result = run(folder, _world(out, cache, processes), wanted, Progress(console))
    prefix = _prefix(folder)
    for line in findings_list(result.findings, prefix):
        console.print(line, soft_wrap=True)
    console.print()
    console.print(closing_table(result.editions, result.findings, f"{Path.cwd()}/"))
    raise typer.Exit(_exit_code(result.worst))


@app.command()
def check(
    title: Title = DEFAULT_TITLE,
    out: Out = ROOT / "dist",
    cache: Cache = ROOT / ".cache",
) -> None:
    """Test every number, claim, name and reference, without typesetting."""
    from publication.pipeline import check as run
    from publication.report.terminal import Progress, findings_list, tally

    with told(title) as folder:
        _, manuscript = run(folder, _world(out, cache, 1), Progress(console))
    for line in findings_list(manuscript.findings, _prefix(folder), most_alike=40):
        console.print(line, soft_wrap=True)
    console.print(f"findings: {tally(manuscript.findings)}")
    worst = max((finding.severity for finding in manuscript.findings), default=Severity.NOTE)
    raise typer.Exit(_exit_code(worst))


@app.command()
def numbers(
    title: Title = DEFAULT_TITLE,
    form: Annotated[str, typer.Option("--as", help="table, csv or json.")] = "table",
    pages: Annotated[bool, typer.Option(help="Typeset what is needed to know the pages.")] = True,
    out: Out = ROOT / "dist",
    cache: Cache = ROOT / ".cache",
) -> None:
    """List every number and claim: printed words, estimate, base, margin, question, place, page."""
    from publication import pipeline
    from publication.report import numbers as report
    from publication.report.terminal import Silent

    if form not in {"table", "csv", "json"}:
        raise typer.BadParameter(f"--as {form}: there are table, csv and json")
    world = _world(out, cache, 2)
    with told(title) as folder:
        if pages:
            made = pipeline.make_galley(folder, world, Silent())
            material, manuscript, galley = made.material, made.manuscript, made.galley
        else:
            material, manuscript = pipeline.check(folder, world, Silent())
            galley = None
    rows = report.number_rows(manuscript.uses, material.estimates, galley)
    if form == "table":
        Console(width=None if console.is_terminal else 200).print(report.as_table(rows))
    else:
        typer.echo({"csv": report.as_csv, "json": report.as_json}[form](rows), nl=False)


@contextmanager
def told(title: str) -> Iterator[Path]:
    """The title's folder; a PublicationError becomes lines on the error stream and exit code 2."""
    folder = _title_folder(title)
    try:
        yield folder
    except PublicationError as error:
        from publication.report.terminal import problem_line

        complain.print()
        for problem in error.problems:
            complain.print(problem_line(problem, _prefix(folder)), soft_wrap=True)
        number = len(error.problems)
        complain.print(
            f"[bold red]stopped[/]: {number} problem{'s' if number > 1 else ''}; "
            "the last good output is as it was"
        )
        raise typer.Exit(STOPPED) from error


def _title_folder(title: str) -> Path:
    """A title by name, or by the path of its folder."""
    given = Path(title)
    return given.resolve() if given.is_dir() else TITLES / title


def _prefix(folder: Path) -> str:
    """What stands before a place's file, so that an editor opens it from here."""
    return f"{os.path.relpath(folder)}/"


def _editions(names: list[str]) -> list[str]:
    unknown = [name for name in names if name not in EDITION_NAMES]
    if unknown:
        raise typer.BadParameter(
            f"no edition {', '.join(unknown)}; there are {', '.join(EDITION_NAMES)}"
        )
    return [name for name in EDITION_NAMES if name in names]


def _world(out: Path, cache: Path, processes: int) -> World:
    """What the build takes from outside. SOURCE_DATE_EPOCH wins over the last commit's date."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH") or _git("log", "-1", "--format=%ct") or "0"
    revision = _git("describe", "--always", "--dirty")
    return World(ROOT, out.resolve(), cache.resolve(), int(epoch), revision, processes)


def _git(*arguments: str) -> str:
    """What git answers, or nothing where there is no git or no repository."""
    command = ["git", "-C", str(ROOT), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def _exit_code(worst: Severity) -> int:
    """1 for an error; also for a check that did not run where all must (REQUIRE_ALL_CHECKS)."""
    strict = os.environ.get("REQUIRE_ALL_CHECKS") == "1"
    return FAILED if worst == Severity.ERROR or (strict and worst == Severity.NOT_RUN) else 0


if __name__ == "__main__":
    sys.exit(app())
