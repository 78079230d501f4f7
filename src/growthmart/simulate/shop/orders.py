"""The orders without their lines: channel, status, promotion, guests and test orders."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from growthmart.simulate.base.clock import Clock
from growthmart.simulate.base.columns import entity_table, ids, money, pick
from growthmart.simulate.base.draws import (
    NONE,
    Bools,
    Floats,
    Ints,
    draw_codes,
    planted_rows,
    sample_mask,
)
from growthmart.simulate.base.parameters import FROZEN
from growthmart.simulate.base.vocabulary import (
    COUNTRIES,
    CURRENCIES,
    ONLINE_CHANNEL_COUNT,
    PROMOTION_PERCENTS,
    PROMOTIONS,
    SALES_CHANNELS,
    STATUS_UNTIL_DAYS,
    STATUSES,
)
from growthmart.simulate.shop.baskets import Lines
from growthmart.simulate.shop.identities import Links, cookie_in_use
from growthmart.simulate.shop.people import People
from growthmart.simulate.shop.purchases import Purchases

CANCELLED = STATUSES.index("cancelled")


@dataclass(frozen=True)
class Orders:
    """One row per order, in order of time; codes are vocabulary positions, and may be `NONE`."""

    channel: Ints
    status: Ints
    currency: Ints
    promotion: Ints
    cookie: Ints
    is_guest: Bools
    is_test: Bools

    @property
    def is_online(self) -> Bools:
        """Whether each order was made on the web or in the app."""
        return self.channel < ONLINE_CHANNEL_COUNT

    @property
    def promotion_percent(self) -> Ints:
        """The discount on the whole order, in percent."""
        return np.where(self.promotion == NONE, 0, np.array(PROMOTION_PERCENTS)[self.promotion])


def draw_orders(
    rng: np.random.Generator, people: People, purchases: Purchases, cookies: Links, clock: Clock
) -> Orders:
    """Draw everything about the orders, except their lines and the visits that led to them.

    An order that a message induced is made online, with the customer's account.
    """
    size = purchases.count
    channel = draw_codes(rng, SALES_CHANNELS, size)
    is_induced = purchases.message != NONE
    channel[is_induced & (channel >= ONLINE_CHANNEL_COUNT)] = 0
    is_online = channel < ONLINE_CHANNEL_COUNT
    online_share = sum(weight for _, weight in SALES_CHANNELS[:ONLINE_CHANNEL_COUNT])
    is_guest = is_online & ~is_induced & (rng.random(size) < FROZEN.guest_share / online_share)

    status = np.searchsorted(STATUS_UNTIL_DAYS, clock.days - purchases.moment, "right")
    status[rng.random(size) < FROZEN.cancelled_share] = CANCELLED
    promotion = draw_codes(rng, PROMOTIONS, size)
    sensitivity = people.price_sensitivity[purchases.person]
    chance = FROZEN.promotion_share * sensitivity / FROZEN.price_sensitivity_mean
    promotion[rng.random(size) >= chance] = NONE

    cookie = cookie_in_use(rng, cookies, purchases.person, purchases.moment, clock)
    is_fresh = is_guest & (rng.random(size) >= FROZEN.guest_known_cookie_share)
    cookie[is_fresh] = len(cookies.number) + np.arange(1, is_fresh.sum() + 1)
    cookie[~is_online] = NONE

    test_orders = planted_rows(size, FROZEN.test_share, people.count)
    land_currency = np.array([CURRENCIES.index(land.currency) for land in COUNTRIES])
    return Orders(
        channel=channel,
        status=status,
        currency=land_currency[people.country[purchases.person]],
        promotion=promotion,
        cookie=cookie,
        is_guest=is_guest,
        is_test=sample_mask(rng, np.arange(size), test_orders, size),
    )


def order_discount_cents(orders: Orders, lines: Lines) -> tuple[Ints, Ints]:
    """Return the goods of each order after line discounts, and the order's discount, in cents."""
    size = len(orders.channel)
    goods = np.zeros(size, dtype=np.int64)
    np.add.at(goods, lines.order, lines.net_cents)
    return goods, goods * orders.promotion_percent // 100


@dataclass(frozen=True)
class Amounts:
    """One row per order, in cents of its currency; goods are after the discounts of the lines."""

    goods: Ints
    discount: Ints
    shipping: Ints
    tax: Ints

    @property
    def total(self) -> Ints:
        """The amount that the customer has to pay, in cents."""
        return self.goods - self.discount + self.shipping + self.tax


def order_amounts(people: People, purchases: Purchases, orders: Orders, lines: Lines) -> Amounts:
    """Return the amounts of each order; tax is added to goods, and online orders have shipping."""
    goods, discount = order_discount_cents(orders, lines)
    tax_percent = np.array([land.tax_percent for land in COUNTRIES])
    is_sent = (orders.channel < ONLINE_CHANNEL_COUNT) & (goods < FROZEN.free_shipping_from_cents)
    return Amounts(
        goods=goods,
        discount=discount,
        shipping=np.where(is_sent, FROZEN.shipping_cents, 0),
        tax=((goods - discount) * tax_percent[people.country[purchases.person]] + 50) // 100,
    )


def order_table(
    purchases: Purchases,
    orders: Orders,
    amounts: Amounts,
    tags: tuple[pa.Array, pa.Array, pa.Array],
    clock: Clock,
) -> pa.Table:
    """Build the orders as the shop exports them; the tags are those of the orders' visits."""
    source, medium, campaign = tags
    return entity_table(
        "orders",
        clock,
        id=ids("O", np.arange(1, purchases.count + 1)),
        customer_id=ids("C", purchases.person + 1, orders.is_guest),
        anonymous_id=ids("A", orders.cookie, orders.cookie == NONE),
        email_hash=pa.nulls(purchases.count, pa.string()),
        ordered_at=clock.timestamps(purchases.moment),
        status=pick(STATUSES, orders.status),
        currency=pick(CURRENCIES, orders.currency),
        sales_channel=pick([word for word, _ in SALES_CHANNELS], orders.channel),
        shipping=money(amounts.shipping),
        tax=money(amounts.tax),
        discount=money(amounts.discount),
        promotion_code=pick(
            [word for word, _ in PROMOTIONS], orders.promotion, orders.promotion == NONE
        ),
        utm_source=source,
        utm_medium=medium,
        utm_campaign=campaign,
        is_test=pa.array(orders.is_test),
    )


def order_truth(purchases: Purchases) -> pa.Table:
    """Build the hidden truth about each order: person, value in euros, whether it was induced."""
    return pa.table(
        {
            "id": ids("O", np.arange(1, purchases.count + 1)),
            "customer_id": ids("C", purchases.person + 1),
            "value": purchases.value,
            "is_induced": purchases.message != NONE,
        }
    )


def euros_per_unit(purchases: Purchases, orders: Orders, rates: Ints, clock: Clock) -> Floats:
    """Return the value in euros of one unit of each order's currency in its month."""
    month = clock.month_numbers(purchases.moment)
    return rates[month, orders.currency] / 1e8
