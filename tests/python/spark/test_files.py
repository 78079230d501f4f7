"""Spark's files are private, and the files of a killed build do not disturb the next build."""

from __future__ import annotations

import shutil
import stat
from pathlib import Path
from urllib.parse import urlsplit

import pyarrow as pa
import pytest

pytest.importorskip("pyspark", reason="pyspark is not installed: make setup-spark")

from growthmart.engines.spark import tables

ROWS = pa.table({"id": [1, 2]})


@pytest.fixture
def schema(spark):
    """Return the name of an empty schema and its folder."""
    spark.sql("create schema killed")
    yield "killed", Path(urlsplit(spark.catalog.getDatabase("killed").locationUri).path)
    spark.sql("drop schema killed cascade")


def killed_while_writing(folder: Path) -> None:
    attempt = folder / "_temporary" / "0" / "part-0.parquet"
    attempt.parent.mkdir(parents=True)
    attempt.write_bytes(b"half")


def test_tables_are_private(spark, schema):
    name, folder = schema
    tables.write_table(spark, ROWS, f"{name}.people")
    spark.sql(f"create table {name}.copied using parquet as select * from {name}.people")

    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    for path in files:
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
    warehouse = Path(spark.conf.get("spark.sql.warehouse.dir").removeprefix("file:"))
    assert stat.S_IMODE(warehouse.stat().st_mode) == 0o700


def test_a_half_written_table_is_written_again(spark, schema):
    name, folder = schema
    killed_while_writing(folder / "people")

    tables.write_table(spark, ROWS, f"{name}.people")

    assert spark.table(f"{name}.people").count() == 2


def test_a_table_that_is_known_is_no_leftover(spark, schema):
    name, _ = schema
    tables.write_table(spark, ROWS, f"{name}.people")

    tables.remove_leftover(spark, f"`{name}`.`people`")

    assert spark.table(f"{name}.people").count() == 2


@pytest.mark.parametrize("schema", ["state", "state_restricted"])
def test_state_that_no_metastore_knows_is_kept(spark, schema):
    folder = Path(urlsplit(spark.catalog.getDatabase(schema).locationUri).path)
    assert folder.is_relative_to(Path(spark.conf.get("spark.growthmart.state")).absolute())
    location = folder / "history"
    killed_while_writing(location)
    finished = location / "part-1.parquet"
    finished.write_bytes(b"whole")

    for name in (f"{schema}.history", f"`{schema}`.`history`"):
        tables.remove_leftover(spark, name)
        assert finished.exists()

    finished.unlink()
    tables.remove_leftover(spark, f"{schema}.history")
    assert not location.exists()


def test_a_table_whose_files_are_gone_carries_no_stamp(spark, schema):
    name, folder = schema
    tables.write_table(spark, ROWS, f"{name}.people")
    tables.set_comment(spark, f"{name}.people", "run 1")
    tables.forget_comment(f"{name}.people")
    assert tables.stamp(spark, f"{name}.people") == "run 1"

    tables.forget_comment(f"{name}.people")
    shutil.rmtree(folder / "people")
    stamps = {tables.stamp(spark, f"{name}.people") for _ in range(2)}
    assert len(stamps) == 2
    assert all(stamp.startswith("unstamped ") for stamp in stamps)


def test_rows_are_left_out_of_a_table(spark, schema):
    name, _ = schema
    table = f"`{name}`.`people`"
    tables.write_table(spark, ROWS, table)
    tables.set_comment(spark, table, "run 1")
    tables.keep_rows(spark, table, f"select * from {table} where id > 1")

    assert [row.id for row in spark.table(table).collect()] == [2]
    tables.forget_comment(table)
    assert tables.comment(spark, table) == "run 1"
    assert not spark.catalog.tableExists(f"{name}.people__kept")
