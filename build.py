"""Build the publication: from the survey to the printed report, the web PDF and the proof.

python build.py                      every edition of the default title, into dist/
python build.py build --edition web  one edition
python build.py check                numbers, claims, people and references, without typesetting
python build.py figures [ID ...]     figures and motifs by themselves, for the designer
python build.py fit                  small adjustments of paragraphs, tried out and written down
python build.py preview              a contact sheet of all spreads, into dist/preview/
python build.py numbers              every number and claim, with what it rests on
python build.py approve LABEL        the proof built last becomes what drafts are compared with
python build.py compare LABEL        what changed since that draft, and why; PDFs of ours as well
python build.py sign --pages 7-12    somebody has read these pages (--by INITIALS)
python build.py comments FILE.pdf    what proofreaders marked, and the template line it belongs to
python build.py preflight FILE.pdf   is a PDF fit for the press? ours or anybody's
"""

from __future__ import annotations

import codecs
import io
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Annotated, TextIO

import typer
from rich.console import Console
from rich.markup import escape

from publication.errors import PublicationError
from publication.interruption import StoppedError, interruptible
from publication.model import Severity, World
from publication.preflight.guide import preflight_help
from publication.preflight.profile import DEFAULT
from publication.report.terminal import console as make_console

ROOT = Path(__file__).resolve().parent
TITLES = ROOT / "publication" / "titles"
DEFAULT_TITLE = "innovation-2020"
EDITION_NAMES = ("web", "print", "proof")
STOPPED = 2  # exit code: nothing was built
LAST_SECOND = 253_402_300_799  # of the year 9999, the last one that a date can be of
FAILED = 1  # exit code: built, but a check found an error

app = typer.Typer(
    help=(__doc__ or "").replace("\n\n", "\n\n\b\n"),  # the examples keep their lines
    rich_markup_mode=None,
    no_args_is_help=False,
    pretty_exceptions_enable=False,
    add_completion=False,
)
console = make_console()
complain = make_console(stderr=True)

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
    if _fixed_epoch() is None:  # set to nothing: libraries that read it themselves would stumble
        os.environ.pop("SOURCE_DATE_EPOCH", None)
    for stream in (sys.stdout, sys.stderr):
        _speak_any_language(stream)
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
    marks: Annotated[bool, typer.Option("--marks", help="Print: crop and fold marks.")] = False,
    separations: Annotated[
        bool, typer.Option("--separations", help="Print: plates and ink maps, as pictures.")
    ] = False,
    pages: Annotated[
        str, typer.Option(help="Separations of these pages of the body only, as 1,12-15.")
    ] = "",
    release: Annotated[
        bool,
        typer.Option("--release", help="Only if all pages are signed and there are no errors."),
    ] = False,
    out: Out = ROOT / "dist",
    cache: Cache = ROOT / ".cache",
    processes: Processes = 2,
) -> None:
    """Typeset the title once and finish it into its editions."""
    from publication.delivery import Wishes
    from publication.pipeline import build as run
    from publication.report.terminal import Progress, closing_table, findings_list

    wanted = _editions(edition or list(EDITION_NAMES))
    wishes = Wishes(marks, _pages(pages) if separations or pages else None)
    with told(title) as folder:
        world = _world(out, cache, processes, folder)
        result = run(folder, world, wanted, Progress(console), wishes, release=release)
    prefix = _prefix(folder)
    for line in findings_list(result.findings, prefix):
        console.print(line, soft_wrap=True)
    console.print()
    console.print(closing_table(result.editions, result.findings, f"{Path.cwd()}/"))
    if result.signoff:
        console.print(result.signoff.line, soft_wrap=True)
    raise typer.Exit(_exit_code(result.worst))


@app.command()
def check(
    title: Title = DEFAULT_TITLE,
    language: Annotated[
        bool, typer.Option("--language", help="Typeset, and read spelling and signs as well.")
    ] = False,
    out: Out = ROOT / "dist",
    cache: Cache = ROOT / ".cache",
) -> None:
    """Test every number, claim, name and reference, without typesetting."""
    from publication import pipeline
    from publication.report.terminal import Progress, findings_list, tally

    with told(title) as folder:
        world, watch = _world(out, cache, 2, folder), Progress(console)
        if language:
            made = pipeline.make_galley(folder, world, watch)
            findings = pipeline.findings_of(made.material, made.manuscript)
            findings += pipeline.read_through(made, world, watch)
        else:
            findings = pipeline.findings_of(*pipeline.check(folder, world, watch))
    for line in findings_list(findings, _prefix(folder), most_alike=40):
        console.print(line, soft_wrap=True)
    console.print(f"findings: {tally(findings)}")
    worst = max((finding.severity for finding in findings), default=Severity.NOTE)
    raise typer.Exit(_exit_code(worst))


