"""The dirt of the shop itself: customers, catalogue, orders, refunds, exchange rates."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from growthmart.simulate.base.clock import Clock
from growthmart.simulate.base.columns import entity_table, ids, money, pick, price, whole
from growthmart.simulate.dirt.changes import (
    Change,
    amount,
    days_after,
    negative,
    nothing,
    number,
    same,
    spoilt,
    unknown,
)
from growthmart.simulate.dirt.planter import Planter

CENTURY_MONTHS = 1_200
TOO_LARGE_CENTS = 10**14
"""The input layer rejects a line with this unit price or more."""


def _further(lines: int) -> Change:
    """Return a change that gives extra lines unused line numbers, different ones for each rule."""
    return lambda rows: pc.add(rows["line_number"], lines)


def _zero_or_less(rows: pa.Table) -> pa.Array:
    return whole(-(np.arange(rows.num_rows) % 2))


def _customers(planter: Planter) -> None:
    planter.plant("missing_required", id=nothing)
    planter.plant_older(occupation=same("apprentice"))
    planter.plant_copies()


def _contacts(planter: Planter) -> None:
    planter.plant("missing_required", customer_id=nothing)
    planter.plant_orphan("orphan_customer", "customer_id", "C")
    planter.plant_older(city=same("Formerton"))
    planter.plant_copies()


def _identities(planter: Planter) -> None:
    planter.plant("missing_required", right_id=unknown("X"), first_seen_at=nothing)
    planter.plant("unknown_type", right_id=unknown("Y"), right_type=same("horoscope"))
    planter.plant_orphan("orphan_customer", "left_id", "C")
    planter.plant_older(first_seen_at=days_after("first_seen_at", 1))
    planter.plant_copies()


def _products(planter: Planter) -> None:
    new = planter.new_ids("P")
    planter.plant("missing_required", id=new, name=nothing)
    planter.plant("negative_price", id=new, list_price=negative("list_price"))
    planter.plant("unknown_currency", id=new, currency=spoilt("currency"))
    planter.plant_older(stock=number(999))
    planter.plant_copies()


def _orders(planter: Planter) -> None:
    new = planter.new_ids("O")
    planter.plant("missing_required", id=new, ordered_at=nothing)
    planter.plant("unknown_status", id=new, status=same("teleported"))
    planter.plant("unknown_currency", id=new, currency=spoilt("currency"))
    planter.plant("unknown_sales_channel", id=new, sales_channel=same("telepathy"))
    planter.plant("in_the_future", id=new, ordered_at=days_after("exported_at", 30))
    planter.plant("negative_amount", id=new, shipping=amount(-490))
    # an order without lines has no goods to give a discount on
    planter.plant_orphan("orphan_customer", "customer_id", "C", id=new, discount=amount(0))
    planter.plant_older(status=same("placed"))
    planter.plant_copies()


def _order_items(planter: Planter) -> None:
    planter.plant("missing_required", line_number=_further(400), unit_price=nothing)
    planter.plant("negative_price", line_number=_further(100), unit_price=negative("unit_price"))
    planter.plant("bad_quantity", line_number=_further(200), quantity=_zero_or_less)
    planter.plant(
        "out_of_range",
        line_number=_further(500),
        unit_price=lambda rows: price(np.full(rows.num_rows, TOO_LARGE_CENTS)),
    )
    planter.plant_orphan("orphan_order", "order_id", "O")
    # a gift that the catalogue does not have: the order still costs what was paid
    planter.plant_orphan(
        *("orphan_product", "product_id", "P"),
        line_number=_further(300),
        unit_price=amount(0),
        discount=amount(0),
    )
    planter.plant_older(discount=amount(0))
    planter.plant_copies()


def _refunds(planter: Planter) -> None:
    new = planter.new_ids("R")
    planter.invent_template(_invented_refund)
    planter.plant("missing_required", id=new, refunded_at=nothing)
    planter.plant("negative_amount", id=new, amount=negative("amount"))
    planter.plant("bad_quantity", id=new, quantity=_zero_or_less)
    planter.plant("unknown_currency", id=new, currency=spoilt("currency"))
    # the money was paid back already: these refunds add nothing to it
    free: dict[str, Change] = {"id": new, "amount": amount(0), "quantity": nothing}
    planter.plant_orphan("orphan_order", "order_id", "O", **free)
    planter.plant_orphan("orphan_customer", "customer_id", "C", **free)
    planter.plant_orphan("orphan_product", "product_id", "P", **free)
    planter.plant_older(reason=same("unclear"))
    planter.plant_copies()


def _invented_refund(clock: Clock) -> pa.Table:
    """Build a refund to break in a world without refunds; it has no customer."""
    one = np.array([1])
    return entity_table(
        "refunds",
        clock,
        id=ids("R", one),
        order_id=pa.nulls(1, pa.string()),
        customer_id=pa.nulls(1, pa.string()),
        product_id=ids("P", one),
        quantity=whole(one),
        amount=money(one * 100),
        currency=pick(["EUR"], one - 1),
        refunded_at=clock.timestamps(np.array([clock.days - 0.5])),
        reason=pick(["changed_mind"], one - 1),
    )


def _exchange_rates(planter: Planter) -> None:
    planter.plant("unknown_currency", currency=spoilt("currency"))
    planter.plant("rate_not_positive", month=_a_century_later, rate=negative("rate"))
    planter.plant("not_first_of_month", month=_mid_month)
    planter.plant_copies()


def _a_century_later(rows: pa.Table) -> pa.Array:
    months = rows["month"].to_numpy().astype("datetime64[M]")
    return pa.array((months + CENTURY_MONTHS).astype("datetime64[D]"))


def _mid_month(rows: pa.Table) -> pa.Array:
    return pa.array(rows["month"].to_numpy().astype("datetime64[D]") + 14)


PLANT_SHOP = {
    "customers": _customers,
    "contacts": _contacts,
    "identities": _identities,
    "products": _products,
    "orders": _orders,
    "order_items": _order_items,
    "refunds": _refunds,
    "exchange_rates": _exchange_rates,
}
