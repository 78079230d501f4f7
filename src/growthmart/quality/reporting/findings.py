"""The findings of a run, from the Parquet files that the macro ``rows_to_report`` writes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

Row = Mapping[str, Any]

_AMOUNT = "decimal(38, 2)"
# The files and the columns of each table. A column that no file has is null: a gate that has not
# run since an upgrade does not have the columns of the new version.
_TABLES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "results": (
        "gate_*.parquet",
        {
            "gate": "varchar",
            "run_id": "varchar",
            "expectation_id": "varchar",
            "table_name": "varchar",
            "column_name": "varchar",
            "expectation_type": "varchar",
            "severity": "varchar",
            "success": "boolean",
            "passed": "boolean",
            "observed_value": "varchar",
            "unexpected_count": "bigint",
            "unexpected_rate": "double",
            "error": "varchar",
            "note": "varchar",
            "suite_file": "varchar",
            "suite_line": "integer",
            "what_to_do": "varchar",
            "run_at": "timestamp",
            "waived_until": "date",
            "waiver_reason": "varchar",
        },
    ),
    "build_runs": (
        "build_runs.parquet",
        {
            "run_id": "varchar",
            "started_at": "timestamp",
            "finished_at": "timestamp",
            "command": "varchar",
            "status": "varchar",
            "closed_gate": "varchar",
            "sources": "varchar",
            "library_version": "varchar",
        },
    ),
    "rejected_rows": (
        "input_rejected_rows.parquet",
        {
            "entity": "varchar",
            "source_name": "varchar",
            "rejection_reason": "varchar",
            "rows_count": "bigint",
        },
    ),
    "orphans": (
        "input_orphans.parquet",
        {
            "entity": "varchar",
            "reference": "varchar",
            "source_name": "varchar",
            "references_count": "bigint",
            "orphans_count": "bigint",
        },
    ),
    "as_of": (
        "as_of.parquet",
        {"as_of_date": "date", "newest_order_date": "date", "orders_after_count": "bigint"},
    ),
    "unknown_events": (
        "quality_unknown_events.parquet",
        {"source_name": "varchar", "names_count": "bigint", "events_count": "bigint"},
    ),
    "common_ids": (
        "quality_common_ids.parquet",
        {"identity_type": "varchar", "ids_count": "bigint", "most_accounts_count": "bigint"},
    ),
    "reconciliation": (
        "quality_reconciliation.parquet",
        {
            "source_name": "varchar",
            "net_revenue": _AMOUNT,
            "cancelled_amount": _AMOUNT,
            "discount_amount": _AMOUNT,
            "unmatched_refund_amount": _AMOUNT,
            "shipping_amount": _AMOUNT,
            "rejected_amount": _AMOUNT,
            "superseded_amount": _AMOUNT,
            "rounding_amount": _AMOUNT,
            "staged_amount": _AMOUNT,
            "difference_amount": _AMOUNT,
        },
    ),
    "payment_reasons": (
        "quality_payment_reasons.parquet",
        {
            "source_name": "varchar",
            "currency_code": "varchar",
            "reason": "varchar",
            "orders_count": "bigint",
            "order_amount": _AMOUNT,
            "difference_amount": _AMOUNT,
            "paid_amount": _AMOUNT,
        },
    ),
    "churn_window": (
        "feat_churn_window.parquet",
        {
            "churn_window_days": "integer",
            "is_from_data": "boolean",
            "ended_gaps_count": "integer",
            "open_gaps_count": "integer",
            "return_rate": "double",
        },
    ),
    "publish": (
        "publish.parquet",
        {
            "run_id": "varchar",
            "is_published": "boolean",
            "reason": "varchar",
            "file": "varchar",
            "tables_count": "bigint",
            "rows_count": "bigint",
        },
    ),
}


@dataclass(frozen=True)
class Findings:
    """The findings of one run, for the summary.

    Args:
        results: the rows of the gates, in the order in which the gates ran.
        rejected_rows: rows_count by entity and rejection_reason; the largest first in each entity.
        orphans: references_count and orphans_count by entity and reference that has orphans.
        as_of: the row of the model as_of; None if it has not been built.
        unknown_events: the number of names and of events by source, for names that the seed
            event_steps does not have.
        common_ids: the rows of quality_common_ids.
        reconciliation: the rows of quality_reconciliation.
        payment_reasons: the rows of quality_payment_reasons.
        churn_window: the row of feat_churn_window; None if it was not built.
        published: the row of the model publish; None if it has not run.
    """

    results: list[Row]
    rejected_rows: list[Row]
    orphans: list[Row]
    as_of: Row | None
    unknown_events: list[Row]
    common_ids: list[Row]
    reconciliation: list[Row]
    payment_reasons: list[Row]
    churn_window: Row | None
    published: Row | None


def load(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Create a table for each kind of rows; it is empty if its file is missing."""
    for table, (pattern, columns) in _TABLES.items():
        files = sorted(str(file) for file in folder.glob(pattern))
        if files:
            handed_over = connection.read_parquet(files, union_by_name=True)
            handed_over.create_view("handed_over")
        known = handed_over.columns if files else []
        select = ", ".join(
            f"cast({name if name in known else 'null'} as {kind}) as {name}"
            for name, kind in columns.items()
        )
        source = "from handed_over" if files else "where false"
        connection.execute(f"create table {table} as select {select} {source}")
        connection.execute("drop view if exists handed_over")


def findings(connection: duckdb.DuckDBPyConnection, run_id: str) -> Findings:
    """Return the findings of one run from the tables of ``load``."""
    windows = _rows(connection, "select * from churn_window")
    published = _rows(connection, "select * from publish where run_id = ?", run_id)
    as_of = _rows(connection, "select * from as_of")
    return Findings(
        results=_rows(
            connection,
            "select * from results where run_id = ? order by run_at, gate, expectation_id",
            run_id,
        ),
        rejected_rows=_rows(
            connection,
            "select entity, rejection_reason, cast(sum(rows_count) as bigint) as rows_count "
            "from rejected_rows group by all order by entity, rows_count desc, rejection_reason",
        ),
        orphans=_rows(
            connection,
            "select entity, reference, cast(sum(references_count) as bigint) as references_count, "
            "cast(sum(orphans_count) as bigint) as orphans_count from orphans "
            "where orphans_count > 0 group by all order by entity, orphans_count desc, reference",
        ),
        as_of=as_of[0] if as_of else None,
        unknown_events=_rows(connection, "select * from unknown_events order by source_name"),
        common_ids=_rows(connection, "select * from common_ids order by identity_type"),
        reconciliation=_rows(connection, "select * from reconciliation order by source_name"),
        payment_reasons=_rows(
            connection,
            "select * from payment_reasons order by source_name, currency_code, reason",
        ),
        churn_window=windows[0] if windows else None,
        published=published[0] if published else None,
    )


def _rows(connection: duckdb.DuckDBPyConnection, sql: str, *parameters: str) -> list[Row]:
    found = connection.execute(sql, parameters)
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
