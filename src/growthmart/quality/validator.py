"""Great Expectations' SQL engine on dbt's own session: the one module that imports it."""

from __future__ import annotations

import builtins
import logging
import os
import re
from typing import TYPE_CHECKING, Any

os.environ["GX_ANALYTICS_ENABLED"] = "false"

import great_expectations as gx
from great_expectations import exceptions as gx_exceptions
from great_expectations.compatibility import pydantic
from great_expectations.core import ExpectationSuite
from great_expectations.data_context.types.base import ProgressBarsConfig
from great_expectations.expectations.core import UnexpectedRowsExpectation
from great_expectations.expectations.registry import (
    get_expectation_impl,
    list_registered_expectation_implementations,
)
from sqlalchemy.pool import NullPool

from growthmart.engines import Engine
from growthmart.quality.dialect import SessionConnection
from growthmart.quality.drift import KINDS
from growthmart.quality.kwargs import EntryError, nearest
from growthmart.quality.results import Outcome, safe_observed

if TYPE_CHECKING:
    from growthmart.quality.context import GatedTable
    from growthmart.quality.suites import Entry

UNEXPECTED_ROWS = "unexpected_rows_expectation"
# Prints a progress bar that cannot be turned off, and needs another expectation's output.
REFUSED = {"expect_column_kl_divergence_to_be_less_than", "count_unexpected_rows"}
RESERVED = ("result_format", "catch_exceptions", "id", "meta", "severity", "notes")
# Counts, and not one value: the engine's own sampling queries then end in "limit 0".
COUNTS_ONLY = {"result_format": "BASIC", "partial_unexpected_count": 0}


class CountUnexpectedRows(UnexpectedRowsExpectation):
    """The rows of a query, counted in the database and never fetched."""

    metric_dependencies = ("unexpected_rows_query.row_count",)

    @pydantic.validator("unexpected_rows_query")
    def _validate_query(cls, query: str) -> str:  # noqa: N805
        return query

    def _validate(self, metrics: dict[str, Any], *_: Any, **__: Any) -> dict[str, Any]:
        count = metrics["unexpected_rows_query.row_count"]
        return {"success": count == 0, "result": {"unexpected_count": count}}


def expectation_class(entry: Entry) -> type[gx.expectations.Expectation]:
    """Find the class of an entry and check the names of its arguments.

    Raises:
        EntryError: unknown type, misspelt argument.

    """
    known = set(list_registered_expectation_implementations()) - REFUSED
    if entry.type not in known:
        hint = nearest(entry.type, known | KINDS)
        raise EntryError(f"unknown expectation type {entry.type!r}{hint}")
    kind = (
        CountUnexpectedRows if entry.type == UNEXPECTED_ROWS else get_expectation_impl(entry.type)
    )
    allowed = set(kind.__fields__) - {*RESERVED, "rendered_content", "batch_id"}
    for key in entry.kwargs:
        if key in RESERVED:
            raise EntryError(f"the argument {key!r} has no place in kwargs: the gate sets it")
        if key not in allowed:
            raise EntryError(f"unknown argument {key!r} of {entry.type}{nearest(key, allowed)}")
    return kind


def expectation(
    entry: Entry, kind: type[gx.expectations.Expectation], kwargs: dict[str, Any]
) -> gx.expectations.Expectation:
    """Build an expectation from a checked entry and its ready arguments.

    Raises:
        EntryError: an argument is missing or has the wrong form.

    """
    try:
        return kind(meta={"id": entry.id}, severity=entry.severity, **kwargs)
    except pydantic.ValidationError as error:
        faults = [f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()]
        raise EntryError(f"wrong arguments of {entry.type}: {'; '.join(faults)}") from None
    except Exception as error:
        raise EntryError(f"{entry.type} cannot be built: {type(error).__name__}") from None


