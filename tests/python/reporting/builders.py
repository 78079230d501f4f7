"""Rows and facts of a run, as the macros write them."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as parquet

from growthmart.quality.reporting.findings import Findings
from growthmart.quality.reporting.run import BuiltTable, Run

FAILED = {"success": False, "passed": False, "unexpected_count": 3}
WARNING = {"success": False, "severity": "warning", "unexpected_count": 1}
AS_OF = {
    "as_of_date": date(2024, 6, 29),
    "newest_order_date": date(2024, 7, 1),
    "orders_after_count": 3,
}
CHURN_WINDOW = {
    "churn_window_days": 120,
    "is_from_data": True,
    "ended_gaps_count": 1000,
    "open_gaps_count": 1,
    "return_rate": 0.0871,
}
WAIVED = {"success": False, "waived_until": "2999-01-01", "note": "waived until 2999-01-01: r"}


def result(**changes: Any) -> dict[str, Any]:
    return {
        "gate": "gate_core",
        "run_id": "this",
        "table_name": "fct_orders",
        "column_name": "status",
        "expectation_id": "fct_orders.status",
        "severity": "critical",
        "success": True,
        "passed": True,
        "observed_value": None,
        "unexpected_count": None,
        "error": None,
        "note": None,
        "suite_file": "expectations/core/fct_orders.yml",
        "suite_line": 7,
        "what_to_do": "Fix it.",
        "run_at": datetime(2026, 1, 2),
        "waived_until": None,
    } | changes


def rejected(entity: str, reason: str, rows_count: int) -> dict[str, Any]:
    return {"entity": entity, "rejection_reason": reason, "rows_count": rows_count}


def orphans(entity: str, reference: str, references: int, orphans: int) -> dict[str, Any]:
    return {
        "entity": entity,
        "reference": reference,
        "source_name": "shop",
        "references_count": references,
        "orphans_count": orphans,
    }


def unknown_events(events_count: int, names_count: int) -> dict[str, Any]:
    return {"source_name": "shop", "names_count": names_count, "events_count": events_count}


def common_ids(identity_type: str, ids_count: int, most_accounts_count: int) -> dict[str, Any]:
    return {
        "identity_type": identity_type,
        "ids_count": ids_count,
        "most_accounts_count": most_accounts_count,
    }


def reconciliation(difference: str = "0.00", **changes: str) -> dict[str, Any]:
    amounts = {
        "net_revenue": "1000.00",
        "cancelled_amount": "10.00",
        "discount_amount": "1.00",
        "unmatched_refund_amount": "2.00",
        "shipping_amount": "5.00",
        "rejected_amount": "-4.00",
        "superseded_amount": "0.00",
        "rounding_amount": "0.00",
        "staged_amount": "1010.00",
        "difference_amount": difference,
    } | changes
    return {"source_name": "shop"} | {name: Decimal(text) for name, text in amounts.items()}


def payments(currency: str, reason: str, orders: int, worth: str, paid: str) -> dict[str, Any]:
    return {
        "source_name": "shop",
        "currency_code": currency,
        "reason": reason,
        "orders_count": orders,
        "order_amount": Decimal(worth),
        "difference_amount": Decimal(paid) - Decimal(worth),
        "paid_amount": Decimal(paid),
    }


def publish(**changes: Any) -> dict[str, Any]:
    return {
        "run_id": "this",
        "is_published": True,
        "reason": None,
        "file": "published/growthmart.duckdb",
        "tables_count": 13,
        "rows_count": 1234,
    } | changes


def findings(**changes: Any) -> Findings:
    nothing = Findings(
        results=[],
        rejected_rows=[],
        orphans=[],
        as_of=None,
        unknown_events=[],
        common_ids=[],
        reconciliation=[],
        payment_reasons=[],
        churn_window=None,
        published=None,
    )
    return Findings(**vars(nothing) | changes)


def run(folder: Path = Path(), **changes: Any) -> Run:
    values = {
        "run_id": "this",
        "command": "build",
        "started_at": datetime(2026, 1, 2, tzinfo=UTC),
        "failed_nodes": (),
        "skipped_count": 0,
        "closed_gate": None,
        "built": (BuiltTable("core", "fct_orders", 1200), BuiltTable("core", "dim_days", 30)),
        "publish_is_selected": True,
        "published_file": "published/growthmart.duckdb",
        "published_folder": folder / "published",
        "target_folder": folder / "target",
        "rows_folder": folder / "rows",
        "colours_allowed": True,
    }
    return Run(**values | changes)


def facts(described: Run) -> str:
    """Return a run as the macro ``report_run`` describes it."""
    values = asdict(described)
    failed = [{"name": name, "status": "error"} for name in values.pop("failed_nodes")]
    skipped = [{"name": "any", "status": "skipped"}] * values.pop("skipped_count")
    values["started_at"] = described.started_at.isoformat()
    return json.dumps(values | {"bad_nodes": failed + skipped}, default=str)


def hand_over(folder: Path, **tables: list[dict[str, Any]]) -> None:
    """Write rows as the macro ``rows_to_report`` writes them."""
    folder.mkdir(exist_ok=True)
    for name, rows in tables.items():
        parquet.write_table(pa.Table.from_pylist(rows), folder / f"{name}.parquet")
