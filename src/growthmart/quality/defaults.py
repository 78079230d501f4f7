"""Default expectations: what a gate expects without a suite file. See docs/quality-gates.md."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from growthmart.quality.context import GatedTable
from growthmart.quality.results import Outcome
from growthmart.quality.suites import EXISTS, REJECTED_SHARE, SEVERITIES, Entry, Problem, Suite

COLUMNS = "expect_table_columns_to_match_set"
# The table of the input layer that holds the rejected rows of every entity.
REJECTED_ROWS = "input_rejected_rows"
# In a small table, two or three rejected rows are a large share, but no reason to stop.
ROWS_BESIDE_LIMIT = 10
REJECTED_SHARE_FORM = (
    "meta.rejected_share needs a limit from 0 to less than 1 and a severity "
    f"({', '.join(SEVERITIES)}), such as {{limit: 0.1, severity: warning}}"
)


def default_ids(tables: Iterable[str]) -> set[str]:
    """Return every id that a default expectation of these tables can have."""
    return {f"{name}.{what}" for name in tables for what in ("exists", "columns", "rejected_share")}


def default_suite(table: GatedTable, tables: Mapping[str, GatedTable], has_suite: bool) -> Suite:
    """Return the default expectations of a table; a view has none.

    Args:
        table: a table of the layer; a view is an entity that no source fills.
        tables: all tables of the layer, by name.
        has_suite: whether the table has a suite file.

    """
    suite = Suite(file=table.yaml_file, table=table.name)
    if table.is_view:
        return suite
    if not has_suite:
        suite.entries = _exists_and_can_be_read(table)
    if table.rejected_share is not None:
        suite.add(_rejected_share(table, tables.get(REJECTED_ROWS)))
    return suite


def _exists_and_can_be_read(table: GatedTable) -> list[Entry]:
    """Return the expectations of a table without a suite file."""
    build = f"dbt build -s {table.name}"
    exists = Entry(
        id=f"{table.name}.exists",
        type=EXISTS,
        severity="critical",
        kwargs={},
        what_to_do=f"The table is missing. Build it: {build}",
    )
    columns = Entry(
        id=f"{table.name}.columns",
        type=COLUMNS,
        severity="critical",
        kwargs={"column_set": table.columns, "exact_match": False},
        what_to_do=f"An older version of the model has built the table. Build it again: {build}",
    )
    return [exists, columns] if table.columns else [exists]


def _rejected_share(table: GatedTable, rejected_rows: GatedTable | None) -> Entry | Problem:
    """Return the expectation from the meta of a model, or what is wrong with the meta."""
    name = f"{table.name}.rejected_share"
    meta = table.rejected_share
    if not isinstance(meta, dict) or set(meta) != {"limit", "severity"}:
        return Problem(name, REJECTED_SHARE_FORM)
    limit, severity = meta["limit"], meta["severity"]
    is_share = isinstance(limit, int | float) and not isinstance(limit, bool) and 0 <= limit < 1
    if not is_share or severity not in SEVERITIES:
        return Problem(name, REJECTED_SHARE_FORM)
    if rejected_rows is None:
        return Problem(name, f"the gate has no table {REJECTED_ROWS}")
    return Entry(
        id=name,
        type=REJECTED_SHARE,
        severity=severity,
        kwargs={"entity": _entity(table), "limit": limit},
        what_to_do=f"More than {100 * limit:g}% of the rows of {_entity(table)} were rejected, and "
        f"{ROWS_BESIDE_LIMIT} rows more than that. See why: select rejection_reason, count(*) from "
        f"{rejected_rows.schema}.{rejected_rows.identifier} where entity = '{_entity(table)}' "
        "group by rejection_reason. Then fix the export or its staging model.",
    )


def _entity(table: GatedTable) -> str:
    return table.name.removeprefix("input_")


def judge_rejected_share(kwargs: Mapping[str, Any], accepted: int, rejected: int) -> Outcome:
    """Compare the share of rejected rows with its limit.

    Args:
        kwargs: the entity and the limit, a share from 0 to 1.
        accepted: the number of rows that passed every rule.
        rejected: the number of rejected rows.

    """
    rows = accepted + rejected
    share = rejected / rows if rows else 0.0
    holds = rejected <= ROWS_BESIDE_LIMIT + Decimal(str(kwargs["limit"])) * rows
    note = None if holds else f"{rejected} of {rows} rows of {kwargs['entity']} were rejected"
    return Outcome(holds, observed_value=format(share, ".4g"), note=note)
