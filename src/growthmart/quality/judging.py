"""Judges every expectation of a suite on its table, with Great Expectations or by drift."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from growthmart.engines import Engine, NoTableError
from growthmart.quality import defaults, drift
from growthmart.quality.drift import KINDS
from growthmart.quality.kwargs import (
    QUERY,
    EntryError,
    NotJudgedError,
    check_columns,
    ready_patterns,
    ready_sql,
    ready_times,
    substitute,
)
from growthmart.quality.results import Outcome
from growthmart.quality.suites import EXISTS, REJECTED_SHARE

if TYPE_CHECKING:
    from growthmart.quality.context import GateContext, GatedTable
    from growthmart.quality.failing_keys import FailingKeys
    from growthmart.quality.suites import Entry, Suite
    from growthmart.quality.validator import Validator

# Expectations of these types are meaningful for an empty table too.
_ABOUT_TABLES = ("expect_table_", "expect_column_to_exist", "unexpected_rows_expectation")
# The types of the columns, the number of rows, and why the table cannot be read.
Described = tuple[dict[str, str], int | None, str | None]
DRIFT_OFF = "not judged: drift is off (var drift_severity)"


@dataclass(frozen=True)
class Judge:
    """Judges the expectations of one gate.

    Args:
        engine: the engine of dbt's session.
        context: the context of the gate.
        validator: runs the expectations of Great Expectations.
        baselines: the measures of the last passed run, by id and type of the expectation.
        failing_keys: collects the keys of failing rows.

    """

    engine: Engine
    context: GateContext
    validator: Validator
    baselines: Mapping[tuple[str, str], str]
    failing_keys: FailingKeys
    _described: dict[str, Described] = field(default_factory=dict, init=False)

    def outcomes(self, suite: Suite) -> tuple[dict[str, Outcome], int | None]:
        """Return the outcome of every expectation by its id, and the table's number of rows."""
        table = self.context.tables.get(suite.table)
        if table is None:
            return {}, None
        if table.name not in self._described:
            self._described[table.name] = describe(self.engine, table)
        types, rows_count, missing = self._described[table.name]
        if missing or rows_count is None:
            return {entry.id: Outcome(False, error=missing) for entry in suite.entries}, None
        outcomes = self._judge(table, types, rows_count, suite.entries)
        if suite.optional and rows_count == 0:
            for entry in suite.entries:
                if not entry.type.startswith(_ABOUT_TABLES):
                    outcomes[entry.id] = _forgive_empty(outcomes[entry.id])
        return outcomes, rows_count

    def _judge(
        self, table: GatedTable, types: dict[str, str], rows_count: int, entries: list[Entry]
    ) -> dict[str, Outcome]:
        """Build each expectation separately, so that a faulty one does not stop the others."""
        outcomes: dict[str, Outcome] = {}
        built: dict[str, Any] = {}
        for entry in entries:
            try:
                if entry.type in KINDS:
                    outcomes[entry.id] = self._drift(table, types, rows_count, entry)
                elif entry.type == EXISTS:
                    outcomes[entry.id] = Outcome(True)
                elif entry.type == REJECTED_SHARE:
                    outcomes[entry.id] = self._rejected_share(rows_count, entry)
                else:
                    built[entry.id] = self._build(table, types, entry)
            except EntryError as error:
                outcomes[entry.id] = Outcome(False, error=str(error))
            except NotJudgedError as reason:
                outcomes[entry.id] = Outcome(True, note=str(reason))
        judged = self.validator.validate(table, built, types) if built else {}
        for entry in entries:
            if entry.id in judged and _failed(judged[entry.id]):
                self.failing_keys.keep(self.validator, table, built[entry.id], entry.kwargs)
        return outcomes | judged

    def _build(self, table: GatedTable, types: dict[str, str], entry: Entry) -> Any:
        from growthmart.quality.validator import expectation, expectation_class

        kind = expectation_class(entry)
        if entry.type != "expect_column_to_exist":
            check_columns(entry.kwargs, types, table.name)
        kwargs = ready_patterns(substitute(entry.kwargs, self.context.parameters))
        kwargs = ready_times(kwargs, types)
        if QUERY in kwargs:
            relations = {name: one.relation for name, one in self.context.tables.items()}
            kwargs[QUERY] = ready_sql(kwargs[QUERY], table.relation, relations)
        return expectation(entry, kind, kwargs)

    def _rejected_share(self, rows_count: int, entry: Entry) -> Outcome:
        try:
            rejected = self._rejected_counts.get(entry.kwargs["entity"], 0)
        except self.engine.errors as error:
            return Outcome(False, error=self.engine.explain(error))
        return defaults.judge_rejected_share(entry.kwargs, rows_count, rejected)

    @cached_property
    def _rejected_counts(self) -> dict[str, int]:
        """The number of rejected rows by entity, from one query for all entities."""
        relation = self.context.tables[defaults.REJECTED_ROWS].relation
        return dict(self.engine.rows(f"select entity, count(*) from {relation} group by entity"))

    def _drift(
        self, table: GatedTable, types: dict[str, str], rows_count: int, entry: Entry
    ) -> Outcome:
        check_columns(entry.kwargs, types, table.name)
        if self.context.drift_severity == "off":
            return Outcome(True, note=DRIFT_OFF)
        column_type = types.get(str(entry.kwargs.get("column")))
        stored = self.baselines.get((entry.id, entry.type))
        return drift.judge(self.engine, table.relation, entry, column_type, rows_count, stored)


def describe(engine: Engine, table: GatedTable) -> Described:
    """Return the types of the columns and the number of rows, or why the table is unreadable."""
    try:
        types = engine.columns(table.relation)
        count = engine.rows(f"select count(*) from {table.relation}")[0][0]
    except NoTableError:
        return {}, None, f"the table {table.relation} does not exist"
    except engine.errors as error:
        return {}, None, f"the table {table.relation} cannot be read: {type(error).__name__}"
    return types, count, None


def _failed(outcome: Outcome) -> bool:
    return not outcome.success and outcome.error is None


def _forgive_empty(outcome: Outcome) -> Outcome:
    """Replace a failure by a note, because an optional table may be empty."""
    if not _failed(outcome):
        return outcome
    return replace(outcome, success=True, note="not judged: the optional table is empty")