@app.command()
def figures(
    names: Annotated[
        list[str] | None, typer.Argument(help="Figures and motifs; all where none is named.")
    ] = None,
    title: Title = DEFAULT_TITLE,
    out: Out = ROOT / "dist",
    cache: Cache = ROOT / ".cache",
) -> None:
    """Draw figures and motifs only: SVG, PNG, and a page that shows them all."""
    from publication import pipeline
    from publication.report.terminal import Progress

    with told(title) as folder:
        world = _world(out, cache, 1, folder)
        drawn = pipeline.draw_figures(folder, world, names or [], Progress(console))
    console.print(f"see {str(drawn.sheet).removeprefix(f'{Path.cwd()}/')}", soft_wrap=True)


@app.command()
def fit(
    title: Title = DEFAULT_TITLE,
    chapter: Annotated[
        list[str] | None, typer.Option("--chapter", help="Chapters by id; all where none is named.")
    ] = None,
    seconds: Annotated[float, typer.Option(help="Nothing more is tried after so long.")] = 600.0,
    out: Out = ROOT / "dist",
    cache: Cache = ROOT / ".cache",
) -> None:
    """Propose small changes of spacing and breaks, and write them to the title's fit.toml."""
    from publication.fitting.command import fit as run
    from publication.fitting.command import summary
    from publication.report.terminal import Progress

    with told(title) as folder:
        fitted = run(
            folder, _world(out, cache, 2, folder), Progress(console), chapter or [], seconds
        )
    for line in summary(fitted):
        console.print(line, soft_wrap=True, markup=False)


@app.command()
def preview(
    title: Title = DEFAULT_TITLE,
    out: Out = ROOT / "dist",
    cache: Cache = ROOT / ".cache",
    processes: Processes = 2,
) -> None:
    """Show all spreads side by side: PNGs of 60 dpi, and one page to look at them."""
    from publication import pipeline
    from publication.report.terminal import Progress

    with told(title) as folder:
        world = _world(out, cache, processes, folder)
        sheet = pipeline.make_preview(folder, world, Progress(console))
    console.print(f"see {str(sheet).removeprefix(f'{Path.cwd()}/')}", soft_wrap=True)


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
    world = _world(out, cache, 2, _title_folder(title))
    with told(title) as folder:
        if pages:
            made = pipeline.make_galley(folder, world, Silent())
            material, manuscript, galley = made.material, made.manuscript, made.galley
        else:
            material, manuscript = pipeline.check(folder, world, Silent())
            galley = None
    rows = report.number_rows(manuscript.uses, material.estimates, galley)
    if form == "table":
        _wide().print(report.as_table(rows))
    else:
        typer.echo({"csv": report.as_csv, "json": report.as_json}[form](rows), nl=False)


@app.command()
def approve(
    label: Annotated[str, typer.Argument(help="A name for the draft: korrektur-2.")],
    title: Title = DEFAULT_TITLE,
    out: Out = ROOT / "dist",
) -> None:
    """Store the proof that was built last, so that later drafts are compared with it."""
    from publication.drafts.commands import approve_draft

    with told(title) as folder:
        path = approve_draft(folder, out.resolve(), label)
    size = path.stat().st_size / 1e6
    console.print(f"{os.path.relpath(path)}  {size:.2f} MB", soft_wrap=True)


@app.command()
def compare(
    before: Annotated[
        str, typer.Argument(help="The label of an approved draft, or a PDF of ours.")
    ],
    after: Annotated[str, typer.Argument(help="Another of either, or now.")] = "now",
    title: Title = DEFAULT_TITLE,
    form: Annotated[str, typer.Option("--as", help="table, json or html.")] = "table",
    out: Out = ROOT / "dist",
    cache: Cache = ROOT / ".cache",
) -> None:
    """What changed between two drafts: words, numbers, claims, figures, moves, layout; and why.

    A draft is named by its label; now is what the title says at this moment; a file is any proof,
    web PDF or print body of the title, old or new, each against every other:

    \b
    compare korrektur-1                    what changed since that draft
    compare korrektur-1 korrektur-2        between two of them
    compare old.pdf new.pdf --as html      between two files, with pictures of the pages
    compare printed.pdf now                since the book was printed

    What a PDF cannot tell (why a number is new, the line of the template) is left out, and said.
    """
    from publication.drafts import commands
    from publication.proof import telling
    from publication.report.terminal import Silent

    if form not in {"table", "json", "html"}:
        raise typer.BadParameter(f"--as {form}: there are table, json and html")
    world = _world(out, cache, 2, _title_folder(title))
    with told(title) as folder:
        changes = commands.compare_drafts(
            folder, before, after, world, Silent(), pictured=form == "html"
        )
    if form == "table":
        words = commands.language_of(changes).sections["review"]
        _wide().print(telling.changes_table(changes, words, console.is_terminal))
    elif form == "json":
        typer.echo(telling.changes_json(changes), nl=False)
    else:
        typer.echo(commands.changes_page(changes, world), nl=False)


