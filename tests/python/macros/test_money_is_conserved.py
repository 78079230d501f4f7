"""Random shops through every model of orders: no money and no unit appears or disappears."""

from collections import defaultdict
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

START = datetime(2024, 1, 1)
MONTH = START.date()
CENT = Decimal("0.01")
RATES = {"EUR": Decimal("1.00000000"), "USD": Decimal("0.92310000"), "JPY": Decimal("0.00613000")}
PRODUCTS = ["tea", "cup"]
PRICES = [Decimal(text) for text in ("0.333333", "4.99", "5", "7.25", "1234.565")]
UNITS = [Decimal(text) for text in ("0.4", "1", "1", "1.5", "3")]


def moments():
    return st.integers(0, 20).map(lambda hours: START + timedelta(hours=hours))


@st.composite
def shops(draw):
    """Return orders, lines and refunds; some refunds name an order, some lines no product."""
    orders, lines, refunds = [], [], []
    for number in range(draw(st.integers(1, 5))):
        key = f"shop:order-{number}"
        orders.append(
            {
                "order_key": key,
                "customer_id": draw(st.sampled_from(["anna", "anna", "bert", None])),
                "is_cancelled": draw(st.sampled_from([False, False, False, True])),
                "ordered_at": draw(moments()),
                "order_month": MONTH,
                "currency_code": draw(st.sampled_from(sorted(RATES))),
                "discount_amount": draw(st.sampled_from([None, Decimal("0.10")])),
            }
        )
        for line_number in range(1, draw(st.integers(1, 3)) + 1):
            lines.append(
                {
                    "order_key": key,
                    "line_number": line_number,
                    "product_key": draw(st.sampled_from([*PRODUCTS, None])),
                    "quantity": draw(st.sampled_from(UNITS)),
                    "unit_price": draw(st.sampled_from(PRICES)),
                    "discount_amount": draw(st.sampled_from([None, CENT])),
                }
            )
    for order in orders:
        order["exchange_rate"] = RATES[order["currency_code"]]
    for number in range(draw(st.integers(0, 6))):
        named = draw(st.sampled_from([None, None, *(order["order_key"] for order in orders)]))
        person = draw(st.sampled_from(["anna", "anna", "bert", None]))
        units = draw(st.sampled_from([*UNITS, None]))
        refunds.append(
            {
                "refund_key": f"shop:refund-{number}",
                "order_key": named,
                "source_customer_key": person and f"shop:{person}",
                "product_key": draw(st.sampled_from([*PRODUCTS, None])),
                "quantity": units,
                "amount": ((units or 1) * draw(st.sampled_from(PRICES))).quantize(
                    draw(st.sampled_from([CENT, Decimal("0.000001")]))
                ),
                "currency_code": draw(st.sampled_from(["EUR", "USD"])),
                "refunded_at": draw(moments()),
            }
        )
    return orders, lines, refunds


@pytest.fixture
def build(warehouse):
    """Return a function that builds the models of orders and returns the rows of each."""
    for name in ("input_refunds", "input_order_items", "input_products"):
        warehouse.declare(name)
    warehouse.declare(
        "int_orders_with_rates",
        order_key="varchar",
        source_name="varchar",
        customer_id="varchar",
        identified_at="timestamp",
        ordered_at="timestamp",
        order_date="date",
        status="varchar",
        shipped_at="timestamp",
        delivered_at="timestamp",
        promised_at="timestamp",
        is_cancelled="boolean",
        order_month="date",
        sales_channel="varchar",
        promotion_code="varchar",
        currency_code="varchar",
        discount_amount="decimal(18, 6)",
        shipping_amount="decimal(18, 6)",
        tax_amount="decimal(18, 6)",
        gift_card_amount="decimal(18, 6)",
        exchange_rate="decimal(22, 12)",
        exchange_rate_origin="varchar",
    )
    warehouse.declare(
        "int_exchange_rates_monthly",
        month_start="date",
        currency_code="varchar",
        rate_to_reporting="decimal(22, 12)",
    )
    warehouse.declare("int_customer_accounts", source_customer_key="varchar", customer_id="varchar")
    warehouse.fill(
        "int_exchange_rates_monthly",
        [
            {"month_start": MONTH, "currency_code": code, "rate_to_reporting": rate}
            for code, rate in RATES.items()
        ],
    )
    people = [{"source_customer_key": f"shop:{name}", "customer_id": name} for name in PEOPLE]
    warehouse.fill("int_customer_accounts", people)
    warehouse.fill("input_products", [{"product_key": key} for key in PRODUCTS])

    def run(orders, lines, refunds):
        warehouse.fill("int_orders_with_rates", orders)
        warehouse.fill("input_order_items", lines)
        warehouse.fill("input_refunds", refunds)
        return {name: warehouse.build(name) for name in MODELS}

    return run


