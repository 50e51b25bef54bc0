"""What a build says in the terminal: progress by stage, a closing table, problems in full."""

from __future__ import annotations

import posixpath
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from publication.model import Edition, Finding, Place, Problem, Severity

COLOURS = {
    Severity.NOTE: "dim",
    Severity.NOT_RUN: "yellow",
    Severity.WARNING: "yellow",
    Severity.ERROR: "bold red",
}
WORDS = {
    Severity.NOTE: "note",
    Severity.NOT_RUN: "not run",
    Severity.WARNING: "warning",
    Severity.ERROR: "error",
}


def console(*, stderr: bool = False, width: int | None = None, quiet: bool = False) -> Console:
    """A console that prints what it is given: line :100: is a number, not an emoji."""
    return Console(stderr=stderr, width=width, quiet=quiet, highlight=False, emoji=False)


class Progress:
    """One line a stage: what it does, how far it is, how long it took.

    No thread draws it, since chapters are typeset in forked processes and a fork may not
    meet a running thread.
    """

    def __init__(self, console: Console) -> None:
        self.console = console

    @contextmanager
    def stage(self, name: str) -> Iterator[Stage]:
        stage = Stage(self.console, name)
        stage.show()
        yield stage
        stage.finish()


class Silent(Progress):
    """Progress for output that other programs read: says nothing."""

    def __init__(self) -> None:
        super().__init__(console(quiet=True))


class Stage:
    """A stage under way."""

    def __init__(self, console: Console, name: str) -> None:
        self.console = console
        self.name = name
        self.detail = ""
        self.started = time.perf_counter()

    def update(self, detail: str) -> None:
        """Say how far it is; on a terminal the line is written over."""
        self.detail = detail
        self.show()

    def show(self) -> None:
        if self.console.is_terminal:
            line = f"\r\x1b[2K  {self.name:<10} {escape(self.detail)}"
            self.console.print(line, end="", highlight=False)

    def finish(self) -> None:
        took = f"{time.perf_counter() - self.started:5.1f} s"
        start = "\r\x1b[2K" if self.console.is_terminal else ""
        line = f"{start}  [bold]{self.name:<10}[/] [dim]{took}[/]  {escape(self.detail)}"
        self.console.print(line, highlight=False)


def closing_table(
    editions: Sequence[Edition], findings: Sequence[Finding], root_of_paths: str
) -> Table:
    """The files that came out: pages, size, and how many findings each has."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column, side in (("file", "left"), ("pages", "right"), ("size", "right")):
        table.add_column(column, justify=side)  # type: ignore[arg-type]
    table.add_column("findings", justify="left")
    for edition in editions:
        mine = [finding for finding in findings if finding.edition == edition.name]
        for number, output in enumerate(edition.outputs):
            table.add_row(
                str(output.path).removeprefix(root_of_paths),
                str(output.pages or ""),
                size(output.size),
                tally(mine) if number == 0 else "",
            )
    return table


def size(number: int) -> str:
    """Bytes as people read them."""
    return f"{number / 1e6:.1f} MB" if number >= 1e6 else f"{number / 1e3:.0f} kB"


def tally(findings: Iterable[Finding]) -> str:
    """How many of each severity: "2 errors, 1 warning"."""
    counts: dict[Severity, int] = {}
    for finding in findings:
        counts[finding.severity] = counts.get(finding.severity, 0) + 1
    parts = []
    for severity in sorted(counts, reverse=True):
        plural = "s" if counts[severity] > 1 and severity != Severity.NOT_RUN else ""
        word = f"{counts[severity]} {WORDS[severity]}{plural}"
        parts.append(f"[{COLOURS[severity]}]{word}[/]")
    return ", ".join(parts) or "[green]none[/]"


def findings_list(findings: Sequence[Finding], prefix: str, most_alike: int = 5) -> Iterator[str]:
    """The findings, worst first; of many alike the first few, and how many more there are."""
    ordered = sorted(findings, key=lambda f: (-f.severity, f.edition, f.check, str(f.place)))
    seen: dict[tuple[str, str, Severity], int] = {}
    for finding in ordered:
        key = (finding.edition, finding.check, finding.severity)
        seen[key] = seen.get(key, 0) + 1
        if seen[key] <= most_alike:
            yield _line(finding, prefix)
    for (edition, check, _), number in seen.items():
        if number > most_alike:
            yield f"  [dim]{edition} {check}: {number - most_alike} more like this[/]"


def _line(finding: Finding, prefix: str) -> str:
    where = f"{where_is(finding.place, prefix)}: " if finding.place else ""
    page = f"p. {finding.page}" if finding.page else ""
    told = finding.hint and finding.severity > Severity.NOTE
    hint = f" [dim]({escape(finding.hint)})[/]" if told else ""
    kind = f"[{COLOURS[finding.severity]}]{WORDS[finding.severity]}[/]"
    of = " ".join(filter(None, (finding.edition, finding.file, page)))
    return f"{kind} [bold]{finding.check}[/] {escape(of)}: {escape(where + finding.message)}{hint}"


def where_is(place: Place, prefix: str) -> str:
    """A place as an editor opens it from here: prefix is the way to the title's folder.

    A file that no title owns (a style, a language) has its whole path in the place.
    """
    file = place.file
    own = posixpath.relpath(file) if posixpath.isabs(file) else posixpath.normpath(prefix + file)
    return f"{own}:{place.line}"


def problem_line(problem: Problem, prefix: str) -> str:
    """A problem that stopped the build, with its place as an editor opens it."""
    where = f"[bold]{escape(where_is(problem.place, prefix))}[/]: " if problem.place else ""
    hint = f" [dim]({escape(problem.hint)})[/]" if problem.hint else ""
    return f"{where}{escape(problem.message)}{hint}"
