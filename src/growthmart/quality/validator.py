"""Runs Great Expectations on dbt's session; only this module imports Great Expectations."""

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
# The first prints a progress bar that cannot be turned off, and needs the output of another
# expectation. The second is the class below, which suites name unexpected_rows_expectation.
REFUSED = {"expect_column_kl_divergence_to_be_less_than", "count_unexpected_rows"}
RESERVED = ("result_format", "catch_exceptions", "id", "meta", "severity", "notes")
# Only counts and no values: the sampling queries of Great Expectations then have "limit 0".
COUNTS_ONLY = {"result_format": "BASIC", "partial_unexpected_count": 0}


class CountUnexpectedRows(UnexpectedRowsExpectation):
    """Counts the rows of a query in the database, and never fetches them."""

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
        EntryError: the type or an argument is unknown.

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
            raise EntryError(f"the argument {key!r} is not allowed in kwargs: the gate sets it")
        if key not in allowed:
            raise EntryError(f"unknown argument {key!r} of {entry.type}{nearest(key, allowed)}")
    return kind


def expectation(
    entry: Entry, kind: type[gx.expectations.Expectation], kwargs: dict[str, Any]
) -> gx.expectations.Expectation:
    """Build an expectation from a checked entry and its prepared arguments.

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
    """Judges expectations on tables, with queries on one session."""

    def __init__(self, engine: Engine) -> None:
        _silence()
        self._engine = engine
        self._failures: list[str] = []
        self._batches: dict[str, Any] = {}
        failures = self._failures
        context = gx.get_context(mode="ephemeral")
        context.variables.progress_bars = ProgressBarsConfig(globally=False)
        # without this, each new table writes the settings of all tables, which no one reads
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
        """Judge expectations on one table.

        Great Expectations bundles aggregates into one query, and one that fails makes the others
        fail. So each expectation that could not run is run again alone.

        Args:
            table: the table.
            expectations: the expectations by id.
            types: the types of the table's columns, with DuckDB's names.

        Returns:
            The outcome of each expectation by id.
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
        """Return the keys of at most ``most`` failing rows; expectations of tables have none."""
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
    """Return the columns that a table should have and does not have."""
    mismatched = details.get("mismatched") if isinstance(details, dict) else None
    missing = mismatched.get("missing") if isinstance(mismatched, dict) else None
    return f"missing: {', '.join(missing)}" if missing else None


def _cannot_compute(kind: str, column: object, column_type: str | None) -> str:
    """Return the text of an error outside the database, from the exception's class only.

    Args:
        kind: the name of the class.
        column: the column that the expectation reads, if there is one.
        column_type: DuckDB's type of the column. Only its first word is shown, because the type of
            an enum lists its values.

    """
    text = f"{kind}: the expectation could not be computed"
    return f"{text} on column {column!r}, {column_type.split('(')[0]}" if column_type else text


def _exception(info: Any) -> str | None:
    """Return the class of the exception in a result, if there is one.

    Only names of known classes are read from the traceback, because its texts may quote data.
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
    """Turn off the messages of Great Expectations, because they do not help a user of dbt."""
    for name in ("great_expectations", "great_expectations.data_context.types.base"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
