"""Drift: what a table looks like now against what the last passed run stored of it.

Each measure is a mapping of numbers that the gate writes as JSON into its own row, the baseline of
the runs to come.
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
# The index grows with every share that moves. Below .1 two samples count as alike, from .25 on as
# changed: the rule of thumb of credit scoring (Siddiqi, Credit Risk Scorecards, 2006).
DEFAULTS: dict[str, dict[str, Any]] = {
    DISTRIBUTION: {"column": None, "max_psi": 0.25},
    # in units of the distance between the lowest and the highest of the quantiles
    QUANTILES: {"column": None, "quantiles": [0.1, 0.5, 0.9], "max_shift": 0.25},
    ROW_COUNT: {"min_ratio": 0.8, "max_ratio": 2.0},
}
KINDS = frozenset(DEFAULTS)
DECILES = [n / 10 for n in range(1, 10)]
CATEGORIES = ("VARCHAR", "BOOLEAN", "ENUM")
# With fewer rows, ten bins differ by more than .1 by chance alone: the index of two samples of n
# rows is about 9 * 2 / n without any drift.
FEWEST_ROWS = 200
# A share of nothing would make the index infinite.
SMALLEST_SHARE = 0.0001
NO_BASELINE = "not judged: no earlier run of these sources has passed; this one is the baseline"

Measure = dict[str, Any]


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def arguments(kind: str, kwargs: Mapping[str, Any]) -> dict[str, Any]:
    """Check the arguments of a drift expectation and fill in the defaults.

    Raises:
        EntryError: an argument is unknown, missing or of the wrong form.

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
        entry: an expectation of a kind in ``KINDS``.
        column_type: DuckDB's type of its column, None for the whole table.
        rows_count: rows of the table.
        stored: the baseline of the last passed run, None if there is none.

    Returns:
        The outcome; it carries the measure, the baseline of the next run.

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
    """Compare in the baseline's bins, and store bins of this run's own deciles."""
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
    """Compare the baseline's categories; all others are one, as are those of a few rows."""
    counts, nulls = drift_sql.category_counts(engine, relation, kwargs["column"])
    shares = {name: round(count / rows, 6) for name, count in counts.items()} if rows else {}
    missing = round(nulls / rows, 6) if rows else 0.0
    new = {"rows": rows, "categories": shares, "null": missing}
    index = 0.0
    if old and "categories" in old:
        index = psi(_with_rest(old, old["categories"]), _with_rest(new, old["categories"]))
    return _outcome(new, old, "categories", index, index <= kwargs["max_psi"])


def _with_rest(measure: Measure, names: dict[str, float]) -> dict[str, float]:
    """Return the shares of the named categories, of nulls and of all the rest."""
    shares = {name: measure["categories"].get(name, 0.0) for name in names}
    rest = 1.0 - measure["null"] - sum(shares.values())
    return shares | {"null": measure["null"], "rest": max(rest, 0.0)}
