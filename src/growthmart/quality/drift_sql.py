"""The queries of the drift expectations in DuckDB's SQL; all that another engine has to replace.

Every value comes back as a number or as a digest: no text of the data leaves the database.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# A category with fewer rows might tell of a person, and one of many categories is no category.
FEWEST_ROWS = 10
MOST_CATEGORIES = 50


def _rows(session: DuckDBPyConnection, sql: str) -> list[tuple[Any, ...]]:
    cursor = session.cursor()
    try:
        return cursor.execute(sql).fetchall()
    finally:
        cursor.close()


def _name(column: str) -> str:
    return '"' + column.replace('"', '""') + '"'


def _numbers(relation: str, column: str) -> str:
    """Return a select of the column as ``v``, null where it is no finite number."""
    return (
        "select case when isfinite(v) then v end as v "
        f"from (select cast({_name(column)} as double) as v from {relation})"
    )


def quantiles(
    session: DuckDBPyConnection, relation: str, column: str, levels: list[float]
) -> list[float] | None:
    """Return the quantiles of a column of numbers; None where it holds no number."""
    listed = ", ".join(repr(level) for level in levels)
    sql = f"select quantile_cont(v, [{listed}]) from ({_numbers(relation, column)})"
    found: list[float] | None = _rows(session, sql)[0][0]
    return found


def bin_counts(
    session: DuckDBPyConnection, relation: str, column: str, cuts: list[float]
) -> list[int]:
    """Count the rows up to each cut, those above the last and, at the end, those without number."""
    branches = [f"when v <= cast('{cut!r}' as double) then {n}" for n, cut in enumerate(cuts)]
    bins = len(cuts) + 1
    sql = (
        f"select case when v is null then {bins} {' '.join(branches)} else {len(cuts)} end as bin, "
        f"count(*) from ({_numbers(relation, column)}) group by bin"
    )
    counts = dict(_rows(session, sql))
    return [counts.get(number, 0) for number in range(bins + 1)]


def category_counts(
    session: DuckDBPyConnection, relation: str, column: str
) -> tuple[dict[str, int], int]:
    """Count the rows of the largest categories, known by a digest, and those without a value."""
    name = _name(column)
    sql = (
        f"select md5(cast({name} as varchar)) as category, count(*) as n from {relation} "
        f"where {name} is not null group by category having count(*) >= {FEWEST_ROWS} "
        f"order by n desc, category limit {MOST_CATEGORIES}"
    )
    nulls = f"select count(*) from {relation} where {name} is null"
    return dict(_rows(session, sql)), int(_rows(session, nulls)[0][0])


def last_passed(
    session: DuckDBPyConnection, history: str, sources: str | None, key_fingerprint: str | None
) -> dict[tuple[str, str], str]:
    """Return what the newest passed run stored, by id and type of the expectation.

    Args:
        session: dbt's connection.
        history: relation of the gate, with the rows of its earlier runs.
        sources: of the present build; runs of other sources do not count.
        key_fingerprint: of the present build; runs with another key do not count.

    """
    columns = {row[0] for row in _rows(session, f"describe {history}")}
    if "baseline" not in columns:  # written by a version that stored none
        return {}
    cursor = session.cursor()
    try:
        rows = cursor.execute(
            "select expectation_id, expectation_type, max_by(baseline, run_at) "
            f"from {history} where baseline is not null "
            "and sources is not distinct from ? and key_fingerprint is not distinct from ? "
            f"and run_id in (select run_id from {history} group by run_id having bool_and(passed)) "
            "group by expectation_id, expectation_type",
            [sources, key_fingerprint],
        ).fetchall()
    finally:
        cursor.close()
    return {(row[0], row[1]): row[2] for row in rows}
