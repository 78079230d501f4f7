"""The result of a gate: one row per expectation, with counts and texts but no value of the data."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa

from growthmart.engines.column_types import is_number, is_time
from growthmart.quality.kwargs import columns_of
from growthmart.quality.suites import Entry, Suite
from growthmart.quality.waivers import Waiver

SCHEMA = pa.schema(
    [
        ("run_id", pa.string()),
        ("run_at", pa.timestamp("us")),
        ("gate", pa.string()),
        ("sources", pa.string()),
        ("key_fingerprint", pa.string()),
        ("library_version", pa.string()),
        ("layer_stamp", pa.string()),
        ("table_name", pa.string()),
        ("column_name", pa.string()),
        ("expectation_id", pa.string()),
        ("expectation_type", pa.string()),
        ("severity", pa.string()),
        ("success", pa.bool_()),
        ("passed", pa.bool_()),
        ("observed_value", pa.string()),
        ("unexpected_count", pa.int64()),
        ("unexpected_rate", pa.float64()),
        ("rows_count", pa.int64()),
        ("error", pa.string()),
        ("note", pa.string()),
        ("suite_file", pa.string()),
        ("suite_line", pa.int32()),
        ("what_to_do", pa.string()),
        ("waived_until", pa.date32()),
        ("waiver_reason", pa.string()),
        ("baseline", pa.string()),
        ("judged_run_id", pa.string()),
        ("accepted", pa.bool_()),
    ]
)

REFUSED = "the run is refused: marts keep the scores of the newest run that was accepted"
CANNOT_RUN = "Fix the suite or the table named in error: the expectation was not judged."
# The advice for each part of an expectation's type; the first part that is found is used.
ADVICE = {
    "row_count": "Compare the number of rows with the source: was it loaded whole, and only once?",
    "unique": "Find the repeated keys, and fix the step that multiplies rows; mostly it is a join.",
    "not_be_null": "Find the rows without a value, and fix them in staging or reject them.",
    "non_null": "Find the rows without a value, and fix them in staging or reject them.",
    "to_be_null": "Find out what now fills this column.",
    "in_set": "Look up the new values: add them to the list, or map them in staging.",
    "regex": "Look at the form of the values that do not match and clean them in staging.",
    "like_pattern": "Look at the form of the values that do not match and clean them in staging.",
    "max_to_be": "Compare with the source: is it stale or incomplete, or is a value out of range?",
    "min_to_be": "Compare with the source: is it incomplete, or is a value out of range?",
    "values_to_be_between": "Look at the rows out of range: is a unit, a sign or a date wrong?",
    "unexpected_rows": "Run the query of the suite yourself to see the rows, and fix their source.",
    "type": "Compare the column's type with the contract and cast it in staging.",
    "exist": "Compare the table's columns with the contract.",
}
DEFAULT_ADVICE = "Compare the distribution with that of earlier runs and find out what has changed."


@dataclass(frozen=True)
class Outcome:
    """The outcome of one expectation."""

    success: bool
    observed_value: str | None = None
    unexpected_count: int | None = None
    error: str | None = None
    note: str | None = None
    baseline: str | None = None


def safe_observed(value: Any, column_type: str | None) -> str | None:
    """Return an observed value as text if it is a number, or a time of a column of times.

    Args:
        value: the value from the engine: a number, an ISO text, or quantiles.
        column_type: DuckDB's type of the column; None for a whole table.

    Returns:
        The text; floats have 12 digits, so that the order of a sum makes no difference. None for
        every other value, because it may be a sample of the data.

    """
    if isinstance(value, dict):  # quantiles: {"quantiles": [...], "values": [...]}
        values = value.get("values")
        if not isinstance(values, list) or not (is_number(column_type) or is_time(column_type)):
            return None
        return f"[{', '.join(safe_observed(one, column_type) or 'null' for one in values)}]"
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float | Decimal):
        return format(float(value), ".12g") if math.isfinite(value) else None
    if is_time(column_type):
        try:
            moment = datetime.fromisoformat(str(value))
        except ValueError:
            return None
        dated = (column_type or "").upper() == "DATE"
        return moment.date().isoformat() if dated else moment.isoformat()
    return None


def rate(count: int | None, rows_count: int | None) -> float | None:
    """Return the share of unexpected rows, 0 to 1; None if the count does not count rows."""
    if count is None or not rows_count or count > rows_count:
        return None
    return count / rows_count


def advice(expectation_type: str | None) -> str:
    """Return what to do if the suite gives no advice."""
    name = expectation_type or ""
    return next((text for piece, text in ADVICE.items() if piece in name), DEFAULT_ADVICE)


@dataclass(frozen=True)
class Verdict:
    """The effect of an outcome on the gate."""

    severity: str
    passed: bool
    note: str | None = None
    waived_until: date | None = None
    waiver_reason: str | None = None


def decide(
    outcome: Outcome, severity: str, optional: bool, waiver: Waiver | None, today: date
) -> Verdict:
    """Return the severity to report, and whether the gate may open for this row.

    An expectation that could not run says nothing about the data. For a required table it never
    passes, and a waiver does not change this. For an optional table it is a warning.
    """
    if outcome.error is not None:
        return Verdict("warning", True) if optional else Verdict(severity, False)
    passed = outcome.success or severity != "critical"
    if waiver is None:
        return Verdict(severity, passed, outcome.note)
    until = waiver.accepted_until.isoformat()
    if outcome.success:
        return Verdict(severity, passed, f"passes: its waiver until {until} can be deleted")
    if today > waiver.accepted_until:
        return Verdict(severity, passed, f"the waiver expired on {until}: {waiver.reason}")
    text = f"waived until {until}: {waiver.reason}"
    return Verdict(severity, True, text, waiver.accepted_until, waiver.reason)


def row(
    suite: Suite,
    entry: Entry,
    outcome: Outcome,
    rows_count: int | None,
    verdict: Verdict,
) -> dict[str, Any]:
    """Return one row of the result, without the columns that are equal in all rows of the run."""
    advised = entry.what_to_do or advice(entry.type)
    return {
        "table_name": suite.table,
        "column_name": ", ".join(columns_of(entry.kwargs)) or None,
        "expectation_id": entry.id,
        "expectation_type": entry.type or None,
        "severity": verdict.severity,
        "success": outcome.success,
        "passed": verdict.passed,
        "observed_value": outcome.observed_value,
        "unexpected_count": outcome.unexpected_count,
        "unexpected_rate": rate(outcome.unexpected_count, rows_count),
        "rows_count": rows_count,
        "error": outcome.error,
        "note": verdict.note,
        "suite_file": suite.file,
        "suite_line": entry.line or None,
        "what_to_do": CANNOT_RUN if outcome.error else advised,
        "waived_until": verdict.waived_until,
        "waiver_reason": verdict.waiver_reason,
        "baseline": outcome.baseline,
    }


def by_run(result: dict[str, Any], judged_run_id: str | None) -> dict[str, Any]:
    """Return the row of a table to which runs append: a failure refuses the run, and no more."""
    accepted = result["passed"]
    changes = {"passed": True, "accepted": accepted, "judged_run_id": judged_run_id}
    return result | changes | ({} if accepted else {"note": REFUSED})


def result_table(rows: list[dict[str, Any]]) -> pa.Table:
    """Return the table of the gate, with fixed types and sorted by table and expectation."""
    ordered = sorted(rows, key=lambda row: (row["table_name"], row["expectation_id"]))
    return pa.Table.from_pylist(ordered, schema=SCHEMA)
