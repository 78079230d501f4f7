"""A small warehouse, and the context that the pre-hook sets in the session."""

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest

RUN = "00000000-0000-4000-8000-000000000000"


class Shop:
    """A warehouse with two published tables, and a folder to publish them to."""

    def __init__(self, root: Path) -> None:
        self.folder = root / "published"
        self.folder.mkdir()
        self.file = self.folder / "growthmart.duckdb"
        self.session = duckdb.connect(str(root / "warehouse.duckdb"))
        self.session.execute(
            """
            create schema core;
            create schema intermediate;
            create table intermediate.as_of as select date '2024-06-30' as as_of_date;
            create table core.fct_orders as
            select
                'o' || lpad(cast(i as varchar), 4, '0') as order_id,
                cast(i / 100 as decimal(18, 2)) as net_revenue,
                timestamp '2024-01-01' + to_days(cast(i as int)) as ordered_at
            from range(500) as rows (i)
            order by hash(i);
            create table core.fct_order_items as
            select 'o' || i % 7 as order_id, cast(i // 7 as int) as line_number
            from range(50) as rows (i)
            order by hash(i);
            """
        )

    def tables(self) -> list[dict[str, object]]:
        return [
            {
                "name": "fct_order_items",
                "relation": '"warehouse"."core"."fct_order_items"',
                "key": ["order_id", "line_number"],
            },
            {
                "name": "fct_orders",
                "relation": '"warehouse"."core"."fct_orders"',
                "key": ["order_id"],
            },
        ]

    def context(self, run_id: str, **changes: object) -> dict[str, object]:
        return {
            "run_id": run_id,
            "command": "build",
            "is_empty": False,
            "file": str(self.file),
            "tables": self.tables(),
            "as_of_relation": '"warehouse"."intermediate"."as_of"',
            "not_selected": [],
            "not_judged": [],
            "gates": [
                {"name": "gate_core", "run_id": run_id, "not_passed": 0},
                {"name": "gate_marts", "run_id": run_id, "not_passed": 0},
            ],
        } | changes

    def publish(self, run_id: str = RUN, **changes: object) -> dict[str, object]:
        """Publish as the last node of a build does, and return its result row."""
        from growthmart.publish import RESULT_SCHEMA

        table = self.run(json.dumps(self.context(run_id, **changes)))
        assert table.schema == RESULT_SCHEMA
        (row,) = table.to_pylist()
        return row

    def run(self, context: str) -> Any:
        from growthmart.publish import publish

        literal = context.replace("'", "''")
        self.session.execute(f"set variable publish_context = '{literal}'")
        return publish(self.session)

    def add_order(self) -> None:
        self.session.execute("insert into core.fct_orders values ('o9999', 1, now())")

    def read(self, sql: str) -> list[tuple]:
        """Query the published file as a reader does."""
        with duckdb.connect(str(self.file), read_only=True) as reader:
            return reader.execute(sql).fetchall()

    def files(self) -> set[str]:
        """Return every path under the published folder, without following links."""
        return {str(path.relative_to(self.folder)) for path in self.folder.rglob("*")}

    def attached(self) -> set[str]:
        rows = self.session.execute("select database_name from duckdb_databases()").fetchall()
        return {row[0] for row in rows}


@pytest.fixture
def shop(tmp_path):
    built = Shop(tmp_path)
    yield built
    built.session.close()
