"""The lines of an order add up to the order: its discount and its refunds, to the cent."""

from collections import defaultdict
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

CENT = Decimal("0.01")
PRODUCTS = ["tea", "cup", "pot"]
RATE = Decimal("0.92000000")


@st.composite
def books(draw):
    """Return orders, their lines and their refunds."""
    orders, lines, refunds = [], [], []
    for number in range(draw(st.integers(1, 3))):
        key = f"order-{number}"
        orders.append(
            {
                "order_key": key,
                "is_cancelled": draw(st.booleans()),
                "discount_amount": draw(st.integers(0, 2000)) * CENT,
                "exchange_rate": RATE,
            }
        )
        for line_number in range(draw(st.integers(1, 4))):
            lines.append(
                {
                    "order_key": key,
                    "line_number": line_number,
                    "product_key": draw(st.sampled_from([*PRODUCTS[:2], None])),
                    "quantity": draw(st.sampled_from([1, 2, 4, Decimal("0.4"), Decimal("1.5")])),
                    "unit_price": draw(st.sampled_from([0, 1, 19999, 333333])) * CENT**2,
                    "discount_amount": draw(st.sampled_from([None, 7 * CENT])),
                }
            )
        for _ in range(draw(st.integers(0, 3))):
            refunds.append(
                {
                    "order_key": key,
                    "product_key": draw(st.sampled_from([*PRODUCTS, None])),
                    "quantity": draw(st.sampled_from([1, 3, Decimal("0.25"), None])),
                    "amount": draw(st.integers(0, 5000)) * CENT,
                }
            )
    return orders, lines, refunds


@pytest.fixture
def value(warehouse):
    """Return a function that builds int_order_items_with_revenue and returns its rows."""
    warehouse.declare("input_order_items")
    warehouse.declare("input_products")
    warehouse.declare(
        "int_orders_with_rates",
        order_key="varchar",
        is_cancelled="boolean",
        order_month="date",
        currency_code="varchar",
        discount_amount="decimal(18, 2)",
        exchange_rate="decimal(22, 12)",
    )
    warehouse.declare(
        "int_exchange_rates_monthly",
        month_start="date",
        currency_code="varchar",
        rate_to_reporting="decimal(22, 12)",
    )
    warehouse.declare(
        "int_refunds_with_rates",
        order_key="varchar",
        product_key="varchar",
        quantity="decimal(18, 6)",
        amount="decimal(18, 2)",
    )
    warehouse.fill("input_products", [{"product_key": key} for key in PRODUCTS])

    def run(orders, lines, refunds):
        warehouse.fill("int_orders_with_rates", orders)
        warehouse.fill("input_order_items", lines)
        warehouse.fill("int_refunds_with_rates", refunds)
        warehouse.build("int_order_items_with_rates")
        return warehouse.build("int_order_items_with_revenue")

    return run


def in_reporting_currency(amount):
    return (amount * RATE).quantize(CENT, rounding="ROUND_HALF_UP")


@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(books())
def test_lines_add_up_to_the_order(value, book):
    orders, lines, refunds = book
    rows = value(*book)

    assert len(rows) == len(lines)
    cancelled = {order["order_key"] for order in orders if order["is_cancelled"]}
    discounts, refunded, units = defaultdict(Decimal), defaultdict(Decimal), defaultdict(int)
    for row in rows:
        discounts[row["order_key"]] += row["discount_amount"]
        refunded[row["order_key"]] += row["refund_amount"]
        units[row["order_key"], row["product_key"]] += row["refunded_quantity"]
        assert 0 <= row["refunded_quantity"] <= row["quantity"]
        net = row["gross_revenue"] - row["discount_amount"] - row["refund_amount"]
        assert row["net_revenue"] == (0 if row["order_key"] in cancelled else net)

    for order in orders:
        key = order["order_key"]
        own = [line["discount_amount"] or 0 for line in lines if line["order_key"] == key]
        expected = in_reporting_currency(order["discount_amount"])
        # the discounts of the lines are rounded after adding up
        assert discounts[key] == expected + in_reporting_currency(sum(own, Decimal()))
        assert refunded[key] == sum(
            refund["amount"] for refund in refunds if refund["order_key"] == key
        )
        for product in [*PRODUCTS, None]:
            sold = sum(
                line["quantity"]
                for line in lines
                if (line["order_key"], line["product_key"]) == (key, product)
            )
            back = sum(
                refund["quantity"] or 0
                for refund in refunds
                if (refund["order_key"], refund["product_key"]) == (key, product)
            )
            assert units[key, product] == min(sold, back)
