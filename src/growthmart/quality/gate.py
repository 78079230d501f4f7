"""The gate: runs every suite of a layer on its tables, with one result row per expectation."""

from __future__ import annotations

import threading
import warnings
from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa

from growthmart import __version__
from growthmart.engines import Session, engine_of
from growthmart.quality import drift_sql, results
from growthmart.quality.context import GateContext, read_context
from growthmart.quality.defaults import default_ids, default_suite
from growthmart.quality.drift import KINDS
from growthmart.quality.failing_keys import FailingKeys
from growthmart.quality.judging import Judge
from growthmart.quality.results import Outcome, by_run, decide, row
from growthmart.quality.suites import Entry, Problem, Suite, load_suites
from growthmart.quality.waivers import Waiver, load_waivers

# Great Expectations has one global context, so only one gate at a time can run in a process.
_ONE_AT_A_TIME = threading.Lock()


def run_gate(session: Session) -> pa.Table:
    """Run the suites of one layer and return one row per expectation.

    Bad data, faulty suites and missing tables do not raise. They become rows, and the test of the
    gate fails on them.

    Args:
        session: the session that dbt gives to a Python model, in which a hook has set the variable
            ``gate_context``. It is unchanged afterwards and has no pending result.

    Returns:
        A table of ``results.SCHEMA``, sorted by table and expectation.

    Raises:
        GateContextError: the context is not set or cannot be used.

    """
    from dbt_common.invocation import get_invocation_id

    engine = engine_of(session)
    context = read_context(engine)
    run_id, run_at = get_invocation_id(), datetime.now(UTC).replace(tzinfo=None)
    stamp = {
        "run_id": run_id,
        "run_at": run_at,
        "gate": context.gate,
        "sources": context.sources,
        "key_fingerprint": context.key_fingerprint,
        "library_version": __version__,
        "layer_stamp": context.layer_stamp,
    }
    suites = _suites(context)
    waivers, faults = load_waivers(context.suites_folder.parent, default_ids(context.gated_models))
    baselines = (
        drift_sql.last_passed(engine, context.history, context.sources, context.key_fingerprint)
        if context.history
        else {}
    )
    failing_keys = FailingKeys(engine, context, run_id)
    with _ONE_AT_A_TIME, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # those of Great Expectations do not help a user of dbt
        from growthmart.quality.validator import Validator

        bench = Judge(engine, context, Validator(engine), baselines, failing_keys)
        rows = [
            one
            for suite in [*suites, faults]
            for one in _suite_rows(bench, suite, waivers, run_at.date())
        ]
        failing_keys.write()
    return results.result_table([stamp | one for one in rows])


def _suites(context: GateContext) -> list[Suite]:
    """Return the suites from the files, and the default expectations of every table."""
    known = [*context.tables, *context.switched_off]
    suites = load_suites(context.suites_folder, known, default_ids(known))
    suites = [suite for suite in suites if suite.table not in context.switched_off]
    for suite in suites:
        table = context.tables.get(suite.table)
        if table is not None and table.is_view and suite.optional:
            suite.entries = []  # no source fills the entity: nothing could fail
    described = {suite.table for suite in suites}
    return suites + [
        default_suite(table, context.tables, name in described)
        for name, table in context.tables.items()
    ]


def _suite_rows(
    bench: Judge, suite: Suite, waivers: dict[str, Waiver], today: date
) -> list[dict[str, Any]]:
    """Return the rows of one suite: one per expectation, and one per fault of the suite."""
    outcomes, rows_count = bench.outcomes(suite)
    table = bench.context.tables.get(suite.table)
    judged = [(_entry_of(one), Outcome(False, error=one.error)) for one in suite.problems]
    judged += [(entry, outcomes[entry.id]) for entry in suite.entries]
    rows = []
    for entry, outcome in judged:
        is_raised = entry.type in KINDS and bench.context.drift_severity == "critical"
        severity = "critical" if is_raised else entry.severity
        verdict = decide(outcome, severity, suite.optional, waivers.get(entry.id), today)
        judged_row = row(suite, entry, outcome, rows_count, verdict)
        rows.append(
            by_run(judged_row, table.judged_run_id) if table and table.by_run else judged_row
        )
    return rows


def _entry_of(problem: Problem) -> Entry:
    """Return the entry that the row of a fault shows."""
    return Entry(
        id=problem.id,
        type=problem.type or "",
        severity=problem.severity or "critical",
        kwargs={"column": problem.column} if problem.column else {},
        line=problem.line or 0,
        what_to_do=problem.what_to_do,
    )
