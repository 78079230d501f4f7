"""The gate: every suite of a layer against its tables, one row per expectation."""

from __future__ import annotations

import threading
import warnings
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa

from growthmart import __version__
from growthmart.quality import results
from growthmart.quality.context import GateContext, GatedTable, read_context
from growthmart.quality.kwargs import (
    QUERY,
    EntryError,
    NotJudgedError,
    check_columns,
    columns_of,
    ready_sql,
    ready_times,
    substitute,
)
from growthmart.quality.results import Outcome
from growthmart.quality.suites import Entry, Suite, load_suites

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from growthmart.quality.engine import Engine

# Great Expectations keeps its current context in a global: one gate at a time in one process.
_ONE_AT_A_TIME = threading.Lock()
# These say something about a table without rows as well.
_ABOUT_TABLES = ("expect_table_", "expect_column_to_exist", "unexpected_rows_expectation")


def run_gate(session: DuckDBPyConnection) -> pa.Table:
    """Run the suites of one layer and return one row per expectation.

    Bad data, bad suites and missing tables become rows; the gate's test judges them.

    Args:
        session: the connection that dbt-duckdb hands to a Python model, on which a hook has set
            the variable ``gate_context``. It is left as it was, nothing pending on it.

    Returns:
        A table of ``results.SCHEMA``, sorted by table and expectation.

    Raises:
        GateContextError: the context is not set or not usable.

    """
    from dbt_common.invocation import get_invocation_id

    context = read_context(session)
    stamp = {
        "run_id": get_invocation_id(),
        "run_at": datetime.now(UTC).replace(tzinfo=None),
        "gate": context.gate,
        "sources": context.sources,
        "key_fingerprint": context.key_fingerprint,
        "library_version": __version__,
        "layer_stamp": context.layer_stamp,
    }
    suites = load_suites(context.suites_folder, list(context.tables))
    with _ONE_AT_A_TIME, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the engine's own, of no use to whoever runs dbt
        from growthmart.quality.engine import Engine

        engine = Engine(session)
        rows = [row for suite in suites for row in _suite_rows(session, context, suite, engine)]
    return results.result_table([stamp | row for row in rows])


def _suite_rows(
    session: DuckDBPyConnection, context: GateContext, suite: Suite, engine: Engine
) -> list[dict[str, Any]]:
    """Judge one suite: its faults, and its expectations on their table."""
    table = context.tables.get(suite.table)
    types, rows_count, missing = _describe(session, table) if table else ({}, None, None)
    rows = []
    for problem in suite.problems:
        outcome = Outcome(False, error=problem.error)
        entry = Entry(
            id=problem.id,
            type=problem.type or "",
            severity=problem.severity or "critical",
            kwargs={"column": problem.column} if problem.column else {},
            line=problem.line or 0,
            what_to_do=problem.what_to_do,
        )
        rows.append(_row(suite, entry, outcome, rows_count))
    outcomes = {}
    if table and missing:
        outcomes = {entry.id: Outcome(False, error=missing) for entry in suite.entries}
    elif table:
        outcomes = _judge_entries(context, table, types, suite.entries, engine)
    for entry in suite.entries:
        outcome = outcomes[entry.id]
        if suite.optional and rows_count == 0 and not entry.type.startswith(_ABOUT_TABLES):
            outcome = _forgive_empty(outcome)
        rows.append(_row(suite, entry, outcome, rows_count))
    return rows


def _describe(
    session: DuckDBPyConnection, table: GatedTable
) -> tuple[dict[str, str], int | None, str | None]:
    """Return the columns' types and the number of rows, or why the table cannot be read."""
    cursor = session.cursor()
    try:
        columns = cursor.execute(f"describe {table.relation}").fetchall()
        count = cursor.execute(f"select count(*) from {table.relation}").fetchall()[0][0]
    except duckdb.CatalogException:
        return {}, None, f"the table {table.relation} does not exist"
    except duckdb.Error as error:
        return {}, None, f"the table {table.relation} cannot be read: {type(error).__name__}"
    finally:
        cursor.close()
    return {column[0]: column[1] for column in columns}, count, None


def _judge_entries(
    context: GateContext,
    table: GatedTable,
    types: dict[str, str],
    entries: list[Entry],
    engine: Engine,
) -> dict[str, Outcome]:
    """Build every expectation on its own, so that a bad one takes no other with it; run them."""
    from growthmart.quality.engine import expectation, expectation_class

    relations = {name: one.relation for name, one in context.tables.items()}
    outcomes, built = {}, {}
    for entry in entries:
        try:
            kind = expectation_class(entry)
            if entry.type != "expect_column_to_exist":
                check_columns(entry.kwargs, types, table.name)
            kwargs = ready_times(substitute(entry.kwargs, context.parameters), types)
            if QUERY in kwargs:
                kwargs[QUERY] = ready_sql(kwargs[QUERY], table.relation, relations)
            built[entry.id] = expectation(entry, kind, kwargs)
        except EntryError as error:
            outcomes[entry.id] = Outcome(False, error=str(error))
        except NotJudgedError as reason:
            outcomes[entry.id] = Outcome(True, note=str(reason))
    return outcomes | (engine.validate(table, built, types) if built else {})


def _forgive_empty(outcome: Outcome) -> Outcome:
    """Take back a failure for want of rows: an optional table may be empty."""
    if outcome.success or outcome.error is not None:
        return outcome
    return replace(outcome, success=True, note="not judged: the optional table is empty")


def _row(suite: Suite, entry: Entry, outcome: Outcome, rows_count: int | None) -> dict[str, Any]:
    """Write one row of the result."""
    severity, passed = results.judge(outcome, entry.severity, suite.optional)
    count = outcome.unexpected_count
    advised = entry.what_to_do or results.advice(entry.type)
    return {
        "table_name": suite.table,
        "column_name": ", ".join(columns_of(entry.kwargs)) or None,
        "expectation_id": entry.id,
        "expectation_type": entry.type or None,
        "severity": severity,
        "success": outcome.success,
        "passed": passed,
        "observed_value": outcome.observed_value,
        "unexpected_count": count,
        "unexpected_rate": results.rate(count, rows_count),
        "rows_count": rows_count,
        "error": outcome.error,
        "note": outcome.note,
        "suite_file": suite.file,
        "suite_line": entry.line or None,
        "what_to_do": results.CANNOT_RUN if outcome.error else advised,
    }
