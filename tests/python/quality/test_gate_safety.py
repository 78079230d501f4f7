"""No value of the data leaves the gate, the session stays usable, and two runs are equal."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime

import duckdb
import pytest

from growthmart import __version__, quality
from growthmart.quality.context import GateContextError
from growthmart.quality.results import SCHEMA

CANARY = "Zanzibar"
VALUES = "expect_column_values_to_"
NOSY = [
    (VALUES + "be_unique", {"column": "name"}),
    (VALUES + "be_null", {"column": "name"}),
    (VALUES + "be_in_set", {"column": "name", "value_set": ["x"]}),
    (VALUES + "match_regex", {"column": "name", "regex": "^x"}),
    (VALUES + "match_like_pattern", {"column": "name", "like_pattern": "x%"}),
    (VALUES + "be_between", {"column": "name", "min_value": 1}),
    (VALUES + "be_of_type", {"column": "kind", "type_": "VARCHAR"}),
    (VALUES + "be_between", {"column": "kind", "min_value": 1}),
    ("expect_column_max_to_be_between", {"column": "name", "max_value": 1}),
    ("expect_column_min_to_be_between", {"column": "name", "max_value": "2024-01-01"}),
    ("expect_column_mean_to_be_between", {"column": "name", "max_value": 1}),
    ("expect_column_median_to_be_between", {"column": "name", "max_value": 1}),
    ("expect_column_sum_to_be_between", {"column": "name", "max_value": 1}),
    ("expect_column_stdev_to_be_between", {"column": "name", "max_value": 1}),
    (
        "expect_column_quantile_values_to_be_between",
        {"column": "name", "quantile_ranges": {"quantiles": [0.5], "value_ranges": [[1, 2]]}},
    ),
    ("expect_column_most_common_value_to_be_in_set", {"column": "name", "value_set": ["x"]}),
    ("expect_column_distinct_values_to_be_in_set", {"column": "name", "value_set": ["x"]}),
    ("expect_column_distinct_values_to_equal_set", {"column": "name", "value_set": ["x"]}),
    ("expect_column_value_lengths_to_equal", {"column": "name", "value": 1}),
    ("expect_column_value_z_scores_to_be_less_than", {"column": "name", "threshold": 1}),
    (
        "expect_column_pair_values_to_be_equal",
        {"column_A": "name", "column_B": "other"},
    ),
    ("expect_compound_columns_to_be_unique", {"column_list": ["name", "other"]}),
    ("expect_column_kl_divergence_to_be_less_than", {"column": "name", "threshold": 0.1}),
    (VALUES + "be_dateutil_parseable", {"column": "name"}),
    (VALUES + "be_increasing", {"column": "name"}),
    (
        "unexpected_rows_expectation",
        {"unexpected_rows_query": "select name from {batch} where name::int > 0"},
    ),
    ("unexpected_rows_expectation", {"unexpected_rows_query": "select * from {batch}"}),
    (
        "unexpected_rows_expectation",
        {"unexpected_rows_query": "select 1 from {batch} where error(name)"},
    ),
    (
        "unexpected_rows_expectation",
        {"unexpected_rows_query": "select 1 from {batch} where strptime(name, '%Y') is null"},
    ),
    (
        "unexpected_rows_expectation",
        {"unexpected_rows_query": "select 1 from {batch} where name::json is null"},
    ),
    (
        "unexpected_rows_expectation",
        {"unexpected_rows_query": "select 1 from {batch} where name = {people}.x"},
    ),
]


@pytest.fixture
def people(layer):
    layer.table(
        "people",
        f"select '{CANARY}' || (i // 2) as name, '{CANARY}' || i as other,"
        f" '{CANARY}'::enum('{CANARY}') as kind from range(6) as t(i)",
    )
    layer.suite()
    entries = [{"id": f"{n:02}", "type": k, "kwargs": kw} for n, (k, kw) in enumerate(NOSY)]
    layer.suite(*entries, table="people")
    return layer


def test_no_value_of_the_data_leaves_the_gate(people, capfd, caplog):
    caplog.set_level(logging.INFO)
    result = people.gate()
    rows = [row for row in result.to_pylist() if row["table_name"] == "people"]
    assert len(rows) == len(NOSY) + 1
    assert CANARY not in json.dumps(rows, default=str)
    captured = capfd.readouterr()
    assert captured.out == ""
    assert captured.err == ""
    assert CANARY not in caplog.text
    assert sum(row["error"] is not None for row in rows) > 8
    errors = [row["error"] for row in rows if row["error"] and "Conversion" in row["error"]]
    assert (
        "ConversionException: a value could not be cast to the type that the query asks for"
        in errors
    )


def test_schema_order_and_run_columns(people):
    result = people.gate()
    assert result.schema == SCHEMA
    rows = result.to_pylist()
    keys = [(row["table_name"], row["expectation_id"]) for row in rows]
    assert keys == sorted(keys)
    assert {row["gate"] for row in rows} == {"gate_input"}
    assert {row["library_version"] for row in rows} == {__version__}
    assert {(r["sources"], r["key_fingerprint"], r["layer_stamp"]) for r in rows} == {
        ("demo", "abc123", "stamp")
    }
    now = datetime.now(UTC).replace(tzinfo=None)
    assert abs((now - rows[0]["run_at"]).total_seconds()) < 60
    assert len({row["run_id"] for row in rows}) == 1


def test_run_id_is_that_of_the_running_invocation(people, monkeypatch):
    monkeypatch.setattr("dbt_common.invocation.get_invocation_id", lambda: "now")
    assert set(people.gate()["run_id"].to_pylist()) == {"now"}


def test_two_runs_are_equal(people):
    first = people.gate().drop_columns(["run_id", "run_at"])
    assert people.gate().drop_columns(["run_id", "run_at"]).equals(first)


def test_session_stays_usable(people):
    people.gate()
    people.sql("begin")
    people.sql("create table restricted.after as select 1 as x")
    people.sql("commit")
    people.sql("drop table restricted.people")
    assert people.session.execute("from restricted.after").fetchall() == [(1,)]
    count = people.session.execute("select count(*) from duckdb_tables()").fetchall()
    assert count == [(2,)]


def test_no_context_is_an_error(layer):
    with pytest.raises(GateContextError, match="is not set"):
        quality.run_gate(layer.session)
    layer.sql("set variable gate_context = 'nonsense'")
    with pytest.raises(GateContextError, match="not usable"):
        quality.run_gate(layer.session)
    layer.sql('set variable gate_context = \'{"gate": "g"}\'')
    with pytest.raises(GateContextError, match="'tables'"):
        quality.run_gate(layer.session)


def test_table_in_an_attached_database(layer):
    layer.sql(f"attach '{layer.root}/state.duckdb' as state")
    layer.sql("create schema state.restricted")
    layer.sql("create table state.restricted.orders as select 1 as items, 'x' as code")
    layer.database = "state"
    unique = {"id": "x", "type": VALUES + "be_unique", "kwargs": {"column": "code"}}
    layer.suite(unique)
    rows = layer.run()
    assert rows["orders.rows"]["observed_value"] == "1" and rows["x"]["passed"]


def test_gates_in_four_threads_while_others_write(layer):
    layer.suite({"id": "x", "type": VALUES + "be_unique", "kwargs": {"column": "items"}})
    layer.set_context()
    context = layer.session.execute("select getvariable('gate_context')").fetchall()[0][0]
    results, errors = [], []

    def work(number: int) -> None:
        cursor = layer.session.cursor()
        try:
            quoted = context.replace("'", "''")
            cursor.execute(f"set variable gate_context = '{quoted}'").fetchall()
            cursor.execute(f"create table w{number} as from range(10000)").fetchall()
            results.append(quality.run_gate(cursor))
            cursor.execute(f"drop table w{number}").fetchall()
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    first = results[0].drop_columns(["run_id", "run_at"])
    assert all(one.drop_columns(["run_id", "run_at"]).equals(first) for one in results)
    assert all(first["passed"].to_pylist())


def test_importing_the_package_is_cheap():
    code = (
        "import sys, growthmart.quality as q; print(sorted({'great_expectations', 'sqlalchemy',"
        " 'torch', 'pandas'} & set(sys.modules)), q.__all__)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[] ['run_gate']"


def test_nothing_is_written_to_disk(layer, monkeypatch):
    home = layer.root / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    layer.suite()
    before = sorted(layer.root.rglob("*"))
    layer.gate()
    assert [path for path in sorted(layer.root.rglob("*")) if path not in before] == []


def test_eight_tables_of_six_expectations_take_about_a_second(layer):
    layer.suite()
    layer.gate()
    for number in range(8):
        name = f"t{number}"
        layer.table(name, "from restricted.orders")
        columns = ["order_id", "postcode", "items", "select", "net_revenue"]
        layer.suite(
            *(
                {"id": f"{name}.{c}", "type": VALUES + "be_unique", "kwargs": {"column": c}}
                for c in columns
            ),
            table=name,
        )
    started = time.perf_counter()
    rows = layer.run()
    assert time.perf_counter() - started < 5  # about 1 s alone
    assert len(rows) == 49 and all(row["passed"] for row in rows.values())


def test_table_of_a_read_only_database(layer):
    layer.suite()
    layer.session.close()
    layer.session = duckdb.connect(str(layer.root / "warehouse.duckdb"), read_only=True)
    assert layer.run()["orders.rows"]["passed"]
