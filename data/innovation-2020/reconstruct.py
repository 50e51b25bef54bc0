"""Make responses.csv again: `python data/innovation-2020/reconstruct.py [FOLDER]`.

The microdata were never published. counts.toml holds the number of answers in every cell; here
they are dealt to 903 organisations. Each organisation has a few traits (drive, reticence, a leaning
for each battery); answers go out in order of trait plus noise inside the group that a row of counts
belongs to, so that items correlate as in a survey while every cell is met exactly. One seed.
"""

from __future__ import annotations

import csv
import sys
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

HERE = Path(__file__).resolve().parent
TYPES = ("foreninger", "tilbud")
SIZES = ("lille", "mellem", "stor")
UNORDERED = ("ideer", "igangsaetter")
# Which trait an item follows beside drive, how strongly, and what pulls a kind of organisation.
LEANING = {"bidrag": 0.9, "fremtid": 0.9, "ny": 0.3}
BOARD_IS_FOREIGN_TO_TILBUD = 2.0


@dataclass(eq=False)
class Organisation:
    """One respondent: traits that are never written, and the answers that are."""

    traits: dict[str, float]
    answers: dict[str, str] = field(default_factory=dict)

    def __getitem__(self, variable: str) -> str:
        return self.answers.get(variable, "")


Group = Callable[[Organisation], str]


