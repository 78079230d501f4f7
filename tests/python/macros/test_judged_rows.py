"""The input layer judges orders: every rule works, their order is right, and no row is lost."""

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

GOOD = {
    "order_key": "demo:1",
    "source_name": "demo",
    "source_customer_key": "demo:anna",
    "ordered_at": datetime(2024, 1, 1, 10),
    "status": "paid",
    "currency_code": "EUR",
    "shipping_amount": 4.5,
    "is_test": False,
    "loaded_at": datetime(2024, 2, 1),
}
BREAKS = {
    "test": {"is_test": True},
    "test_customer": {"source_customer_key": "demo:tester"},
    "unknown_status": {"status": "lost"},
    "negative_amount": {"shipping_amount": -0.01},
    "in_the_future": {"ordered_at": datetime(2024, 2, 3)},
}


@pytest.fixture
def orders(warehouse, judged_rows):
    """Return a function that judges staged orders and returns valid and rejected ones."""
    for name in ("stg_demo__orders", "stg_demo__customers"):
        warehouse.declare(name, **warehouse.contract(name.replace("stg_demo__", "input_")))
    for name in ("input_customers", "input_test_ids", "placeholder_ids"):
        warehouse.declare(name)
    warehouse.fill("input_customers", [{"source_customer_key": "demo:anna", "source_name": "demo"}])
    warehouse.fill("input_test_ids", [{"id_type": "customer", "id": "demo:tester"}])

    def judge(*rows):
        warehouse.fill("stg_demo__orders", list(rows))
        judged = warehouse.fetch(judged_rows["orders"])
        valid = [row for row in judged if row["rejection_reason"] is None]
        return valid, [row for row in judged if row["rejection_reason"] is not None]

    return judge


@pytest.mark.parametrize(
    "column", ["order_key", "source_name", "ordered_at", "status", "currency_code"]
)
def test_a_required_value_is_missing(orders, column):
    valid, rejected = orders(GOOD | {column: None})

    assert valid == []
    assert [row["rejection_reason"] for row in rejected] == ["missing_required"]


@pytest.mark.parametrize(("rule", "change"), BREAKS.items())
def test_each_rule_rejects(orders, rule, change):
    valid, rejected = orders(GOOD, GOOD | change | {"order_key": "demo:2"})

    assert [row["order_key"] for row in valid] == ["demo:1"]
    assert [(row["order_key"], row["rejection_reason"]) for row in rejected] == [("demo:2", rule)]


@pytest.mark.parametrize(
    "column", ["shipping_amount", "tax_amount", "gift_card_amount", "discount_amount"]
)
def test_no_amount_may_be_negative(orders, column):
    _, rejected = orders(GOOD | {column: -1})

    assert [row["rejection_reason"] for row in rejected] == ["negative_amount"]


@pytest.mark.parametrize("status", ["placed", "paid", "shipped", "delivered", "cancelled"])
def test_known_statuses_pass(orders, status):
    valid, rejected = orders(GOOD | {"status": status})

    assert (len(valid), rejected) == (1, [])


def test_optional_columns_may_be_null(orders):
    sparse = {name: GOOD[name] for name in GOOD if name not in ("is_test", "loaded_at")}
    valid, rejected = orders(sparse | {"source_customer_key": None, "shipping_amount": None})

    assert (len(valid), rejected) == (1, [])


def test_the_first_rule_broken_is_named(orders):
    everything = GOOD | BREAKS["test"] | BREAKS["unknown_status"] | BREAKS["negative_amount"]
    _, rejected = orders(
        everything | {"order_key": "demo:1"},
        everything | {"order_key": "demo:2", "is_test": False},
        everything | {"order_key": "demo:3", "currency_code": None},
    )

    assert {row["order_key"]: row["rejection_reason"] for row in rejected} == {
        "demo:1": "test",
        "demo:2": "unknown_status",
        "demo:3": "missing_required",
    }


