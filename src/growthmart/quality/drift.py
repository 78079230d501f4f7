"""Drift: compares a table with the measures that the last passed run stored.

A measure is a mapping of numbers. The gate writes it as JSON into its result row, and it is the
baseline of later runs.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from growthmart.engines import Engine
from growthmart.engines.column_types import is_number
from growthmart.quality import drift_sql
from growthmart.quality.kwargs import EntryError, nearest
from growthmart.quality.results import Outcome

if TYPE_CHECKING:
    from growthmart.quality.suites import Entry

DISTRIBUTION = "expect_column_distribution_to_match_last_passed_run"
QUANTILES = "expect_column_quantiles_to_be_close_to_last_passed_run"
ROW_COUNT = "expect_table_row_count_to_be_close_to_last_passed_run"
# The population stability index grows with every share that changes. Two samples are similar below
# .1 and different from .25 on: the rule of thumb of credit scoring (Siddiqi, Credit Risk
# Scorecards, 2006).
DEFAULTS: dict[str, dict[str, Any]] = {
    DISTRIBUTION: {"column": None, "max_psi": 0.25},
    # max_shift is in units of the distance between the lowest and the highest quantile
    QUANTILES: {"column": None, "quantiles": [0.1, 0.5, 0.9], "max_shift": 0.25},
    ROW_COUNT: {"min_ratio": 0.8, "max_ratio": 2.0},
}
KINDS = frozenset(DEFAULTS)
DECILES = [n / 10 for n in range(1, 10)]
CATEGORIES = ("VARCHAR", "BOOLEAN", "ENUM")
# With fewer rows, the index of ten bins can be above .1 by chance: without drift, the index of two
# samples of n rows is about 9 * 2 / n.
FEWEST_ROWS = 200
# A share of zero would make the index infinite.
SMALLEST_SHARE = 0.0001
NO_BASELINE = "not judged: no earlier run of these sources has passed; this run is the baseline"

Measure = dict[str, Any]


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def arguments(kind: str, kwargs: Mapping[str, Any]) -> dict[str, Any]:
    """Check the arguments of a drift expectation and fill in the defaults.

    Raises:
        EntryError: an argument is unknown, missing or has the wrong form.

    """
    defaults = DEFAULTS[kind]
    for key in kwargs:
        if key not in defaults:
            raise EntryError(f"unknown argument {key!r} of {kind}{nearest(key, defaults)}")
    filled = defaults | dict(kwargs)
    for key, value in filled.items():
        if key == "column":
            if not isinstance(value, str):
                raise EntryError(f"wrong arguments of {kind}: column must name a column")
        elif key == "quantiles":
            rising = isinstance(value, list) and len(value) > 1 and all(map(_is_number, value))
            if not rising or sorted(set(value)) != value or not 0 <= value[0] <= value[-1] <= 1:
                raise EntryError(
                    f"wrong arguments of {kind}: quantiles must be two or more rising numbers "
                    "from 0 to 1"
                )
        elif not _is_number(value) or value < 0:
            raise EntryError(f"wrong arguments of {kind}: {key} must be a number from 0 on")
    return filled


def psi(old: dict[str, float], new: dict[str, float]) -> float:
    """Return the population stability index of two sets of shares, 0 or more.

    It is the sum over all bins of (new - old) * ln(new / old) (Siddiqi, Credit Risk Scorecards,
    2006).

    Args:
        old: the share of the rows, 0 to 1, of each bin.
        new: the same for the new rows. A bin that is missing on one side counts with
            ``SMALLEST_SHARE``.

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
        engine: the engine of dbt's session.
        relation: the relation of the table.
        entry: an expectation of a type in ``KINDS``.
        column_type: DuckDB's type of the column; None for the whole table.
        rows_count: the number of rows of the table.
        stored: the baseline of the last passed run as JSON; None if there is none.

    Returns:
        The outcome. It holds the new measure, which is the baseline of the next run.

    Raises:
        EntryError: the arguments or the column do not fit.

    """
    kwargs = arguments(entry.type, entry.kwargs)
    _check_type(entry.type, column_type)
    old = None if stored is None else json.loads(stored)
    try:
        if entry.type == ROW_COUNT:
            return _row_count(kwargs, rows_count, old)
        if entry.type == QUANTILES:
            return _quantiles(engine, relation, kwargs, rows_count, old)
        if is_number(column_type):
            return _numbers(engine, relation, kwargs, rows_count, old)
        return _categories(engine, relation, kwargs, rows_count, old)
    except engine.errors as error:
        return Outcome(False, error=engine.explain(error))


def _check_type(kind: str, column_type: str | None) -> None:
    if kind == ROW_COUNT or is_number(column_type):
        return
    name = (column_type or "").split("(")[0].upper()
    if kind == QUANTILES:
        raise EntryError(f"{kind} needs a column of numbers, and this one is {name}")
    if name not in CATEGORIES:
        raise EntryError(f"{kind} needs a column of numbers, texts or booleans, not {name}")


def _outcome(new: Measure, old: Measure | None, like: str, value: float, holds: bool) -> Outcome:
    """Return the outcome of a comparison, or why there is no comparison."""
    stored = json.dumps(new, sort_keys=True)
    if old is None:
        return Outcome(True, note=NO_BASELINE, baseline=stored)
    if like not in old:
        note = "not judged: the last passed run had another measure; this run is the baseline"
        return Outcome(True, note=note, baseline=stored)
    few = [old["rows"]] if like == "rows" else [old["rows"], new["rows"]]
    if min(few) < FEWEST_ROWS:
        note = f"not judged: this run or the last passed one has fewer than {FEWEST_ROWS} rows"
        return Outcome(True, note=note, baseline=stored)
    return Outcome(holds, observed_value=format(value, ".4g"), baseline=stored)


def _row_count(kwargs: Measure, rows: int, old: Measure | None) -> Outcome:
    ratio = rows / old["rows"] if old and old.get("rows") else 1.0
    holds = kwargs["min_ratio"] <= ratio <= kwargs["max_ratio"]
    return _outcome({"rows": rows}, old, "rows", ratio, holds)


def _quantiles(
    engine: Engine, relation: str, kwargs: Measure, rows: int, old: Measure | None
) -> Outcome:
    levels = kwargs["quantiles"]
    found = drift_sql.quantiles(engine, relation, kwargs["column"], levels)
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
    return _outcome(new, old, like, shift, shift <= kwargs["max_shift"])


def _numbers(
    engine: Engine, relation: str, kwargs: Measure, rows: int, old: Measure | None
) -> Outcome:
    """Compare by the bins of the baseline, and store new bins by the deciles of this run."""
    column = kwargs["column"]

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
    return _outcome(new, old, "cuts", index, index <= kwargs["max_psi"])


def _by_number(shares: list[float]) -> dict[str, float]:
    return {str(number): share for number, share in enumerate(shares)}


def _categories(
    engine: Engine, relation: str, kwargs: Measure, rows: int, old: Measure | None
) -> Outcome:
    """Compare by the categories of the baseline; all others, and rare ones, are one category."""
    counts, nulls = drift_sql.category_counts(engine, relation, kwargs["column"])
    shares = {name: round(count / rows, 6) for name, count in counts.items()} if rows else {}
    missing = round(nulls / rows, 6) if rows else 0.0
    new = {"rows": rows, "categories": shares, "null": missing}
    index = 0.0
    if old and "categories" in old:
        index = psi(_with_rest(old, old["categories"]), _with_rest(new, old["categories"]))
    return _outcome(new, old, "categories", index, index <= kwargs["max_psi"])


def _with_rest(measure: Measure, names: dict[str, float]) -> dict[str, float]:
    """Return the shares of the named categories, of nulls, and of all other values."""
    shares = {name: measure["categories"].get(name, 0.0) for name in names}
    rest = 1.0 - measure["null"] - sum(shares.values())
    return shares | {"null": measure["null"], "rest": max(rest, 0.0)}
