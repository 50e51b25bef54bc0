"""Filters and definitions as flat pairs."""

from __future__ import annotations

import tomllib
from pathlib import Path

from publication.model import Base, Table
from publication.proof.origin import checksum, rule_of

TABLES = tomllib.loads("""
[options]
rake = ["type"]
[groups.type]
tilbud = { where = { type = ["tilbud"] } }
alle = { total = true }
[table.fig5]
variable = "eksterne"
groups = "type"
base = "nyskabere"
exclude = ["ikke_relevant"]
question = "Hvor enig?"
""")
CODEBOOK = tomllib.loads("""
[base.nyskabere]
label = "organisationer med nyskabelser"
where = { nyskabelser = ["ja"] }
[scale.enighed.levels]
enig = "Enig"
uenig = "Uenig"
[scale.enighed.missing]
ikke_relevant = "Ikke relevant"
[scale.enighed.merge]
enig = { label = "Enig", levels = ["enig"] }
[variable.eksterne]
label = "Eksterne"
scale = "enighed"
""")


def table(weighted: bool = False) -> Table:
    base = Base("nyskabere", "organisationer med nyskabelser")
    return Table("fig5", "Hvor enig?", "group", "share", base, 9, (), (), {}, weighted=weighted)


def test_a_rule_holds_who_is_counted_and_what() -> None:
    rule = rule_of(table(), TABLES, CODEBOOK)
    assert rule.filter == {
        "base.nyskabelser": "ja",
        "row.tilbud": "type: tilbud",
        "row.alle": "",
    }
    assert rule.definition == {
        "variable": "eksterne",
        "exclude": "ikke_relevant",
        "enighed.levels": "enig / uenig",
        "enighed.missing": "ikke_relevant",
        "enighed.enig": "enig",
    }
    assert rule.weights == ""


def test_words_for_readers_are_no_part_of_a_definition() -> None:
    reworded = {**TABLES, "table": {"fig5": {**TABLES["table"]["fig5"], "question": "Hvad?"}}}
    assert rule_of(table(), reworded, CODEBOOK) == rule_of(table(), TABLES, CODEBOOK)


def test_weights_are_the_margins_and_their_values() -> None:
    assert rule_of(table(weighted=True), TABLES, CODEBOOK, "abc").weights == "type abc"


def test_a_table_that_is_not_defined_in_the_file_has_an_empty_rule() -> None:
    assert rule_of(table(), {}, {}).definition == {}


def test_a_checksum_follows_the_bytes(tmp_path: Path) -> None:
    (tmp_path / "responses.csv").write_text("a")
    before = checksum(tmp_path, ("responses.*",))
    (tmp_path / "README.md").write_text("not data")
    assert checksum(tmp_path, ("responses.*",)) == before
    (tmp_path / "responses.csv").write_text("b")
    assert checksum(tmp_path, ("responses.*",)) != before