def test_equal_rows_are_one_row(orders):
    valid, rejected = orders(GOOD, GOOD, GOOD)

    assert (len(valid), rejected) == (1, [])


def test_of_one_key_the_newest_stays(orders):
    newest = GOOD | {"loaded_at": datetime(2024, 2, 2), "status": "delivered"}
    valid, rejected = orders(GOOD, newest, GOOD | {"loaded_at": None, "status": "placed"})

    assert [row["status"] for row in valid] == ["delivered"]
    # an older state is no bad row; a row without a time may be of any state
    assert sorted((row["status"], row["rejection_reason"]) for row in rejected) == [
        ("paid", "superseded"),
        ("placed", "duplicate_key"),
    ]


def test_of_two_rows_that_were_loaded_together_one_is_rejected(orders):
    valid, rejected = orders(GOOD, GOOD | {"status": "shipped"})

    assert [row["status"] for row in valid] == ["paid"]
    assert [row["rejection_reason"] for row in rejected] == ["duplicate_key"]


def test_a_row_without_its_key_has_no_newer_state(orders):
    _, rejected = orders(
        *(GOOD | {"order_key": None, "loaded_at": datetime(2024, 2, day)} for day in (1, 2))
    )

    assert [row["rejection_reason"] for row in rejected] == ["missing_required"] * 2


def test_a_row_is_valid_or_rejected_with_its_key_reason_and_value(warehouse, rejected_rows):
    for name in warehouse.nodes:
        if name.startswith("input_") or name == "placeholder_ids":
            warehouse.declare(name)
        if name.startswith("stg_demo__"):
            warehouse.declare(name, **warehouse.contract(name.replace("stg_demo__", "input_")))
    warehouse.fill(
        "stg_demo__customers", [{"source_customer_key": "demo:anna", "source_name": "demo"}]
    )
    sparse = {name: GOOD[name] for name in GOOD if name != "source_customer_key"}
    warehouse.fill("stg_demo__orders", [sparse, sparse | {"order_key": "demo:2", "status": "lost"}])
    line = {"order_key": "demo:none", "line_number": 3, "product_key": "demo:p", "quantity": 2}
    line |= {"unit_price": 1.25, "source_name": "demo"}
    warehouse.fill("stg_demo__order_items", [line])

    assert [row["source_customer_key"] for row in warehouse.build("input_customers")] == [
        "demo:anna"
    ]
    assert [row["order_key"] for row in warehouse.build("input_orders")] == ["demo:1"]
    assert warehouse.build("input_order_items") == []
    rejected = [
        tuple(map(str, row.values()))
        for entity in ("customers", "orders", "order_items")
        for row in warehouse.fetch(rejected_rows[entity])
    ]
    assert rejected == [
        ("orders", "demo:2", "unknown_status", "demo", "4.50"),
        ("order_items", "demo:none/3", "orphan_order", "demo", "4.50"),
    ]


@st.composite
def staged_rows(draw):
    rows = []
    for _ in range(draw(st.integers(1, 8))):
        row = GOOD | draw(st.sampled_from([{}, {}, {"status": None}, *BREAKS.values()]))
        row["order_key"] = draw(st.sampled_from([None, "demo:1", "demo:2", "demo:3"]))
        row["loaded_at"] = GOOD["loaded_at"] + timedelta(days=draw(st.integers(0, 2)))
        rows.append(row)
    return rows


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(staged_rows())
def test_no_row_is_lost_and_the_order_of_rows_has_no_effect(orders, rows):
    valid, rejected = orders(*rows)
    again, rejected_again = orders(*reversed(rows))

    distinct = {tuple(row.items()) for row in rows}
    assert len(valid) + len(rejected) == len(distinct)
    keys = [row["order_key"] for row in valid]
    assert len(keys) == len(set(keys)) and None not in keys
    by_key = sorted(valid, key=lambda row: row["order_key"])
    assert by_key == sorted(again, key=lambda row: row["order_key"])
    assert sorted(map(str, rejected)) == sorted(map(str, rejected_again))
