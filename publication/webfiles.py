"""What the download is made from, gathered from the stages: figures' files, numbers, judgements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from publication.model import Edition, Finding, Severity

if TYPE_CHECKING:
    from publication.delivery import Delivery
    from publication.download.records import FigureFiles, Judgement, Outcome, Package


def package_of(delivery: Delivery, edition: Edition, flavours: Iterable[str]) -> Package:
    """Everything that the web edition's download tells.

    edition   the finished PDF with the findings of its checks (editions.py)
    flavours  what the validators judged it by (accessibility/jobs.py)
    """
    from publication.download.records import Package
    from publication.report.numbers import as_csv, as_json, number_rows

    material, manuscript = delivery.material, delivery.manuscript
    rows = number_rows(manuscript.uses, material.estimates, delivery.galley)
    return Package(
        publication=material.publication,
        manuscript=manuscript,
        galley=delivery.galley,
        estimates=material.estimates,
        pdf=edition.outputs[0],
        artwork=material.artwork,
        figures=tuple(figure_files(delivery)),
        numbers={"csv": as_csv(rows).encode(), "json": as_json(rows).encode()},
        judgements=tuple(judgements_of(flavours, edition.findings)),
        brand=delivery.brand,
        language=material.language,
        world=delivery.world,
    )


def figure_files(delivery: Delivery) -> Iterator[FigureFiles]:
    """Every figure of the text with its files, in the order of the text."""
    from figures.export import as_csv, as_xlsx
    from figures.standalone import standalone_all
    from publication.download.records import FigureFiles
    from publication.download.vector import for_browsers

    material, texts, world = delivery.material, delivery.manuscript.figures, delivery.world
    artwork = {name: material.artwork[name] for name in texts}
    drawn = standalone_all(artwork, texts, delivery.brand, world.styles / "fonts", world.cache)
    for name, text in texts.items():
        svg, png = drawn[name]
        files = {
            "csv": as_csv(artwork[name], text, material.language).encode(),
            "xlsx": as_xlsx(artwork[name], text, material.language, world.epoch),
            "svg": for_browsers(svg).encode(),
            "png": png,
        }
        yield FigureFiles(text, artwork[name], files)


def judgements_of(flavours: Iterable[str], findings: Iterable[Finding]) -> Iterator[Judgement]:
    """How each judgement went: a finding of its name tells that it failed or did not run.

    Our own checks are three: the order of reading, the words as others copy them, and all that is
    asked of the structure, under many names.
    """
    from publication.accessibility import extraction, page_validation, reading, verapdf
    from publication.accessibility.jobs import STANDARDS
    from publication.download.records import Judgement
    from publication.finish import equal

    worst: dict[str, Severity] = {}
    for finding in findings:
        worst[finding.check] = max(worst.get(finding.check, Severity.NOTE), finding.severity)
    for standard in (STANDARDS[flavour] for flavour in flavours):
        for judge in (verapdf.JUDGE, page_validation.JUDGE):
            found = worst.pop(f"{standard} by {judge}", Severity.NOTE)
            yield Judgement(standard, judge, _outcome(found))
    worst.pop(equal.CHECK, None)
    for subject, check in (("reading", reading.CHECK), ("extraction", extraction.CHECK)):
        yield Judgement(subject, "", _outcome(worst.pop(check, Severity.NOTE)))
    yield Judgement("structure", "", _outcome(max(worst.values(), default=Severity.NOTE)))


def _outcome(severity: Severity) -> Outcome:
    if severity == Severity.ERROR:
        return "failed"
    return "not_run" if severity == Severity.NOT_RUN else "passed"
