"""The numbers and claims of a chapter: each prints its words and is bound to an estimate."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from publication.compose.calls import checked
from publication.compose.claims import Grammar, Verdict, judge, judge_comparison, rank_of
from publication.compose.notebook import Notebook
from publication.language import Language
from publication.model import Estimate, Estimates

NBSP = "\N{NO-BREAK SPACE}"
UNKNOWN = Markup("<data>?</data>")
NUMBER_FUNCTIONS = (
    *("pct", "percent", "share", "n", "count", "margin_of", "mean", "base"),
    *("claim", "compare", "rank"),
)


@dataclass(frozen=True)
class Numerals:
    """The functions that chapters call for numbers, bound to the title's estimates."""

    estimates: Estimates
    language: Language
    grammar: Grammar
    notebook: Notebook

    def functions(self) -> dict[str, Callable[..., Any]]:
        """What a chapter may call, by name."""
        names = [
            "pct",
            "percent",
            "share",
            "n",
            "count",
            "margin_of",
            "mean",
            "base",
            "claim",
            "compare",
            "rank",
        ]
        return checked({name: getattr(self, name) for name in names})

    # -------------------------------------------------------------- numbers

    def pct(self, name: str) -> Markup:
        """A share in running text: "84 pct."."""
        return self._share(name, f"{NBSP}{self.language['percent']}")

    def percent(self, name: str) -> Markup:
        """A share in captions, headlines, tables and margins: "84 %"."""
        return self._share(name, f"{NBSP}%")

    def share(self, name: str) -> Markup:
        """A share without its unit: "84"."""
        return self._share(name, "")

    def n(self, name: str) -> Markup:
        """The base of an estimate, or of a whole table: "843"."""
        table = self.estimates.tables.get(name)
        if table is not None:
            return self._printed("n", self.language.number(table.n), name)
        estimate = self._find(name)
        return self._number("n", estimate, lambda found: self.language.number(found.n))

    def count(self, name: str) -> Markup:
        """A count: "2.304"."""
        estimate = self._find(name, "count")
        return self._number("count", estimate, lambda found: self.language.number(found.value))

    def mean(self, name: str, digits: int = 1) -> Markup:
        """A mean in scale points: "3,9"."""
        estimate = self._find(name, "mean")
        return self._number(
            "mean", estimate, lambda found: self.language.number(found.value, digits)
        )

    def margin_of(self, name: str) -> Markup:
        """The margin of a share: "±4 procentpoint"."""
        points = self.language["points"]
        estimate = self._find(name, "share")
        return self._number(
            "margin", estimate, lambda found: f"±{found.margin_points}{NBSP}{points}"
        )

    def base(self, name: str) -> Markup:
        """Those an estimate speaks of, in the codebook's words."""
        table = self.estimates.tables.get(name.split(".", 1)[0])
        if table is None:
            self._find(name)
            return UNKNOWN
        return Markup(escape(table.base.label))

    # -------------------------------------------------------------- claims

    def claim(self, words: str, name: str) -> Markup:
        """Print the words; a problem where the estimate does not bear them."""
        estimate = self._find(name)
        if estimate is None:
            return UNKNOWN
        self._accept(judge(words, estimate, self.grammar))
        return self._printed("claim", words, name)

    def compare(self, first: str, words: str, second: str) -> Markup:
        """Print the comparing words; a problem where the contrast's test does not bear them."""
        left, right = self._find(first), self._find(second)
        if left is None or right is None:
            return UNKNOWN
        test = self.estimates.contrast(first, second)
        self._accept(judge_comparison(left, words, right, test, self.grammar))
        return self._printed("compare", words, first, second)

    def rank(
        self, name: str, place: int, among: Iterable[str] | None = None, words: str = ""
    ) -> Markup:
        """Print the words (or nothing); a problem where the estimate has another rank."""
        estimate = self._find(name)
        if estimate is None:
            return UNKNOWN
        others = self._rivals(name, among)
        actual = rank_of(estimate, others)
        if actual != place:
            ahead = [key for key, rival in others.items() if rival.value > estimate.value]
            self.notebook.problem(
                f"{name} is no. {actual}, not no. {place}, of {len(others)}",
                f"ahead of it: {', '.join(ahead[:4]) or 'none'}",
            )
        return self._printed("rank", words or f"{place}", name) if words else self._silent(name)

    # -------------------------------------------------------------- inside

    def _silent(self, name: str) -> Markup:
        self.notebook.use("rank", "", name)
        return Markup("")

    def _rivals(self, name: str, among: Iterable[str] | None) -> dict[str, Estimate]:
        """The estimates a rank is taken among: those named, or the same line of the table."""
        if among is not None:
            named = [(other, self._find(other)) for other in among]
            return {other: found for other, found in named if found is not None}
        table = self.estimates.table_of(name)
        _, row, column = name.split(".")
        along_rows = table.by == "item" or len(table.columns) == 1
        return {
            key: found
            for key, found in table.estimates.items()
            if key.split(".")[2 if along_rows else 1] == (column if along_rows else row)
        }

    def _share(self, name: str, unit: str) -> Markup:
        estimate = self._find(name, "share")
        return self._number("share", estimate, lambda found: f"{found.percent}{unit}")

    def _number(
        self, kind: str, estimate: Estimate | None, text: Callable[[Estimate], str]
    ) -> Markup:
        if estimate is None:
            return UNKNOWN
        return self._printed(kind, text(estimate), estimate.name)

    def _printed(self, kind: str, text: str, *names: str) -> Markup:
        self.notebook.use(kind, text, *names)
        return Markup('<data value="{}">{}</data>').format(" ".join(names), text)

    def _accept(self, verdict: Verdict) -> None:
        if not verdict.true:
            better = " / ".join(f"“{words}”" for words in verdict.better)
            self.notebook.problem(verdict.reason, f"true would be: {better}" if better else "")

    def _find(self, name: str, kind: str = "") -> Estimate | None:
        """The estimate, or None after telling the problem and the nearest names."""
        estimate = self.estimates.get(name)
        if estimate is None:
            near = difflib.get_close_matches(name, self.estimates.names(), 4, 0.5)
            self.notebook.problem(
                f"there is no estimate {name!r}", f"nearest: {', '.join(near) or 'none'}"
            )
            return None
        if kind and estimate.kind != kind:
            self.notebook.problem(f"{name} is a {estimate.kind}, not a {kind}")
            return None
        return estimate
