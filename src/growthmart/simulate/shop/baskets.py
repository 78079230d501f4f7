"""The lines of each order: products chosen by taste, popularity and price, with exact amounts."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from growthmart.simulate.base.clock import Clock
from growthmart.simulate.base.columns import entity_table, ids, money, price, whole
from growthmart.simulate.base.draws import Floats, Ints, draw_codes
from growthmart.simulate.base.parameters import FROZEN
from growthmart.simulate.base.vocabulary import LINE_DISCOUNT_PERCENTS, QUANTITIES
from growthmart.simulate.shop.people import People
from growthmart.simulate.shop.products import Catalogue
from growthmart.simulate.shop.purchases import Purchases

CHUNK_ROWS = 2_000
REDRAWS = 8


@dataclass(frozen=True)
class Lines:
    """One row per order line, sorted by order; `order` is the order's row, amounts in cents."""

    order: Ints
    number: Ints
    product: Ints
    quantity: Ints
    unit_cents: Ints
    discount_cents: Ints

    @property
    def net_cents(self) -> Ints:
        """The price of each line after its own discount, in cents."""
        return self.quantity * self.unit_cents - self.discount_cents


def draw_lines(
    rng: np.random.Generator,
    purchases: Purchases,
    people: People,
    goods_euros: Floats,
    euros_per_unit: Floats,
    catalogue: Catalogue,
) -> Lines:
    """Split each order's goods value into lines, choose their products and price them.

    `goods_euros` (the value before the order's discount) and `euros_per_unit` (of the order's
    currency) have one row per order. The unit price follows from the split, so that the order's
    value stays gamma-gamma. The product is one with a list price near the unit price.
    """
    orders = purchases.count
    count = 1 + np.minimum(rng.poisson(FROZEN.extra_lines_mean, orders), FROZEN.lines_maximum - 1)
    order = np.repeat(np.arange(orders), count)
    first = np.cumsum(count) - count
    weight = rng.gamma(FROZEN.line_share_shape, size=len(order))
    share = weight / np.bincount(order, weight, minlength=orders)[order]
    quantity = np.array([size for size, _ in QUANTITIES])[draw_codes(rng, QUANTITIES, len(order))]
    percent = rng.choice(LINE_DISCOUNT_PERCENTS, len(order))
    sensitivity = people.price_sensitivity[purchases.person[order]]
    chance = FROZEN.line_discount_share * sensitivity / FROZEN.price_sensitivity_mean
    percent[rng.random(len(order)) >= chance] = 0

    unit_euros = goods_euros[order] * share / (quantity * (1 - percent / 100))
    unit_cents = np.rint(100 * unit_euros / euros_per_unit[order]).astype(np.int64)
    unit_cents = np.maximum(unit_cents, FROZEN.unit_price_minimum_cents)
    choice = _Choice(rng, catalogue, people.taste, purchases.person[order], purchases.moment[order])
    return Lines(
        order=order,
        number=np.arange(len(order)) - first[order] + 1,
        product=choice.distinct(order, unit_euros),
        quantity=quantity,
        unit_cents=unit_cents,
        discount_cents=quantity * unit_cents * percent // 100,
    )


@dataclass(frozen=True)
class _Choice:
    """Multinomial logit over the whole catalogue, drawn as the maximum of Gumbel utilities.

    Source: McFadden 1974, Conditional logit analysis of qualitative choice behavior.
    """

    rng: np.random.Generator
    catalogue: Catalogue
    taste: Floats
    person: Ints
    moment: Floats

    def distinct(self, order: Ints, unit_euros: Floats) -> Ints:
        """Choose one product per line; draw again, a few times, if the order already has it."""
        product = self.choose(np.arange(len(order)), unit_euros)
        for _ in range(REDRAWS):
            _, kept = np.unique(order * self.catalogue.count + product, return_index=True)
            again = np.setdiff1d(np.arange(len(order)), kept)
            if len(again) == 0:
                break
            product[again] = self.choose(again, unit_euros)
        return product

    def choose(self, lines: Ints, unit_euros: Floats) -> Ints:
        """Choose one product for each of the lines."""
        scale = FROZEN.taste_deviation / np.sqrt(FROZEN.taste_dimensions)
        product_taste = (scale * self.catalogue.taste.T).astype(np.float32)
        popularity = self.catalogue.popularity.astype(np.float32)
        log_price = np.log(self.catalogue.list_cents / 100).astype(np.float32)
        wanted = np.log(np.maximum(unit_euros, 0.01)).astype(np.float32)
        narrow = np.float32(0.5 / FROZEN.price_fit_deviation**2)
        chosen = np.empty(len(lines), dtype=np.int64)
        for start in range(0, len(lines), CHUNK_ROWS):
            chunk = lines[start : start + CHUNK_ROWS]
            utility = self.taste[self.person[chunk]] @ product_taste + popularity
            utility -= narrow * (log_price - wanted[chunk, None]) ** 2
            noise = self.rng.standard_exponential(utility.shape, dtype=np.float32)
            utility -= np.log(np.maximum(noise, np.float32(1e-30)))
            utility[self.catalogue.available > self.moment[chunk, None]] = -np.inf
            chosen[start : start + CHUNK_ROWS] = utility.argmax(axis=1)
        return chosen


def line_table(lines: Lines, clock: Clock) -> pa.Table:
    """Build the order lines as the shop exports them."""
    return entity_table(
        "order_items",
        clock,
        order_id=ids("O", lines.order + 1),
        line_number=whole(lines.number),
        product_id=ids("P", lines.product + 1),
        quantity=whole(lines.quantity),
        unit_price=price(lines.unit_cents),
        discount=money(lines.discount_cents),
    )
