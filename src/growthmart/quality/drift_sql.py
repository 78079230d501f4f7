"""The queries of the drift expectations, in SQL that means the same on both engines.

They return numbers and hashes only, so no text of the data leaves the database.
"""

from __future__ import annotations

from growthmart.engines import Engine

# A category with fewer rows may identify a person. A column with more categories is no category.
FEWEST_ROWS = 10
MOST_CATEGORIES = 50


def _numbers(engine: Engine, relation: str, column: str) -> str:
    """Return a select of the column as ``v``; it is null if the value is no finite number."""
    # the engines sort NaN above infinity
    return (
        "select case when abs(v) < cast('infinity' as double) then v end as v "
        f"from (select cast({engine.quoted(column)} as double) as v from {relation})"
    )


def quantiles(
    engine: Engine, relation: str, column: str, levels: list[float]
) -> list[float] | None:
    """Return the quantiles of a column of numbers; None if it has no finite number."""
    sql = f"select {engine.quantiles('v', levels)} from ({_numbers(engine, relation, column)})"
    found: list[float] | None = engine.rows(sql)[0][0]
    return found


def bin_counts(engine: Engine, relation: str, column: str, cuts: list[float]) -> list[int]:
    """Count the rows up to each cut, the rows above the last cut, and the rows without a number."""
    branches = [f"when v <= cast('{cut!r}' as double) then {n}" for n, cut in enumerate(cuts)]
    bins = len(cuts) + 1
    sql = (
        f"select case when v is null then {bins} {' '.join(branches)} else {len(cuts)} end as bin, "
        f"count(*) from ({_numbers(engine, relation, column)}) group by bin"
    )
    counts = dict(engine.rows(sql))
    return [counts.get(number, 0) for number in range(bins + 1)]


def category_counts(engine: Engine, relation: str, column: str) -> tuple[dict[str, int], int]:
    """Count the rows of the largest categories, by a hash of each, and the rows without a value."""
    name = engine.quoted(column)
    sql = (
        f"select md5(cast({name} as string)) as category, count(*) as n from {relation} "
        f"where {name} is not null group by category having count(*) >= {FEWEST_ROWS} "
        f"order by n desc, category limit {MOST_CATEGORIES}"
    )
    nulls = f"select count(*) from {relation} where {name} is null"
    return dict(engine.rows(sql)), int(engine.rows(nulls)[0][0])


def last_passed(
    engine: Engine, history: str, sources: str | None, key_fingerprint: str | None
) -> dict[tuple[str, str], str]:
    """Return the measures that the newest passed run stored, by id and type of the expectation.

    Args:
        engine: the engine of dbt's session.
        history: the relation of the gate, with the rows of its earlier runs.
        sources: the sources of this build; runs of other sources do not count.
        key_fingerprint: the fingerprint of this build's key; runs with another key do not count.

    """
    if "baseline" not in engine.columns(history):  # a version without baselines wrote the history
        return {}
    rows = engine.rows(
        "select expectation_id, expectation_type, max_by(baseline, run_at) "
        f"from {history} where baseline is not null "
        "and sources is not distinct from ? and key_fingerprint is not distinct from ? "
        f"and run_id in (select run_id from {history} group by run_id having bool_and(passed)) "
        "group by expectation_id, expectation_type",
        [sources, key_fingerprint],
    )
    return {(row[0], row[1]): row[2] for row in rows}