class Validator:
    """Validates expectations on tables by queries on one session."""

    def __init__(self, engine: Engine) -> None:
        _silence()
        self._engine = engine
        self._failures: list[str] = []
        self._batches: dict[str, Any] = {}
        failures = self._failures
        context = gx.get_context(mode="ephemeral")
        context.variables.progress_bars = ProgressBarsConfig(globally=False)
        # it would write the settings of all tables so far for every table, for no reader
        context._save_project_config = lambda: None
        self._source = context.data_sources.add_sql(
            "growthmart",
            connection_string=f"growthmart_{engine.name}://",
            kwargs={
                "creator": lambda: SessionConnection(engine, failures),
                "poolclass": NullPool,
                "hide_parameters": True,
            },
        )

    def validate(
        self,
        table: GatedTable,
        expectations: dict[str, gx.expectations.Expectation],
        types: dict[str, str],
    ) -> dict[str, Outcome]:
        """Judge expectations, given by id, on one table with columns of these types.

        The engine bundles aggregates, and one that fails takes others with it: whatever failed to
        run is run again on its own.
        """
        try:
            batch = self._batch(table)
        except Exception as error:
            text = f"{type(error).__name__}: the table {table.relation} cannot be read"
            return {name: Outcome(False, error=text) for name in expectations}
        outcomes = self._run(batch, list(expectations.values()), types)
        for name, one in expectations.items():
            if name not in outcomes or outcomes[name].error is not None:
                outcomes |= self._run(batch, [one], types)
        return outcomes

    def failing_keys(
        self, table: GatedTable, one: gx.expectations.Expectation, most: int
    ) -> list[dict[str, Any]]:
        """Return the keys of at most ``most`` rows that fail, by column; none of whole tables."""
        result_format = {
            "result_format": "SUMMARY",
            "partial_unexpected_count": most,
            "unexpected_index_column_names": table.key,
        }
        try:
            suite = ExpectationSuite(name="suite", expectations=[one])
            counts = (
                self._batch(table).validate(suite, result_format=result_format).results[0].result
            )
        except Exception:
            return []
        found = (counts or {}).get("partial_unexpected_index_list") or []
        return [{column: row[column] for column in table.key} for row in found[:most]]

    def _batch(self, table: GatedTable) -> Any:
        if table.name not in self._batches:
            place = (table.database, table.schema)
            asset = self._source.add_table_asset(
                table.name,
                table_name=f'"{table.identifier}"',
                schema_name=".".join(self._engine.quoted(name) for name in place if name),
            )
            batch = asset.add_batch_definition_whole_table("whole").get_batch()
            self._batches[table.name] = batch
        return self._batches[table.name]

    def _run(self, batch: Any, chosen: list[Any], types: dict[str, str]) -> dict[str, Outcome]:
        self._failures.clear()
        ids = [one.meta["id"] for one in chosen]
        try:
            suite = ExpectationSuite(name="suite", expectations=chosen)
            results = batch.validate(suite, result_format=COUNTS_ONLY).results
        except Exception as error:
            text = _cannot_compute(type(error).__name__, None, None)
            return {name: Outcome(False, error=(self._failures or [text])[0]) for name in ids}
        return {
            result.expectation_config.meta["id"]: self._outcome(result, types) for result in results
        }

    def _outcome(self, result: Any, types: dict[str, str]) -> Outcome:
        column = result.expectation_config.kwargs.get("column")
        raised = _exception(result.exception_info)
        if raised is not None:
            text = _cannot_compute(raised, column, types.get(column))
            return Outcome(False, error=(self._failures or [text])[0])
        counts = result.result or {}
        unexpected = counts.get("unexpected_count")
        return Outcome(
            success=bool(result.success),
            observed_value=safe_observed(counts.get("observed_value"), types.get(column)),
            unexpected_count=None if unexpected is None else int(unexpected),
            note=_missing_columns(counts.get("details")),
        )


def _missing_columns(details: Any) -> str | None:
    """Name the columns that a table should have and does not have."""
    mismatched = details.get("mismatched") if isinstance(details, dict) else None
    missing = mismatched.get("missing") if isinstance(mismatched, dict) else None
    return f"missing: {', '.join(missing)}" if missing else None


def _cannot_compute(kind: str, column: object, column_type: str | None) -> str:
    """Say that a check failed outside the database, from its exception's class alone.

    Args:
        kind: the name of the class.
        column: the column that the check reads, if it is one.
        column_type: DuckDB's type of it, only its first word is shown: an enum's type
            lists its values.

    """
    text = f"{kind}: the expectation could not be computed"
    return f"{text} on column {column!r}, {column_type.split('(')[0]}" if column_type else text


def _exception(info: Any) -> str | None:
    """Return the class of the exception in a result, if there is one.

    Only names of known classes are read out of the traceback: its texts may quote data.
    """
    if not isinstance(info, dict):
        return None
    one = info if "raised_exception" in info else next(iter(info.values()), {})
    if not one.get("raised_exception"):
        return None
    trace = str(one.get("exception_traceback"))
    names = re.findall(r"^(?:[\w.]+\.)?(\w+(?:Error|Exception))\b", trace, re.MULTILINE)
    own = [name for name in names if hasattr(gx_exceptions, name)]
    plain = [name for name in names if hasattr(builtins, name)]
    return ["Error", *own, *plain][-1]


def _silence() -> None:
    """Keep the engine's messages off the console: they are for its own users, not for ours."""
    for name in ("great_expectations", "great_expectations.data_context.types.base"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
