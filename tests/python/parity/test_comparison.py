"""Two builds are equal by row, or the comparison shows which tables differ and by how much."""

import json

import duckdb
import pytest
from typer.testing import CliRunner

from growthmart.cli import app
from growthmart.parity import ManifestError, compare
from growthmart.parity.tables import BuiltTable, built_tables

ROWS = "select 'a' as id, 1 as number, 0.5::double as share union all select 'b', 2, null"


@pytest.fixture
def builds(tmp_path):
    """Return a function that writes one table of both builds and compares them."""

    def compared(left, right, *, key=("id",), is_predicted=False, partition=None):
        table = BuiltTable("facts", "warehouse", "core", key, is_predicted)
        for name in ("warehouse", "state"):
            with duckdb.connect(str(tmp_path / f"{name}.duckdb")) as connection:
                connection.execute("create schema if not exists core")
                if name == "warehouse" and left:
                    connection.execute(f"create or replace table core.facts as {left}")
        folder = tmp_path / "spark/core.db/facts"
        if right is not None:
            folder.mkdir(parents=True)
        if right:
            target = f"'{folder}' (format parquet, partition_by ({partition}))"
            if not partition:
                target = f"'{folder}/part-0.parquet' (format parquet)"
            duckdb.execute(f"copy ({right}) to {target}")
        files = [tmp_path / one for one in ("warehouse.duckdb", "state.duckdb", "spark", "kept")]
        (found,) = compare(*files, [table])
        return found

    return compared


@pytest.mark.parametrize("order", ["asc", "desc"])
def test_equal_rows_in_any_order(builds, order):
    found = builds(ROWS, f"select * from ({ROWS}) order by id {order}")

    assert found.is_equal
    assert found.rows == (2, 2)
    assert str(found) == (
        "core.facts: 2 rows, 0 differ; doubles: 0 beyond 1e-09, largest difference 0"
    )


@pytest.mark.parametrize(
    ("right", "differing"),
    [
        (ROWS.replace("'b', 2", "'b', 3"), 2),
        (ROWS.replace("'b', 2", "'b', null::int"), 2),
        (f"{ROWS} union all select 'c', 3, 1", 1),
        # a row that occurs twice differs from a row that occurs once
        (f"{ROWS} union all select 'a', 1, 0.5", 1),
        (f"select * from ({ROWS}) where id = 'a'", 1),
    ],
)
def test_rows_that_differ(builds, right, differing):
    found = builds(ROWS, right)

    assert (found.differing, found.is_equal) == (differing, False)


@pytest.mark.parametrize(
    ("share", "is_predicted", "differing"),
    [
        ("0.5 * (1 + 1e-10)", False, 0),
        ("0.5 * (1 + 1e-8)", False, 1),
        ("0.5 * (1 + 1e-8)", True, 0),
        ("0.5 * (1 + 1e-5)", True, 1),
        ("null", True, 1),
        ("-0.5", True, 1),
    ],
)
def test_doubles_within_their_tolerance(builds, share, is_predicted, differing):
    right = ROWS.replace("0.5::double", f"({share})::double")
    found = builds(ROWS, right, is_predicted=is_predicted)

    assert found.differing == 0
    assert found.differing_doubles == differing
    assert found.is_equal is (differing == 0)


def test_zero_and_zero_are_equal(builds):
    left = "select 'a' as id, 0.0::double as share"

    assert builds(left, left.replace("0.0", "-0.0")).is_equal


def test_types_that_differ(builds):
    found = builds("select 1::int as id", "select 1::bigint as id", key=())

    assert found.problem == "types differ: id BIGINT, id INTEGER"
    assert not found.is_equal


def test_a_table_that_one_engine_has_not_built(builds):
    assert builds(ROWS, None).problem == "Spark has not built it"


def test_a_table_that_duckdb_has_not_built(builds):
    assert builds(None, ROWS).problem == "DuckDB has not built it"


def test_doubles_without_a_key(builds):
    assert "no meta.key" in builds(ROWS, ROWS, key=()).problem


def test_partitions(builds):
    left = "select 1 as id, date '2024-01-01' as day union all select 2, date '2024-01-02'"

    assert builds(left, left, partition="day").is_equal


def test_a_partitioned_table_without_rows(builds):
    found = builds("select 1 as id where 1 = 0", "")

    assert found.is_equal
    assert found.rows == (0, 0)


def test_tables_of_a_manifest(tmp_path):
    def node(name, path, materialized="table", database="warehouse", **meta):
        return {
            "unique_id": f"model.growthmart.{name}",
            "name": name,
            "resource_type": "model",
            "database": database,
            "schema": "core",
            "original_file_path": path,
            "config": {"materialized": materialized, "meta": meta},
        }

    nodes = [
        node("fct_orders", "models/core/fct_orders.sql", key=["order_id"]),
        node("stg_orders", "models/staging/stg_orders.sql", "view"),
        node("gate_core", "python_models/gates/gate_core.py", "incremental", "state"),
        node("publish", "python_models/publish.py"),
        node("ml_task_model", "python_models/predictions/ml.py", "incremental", "state"),
        node("profiles", "models/marts/profiles.sql"),
    ]
    children = {
        "model.growthmart.ml_task_model": ["model.growthmart.profiles", "test.growthmart.x"],
        "model.growthmart.profiles": ["model.growthmart.publish"],
    }
    file = tmp_path / "manifest.json"
    manifest = {
        "metadata": {"adapter_type": "duckdb"},
        "nodes": {one["unique_id"]: one for one in nodes},
        "child_map": children,
    }
    file.write_text(json.dumps(manifest))

    found = {table.name: table for table in built_tables(file)}

    assert found.keys() == {"fct_orders", "ml_task_model", "profiles"}
    assert found["fct_orders"].key == ("order_id",)
    assert [name for name, table in found.items() if table.is_predicted] == [
        "ml_task_model",
        "profiles",
    ]
    warehouse, state = tmp_path / "spark", tmp_path / "state"
    assert found["fct_orders"].files(warehouse, state) == warehouse / "core.db/fct_orders"
    assert found["ml_task_model"].files(warehouse, state) == state / "tables/ml_task_model"


def test_a_build_that_does_not_exist(tmp_path):
    run = CliRunner().invoke(app, ["parity", "--warehouse", str(tmp_path / "none.duckdb")])

    assert run.exit_code == 2
    assert run.output == (
        f"growthmart: there is no {tmp_path}/none.duckdb: build with both targets first, from the "
        "same data\n"
    )


def test_the_manifest_of_the_other_build(tmp_path):
    file = tmp_path / "manifest.json"
    file.write_text(json.dumps({"metadata": {"adapter_type": "growthmartspark"}, "nodes": {}}))

    with pytest.raises(ManifestError, match="growthmartspark, and parity needs the one of DuckDB"):
        built_tables(file)
