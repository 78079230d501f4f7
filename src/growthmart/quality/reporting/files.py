"""The quality files: Parquet for BI, and ``quality.json`` for CI."""

from __future__ import annotations

from pathlib import Path

import duckdb

from growthmart import permissions
from growthmart.quality.reporting.run import Run

# The counts of the newest run, by table and gate.
_SUMMARY = """
    with by_run as (
        select
            gate,
            table_name,
            run_at,
            count(*) as expectations_count,
            count(*) filter (where not passed) as failed_count,
            count(*) filter (where passed and not success and waived_until is null)
                as warnings_count,
            count(waived_until) as waived_count
        from results
        group by gate, table_name, run_at
    )

    select
        gate,
        table_name,
        max_by(expectations_count, run_at) as expectations_count,
        max_by(failed_count, run_at) as failed_count,
        max_by(warnings_count, run_at) as warnings_count,
        max_by(waived_count, run_at) as waived_count,
        max(run_at) filter (where failed_count = 0) as last_passed_at,
        max(run_at) as last_run_at
    from by_run
    group by gate, table_name
    order by gate nulls last, table_name nulls last
"""
# The files of the gates' rows are written only after a gate has run.
_OF_GATES = {
    "quality_results": "select * from results order by run_at nulls last, gate nulls last, "
    "expectation_id nulls last",
    "quality_summary": _SUMMARY,
}
_BUILD_RUNS = "select * from build_runs order by started_at nulls last"


def write_parquet(connection: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Write the Parquet files next to the published file, with the same permissions.

    Args:
        connection: a connection with the tables of ``findings.load``.
        run: the run that counts the rejected rows and the orphans.
    """
    folder = run.published_folder / "quality"
    permissions.make_shared(folder)
    selects = {
        "quality_rejected_rows": _rejected_rows(run),
        "quality_orphans": _orphans(run),
        "build_runs": _BUILD_RUNS,
    }
    if connection.execute("select 1 from results limit 1").fetchall():
        selects |= _OF_GATES
    for name, select in selects.items():
        file = folder / f"{name}.parquet"
        connection.execute(
            f"copy ({select}) to {_literal(file)} (format parquet, use_tmp_file true)"
        )
        permissions.share(file)


def write_json(connection: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Write ``quality.json``: the status, the results and the rejected rows of a run."""
    of_run = f"select * from results where run_id = {_literal(run.run_id)}"
    status = "succeeded" if run.succeeded else "failed"
    connection.execute(
        f"""copy (
            select
                {_literal(run.run_id)} as run_id,
                {_literal(status)} as status,
                {_literal(run.closed_gate)} as closed_gate,
                (
                    select coalesce(list(found order by gate, expectation_id), [])
                    from ({of_run}) as found
                ) as results,
                (
                    select coalesce(list(found), []) from ({_rejected_rows(run)}) as found
                ) as rejected_rows
        ) to {_literal(run.target_folder / "quality.json")} (format json)"""
    )


def _rejected_rows(run: Run) -> str:
    return (
        f"select {_literal(run.run_id)} as run_id, entity, source_name, rejection_reason, "
        "rows_count from rejected_rows order by entity nulls last, source_name nulls last, "
        "rejection_reason nulls last"
    )


def _orphans(run: Run) -> str:
    return (
        f"select {_literal(run.run_id)} as run_id, entity, reference, source_name, "
        "references_count, orphans_count from orphans order by entity nulls last, "
        "reference nulls last, source_name nulls last"
    )


def _literal(value: str | Path | None) -> str:
    return "null" if value is None else "'" + str(value).replace("'", "''") + "'"
