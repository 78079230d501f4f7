"""The SQL that dbt compiles for the demo, run on a small warehouse in memory."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pytest

from end_to_end.project import Project

ROOT = Path(__file__).parents[3]
MODELS = [
    "models/input",
    "int_events_sessionized",
    "models/intermediate/orders",
    "int_server_events_with_account",
    "int_visitors_with_account",
    "int_server_events_matched_to_visitors",
    "models/intermediate/identity",
    "int_orders_with_rates",
    "customer_merges",
    "int_customers_membership_tiers",
    "models/features",
    "models/marts/campaigns",
]
INPUT_OF_IDENTITY = [
    "input_customers",
    "input_customer_contacts",
    "input_identities",
    "input_orders",
    "input_events",
    "input_loyalty_transactions",
]
IDENTITY = [
    "int_identities_first_seen",
    "int_guest_records",
    "int_identity_links",
    "int_shared_identifiers",
    "int_account_links",
    "int_account_groups",
    "int_device_links",
    "int_device_groups",
    "int_identity_groups",
    "int_person_keys",
    "int_person_links",
    "int_identities_resolved",
]


@dataclass
class Warehouse:
    """A small warehouse: the project's tables, filled with given rows or by a model's SQL."""

    nodes: dict[str, dict[str, Any]]
    session: duckdb.DuckDBPyConnection = field(default_factory=duckdb.connect)

    def __post_init__(self) -> None:
        self.session.execute("set TimeZone = 'UTC'")
        for database in {node["database"] for node in self.nodes.values()}:
            self.session.execute(f"attach ':memory:' as {database}")
        for node in self.nodes.values():
            self.session.execute(f"create schema if not exists {node['database']}.{node['schema']}")

    def contract(self, name: str) -> dict[str, str]:
        """Return the types of the columns that the YAML of a model declares."""
        columns = self.nodes[name]["columns"].values()
        return {column["name"]: column["data_type"] for column in columns}

    def declare(self, name: str, **types: str) -> None:
        """Create an empty table with the given columns, or with those that the YAML declares."""
        node = self.nodes[name]
        columns = types or self.contract(name)
        listed = ", ".join(f"{column} {kind}" for column, kind in columns.items())
        self.session.execute(f"create or replace table {node['relation_name']} ({listed})")

    def fill(self, name: str, rows: list[dict[str, Any]]) -> None:
        """Replace the rows of a table; missing columns are null."""
        relation = self.nodes[name]["relation_name"]
        self.session.execute(f"truncate {relation}")
        if not rows:
            return
        columns = list(dict.fromkeys(column for row in rows for column in row))
        values = ", ".join("(" + ", ".join("?" for _ in columns) + ")" for _ in rows)
        self.session.execute(
            f"insert into {relation} ({', '.join(columns)}) values {values}",
            [row.get(column) for row in rows for column in columns],
        )

    def build(self, name: str) -> list[dict[str, Any]]:
        """Build a model as a table and return its rows."""
        node = self.nodes[name]
        self.session.execute(
            f"create or replace table {node['relation_name']} as {node['compiled_code']}"
        )
        return self.fetch(f"from {node['relation_name']}")

    def build_identities(self) -> list[dict[str, Any]]:
        """Build the models that join ids to people and return int_identities_resolved."""
        return [self.build(name) for name in IDENTITY][-1]

    def fetch(self, sql: str) -> list[dict[str, Any]]:
        """Return the rows of a query."""
        cursor = self.session.execute(sql)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def dbt_compile(folder: Path, *words: str) -> str:
    """Run dbt compile in the project of a folder and return what it prints."""
    run = Project(folder, {"DBT_WRITE_JSON": "true"}).dbt("--quiet", "compile", *words)
    assert run.code == 0, run.output
    # the end of the process prints more
    return run.output.partition("\nnanobind: ")[0]


@pytest.fixture(scope="session")
def folder(
    shared: Callable[..., Path], parsed: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Return the folder of a project, in which dbt has compiled ``MODELS``."""

    def compile_models(folder: Path) -> None:
        Project.create(folder, parsed=parsed)
        dbt_compile(folder, "--select", *MODELS)

    project = Project(shared("compiled", compile_models))
    return project.copy_to(tmp_path_factory.mktemp("compiled") / "project").folder


@pytest.fixture(scope="session")
def compiled(folder: Path) -> dict[str, dict[str, Any]]:
    """Return the nodes of dbt's manifest by name, with the SQL of ``MODELS``."""
    manifest = json.loads((folder / "target" / "manifest.json").read_text(encoding="utf-8"))
    return {
        node["name"]: node
        for node in manifest["nodes"].values()
        if node["resource_type"] in ("model", "seed")
    }


def compiled_by_entity(folder: Path, macro: str, *arguments: str) -> dict[str, str]:
    """Return the SQL of a macro by entity; its first argument is the entity."""
    listed = ", ".join(("entity", *map(repr, arguments)))
    printed = dbt_compile(
        folder,
        "--inline",
        "{% for entity in catalogue_entities() %}"
        f"-- entity {{{{ entity }}}}\n{{{{ {macro}({listed}) }}}}\n{{% endfor %}}",
    )
    parts = printed.split("-- entity ")[1:]
    return {part.split(maxsplit=1)[0]: part.split("\n", maxsplit=1)[1] for part in parts}


@pytest.fixture(scope="session")
def judged_rows(folder: Path, compiled: dict[str, dict[str, Any]]) -> dict[str, str]:
    """Return the SQL of the macro judged_rows by entity: all rows with their rejection reason."""
    return compiled_by_entity(folder, "judged_rows")


@pytest.fixture(scope="session")
def rejected_rows(folder: Path, compiled: dict[str, dict[str, Any]]) -> dict[str, str]:
    """Return the SQL of the macro rejected_rows by entity; a row has the value 4.5."""
    return compiled_by_entity(folder, "rejected_rows", "4.5")


@pytest.fixture
def warehouse(compiled: dict[str, dict[str, Any]]) -> Iterator[Warehouse]:
    built = Warehouse(compiled)
    yield built
    built.session.close()


@pytest.fixture
def shop(warehouse: Warehouse) -> Warehouse:
    """Return a warehouse with the tables that identity reads; only the key is not empty."""
    for name in INPUT_OF_IDENTITY:
        warehouse.declare(name)
    warehouse.declare("pseudonym_key", pseudonym_key="text")
    warehouse.fill("pseudonym_key", [{"pseudonym_key": "a key of tests, thirty-two letters"}])
    return warehouse


@pytest.fixture(scope="session")
def money_macros() -> str:
    """Return the text of every money macro, which a template that calls them needs before it."""
    files = sorted((ROOT / "macros" / "money").glob("*.sql"))
    return "\n".join(file.read_text(encoding="utf-8") for file in files)
