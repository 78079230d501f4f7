from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from growthmart.simulate import simulate
from growthmart.simulate.base.clock import Clock
from growthmart.simulate.base.columns import MONEY, PRICE, RATE, SCHEMAS, decimals
from growthmart.simulate.base.parameters import FROZEN
from growthmart.simulate.base.streams import Streams

from .recount import recount


def test_same_seed_gives_equal_tables(tiny):
    again = simulate(300, 120, 11)
    assert again.keys() == tiny.keys()
    assert all(again[path].equals(tiny[path]) for path in tiny)


def test_other_seed_gives_other_tables(tiny):
    other = simulate(300, 120, 12)
    same = {path for path in tiny if other[path].equals(tiny[path])}
    assert not same & (set(SCHEMAS) | {"truth/customers", "truth/orders", "truth/products"})


def test_streams_depend_on_seed_and_name_only():
    one, other = Streams(1), Streams(1)
    other["orders"].random()
    assert one["people"].random() == other["people"].random()
    draws = [Streams(seed)[name].random() for seed in (1, 2) for name in ("people", "orders")]
    assert len(set(draws)) == 4


def test_schemas_are_exact(tiny):
    for entity in set(tiny) & set(SCHEMAS):
        assert tiny[entity].schema.equals(SCHEMAS[entity])
        assert tiny[entity].num_rows > 0
        tiny[entity].validate(full=True)


def test_money_types():
    assert SCHEMAS["orders"].field("tax").type == MONEY == pa.decimal128(18, 2)
    assert SCHEMAS["order_items"].field("unit_price").type == PRICE == pa.decimal128(18, 4)
    assert SCHEMAS["exchange_rates"].field("rate").type == RATE == pa.decimal128(18, 8)


def test_decimals_are_exact():
    units = np.array([0, 1, -1, 10**15 + 1, -(10**15) - 7])
    mask = np.array([False, False, False, False, True])
    column = decimals(units, MONEY, mask)
    expected = [Decimal("0.00"), Decimal("0.01"), Decimal("-0.01"), Decimal("10000000000000.01")]
    assert column.to_pylist() == [*expected, None]
    assert decimals(units, MONEY).to_pylist()[-1] == Decimal("-10000000000000.07")


def test_everything_lies_in_the_calendar(tiny):
    kept = recount(tiny).kept
    clock = Clock(120)
    start, end = pa.scalar(clock.start), pa.scalar(clock.end)
    for entity, column in (
        ("customers", "created_at"),
        ("identities", "first_seen_at"),
        ("orders", "ordered_at"),
        ("refunds", "refunded_at"),
    ):
        assert kept[entity][column].min() >= start.as_py()
        assert kept[entity][column].max() < end.as_py()
        assert pc.max(tiny[entity]["exported_at"]).as_py() == end.as_py()


def test_rates_cover_every_month_and_currency(tiny):
    kept = recount(tiny).kept
    rates = kept["exchange_rates"]
    assert len(rates) == 4 * 3 == len(rates.drop_duplicates(["month", "currency"]))
    assert set(rates["rate"][rates["currency"] == "EUR"]) == {Decimal("1.00000000")}
    months = {moment.date().replace(day=1) for moment in kept["orders"]["ordered_at"]}
    assert months <= set(rates["month"])


def test_first_order_follows_signup(tiny):
    orders = tiny["orders"].to_pandas().dropna(subset=["ordered_at", "customer_id"])
    signup = tiny["customers"].to_pandas().dropna(subset=["id"]).groupby("id")["created_at"].min()
    known = orders[orders["customer_id"].isin(signup.index)]
    assert (known["ordered_at"] >= known["customer_id"].map(signup)).all()


def test_products_are_bought_once_available(demo):
    lines = demo["order_items"].to_pandas()
    products = demo["products"].to_pandas().drop_duplicates("id").set_index("id")
    orders = demo["orders"].to_pandas().drop_duplicates("id").set_index("id")
    bought = lines["order_id"].map(orders["ordered_at"])
    available = lines["product_id"].map(products["available_from"]).astype("datetime64[us]")
    known = bought.notna() & available.notna()
    assert (bought[known] >= available[known]).all()


def test_order_value_is_the_value_drawn(demo):
    """Goods after all discounts, in euros, stay within rounding of the gamma-gamma value."""
    kept = recount(demo).kept
    lines = kept["order_items"]
    goods = (lines["quantity"] * lines["unit_price"] - lines["discount"]).astype(float)
    goods = goods.groupby(lines["order_id"]).sum().rename("goods")
    orders = kept["orders"].set_index("id").join(goods)
    orders = orders.join(demo["truth/orders"].to_pandas().set_index("id")["value"], how="inner")
    orders["month"] = orders["ordered_at"].dt.to_period("M").dt.start_time.dt.date
    rates = kept["exchange_rates"].set_index(["month", "currency"])["rate"]
    orders = orders.join(rates, on=["month", "currency"])
    net = (orders["goods"] - orders["discount"].astype(float)) * orders["rate"].astype(float)
    gap = (net - orders["value"]).abs()
    assert gap.median() < 0.02
    assert gap.max() < FROZEN.unit_price_minimum_cents / 100 * 3 * FROZEN.lines_maximum


@pytest.mark.parametrize("days", [1, 40, 730])
def test_seasonal_clock_inverts(days):
    clock = Clock(days)
    moments = np.linspace(0, days, 997)
    assert np.allclose(clock.calendar(clock.seasonal(moments)), moments, atol=1e-4)
    assert (np.diff(clock.datetimes(np.sort(moments))).astype(int) >= 0).all()
