"""Refunds: goods sent back, and money paid back."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from growthmart.simulate.base.clock import Clock
from growthmart.simulate.base.columns import entity_table, ids, money, pick, whole
from growthmart.simulate.base.draws import Floats, Ints, draw_codes
from growthmart.simulate.base.parameters import FROZEN
from growthmart.simulate.base.vocabulary import CURRENCIES, REFUND_REASONS
from growthmart.simulate.shop.baskets import Lines
from growthmart.simulate.shop.orders import CANCELLED, Orders, order_discount_cents
from growthmart.simulate.shop.people import People
from growthmart.simulate.shop.purchases import Purchases

MONEY_BACK_PERCENT_LOW, MONEY_BACK_PERCENT_HIGH = 10, 50


@dataclass(frozen=True)
class Returns:
    """One row per refund, in order of time: the row of its order, the moment and the reason."""

    order: Ints
    moment: Floats
    reason: Ints


def draw_refunds(
    rng: np.random.Generator,
    people: People,
    purchases: Purchases,
    orders: Orders,
    lines: Lines,
    clock: Clock,
) -> tuple[pa.Table, Returns]:
    """Draw at most one refund per order, and return the refunds and the truth about them.

    Some refunds have no order, only a customer and a product. Refunds of guests, of test customers
    and of test orders always have their order. Other refunds have an order but no product: they pay
    back a part of the money.
    """
    delay = FROZEN.refund_delay_days * rng.gamma(FROZEN.refund_delay_shape, size=purchases.count)
    moment = purchases.moment + delay
    happens = rng.random(purchases.count) < FROZEN.refund_share
    order = np.flatnonzero(happens & (orders.status != CANCELLED) & (moment < clock.days))
    order = order[np.argsort(moment[order], kind="stable")]
    size = len(order)
    person = purchases.person[order]

    must_name = orders.is_guest[order] | orders.is_test[order] | people.is_test[person]
    no_order = (rng.random(size) < FROZEN.refund_without_order_share) & ~must_name
    no_product = (rng.random(size) < FROZEN.refund_money_back_share) & ~no_order

    first = np.searchsorted(lines.order, order)
    line_count = np.searchsorted(lines.order, order, "right") - first
    line = first + (rng.random(size) * line_count).astype(np.int64)
    quantity = 1 + (rng.random(size) * lines.quantity[line]).astype(np.int64)
    goods, discount = order_discount_cents(orders, lines)
    kept_percent = 100 - orders.promotion_percent[order]
    sent_back = lines.net_cents[line] * quantity * kept_percent // (lines.quantity[line] * 100)
    percent = rng.integers(MONEY_BACK_PERCENT_LOW, MONEY_BACK_PERCENT_HIGH + 1, size)
    money_back = (goods - discount)[order] * percent // 100
    amount = np.maximum(np.where(no_product, money_back, sent_back), 1)
    reason = draw_codes(rng, REFUND_REASONS, size)

    table = entity_table(
        "refunds",
        clock,
        id=ids("R", np.arange(1, size + 1)),
        order_id=ids("O", order + 1, no_order),
        customer_id=ids("C", person + 1, orders.is_guest[order]),
        product_id=ids("P", lines.product[line] + 1, no_product),
        quantity=whole(quantity, no_product),
        amount=money(amount),
        currency=pick(CURRENCIES, orders.currency[order]),
        refunded_at=clock.timestamps(moment[order]),
        reason=pick([word for word, _ in REFUND_REASONS], reason),
    )
    return table, Returns(order, moment[order], reason)


def refund_truth(returns: Returns) -> pa.Table:
    """Build the hidden truth about each refund: its order."""
    numbers = np.arange(1, len(returns.order) + 1)
    return pa.table({"id": ids("R", numbers), "order_id": ids("O", returns.order + 1)})
