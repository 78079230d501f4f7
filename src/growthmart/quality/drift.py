"""Drift: what a table looks like now against what the last passed run stored of it.

Each measure is a mapping of numbers that the gate writes as JSON into its own row, the baseline of
the runs to come.
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

from growthmart.engines import Engine
from growthmart.quality import drift_sql
from growthmart.quality.drift_kinds import QUANTILES, ROW_COUNT, arguments
from growthmart.quality.kwargs import EntryError
from growthmart.quality.results import Outcome, is_number
from growthmart.quality.safe_text import explain

if TYPE_CHECKING:
    from growthmart.quality.suites import Entry

DECILES = [n / 10 for n in range(1, 10)]
CATEGORIES = ("VARCHAR", "BOOLEAN", "ENUM")
# With fewer rows, ten bins differ by more than .1 by chance alone: the index of two samples of n
# rows is about 9 * 2 / n without any drift.
FEWEST_ROWS = 200
# A share of nothing would make the index infinite.
SMALLEST_SHARE = 0.0001
NO_BASELINE = "not judged: no earlier run of these sources has passed; this one is the baseline"

Measure = dict[str, Any]


def psi(old: dict[str, float], new: dict[str, float]) -> float:
    """Return the population stability index of two sets of shares.

    Args:
        old: share of the rows, 0 to 1, by bin.
        new: the same; a bin that is missing on one side has the smallest share there.

    """
    total = 0.0
    for name in sorted(old.keys() | new.keys()):
        was, now = (max(shares.get(name, 0.0), SMALLEST_SHARE) for shares in (old, new))
        total += (now - was) * math.log(now / was)
    return total


def judge(
    engine: Engine,
    relation: str,
    entry: Entry,
    column_type: str | None,
    rows_count: int,
    stored: str | None,
) -> Outcome:
    """Measure one table and compare it with a baseline.

    Args:
        engine: of dbt's session.
        relation: the table.
        entry: an expectation of a kind in ``drift_kinds``.
        column_type: DuckDB's type of its column, None for the whole table.
        rows_count: rows of the table.
        stored: the baseline of the last passed run, None if there is none.

    Returns:
        The outcome; it carries the measure, the baseline of the next run.

    Raises:
        EntryError: the arguments or the column do not fit.

    """
    told = arguments(entry.type, entry.kwargs)
    _check_type(entry.type, column_type)
    old = None if stored is None else json.loads(stored)
    try:
        if entry.type == ROW_COUNT:
            return _row_count(told, rows_count, old)
        if entry.type == QUANTILES:
            return _quantiles(engine, relation, told, rows_count, old)
        if is_number(column_type):
            return _numbers(engine, relation, told, rows_count, old)
        return _categories(engine, relation, told, rows_count, old)
    except engine.errors as error:
        return Outcome(False, error=explain(error))


def _check_type(kind: str, column_type: str | None) -> None:
    if kind == ROW_COUNT or is_number(column_type):
        return
    name = (column_type or "").split("(")[0].upper()
    if kind == QUANTILES:
        raise EntryError(f"{kind} needs a column of numbers, and this one is {name}")
    if name not in CATEGORIES:
        raise EntryError(f"{kind} needs a column of numbers, texts or booleans, not {name}")


def _outcome(new: Measure, old: Measure | None, like: str, value: float, holds: bool) -> Outcome:
    """Return the outcome of a comparison, or why there is none to make."""
    stored = json.dumps(new, sort_keys=True)
    if old is None:
        return Outcome(True, note=NO_BASELINE, baseline=stored)
    if like not in old:
        note = "not judged: the last passed run measured something else; this one is the baseline"
        return Outcome(True, note=note, baseline=stored)
    few = [old["rows"]] if like == "rows" else [old["rows"], new["rows"]]
    if min(few) < FEWEST_ROWS:
        note = f"not judged: now or in the last passed run fewer than {FEWEST_ROWS} rows"
        return Outcome(True, note=note, baseline=stored)
    return Outcome(holds, observed_value=format(value, ".4g"), baseline=stored)


def _row_count(told: Measure, rows: int, old: Measure | None) -> Outcome:
    ratio = rows / old["rows"] if old and old.get("rows") else 1.0
    holds = told["min_ratio"] <= ratio <= told["max_ratio"]
    return _outcome({"rows": rows}, old, "rows", ratio, holds)


def _quantiles(
    engine: Engine, relation: str, told: Measure, rows: int, old: Measure | None
) -> Outcome:
    levels = told["quantiles"]
    found = drift_sql.quantiles(engine, relation, told["column"], levels)
    like = "quantiles " + ", ".join(map(str, levels))
    new = {"rows": rows} | ({like: found} if found else {})
    was = (old or {}).get(like)
    shift = 0.0
    if was and found:
        moved = max(abs(now - then) for now, then in zip(found, was, strict=True))
        spread = was[-1] - was[0]
        shift = moved / spread if spread else (math.inf if moved else 0.0)
    elif was:
        shift = math.inf
    return _outcome(new, old, like, shift, shift <= told["max_shift"])


def _numbers(
    engine: Engine, relation: str, told: Measure, rows: int, old: Measure | None
) -> Outcome:
    """Compare in the baseline's bins, and store bins of this run's own deciles."""
    column = told["column"]

    def shares(cuts: list[float]) -> list[float]:
        counts = drift_sql.bin_counts(engine, relation, column, cuts)
        return [round(count / rows, 6) if rows else 0.0 for count in counts]

    found = drift_sql.quantiles(engine, relation, column, DECILES)
    cuts = sorted(set(found or []))
    new = {"rows": rows, "cuts": cuts, "shares": shares(cuts)}
    index = 0.0
    if old and "cuts" in old:
        was, now = old["shares"], shares(old["cuts"])
        index = psi(_by_number(was), _by_number(now))
    return _outcome(new, old, "cuts", index, index <= told["max_psi"])


def _by_number(shares: list[float]) -> dict[str, float]:
    return {str(number): share for number, share in enumerate(shares)}


def _categories(
    engine: Engine, relation: str, told: Measure, rows: int, old: Measure | None
) -> Outcome:
    """Compare the baseline's categories; all others are one, as are those of a few rows."""
    counts, nulls = drift_sql.category_counts(engine, relation, told["column"])
    shares = {name: round(count / rows, 6) for name, count in counts.items()} if rows else {}
    missing = round(nulls / rows, 6) if rows else 0.0
    new = {"rows": rows, "categories": shares, "null": missing}
    index = 0.0
    if old and "categories" in old:
        index = psi(_with_rest(old, old["categories"]), _with_rest(new, old["categories"]))
    return _outcome(new, old, "categories", index, index <= told["max_psi"])


def _with_rest(measure: Measure, names: dict[str, float]) -> dict[str, float]:
    """Return the shares of the named categories, of nulls and of all the rest."""
    shares = {name: measure["categories"].get(name, 0.0) for name in names}
    rest = 1.0 - measure["null"] - sum(shares.values())
    return shares | {"null": measure["null"], "rest": max(rest, 0.0)}
