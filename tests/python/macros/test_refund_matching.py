"""Refunds are matched last in, first out: the SQL equals a loop over stacks."""

from collections import defaultdict
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

START = datetime(2024, 1, 1)
PEOPLE = ["anna", "bert"]
PRODUCTS = ["tea", "cup"]


def moments():
    return st.integers(0, 6).map(lambda hours: START + timedelta(hours=hours))


@st.composite
def shops(draw):
    """Return orders, lines and refunds; some refunds name an order, some orders are cancelled."""
    orders, lines, refunds = [], [], []
    for number in range(draw(st.integers(0, 6))):
        key = f"order-{number}"
        orders.append(
            {
                "order_key": key,
                "customer_id": draw(st.sampled_from([*PEOPLE, None])),
                "is_cancelled": draw(st.sampled_from([False, False, False, True])),
                "ordered_at": draw(moments()),
            }
        )
        for line_number in range(draw(st.integers(1, 3))):
            line = {
                "order_key": key,
                "line_number": line_number,
                "product_key": draw(st.sampled_from(PRODUCTS)),
                "quantity": draw(st.integers(1, 4)),
            }
            lines.append(line)
    for number in range(draw(st.integers(1, 6))):
        named = draw(st.sampled_from([None, None, *(order["order_key"] for order in orders)]))
        person = draw(st.sampled_from([*PEOPLE, *PEOPLE, None]))
        refunds.append(
            {
                "refund_key": f"refund-{number}",
                "order_key": named,
                "source_customer_key": person and f"shop:{person}",
                "product_key": draw(st.sampled_from([*PRODUCTS, *PRODUCTS, None])),
                "quantity": draw(st.sampled_from([1, 2, 3, 5, None])),
                "amount": draw(st.integers(0, 5000)) * Decimal("0.01"),
                "currency_code": "EUR",
                "refunded_at": draw(moments()),
            }
        )
    return orders, lines, refunds


def matched_by_a_loop(orders, lines, refunds):
    """Return {(refund, order): units}."""
    sold = defaultdict(int)
    for line in lines:
        sold[line["order_key"], line["product_key"]] += line["quantity"]
    for refund in refunds:
        place = (refund["order_key"], refund["product_key"])
        if refund["quantity"] and place in sold:
            sold[place] = max(0, sold[place] - refund["quantity"])

    events = defaultdict(list)
    by_key = {order["order_key"]: order for order in orders}
    for (key, product), units in sold.items():
        order = by_key[key]
        if not order["is_cancelled"]:
            events[order["customer_id"], product].append((order["ordered_at"], 0, key, units))
    for refund in refunds:
        person = refund["source_customer_key"]
        if refund["order_key"] is None and person and refund["quantity"]:
            events[person.removeprefix("shop:"), refund["product_key"]].append(
                (refund["refunded_at"], 1, refund["refund_key"], refund["quantity"])
            )

    matches = {}
    for happened in events.values():
        stack = []
        for _, is_refund, key, units in sorted(happened):
            if not is_refund:
                stack.append([key, units])
                continue
            while units and stack:
                taken = min(units, stack[-1][1])
                if taken:
                    matches[key, stack[-1][0]] = taken
                units -= taken
                stack[-1][1] -= taken
                if not stack[-1][1]:
                    stack.pop()
    return matches


@pytest.fixture
def match(warehouse):
    """Return a function that builds both models of refund matching and returns their rows."""
    warehouse.declare("input_refunds")
    warehouse.declare("input_order_items")
    warehouse.declare(
        "int_orders_with_rates",
        order_key="varchar",
        customer_id="varchar",
        is_cancelled="boolean",
        ordered_at="timestamp",
    )
    warehouse.declare(
        "int_customer_accounts",
        source_customer_key="varchar",
        customer_id="varchar",
    )
    people = [{"source_customer_key": f"shop:{name}", "customer_id": name} for name in PEOPLE]
    warehouse.fill("int_customer_accounts", people)

    def run(orders, lines, refunds):
        warehouse.fill("int_orders_with_rates", orders)
        warehouse.fill("input_order_items", lines)
        warehouse.fill("input_refunds", refunds)
        return warehouse.build("int_refunds_lifo"), warehouse.build("int_refunds_matched_to_orders")

    return run


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(shops())
def test_refunds_are_matched_as_by_a_loop(match, shop):
    stacked, matched = match(*shop)

    found = {(row["refund_key"], row["order_key"]): row["quantity"] for row in stacked}
    assert len(found) == len(stacked)
    assert found == matched_by_a_loop(*shop)

    refunds = {refund["refund_key"]: refund for refund in shop[2]}
    amounts, units = defaultdict(Decimal), defaultdict(int)
    for row in matched:
        amounts[row["refund_key"]] += row["amount"]
        units[row["refund_key"]] += row["quantity"] or 0
        assert row["amount"] >= 0
    assert amounts == {key: refund["amount"] for key, refund in refunds.items()}
    assert units == {key: refund["quantity"] or 0 for key, refund in refunds.items()}
    ids = [row["refund_id"] for row in matched]
    assert len(ids) == len(set(ids))
