"""Every number of a title from its survey: one builder for each kind of table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from publication.errors import SurveyError
from publication.model import Estimates
from publication.survey import disclosure
from publication.survey.built import Built
from publication.survey.contrasts import Contrasts
from publication.survey.group_table import group_table
from publication.survey.item_table import item_table
from publication.survey.records import Survey
from publication.survey.response_table import response_table
from publication.survey.stored import checksum
from publication.survey.strata_table import strata_table
from publication.survey.tables import Options, TableSpec, read_tables
from publication.survey.tick_table import tick_table
from publication.survey.weighting import rake

Builder = Callable[[Survey, TableSpec, Options], Built]


def estimate(survey: Survey, tables_file: Path) -> Estimates:
    """Compute every table that tables_file defines.

    Returns Estimates: values with base, margin and interval; the verdict of each table; the test
    of every contrast a sentence may make. Groups under the codebook's limit are left out and named.
    Raises SurveyError for definitions that do not fit the codebook and for empty groups.
    """
    plan = read_tables(tables_file, survey.codebook)
    if plan.options.rake:
        survey = rake(survey, plan.options.rake)
    built = [_builder(spec)(survey, spec, plan.options) for spec in plan.tables]
    problems = [problem for each in built for problem in each.problems]
    if problems:
        raise SurveyError(problems)
    limit = survey.codebook.limit
    shown = [disclosure.protect(each, limit) for each in built]
    tables = {each.table.id: each.table for each in shown if each.table is not None}
    contrasts: Contrasts = {}
    for each in shown:
        contrasts |= each.contrasts
    groups = ((each.table.id, each.groups) for each in shown if each.table is not None)
    findings = disclosure.suppressed_findings(shown) + disclosure.nested_findings(groups, limit)
    return Estimates(
        tables=tables,
        contrasts=contrasts,
        checksum=checksum(survey.folder, tables_file),
        respondents=survey.respondents,
        findings=tuple(findings),
        design_effect=1 / survey.effective,
    )


def _builder(spec: TableSpec) -> Builder:
    """Which builder a table needs, by what its definition gives."""
    builders: tuple[tuple[object, Builder], ...] = (
        (spec.response, response_table),
        (spec.strata, strata_table),
        (spec.ticks, tick_table),
        (spec.items, item_table),
        (spec.variable, group_table),
    )
    return next(builder for given, builder in builders if given)
