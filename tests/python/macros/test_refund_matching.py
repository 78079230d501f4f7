"""Refunds without an order take units of purchases: the SQL equals a loop over the refunds."""

from datetime import datetime, timedelta
from decimal import Decimal
from itertools import groupby

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

START = datetime(2024, 1, 1)
CENT = Decimal("0.01")
UNITS = [Decimal(text) for text in ("0.4", "1", "1", "1.5", "2", "3")]


def moments():
    return st.integers(0, 6).map(lambda hours: START + timedelta(hours=hours))


def prices():
    return st.sampled_from([Decimal(text) for text in ("0", "4.99", "5.00", "7.25", "10.00")])


@st.composite
def shops(draw):
    """Return purchases and refunds of two customers, numbered by time."""
    purchases, refunds = [], []
    for number in range(draw(st.integers(0, 6))):
        units, price = draw(st.sampled_from(UNITS)), draw(prices())
        purchases.append(
            {
                "order_key": f"order-{draw(st.integers(0, 3))}",
                "line_number": number,
                "customer_id": draw(st.sampled_from(["anna", "bert"])),
                "product_key": "tea",
                "currency_code": draw(st.sampled_from(["EUR", "EUR", "EUR", "USD"])),
                "ordered_at": draw(moments()),
                "unit_amount": price,
                "units_left": draw(st.sampled_from([units, units, units, Decimal(0)])),
                # a part of the money may have been paid back
                "amount_left": cents(units * price * draw(st.sampled_from([1, 1, Decimal("0.5")]))),
            }
        )
    for number in range(draw(st.integers(1, 6))):
        units, price = draw(st.sampled_from(UNITS)), draw(prices())
        refunds.append(
            {
                "refund_key": f"refund-{number}",
                "customer_id": draw(st.sampled_from(["anna", "bert"])),
                "product_key": "tea",
                "currency_code": "EUR",
                "refunded_at": draw(moments()),
                "quantity": units,
                "amount": cents(units * price),
                "unit_amount": price,
            }
        )
    return (
        numbered(purchases, "purchase_number", ("ordered_at", "order_key", "line_number")),
        numbered(refunds, "refund_number", ("refunded_at", "refund_key")),
    )


def cents(amount):
    return amount.quantize(CENT, rounding="ROUND_HALF_UP")


def numbered(rows, name, order):
    ordered = sorted(rows, key=lambda row: (row["customer_id"], *(row[column] for column in order)))
    return [
        row | {name: number}
        for _, group in groupby(ordered, key=lambda row: row["customer_id"])
        for number, row in enumerate(group, 1)
    ]


def matched_by_a_loop(purchases, refunds):
    """Return {(refund, order): units}."""
    purchases = [dict(row) for row in reversed(purchases)]
    matches = {}
    for refund in refunds:
        earlier = [
            row
            for row in purchases
            if row["customer_id"] == refund["customer_id"]
            and row["ordered_at"] <= refund["refunded_at"]
        ]
        wanted = refund["quantity"]
        taken = dict.fromkeys((row["line_number"] for row in purchases), Decimal(0))
        at_its_price = [row for row in earlier if is_at_its_price(row, refund)]
        others = [row for row in earlier if not is_at_its_price(row, refund)]
        for row in at_its_price + others:
            units = min(wanted, affordable_units(row, refund))
            taken[row["line_number"]] += units
            wanted -= units
        for row in earlier:
            offered = min(row["units_left"], refund["quantity"])
            units = min(wanted, offered - taken[row["line_number"]])
            taken[row["line_number"]] += units
            wanted -= units
        for row in earlier:
            units = taken[row["line_number"]]
            row["units_left"] -= units
            row["amount_left"] -= cents(refund["amount"] * units / refund["quantity"])
            if units:
                key = refund["refund_key"], row["order_key"]
                matches[key] = matches.get(key, 0) + units
    return matches


def is_at_its_price(row, refund):
    return row["currency_code"] == "EUR" and row["unit_amount"] == refund["unit_amount"]


def affordable_units(row, refund):
    if row["currency_code"] != "EUR":
        return Decimal(0)
    offered = min(row["units_left"], refund["quantity"])
    unit = refund["amount"] / refund["quantity"]
    tolerance = Decimal("0.005") + (CENT * row["units_left"] if is_at_its_price(row, refund) else 0)
    room = row["amount_left"] + tolerance
    if unit * offered <= room:
        return offered
    if not unit:
        return Decimal(0)
    return max(Decimal(0), min(offered, (room / unit).to_integral_value("ROUND_FLOOR")))


@pytest.fixture
def match(warehouse):
    """Return a function that builds int_refunds_lifo and returns its rows."""
    warehouse.declare(
        "int_order_items_returnable",
        order_key="varchar",
        line_number="int",
        customer_id="varchar",
        product_key="varchar",
        currency_code="varchar",
        ordered_at="timestamp",
        unit_amount="decimal(18, 2)",
        units_left="decimal(18, 6)",
        amount_left="decimal(18, 2)",
        purchase_number="int",
    )
    warehouse.declare(
        "int_refunds_open",
        refund_key="varchar",
        customer_id="varchar",
        product_key="varchar",
        currency_code="varchar",
        refunded_at="timestamp",
        quantity="decimal(18, 6)",
        amount="decimal(18, 6)",
        unit_amount="decimal(18, 2)",
        refund_number="int",
    )

    def run(purchases, refunds):
        warehouse.fill("int_order_items_returnable", purchases)
        warehouse.fill("int_refunds_open", refunds)
        return warehouse.build("int_refunds_lifo")

    return run


@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(shops())
def test_refunds_are_matched_as_by_a_loop(match, shop):
    rows = match(*shop)

    found = {(row["refund_key"], row["order_key"]): row["quantity"] for row in rows}
    assert len(found) == len(rows)
    assert found == matched_by_a_loop(*shop)