@app.command()
def sign(
    pages: Annotated[str, typer.Option(help="Pages that were read: 7-12,15.")] = "",
    chapter: Annotated[str, typer.Option(help="A whole chapter, by its id.")] = "",
    by: Annotated[str, typer.Option(help="Initials of who has read them.")] = "",
    saved: Annotated[
        Path | None, typer.Option("--from", help="A file saved from the review page.")
    ] = None,
    title: Title = DEFAULT_TITLE,
    out: Out = ROOT / "dist",
) -> None:
    """Sign pages of the proof that was built last; without options, tell how all pages stand."""
    from publication.drafts import signing

    other: tuple[str, ...] = ()
    with told(title) as folder:
        if saved:
            standing, other = signing.sign_from(folder, out.resolve(), saved, _today())
        elif pages or chapter or by:
            standing = signing.sign(folder, out.resolve(), pages, chapter, by, _today())
        else:
            standing = signing.standing(folder, out.resolve())
    console.print(standing.line, soft_wrap=True)
    if other:
        complain.print(f"not signed, since they read otherwise now: {', '.join(other)}")
        raise typer.Exit(FAILED)


@app.command()
def comments(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Marked PDFs, and files saved from the review page.", metavar="FILE..."
        ),
    ] = None,
    title: Title = DEFAULT_TITLE,
    form: Annotated[str, typer.Option("--as", help="table, html, csv or md.")] = "table",
    patch: Annotated[
        Path | None, typer.Option(help="Write the corrections here, for git apply.")
    ] = None,
    decline: Annotated[str, typer.Option(help="A comment that will not be done.")] = "",
    done: Annotated[str, typer.Option(help="A comment that is dealt with.")] = "",
    reason: Annotated[str, typer.Option(help="Why it is declined.")] = "",
    out: Out = ROOT / "dist",
    cache: Cache = ROOT / ".cache",
) -> None:
    """What proofreaders wrote into PDFs of ours: page, line, words, note and template line."""
    from publication.drafts import comments as home
    from publication.language import read_language
    from publication.proof.comments import telling
    from publication.report.terminal import Silent
    from publication.translation import read_translation

    forms = {"csv": telling.as_csv, "md": telling.as_markdown}
    if form not in {"table", "html", *forms}:
        raise typer.BadParameter(f"--as {form}: there are table, html, csv and md")
    if patch:
        _try_to_write(patch)  # before the ledger is
    with told(title) as folder:
        home.decide(folder, {"declined": decline, "done": done}, reason)
        answered = home.answer_comments(
            folder, files or [], _world(out, cache, 2, folder), Silent()
        )
    language, found = read_language(answered.language), answered.comments
    words, tell = language.sections["comments"], read_translation(language).tell
    if form == "table":
        _wide().print(telling.as_table(found, words, tell))
    elif form == "html":
        typer.echo(telling.as_html(found, words, answered.language, folder.name, tell))
    else:
        typer.echo(forms[form](found, words, tell), nl=False)
    if patch:
        patch.write_text(answered.diff, encoding="utf-8", newline="")
    for file in answered.strange:
        complain.print(f"{escape(file)} is of another draft: some lines read otherwise now")
    complain.print(f"ledger: {answered.tally}", soft_wrap=True)


@app.command(help=preflight_help(ROOT / "styles" / "preflight"))
def preflight(
    files: Annotated[list[Path], typer.Argument(help="PDF files.", metavar="FILE.pdf...")],
    profile: Annotated[
        str, typer.Option("--profile", "-p", help="What the printer asks.", metavar="NAME")
    ] = DEFAULT,
    form: Annotated[str, typer.Option("--as", help="table, json or html.")] = "table",
) -> None:
    """Print what every rule says of every file; exit by the worst of it."""
    from publication.press.examine import examine, profile_named
    from publication.report import preflight as report

    if form not in {"table", "json", "html"}:
        raise typer.BadParameter(f"--as {form}: there are table, json and html")
    try:
        demands = profile_named(ROOT / "styles", profile)
    except PublicationError as error:
        raise typer.BadParameter(f"--profile {profile}: {error}") from error
    examined = []
    for one in examine(files, demands):
        examined.append(one)
        if form == "table":
            _wide().print(f"[bold]{escape(str(one.file))}[/]: {one.verdict}", soft_wrap=True)
            _wide().print(report.preflight_table(one))
    if form == "json":
        typer.echo(report.preflight_json(examined), nl=False)
    elif form == "html":
        names = ", ".join(file.name for file in files)
        typer.echo(report.preflight_html(examined, names, _today()), nl=False)
    raise typer.Exit(_exit_code(max(one.worst for one in examined)))


