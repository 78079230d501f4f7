"""Spark publishes what DuckDB publishes: the same files, names, types, order and rows."""

from __future__ import annotations

import json
import uuid

import duckdb
import pyarrow.parquet as pq
import pytest

RUN_1, RUN_2, RUN_3 = (str(uuid.UUID(int=i, version=4)) for i in range(1, 4))
EVERY_TYPE = """
    create or replace table core.every_type as
    select
        i as id,
        cast(i as smallint) as few,
        i % 2 = 0 as is_even,
        i / 7.0::double as share,
        case when i % 3 > 0 then cast(i / 100 as decimal(18, 2)) end as amount,
        'é' || i as name,
        date '2024-02-28' + cast(i as int) as day,
        timestamp '2024-01-01 23:59:59.123456' + to_hours(cast(i as int)) as happened_at,
    from range(10000) as t(i)
"""
NAMES = ["every_type", "fct_order_items", "nothing"]


@pytest.fixture
def spark_shop(shop, spark):
    """Return the shop, whose ``publish`` runs on Spark's copies of its tables."""
    from growthmart.engines.spark.engine import set_variable
    from growthmart.engines.spark.tables import write_table
    from growthmart.publish import publish

    shop.session.execute(EVERY_TYPE)
    shop.session.execute("create table core.nothing as from core.every_type limit 0")
    for schema, name in [("core", name) for name in NAMES] + [("intermediate", "as_of")]:
        spark.sql(f"create schema if not exists {schema}")
        rows = shop.session.sql(f"from {schema}.{name}").to_arrow_table()
        write_table(spark, rows, f"{schema}.{name}")

    def run(context):
        values = json.loads(context)
        values["as_of_relation"] = "intermediate.as_of"
        values["tables"] = [
            table | {"relation": f"core.{table['name']}"} for table in values["tables"]
        ]
        set_variable("publish_context", json.dumps(values))
        return publish(spark)

    def tables():
        keys = {"fct_order_items": ["order_id", "line_number"]}
        return [
            {"name": name, "relation": f"warehouse.core.{name}", "key": keys.get(name, ["id"])}
            for name in NAMES
        ]

    # no one has made the folder here; on DuckDB the plugin makes it
    shop.folder.rmdir()
    shop.on_duckdb, shop.run, shop.tables = shop.run, run, tables
    yield shop
    for schema in ("core", "intermediate"):
        spark.sql(f"drop schema {schema} cascade")


def published(shop, run_id):
    """Return the types and the ordered rows of every table, from the file and from Parquet."""
    folder = shop.folder / "runs" / run_id
    found = {name: (shop.read(f"describe {name}"), shop.read(f"from {name}")) for name in NAMES}
    found["_published"] = shop.read("select table_name, rows, as_of_date from _published")
    files = {path.name: pq.read_table(path) for path in folder.iterdir()}
    return found, files


def test_what_is_published_is_the_same(spark_shop):
    on_spark = spark_shop.publish(RUN_1)
    spark_file, spark_parquet = published(spark_shop, RUN_1)
    spark_shop.run = spark_shop.on_duckdb
    on_duckdb = spark_shop.publish(RUN_2)
    file, parquet = published(spark_shop, RUN_2)

    assert on_spark | {"run_id": RUN_2} == on_duckdb
    assert spark_file == file
    assert spark_parquet.keys() == parquet.keys() == {f"{name}.parquet" for name in NAMES}
    for name, table in parquet.items():
        # which columns may be null is not the same in both
        assert spark_parquet[name].schema.types == table.schema.types
        assert spark_parquet[name].cast(table.schema).equals(table)
    assert spark_shop.files() == {"growthmart.duckdb", "current", "runs"} | {
        path
        for run in (RUN_1, RUN_2)
        for path in (f"runs/{run}", *(f"runs/{run}/{name}.parquet" for name in NAMES))
    }


def test_a_failure_leaves_what_is_published_and_the_next_clears_what_a_killed_one_left(spark_shop):
    spark_shop.publish(RUN_1)
    content = spark_shop.file.read_bytes()
    gone = {"name": "zzz", "key": ["id"]}
    with pytest.raises(Exception, match="zzz"):
        spark_shop.publish(RUN_2, tables=[*spark_shop.tables(), gone])
    assert spark_shop.file.read_bytes() == content
    assert (spark_shop.folder / "current").readlink().name == RUN_1

    # killed while Spark wrote
    half = spark_shop.folder / "runs" / f"{RUN_2}.parts" / "every_type" / "_temporary"
    half.mkdir(parents=True)
    (half / ".part-0.parquet.crc").touch()
    spark_shop.publish(RUN_3)
    assert {path.name for path in (spark_shop.folder / "runs").iterdir()} == {RUN_1, RUN_3}
    with duckdb.connect(str(spark_shop.file), read_only=True) as reader:
        assert reader.execute("select distinct run_id from _published").fetchall() == [(RUN_3,)]