def main(folder: Path = HERE) -> None:
    """Write responses.csv into the folder, from counts.toml and codebook.toml beside this file."""
    counts = tomllib.loads((HERE / "counts.toml").read_text(encoding="utf-8"))
    codebook = tomllib.loads((HERE / "codebook.toml").read_text(encoding="utf-8"))
    columns = ["id", *codebook["variable"]]
    rows = [{"id": str(org["id"]), **org.answers} for org in reconstruct(counts, codebook)]
    with (folder / "responses.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def reconstruct(counts: Mapping[str, Any], codebook: Mapping[str, Any]) -> list[Organisation]:
    """Deal every answer; the organisations in the order of their numbers."""
    rng = Random(counts["seed"])
    everyone: list[Organisation] = []
    for kind in TYPES:
        everyone += _path(rng, kind, counts)
    _background(rng, everyone, counts, codebook)
    _kinds(rng, everyone, counts)
    _partners(rng, everyone, counts)
    batteries = [org for org in everyone if _innovates(org, 3)]
    for item in counts["item"]:
        _item(rng, batteries, item, codebook)
    _crossed(rng, batteries, counts["crossed"], codebook)
    _open_question(rng, everyone, counts, codebook)
    _future(rng, everyone, counts, codebook)
    order = sorted(everyone, key=lambda _: rng.random())
    for number, org in enumerate(order, 1):
        org.answers["id"] = f"{number:04d}"
    return order


# ------------------------------------------------------------------ who they are, how far they came


def _path(rng: Random, kind: str, counts: Mapping[str, Any]) -> list[Organisation]:
    """Organisations of a type, with the page they reached (0-4) and whether they completed."""
    path = counts["path"][kind]
    people = [Organisation(_traits(rng), {"type": kind}) for _ in range(path["answered"])]
    for org in people:
        org.traits["reached"] = 0.0
        org.answers["gennemfoert"] = "nej"
    asked = people[: path["reached_new_practices"]]
    asked.sort(key=lambda org: -org.traits["drive"] - rng.gauss(0, 1.5))
    with_new, without = asked[: path["new_practices"]], asked[path["new_practices"] :]
    for org in asked:
        org.answers["nyskabelser"] = "ja" if org in with_new else "nej"
        org.traits["reached"] = 1.0
    rng.shuffle(with_new)
    stages = ("reached_kinds", "reached_batteries", "completed_with")
    for page, stage in enumerate(stages, 2):
        for org in with_new[: path[stage]]:
            org.traits["reached"] = float(page)
    rng.shuffle(without)
    for org in with_new[: path["completed_with"]] + without[: path["completed_without"]]:
        org.answers["gennemfoert"] = "ja"
    return people


def _traits(rng: Random) -> dict[str, float]:
    """Drive (towards innovation), reticence (towards ved ikke), a leaning for each battery."""
    names = ("drive", "reticence", "bidrag", "fremtid", "ny", "involving", "networking")
    return {name: rng.gauss(0, 1) for name in names}


def _background(
    rng: Random,
    everyone: Sequence[Organisation],
    counts: Mapping[str, Any],
    codebook: Mapping[str, Any],
) -> None:
    """Size (exact among those who reached the batteries), region, service type."""
    for kind in TYPES:
        own = [org for org in everyone if org["type"] == kind]
        late = [org for org in own if _innovates(org, 3)]
        rest = [org for org in own if org not in late]
        _shuffled(rng, late, "stoerrelse", SIZES, counts["size"][kind]["batteries"])
        _shuffled(rng, rest, "stoerrelse", SIZES, counts["size"][kind]["others"])
        regions = list(codebook["scale"]["region"]["levels"])
        _shuffled(rng, own, "region", regions, counts["region"][kind])
    services = list(codebook["scale"]["ydelse"]["levels"])
    tilbud = [org for org in everyone if org["type"] == "tilbud"]
    _shuffled(rng, tilbud, "ydelse", services, counts["service"]["tilbud"])


def _shuffled(
    rng: Random,
    people: Sequence[Organisation],
    variable: str,
    levels: Sequence[str],
    counts: Sequence[int],
) -> None:
    """Give out levels by chance, in exactly these numbers."""
    pile = [level for level, count in zip(levels, counts, strict=True) for _ in range(count)]
    if len(pile) != len(people):
        raise ValueError(f"{variable}: {len(pile)} answers for {len(people)} organisations")
    rng.shuffle(pile)
    for org, level in zip(people, pile, strict=True):
        org.answers[variable] = level


# ------------------------------------------------------------------ dealing by rank


def _deal(
    rng: Random,
    people: Sequence[Organisation],
    variable: str,
    scale: Mapping[str, Any],
    counts: Sequence[int],
) -> None:
    """Give ved ikke and ikke relevant to the reticent, then the levels in order of the trait."""
    levels, outside = list(scale["levels"]), list(scale.get("missing", {}))
    if sum(counts) != len(people):
        raise ValueError(f"{variable}: {sum(counts)} answers for {len(people)} organisations")
    left = list(people)
    for position in range(len(levels), len(counts)):
        code = outside[position - len(levels)]
        left.sort(key=lambda org, code=code: _reticence(rng, org, variable, code))  # type: ignore[misc]
        for _ in range(counts[position]):
            left.pop().answers[variable] = code
    if variable in UNORDERED:
        rng.shuffle(left)
    else:
        left.sort(key=lambda org: -_trait(rng, org, variable))
    ends = [sum(counts[:i]) for i in range(len(levels) + 1)]
    for level, (start, end) in zip(levels, pairwise(ends), strict=True):
        for org in left[start:end]:
            org.answers[variable] = level


def _trait(rng: Random, org: Organisation, variable: str) -> float:
    """What makes this organisation answer high on this item: drive, leaning and chance."""
    battery = variable.split("_")[0]
    extra = LEANING.get(battery, 0.0) * org.traits.get(battery, 0.0)
    if "inddragelse" in variable or "maalgruppe" in variable:
        extra += org.traits["involving"]
    if "eksterne" in variable or "partnere" in variable:
        extra += org.traits["networking"]
    if variable in ("andre_laerer", "gode_til_inddragelse"):
        extra += 0.5 * org.traits["involving"] + 0.5 * org.traits["networking"]
    return org.traits["drive"] + extra + rng.gauss(0, 1.2)


def _reticence(rng: Random, org: Organisation, variable: str, code: str) -> float:
    """What makes this organisation answer outside the scale."""
    foreign = "bestyrelse" in variable and code == "ikke_relevant" and org["type"] == "tilbud"
    pull = BOARD_IS_FOREIGN_TO_TILBUD if foreign else 0.0
    return org.traits["reticence"] + pull + rng.gauss(0, 1)


def _item(
    rng: Random,
    people: Sequence[Organisation],
    item: Mapping[str, Any],
    codebook: Mapping[str, Any],
) -> None:
    """Deal one item, group by group."""
    groups: dict[str, Group] = {
        "all": lambda _: "all",
        "type": lambda org: org["type"],
        "size": lambda org: org["stoerrelse"],
        "type_size": lambda org: f"{org['type']}_{org['stoerrelse']}",
        "inddragelse": lambda org: org["inddragelse"],
    }
    name = item["name"]
    group = groups[item.get("by", "all")]
    scale = codebook["scale"][codebook["variable"][name]["scale"]]
    for key, counts in item.items():
        if key not in ("name", "by"):
            _deal(rng, [org for org in people if group(org) == key], name, scale, counts)


# ------------------------------------------------------------------ an item crossed with two others


def _crossed(
    rng: Random,
    people: Sequence[Organisation],
    crossed: Mapping[str, Any],
    codebook: Mapping[str, Any],
) -> None:
    """Deal by the first item's groups, then swap inside them until the second's cells are met."""
    name = crossed["name"]
    scale = codebook["scale"][codebook["variable"][name]["scale"]]
    first, second = _agreement(crossed["first"]), _agreement(crossed["second"])
    for key, counts in crossed["by_first"].items():
        _deal(rng, [org for org in people if first(org) == key], name, scale, counts)
    levels = [*scale["levels"], *scale["missing"]]
    excess = {
        (key, level): -target
        for key, row in crossed["by_second"].items()
        for level, target in zip(levels, row, strict=False)
    }
    for org in people:
        excess[second(org), org[name]] += 1
    while any(excess.values()):
        _swap(rng, people, name, first, second, excess)


def _agreement(variable: str) -> Group:
    """Those who agree, those who disagree, and the others."""
    sides = {"meget_enig": "enig", "enig": "enig", "uenig": "uenig", "meget_uenig": "uenig"}
    return lambda org: sides.get(org[variable], "other")


def _swap(
    rng: Random,
    people: Sequence[Organisation],
    name: str,
    first: Group,
    second: Group,
    excess: dict[tuple[str, str], int],
) -> None:
    """Let two organisations of one first group change answers where that brings no cell further."""
    here, there = rng.sample(people, 2)
    if first(here) != first(there) or second(here) == second(there) or here[name] == there[name]:
        return
    changes = {
        (second(here), here[name]): -1,
        (second(there), there[name]): -1,
        (second(here), there[name]): 1,
        (second(there), here[name]): 1,
    }
    gain = sum(abs(excess[cell]) - abs(excess[cell] + step) for cell, step in changes.items())
    if gain < 0:
        return
    for cell, step in changes.items():
        excess[cell] += step
    here.answers[name], there.answers[name] = there[name], here[name]


# ------------------------------------------------------------------ the remaining questions


def _kinds(rng: Random, everyone: Sequence[Organisation], counts: Mapping[str, Any]) -> None:
    """Which kinds of new practices (yes/no)."""
    scale = {"levels": ("ja", "nej")}
    for variable, by_type in counts["kinds"].items():
        for kind in TYPES:
            asked = [org for org in everyone if org["type"] == kind and _innovates(org, 2)]
            _deal(rng, asked, variable, scale, by_type[kind])


def _innovates(org: Organisation, page: int) -> bool:
    return org["nyskabelser"] == "ja" and org.traits["reached"] >= page


def _partners(rng: Random, everyone: Sequence[Organisation], counts: Mapping[str, Any]) -> None:
    """One to three ticks from each, every partner in exactly its number."""
    ticks = counts["partners"]["ticks"]
    for kind in TYPES:
        asked = [org for org in everyone if org["type"] == kind and org["ny_partnere"] == "ja"]
        asked.sort(key=lambda org: -org.traits["reached"] - rng.random())
        answered = asked[: counts["partners"]["answered"][kind]]
        room = _room(rng, answered, sum(row[kind] for row in ticks.values()))
        for variable in sorted(ticks, key=lambda name: -ticks[name][kind]):
            ranked = sorted(
                range(len(answered)), key=lambda i: -room[i] - rng.random() * (room[i] > 0)
            )
            for rank, i in enumerate(ranked):
                ticked = rank < ticks[variable][kind]
                answered[i].answers[variable] = "ja" if ticked else "nej"
                room[i] -= ticked


def _room(rng: Random, people: Sequence[Organisation], total: int) -> list[int]:
    """How many ticks each sets: one at least, three at most, `total` together."""
    room = [1] * len(people)
    while sum(room) < total:
        i = rng.randrange(len(people))
        room[i] += room[i] < 3
    return room


def _open_question(
    rng: Random,
    everyone: Sequence[Organisation],
    counts: Mapping[str, Any],
    codebook: Mapping[str, Any],
) -> None:
    """The open question: answered by some, the driven more often."""
    numbers = counts["open"]["aaben_kode"]
    levels = list(codebook["scale"]["praksis"]["levels"])
    willing = sorted(
        (org for org in everyone if _innovates(org, 2)),
        key=lambda org: -org.traits["drive"] - rng.gauss(0, 1),
    )
    _shuffled(rng, willing[: sum(numbers)], "aaben_kode", levels, numbers)


def _future(
    rng: Random,
    everyone: Sequence[Organisation],
    counts: Mapping[str, Any],
    codebook: Mapping[str, Any],
) -> None:
    """Expected change, asked of all: low to high, so the scale is turned before dealing."""
    scale = codebook["scale"]["forandring"]
    high_first = {"levels": [*scale["levels"]][::-1], "missing": ["ikke_relevant", "ved_ikke"]}
    done = [org for org in everyone if org["gennemfoert"] == "ja"]
    broke_off = [org for org in everyone if org not in done and _innovates(org, 3)]
    broke_off = broke_off[: counts["future"]["partial"]]
    for number, (variable, row) in enumerate(counts["future"]["items"].items()):
        asked = done + [org for i, org in enumerate(broke_off) if i % 9 + 1 > number]
        numbers = [*row[:5][::-1], row[5], len(asked) - sum(row)]
        _deal(rng, asked, variable, high_first, numbers)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
