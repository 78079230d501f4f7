"""Keys of failing rows: on request, they are written to the restricted schema of the warehouse.

A key identifies a person. So it is written neither to the gate's result nor to a message, and the
next run of the gate deletes it. The macro ``drop_failing_keys`` drops the table when the request
ends.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from growthmart.engines import Engine, NoTableError
from growthmart.quality.kwargs import QUERY, filled_sql

if TYPE_CHECKING:
    from growthmart.quality.context import GateContext, GatedTable
    from growthmart.quality.validator import Validator

TABLE = "restricted.quality_failing_keys"
SCHEMA = pa.schema(
    [
        ("run_id", pa.string()),
        ("gate", pa.string()),
        ("table_name", pa.string()),
        ("expectation_id", pa.string()),
        ("row_key", pa.string()),
    ]
)
# The largest number of keys per expectation; Great Expectations returns no more.
MOST_KEYS = 200


class FailingKeys:
    """Collects and writes the failing keys of one run of a gate."""

    def __init__(self, engine: Engine, context: GateContext, run_id: str) -> None:
        self._engine = engine
        self._context = context
        self._run_id = run_id
        self._rows: list[tuple[Any, ...]] = []

    def keep(
        self, validator: Validator, table: GatedTable, expectation: Any, kwargs: dict[str, Any]
    ) -> None:
        """Collect the keys of the rows that fail an expectation, if there are any.

        Args:
            validator: the validator that judged the expectation.
            table: the table; without ``meta.key`` in its YAML no keys are collected.
            expectation: the expectation as the validator built it.
            kwargs: the arguments as the suite has them.

        """
        if not self._context.keep_failing_keys or not table.key:
            return
        if QUERY in kwargs:
            keys = self._keys_of_query(table, kwargs[QUERY])
        else:
            keys = validator.failing_keys(table, expectation, MOST_KEYS)
        expectation_id = expectation.meta["id"]
        self._rows += [
            (self._run_id, self._context.gate, table.name, expectation_id, json.dumps(key))
            for key in _as_texts(keys)
        ]

    def _keys_of_query(self, table: GatedTable, query: Any) -> list[dict[str, Any]]:
        """Return the keys in the rows of a query; a query of aggregates has none."""
        relations = {name: one.relation for name, one in self._context.tables.items()}
        columns = ", ".join(self._engine.quoted(column) for column in table.key)
        unexpected = filled_sql(query, table.relation, relations)
        try:
            rows = self._engine.rows(
                f"select distinct {columns} from ({unexpected}\n) limit {MOST_KEYS}"
            )
        except self._engine.errors:
            return []
        return [dict(zip(table.key, row, strict=True)) for row in rows]

    def write(self) -> None:
        """Replace the keys of this gate's earlier runs, also if there are no new keys."""
        if not self._context.keep_failing_keys:
            return
        try:
            self._engine.columns(TABLE)
            others = self._engine.rows(
                f"select {', '.join(SCHEMA.names)} from {TABLE} where gate <> ?",
                [self._context.gate],
            )
        except NoTableError:
            others = []
        rows = [dict(zip(SCHEMA.names, row, strict=True)) for row in [*others, *self._rows]]
        self._engine.write(pa.Table.from_pylist(rows, SCHEMA), TABLE)


def _as_texts(keys: list[dict[str, Any]]) -> list[dict[str, str | None]]:
    return [
        {column: None if value is None else str(value) for column, value in key.items()}
        for key in keys
    ]