@contextmanager
def told(title: str) -> Iterator[Path]:
    """The title's folder; a PublicationError becomes lines on the error stream and exit code 2.

    So does a signal that ends the run, with its own exit code.
    """
    folder = _title_folder(title)
    try:
        with interruptible():
            yield folder
    except StoppedError as stop:
        complain.print()
        complain.print(f"[bold red]stopped[/]: {stop}; the last good output is as it was")
        raise typer.Exit(stop.code) from stop
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
    """A title by name, or by the path of its folder. BadParameter where neither is given."""
    given = Path(title)
    if not title.strip():
        known = ", ".join(sorted(path.parent.name for path in TITLES.glob("*/publication.toml")))
        raise typer.BadParameter(f"--title names nothing: there are {known}, or a folder's path")
    is_name = given.name == title != ".."
    return TITLES / title if is_name and not given.is_dir() else given.resolve()


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


def _pages(text: str) -> tuple[int, ...]:
    """Page numbers from 1, written as 1,12-15; none for no text."""
    found: list[int] = []
    for part in (part.strip() for part in text.split(",") if text.strip()):
        ends = re.fullmatch(r"0*([1-9][0-9]{0,4})(?: *- *0*([1-9][0-9]{0,4}))?", part)
        if not ends:
            raise typer.BadParameter(f"--pages {text}: write page numbers from 1 as 1,12-15")
        first, last = int(ends[1]), int(ends[2] or ends[1])
        if last < first:
            raise typer.BadParameter(f"--pages {text}: {last} stands before {first}")
        found += range(first, last + 1)
    return tuple(found)


def _try_to_write(path: Path) -> None:
    """BadParameter where the file of --patch could not be written; it is left as it is."""
    before = path.exists()
    try:
        path.open("ab").close()
        if not before:
            path.unlink()
    except OSError as error:
        raise typer.BadParameter(f"--patch {path}: {error.strerror}") from error


def _wide() -> Console:
    """A console for tables: as wide as the terminal, or wide enough for a file."""
    return make_console(width=None if console.is_terminal else 200)


def _speak_any_language(stream: TextIO) -> None:
    """What a locale cannot write is no reason to stop: ASCII becomes UTF-8, the rest a code."""
    if isinstance(stream, io.TextIOWrapper):
        ascii_only = codecs.lookup(stream.encoding).name == "ascii"
        stream.reconfigure(encoding="utf-8" if ascii_only else None, errors="backslashreplace")


def _fixed_epoch() -> int | None:
    """SOURCE_DATE_EPOCH, seconds since 1970; None where it is not set. BadParameter for no date."""
    text = os.environ.get("SOURCE_DATE_EPOCH")
    if not text:
        return None
    if not (re.fullmatch("[0-9]{1,12}", text) and int(text) <= LAST_SECOND):
        raise typer.BadParameter(
            f"SOURCE_DATE_EPOCH={text}: write a whole number of seconds, from 0 to {LAST_SECOND}"
        )
    return int(text)


def _today() -> str:
    """The day as an ISO date. SOURCE_DATE_EPOCH wins over the clock."""
    epoch = _fixed_epoch()
    now = datetime.now(UTC) if epoch is None else datetime.fromtimestamp(epoch, UTC)
    return now.date().isoformat()


def _world(out: Path, cache: Path, processes: int, title: Path) -> World:
    """What the build takes from outside. SOURCE_DATE_EPOCH wins over the last commit's date.

    Without either, as in a tree that was exported from git, the title's own date is taken.
    """
    epoch = _fixed_epoch()
    if epoch is None:
        epoch = int(_git("log", "-1", "--format=%ct") or _epoch_of(title))
    revision = _git("describe", "--always", "--dirty")
    return World(ROOT, out.resolve(), cache.resolve(), epoch, revision, processes)


def _epoch_of(title: Path) -> int:
    """The date in the title's manifest; today where none can be read, which its reader tells."""
    try:
        manifest = tomllib.loads((title / "publication.toml").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        manifest = {}
    day = manifest.get("date")
    day = day if isinstance(day, date) else datetime.now(UTC).date()
    return max(0, int(datetime.combine(day, time(), UTC).timestamp()))


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
