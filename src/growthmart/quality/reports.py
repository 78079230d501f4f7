"""What a build found, for CI: ``quality.json`` and ``quality.junit.xml`` in dbt's target folder."""

from __future__ import annotations

from pathlib import Path

import duckdb

from growthmart.quality.junit import write_report

_RESULTS = (
    "(select coalesce(list(results order by gate, expectation_id), []) from {rows} as results "
    "where run_id = {run_id})"
)
_REJECTED = (
    "(select coalesce(list(rejected order by entity, source_name, rejection_reason), []) "
    "from {rows} as rejected)"
)


def write_reports(
    quality_folder: Path, target_folder: Path, run_id: str, status: str, closed_gate: str | None
) -> str | None:
    """Write both files from the Parquet files of this run.

    Args:
        quality_folder: holds quality_rejected_rows.parquet, and quality_results.parquet if a gate
            has ever run.
        target_folder: of dbt.
        run_id: of this run, to whose results the reports are limited.
        status: succeeded or failed.
        closed_gate: the first gate that closed, if any.

    Returns:
        None, or why nothing was written: it runs in a hook at the end of every build, where an
        error would look as if somebody had interrupted dbt.
    """
    report = target_folder / "quality.json"
    results, rejected = (
        select.format(rows=f"read_parquet({_literal(file)})", run_id=_literal(run_id))
        if file.exists()
        else "[]"
        for select, file in (
            (_RESULTS, quality_folder / "quality_results.parquet"),
            (_REJECTED, quality_folder / "quality_rejected_rows.parquet"),
        )
    )
    try:
        with duckdb.connect() as connection:
            connection.execute(
                f"copy (select {_literal(run_id)} as run_id, {_literal(status)} as status, "
                f"{_literal(closed_gate)} as closed_gate, "
                f"{results} as results, {rejected} as rejected_rows) "
                f"to {_literal(report)} (format json)"
            )
    except duckdb.Error as error:
        return f"{report} was not written: {type(error).__name__}"
    return write_report(report, target_folder / "quality.junit.xml")


def _literal(value: object) -> str:
    return "null" if value is None else "'" + str(value).replace("'", "''") + "'"
