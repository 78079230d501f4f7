"""The verdict on one expectation, and its row in the gate's result."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from growthmart.quality import results
from growthmart.quality.kwargs import columns_of
from growthmart.quality.results import Outcome
from growthmart.quality.suites import Entry, Suite
from growthmart.quality.waivers import Waiver


@dataclass(frozen=True)
class Verdict:
    """What an outcome means for the gate."""

    severity: str
    passed: bool
    note: str | None = None
    waived_until: date | None = None
    waiver_reason: str | None = None


def judge(
    outcome: Outcome, severity: str, optional: bool, waiver: Waiver | None, today: date
) -> Verdict:
    """Decide the severity to report and whether the gate may open for this row.

    An expectation that could not run never passes for a required table, and no waiver helps it: it
    says nothing of the data. For an optional table it is a warning.
    """
    if outcome.error is not None:
        return Verdict("warning", True) if optional else Verdict(severity, False)
    passed = outcome.success or severity != "critical"
    if waiver is None:
        return Verdict(severity, passed, outcome.note)
    until = waiver.accepted_until.isoformat()
    if outcome.success:
        return Verdict(severity, passed, f"passes: its waiver until {until} can go")
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
    """Write one row of the result, but for the columns that all rows of the run share."""
    advised = entry.what_to_do or results.advice(entry.type)
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
        "unexpected_rate": results.rate(outcome.unexpected_count, rows_count),
        "rows_count": rows_count,
        "error": outcome.error,
        "note": verdict.note,
        "suite_file": suite.file,
        "suite_line": entry.line or None,
        "what_to_do": results.CANNOT_RUN if outcome.error else advised,
        "waived_until": verdict.waived_until,
        "waiver_reason": verdict.waiver_reason,
        "baseline": outcome.baseline,
    }
