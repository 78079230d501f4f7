"""The queries of the drift expectations, in SQL that means the same on both engines.

Every value comes back as a number or as a digest: no text of the data leaves the database.
"""

from __future__ import annotations

from growthmart.engines import Engine

# A category with fewer rows might tell of a person, and one of many categories is no category.
FEWEST_ROWS = 10
MOST_CATEGORIES = 50


def _numbers(engine: Engine, relation: str, column: str) -> str:
    """Return a select of the column as ``v``, null where it is no finite number."""
    # what is no number counts as larger than the infinite
    return (
        "select case when abs(v) < cast('infinity' as double) then v end as v "
        f"from (select cast({engine.quoted(column)} as double) as v from {relation})"
    )


def quantiles(
    engine: Engine, relation: str, column: str, levels: list[float]
) -> list[float] | None:
    """Return the quantiles of a column of numbers; None where it holds no number."""
    sql = f"select {engine.quantiles('v', levels)} from ({_numbers(engine, relation, column)})"
    found: list[float] | None = engine.rows(sql)[0][0]
    return found


def bin_counts(engine: Engine, relation: str, column: str, cuts: list[float]) -> list[int]:
    """Count the rows up to each cut, those above the last and, at the end, those without number."""
    branches = [f"when v <= cast('{cut!r}' as double) then {n}" for n, cut in enumerate(cuts)]
    bins = len(cuts) + 1
    sql = (
        f"select case when v is null then {bins} {' '.join(branches)} else {len(cuts)} end as bin, "
        f"count(*) from ({_numbers(engine, relation, column)}) group by bin"
    )
    counts = dict(engine.rows(sql))
    return [counts.get(number, 0) for number in range(bins + 1)]


def category_counts(engine: Engine, relation: str, column: str) -> tuple[dict[str, int], int]:
    """Count the rows of the largest categories, known by a digest, and those without a value."""
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
    """Return what the newest passed run stored, by id and type of the expectation.

    Args:
        engine: of dbt's session.
        history: relation of the gate, with the rows of its earlier runs.
        sources: of the present build; runs of other sources do not count.
        key_fingerprint: of the present build; runs with another key do not count.

    """
    if "baseline" not in engine.columns(history):  # written by a version that stored none
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
