"""A survey of twelve organisations that fits on a screen, and ways of spoiling it."""

from __future__ import annotations

from pathlib import Path

from publication.survey import load, validate
from publication.survey.records import Survey

CODEBOOK = """
[survey]
id = "tiny"
title = "Tiny"
language = "en"
source = "nobody"
limit = 1

[base.all]
label = "organisations"

[base.innovators]
label = "organisations with new practices"
where = { new = ["yes"] }

[scale.type.levels]
a = "Associations"
b = "Services"

[scale.yes_no.levels]
yes = "Yes"
no = "No"

[scale.agree.levels]
agree = "Agree"
neither = "Neither"
disagree = "Disagree"
[scale.agree.missing]
dont_know = "Don't know"
[scale.agree.merge]
for = { label = "For", levels = ["agree"] }
other = { label = "Other", levels = ["neither", "disagree"] }
dont_know = { label = "Don't know", levels = ["dont_know"] }

[scale.points]
numeric = true
[scale.points.levels]
1 = "1"
2 = "2"
3 = "3"
[scale.points.missing]
dont_know = "Don't know"

[question.views]
text = "Do you agree?"
text_one = "Do you agree with this?"

[question.partners]
text = "Which partners?"
max_choices = 2

[variable.type]
label = "Type"
scale = "type"
required = true

[variable.new]
label = "New practices"
scale = "yes_no"

[variable.open_minded]
question = "views"
label = "We are open"
scale = "agree"
asked = "innovators"

[variable.quick]
question = "views"
label = "We are quick"
scale = "agree"
asked = "innovators"

[variable.change]
label = "Change"
scale = "points"

[variable.town]
question = "partners"
label = "Town"
scale = "yes_no"

[variable.fund]
question = "partners"
label = "Fund"
scale = "yes_no"

[variable.firm]
question = "partners"
label = "Firm"
scale = "yes_no"
"""

RESPONSES = """id,type,new,open_minded,quick,change,town,fund,firm
1,a,yes,agree,agree,3,yes,no,no
2,a,yes,agree,neither,2,yes,yes,no
3,a,yes,disagree,agree,1,no,yes,no
4,a,no,,,dont_know,,,
5,b,yes,agree,agree,3,yes,no,yes
6,b,yes,neither,disagree,3,yes,no,no
7,b,yes,dont_know,agree,2,no,no,yes
8,b,yes,disagree,disagree,3,yes,no,no
9,b,yes,disagree,dont_know,2,yes,no,no
10,b,no,,,1,,,
11,b,no,,,2,,,
12,b,,,,,,,
"""

TABLES = """
[groups.type]
a = { where = { type = ["a"] }, series = "a" }
b = { where = { type = ["b"] }, series = "b" }
both = { label = "All", total = true }

[table.new]
variable = "new"
groups = "type"
test = true

[table.open]
variable = "open_minded"
groups = "type"
base = "innovators"
exclude = ["dont_know"]
test = true

[table.views]
items = { open = "open_minded", quick = "quick" }
groups = "type"
base = "innovators"

[table.change]
measure = "mean"
items = { change = "change" }
groups = "type"
columns = { mean = "Mean" }

[table.change_by]
measure = "mean"
variable = "change"
groups = "type"
columns = { mean = "Mean" }

[table.ticks]
measure = "ticks"
ticks = { town = "town", fund = "fund", firm = "firm" }
groups = "type"
test = true

[table.partners]
ticks = { town = "town", fund = "fund", firm = "firm" }
groups = "type"
"""

POPULATION = """variable,level,sent,answered,completed,source
type,a,10,4,,
type,b,20,8,,
"""


def write(
    folder: Path,
    responses: str = RESPONSES,
    codebook: str = CODEBOOK,
    tables: str = TABLES,
    population: str = POPULATION,
) -> Path:
    """A survey folder with a tables.toml in it; returns the folder."""
    (folder / "codebook.toml").write_text(codebook, encoding="utf-8")
    (folder / "responses.csv").write_text(responses, encoding="utf-8")
    (folder / "tables.toml").write_text(tables, encoding="utf-8")
    if population:
        (folder / "population.csv").write_text(population, encoding="utf-8")
    return folder


def tiny(folder: Path, **texts: str) -> Survey:
    """The survey of these texts, validated."""
    return validate(load(write(folder, **texts)))
