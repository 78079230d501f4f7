"""A good layer opens the gate; each fault closes exactly its own expectation."""

from __future__ import annotations

import pytest

COLUMN = "expect_column_values_to_"
SUITE = [
    {"id": "key", "type": COLUMN + "be_unique", "kwargs": {"column": "order_id"}},
    {
        "id": "grain",
        "type": "expect_compound_columns_to_be_unique",
        "kwargs": {"column_list": ["order_id", "order_date"]},
    },
    {"id": "null", "type": COLUMN + "not_be_null", "kwargs": {"column": "customer_id"}},
    {
        "id": "range",
        "type": COLUMN + "be_between",
        "kwargs": {"column": "net_revenue", "min_value": 0, "max_value": 1000},
    },
    {
        "id": "enum",
        "type": COLUMN + "be_in_set",
        "kwargs": {"column": "channel", "value_set": ["web", "store"]},
    },
    {
        "id": "orphan",
        "type": "unexpected_rows_expectation",
        "kwargs": {
            "unexpected_rows_query": "select o.order_id from {batch} as o"
            " left join {customers} as c using (customer_id)"
            " where o.customer_id is not null and c.customer_id is null -- ends in a comment"
        },
    },
    {
        "id": "fresh",
        "type": "expect_column_max_to_be_between",
        "kwargs": {"column": "order_date", "min_value": {"$PARAMETER": "expected_through"}},
    },
]
UPDATE = "update restricted.orders set "
FAULTS = {
    "duplicate": ("insert into restricted.orders from restricted.orders limit 1", {"key", "grain"}),
    "repeated key": (UPDATE + "order_id = 'o1' where order_id = 'o2'", {"key"}),
    "null": (UPDATE + "customer_id = null where order_id = 'o3'", {"null"}),
    "range": (UPDATE + "net_revenue = -1 where order_id = 'o3'", {"range"}),
    "new value": (UPDATE + "channel = 'fax' where order_id = 'o3'", {"enum"}),
    "orphan": (UPDATE + "customer_id = 'nobody' where order_id = 'o3'", {"orphan"}),
    "stale": ("delete from restricted.orders where order_date > '2024-01-15'", {"fresh"}),
    "missing column": ("alter table restricted.orders drop column channel", {"enum"}),
    "empty": ("delete from restricted.orders", {"orders.rows", "fresh"}),
}


@pytest.fixture
def good(layer):
    layer.table("customers", "select 'c' || i as customer_id from range(5) as t(i)")
    layer.suite(table="customers")
    layer.suite(*SUITE)
    layer.parameters["expected_through"] = "2024-01-20"
    return layer


def test_good_tables_open_the_gate(good):
    rows = good.run()
    assert {name for name, row in rows.items() if not row["passed"]} == set()
    assert all(row["success"] and row["error"] is None for row in rows.values())
    assert len(rows) == len(SUITE) + 2
    assert rows["key"]["unexpected_count"] == 0
    assert rows["key"]["rows_count"] == 20
    assert rows["orders.rows"]["observed_value"] == "20"


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_closes_its_own_expectation(good, fault):
    statement, closed = FAULTS[fault]
    good.sql(statement)
    rows = good.run()
    assert {name for name, row in rows.items() if not row["passed"]} == closed
    assert {name for name, row in rows.items() if not row["success"]} == closed
    assert all(rows[name]["what_to_do"] for name in closed)


def test_counts_and_rates(good):
    good.sql(FAULTS["repeated key"][0])
    row = good.run()["key"]
    assert (row["unexpected_count"], row["unexpected_rate"]) == (2, 0.1)
    good.sql(FAULTS["orphan"][0])
    row = good.run()["orphan"]
    assert (row["unexpected_count"], row["unexpected_rate"]) == (1, 0.05)


def test_missing_column_is_an_error_that_names_it(good):
    good.sql(FAULTS["missing column"][0])
    row = good.run()["enum"]
    assert row["error"] == "the table orders has no column 'channel'"
    good.sql("alter table restricted.orders rename customer_id to customer_idd")
    assert good.run()["null"]["error"].endswith("nearest: customer_idd")


def test_missing_table_is_an_error_row_for_each_expectation(good):
    good.sql("drop table restricted.customers")
    rows = good.run()
    assert "does not exist" in rows["customers.rows"]["error"]
    assert rows["orphan"]["error"].startswith("CatalogException: a table or a function")
    assert rows["key"]["passed"]


def test_null_parameter_is_not_judged(good):
    good.parameters["expected_through"] = None
    row = good.run()["fresh"]
    assert (row["success"], row["passed"], row["error"]) == (True, True, None)
    assert row["note"] == "not judged: the parameter expected_through is null"


def test_unknown_parameter(good):
    del good.parameters["expected_through"]
    row = good.run()["fresh"]
    assert not row["passed"]
    assert "no parameter 'expected_through'" in row["error"]


@pytest.mark.parametrize(("severity", "passed"), [("critical", False), ("warning", True)])
def test_only_critical_failures_close(layer, severity, passed):
    kwargs = {"column": "items", "max_value": 3, "severity": severity}
    row = layer.one("expect_column_values_to_be_between", **kwargs)
    assert (row["success"], row["passed"], row["severity"]) == (False, passed, severity)


def test_what_cannot_run_closes_a_required_table_even_as_info(layer):
    row = layer.one("expect_column_values_to_be_unique", column="nope", severity="info")
    assert (row["success"], row["passed"], row["severity"]) == (False, False, "info")


def test_what_cannot_run_is_a_warning_for_an_optional_table(layer):
    bad = {"id": "x", "type": "expect_column_values_to_be_unique", "kwargs": {"column": "nope"}}
    layer.suite(bad, optional=True)
    row = layer.run()["x"]
    assert (row["success"], row["passed"], row["severity"]) == (False, True, "warning")
    assert "no column 'nope'" in row["error"]
    layer.sql("drop table restricted.orders")
    rows = layer.run()
    assert set(rows) == {"orders.rows", "x"}
    assert all(row["passed"] and "does not exist" in row["error"] for row in rows.values())


def test_optional_table_may_be_empty(layer):
    layer.sql("delete from restricted.orders")
    mean = {"type": "expect_column_mean_to_be_between", "kwargs": {"column": "items"}}
    mean["kwargs"]["min_value"] = 1
    layer.suite({"id": "mean"} | mean, optional=True)
    rows = layer.run()
    assert rows["mean"]["passed"]
    assert rows["mean"]["note"] == "not judged: the optional table is empty"
    assert not rows["orders.rows"]["passed"]