PEOPLE = ["anna", "bert"]
MODELS = [
    "int_order_items_with_rates",
    "int_refunds_open",
    "int_order_items_returnable",
    "int_refunds_lifo",
    "int_refunds_matched_to_orders",
    "int_refunds_with_rates",
    "int_order_items_with_revenue",
    "int_orders_with_revenue",
]


def total(rows, column, *keys):
    """Return the sums of a column by keys."""
    sums = defaultdict(Decimal)
    for row in rows:
        sums[tuple(row[key] for key in keys)] += row[column] or 0
    return sums


def full_refunds(lines, orders):
    """Return one refund per order, of all that was paid, in the currency of the order."""
    paid = defaultdict(Decimal)
    for line in lines:
        value = (line["quantity"] * line["unit_price"]).quantize(CENT, "ROUND_HALF_UP")
        paid[line["order_key"]] += value - (line["discount_amount"] or 0)
    return [
        {
            "refund_key": f"{order['order_key']}/all",
            "order_key": order["order_key"],
            "amount": paid[order["order_key"]] - (order["discount_amount"] or 0),
            "currency_code": order["currency_code"],
            "refunded_at": START,
        }
        for order in orders
    ]


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(shops())
def test_money_and_units_are_conserved(build, shop):
    _, lines, refunds = shop
    built = build(*shop)

    # every refund is divided without a rest
    parts = built["int_refunds_matched_to_orders"]
    assert total(parts, "amount", "refund_key") == total(refunds, "amount", "refund_key")
    assert total(parts, "quantity", "refund_key") == total(refunds, "quantity", "refund_key")
    assert all(part["amount"] >= 0 for part in parts)
    rated = built["int_refunds_with_rates"]
    assert all(refund["amount"] >= 0 for refund in rated)

    # no order gives back more units than it sold, but for refunds that name it
    sold = total(lines, "quantity", "order_key", "product_key")
    explicit = [refund for refund in refunds if refund["order_key"]]
    named = total(explicit, "quantity", "order_key", "product_key")
    for match in built["int_refunds_lifo"]:
        product = next(
            refund["product_key"]
            for refund in refunds
            if refund["refund_key"] == match["refund_key"]
        )
        named[match["order_key"], product] += match["quantity"]
        assert named[match["order_key"], product] <= sold[match["order_key"], product]

    # the refunds of an order, of any kind, are those of its lines
    of_orders = built["int_orders_with_revenue"]
    of_lines = built["int_order_items_with_revenue"]
    matched = [row for row in rated if row["order_key"]]
    given_back = total(matched, "amount", "order_key")
    for name in ("gross_revenue", "discount_amount", "refund_amount", "net_revenue"):
        assert total(of_lines, name, "order_key") == total(of_orders, name, "order_key")
    for key, amount in total(of_orders, "refund_amount", "order_key").items():
        assert amount == given_back[key]
    for row in of_orders:
        value = row["gross_revenue"] - row["discount_amount"] - row["refund_amount"]
        assert row["net_revenue"] + row["cancelled_amount"] == value


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(shops())
def test_whoever_gets_back_all_leaves_nothing(build, shop):
    orders, lines, _ = shop
    built = build(orders, lines, full_refunds(lines, orders))

    for row in built["int_orders_with_revenue"]:
        assert row["refund_amount"] == row["gross_revenue"] - row["discount_amount"]
        assert row["is_fully_refunded"]
