"""Spark's errors are shown as one line, also errors while rows are fetched."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from dbt_common.exceptions import DbtRuntimeError

pytest.importorskip("pyspark", reason="pyspark is not installed: make setup-spark")


@pytest.fixture
def cursor(spark, monkeypatch):
    """Return a cursor as dbt uses it, on the session of the tests."""
    from dbt.adapters.growthmartspark import connections

    monkeypatch.setattr(connections, "open_session", lambda settings: spark)
    return connections._Cursor(server_side_parameters={})


@pytest.mark.parametrize("fetch", ["fetchall", "fetchone"])
def test_our_own_errors_are_shown_unchanged(cursor, fetch):
    cursor.execute("select raise_error('gate gate_core is closed') from range(1)")

    with pytest.raises(DbtRuntimeError) as raised:
        getattr(cursor, fetch)()
    assert raised.value.msg == "gate gate_core is closed"


def test_what_fails_over_data_quotes_none_of_it(cursor):
    cursor.execute("select assert_true(id < 0, concat('anna', id, '@example.com')) from range(2)")
    with pytest.raises(DbtRuntimeError):
        cursor.fetchall()

    cursor.execute(
        "select cast(id as decimal(38, 0)) * 10 / element_at(array(1), cast(id as int)) "
        "from range(1)"
    )
    with pytest.raises(DbtRuntimeError) as raised:
        cursor.fetchall()
    assert raised.value.msg.startswith("Spark failed: ")
    assert "GROWTHMART_SPARK_LOG" in raised.value.msg
    assert "\n" not in raised.value.msg


def test_a_missing_name_is_shown(cursor):
    with pytest.raises(DbtRuntimeError, match="nowhere"):
        cursor.execute("select * from nowhere")


def test_a_setting_that_cannot_be_read_is_named(spark):
    from pyspark.errors import IllegalArgumentException

    from growthmart.engines.spark.errors import innermost_message

    with pytest.raises(IllegalArgumentException) as raised:
        spark.conf.set("spark.sql.shuffle.partitions", "four")
    assert "spark.sql.shuffle.partitions" in innermost_message(raised.value)


def test_a_raw_file_that_is_damaged_is_named(cursor, tmp_path):
    file = tmp_path / "orders.parquet"
    pq.write_table(pa.table({"order_key": [f"order {i}" for i in range(1000)]}), file)
    content = bytearray(file.read_bytes())
    content[40:400] = bytes(360)
    file.write_bytes(content)

    cursor.execute(f"select max(order_key) from parquet.`{file}`")
    with pytest.raises(DbtRuntimeError, match=r"the file .*orders\.parquet"):
        cursor.fetchall()
